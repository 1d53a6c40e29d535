"""The loss surface on the Monitor page: asked for in slices, drawn with the way that training walks."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from engine.surface_query import surface
from engine.text import text
from engine.train.trainer import drain
from gui.pages.monitor.grid import PlotGrid
from gui.plots.surface_plot import SurfacePlot
from gui.run.state import RunState
from tests.engine.test_examples import session_of
from tests.engine.train import making
from tests.gui.pages.monitor.watching import plot


@pytest.fixture
def show(page_on, document):
    """Opens the page on a session, which then answers its questions."""

    def opened(session):
        document.load(session.project, None)
        page = page_on(session.prepared, height=900)
        page.findChild(PlotGrid, "plotGrid").choose("surface", shown=True)
        return page

    return opened


def canvas_of(page):
    return page.findChild(SurfacePlot, "surfaceMap")


def answered(controller, session, qtbot):
    """Answers question after question until the picture is done."""
    count, done = 0, False
    while not done:
        qtbot.waitUntil(lambda count=count: len(controller.questions("surface")) > count)
        count = len(controller.questions("surface"))
        answer = surface(session, **controller.questions("surface")[-1])
        done = answer.done
        controller.answered.emit("surface", replace(answer, seconds=0.0))
    return answer


def test_that_one_number_shows_its_loss_and_its_way_without_being_asked_for(
    show, controller, qtbot
):
    lesson = session_of("one-weight")
    drain(lesson)
    page = show(lesson)
    answer = answered(controller, lesson, qtbot)
    table = canvas_of(page).table()
    assert table["step"].tolist() == list(range(301))
    np.testing.assert_array_equal(table["fc1.weight"], answer.way[:, 0])
    assert "3 training rows, step 300" in plot(page, "surfacePlot")._subtitle.text()
    canvas = canvas_of(page)
    x, y = canvas.pixels(*canvas._places(answer))
    assert canvas.describe(QPoint(round(x[0]), round(y[0]))) == "after step 0\nfc1.weight = 1"
    left = canvas.area().bottomLeft().toPoint() + QPoint(1, -1)
    assert canvas.describe(left).endswith("loss 18.67"), "14·2²/3 at w = 0"


def test_that_a_larger_network_shows_the_plane_of_its_way(show, controller, qtbot):
    run = making.session(epochs=6)
    drain(run)
    page = show(run)
    answer = answered(controller, run, qtbot)
    table = canvas_of(page).table()
    np.testing.assert_array_equal(table["off the plane"], answer.off)
    np.testing.assert_array_equal(table["component 2"], answer.way[:, 1])
    share = round(100 * sum(answer.explained), 1)
    words = plot(page, "surfacePlot")._subtitle.text()
    assert f"plane of {share} % of the way’s variance" in words
    canvas = canvas_of(page)
    x, y = canvas.pixels(*canvas._places(answer))
    assert "off the plane" in canvas.describe(QPoint(round(x[0]), round(y[0])))
    high = answer.ends[0][1]
    place = canvas.area().topRight().toPoint() - QPoint(1, -1)
    assert f"component 1 = {high:.3g}"[:16] in canvas.describe(place)
    assert "loss" in canvas.describe(place)


def test_that_a_picture_is_gone_on_with(show, controller, qtbot):
    lesson = session_of("one-neuron")
    show(lesson)
    qtbot.waitUntil(lambda: len(controller.questions("surface")) == 1)
    assert controller.questions("surface")[0]["going_on"] is None
    first = surface(lesson, seconds=0.0)
    controller.answered.emit("surface", first)
    qtbot.waitUntil(lambda: len(controller.questions("surface")) == 2)
    assert controller.questions("surface")[1]["going_on"] is first.going_on


def test_that_it_asks_again_where_there_was_nothing_to_see_yet(show, controller, qtbot):
    page = show(making.session())
    qtbot.waitUntil(lambda: len(controller.questions("surface")) == 1)
    reason = text("The loss surface appears after a few steps of training.")
    controller.ask_failed.emit("surface", reason)
    note = plot(page, "surfacePlot").findChild(QLabel, "plotEmpty")
    assert note.isVisible()
    assert "after a few steps" in note.text()
    assert canvas_of(page).table() == {}
    qtbot.waitUntil(lambda: len(controller.questions("surface")) == 2, timeout=5000)


def test_that_a_network_that_stands_still_is_left_alone(show, controller, qtbot):
    lesson = session_of("one-weight")
    show(lesson)
    controller.set_state(RunState.IDLE)
    answer = answered(controller, lesson, qtbot)
    qtbot.wait(150)
    controller.answered.emit("surface", answer)  # to what was asked when the state changed
    count = len(controller.questions("surface"))
    qtbot.wait(200)
    assert len(controller.questions("surface")) == count
