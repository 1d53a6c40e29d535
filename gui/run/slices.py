"""A long question asked in slices of time, so that a run goes on in between."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal

from engine.text import Text
from gui.run.controller import RunController
from gui.run.state import RunState

#: Seconds of one slice, and the pause after it, while a run is under way …
_SLICE, _PAUSE_MS = 0.1, 200
#: … and while none is, or it waits.
_IDLE_SLICE = 0.3


@runtime_checkable
class Slice(Protocol):
    """What an answer to such a question has."""

    @property
    def done(self) -> bool:
        """Whether this is all."""

    @property
    def going_on(self) -> object:
        """What the engine wants back for the next slice."""


class Slices(QObject):
    """Asks for one slice after the other until all is told.

    Args:
        controller: the run, whose session is asked.
        kind: the question; it takes `going_on` and `seconds`.
        parent: whose it is.

    Signals:
        told(Slice): how far it has come.
        failed(Text): it can't be answered.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, controller: RunController, kind: str, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._kind = controller, kind
        self._first: dict[str, object] | None = None
        self._belongs: Callable[[object], bool] = bool
        self._going_on: object = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._fail)

    def begin(self, belongs: Callable[[object], bool], **arguments: object) -> None:
        """Asks the first slice with these arguments.

        Args:
            belongs: whether an answer is to this question, and not to one that was left.
            arguments: what the question takes at first.
        """
        self._first, self._belongs, self._going_on = arguments, belongs, None
        self._ask()

    def leave(self) -> None:
        """Nobody waits for the rest any more."""
        self._pause.stop()
        self._first, self._going_on = None, None

    @property
    def _is_busy(self) -> bool:
        """Whether a run is kept waiting by a slice."""
        return self._controller.is_running and self._controller.state is not RunState.PAUSED

    def _ask(self) -> None:
        seconds = _SLICE if self._is_busy else _IDLE_SLICE
        if self._going_on is not None:
            self._controller.ask(self._kind, going_on=self._going_on, seconds=seconds)
        elif self._first is not None:
            self._controller.ask(self._kind, **self._first, seconds=seconds)

    def _receive(self, kind: str, value: object) -> None:
        if kind != self._kind or self._first is None:
            return
        if not isinstance(value, Slice) or not self._belongs(value):
            return
        self._going_on = value.going_on
        if value.done:
            self.leave()
        else:
            self._pause.start(_PAUSE_MS if self._is_busy else 0)
        self.told.emit(value)

    def _fail(self, kind: str, reason: Text) -> None:
        if kind == self._kind and self._first is not None:
            self.leave()
            self.failed.emit(reason)
