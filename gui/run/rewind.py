"""Going back in a run: which moments are kept, which one is looked at."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.answers import Moment
from engine.text import Text, text
from gui.run.state import RunState

_LOOK, _BACK = "look back", "back to now"
_STILL = {RunState.IDLE, RunState.PAUSED, RunState.PREPARING}


class Asked(Protocol):
    """What is asked of the run; RunController is one."""

    state: RunState
    answered: SignalInstance
    ask_failed: SignalInstance
    weights_changed: SignalInstance
    failed: SignalInstance

    def ask(self, kind: str, **arguments: object) -> None:
        """Asks the session; the latest question of a kind wins."""

    def pause(self) -> None:
        """Waits after the step under way."""


class Rewind(QObject):
    """The moments of the session's run that are kept, and the one on screen.

    Signals:
        changed(): other moments are kept, or another one is looked at.
        possible_changed(): there is something to go back to, or looking back begins or ends.
    """

    changed = Signal()
    possible_changed = Signal()

    def __init__(self, controller: Asked, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        #: The steps that one can go back to, in order.
        self.steps: tuple[int, ...] = ()
        #: The moment that is looked at; None while it is now.
        self.looking: Moment | None = None
        self._awaited: int | None = None
        self._possible = (False, False)
        self.changed.connect(self._tell_possible)
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._fail)

    def _tell_possible(self) -> None:
        possible = len(self.steps) > 1, self.looking is not None
        if possible != self._possible:
            self._possible = possible
            self.possible_changed.emit()

    def set_steps(self, steps: Sequence[int]) -> None:
        """These are kept now."""
        if tuple(steps) != self.steps:
            self.steps = tuple(steps)
            self.changed.emit()

    def end(self) -> None:
        """The run goes on or has ended: what is on screen is now."""
        self._awaited = None
        if self.looking is not None:
            self.looking = None
            self.changed.emit()

    def session_opened(
        self, steps: Sequence[int], left_out: Text | None, *, same_run: bool
    ) -> None:
        """Another session is there; in the same run the moment on screen stays the same.

        What was left out of those in a file is told.
        """
        if left_out is not None:
            self._controller.failed.emit(left_out)
        step = self.looking.step if self.looking is not None else None
        self.end()
        self.set_steps(steps)
        if same_run and step in self.steps:
            self.look(step)

    def look(self, step: int) -> None:
        """Shows the network as it was after `step`, one of `steps`; a run under way waits for it."""
        self._awaited = step
        if self._controller.state is RunState.TRAINING:
            self._controller.pause()
        else:
            self._controller.ask(_LOOK, step=step)

    def paused(self) -> None:
        """The run waits now."""
        if self._awaited is not None:
            self._controller.ask(_LOOK, step=self._awaited)

    def back(self) -> None:
        """Shows the network as it is now."""
        self._awaited = None
        if self.looking is not None:
            self._controller.ask(_BACK)

    def _receive(self, kind: str, value: object) -> None:
        if kind not in {_LOOK, _BACK} or not isinstance(value, Moment):
            return
        if kind == _LOOK and (value.step != self._awaited or self._controller.state not in _STILL):
            return  # another one is awaited, or the run has gone on meanwhile
        self.looking = value if kind == _LOOK else None
        self.changed.emit()
        self._controller.weights_changed.emit()

    def _fail(self, kind: str, reason: Text) -> None:
        if kind in {_LOOK, _BACK}:
            self._awaited = None
            self.changed.emit()
            self._controller.failed.emit(reason)


def no_longer_kept(step: int) -> Text:
    """Why a run can't go on from a moment that was on screen."""
    return text(
        "The run can't go on from step {step}: the network or the data has been edited since. Undo the "
        "edits, then go back again.",
        step=step,
    )
