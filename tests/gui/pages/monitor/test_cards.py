"""The Monitor's cards: which are there, how they are arranged, and what is said below them."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from engine import numbers
from engine.text import text
from gui.pages.monitor.arrangement import Arrangement
from gui.pages.monitor.findings.row import FindingRow
from gui.pages.monitor.panels import PANELS
from gui.pages.monitor.source import Overlay
from gui.translate import set_language
from tests.gui.pages.monitor.watching import (
    PER_EPOCH,
    drawn,
    entry,
    network,
    panel,
    plot,
    samples,
    two_epochs,
)


def test_that_the_confusion_matrix_is_the_latest(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    card = plot(page, "confusionPlot")
    assert card.isVisible()
    counts = [column for name, column in card._numbers().items() if name != "true"]
    assert np.array_equal(np.array(counts).T, np.eye(3) * 5)
    assert card._subtitle.text() == "validation, epoch 2"
    assert page._grid.on_show == ("loss", "metric", "gradient", "confusion")


def test_that_a_regression_shows_its_predictions_and_its_metrics(make, controller, settings, qtbot):
    Arrangement(PANELS, settings).decide("learningRate", shown=True)
    page = make()
    controller.start()
    controller.steps(PER_EPOCH)
    figures = {"mae": 1.0, "rmse": 2.0, "r2": 0.5}
    controller.end_epoch(figures | {f"validation_{k}": v for k, v in figures.items()})
    drawn(page, qtbot)
    assert plot(page, "learningRatePlot").isVisible()
    assert page._grid.on_show == ("loss", "metric", "gradient", "pairs", "learningRate")
    rates = samples(plot(page, "learningRatePlot"), "lr")[1]
    assert np.array_equal(rates, controller.history.steps["lr"].values)
    metric = plot(page, "metricPlot")
    assert metric._title.text() == "MAE"
    chooser = metric.findChild(QToolButton, "metricChooser")
    chooser.menu().findChild(QObject, "metricChooser-r2").trigger()
    assert metric._title.text() == "R²"
    assert metric.keys == ["r2", "validation_r2"]
    assert page._settings.text("monitor/metric", "") == "r2"


def test_that_many_layers_become_a_heat_map_with_lines_for_the_selected(
    make, document, controller, selection, qtbot
):
    document.set_network(network(12), "Deep")
    page = make()
    layers = tuple(f"l{i}" for i in range(2, 14))
    controller.start(layers=layers)
    controller.steps(1000)
    drawn(page, qtbot)
    card, lines = plot(page, "gradientMapCard"), plot(page, "gradientPlot")
    assert card.isVisible()
    assert not lines.isVisible()
    table = card._numbers()
    first = np.array([column[0] for name, column in list(table.items())[1:]], np.float64)
    norms = controller.history.steps["gradient/l2"].values.astype(np.float64)
    width = panel(page, "gradient")._buckets.width
    assert width == 8
    expected = [10 ** np.log10(norms[i : i + width]).mean() for i in range(0, 1000, width)]
    assert first == pytest.approx(expected, rel=1e-6)
    selection.set(["l5", "l1"])
    drawn(page, qtbot)
    assert lines.isVisible()
    assert lines.keys == ["gradient-l5"]
    panel(page, "gradient")._map.cell_clicked.emit(0, 0)
    assert selection.ids == ("l2",)


def test_that_crosshairs_stand_at_the_same_x_and_legends_follow(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss, metric = plot(page, "lossPlot"), plot(page, "metricPlot")
    at = loss.graph.mapFromScene(loss.graph.view_box.mapViewToScene(QPointF(1.0, 0.5)))
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        loss.graph.viewport().mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(loss.graph.viewport(), move)
    x = loss._crosshair.x
    assert x == pytest.approx(1.0, abs=0.1)
    assert metric._crosshair.x == x
    nearest = loss._series["loss"].shown_at(x)[1]
    assert entry(loss, "loss") == numbers.short(nearest)
    QApplication.sendEvent(loss.graph.viewport(), QEvent(QEvent.Type.Leave))
    assert metric._crosshair.x is None
    assert entry(loss, "loss") == numbers.short(loss._series["loss"].newest())


def test_that_smoothing_is_shared_and_remembered(make, controller, qtbot):
    page = make()
    two_epochs(controller)
    panel(page, "loss").plot.set_smoothing(0.9)
    assert panel(page, "gradient").plot.smoothing == 0.9
    assert panel(make(), "loss").plot.smoothing == 0.9


def test_that_findings_stand_below_with_their_fix(page, controller, document, qtbot):
    two_epochs(controller)
    controller.end("diverged", text("Stopped at step {step}.", step=81), "l2")
    diverged = page.findChild(FindingRow, "finding-diverged")
    gradients = page.findChild(FindingRow, "finding-gradients")
    qtbot.waitUntil(lambda: diverged.y() < gradients.y())
    button = diverged.findChild(QPushButton, "findingFix")
    assert button.text() == "Lower the learning rate to 0.0001"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.project.training.optimizer.params["lr"] == 0.0001
    assert document.undo_stack.undoText() == "Lower the learning rate to 0.0001"
    assert not button.isVisible()
    document.undo_stack.undo()
    assert button.isVisible()
    controller.start()
    controller.steps(PER_EPOCH)
    controller.end_epoch()
    qtbot.waitUntil(lambda: page.findChild(FindingRow, "finding-diverged") is None)


def test_that_a_finding_keeps_its_row(page, controller, qtbot):
    two_epochs(controller)
    qtbot.waitUntil(lambda: page.findChild(FindingRow, "finding-gradients") is not None)
    row = page.findChild(FindingRow, "finding-gradients")
    assert row.finding.epoch == 2
    controller.steps(PER_EPOCH)
    controller.end_epoch()
    qtbot.waitUntil(lambda: row.finding.epoch == 3)
    assert page.findChild(FindingRow, "finding-gradients") is row


def test_that_a_language_switch_changes_every_word(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    set_language("zh_CN")
    try:
        qtbot.waitUntil(lambda: panel(page, "loss").plot._legend.entry("loss").text() == "训练")
        drawn(page, qtbot)
        assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 80
        assert plot(page, "metricPlot")._title.text() == "准确率"
        assert page.findChild(QToolButton, "gradientView").text() == "折线 ▾"
        assert page.corner.findChild(QToolButton, "plotsButton").text() == "图表 ▾"
    finally:
        set_language("en")


def test_that_a_choice_is_left_out_only_where_it_has_no_room(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    card = plot(page, "lossPlot")
    card.setParent(None)
    qtbot.addWidget(card)
    card.show()
    needed = 0
    for width in range(300, 640):
        card.resize(width, 240)
        if card._log.isVisible():
            needed = width
            break
    assert needed
    qtbot.waitUntil(lambda: card._control_box.width() >= card._smooth.width() + card._log.width())
    last = list(card._legend._entries.values())[-1]
    legend_end = last.mapTo(card, last.rect().topRight()).x()
    free = card._control_box.x() - legend_end - card.header.spacing()
    assert 0 <= free <= 4


def test_that_a_plot_can_be_enlarged_however_narrow_its_card_and_long_its_legend(
    page, controller, qtbot
):
    two_epochs(controller)
    drawn(page, qtbot)
    page.show_overlays(tuple(Overlay(f"r{n}", f"run {n}", n, controller.history) for n in range(4)))
    drawn(page, qtbot)
    page.resize(480, 700)
    for name in ("lossPlot", "metricPlot", "gradientPlot", "confusionPlot"):
        card = plot(page, name)
        enlarge = card.findChild(QToolButton, "plotMaximize")
        least = min(card._title.sizeHint().width(), 120)
        qtbot.waitUntil(lambda: card.width() < 260 and card._title.width() >= least)  # noqa: B023 - waits here
        assert enlarge.isVisible(), name
        assert enlarge.mapTo(card, enlarge.rect().topRight()).x() < card.width(), name
    entries = list(plot(page, "lossPlot")._legend._entries.values())
    assert entries[0].isVisible()
    assert entries[-1].isHidden()
