"""Keeps an answer about the whole network fresh while somebody looks, and never at the run's expense."""

import time
from collections.abc import Callable, Mapping
from typing import ClassVar
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.pages.monitor.cards import is_seen
from gui.run.state import RunState
from gui.run.watcher import Asked

#: The share of the engine's time that all panels' questions may take together, and the shortest pause.
SHARE, SHORTEST = 0.03, 0.2
#: The share of the window's time that drawing one panel's answers may take.
DRAWING_SHARE = 0.03
#: Seconds after which is asked again while a run goes on and there was no answer.
_AFTER_REFUSAL = 1.0
_LOOK_AGAIN_MS = 300


class Asking(QObject):
    """Asks one kind of question while `widget` is on screen, the slower the longer an answer takes.

    It asks at each change of the weights, and all the time while a run goes on. Whoever draws the answers
    says in `drawing` how many seconds the last one took.

    Signals:
        arrived(object): an answer; it tells the `seconds` it took.
        refused(Text): there is none, and why.
    """

    arrived = Signal(object)
    refused = Signal(object)
    _all_awake: ClassVar[WeakSet["Asking"]] = WeakSet()

    def __init__(
        self,
        controller: Asked,
        kind: str,
        widget: QWidget,
        arguments: Callable[[], Mapping[str, object]] = dict,
    ) -> None:
        super().__init__(widget)
        self._controller, self._kind, self._widget = controller, kind, widget
        self._arguments = arguments
        self._awake = self._waiting = self._stale = False
        self._cost, self._asked_at = 0.0, 0.0
        self.drawing = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        controller.weights_changed.connect(self.ask_soon)
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._miss)
        controller.state_changed.connect(self.ask_soon)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._awake = event.type() == QEvent.Type.Show
            if self._awake:
                self._all_awake.add(self)
                self.ask_soon()
            else:
                self._all_awake.discard(self)
        return super().eventFilter(watched, event)

    def ask_soon(self, _event: object = None) -> None:
        """Something is other than in the last answer."""
        self._stale = True
        if self._awake and not self._waiting and not self._timer.isActive():
            share = SHARE / max(len(self._all_awake), 1)
            dear = max(self._cost / share, self.drawing / DRAWING_SHARE, SHORTEST)
            pause = dear if self._running else 0.0
            passed = time.perf_counter() - self._asked_at
            self._timer.start(round(1000 * max(pause - passed, 0.0)))

    @property
    def _running(self) -> bool:
        return self._controller.state is RunState.TRAINING

    def _ask(self) -> None:
        if not self._awake or not self._stale or self._waiting:
            return
        if is_seen(self._widget):
            self._waiting, self._stale = True, False
            self._asked_at = time.perf_counter()
            self._controller.ask(self._kind, **self._arguments())
        else:  # scrolled out of view
            self._timer.start(_LOOK_AGAIN_MS)

    def _receive(self, kind: str, value: object) -> None:
        if kind == self._kind:
            self._waiting = False
            self._cost = float(getattr(value, "seconds", 0.0))
            self.arrived.emit(value)
            self._go_on()

    def _miss(self, kind: str, reason: object) -> None:
        if kind == self._kind:
            self._waiting = False
            self._cost = _AFTER_REFUSAL * SHARE
            self.refused.emit(reason)
            self._go_on()

    def _go_on(self) -> None:
        if self._running or self._stale:
            self.ask_soon()
