"""Guess first on the page, with the real engine: what is hidden, what gives nothing away, what is right."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from engine.explain.derivation import Cell
from engine.walk_answers import PHASES
from gui.pages.steps.guessing import hint, judge, read_guess
from tests.gui.pages.steps.test_page import begin, go_on, page, window

__all__ = ["page", "window"]

CONTROL = Qt.KeyboardModifier.ControlModifier
W_GRAD, B_GRAD = Cell("fc1.weight", (0, 0), "gradient"), Cell("fc1.bias", (0,), "gradient")


@pytest.fixture
def at_backward(window, page, user, qtbot):
    begin(qtbot, user, window, page)
    go_on(qtbot, user, window, 3)
    user.press(window, Qt.Key.Key_F7, CONTROL)
    return page


def click_cell(qtbot, page, cell):
    left = Qt.MouseButton.LeftButton
    page.view.choose(cell)
    qtbot.mouseClick(page.view.viewport(), left, pos=page.view.box_of(cell))


def told(page, user):
    """Everything that can be read of the number on the page."""
    bar = [user.find(page, name).text() for name in ("stepsGuessVerdict", "stepsInspector")]
    return " ".join(
        [*bar, page.below.why.words, page.below.anatomy.words, page.view.accessibleDescription()]
    )


def columns(page):
    return [block for block in page.view.placing.blocks if block.column.hidden is not None]


def test_that_only_what_the_phase_works_out_is_hidden(at_backward, window, user):
    page = at_backward
    assert {block.column.label for block in columns(page)} == {
        "∂L/∂L", "∂L/∂ŷ", "weight.grad", "bias.grad", "∂L/∂x",
    }  # fmt: skip
    for phase, hidden in (
        ("zero_grad", set()),
        ("forward", {"ŷ"}),
        ("loss", {"L"}),
    ):
        user.click(window, f"stepsPhase-{phase}")
        assert {block.column.label for block in columns(page)} == hidden
    assert phase in PHASES


def test_that_nothing_gives_a_hidden_number_away(at_backward, window, user):
    page = at_backward
    page.view.setFocus()
    page.view.choose(W_GRAD)
    page.view.cell_marked.emit(W_GRAD)
    assert "10.00" not in told(page, user)
    assert page.view.words_at(page.view.box_of(W_GRAD)) == (
        "weight.grad[0, 0] = ? Press Enter to guess it."
    )
    QGuiApplication.clipboard().setText("before")
    user.press(page.view, Qt.Key.Key_C, CONTROL)
    assert "10.00" not in QGuiApplication.clipboard().text()
    user.press(page.view, Qt.Key.Key_Return)
    assert page.aids.bar.isVisible()
    assert "10.00" not in told(page, user)
    block = next(b for b in page.view.placing.blocks if b.holds(W_GRAD))
    assert math.isnan(block.grid.values[0, 0])
    assert math.isnan(block.column.figures.values[0, 0])


def test_that_a_right_guess_by_keys_alone_reveals_that_number_and_its_derivation(
    at_backward, window, user, qtbot
):
    page = at_backward
    page.view.setFocus()
    page.view.choose(W_GRAD)
    user.press(page.view, Qt.Key.Key_Return)
    field = user.find(page, "stepsGuess")
    assert field.hasFocus()
    user.type(field, "10.0")
    user.press(field, Qt.Key.Key_Return)
    assert "sign" in user.find(page, "stepsGuessVerdict").text()
    assert "10.00" not in page.below.why.words
    user.type(field, "-10.0")
    with qtbot.waitSignal(window.controller.answered, timeout=20_000):
        user.press(field, Qt.Key.Key_Return)
    assert user.find(page, "stepsGuessVerdict").text().startswith("Right: −10.00493")
    qtbot.waitUntil(lambda: "−10.00493" in page.below.why.words, timeout=20_000)
    assert "(?)(1) + (?)(2) + (?)(3)" in page.below.why.words
    assert page.view.hasFocus()
    hidden = {block.column.label for block in columns(page)}
    assert "weight.grad" not in hidden
    assert "bias.grad" in hidden


def test_that_show_me_and_reveal_all_end_the_asking(at_backward, window, user, qtbot):
    page = at_backward
    click_cell(qtbot, page, B_GRAD)
    with qtbot.waitSignal(window.controller.answered, timeout=20_000):
        user.click(page, "stepsGuessShow")
    assert user.find(page, "stepsGuessVerdict").text().startswith("It is −4.1688")
    assert "revealAll" in page.possible
    click_cell(qtbot, page, Cell("x", (0, 0), "gradient"))
    user.click(page, "stepsGuessAll")
    assert columns(page) == []
    assert not page.aids.bar.isVisible()
    assert "revealAll" not in page.possible


def test_that_escape_leaves_the_number_hidden(at_backward, user, qtbot):
    page = at_backward
    click_cell(qtbot, page, W_GRAD)
    user.press(user.find(page, "stepsGuess"), Qt.Key.Key_Escape)
    assert not page.aids.bar.isVisible()
    assert page.view.hasFocus()
    assert W_GRAD.tensor in {block.row.tensor.name for block in columns(page)}


def test_that_the_new_weight_is_asked_for_in_the_last_phase(at_backward, window, user, qtbot):
    page = at_backward
    go_on(qtbot, user, window)
    assert {block.column.label for block in columns(page)} == {"weight", "bias"}
    click_cell(qtbot, page, Cell("fc1.weight", (0, 0)))
    field = user.find(page, "stepsGuess")
    user.type(field, "-0.150")
    with qtbot.waitSignal(window.controller.answered, timeout=20_000):
        user.press(field, Qt.Key.Key_Return)
    assert user.find(page, "stepsGuessVerdict").text().startswith("Right: −0.15045")


def test_that_the_loss_surface_is_covered_meanwhile(at_backward, window, user):
    user.press(window, Qt.Key.Key_F9, CONTROL)
    assert "Covered" in user.find(at_backward.aids.surface, "stepsSurfaceWords").text()


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("−0.25", -0.25),
        ("0,25", 0.25),
        ("1e-3", 0.001),
        (" 2/3 ", 2 / 3),
        ("x", None),
        ("1/0", None),
    ],
)
def test_that_numbers_are_read_as_people_type_them(words, number):
    assert read_guess(words) == number


@pytest.mark.parametrize(
    ("guess", "true", "verdict"),
    [
        (0.666, 0.6661, "right"),
        (0.667, 0.6661, "near"),
        (0.67, 0.6661, "near"),
        (0.7, 0.6661, "near"),
        (-0.666, 0.6661, "wrong"),
        (-10.0, -10.00493, "right"),
        (1.0, 1.0, "right"),
        (0.0, 0.0, "right"),
        (0.01, 0.0, "wrong"),
        (1.23e-9, 1.2345e-9, "right"),
        (math.inf, math.inf, "right"),
    ],
)
def test_that_three_digits_are_enough(guess, true, verdict):
    assert judge(guess, true) == verdict if verdict != "near" else judge(guess, true) != "right"


def test_that_common_slips_are_named():
    assert "sign" in hint(10.0, -10.0, 3)
    assert "mean" in hint(-30.0, -10.0, 3)
    assert "sum" in hint(-10 / 3, -10.0, 3)
    assert "factor of 2" in hint(-5.0, -10.0, 3)
    assert hint(9.0, 4.0, 1) == "Too large."


def test_that_an_open_card_keeps_its_operations_hidden_until_all_is_revealed(
    at_backward, window, user, qtbot
):
    page = at_backward
    user.click(window, "stepsPhase-forward")
    page.view.setFocus()
    page.view.choose(Cell("fc1", (0, 0)))
    card = next(c.card for c in page.view.placing.cards if c.card.can_open)
    page.view.card_toggled.emit(card.key)
    qtbot.waitUntil(lambda: any(c.is_open for c in page.view.cards), timeout=20_000)
    inner = [
        block
        for placed in page.view.placing.cards
        for section in placed.sections[1:]
        for block in section.blocks
        if block.kind == "value" and block.grid is not None
    ]
    assert inner
    for block in inner:
        if block.row.tensor.role in {"inner", "output"}:
            assert block.column.hidden.all()
    user.press(window, Qt.Key.Key_F7, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert columns(page) == []
