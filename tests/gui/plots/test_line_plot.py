"""The line plot draws what is in view when somebody looks, and obeys mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from engine.text import text
from gui import colors
from gui.plots.line_plot import LinePlot
from gui.plots.samples import Referenced
from gui.theme import theme
from tests.gui.plots.looking import Column, button, entry, line_of


def test_that_nothing_is_drawn_while_nobody_looks(plot, qtbot):
    plot.append("train", [0, 1, 2], [3, 2, 1])
    assert plot.refresh() is False
    with qtbot.waitExposed(plot):
        plot.show()
    assert len(line_of(plot, "train")[0]) == 3


def test_that_a_single_sample_is_a_dot(plot, qtbot):
    with qtbot.waitExposed(plot):
        plot.show()
    plot.append("train", [1], [5.4])
    plot.refresh()
    assert list(plot._series.items_of("train").dots.getData()[1]) == [5.4]
    plot.append("train", [2], [5.2])
    plot.refresh()
    assert len(plot._series.items_of("train").dots.getData()[1]) == 0


def test_that_a_smoothed_line_of_zeros_does_not_run_away_on_a_logarithmic_axis(plot, qtbot):
    with qtbot.waitExposed(plot):
        plot.show()
    plot.append("train", np.arange(500.0), np.where(np.arange(500) < 10, 0.1, 0.0))
    plot.set_log_y(True)
    plot.refresh()
    assert line_of(plot, "train")[1].min() >= -1.0 - 1e-9
    assert plot.graph.view_box.viewRange()[1][0] >= -3


def test_that_a_second_refresh_without_news_draws_nothing(shown):
    shown.refresh()  # the labels may have taken some room
    assert shown.refresh() is False
    shown.append("val", [2500], [0.05])
    assert shown.refresh() is True


def test_that_a_million_samples_become_a_few_points_a_pixel(shown):
    x = np.arange(2000.0, 1_002_000.0)
    shown.append("train", x, np.sin(x))
    shown.refresh()
    assert len(line_of(shown, "train")[0]) <= shown.graph.pixels[0]
    raw = shown._series.items_of("train").raw.getData()[1]
    assert len(raw) <= 2 * shown.graph.pixels[0] + 8
    assert raw.max() == pytest.approx(1, abs=1e-6)


def test_that_the_legend_shows_names_as_they_are_and_values_of_now(shown):
    assert entry(shown, "val").text() == "validation <i>"
    assert entry(shown, "val")._value == "0.06"


def test_that_a_click_on_the_legend_hides_a_series(shown, qtbot):
    qtbot.mouseClick(entry(shown, "train"), Qt.MouseButton.LeftButton)
    assert len(line_of(shown, "train")[0] if line_of(shown, "train")[0] is not None else []) == 0
    assert "train" not in shown.table()
    qtbot.mouseClick(entry(shown, "train"), Qt.MouseButton.LeftButton)
    assert len(line_of(shown, "train")[0]) > 0


def test_that_control_and_a_click_show_a_series_alone_and_again_all(shown, qtbot):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(entry(shown, "val"), Qt.MouseButton.LeftButton, control)
    assert [entry(shown, key).isChecked() for key in ("train", "val")] == [False, True]
    qtbot.mouseClick(entry(shown, "val"), Qt.MouseButton.LeftButton, control)
    assert [entry(shown, key).isChecked() for key in ("train", "val")] == [True, True]


def test_that_smoothing_is_chosen_from_its_menu(shown):
    menu = shown.findChild(QMenu, "plotSmoothingMenu")
    before = line_of(shown, "train")[1].copy()
    next(action for action in menu.actions() if action.data() == 0.99).trigger()
    assert shown.smoothing == 0.99
    assert not np.array_equal(line_of(shown, "train")[1], before)
    assert "0.99" in button(shown, "plotSmoothing").text()
    shown.set_smoothing(0)
    assert button(shown, "plotSmoothing").text() == "smooth off"
    raw = shown._series.items_of("train").raw.getData()[0]
    assert raw is None or len(raw) == 0


def test_that_samples_which_are_not_finite_are_marked_at_the_top(shown):
    shown.append("train", [2000, 2001], [np.nan, np.inf])
    shown.refresh()
    marks = shown._series.items_of("train").marks.getData()
    assert marks[0].tolist() == [2000, 2001]
    top = shown.graph.view_box.viewRange()[1][1]
    assert np.all(marks[1] > 0.9 * top)
    assert entry(shown, "train")._value == "inf"


def hover(plot, qtbot, share):
    viewport = plot.graph.viewport()
    area = plot.graph.view_box.sceneBoundingRect()
    x = area.left() + share * area.width()
    place = plot.graph.mapFromScene(QPointF(x, area.center().y()))
    qtbot.mouseMove(viewport, place - QPoint(1, 0))
    qtbot.mouseMove(viewport, place)


def test_that_the_crosshair_reads_every_series(shown, qtbot):
    hover(shown, qtbot, 0.5)
    readout = shown.findChild(QWidget, "plotReadout")
    qtbot.waitUntil(readout.isVisible)
    assert "validation <i> 0.1" in readout.accessibleDescription()
    assert readout.accessibleName().startswith("epoch ")


def test_that_the_crosshair_can_be_moved_with_the_keys(shown, qtbot):
    readout = shown.findChild(QWidget, "plotReadout")
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert readout.isVisible()
    first = readout.accessibleName()
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert readout.accessibleName() != first
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not readout.isVisible()


def test_that_clearing_forgets_everything(shown):
    shown.clear()
    assert all(len(shown.table()[key]) == 0 for key in ("train", "validation <i>"))
    shown.append("train", [0, 1], [5, 4])
    assert shown.refresh()


def test_that_series_can_be_taken_away(shown):
    shown.remove_series("val")
    assert shown.keys == ["train"]
    shown.refresh()


def test_that_the_table_has_every_sample_in_full(shown):
    table = shown.table()
    assert list(table) == ["train: epoch", "train", "validation <i>: epoch", "validation <i>"]
    assert len(table["train"]) == 2000


def test_that_two_series_of_one_name_both_reach_the_table(shown):
    shown.add_series("other", "train", 0)
    shown.append("other", [0], [7.0])
    assert shown.table()["train (other)"].tolist() == [7.0]


@pytest.fixture
def modes(qapp):
    yield theme()
    theme().set_mode("system")


def test_that_colours_follow_the_theme(shown, modes):
    for mode, table in (("dark", colors.DARK), ("light", colors.LIGHT)):
        modes.set_mode(mode)
        pen = shown._series.items_of("train").line.opts["pen"]
        assert pen.color() == QColor(table["train"])
        assert entry(shown, "val")._color == QColor(table["validation"])


def test_that_titles_follow_the_language(qtbot, monkeypatch):
    plot = LinePlot(text("Loss"))
    qtbot.addWidget(plot)
    monkeypatch.setattr("gui.translate.tr", lambda source: {"Loss": "损失"}.get(source, source))
    QApplication.sendEvent(plot, QEvent(QEvent.Type.LanguageChange))
    assert plot.accessibleName() == "损失"


def test_that_the_menu_offers_fit_and_exports(shown, qtbot):
    qtbot.mouseClick(button(shown, "plotMenu"), Qt.MouseButton.LeftButton)
    menu = shown.findChild(QMenu, "plotMenuPopup")
    names = [
        (action.menu() or action).objectName()
        for action in menu.actions()
        if not action.isSeparator()
    ]
    assert names == [
        "fit",
        "pin",
        "plotLogX",
        "plotLogYItem",
        "plotSeries",
        "exportPng",
        "exportSvg",
        "exportCsv",
        "copyPicture",
        "copyNumbers",
    ]
    next(a for a in menu.actions() if a.objectName() == "copyNumbers").trigger()
    assert QApplication.clipboard().text().startswith("train: epoch\ttrain\t")
    menu.close()


def test_that_the_menu_pins_where_the_crosshair_stood(shown, qtbot):
    menu = QMenu()
    shown.fill_menu(menu)
    pin = next(a for a in menu.actions() if a.objectName() == "pin")
    assert not pin.isEnabled()
    shown._crosshair.show_at(700.0)
    shown._crosshair.hide()
    menu = QMenu()
    shown.fill_menu(menu)
    with qtbot.waitSignal(shown.pin_wanted) as asked:
        next(a for a in menu.actions() if a.objectName() == "pin").trigger()
    assert asked.args == [700.0]


def test_that_maximising_is_asked_of_the_page(shown, qtbot):
    with qtbot.waitSignal(shown.maximize_toggled) as asked:
        qtbot.mouseClick(button(shown, "plotMaximize"), Qt.MouseButton.LeftButton)
    assert asked.args == [True]
    assert button(shown, "plotMaximize").accessibleName() == "Back to the other plots"


def test_that_every_button_has_a_name_and_a_tooltip(shown):
    buttons = shown.findChildren(QToolButton)
    assert len(buttons) >= 5
    assert all(b.toolTip() and (b.accessibleName() or b.text()) for b in buttons)


def test_that_a_long_series_comes_in_parts_and_ends_complete(shown, qtbot, monkeypatch):
    monkeypatch.setattr("gui.plots.series_set._SECONDS", 0.0)
    y = np.zeros(1_000_000, dtype=np.float32)
    y[999_000] = 7.0
    parts = []
    shown.unfinished.connect(lambda: parts.append(len(shown._series["val"].raw)))
    shown.set_samples("val", Referenced(Column(y), lambda numbers: numbers * 0.002))
    while shown.refresh():
        pass
    assert 2 < len(set(parts)) < 20
    assert line_of(shown, "val")[1].max() == 7.0


def test_that_lost_samples_are_told_apart(shown):
    shown.clear()
    shown.append("train", range(6), [1.0, np.nan, 2.0, np.inf, 1.5, -np.inf])
    shown.refresh()
    marks = shown._series.items_of("train").marks
    bottom, top = shown.graph.view_box.viewRange()[1]
    found = {
        symbol: (x, "top" if y > (top + bottom) / 2 else "bottom")
        for x, y, symbol in zip(*marks.getData(), marks.data["symbol"], strict=True)
    }
    assert found == {"x": (1.0, "top"), "t1": (3.0, "top"), "t": (5.0, "bottom")}
    for x, words in ((1, "train: NaN"), (3, "train: +∞"), (5, "train: −∞")):
        shown._crosshair.show_at(float(x))
        readout = shown.findChild(QWidget, "plotReadout").accessibleDescription()
        assert f"{words} epoch {x}" in readout


def test_that_a_series_of_nothing_finite_is_marked_all_along(shown):
    shown.clear()
    shown.append("train", range(100), np.full(100, np.nan))
    shown.refresh()
    assert len(shown._series.items_of("train").marks.getData()[0]) > 30


def test_that_the_keyboard_hides_and_solos(shown, qtbot):
    train, val = entry(shown, "train"), entry(shown, "val")
    assert val.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(val, Qt.Key.Key_Space)
    assert not val.isChecked()
    qtbot.keyClick(val, Qt.Key.Key_Return)
    assert val.isChecked()
    qtbot.keyClick(val, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert (train.isChecked(), val.isChecked()) == (False, True)
    qtbot.keyClick(val, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert (train.isChecked(), val.isChecked()) == (True, True)


def test_that_the_menu_hides_what_has_no_room_in_the_legend(shown):
    menu = QMenu()
    shown.fill_menu(menu)
    menu.findChild(QMenu, "plotSeries").actions()[1].trigger()
    assert not entry(shown, "val").isChecked()


def test_that_a_narrow_legend_loses_values_then_its_last_entries(shown, qtbot):
    legend, names = shown._legend, [entry(shown, "train"), entry(shown, "val")]
    for width, seen in ((400, [True, True]), (names[0].minimumSizeHint().width(), [True, False])):
        legend.resize(width, legend.height())
        assert [one.isVisible() for one in names] == seen
    assert legend.sizeHint().width() > sum(one.sizeHint().width() for one in names)
    menu = QMenu()
    shown.fill_menu(menu)
    assert len(menu.findChild(QMenu, "plotSeries").actions()) == 2


def test_that_a_readout_of_many_series_stays_within_the_plot(shown):
    for number in range(40):
        shown.add_series(f"s{number}", f"layer {number}", number)
        shown.append(f"s{number}", [0, 2000], [number, number])
    shown.refresh()
    shown._crosshair.show_at(500.0)
    readout = shown.findChild(QWidget, "plotReadout")
    assert readout.height() <= shown.graph.height()
    assert "more" in readout.accessibleDescription().split(", ")[-1]


def test_that_a_legend_over_a_small_plot_has_names_alone_and_over_a_tiny_one_is_gone(qtbot):
    plot = LinePlot("Gradient norm by layer", legend_inside=True)
    qtbot.addWidget(plot)
    for number in range(5):
        plot.add_series(f"l{number}", f"conv{number}", "train")
        plot.append(f"l{number}", np.arange(3.0), np.full(3, 0.123456))
    plot.show()
    seen = {}
    for width, height in ((700, 460), (280, 216), (120, 100)):
        plot.resize(width, height)
        plot.refresh()
        plot.graph.grab()
        legend = plot._legend
        seen[width] = legend.width() if legend.isVisible() else 0
        covered = seen[width] * legend.height() / (plot.graph.width() * plot.graph.height())
        assert covered < 0.17
    assert seen[700] == plot._legend.sizeHint().width()
    assert 0 < seen[280] < seen[700]
    assert seen[120] == 0
