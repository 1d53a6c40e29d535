"""What of its samples a line plot shows: following, zooming, logarithmic axes."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from engine import numbers
from gui.plots.readings import readings
from gui.plots.samples import Referenced
from gui.plots.x_axis import XAxis
from tests.gui.plots.looking import Column, button, line_of


def test_that_the_view_follows_the_data(shown):
    shown.append("val", [5000], [2.0])
    shown.refresh()
    (x_low, x_high), (y_low, y_high) = shown.graph.view_box.viewRange()
    assert (x_low, x_high) == (0, 5000)
    assert y_low <= 0.05
    assert y_high >= 2.0


def test_that_a_curve_is_drawn_wherever_the_view_goes(shown):
    shown.set_x_extent(0, 4000)
    shown.refresh()
    shown.append("val", [9000], [3.0])
    shown.refresh()
    curve = shown._series.items_of("train").line
    (low, high), (bottom, top) = shown.graph.view_box.viewRange()
    assert curve.boundingRect() == QRectF(low, bottom, high - low, top - bottom)
    assert high == 9000


def test_that_epochs_to_come_are_in_view(shown):
    shown.set_x_extent(0, 4000)
    shown.refresh()
    assert shown.graph.view_box.viewRange()[0] == [0, 4000]


def wheel(plot, modifiers=Qt.KeyboardModifier.NoModifier):
    viewport = plot.graph.viewport()
    place = QPointF(viewport.rect().center())
    QApplication.sendEvent(
        viewport,
        QWheelEvent(
            place,
            viewport.mapToGlobal(place),
            QPoint(),
            QPoint(0, 240),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_that_the_wheel_leaves_following_and_fit_returns(shown, qtbot):
    assert shown.following
    assert button(shown, "plotFit").isHidden()
    wheel(shown)
    assert not shown.following
    low, high = shown.graph.view_box.viewRange()[0]
    assert high - low < 1999
    qtbot.mouseClick(button(shown, "plotFit"), Qt.MouseButton.LeftButton)
    assert shown.following
    assert shown.graph.view_box.viewRange()[0] == [0, 1999]


def test_that_a_view_that_was_moved_stays_while_samples_come(shown):
    wheel(shown)
    before = shown.graph.view_box.viewRange()[0]
    shown.append("train", [3000], [5.0])
    shown.refresh()
    assert shown.graph.view_box.viewRange()[0] == before


def test_that_control_and_the_wheel_zoom_y(shown):
    before = shown.graph.view_box.viewRange()
    wheel(shown, Qt.KeyboardModifier.ControlModifier)
    after = shown.graph.view_box.viewRange()
    assert after[1][1] - after[1][0] < before[1][1] - before[1][0]
    assert after[0] == before[0]


def test_that_keys_zoom_and_fit(shown, qtbot):
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert not shown.following
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    assert shown.following


def test_that_a_logarithmic_axis_leaves_out_what_it_cannot_show(shown, qtbot):
    shown.clear()
    shown.append("val", [0, 1, 2], [0.0, 10.0, 1000.0])
    qtbot.mouseClick(button(shown, "plotLogY"), Qt.MouseButton.LeftButton)
    assert shown.log_y
    assert line_of(shown, "val")[1].tolist() == [1.0, 3.0]


def test_that_zooming_ends_at_single_steps_with_dots_and_whole_labels(shown, qtbot):
    y = np.random.default_rng(0).normal(size=100_000).astype(np.float32)
    for key in ("train", "val"):
        shown.set_samples(key, Referenced(Column(y), lambda numbers: numbers + 1.0))
    shown.set_x_axis(XAxis("step", "whole", finest=3.0))
    shown.fit()
    for _ in range(60):
        qtbot.keyClick(shown, Qt.Key.Key_Plus)
    low, high = shown.graph.view_box.viewRange()[0]
    assert high - low == pytest.approx(3.0)
    labels = [label for _, label in shown.graph.bottom._ticks]
    assert labels == [numbers.count(n) for n in range(int(np.ceil(low)), int(high) + 1)]
    x, seen = shown._series.items_of("val").dots.getData()
    assert set(range(int(np.ceil(low)), int(high) + 1)) <= set(x.astype(int))
    assert np.array_equal(seen, y[x.astype(int) - 1])


def test_that_the_keys_zoom_around_the_crosshair(shown, qtbot):
    shown._crosshair.show_at(1500.0)
    for _ in range(10):
        qtbot.keyClick(shown, Qt.Key.Key_Plus)
    low, high = shown.graph.view_box.viewRange()[0]
    assert (1500 - low) / (high - low) == pytest.approx(1500 / 1999, abs=0.01)


def test_that_a_spike_is_drawn_however_far_one_zooms_out(shown):
    y = np.zeros(10_000_000, dtype=np.float32)
    y[1_234_567] = 3.0
    shown.set_samples("val", Referenced(Column(y), lambda numbers: numbers * 1.0))
    while shown.refresh():
        pass
    x, seen = line_of(shown, "val")
    assert x[seen.argmax()] == 1_234_567
    assert seen.max() == 3.0


def test_that_the_x_axis_can_be_logarithmic(shown, qtbot):
    menu = QMenu()
    shown.fill_menu(menu)
    with qtbot.waitSignal(shown.log_x_changed):
        next(a for a in menu.actions() if a.objectName() == "plotLogX").trigger()
    assert shown.graph.view_box.viewRange()[0] == pytest.approx([0.0, np.log10(1999)])
    assert line_of(shown, "val")[0] == pytest.approx(np.log10([1000, 1999]))
    shown._crosshair.show_at(1000.0)
    assert shown._crosshair._line.value() == pytest.approx(3.0)
    qtbot.keyClick(shown, Qt.Key.Key_Left)
    assert shown._crosshair.x == pytest.approx(10 ** (3 - np.log10(1999) / 100))


def test_that_a_view_of_exactly_so_much_ignores_the_rest(shown):
    shown.set_x_extent(1500, 1999, exact=True)
    shown.refresh()
    assert shown.graph.view_box.viewRange()[0] == [1500, 1999]


def test_that_the_crosshair_reads_nothing_behind_the_last_sample(shown, qtbot):
    last = max(float(series.samples.x[-1]) for series in shown._series.values())
    shown.set_x_extent(0.0, 4 * last)
    shown.refresh()
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_Right)  # from the middle of the view
    assert shown._crosshair.x == last
    qtbot.keyClick(shown, Qt.Key.Key_Left)
    assert shown._crosshair.x < last


def test_that_another_run_is_read_only_where_it_has_been(shown):
    shown.add_series("other", "loss", 0, group=("run2", "run 2"))
    shown.append("other", [0, 10, 20], [0.3, 0.2, 0.1])
    shown.refresh()
    read = {x: {one.key for one in readings(shown._series, x)} for x in (15.0, 29.0, 31.0)}
    assert [x for x, keys in read.items() if "other" in keys] == [15.0, 29.0]
    assert all("train" in keys for keys in read.values())


def test_that_a_click_into_a_plot_gives_it_the_keys(shown, qtbot):
    shown.activateWindow()
    with qtbot.waitActive(shown):
        pass
    qtbot.mouseClick(shown.graph.viewport(), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is shown
