"""However many events a run brings, the window is told about as often as it can show them."""

import sys
import time

import pytest
from PySide6.QtCore import QObject, Signal

from gui.run.engine_thread import GATHER_MS, TURN_SECONDS
from gui.run.state import RunState
from gui.run.watcher import Watcher
from tests.gui.run.conftest import iris, train_to_the_end


def test_that_many_short_epochs_are_told_together(qtbot, bench):
    at = bench(iris(epochs=400))
    told: list[int] = []
    at.controller.epoch_ended.connect(lambda event: told.append(event.epoch))
    begun = time.perf_counter()
    train_to_the_end(qtbot, at.controller)
    rounds = (time.perf_counter() - begun) * 1000 / GATHER_MS
    assert told[-1] == at.controller.history.epoch_count == 400
    assert told == sorted(set(told))
    assert len(told) <= rounds + 2
    assert at.controller.history.step_count == 400 * 7


def test_that_the_threads_take_turns_at_the_interpreter_often(qtbot, bench):
    sys.setswitchinterval(0.005)  # Python's own
    bench(iris(epochs=1))
    assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)


class Run(QObject):
    """A run that notes what it is asked."""

    weights_changed = Signal()
    answered = Signal(str, object)
    ask_failed = Signal(str, object)
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = RunState.IDLE
        self.asked: list[str] = []

    def ask(self, kind: str, **_arguments: object) -> None:
        self.asked.append(kind)

    def go(self, state: RunState) -> None:
        self.state = state
        self.state_changed.emit(state)


def test_that_a_watcher_keeps_its_pace_while_every_epoch_changes_the_weights(qapp):
    run = Run()
    watcher = Watcher(run, "layer", run)
    watcher.watch("l1")
    watcher.set_awake(True)
    assert run.asked == ["layer"]
    run.go(RunState.TRAINING)
    for _ in range(1_000):
        run.weights_changed.emit()
    assert run.asked == ["layer"]
    run.go(RunState.PAUSED)
    run.weights_changed.emit()
    assert run.asked == ["layer", "layer"]
    watcher.set_awake(False)
    run.weights_changed.emit()
    assert run.asked == ["layer", "layer"]
