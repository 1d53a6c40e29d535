"""Slow work in a thread of its own, its result handed over on the GUI's side.

The thread touches no Qt object: it takes functions from one queue and puts what they give into
another, which a timer empties while something is under way. So a window can close at any moment,
and a daemon thread that is still reading a large file then ends with the program.
"""

import queue
import threading
import weakref
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from engine.text import Text, UserError, text

_LOOK_EVERY_MS = 15

Task = Callable[[], Any]


class _Request(NamedTuple):
    ticket: int
    task: Task


class _Result(NamedTuple):
    ticket: int
    value: Any
    error: Exception | None


class Background(QObject):
    """Runs one function at a time; of several asked for, only the latest one's result counts.

    Signals:
        done(object): what the latest function gave.
        failed(Text): why it could not; any error that is no fault of the user's is raised in the
            GUI thread instead, where the program's last-chance hook reports it.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._requests: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[_Result] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._busy

    def start(self, task: Task) -> None:
        """Runs `task` in the thread; whatever was asked for before no longer matters."""
        self._ticket += 1
        self._busy = True
        if self._thread is None:
            self._thread = threading.Thread(
                target=_work, args=(self._requests, self._results), daemon=True
            )
            self._thread.start()
            weakref.finalize(self, self._requests.put, None)
        self._requests.put(_Request(self._ticket, task))
        self._timer.start()

    def close(self, seconds: float = 1.0) -> None:
        """Forgets what is under way and waits for the thread, though no longer than `seconds`."""
        self.forget()
        if self._thread is not None:
            self._requests.put(None)
            self._thread.join(seconds)
            self._thread = None

    def forget(self) -> None:
        """What is under way no longer matters; its result is dropped."""
        self._ticket += 1
        self._busy = False
        self._timer.stop()

    def _look(self) -> None:
        while not self._results.empty():
            result = self._results.get()
            if result.ticket == self._ticket and self._busy:
                self._busy = False
                self._timer.stop()
                self._hand_over(result)

    def _hand_over(self, result: _Result) -> None:
        match result.error:
            case None:
                self.done.emit(result.value)
            case UserError() as error:
                self.failed.emit(error.text)
            case MemoryError():
                self.failed.emit(no_memory())
            case error:
                self.failed.emit(text("Something unexpected went wrong: {error}", error=str(error)))
                raise error


def no_memory() -> Text:
    """What to say when the machine's memory is not enough."""
    return text("There is not enough memory for this. Close other programs, or use fewer rows.")


def _work(
    requests: "queue.SimpleQueue[_Request | None]", results: "queue.SimpleQueue[_Result]"
) -> None:
    while (request := requests.get()) is not None:
        while not requests.empty():
            newer = requests.get()
            if newer is None:
                return
            request = newer
        try:
            result = _Result(request.ticket, request.task(), None)
        except Exception as error:  # noqa: BLE001 - handed over to the GUI thread, which raises it
            result = _Result(request.ticket, None, error)
        results.put(result)
        del request, result
