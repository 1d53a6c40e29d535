"""Axes end on round values and their labels are few, even and complete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.plots.ticks import linear_ticks, log_range, log_ticks, positions, round_range


def labels(ticks):
    return [label for _, label in ticks]


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(0.18, 1.15, (0, 1.25)), (0.49, 0.91, (0.4, 1.0)), (3, 3, (1, 5)), (0, 0, (-1, 1))],
)
def test_that_a_range_has_round_ends(low, high, ends):
    assert round_range(low, high, 4)[:2] == pytest.approx(ends)


@given(
    st.floats(-1e6, 1e6),
    st.floats(1e-6, 1e6),
    st.integers(2, 6),
)
def test_that_both_ends_of_a_rounded_range_are_labelled(low, span, intervals):
    *ends, labelled = round_range(low, low + span, intervals)
    ticks = positions(labelled)
    slack = (ends[1] - ends[0]) * 1e-6
    assert ends[0] <= low + slack
    assert ends[1] >= low + span - slack
    assert ticks[0] == pytest.approx(ends[0], abs=slack)
    assert ticks[-1] == pytest.approx(ends[1], abs=slack)
    assert 2 <= len(ticks) <= intervals + 2


def test_that_an_empty_range_has_no_labels():
    assert linear_ticks(1, 1, 4) == []
    assert log_ticks(0, 0, 4) == []


def test_that_logarithms_are_labelled_as_powers():
    assert log_range(-0.9, 0.85)[:2] == (-1, 1)
    assert log_range(2, 2)[:2] == (1, 3)
    assert labels(log_ticks(-2, 1, 4)) == ["1e−2", "1e−1", "1e0", "1e1"]


def test_that_many_powers_are_thinned_out():
    assert len(log_ticks(-12, 3, 5)) <= 6


def test_that_less_than_one_power_is_labelled_with_round_values():
    ticks = log_ticks(0.1, 0.6, 4)
    assert labels(ticks) == ["2", "3"]
    assert positions(ticks) == pytest.approx([0.30103, 0.4771], abs=1e-4)
