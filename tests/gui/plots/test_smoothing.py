"""The smoothed line is the textbook's recursion, however the samples arrive."""

import numpy as np
import pytest

from gui.plots.smoothing import Smoother


def by_hand(values, weight):
    average, seen, out = 0.0, 0, []
    for value in values:
        if not np.isfinite(value):
            out.append(np.nan)
            continue
        seen += 1
        average = weight * average + (1 - weight) * value
        out.append(average / (1 - weight**seen))
    return np.array(out)


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.6, 0.97, 0.9999])
@pytest.mark.parametrize("count", [1, 63, 64, 65, 5000])
def test_that_it_equals_the_recursion(weight, count):
    values = np.random.default_rng(count).normal(3, 1, count)
    assert np.allclose(Smoother(weight).extend(values), by_hand(values, weight), rtol=1e-9)


def test_that_chunks_change_nothing():
    values = np.random.default_rng(0).normal(size=1000)
    values[[0, 7, 500]] = np.nan, np.inf, -np.inf
    smoother = Smoother(0.9)
    parts = [smoother.extend(part) for part in np.array_split(values, 13)]
    assert np.allclose(np.concatenate(parts), by_hand(values, 0.9), equal_nan=True)


def test_that_a_constant_stays_itself_from_the_first_sample():
    assert np.allclose(Smoother(0.99).extend(np.full(300, 2.5)), 2.5)


@pytest.mark.parametrize("weight", [1.0, -0.1, 2.0])
def test_that_an_impossible_weight_is_refused(weight):
    with pytest.raises(ValueError, match="smoothing weight"):
        Smoother(weight)
