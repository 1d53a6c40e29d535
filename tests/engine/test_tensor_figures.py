"""What is shown of a tensor is what it holds, and stays small however large the tensor is."""

import tracemalloc

import numpy as np
import pytest

from engine.tensor_figures import (
    MOST_WHOLE,
    SIDE,
    Part,
    as_matrix,
    picture,
    statistics,
    tensor_figures,
)

RNG = np.random.default_rng(0)


def test_that_a_small_tensor_comes_whole_and_as_a_copy():
    weight = RNG.normal(size=(13, 20)).astype(np.float32)
    shown = tensor_figures(weight)
    assert np.array_equal(shown.values, weight)
    assert np.array_equal(shown.picture.cells, weight)
    assert shown.picture.steps == (1, 1)
    assert shown.norm == pytest.approx(np.linalg.norm(weight))
    weight[0, 0] = 9
    assert shown.values[0, 0] != 9
    assert shown.picture.cells[0, 0] != 9


def test_that_a_large_tensor_is_a_picture_and_a_sample():
    weight = RNG.normal(size=(700, 900)).astype(np.float32)
    shown = tensor_figures(weight)
    assert shown.values is None
    assert shown.sample.size <= MOST_WHOLE
    assert max(shown.picture.cells.shape) <= SIDE
    assert shown.norm == pytest.approx(np.linalg.norm(weight), rel=0.02)


def test_that_a_transposed_tensor_is_not_copied_to_be_looked_at():
    weight = np.zeros((3000, 2000), np.float32)
    shown = tensor_figures(weight.T)
    assert shown.picture.whole == (2000, 3000)
    tracemalloc.start()
    tensor_figures(weight.T)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < weight.nbytes / 8


def test_that_cells_are_means_over_what_they_cover_also_at_the_edge():
    weight = RNG.normal(size=(513, 300))
    shown = picture(weight)
    assert shown.steps == (3, 2)
    assert shown.pooled
    assert shown.cells[4, 7] == pytest.approx(weight[12:15, 14:16].mean())
    assert picture(weight[:512]).cells[-1, 0] == pytest.approx(weight[510:512, :2].mean())


def test_that_a_part_of_a_huge_matrix_is_shown_number_by_number():
    weight = RNG.normal(size=(3000, 2000)).astype(np.float32)
    whole = picture(weight)
    assert not whole.pooled
    assert whole.cells[1, 1] == weight[12, 8]
    part = picture(weight, Part(1000, 1900, 50, 40))
    assert np.array_equal(part.cells, weight[1000:1050, 1900:1940])
    assert picture(weight, Part(2990, -5, 50, 40)).part == Part(2950, 0, 50, 40)


@pytest.mark.parametrize(
    ("shape", "rows"), [((), (1, 1)), ((7,), (1, 7)), ((1, 5, 3), (5, 3)), ((4, 2, 3, 3), (4, 18))]
)
def test_that_any_tensor_can_be_seen_as_a_matrix(shape, rows):
    assert as_matrix(np.zeros(shape)).shape == rows
    assert tensor_figures(np.zeros(shape)).picture.whole == rows


def test_that_all_kernels_of_a_small_and_the_first_of_a_large_weight_come():
    small = RNG.normal(size=(16, 3, 5, 5))
    assert np.array_equal(tensor_figures(small).kernels, small)
    large = RNG.normal(size=(128, 64, 3, 3))
    assert np.array_equal(tensor_figures(large).kernels, large[:64, :8])
    assert tensor_figures(np.zeros((3, 4))).kernels is None


def test_that_the_statistics_are_numpys():
    numbers = np.array([-1.0, 0.0, 0.0, 4.0], np.float32)
    found = statistics(numbers)
    assert (found.low, found.high, found.zeros) == (-1, 4, 0.5)
    assert (found.mean, found.std) == pytest.approx((numbers.mean(), numbers.std()))
    assert np.isnan(statistics(np.zeros(0)).mean)
