"""A view of a long series shows what the whole would have shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.plots.lost import Loss
from gui.plots.pyramid import Pyramid
from gui.plots.samples import Kept, Referenced


class Column:
    """An array of someone else."""

    def __init__(self, values):
        self.values = values

    def __len__(self):
        return len(self.values)


def filled(y, chunk=None):
    pyramid = Pyramid(Kept())
    x = np.arange(len(y), dtype=float)
    for start in range(0, len(y), chunk or max(len(y), 1)):
        stop = start + (chunk or len(y))
        pyramid.samples.append(x[start:stop], y[start:stop])
        pyramid.grow()
    return pyramid


def marks(pyramid, x0, x1, pixels, kind):
    edges = np.linspace(x0, x1, pixels + 1)
    return pyramid.lost.marks(pyramid.samples, edges, kind).tolist()


def test_that_an_empty_series_has_an_empty_view():
    empty = Pyramid(Kept())
    empty.grow()
    x, y = empty.view(0, 1, 100)
    assert len(x) == len(y) == 0
    assert empty.samples.at(0) is None
    assert empty.samples.last() is None
    assert empty.samples.ends() is None


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
    pyramid.samples.append(np.arange(8000.0, 8192), y[8000:])
    pyramid.grow()
    assert np.array_equal(pyramid.view(0, 4000, 400)[0], before)


def test_that_samples_which_are_not_finite_are_counted_and_marked():
    y = np.zeros(10_000)
    y[[10, 5000, 5001]] = np.nan, np.inf, -np.inf
    pyramid = filled(y)
    assert pyramid.lost.count == 3
    assert marks(pyramid, 0, 10_000, 100, Loss.NAN) == [10]
    assert marks(pyramid, 0, 10_000, 100, Loss.UP) == [5000]
    assert marks(pyramid, 4000, 6000, 1, Loss.DOWN) == [5001]
    assert pyramid.samples.y[5000] == np.inf
    assert np.isnan(pyramid.view(4990, 5010, 100)[1][11])
    assert pyramid.lost.between(11, 10_000) == (5000, Loss.UP)
    assert pyramid.lost.between(5002, 10_000) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.integers(1, 50), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_that_every_pixel_with_a_lost_sample_is_marked_once(count, chunk, pixels, seed):
    random = np.random.default_rng(seed)
    y = random.choice([0.0, 0.0, np.nan, np.inf, -np.inf], count).repeat(random.integers(1, 4))
    pyramid = filled(y, chunk)
    low, high = np.sort(random.uniform(0, len(y), 2))
    edges = np.linspace(low, high, pixels + 1)
    assert pyramid.lost.count == np.sum(~np.isfinite(y))
    x = np.arange(len(y))
    inside = (x >= low) & (x <= high)
    for kind, found in ((Loss.NAN, np.isnan(y)), (Loss.UP, y == np.inf), (Loss.DOWN, y == -np.inf)):
        lost = x[inside & found]
        columns = np.clip(np.searchsorted(edges, lost, "right") - 1, 0, pixels - 1)
        seen = np.array(marks(pyramid, low, high, pixels, kind))
        covered = np.clip(np.searchsorted(edges, seen, "right") - 1, 0, pixels - 1)
        assert set(columns) <= set(covered)
        assert len(seen) == len(set(covered))
        assert np.all((seen >= low) & (seen <= high))


def test_that_a_series_without_any_finite_sample_is_a_gap():
    x, y = filled(np.full(1000, np.nan)).view(0, 1000, 10)
    assert len(x) > 0
    assert np.isnan(y).all()


def test_that_x_must_not_go_back():
    samples = Kept()
    samples.append([0, 1, 2], [0, 0, 0])
    with pytest.raises(ValueError, match="goes back"):
        samples.append([1.0], [0.0])
    with pytest.raises(ValueError, match="shape"):
        samples.append([5.0, 6.0], [0.0])
    assert len(samples) == 3


@pytest.mark.parametrize(("x", "nearest"), [(-4, 0), (0.4, 0), (0.6, 1), (99, 2)])
def test_that_the_nearest_sample_is_found(x, nearest):
    assert filled(np.array([5.0, 6.0, 7.0])).samples.at(x) == (nearest, 5.0 + nearest)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 50), max_size=300), st.integers(-2, 52), st.booleans())
def test_that_a_place_is_found_without_an_array_of_places(values, x, right):
    places = np.sort(np.array(values, dtype=float))
    samples = Referenced(Column(np.zeros(len(places))), lambda numbers: places[numbers])
    side = "right" if right else "left"
    assert samples.search(float(x), side) == np.searchsorted(places, x, side)


def test_that_samples_of_someone_else_are_read_in_place():
    column = Column(np.arange(5, dtype=np.float32))
    samples = Referenced(column, lambda numbers: numbers * 0.5, first=2)
    pyramid = Pyramid(samples)
    pyramid.grow()
    assert samples.x.tolist() == [1.0, 1.5, 2.0]
    assert samples.y.tolist() == [2, 3, 4]
    column.values = np.arange(7, dtype=np.float32)
    pyramid.grow()
    assert pyramid.view(0, 10, 100)[1].tolist() == [2, 3, 4, 5, 6]


def test_that_one_spike_among_ten_million_is_seen_at_any_zoom_from_a_few_numbers():
    count, spike = 10_000_000, 7_654_321
    y = np.zeros(count, dtype=np.float32)
    y[spike] = 5.0
    pyramid = Pyramid(Referenced(Column(y), lambda numbers: numbers * 1.0))
    pyramid.grow()
    assert pyramid.nbytes < y.nbytes / 8
    for width in (count, count // 3, 1_000_000, 40_000, 3000, 500, 7, 1):
        for share in (0.0, 0.3, 0.999):
            low = spike - share * width
            x, seen = pyramid.view(low, low + width, 500)
            assert len(x) <= 2 * 500 + 8
            assert x[np.nanargmax(seen)] == spike
            assert np.nanmax(seen) == 5.0
    x, seen = pyramid.view(1, count, 500, log_x=True)
    assert len(x) <= 2 * 500 + 100
    assert x[np.nanargmax(seen)] == spike


def test_that_every_doubling_is_drawn_on_a_logarithmic_axis():
    y = np.random.default_rng(3).normal(size=1_000_000)
    pyramid = Pyramid(Referenced(Column(y), lambda numbers: numbers + 1.0))
    pyramid.grow()
    x, seen = pyramid.view(1, 1e6, 600, log_x=True)
    assert np.array_equal(seen, y[(x - 1).astype(int)])
    assert len(x) <= 1300
    for low, high in ((1, 10), (10, 100), (100, 1e3), (1e3, 1e4), (1e4, 1e5), (1e5, 1e6)):
        inside = seen[(x >= low) & (x <= high)]
        whole = y[int(low) - 1 : int(high)]
        assert inside.max() == whole.max()
        assert inside.min() == whole.min()
        assert len(inside) >= min(len(whole), 60)


def test_that_levels_which_grow_too_long_are_dropped_and_nothing_is_lost():
    y = np.random.default_rng(4).normal(size=3_000_000)
    column = Column(y[:10])
    pyramid = Pyramid(Referenced(column, lambda numbers: numbers * 1.0))
    for stop in (10, 1000, 1_000_000, 2_200_000, 2_999_999, 3_000_000):
        column.values = y[:stop]
        pyramid.grow()
    assert pyramid._base.count <= 1 << 16
    seen = pyramid.view(0, 3e6, 300)[1]
    assert (seen.min(), seen.max()) == (y.min(), y.max())
    seen = pyramid.view(1e6, 1.02e6, 300)[1]
    assert (seen.min(), seen.max()) == (y[1_000_000:1_020_001].min(), y[1_000_000:1_020_001].max())
