"""What is said of a step in words, how its numbers are written, and where the keyboard is meanwhile."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine import numbers
from engine.text import text
from engine.walk_answers import InnerOperation, InsideAnswer
from gui.pages.steps.shown import shown_cards
from gui.pages.steps.tensor_title import taken_title, tensor_title
from gui.translate import set_language
from tests.gui.pages.steps.by_hand import one_neuron, shown


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("fc1.weight", "fc1.weight"),
        ("target/0", "target"),
        ("target/1", "target 2"),
        ("term/0", "term 1"),
        ("term/1/0", "term 2 ▸ 1"),
        ("loss/2", "loss ▸ 3"),
        ("fc1/0", "fc1 ▸ 1"),
        ("loss", "loss"),
    ],
)
def test_that_tensors_have_a_name_that_people_read(name, title):
    assert tensor_title(name) == title


def test_that_the_operations_of_a_loss_name_what_they_take():
    first = shown("loss/0", "z₁", "z₁", "inner", [1.0])
    operations = (
        InnerOperation(0, "sub", "subtract", ("fc1", "target/0"), (first,)),
        InnerOperation(1, "abs", "abs", ("loss/0",), (shown("loss", "L", "L", "loss", 1.0),)),
    )
    cards = shown_cards(one_neuron(), "loss", {"loss": InsideAnswer("loss", operations)})
    sections = next(card for card in cards if card.key == "loss").sections
    assert [part.subtitle for part in sections[1:]] == ["prediction fc1, target", "z₁"]
    assert taken_title("term/0", "loss") == "term 1"
    assert taken_title("fc1", "layer2") == "fc1"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.0, "0"), (1.0, "1"), (-2.5, "−2.5"), (1e-8, "1e−8"), (0.1, "0.1"), (100.0, "100")],
)
def test_that_a_number_is_written_the_same_way_everywhere(number, words):
    assert numbers.exact(np.float32(number)) == words
    assert numbers.long(number) == words
    assert np.float32(numbers.exact(np.float32(number)).replace("−", "-")) == np.float32(number)


def test_that_a_transformed_loss_is_told_in_chinese_too(open_window, user, qtbot):
    window = open_window("sum-loss")
    user.press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
            user.press(window, Qt.Key.Key_F8)
    page = window.workspace.page("steps")

    def subtitles():
        return [card.card.sections[0].subtitle for card in page.view.placing.cards]

    assert "mean, of the sums" in subtitles()
    set_language("zh_CN")
    qtbot.waitUntil(lambda: "mean，对总和" in subtitles(), timeout=10_000)
    set_language("en")


def test_that_the_train_button_keeps_the_keyboards_focus_as_a_step_is_begun(
    open_window, user, qtbot
):
    window = open_window("one-neuron")
    train = user.find(window, "trainButton")
    train.setFocus()
    for _ in range(2):
        with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
            user.press(train, Qt.Key.Key_F8)
        qtbot.waitUntil(train.hasFocus, timeout=10_000)


def test_that_a_problem_is_seen_from_the_code_page_too(open_window, user, qtbot):
    window = open_window("one-neuron")
    for _ in range(2):
        with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
            user.press(window, Qt.Key.Key_F8)
        window.workspace.show_page("code")
    page = window.workspace.page("steps")
    window.controller.walk.failed.emit(text("The engine has stopped."))
    assert page.notice.isVisible()
    assert "engine has stopped" in page.notice.text
