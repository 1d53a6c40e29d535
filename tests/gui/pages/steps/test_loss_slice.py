"""The loss around the step in its window, with the real engine."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from engine.explain.derivation import Cell
from engine.text import text
from tests.gui.pages.steps.test_page import begin, go_on, page, window

__all__ = ["page", "window"]

CONTROL = Qt.KeyboardModifier.ControlModifier
W, B = ("fc1.weight", (0, 0)), ("fc1.bias", (0,))


def facts(surface, user):
    return user.find(surface, "stepsSurfaceFacts").words


def drawn(qtbot, window):
    return qtbot.waitSignal(
        window.controller.answered, timeout=20_000, check_params_cb=lambda kind, _v: kind == "slice"
    )


@pytest.fixture
def surface(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window, 3)
    with drawn(qtbot, window):
        user.press(window, Qt.Key.Key_F9, CONTROL)
    return page.aids.surface


def test_that_weight_and_bias_of_one_neuron_are_drawn_with_their_numbers(surface, user):
    assert list(surface.spots) == [W, B]
    words = facts(surface, user)
    for line in (
        "fc1.weight[0,0] = −0.2505",
        "loss 5.387224",
        "∂L/∂fc1.weight[0,0] = −10.00493",
        "∂L/∂fc1.bias[0] = −4.1688",
        "length 10.83871",
        "Gradient descent, learning rate 0.01",
        "With momentum 0.9",
    ):
        assert line in words
    assert "The step that was taken" not in words
    assert "loss 5.387224" in surface.plot.accessibleDescription()


def test_that_the_picture_follows_the_step_once_it_is_taken(surface, window, user, qtbot):
    with drawn(qtbot, window):
        user.press(surface, Qt.Key.Key_F8)
    assert "Δ fc1.weight[0,0] = 0.1000493" in facts(surface, user)
    assert "loss 4.27758" in facts(surface, user)


def test_that_hover_tells_weights_and_loss(surface):
    words = surface.plot.describe(surface.plot.area().topLeft().toPoint() + QPoint(40, 60))
    assert "fc1.weight[0,0] = " in words
    assert "loss " in words


def test_that_one_weight_alone_is_a_line(surface, window, user, qtbot):
    box = user.find(surface, "stepsSurfaceSecond")
    with drawn(qtbot, window):
        box.setFocus()
        user.press(box, Qt.Key.Key_Home)
        box.activated.emit(box.currentIndex())
    assert list(surface.spots) == [W]
    assert "∂L/∂fc1.bias[0]" not in facts(surface, user)


def test_that_a_click_and_a_click_with_ctrl_choose_the_weights(open_window, user, qtbot):
    window = open_window("three-classes")
    user.press(window, Qt.Key.Key_3, CONTROL)
    page = window.workspace.page("steps")
    begin(qtbot, user, window, page)
    names = [t.name for card in page._answer.cards for t in card.tensors if t.role == "parameter"]
    first, second = Cell(names[0], (1, 0)), Cell(names[0], (0, 1))
    left = Qt.MouseButton.LeftButton
    page.view.choose(first)
    qtbot.mouseClick(page.view.viewport(), left, pos=page.view.box_of(first))
    with drawn(qtbot, window):
        user.click(page, "stepsWhySurface")
    surface = page.aids.surface
    assert list(surface.spots) == [(names[0], (1, 0))]
    with drawn(qtbot, window):
        qtbot.mouseClick(page.view.viewport(), left, CONTROL, page.view.box_of(second))
    assert list(surface.spots) == [(names[0], (1, 0)), (names[0], (0, 1))]


def test_that_a_loss_that_is_no_number_is_told_instead_of_drawn(surface, window, user):
    known = surface._answer
    lost = replace(
        known, values=np.full_like(known.values, np.nan), gradient=known.gradient * np.nan
    )
    window.controller.answered.emit("slice", lost)
    assert "no number" in user.find(surface, "stepsSurfaceWords").text()
    assert "the gradient is no number" in facts(surface, user)


def test_that_a_network_too_slow_says_so_and_an_ended_step_too(surface, window, user):
    window.controller.ask_failed.emit("slice", text("Too long."))
    assert user.find(surface, "stepsSurfaceWords").text() == "Too long."
    window.controller.walk.leave()
    assert "No step" in user.find(surface, "stepsSurfaceWords").text()
