"""Asks how long a step takes on this machine, once what is on screen has settled."""

from PySide6.QtCore import QObject, QTimer, Signal

from engine.answers import MeasureAnswer
from gui.document import Document
from gui.run.controller import RunController

#: A measurement keeps the engine busy for about half a second: not while somebody is typing.
SETTLE_MS = 700


class Measuring(QObject):
    """Keeps the latest measurement, and asks for another when it is of something else.

    Signals:
        changed(): `answer` is another one.
    """

    changed = Signal()

    def __init__(
        self, document: Document, controller: RunController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._controller = document, controller
        self._latest: MeasureAnswer | None = None
        self._awake = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        document.changed.connect(self._note_change)
        controller.weights_changed.connect(self._wait)
        controller.state_changed.connect(self._wait)
        controller.answered.connect(self._receive)

    @property
    def answer(self) -> MeasureAnswer | None:
        """The measurement of what is on screen, once there is one."""
        latest = self._latest
        if latest is None or latest.project != self._document.project:
            return None
        return latest

    @property
    def available(self) -> int | None:
        """The memory that training could take, as last measured; it depends little on the project."""
        return self._latest.available if self._latest is not None else None

    def set_awake(self, awake: bool) -> None:
        """Measures only while somebody looks."""
        self._awake = awake
        self._wait()

    def _note_change(self) -> None:
        self.changed.emit()
        self._wait()

    def _wait(self) -> None:
        if self._awake and not self._controller.is_running and self.answer is None:
            self._timer.start()
        else:
            self._timer.stop()

    def _ask(self) -> None:
        if not self._controller.is_running:
            self._controller.ask("measure")

    def _receive(self, kind: str, value: object) -> None:
        if kind == "measure" and isinstance(value, MeasureAnswer):
            self._latest = value
            self.changed.emit()
