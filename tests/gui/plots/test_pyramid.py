"""A view of a long series shows what the whole would have shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.plots.pyramid import Pyramid


def filled(y, chunk=None):
    pyramid = Pyramid()
    x = np.arange(len(y), dtype=float)
    for start in range(0, len(y), chunk or max(len(y), 1)):
        stop = start + (chunk or len(y))
        pyramid.append(x[start:stop], y[start:stop])
    return pyramid


def test_that_an_empty_series_has_an_empty_view():
    x, y = Pyramid().view(0, 1, 100)
    assert len(x) == len(y) == 0
    assert Pyramid().at(0) is None
    assert Pyramid().last() is None


def test_that_few_samples_are_all_shown():
    pyramid = filled(np.array([3.0, 1.0, 2.0]))
    x, y = pyramid.view(0, 2, 100)
    assert x.tolist() == [0, 1, 2]
    assert y.tolist() == [3, 1, 2]


def test_that_a_neighbour_on_either_side_is_kept():
    pyramid = filled(np.arange(10.0))
    assert pyramid.view(3.5, 5.5, 100)[0].tolist() == [3, 4, 5, 6]


def test_that_one_spike_among_a_million_is_shown():
    y = np.zeros(1_000_003)
    y[777_777] = 5.0
    x, seen = filled(y).view(0, len(y), 500)
    assert len(x) <= 2 * 500 + 4
    assert seen.max() == 5.0
    assert x[seen.argmax()] == 777_777


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 700),
    st.integers(1, 97),
    st.integers(1, 60),
    st.integers(0, 2**32 - 1),
    st.booleans(),
)
def test_that_views_keep_extremes_whatever_the_chunks(count, chunk, pixels, seed, gaps):
    random = np.random.default_rng(seed)
    y = random.normal(size=count)
    if gaps:
        y[random.random(count) < 0.3] = np.nan
    pyramid = filled(y, chunk)
    low, high = np.sort(random.uniform(-5, count + 5, 2))
    x, seen = pyramid.view(low, high, pixels)
    assert len(x) <= 2 * pixels + 8
    assert np.all(np.diff(x) > 0)
    assert np.array_equal(seen, y[x.astype(int)], equal_nan=True)
    inside = y[(np.arange(count) >= low) & (np.arange(count) <= high)]
    inside = inside[np.isfinite(inside)]
    if len(inside):
        assert np.nanmin(seen) <= inside.min()
        assert np.nanmax(seen) >= inside.max()


def test_that_growing_by_chunks_gives_the_same_as_all_at_once():
    y = np.random.default_rng(0).normal(size=5000)
    whole, parts = filled(y), filled(y, 7)
    for view in ((0, 5000, 50), (100, 4000, 31), (4990, 5100, 3)):
        assert np.array_equal(whole.view(*view)[1], parts.view(*view)[1])


def test_that_buckets_do_not_move_while_the_series_grows():
    y = np.random.default_rng(1).normal(size=8192)
    pyramid = filled(y[:8000])
    before = pyramid.view(0, 4000, 400)[0]
    pyramid.append(np.arange(8000.0, 8192), y[8000:])
    assert np.array_equal(pyramid.view(0, 4000, 400)[0], before)


def test_that_samples_which_are_not_finite_are_counted_and_marked():
    y = np.zeros(10_000)
    y[[10, 5000, 5001]] = np.nan, np.inf, -np.inf
    pyramid = filled(y)
    assert pyramid.nonfinite_count == 3
    assert pyramid.nonfinite(0, 10_000, 100).tolist() == [10, 5000, 5001]
    assert pyramid.nonfinite(4000, 6000, 1).tolist() == [5000]
    assert np.isnan(pyramid.y[5000])


def test_that_a_series_without_any_finite_sample_is_a_gap():
    x, y = filled(np.full(1000, np.nan)).view(0, 1000, 10)
    assert len(x) > 0
    assert np.isnan(y).all()


def test_that_x_must_not_go_back():
    pyramid = filled(np.zeros(3))
    with pytest.raises(ValueError, match="goes back"):
        pyramid.append([1.0], [0.0])
    with pytest.raises(ValueError, match="shape"):
        pyramid.append([5.0, 6.0], [0.0])
    assert len(pyramid) == 3


@pytest.mark.parametrize(("x", "nearest"), [(-4, 0), (0.4, 0), (0.6, 1), (99, 2)])
def test_that_the_nearest_sample_is_found(x, nearest):
    assert filled(np.array([5.0, 6.0, 7.0])).at(x) == (nearest, 5.0 + nearest)
