"""Messages stay out of the way, and questions never block."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from engine.text import text
from gui.dialogs import Answer, ask
from gui.notice import NoticeAction, NoticeBar


@pytest.fixture
def bar(qtbot):
    widget = NoticeBar()
    qtbot.addWidget(widget)
    return widget


def test_that_a_bar_is_hidden_until_it_has_something_to_say(bar):
    assert bar.isHidden()
    bar.show_notice("error", text("{file} can't be read.", file="a<b>.csv"))
    assert bar.isVisible()
    label = bar.findChild(QLabel, "noticeText")
    assert label.text() == "a<b>.csv can't be read."
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert bar.accessibleName() == label.text()


def test_that_the_close_button_takes_the_message_away(bar, qtbot):
    bar.show_notice("info", "Saved")
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar.findChild(QToolButton, "noticeClose"), Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_that_actions_are_buttons_and_give_way_to_the_next_message(bar, qtbot):
    pressed = []
    actions = [
        NoticeAction(text("Retry"), lambda: pressed.append("retry"), primary=True),
        NoticeAction("Details", lambda: pressed.append("details")),
    ]
    bar.show_notice("warning", "Disk full", actions, closable=False)
    assert bar.findChild(QToolButton, "noticeClose").isHidden()
    qtbot.mouseClick(bar.findChild(QPushButton, "noticeAction0"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.findChild(QPushButton, "noticeAction1"), Qt.MouseButton.LeftButton)
    assert pressed == ["retry", "details"]
    bar.show_notice("success", "Done")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bar.findChild(QPushButton) is None
    assert bar.kind == "success"


def test_that_tab_goes_through_the_bar_as_it_stands(bar):
    bar.show_notice("info", "Ready", [NoticeAction("One", print), NoticeAction("Two", print)])
    names = ["noticeAction0", "noticeAction1", "noticeClose"]
    at, found = bar.findChild(QLabel, "noticeText"), []
    for _ in names:
        at = at.nextInFocusChain()
        found.append(at.objectName())
    assert found == names


ANSWERS = [
    Answer("save", "Save"),
    Answer("discard", "Discard", "destructive"),
    Answer("cancel", "Cancel", "reject"),
]


@pytest.mark.parametrize("key", ["save", "discard", "cancel"])
def test_that_the_chosen_answer_comes_back(qtbot, key):
    got = []
    box = ask(None, "Unsaved", "Save <b>x</b>?", ANSWERS, got.append)
    assert got == []
    assert box.textFormat() == Qt.TextFormat.PlainText
    qtbot.mouseClick(box.findChild(QPushButton, f"answer-{key}"), Qt.MouseButton.LeftButton)
    assert got == [key]


def test_that_escape_rejects_and_return_accepts(qtbot):
    got = []
    qtbot.keyClick(ask(None, "Unsaved", "Save?", ANSWERS, got.append), Qt.Key.Key_Escape)
    box = ask(None, "Unsaved", "Save?", ANSWERS, got.append)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert got == ["cancel", "save"]
