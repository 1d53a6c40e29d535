"""The shares, norms and histograms of the Layer page are what they say."""

import numpy as np
import pytest

from engine.answers import LayerAnswer
from engine.tensor_figures import tensor_figures
from gui.inspector import figures


def test_that_a_histogram_counts_every_finite_number_between_round_ends():
    counts, edges = figures.histogram(np.array([-0.131, 0.0, 0.127, np.nan, np.inf]))
    assert counts.sum() == 3
    assert (edges[0], edges[-1]) == pytest.approx((-0.14, 0.14))
    counts, edges = figures.histogram(np.array([0.0, 4.17]))
    assert (edges[0], edges[-1]) == pytest.approx((0.0, 4.2))
    assert counts.sum() == 2


def test_that_a_histogram_of_equal_or_no_numbers_is_still_one():
    counts, edges = figures.histogram(np.full(7, 3.0))
    assert counts.sum() == 7
    assert edges[0] < 3 < edges[-1]
    assert figures.histogram(np.array([np.nan]))[0].sum() == 0


def test_that_a_channel_is_one_unit():
    outputs = np.zeros((2, 3, 4, 4))
    outputs[1, 2, 0, 0] = 1.0
    assert figures.silent_units(outputs) == (2, 3)
    assert figures.zero_share(outputs) == pytest.approx(95 / 96)


def test_that_the_norm_is_over_all_tensors_together():
    assert figures.norm([tensor_figures(np.array([[3.0]])), tensor_figures(np.array([4.0]))]) == 5.0
    assert figures.norm([None]) is None


def answer(step, *numbers):
    return LayerAnswer("l2", step, {"weight": tensor_figures(np.array(numbers))}, {"weight": None})


def test_that_the_update_needs_two_steps_of_one_shape():
    assert figures.moved(answer(1, 0.0, 4.0), answer(3, 3.0, 4.0)) == (pytest.approx(0.6), 2)
    assert figures.moved(None, answer(3, 3.0)) is None
    assert figures.moved(answer(3, 3.0), answer(3, 3.0)) is None
    assert figures.moved(answer(1, 3.0), answer(3, 3.0, 4.0)) is None
