"""Starts the worker's thread and sees to it that it ends."""

import sys
from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from engine.train.control import Control
from gui.run.messages import AnswerQuestions, Command, Question, Quit
from gui.run.worker import Worker

#: macOS gives threads 512 KB, which BLAS overflows.
STACK_BYTES = 16 * 2**20
#: Figures of a run are taken in about this often: each time costs an eager run more than the work itself,
#: because the engine's thread has to hand the interpreter over.
GATHER_MS = 33
#: How long one thread may keep Python's interpreter while another waits for it. Python's own 5 ms is as long as
#: many a lowered chunk: the engine would wait out a whole repaint before it could hand the next one to torch.
TURN_SECONDS = 0.0002


class EngineThread(QObject):
    """The one thread that runs torch.

    Signals:
        received(list): events and messages from the worker in order, in the GUI thread.
    """

    received = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.control = Control()
        self._thread = QThread(self)
        self._thread.setObjectName("engine")
        self._thread.setStackSize(STACK_BYTES)
        self._worker = Worker(self.control)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(GATHER_MS)
        self._gathering.timeout.connect(self._drain)
        self._worker.figures_available.connect(self._gathering.start)
        self._worker.available.connect(self._drain)
        # Direct: the GUI thread may be waiting for this thread and would not deliver it.
        self._worker.finished.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Begins to import torch; commands sent before are served afterwards."""
        sys.setswitchinterval(TURN_SECONDS)
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

    def shut_down(self, timeout_ms: int, parting: Question | None = None) -> bool:
        """Stops the run at the next step and ends the thread; False when it did not end in time.

        All that the thread had to say, with the answer to a `parting` question, has been received then.
        """
        if not self._thread.isRunning():
            return True
        self.control.stop()
        self.send(Quit(parting))
        if not self._thread.wait(timeout_ms):
            return False
        self._drain()
        return True

    def _drain(self) -> None:
        self._gathering.stop()
        if messages := self._worker.drain():
            self.received.emit(messages)
