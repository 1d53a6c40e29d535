"""What the training rows are like, against the same figures computed another way."""

import statistics

import numpy as np
import pytest

from engine.data.figures import Figures, figures
from engine.data.preprocess import prepare
from engine.data.sources import open_source
from engine.spec.data import BuiltinSource, DataSpec, InlineSource, SplitSpec


def all_for_training(columns, rows, **settings):
    """Every row trains, as it is and in its order."""
    spec = DataSpec(
        source=InlineSource(columns=columns, rows=rows),
        split=SplitSpec(train=1, validation=0, test=0, shuffle=False),
        **{"scale": "none", **settings},
    )
    return prepare(spec, open_source(spec.source))


def test_figures_of_classes():
    rows = [(1.0, 200.0, 5.0, "a"), (2.0, 100.0, 5.0, "a"), (4.0, 600.0, 5.0, "b")]
    found = all_for_training(
        ("width", "height", "depth", "kind"), (*rows, (7.0, 0.0, 5.0, "a"))
    ).figures
    assert (found.rows, found.validation_rows) == (4, 0)
    assert (found.class_counts, found.class_changes) == ((3, 1), 2)
    assert found.least_spread == pytest.approx(statistics.pstdev([1, 2, 4, 7]))
    assert found.most_spread == pytest.approx(statistics.pstdev([200, 100, 600, 0]))
    assert (found.largest, found.whole) == (600.0, True)


def test_figures_of_numbers():
    rows = ((0.5, 100.0), (-3.0, 120.0), (1.0, 80.0))
    found = all_for_training(("x", "y"), rows, task="regression").figures
    assert (found.class_counts, found.class_changes) == ((), 0)
    assert (found.largest, found.whole) == (3.0, False)
    assert found.target_size == pytest.approx(100.0)
    scaled = all_for_training(("x", "y"), rows, task="regression", scale_target=True).figures
    assert scaled.target_size == pytest.approx(1.0)


def test_that_only_training_rows_count():
    spec = DataSpec(source=BuiltinSource(name="iris"))
    prepared = prepare(spec, open_source(spec.source))
    found = prepared.figures
    assert found.rows == len(prepared.train)
    assert found.validation_rows == len(prepared.validation)
    assert sum(found.class_counts) == len(prepared.train)
    assert found is prepared.figures


def test_that_many_rows_are_judged_by_some():
    rng = np.random.default_rng(3)
    x = rng.normal(scale=3.0, size=(3000, 4000)).astype(np.float32)
    found = figures(x, np.zeros((3000, 1), np.float32), np.arange(3000), 0, 0)
    assert found.rows == 3000
    assert 2.5 < found.least_spread <= found.most_spread < 3.5


def test_that_columns_which_never_change_have_no_spread():
    found = figures(np.ones((5, 2), np.float32), np.zeros(5, np.int64), np.arange(5), 0, 2)
    assert found == Figures(
        rows=5, class_counts=(5, 0), least_spread=0.0, most_spread=0.0, whole=True
    )
