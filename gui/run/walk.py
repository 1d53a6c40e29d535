"""A step of the run gone through phase by phase, while the run waits."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.text import Text, text
from engine.walk_answers import PhaseName, WalkAnswer
from gui.run.state import RunState

_WALK, _BACK, _DROP = "walk", "walk back", "walk drop"


class Walked(Protocol):
    """The run that is walked; RunController is one."""

    state: RunState
    answered: SignalInstance
    ask_failed: SignalInstance
    state_changed: SignalInstance
    session_changed: SignalInstance
    weights_changed: SignalInstance

    @property
    def is_finished(self) -> bool:
        """Whether all epochs are done."""

    def ask(self, kind: str, **arguments: object) -> None:
        """Asks the session; the latest question of a kind wins."""

    def ask_each(self, kind: str, **arguments: object) -> None:
        """Like `ask`; every one is answered."""

    def begin_waiting(self) -> None:
        """Starts a run that waits before its first step, or lets one under way wait."""

    def run_epoch(self) -> None:
        """Goes on to the end of the epoch, then waits."""

    def take_back(self, step: int, epoch: int) -> None:
        """The run stands after `step` again: what came later is forgotten."""


class Walking(QObject):
    """The step in front. One is begun from a run that waits; where none is under way one is started.

    Signals:
        changed(): `answer` is another one.
        failed(Text): what was asked for can't be done.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, controller: Walked, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        #: The step as far as it has come; None where no step is walked through.
        self.answer: WalkAnswer | None = None
        self._rows: tuple[int, ...] = ()
        self._once_waiting: Callable[[], None] | None = None
        self._next_wanted = False
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._fail)
        controller.state_changed.connect(self._state_changed)
        controller.session_changed.connect(self._forget)

    def go_to(self, phase: PhaseName) -> None:
        """Goes to a phase of the step; begins one where none is begun."""
        self._when_waiting(lambda: self._ask(phase))

    def next_batch(self) -> None:
        """Takes the rest of the step, and begins the next one; after a copy's step the run's own."""
        answer = self.answer
        if answer is None:
            self.go_to("zero_grad")
        elif answer.on_copy:
            self.choose_rows(())
        elif answer.taken:
            self._begin_next(answer)
        else:
            self._next_wanted = True
            self._when_waiting(lambda: self._ask("step"))

    def step_back(self) -> None:
        """Undoes the last walked step."""
        self._when_waiting(lambda: self._controller.ask_each(_BACK))

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Walks through a step on these rows, on a copy of the run; with none, through the run's next."""
        self._rows = tuple(rows)
        self._when_waiting(lambda: self._ask("zero_grad", anew=True))

    def leave(self) -> None:
        """Lets go of the step; one that was not taken is undone."""
        if self.answer is not None:
            self._controller.ask_each(_DROP)
            self._forget()

    def _ask(self, phase: PhaseName, *, anew: bool = False) -> None:
        self._controller.ask(_WALK, phase=phase, rows=self._rows, anew=anew)

    def _when_waiting(self, act: Callable[[], None]) -> None:
        """Does it while the run waits; a run is made to wait, or started for it."""
        controller = self._controller
        if controller.state is RunState.PAUSED:
            act()
            return
        if controller.state is RunState.IDLE and controller.is_finished:
            if self._rows:
                act()  # a copy needs no run
            else:
                self.failed.emit(
                    text(
                        "All epochs of this run are done. Train more epochs, or go back to the initial "
                        "weights, to walk through a step."
                    )
                )
            return
        self._once_waiting = act
        controller.begin_waiting()

    def _begin_next(self, answer: WalkAnswer) -> None:
        if answer.epoch_is_over:
            self._once_waiting = lambda: self._ask("zero_grad", anew=True)
            self._controller.run_epoch()
        else:
            self._ask("zero_grad", anew=True)

    def _receive(self, kind: str, value: object) -> None:
        if kind not in {_WALK, _BACK} or not isinstance(value, WalkAnswer):
            return
        if kind == _BACK:
            self._rows = ()
            self._controller.take_back(value.step, value.epoch)
        before, self.answer = self.answer, value
        if value.taken and not value.on_copy and (before is None or not before.taken):
            self._controller.weights_changed.emit()
        wanted, self._next_wanted = self._next_wanted, False
        if wanted and value.taken:
            self._begin_next(value)
        else:
            self.changed.emit()

    def _fail(self, kind: str, reason: Text) -> None:
        if kind in {_WALK, _BACK}:
            self._next_wanted = False
            self.failed.emit(reason)

    def _state_changed(self, state: RunState) -> None:
        if state is RunState.PAUSED:
            act, self._once_waiting = self._once_waiting, None
            if act is not None:
                act()
        elif state is RunState.IDLE:
            self._once_waiting = None
            self._forget()
        elif self._once_waiting is None:
            self._forget()

    def _forget(self, _session: object = None) -> None:
        self._next_wanted = False
        self._rows = ()
        if self.answer is not None:
            self.answer = None
            self.changed.emit()
