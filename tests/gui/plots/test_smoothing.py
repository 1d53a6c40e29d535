"""The smoothed line is the textbook's recursion, however the samples arrive."""

import numpy as np
import pytest

from gui.plots.samples import Kept
from gui.plots.smoothing import Smoothed


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


def smoothed(values, weight):
    raw = Kept()
    raw.append(np.arange(len(values)), values)
    return Smoothed(raw, weight)


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.6, 0.97, 0.9999])
@pytest.mark.parametrize("count", [1, 63, 64, 65, 5000])
def test_that_it_equals_the_recursion(weight, count):
    values = np.random.default_rng(count).normal(3, 1, count)
    assert np.allclose(smoothed(values, weight).y, by_hand(values, weight), rtol=1e-9)


@pytest.mark.parametrize("weight", [0.3, 0.9, 0.9999])
def test_that_it_equals_the_weighted_mean_of_all_samples_so_far(weight):
    values = np.random.default_rng(7).normal(size=3000)
    series = smoothed(values, weight)
    for number in (0, 1, 100, 2999):
        weights = weight ** np.arange(number, -1, -1.0)
        assert series.sample(number)[1] == pytest.approx(
            np.average(values[: number + 1], weights=weights), rel=1e-9
        )


def test_that_any_stretch_is_the_same_as_the_whole():
    values = np.random.default_rng(0).normal(size=10_000)
    values[[0, 7, 500, 501, 9999]] = np.nan, np.inf, -np.inf, np.nan, np.nan
    whole = by_hand(values, 0.97)
    for stretches in ([(9000, 10_000), (0, 10)], [(0, 1)], [(127, 129), (4000, 7000), (300, 4001)]):
        series = smoothed(values, 0.97)
        for start, stop in stretches:
            part = series.read(start, stop)
            assert np.allclose(part, whole[start:stop], rtol=1e-9, equal_nan=True)


def test_that_samples_which_come_later_go_on_from_those_before():
    values = np.random.default_rng(0).normal(size=1000)
    raw = Kept()
    series = Smoothed(raw, 0.9)
    found = []
    for part in np.array_split(np.arange(1000), 13):
        raw.append(part, values[part])
        found.append(series.read(part[0], part[-1] + 1))
    assert np.allclose(np.concatenate(found), by_hand(values, 0.9))


def test_that_only_a_few_states_of_a_long_series_are_kept(monkeypatch):
    monkeypatch.setattr("gui.plots.smoothing._MOST_STATES", 8)
    values = np.random.default_rng(5).normal(size=50_000)
    series = smoothed(values, 0.99)
    whole = by_hand(values, 0.99)
    assert np.allclose(series.y, whole)
    assert series._averages.count <= 8
    assert np.allclose(series.read(30_000, 30_010), whole[30_000:30_010])


def test_that_a_constant_stays_itself_from_the_first_sample():
    assert np.allclose(smoothed(np.full(300, 2.5), 0.99).y, 2.5)


@pytest.mark.parametrize("weight", [1.0, -0.1, 2.0])
def test_that_an_impossible_weight_is_refused(weight):
    with pytest.raises(ValueError, match="smoothing weight"):
        Smoothed(Kept(), weight)
