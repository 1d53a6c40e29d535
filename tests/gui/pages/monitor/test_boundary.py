from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from engine.plane_query import boundary
from engine.text import text
from gui.plots.boundary_plot import BoundaryPlot
from gui.run.state import RunState
from tests.engine.train import making
from tests.gui.pages.monitor.watching import plot


@pytest.fixture
def session():
    return making.session(data=making.rows(60, 2), validation=20)


@pytest.fixture
def page(page_on, session):
    return page_on(session.prepared)


def shown(page):
    return page.findChild(BoundaryPlot, "boundaryMap")


def test_that_two_features_show_their_boundary_without_being_asked_for(
    page, controller, session, qtbot
):
    qtbot.waitUntil(lambda: bool(controller.questions("boundary")))
    answer = boundary(session, **controller.questions("boundary")[0])
    controller.answered.emit("boundary", answer)
    table = shown(page).table()
    np.testing.assert_array_equal(table["row"], answer.plane.rows + 1)
    np.testing.assert_array_equal(table["true"].astype(int), session.prepared.y[answer.plane.rows])
    assert table["predicted"].tolist() == [str(c) for c in answer.point_shares.argmax(axis=1)]
    assert "step 0" in plot(page, "boundaryPlot")._subtitle.text()


def test_that_only_one_question_is_under_way(page, controller, session, qtbot):
    qtbot.waitUntil(lambda: bool(controller.questions("boundary")))
    for _ in range(5):
        controller.weights_changed.emit()
    qtbot.wait(200)
    assert len(controller.questions("boundary")) == 1
    controller.answered.emit("boundary", boundary(session, 12))
    qtbot.waitUntil(lambda: len(controller.questions("boundary")) == 2)


def test_that_nothing_is_asked_while_nobody_looks(page, controller, session, qtbot):
    qtbot.waitUntil(lambda: bool(controller.questions("boundary")))
    page.hide()
    controller.answered.emit("boundary", boundary(session, 12))
    controller.weights_changed.emit()
    qtbot.wait(250)
    assert len(controller.questions("boundary")) == 1
    page.show()
    qtbot.waitUntil(lambda: len(controller.questions("boundary")) == 2)


def test_that_a_slow_network_is_asked_for_a_coarser_picture(page, controller, session, qtbot):
    qtbot.waitUntil(lambda: bool(controller.questions("boundary")))
    side = controller.questions("boundary")[0]["side"]
    controller.answered.emit("boundary", replace(boundary(session, side), seconds=0.05))
    controller.set_state(RunState.IDLE)
    controller.weights_changed.emit()
    qtbot.waitUntil(lambda: len(controller.questions("boundary")) == 2)
    assert controller.questions("boundary")[1]["side"] < side


def test_that_the_mouse_tells_a_row_or_what_the_network_says_there(
    page, controller, session, qtbot
):
    answer = boundary(session, 24)
    controller.answered.emit("boundary", answer)
    canvas = shown(page)
    x, y = canvas.pixels(*canvas._places(answer))
    first = canvas.describe(QPoint(round(x[0]), round(y[0])))
    assert first.startswith(
        f"row {answer.plane.rows[0] + 1}: true {session.prepared.y[answer.plane.rows[0]]}"
    )
    corner = canvas.area().bottomLeft().toPoint() + QPoint(1, -1)
    guess = int(answer.shares[0, 0].argmax())
    assert (
        canvas.describe(corner) == f"{guess} {round(100 * float(answer.shares[0, 0, guess]), 1)} %"
    )


def test_that_a_refusal_is_said_in_the_card(page, controller, qtbot):
    controller.ask_failed.emit(
        "boundary", text("This network learns to repeat its input; it draws no boundary.")
    )
    note = plot(page, "boundaryPlot").findChild(QLabel, "plotEmpty")
    assert note.isVisible()
    assert "repeat its input" in note.text()
    assert shown(page).table() == {}
