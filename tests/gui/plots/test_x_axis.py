"""An x axis writes its values and labels as what it counts is written."""

import pytest

from engine.numbers import THIN_SPACE
from gui.plots.x_axis import XAxis, time_ticks, whole_ticks


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (4.6, 7.2, ["5", "6", "7"]),
        (0, 40, ["0", "10", "20", "30", "40"]),
        (7_654_321, 7_654_324, ["7 654 321", "7 654 322", "7 654 323", "7 654 324"]),
        (7_654_000, 7_654_400, ["7 654 000", "7 654 100", "7 654 200", "7 654 300", "7 654 400"]),
    ],
)
def test_that_whole_numbers_have_whole_labels_that_differ(low, high, labels):
    written = [label.replace(THIN_SPACE, " ") for _, label in whole_ticks(low, high, 4)]
    assert written == labels


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 90, ["0:00", "0:30", "1:00", "1:30"]),
        (0, 7200, ["0:00", "30:00", "1:00:00", "1:30:00", "2:00:00"]),
        (0, 20 * 86_400, ["0:00", "120:00:00", "240:00:00", "360:00:00", "480:00:00"]),
    ],
)
def test_that_time_is_labelled_as_a_clock_shows_it(low, high, labels):
    assert [label for _, label in time_ticks(low, high, 4)] == labels


@pytest.mark.parametrize(
    ("axis", "x", "span", "words"),
    [
        (XAxis("epoch"), 1.23456, 20.0, "epoch 1.2"),
        (XAxis("epoch"), 1.23456, 0.01, "epoch 1.2346"),
        (XAxis("step", "whole"), 7_654_321.4, 3.0, f"step 7{THIN_SPACE}654{THIN_SPACE}321"),
        (XAxis("elapsed", "time"), 3.21, 10.0, "elapsed 3.2\u00a0s"),
        (XAxis("elapsed", "time"), 3723.0, 5000.0, "elapsed 1:02:03"),
        (XAxis("epoch", detail=lambda x: f"step {x * 10:.0f}"), 2.0, 10.0, "epoch 2.0 · step 20"),
    ],
)
def test_that_a_place_is_written_as_finely_as_the_view_shows_it(axis, x, span, words):
    assert axis.title(x, span) == words


@pytest.mark.parametrize("kind", ["number", "whole", "time"])
def test_that_a_short_axis_has_two_labels_at_least(kind):
    assert len(XAxis("epoch", kind).ticks(0.0, 74.0, 1, log=False)) >= 2


def test_that_short_times_are_labelled_with_their_unit():
    ticks = XAxis("elapsed", "time").ticks(0.0, 4.0, 2, log=False)
    assert [label for _, label in ticks] == ["0\u00a0s", "2\u00a0s", "4\u00a0s"]
