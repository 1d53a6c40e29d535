"""Questions are asked for what is seen, within one budget for all."""

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from engine.text import text
from gui.pages.monitor.asking import SHARE, Asking
from gui.run.state import RunState


class Answer:
    def __init__(self, seconds):
        self.seconds = seconds


class Run(QObject):
    state_changed = Signal(object)
    weights_changed = Signal()
    answered = Signal(str, object)
    ask_failed = Signal(str, object)
    state = RunState.TRAINING

    def __init__(self):
        super().__init__()
        self.asked = []

    def ask(self, kind, **arguments):
        self.asked.append(kind)


@pytest.fixture
def run(qapp):
    return Run()


def test_that_two_that_ask_share_the_time_that_one_may_take(run, qtbot):
    widgets = [QWidget(), QWidget()]
    asking = [Asking(run, name, w) for name, w in zip("ab", widgets, strict=True)]
    waits = []
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitUntil(lambda: "a" in run.asked)
        run.asked.clear()
        run.answered.emit("a", Answer(0.03))
        waits.append(asking[0]._timer.remainingTime())
        qtbot.waitUntil(lambda: "a" in run.asked, timeout=5000)
    assert waits[0] == pytest.approx(1000 * 0.03 / SHARE, rel=0.1)
    assert waits[1] == pytest.approx(2000 * 0.03 / SHARE, rel=0.1)


def test_that_what_is_scrolled_out_of_view_asks_nothing(run, qtbot):
    area, content = QScrollArea(), QWidget()
    column = QVBoxLayout(content)
    above, watched = QWidget(), QWidget()
    for widget in (above, watched):
        widget.setFixedSize(100, 500)
        column.addWidget(widget)
    Asking(run, "a", watched)
    area.setWidget(content)
    area.resize(150, 300)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    qtbot.wait(100)
    assert run.asked == []
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: run.asked == ["a"])


def test_that_a_refusal_is_asked_about_again_only_while_a_run_goes_on(run, qtbot):
    widget = QWidget()
    asking = Asking(run, "a", widget)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: run.asked == ["a"])
    with qtbot.waitSignal(asking.refused):
        run.ask_failed.emit("a", text("no"))
    qtbot.waitUntil(lambda: run.asked == ["a", "a"], timeout=5000)
    run.state = RunState.IDLE
    run.ask_failed.emit("a", text("no"))
    assert not asking._timer.isActive()
