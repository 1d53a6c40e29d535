"""Pinned places: a numbered line in every plot, a table of all values, differences, copies."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QTableView, QToolButton, QWidget

from engine import numbers
from engine.history import History
from gui.plots.legend import LegendEntry
from gui.translate import set_language
from tests.gui.pages.monitor.test_axis import press
from tests.gui.pages.monitor.watching import PER_EPOCH, drawn, plot, two_epochs


def click(card, qtbot, x):
    """A click on the area of the curves at this x."""
    low, high = card.graph.view_box.viewRange()[1]
    scene = card.graph.view_box.mapViewToScene(QPointF(x, (low + high) / 2))
    place = card.graph.mapFromScene(scene)
    qtbot.mouseMove(card.graph.viewport(), place)
    qtbot.mouseClick(card.graph.viewport(), Qt.MouseButton.LeftButton, pos=place)


def shown(page):
    """The table as it is on screen: a dict of columns for each plot and series."""
    model = page.findChild(QTableView, "pinValues").model()
    titles = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]
    rows = [
        [model.data(model.index(row, column)) for column in range(len(titles))]
        for row in range(model.rowCount())
    ]
    return titles, {(row[0], row[1]): row[2:] for row in rows}


def exact(page):
    table = page._pins.table.table()
    keys = list(zip(table["plot"], table["series"], strict=True))
    return dict(zip(keys, zip(*list(table.values())[2:], strict=True), strict=True))


@pytest.fixture
def pinned(page, controller, qtbot):
    two_epochs(controller)
    page._shelf.panel("loss").plots[0].set_smoothing(0.0)
    controller.end()
    drawn(page, qtbot)
    return page


def test_that_a_click_pins_every_curve_of_every_plot(pinned, controller, qtbot):
    table = pinned.findChild(QWidget, "pinTable")
    assert not table.isVisible()
    click(plot(pinned, "lossPlot"), qtbot, 0.5)
    assert table.isVisible()
    [step] = pinned._pins._steps
    assert step == pytest.approx(20, abs=1)
    history = controller.history
    values = exact(pinned)
    assert values["Loss", "train"] == (history.steps["loss"].values[step - 1],)
    assert values["Gradient norm by layer", "fc2"] == (
        history.steps["gradient/l2"].values[step - 1],
    )
    assert values["Accuracy", "train"] == (0.8,)
    titles, _ = shown(pinned)
    assert titles[2] == "1 · epoch 0.50"
    assert pinned.findChild(QToolButton, "pin-1").text() == f"1 · epoch 0.50 · step {step}  ×"


def test_that_the_difference_of_two_pins_is_shown(pinned, controller, qtbot):
    card = plot(pinned, "lossPlot")
    for x in (0.5, 1.0, 1.5):
        click(card, qtbot, x)
    loss = controller.history.steps["loss"].values.astype(np.float64)
    first, second, third = (loss[step - 1] for step in pinned._pins._steps)
    titles, _ = shown(pinned)
    assert titles[-1] == "3 − 2"
    assert exact(pinned)["Loss", "train"] == (first, second, third, third - second)
    button = pinned.findChild(QToolButton, "pinDifference")
    button.menu().findChild(QObject, "pinDifference-1-3").trigger()
    assert shown(pinned)[0][-1] == "3 − 1"
    assert exact(pinned)["Loss", "train"][-1] == third - first


def test_that_pins_are_set_and_taken_away_with_the_keys(pinned, qtbot):
    card = plot(pinned, "lossPlot")
    qtbot.keyClick(card, Qt.Key.Key_P)
    assert pinned._pins._steps == []
    qtbot.keyClick(card, Qt.Key.Key_Right)
    qtbot.keyClick(card, Qt.Key.Key_P)
    assert len(pinned._pins._steps) == 1
    qtbot.keyClick(card, Qt.Key.Key_P)
    assert pinned._pins._steps == []
    qtbot.keyClick(card, Qt.Key.Key_P)
    button = pinned.findChild(QToolButton, "pin-1")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Delete)
    assert pinned._pins._steps == []
    assert not pinned.findChild(QWidget, "pinTable").isVisible()


def test_that_buttons_take_pins_away(pinned, qtbot):
    card = plot(pinned, "lossPlot")
    click(card, qtbot, 0.5)
    click(card, qtbot, 1.5)
    last = pinned._pins._steps[1]
    qtbot.mouseClick(pinned.findChild(QToolButton, "pin-1"), Qt.MouseButton.LeftButton)
    assert pinned._pins._steps == [last]
    qtbot.mouseClick(pinned.findChild(QToolButton, "clearPins"), Qt.MouseButton.LeftButton)
    assert pinned._pins._steps == []


def test_that_the_table_is_copied_and_saved_in_full(pinned, qtbot, tmp_path):
    click(plot(pinned, "lossPlot"), qtbot, 0.5)
    qtbot.mouseClick(pinned.findChild(QToolButton, "copyPins"), Qt.MouseButton.LeftButton)
    header, first, *_ = QApplication.clipboard().text().splitlines()
    assert header.startswith("plot\tseries\t1 · epoch 0.5")
    assert first == f"Loss\ttrain\t{exact(pinned)['Loss', 'train'][0]!r}"
    qtbot.mouseClick(pinned.findChild(QToolButton, "savePins"), Qt.MouseButton.LeftButton)
    dialog = pinned.findChild(QFileDialog, "exportDialog")
    dialog.fileSelected.emit(str(tmp_path / "pins.csv"))
    dialog.close()
    rows = list(csv.reader((tmp_path / "pins.csv").read_text("utf-8").splitlines()))
    assert float(rows[1][2]) == exact(pinned)["Loss", "train"][0]


def test_that_hidden_series_and_other_smoothing_change_the_table(pinned, controller, qtbot):
    card = plot(pinned, "lossPlot")
    click(card, qtbot, 1.5)
    card.findChild(LegendEntry, "legend-validation_loss").click()
    drawn(pinned, qtbot)
    assert ("Loss", "validation") not in exact(pinned)
    raw = exact(pinned)["Loss", "train"][0]
    card.set_smoothing(0.9)
    drawn(pinned, qtbot)
    step = pinned._pins._steps[0]
    loss = controller.history.steps["loss"].values[:step].astype(np.float64)
    weights = 0.9 ** np.arange(step - 1, -1, -1.0)
    assert exact(pinned)["Loss", "train"][0] == pytest.approx(np.average(loss, weights=weights))
    assert exact(pinned)["Loss", "train"][0] != raw


def test_that_pins_keep_their_steps_on_another_axis_and_go_with_their_run(
    pinned, controller, qtbot
):
    click(plot(pinned, "lossPlot"), qtbot, 1.0)
    before = pinned._pins._steps[:]
    press(pinned, "xUnit-step")
    drawn(pinned, qtbot)
    assert pinned._pins._steps == before
    assert shown(pinned)[0][2] == f"1 · step {before[0]}"
    assert plot(pinned, "lossPlot")._verticals._pins == before
    controller.set_history(History())
    two_epochs(controller)
    drawn(pinned, qtbot)
    assert pinned._pins._steps == []


def test_that_a_pin_at_the_end_follows_the_epochs(page, controller, qtbot):
    controller.start()
    controller.steps(PER_EPOCH)
    controller.end_epoch({"accuracy": 0.5})
    controller.steps(PER_EPOCH - 1)
    drawn(page, qtbot)
    page._pins.add(1.9)
    assert exact(page)["Accuracy", "train"] == (0.5,)
    controller.steps(1)
    controller.end_epoch({"accuracy": 0.75})
    drawn(page, qtbot)
    assert exact(page)["Accuracy", "train"] == (0.75,)


def test_that_a_compared_run_has_no_value_at_a_pin_behind_its_end(pinned, qtbot):
    card = plot(pinned, "lossPlot")
    card.add_series("other", "loss", 0, group=("run2", "run 2"))
    card.append("other", [0.0, 0.1, 0.2], [0.3, 0.2, 0.1])
    click(card, qtbot, 0.2)
    click(card, qtbot, 1.5)
    titles, rows = shown(pinned)
    assert len(titles) == 5
    assert rows["Loss", "run 2 · loss"] == ["0.1", numbers.NOTHING, numbers.NOTHING]
    assert exact(pinned)["Loss", "run 2 · loss"] == (0.1, None, None)
    pinned._pins.remove(0)
    assert ("Loss", "run 2 · loss") not in shown(pinned)[1]


def test_that_the_table_speaks_the_language_on_screen(pinned, qtbot):
    click(plot(pinned, "lossPlot"), qtbot, 1.0)
    set_language("zh_CN")
    try:
        drawn(pinned, qtbot)
        qtbot.waitUntil(lambda: shown(pinned)[0][:2] == ["图表", "曲线"])
        qtbot.waitUntil(lambda: ("损失", "训练") in shown(pinned)[1])
    finally:
        set_language("en")
