"""Marks and pins stand where they belong on either kind of axis, one line a pixel."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from gui.plots.line_plot import LinePlot
from gui.plots.marks import Mark
from gui.plots.view import columns


@pytest.fixture
def plot(qtbot):
    widget = LinePlot("Loss", x_label="step")
    qtbot.addWidget(widget)
    widget.resize(640, 360)
    widget.add_series("train", "train", "train")
    with qtbot.waitExposed(widget):
        widget.show()
    widget.append("train", np.arange(1.0, 1001.0), np.linspace(1, 0.1, 1000))
    widget.refresh()
    return widget


def lines(plot, *, minor=False):
    return dict(plot._verticals._mark_lines[minor]._groups)


def test_that_marks_are_lines_and_minor_ones_ticks(plot):
    plot.set_marks([Mark(500, "b"), Mark(100, "a", "accent"), Mark(200, "c", minor=True)])
    plot.refresh()
    assert lines(plot) == {"accent": [100.0], "muted": [500.0]}
    assert lines(plot, minor=True) == {"muted": [200.0]}


def test_that_marks_follow_a_logarithmic_axis(plot):
    plot.set_marks([Mark(0, "before all"), Mark(100, "a")])
    plot.set_log_x(True)
    assert lines(plot)["muted"] == pytest.approx([2.0])
    assert [mark.text for mark in plot._verticals.near(101, plot.graph.x_per_pixel)] == ["a"]


def test_that_many_marks_on_a_pixel_are_one_line_and_counted(plot):
    plot.set_marks([Mark(500 + number / 100, f"mark {number}") for number in range(50)])
    plot.refresh()
    assert len(lines(plot)["muted"]) <= 2
    _, rows = plot._readout(500.25)
    words = [row.name for row in rows]
    assert words[-1] == "and 45 more"
    assert words[-6] == "mark 25"


def test_that_a_pin_is_taken_back_by_another_click_on_it(plot, qtbot):
    plot.show_pins([200.0, 700.0])
    plot._crosshair.show_at(700.5)
    with qtbot.waitSignal(plot.unpin_wanted) as asked:
        qtbot.keyClick(plot, Qt.Key.Key_P)
    assert asked.args == [1]
    plot._crosshair.show_at(400.0)
    with qtbot.waitSignal(plot.pin_wanted) as asked:
        qtbot.keyClick(plot, Qt.Key.Key_P)
    assert asked.args == [400.0]


def test_that_one_place_a_pixel_is_left():
    places = np.array([-1.0, 0.0, 0.1, 0.2, 5.0, 9.99, 11.0])
    assert columns(places, 0.0, 10.0, 10).tolist() == [0.0, 5.0, 9.99]
