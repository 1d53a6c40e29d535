"""Arranging the Monitor's plots: by the list, by the mouse and by the menu; and that it is kept."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSplitter, QToolButton

from gui.pages.monitor.panels import PANELS
from gui.pages.monitor.plots_popup import PlotsPopup
from gui.translate import show
from tests.gui.pages.monitor.watching import choose, drawn, menu_of, plot, taken_in, two_epochs

FIRST_LOOK = ("loss", "metric", "gradient", "confusion")


@pytest.fixture
def popup(page, controller, qtbot):
    two_epochs(controller)
    return opened(page, qtbot)


def opened(page, qtbot):
    button = page.corner.findChild(QToolButton, "plotsButton")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return button.findChild(PlotsPopup)


def offered(page):
    return [kind for kind in PANELS if kind.offered(page._source)]


def header(card):
    return QPoint(card.width() // 2, 14)


def drag(card, to, qtbot, *, drop=True):
    """Drags a card by its header to a place of another card."""
    other, place = to
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=header(card))
    target = card.mapFromGlobal(other.mapToGlobal(place))
    qtbot.mouseMove(card, header(card) + QPoint(30, 0))
    qtbot.mouseMove(card, target)
    if drop:
        qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=target)


def test_that_the_list_names_every_plot_with_a_line_of_help(page, popup):
    boxes = {box.objectName(): box for box in popup.findChildren(QCheckBox)}
    assert set(boxes) == {f"show-{kind.name}" for kind in offered(page)}
    shown = {name for name, box in boxes.items() if box.isChecked()}
    assert shown == {f"show-{name}" for name in FIRST_LOOK}
    words = {label.text() for label in popup.findChildren(QLabel)}
    assert {show(kind.help) for kind in offered(page)} <= words


def test_that_a_tick_shows_and_hides_and_the_list_stays_open(page, popup, qtbot):
    box = popup.findChild(QCheckBox, "show-learningRate")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert page._grid.on_show == (*FIRST_LOOK, "learningRate")
    assert plot(page, "learningRatePlot").isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert page._grid.on_show == FIRST_LOOK
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_that_the_list_opens_from_a_card_too(page, controller, qtbot):
    two_epochs(controller)
    choose(plot(page, "lossPlot"), "choosePlots")
    assert page.corner.findChild(PlotsPopup).isVisible()


def test_that_a_plot_is_made_when_it_is_first_shown(page, controller, qtbot):
    assert not page._shelf.is_made("confusion")
    two_epochs(controller)
    assert page._shelf.is_made("confusion")
    drawn(page, qtbot)
    assert plot(page, "confusionPlot")._subtitle.text() == "validation, epoch 2"


def test_that_presets_show_several_and_the_standard_comes_back(page, popup, qtbot):
    popup.findChild(QPushButton, "preset-everything").click()
    assert set(page._grid.on_show) == {kind.name for kind in offered(page)}
    popup.findChild(QPushButton, "preset-gradients").click()
    groups = {kind.name: kind.group for kind in PANELS}
    assert page._grid.on_show[0] == "loss"
    assert "gradient" in page._grid.on_show
    assert {groups[name] for name in page._grid.on_show[1:]} == {"gradients"}
    popup.findChild(QPushButton, "preset-overview").click()
    assert page._grid.on_show == FIRST_LOOK
    popup.findChild(QCheckBox, "show-loss").click()
    popup.findChild(QPushButton, "standardArrangement").click()
    assert page._grid.on_show == FIRST_LOOK
    assert popup.findChild(QCheckBox, "show-loss").isChecked()


def test_that_a_plot_without_sense_for_the_task_is_not_offered(page, controller, qtbot):
    controller.start()
    controller.steps(10)
    controller.end_epoch({"mae": 1.0, "validation_mae": 1.0})
    popup = opened(page, qtbot)
    assert popup.findChild(QCheckBox, "show-confusion") is None
    popup.findChild(QPushButton, "preset-everything").click()
    assert "confusion" not in page._grid.on_show


def test_that_a_card_is_dragged_by_its_header(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss, confusion = plot(page, "lossPlot"), plot(page, "confusionPlot")
    line = page._grid.widget().findChild(type(page._grid._line))
    drag(loss, (confusion, QPoint(10, 100)), qtbot, drop=False)
    assert line.isVisible()
    assert abs(line.x() - confusion.mapTo(page._grid.widget(), QPoint()).x()) <= 8
    qtbot.mouseRelease(loss, Qt.MouseButton.LeftButton)
    assert page._grid.on_show == FIRST_LOOK
    drag(loss, (confusion, QPoint(10, 100)), qtbot)
    assert not line.isVisible()
    assert page._grid.on_show == ("metric", "gradient", "loss", "confusion")
    drag(loss, (confusion, QPoint(confusion.width() - 10, 100)), qtbot)
    assert page._grid.on_show == ("metric", "gradient", "confusion", "loss")


def test_that_escape_ends_a_drag(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss, confusion = plot(page, "lossPlot"), plot(page, "confusionPlot")
    drag(loss, (confusion, QPoint(10, 100)), qtbot, drop=False)
    qtbot.keyClick(loss, Qt.Key.Key_Escape)
    assert not page._grid._line.isVisible()
    place = loss.mapFromGlobal(confusion.mapToGlobal(QPoint(10, 100)))
    qtbot.mouseRelease(loss, Qt.MouseButton.LeftButton, pos=place)
    assert page._grid.on_show == FIRST_LOOK


def test_that_the_menu_moves_a_card(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss = plot(page, "lossPlot")
    possible = {
        action.objectName(): action.isEnabled()
        for menu in menu_of(loss).findChildren(type(menu_of(loss)), "movePlotMenu")
        for action in menu.actions()
    }
    assert possible == {
        "movePlotLeft": False,
        "movePlotRight": True,
        "movePlotUp": False,
        "movePlotDown": True,
    }
    choose(loss, "movePlotDown")
    assert page._grid.on_show == ("metric", "gradient", "loss", "confusion")
    choose(loss, "movePlotRight")
    assert page._grid.on_show == ("metric", "gradient", "confusion", "loss")
    choose(loss, "movePlotUp")
    assert page._grid.on_show == ("metric", "loss", "gradient", "confusion")
    choose(loss, "movePlotLeft")
    assert page._grid.on_show == FIRST_LOOK


def test_that_a_moved_card_takes_its_place_among_rows_that_stay(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    grid, loss = page._grid, plot(page, "lossPlot")
    rows = [grid._rows.widget(number) for number in range(grid._rows.count())]
    sizes = [row.sizes() for row in rows]
    for way in ("movePlotDown", "movePlotRight", "movePlotUp", "movePlotLeft"):
        choose(loss, way)
        cards = [page._shelf.panel(name).widget for name in grid.on_show]
        assert [row.widget(place) for row in rows for place in range(row.count())] == cards
        assert all(card.isVisible() for card in cards)
    assert [grid._rows.widget(number) for number in range(grid._rows.count())] == rows
    assert [row.sizes() for row in rows] == sizes


def test_that_one_plot_can_have_all_the_room(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss = plot(page, "lossPlot")
    button = loss.findChild(QToolButton, "plotMaximize")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page._grid.on_show == ("loss",)
    assert loss.isVisible()
    assert not plot(page, "metricPlot").isVisible()
    qtbot.keyClick(page._grid, Qt.Key.Key_Escape)
    assert page._grid.on_show == FIRST_LOOK
    assert not button.isChecked()


def test_that_the_others_keep_their_places_while_one_has_all_the_room(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    grid = page._grid
    rows = grid._rows
    cards = {name: page._shelf.panel(name).widget for name in FIRST_LOOK}
    qtbot.waitUntil(lambda: all(card.height() > 100 for card in cards.values()))
    before = {name: card.geometry() for name, card in cards.items()}
    button = cards["confusion"].findChild(QToolButton, "plotMaximize")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    alone = cards["confusion"]
    qtbot.waitUntil(lambda: alone.size() == rows.size() == grid.viewport().size())
    assert [name for name, card in cards.items() if card.isVisible()] == ["confusion"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: {n: card.geometry() for n, card in cards.items()} == before)
    assert grid._rows is rows
    assert all(card.isVisible() for card in cards.values())


def test_that_two_clicks_on_a_header_enlarge_and_escape_leads_back(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    confusion = plot(page, "confusionPlot")
    qtbot.mouseDClick(confusion, Qt.MouseButton.LeftButton, pos=header(confusion))
    assert page._grid.on_show == ("confusion",)
    assert page._grid.hasFocus()
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert page._grid.on_show == FIRST_LOOK
    qtbot.mouseDClick(confusion, Qt.MouseButton.LeftButton, pos=header(confusion))
    qtbot.mouseDClick(confusion, Qt.MouseButton.LeftButton, pos=header(confusion))
    assert page._grid.on_show == FIRST_LOOK


def test_that_many_plots_scroll_and_those_out_of_sight_do_no_work(page, popup, controller, qtbot):
    page.resize(780, 400)
    popup.findChild(QPushButton, "preset-everything").click()
    bar = page._grid.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert all(page._shelf.panel(name).widget.height() >= 168 for name in page._grid.on_show)
    page._grid.choose("learningRate", shown=False)
    page._grid.choose("learningRate", shown=True)
    drawn(page, qtbot)
    rates = plot(page, "learningRatePlot")
    before = taken_in(rates, "lr")
    bar.setValue(0)
    drawn(page, qtbot)
    controller.steps(10)
    drawn(page, qtbot)
    assert taken_in(rates, "lr") == before
    assert taken_in(plot(page, "lossPlot"), "loss") == controller.history.step_count
    page._grid.ensureWidgetVisible(rates)
    drawn(page, qtbot)
    assert taken_in(rates, "lr") == controller.history.step_count


def test_that_a_wide_grid_has_more_columns(page, popup):
    popup.findChild(QPushButton, "preset-everything").click()
    assert page._grid._rows.columns == 2
    page.resize(1400, 700)
    assert page._grid._rows.columns == 3
    page.resize(430, 700)
    assert page._grid._rows.columns == 1


def test_that_the_arrangement_is_remembered(make, controller, qtbot):
    page = make()
    two_epochs(controller)
    page._grid.choose("learningRate", shown=True)
    choose(plot(page, "metricPlot"), "hidePlot")
    choose(plot(page, "confusionPlot"), "movePlotUp")
    drawn(page, qtbot)
    row = page._grid.findChildren(QSplitter)[1]
    handle = row.handle(1)
    start = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(handle, start - QPoint(60, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start - QPoint(60, 0))
    again = make()
    drawn(again, qtbot)
    assert again._grid.on_show == ("confusion", "loss", "gradient", "learningRate")
    assert again._grid.findChildren(QSplitter)[1].sizes() == row.sizes()


@pytest.mark.parametrize(
    "kept",
    [
        "no JSON",
        "[]",
        json.dumps({"version": 99, "shown": {"loss": False}}),
        json.dumps({"version": 1, "order": 3, "shown": ["loss"], "sizes": {"rows2": "x"}}),
        json.dumps({"version": 1, "order": ["gone", "loss"], "shown": {"gone": True}}),
    ],
)
def test_that_an_arrangement_of_another_program_does_no_harm(make, controller, settings, kept):
    settings.set_text("monitor/arrangement", kept)
    page = make()
    two_epochs(controller)
    assert page._grid.on_show == FIRST_LOOK


def test_that_a_new_plot_stands_behind_its_neighbour(make, controller, settings):
    kept = {"version": 1, "order": ["gradient", "metric"], "shown": {}}
    settings.set_text("monitor/arrangement", json.dumps(kept))
    page = make()
    two_epochs(controller)
    assert page._grid.on_show == ("loss", "gradient", "confusion", "metric")


def test_that_all_plots_may_be_hidden_and_come_back(page, controller, qtbot):
    two_epochs(controller)
    for name in ("lossPlot", "metricPlot", "gradientPlot", "confusionPlot"):
        choose(plot(page, name), "hidePlot")
    assert page.findChild(QLabel, "noPlots").isVisible()
    opened(page, qtbot).findChild(QCheckBox, "show-loss").click()
    assert page._grid.on_show == ("loss",)


def test_that_the_view_menu_opens_the_list_on_the_monitor_page(open_window):
    window = open_window()
    window.actions_table.by_id["choosePlots"].trigger()
    assert window.workspace.current_id == "monitor"
    assert window.findChild(PlotsPopup).isVisible()
