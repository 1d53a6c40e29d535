"""In a low window the plots keep a row that can be read; what stands below them scrolls."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QTableView, QToolButton, QWidget

from engine.text import text
from gui.pages.monitor.findings.row import FindingRow
from gui.pages.monitor.rows import LEAST_HEIGHT
from tests.gui.pages.monitor.test_pins import click
from tests.gui.pages.monitor.watching import drawn, plot, two_epochs


def opened_finding(page, qtbot, rule):
    row = page.findChild(FindingRow, f"finding-{rule}")
    qtbot.mouseClick(row.findChild(QToolButton, "findingMore"), Qt.MouseButton.LeftButton)
    return row


@pytest.fixture
def low(page, controller, qtbot):
    """A page as low as in a window of 1100 × 700, after a run that broke off."""
    two_epochs(controller)
    controller.end("diverged", text("Stopped at step {step}.", step=81), "l3")
    drawn(page, qtbot)
    page.resize(570, 500)
    return page


def test_that_pins_and_an_open_finding_leave_the_plots_a_whole_row(low, qtbot):
    for x in (0.5, 1.5):
        click(plot(low, "lossPlot"), qtbot, x)
    opened_finding(low, qtbot, "diverged")
    room = low._grid.viewport()
    qtbot.waitUntil(lambda: room.height() >= LEAST_HEIGHT)
    card = plot(low, "lossPlot")
    qtbot.waitUntil(lambda: LEAST_HEIGHT <= card.height() <= room.height())
    pins, findings = (low.findChild(QWidget, name) for name in ("pinTable", "findingsList"))
    assert pins.isVisible()
    assert findings.isVisible()
    assert findings.geometry().bottom() <= low.height()
    values = low.findChild(QTableView, "pinValues")
    assert values.rowAt(values.viewport().height() - 1) >= 1  # two rows are seen, the others scroll
    assert values.horizontalScrollBar().maximum() == 0
    assert values.verticalScrollBar().maximum() > 0


def test_that_a_finding_that_is_opened_is_scrolled_to(low, qtbot):
    row = opened_finding(low, qtbot, "gradients")
    area = low.findChild(QFrame, "findingsList")._area
    reason = row.findChild(QWidget, "findingWhy")

    def seen():
        place = reason.mapTo(area.viewport(), QPoint())
        return reason.isVisible() and 0 <= place.y() < area.viewport().height()

    qtbot.waitUntil(seen)


def test_that_all_have_their_room_again_in_a_high_window(low, qtbot):
    for x in (0.5, 1.5):
        click(plot(low, "lossPlot"), qtbot, x)
    low.resize(900, 1000)
    values = low.findChild(QTableView, "pinValues")
    qtbot.waitUntil(lambda: values.rowAt(values.viewport().height() - 1) >= 3)
    findings = low.findChild(QFrame, "findingsList")
    qtbot.waitUntil(lambda: findings.height() == findings.sizeHint().height())
