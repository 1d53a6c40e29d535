"""A step of the run gone through phase by phase, while the run waits."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.text import Text, text
from engine.walk_answers import PHASES, PhaseName, WalkAnswer
from gui.run.messages import SessionOpened
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

    def ask_each(self, kind: str, **arguments: object) -> None:
        """Asks the session; every question is answered in turn."""

    def begin_anew(self) -> None:
        """Waits before the first step of a new run."""

    def run_to(self, step: int) -> None:
        """Goes on, or begins, until so many steps have been taken in all, then waits."""

    def run_epoch(self) -> None:
        """Goes on to the end of the epoch, then waits."""

    def take_back(self, step: int, epoch: int) -> None:
        """The run stands after `step` again: what came later is forgotten."""


class Walking(QObject):
    """The step in front. One is begun from a run that waits; where none is under way one is started.

    The engine goes only forward through the phases of a step; to look at an earlier one, the answer has
    all that was known then.

    Signals:
        changed(): `answer` is another one, or what was asked for will not come.
        failed(Text): what was asked for can't be done.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, controller: Walked, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        #: The step as far as it has come; None where no step is walked through.
        self.answer: WalkAnswer | None = None
        #: What is walked in place of the run's next batch, and what `answer` is of.
        self._chosen: Mapping[str, object] = {}
        self._shown: Mapping[str, object] = {}
        self._epoch_is_over = False
        self._once_waiting: Callable[[], None] | None = None
        self._next_wanted = False
        #: The turn that each waiting question was asked in, where answers of earlier ones are not wanted
        #: any more, and what was chosen.
        self._asked: deque[tuple[int, Mapping[str, object]]] = deque()
        self._turn = 0
        self._session: int | None = None
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._fail)
        controller.state_changed.connect(self._state_changed)
        controller.session_changed.connect(self._session_changed)

    @property
    def run_is_done(self) -> bool:
        """Whether the run on hand has no step left."""
        return self._controller.state is RunState.IDLE and self._controller.is_finished

    @property
    def can_begin(self) -> bool:
        """Whether the run has a step that can be begun now."""
        return self._controller.state in {RunState.IDLE, RunState.PAUSED} and not self.run_is_done

    def go_to(self, phase: PhaseName) -> None:
        """Goes to a phase of the step; begins one where none is begun."""
        self._when_waiting(
            lambda: self._ask(phase) if self._asked else self._begin(phase, anew=False)
        )

    def begin_anew(self) -> None:
        """Begins the first step of a new run, where all epochs of the last one are done."""
        self._once_waiting = lambda: self._begin(PHASES[0])
        self._controller.begin_anew()

    def next_batch(self) -> None:
        """Takes the rest of the step, and begins the next one; after a copy's step the run's own."""
        answer = self.answer
        if answer is None:
            self.go_to(PHASES[0])
        elif answer.on_copy:
            self.choose_rows(())
        elif answer.taken:
            self._when_waiting(lambda: self._begin(PHASES[0]))
        else:
            self._next_wanted = True
            self._when_waiting(lambda: self._ask(PHASES[-1]))

    def step_back(self) -> None:
        """Undoes the last walked step."""
        self._chosen = {}
        self._when_waiting(lambda: self._question(_BACK))

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Walks through a step on these rows, on a copy of the run; with none, through the run's next."""
        self._choose({"rows": tuple(rows)} if rows else {})

    def type_values(self, columns: Mapping[str, Sequence[object]]) -> None:
        """Walks through a step on typed rows, on a copy: columns of raw values, the targets among them."""
        self._choose({"typed": {name: tuple(values) for name, values in columns.items()}})

    def leave(self) -> None:
        """Lets go of the step; one that was not taken is undone."""
        act, self._once_waiting = self._once_waiting, None
        if self.answer is not None or self._asked:
            self._controller.ask_each(_DROP)
        self._forget(waiting=act is not None)

    def renew(self) -> None:
        """A setting of the run has changed: a step begun before is walked again with it."""
        answer = self.answer
        if answer is not None and not answer.taken and self._controller.state is RunState.PAUSED:
            self._ask(answer.phase, anew=True)

    def _choose(self, chosen: Mapping[str, object]) -> None:
        self._chosen = chosen
        self._when_waiting(lambda: self._begin(PHASES[0]))

    def _ask(self, phase: PhaseName, *, anew: bool = False) -> None:
        self._question(_WALK, phase=phase, anew=anew, **self._chosen)

    def _question(self, kind: str, **arguments: object) -> None:
        self._asked.append((self._turn, self._chosen))
        self._controller.ask_each(kind, **arguments)

    def _begin(self, phase: PhaseName, *, anew: bool = True) -> None:
        """Begins a step; the trainer ends the epoch first where its batches are used up."""
        if self._epoch_is_over and not self._chosen and (anew or self.answer is None):
            self._once_waiting = lambda: self._ask(phase, anew=True)
            self._controller.run_epoch()
        else:
            self._ask(phase, anew=anew)

    def _when_waiting(self, act: Callable[[], None]) -> None:
        """Does it while the run waits; a run is made to wait, or started for it."""
        controller = self._controller
        if controller.state is RunState.PAUSED:
            act()
        elif self.run_is_done:
            if self._chosen:
                act()  # a copy needs no run
            else:
                self._tell_finished()
        else:
            self._once_waiting = act
            controller.run_to(0)

    def _tell_finished(self) -> None:
        self.failed.emit(
            text(
                "All epochs of this run are done. Train more epochs, or go back to the initial weights, to "
                "walk through a step."
            )
        )

    def _receive(self, kind: str, value: object) -> None:
        if kind not in {_WALK, _BACK} or not isinstance(value, WalkAnswer):
            return
        turn, chosen = self._asked.popleft()
        if kind == _BACK:
            self._controller.take_back(value.step, value.epoch)
        if turn != self._turn:
            return
        before, self.answer = self.answer, value
        self._shown = chosen
        self._epoch_is_over = value.epoch_is_over
        if value.taken and not value.on_copy and (before is None or not before.taken):
            self._controller.weights_changed.emit()
        next_wanted, self._next_wanted = self._next_wanted, False
        if next_wanted and value.taken:
            self._begin(PHASES[0])
        else:
            self.changed.emit()

    def _fail(self, kind: str, reason: Text) -> None:
        if kind not in {_WALK, _BACK}:
            return
        turn, _chosen = self._asked.popleft()
        if turn == self._turn:
            self._next_wanted, self._chosen = False, self._shown
            self.failed.emit(reason)

    def _state_changed(self, state: RunState) -> None:
        if state is RunState.PAUSED:
            act, self._once_waiting = self._once_waiting, None
            if act is not None:
                act()
            return
        self._epoch_is_over = False
        act = self._once_waiting
        if state is RunState.IDLE:
            self._once_waiting = None
            self._forget(waiting=act is not None)
            if act is not None and self._controller.is_finished:
                self._tell_finished()
        elif act is None:
            self._forget()

    def _session_changed(self, session: SessionOpened | None) -> None:
        key = session.key if session is not None else None
        if key != self._session:
            self._session = key
            self._forget()

    def _forget(self, *, waiting: bool = False) -> None:
        """There is no step any more, and none is waited for; `waiting`: one was to be asked for."""
        self._turn += 1
        self._next_wanted, self._chosen, self._shown = False, {}, {}
        if self.answer is not None or self._asked or waiting:
            self.answer = None
            self.changed.emit()
