"""Every set that can be opened without a file, and the lessons' numbers in them."""

import subprocess
import sys

import numpy as np
import pytest

from engine.data.sources import (
    BUILTIN_NAMES,
    GENERATED_NAMES,
    SOURCE_DOCS,
    open_source,
    source_from_argument,
)
from engine.data.table import is_number, missing
from engine.spec.data import BuiltinSource, CsvSource, GeneratedSource, InlineSource
from engine.text import UserError


@pytest.mark.parametrize("name", BUILTIN_NAMES + GENERATED_NAMES)
def test_that_every_set_opens_complete_and_documented(name):
    table = open_source(source_from_argument(name))
    assert table.title == name
    assert str(SOURCE_DOCS[name])
    assert table.n_rows >= 20
    assert set(table.targets) < set(table.columns)
    assert all(len(column) == table.n_rows for column in table.columns.values())
    assert not any(missing(column).any() for column in table.columns.values())


@pytest.mark.parametrize("name", [n for n in GENERATED_NAMES if n != "random_images"])
def test_that_a_seed_gives_the_same_rows_and_another_seed_others(name):
    first = open_source(GeneratedSource(name=name, size=60, seed=1))
    again = open_source(GeneratedSource(name=name, size=60, seed=1))
    other = open_source(GeneratedSource(name=name, size=60, seed=2))
    last = next(reversed(first.columns)) if first.targets == ("y",) else next(iter(first.columns))
    assert first.n_rows == 60
    np.testing.assert_array_equal(first.columns[last], again.columns[last])
    assert not np.array_equal(first.columns[last], other.columns[last])


def test_that_classes_are_called_by_their_names():
    assert set(open_source(BuiltinSource(name="wine")).columns["cultivar"]) == {
        "class_0",
        "class_1",
        "class_2",
    }
    iris = open_source(BuiltinSource(name="iris"))
    assert next(iter(iris.columns)) == "sepal length (cm)"
    assert iris.columns["species"][0] == "setosa"


def test_that_digits_are_pictures():
    table = open_source(BuiltinSource(name="digits"))
    assert table.shape == (1, 8, 8)
    assert len(table.columns) == 65
    assert is_number(table.columns["digit"])


def test_that_three_rows_of_the_line_are_the_lessons():
    table = open_source(GeneratedSource(name="line", size=3, noise=0.0))
    np.testing.assert_array_equal(table.columns["x"], [1, 2, 3])
    np.testing.assert_array_equal(table.columns["y"], [2, 4, 6])


def test_that_three_class_is_what_the_lessons_lines_of_pytorch_give():
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(420)
        x = torch.rand((500, 20)) * 100
        y = torch.randint(0, 3, (500, 1))
        before = torch.get_rng_state()
        table = open_source(GeneratedSource(name="three_class", size=500))
        assert torch.equal(torch.get_rng_state(), before)
    features = np.stack([table.columns[f"x{i}"] for i in range(1, 21)], axis=1)
    np.testing.assert_array_equal(features, x.numpy())
    np.testing.assert_array_equal(table.columns["class"], y[:, 0].numpy())


def test_that_random_images_follow_pytorchs_generator():
    import torch

    generator = torch.Generator().manual_seed(7)
    x = torch.rand((4, 1, 32, 32), generator=generator)
    y = torch.rand((4, 2), generator=generator)
    table = open_source(GeneratedSource(name="random_images", size=4, seed=7))
    pixels = np.stack([table.columns[f"pixel{i}"] for i in range(1024)], axis=1)
    np.testing.assert_array_equal(pixels, x.flatten(1).numpy())
    np.testing.assert_array_equal(table.columns["y2"], y[:, 1].numpy())
    with pytest.raises(UserError, match="smaller size"):
        open_source(GeneratedSource(name="random_images", size=1_000_000))


def test_that_a_typed_table_keeps_numbers_words_and_gaps():
    table = open_source(
        InlineSource(columns=("a", "b"), rows=((1, "red"), (None, 2.0), (3, None), (4, " ")))
    )
    np.testing.assert_array_equal(table.columns["a"], [1, np.nan, 3, 4])
    assert table.columns["b"].tolist() == ["red", "2", None, None]


@pytest.mark.parametrize(
    ("columns", "rows", "message"),
    [
        (("a", "a"), ((1, 2),), "called “a”"),
        (("a", "b"), (), "no rows"),
        (("a", "b"), ((1, 2), (3,)), "Row 2 .* 1 instead of 2"),
    ],
)
def test_that_a_bad_typed_table_is_refused(columns, rows, message):
    with pytest.raises(UserError, match=message):
        open_source(InlineSource(columns=columns, rows=rows))


@pytest.mark.parametrize("kind", [BuiltinSource, GeneratedSource])
def test_that_an_unknown_set_names_the_known_ones(kind):
    with pytest.raises(UserError, match=r"There are: .+, .+"):
        open_source(kind(name="nonsense"))


def test_that_an_argument_is_a_set_or_a_file():
    assert source_from_argument("iris") == BuiltinSource(name="iris")
    assert source_from_argument("moons") == GeneratedSource(name="moons")
    assert source_from_argument("data.csv") == CsvSource(path="data.csv")
    with pytest.raises(UserError, match="iris"):
        source_from_argument("irsi")


def test_that_describing_a_table_gives_the_figures_of_each_column():
    table = open_source(
        InlineSource(columns=("n", "c"), rows=((1, "b"), (2, "a"), (None, "b"), (6, None)))
    )
    number, word = table.describe()
    assert (number.type, number.n_missing, number.n_distinct) == ("number", 1, 3)
    assert (number.minimum, number.maximum, number.mean) == (1, 6, 3)
    assert number.std == pytest.approx(np.std([1, 2, 6]))
    assert number.quartiles == (1.5, 2, 4)
    assert (word.type, word.n_missing, word.counts) == ("category", 1, (("b", 2), ("a", 1)))


def test_that_reading_data_needs_no_torch_and_importing_it_no_pandas():
    code = (
        "import sys, engine.data.sources, engine.data.preprocess\n"
        "slow = {'torch', 'pandas', 'sklearn'} & set(sys.modules)\n"
        "assert not slow, slow\n"
        "from engine.data.sources import open_source, source_from_argument\n"
        "open_source(source_from_argument('iris'))\n"
        "assert 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
