"""What explains a number gets the room that it needs."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QTextBrowser

from engine.explain.derivation import Cell
from engine.spec.component import component

NEW_WEIGHT = Cell("fc1.weight", (0, 0))


def lines_of(page):
    return page.findChild(QTextBrowser, "stepsAnatomyLines")


def shows_all(view):
    return view.document().blockCount() > 6 and view.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [QSize(1440, 900), QSize(1100, 700)])
def test_that_adams_way_to_the_new_weight_is_on_show_to_its_last_line(
    open_window, user, qtbot, size
):
    window = open_window("one-neuron")
    window.resize(size)
    training = window.document.project.training
    with qtbot.waitSignal(window.controller.session_changed, timeout=20_000):
        window.document.set_training(
            training.model_copy(update={"optimizer": component("Adam")}), "Adam"
        )
    user.press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = window.workspace.page("steps")
    for _ in range(5):
        with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
            user.press(window, Qt.Key.Key_F8)
    split = page.findChild(QSplitter, "stepsSplitter")
    before = split.sizes()[1]
    page.explain(NEW_WEIGHT)
    qtbot.waitUntil(lambda: shows_all(lines_of(page)), timeout=10_000)
    grown = split.sizes()[1]
    assert grown > before
    assert page.view.height() >= page.view.placing.height or split.sizes()[1] <= split.height() / 2
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.press(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: split.sizes()[1] < grown, timeout=10_000)


def test_that_a_handle_moved_by_hand_stays(open_window, user, qtbot):
    window = open_window("one-neuron")
    user.press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = window.workspace.page("steps")
    with qtbot.waitSignal(window.controller.walk.changed, timeout=20_000):
        user.press(window, Qt.Key.Key_F8)
    split = page.findChild(QSplitter, "stepsSplitter")
    split.moveSplitter(split.height() - 200, 1)
    split.splitterMoved.emit(split.height() - 200, 1)
    sizes = split.sizes()
    page.below.room_wanted.emit(80)
    page.below.forget()
    assert split.sizes() == sizes
