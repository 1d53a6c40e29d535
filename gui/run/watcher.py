"""Keeps an answer about one layer fresh, without ever waiting for it."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, SignalInstance

from gui.run.state import RunState

#: How often is asked while the weights change.
_EVERY_MS = 300


class Asked(Protocol):
    """What is asked of the run; RunController is one."""

    state: RunState
    weights_changed: SignalInstance
    answered: SignalInstance
    ask_failed: SignalInstance
    state_changed: SignalInstance

    def ask(self, kind: str, **arguments: object) -> None:
        """Asks the session; the latest question of a kind wins."""


class Watcher(QObject):
    """Asks one kind of question about a layer: when it is chosen, when weights change, while training.

    Signals:
        arrived(object): the latest answer about the layer that is watched now.
        lost(): nothing is known of it, as when there is no session yet.
    """

    arrived = Signal(object)
    lost = Signal()

    def __init__(self, controller: Asked, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller, self._kind = controller, kind
        self._layer: str | None = None
        self._look: dict[str, object] = {}
        self._awake = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        controller.weights_changed.connect(self._follow_weights)
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._miss)
        controller.state_changed.connect(self._follow_run)

    def watch(self, layer: str | None, **look: object) -> None:
        """Turns to another layer, or to none; `look` are further arguments of the question."""
        if layer != self._layer:
            self._layer, self._look = layer, look
            self.lost.emit()
            self._ask()

    def look(self, **look: object) -> None:
        """The same layer with other arguments from now on."""
        self._look = look
        self._ask()

    def set_awake(self, awake: bool) -> None:
        """Asks only while somebody looks."""
        self._awake = awake
        self._follow_run()
        self._ask()

    def wake_with(self, widget: QObject) -> None:
        """Asks while this widget is on screen."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self.set_awake(event.type() == QEvent.Type.Show)
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        if self._awake and self._layer is not None:
            self._controller.ask(self._kind, layer=self._layer, **self._look)

    def _follow_weights(self) -> None:
        """While training they change all the time: then the timer asks."""
        if not self._timer.isActive():
            self._ask()

    def _follow_run(self) -> None:
        if self._awake and self._controller.state is RunState.TRAINING:
            self._timer.start()
        else:
            self._timer.stop()

    def _receive(self, kind: str, value: object) -> None:
        if kind == self._kind and getattr(value, "layer", None) == self._layer:
            self.arrived.emit(value)

    def _miss(self, kind: str, _reason: object) -> None:
        if kind == self._kind:
            self.lost.emit()
