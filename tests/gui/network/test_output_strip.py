"""What comes out of the selected layer stands under its card, in the whole window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from gui.network.layer_list import LayerList
from gui.network.output_strip import HEIGHT

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window):
    made = open_window("digits")
    made.selection.set([made.document.project.network.named("conv1").id])
    return made


def card_height(window, name):
    cards = window.findChild(LayerList, "layerList")
    place = window.document.project.network.index(window.document.project.network.named(name).id)
    cards.doItemsLayout()
    return cards.visualRect(cards.model().index(place)).height()


def shown(qtbot, window, name):
    """The answer under this layer's card."""
    layer = window.document.project.network.named(name).id
    qtbot.waitUntil(
        lambda: window.strip.answer is not None and window.strip.answer.layer == layer,
        timeout=10_000,
    )
    return window.strip.answer


def test_that_the_selected_card_grows_by_a_strip_of_its_outputs(qtbot, window, user):
    before, last = card_height(window, "conv1"), card_height(window, "fc2")
    user.press(window, Qt.Key.Key_O, CONTROL_SHIFT)
    answer = shown(qtbot, window, "conv1")
    assert answer.maps.shape == (16, 8, 8)
    assert window.actions_table.by_id["showOutputs"].isChecked()
    assert card_height(window, "conv1") == before + HEIGHT
    picture = window.network.grab().toImage()
    window.selection.set([window.document.project.network.named("fc2").id])
    assert shown(qtbot, window, "fc2").output.shape == (10,)
    assert card_height(window, "conv1") == before
    assert window.network.grab().toImage() != picture
    user.press(window, Qt.Key.Key_O, CONTROL_SHIFT)
    assert card_height(window, "fc2") == last
    assert window.strip.answer is None


def test_that_page_and_strip_show_the_same_sample(qtbot, window, user):
    user.press(window, Qt.Key.Key_O, CONTROL_SHIFT)
    first = shown(qtbot, window, "conv1")
    fold = window.inspector.findChild(QToolButton, "sampleFold")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    following = window.inspector.findChild(QPushButton, "sampleNext")
    qtbot.waitUntil(lambda: window.inspector.findChild(QLineEdit, "sampleIndex").text() == "1")
    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.strip.answer.index == 1, timeout=10_000)
    assert not np.array_equal(window.strip.answer.maps, first.maps)


def test_that_the_choice_is_kept_for_the_next_start(qtbot, window, user, open_window):
    user.press(window, Qt.Key.Key_O, CONTROL_SHIFT)
    assert open_window("wine").strip.on


def test_that_it_is_live_while_training(qtbot, window, user):
    user.press(window, Qt.Key.Key_O, CONTROL_SHIFT)
    first = shown(qtbot, window, "conv1")
    window.controller.train()
    qtbot.waitUntil(lambda: window.strip.answer.step > first.step, timeout=20_000)
    assert not np.array_equal(window.strip.answer.maps, first.maps)
    with qtbot.waitSignal(window.controller.run_ended, timeout=10_000):
        window.controller.stop()
