"""Starts the worker's thread and sees to it that it ends."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, QThread, Signal

from engine.train.control import Control
from gui.run.messages import AnswerQuestions, Command, Question, Quit
from gui.run.worker import Worker

#: macOS gives threads 512 KB, which BLAS overflows.
STACK_BYTES = 16 * 2**20


class EngineThread(QObject):
    """The one thread that runs torch.

    Signals:
        received(object): an event or message from the worker, in the GUI thread.
    """

    received = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.control = Control()
        self._thread = QThread(self)
        self._thread.setObjectName("engine")
        self._thread.setStackSize(STACK_BYTES)
        self._worker = Worker(self.control)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._worker.available.connect(self._drain)
        # Direct: the GUI thread may be waiting for this thread and would not deliver it.
        self._worker.finished.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Begins to import torch; commands sent before are served afterwards."""
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the thread has been started and has not ended."""
        return self._thread.isRunning()

    def send(self, command: Command) -> None:
        """Queues a command; returns at once."""
        self._worker.inbox.put(command)

    def ask(self, kind: str, arguments: Mapping[str, object], *, each: bool = False) -> None:
        """Queues a question; the latest of a kind is answered, or each of them."""
        self.control.ask(kind, Question(kind, arguments), each=each)
        self.send(AnswerQuestions())

    def shut_down(self, timeout_ms: int) -> bool:
        """Stops the run at the next step and ends the thread; False when it did not end in time."""
        if not self._thread.isRunning():
            return True
        self.control.stop()
        self.send(Quit())
        return self._thread.wait(timeout_ms)

    def _drain(self) -> None:
        for message in self._worker.drain():
            self.received.emit(message)
