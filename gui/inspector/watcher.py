"""Keeps what is known of the selected layer's weights fresh, without ever waiting for it."""

from PySide6.QtCore import QObject, QTimer, Signal

from engine.answers import LayerAnswer
from engine.tensor_figures import Part
from gui.run.controller import RunController
from gui.run.state import RunState

#: How often the weights are asked for while they change.
_EVERY_MS = 300


class LayerWatcher(QObject):
    """Asks for one layer: when it is chosen, when the weights changed, and often while training.

    Signals:
        arrived(LayerAnswer): the latest answer, of the layer that is watched now.
        lost(): nothing is known of it, as when there is no session yet.
    """

    arrived = Signal(object)
    lost = Signal()

    def __init__(self, controller: RunController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._layer: str | None = None
        self._look: tuple[str, Part | None] = ("", None)
        self._awake = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        controller.weights_changed.connect(self._ask)
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._miss)
        controller.state_changed.connect(self._follow_run)

    def watch(self, layer: str | None) -> None:
        """Turns to another layer, or to none."""
        if layer != self._layer:
            self._layer, self._look = layer, ("", None)
            self.lost.emit()
            self._ask()

    def look(self, tensor: str, part: Part | None) -> None:
        """Of this tensor only a part is wanted from now on, or all of it again."""
        self._look = tensor, part
        self._ask()

    def set_awake(self, awake: bool) -> None:
        """Asks only while somebody looks."""
        self._awake = awake
        self._follow_run()
        self._ask()

    def _ask(self) -> None:
        if self._awake and self._layer is not None:
            tensor, part = self._look
            self._controller.ask("layer", layer=self._layer, tensor=tensor, part=part)

    def _follow_run(self) -> None:
        if self._awake and self._controller.state is RunState.TRAINING:
            self._timer.start()
        else:
            self._timer.stop()

    def _receive(self, kind: str, value: object) -> None:
        if kind == "layer" and isinstance(value, LayerAnswer) and value.layer == self._layer:
            self.arrived.emit(value)

    def _miss(self, kind: str, _reason: object) -> None:
        if kind == "layer":
            self.lost.emit()
