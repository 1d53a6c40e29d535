"""The engine's thread: imports torch, keeps the sessions, runs the trainer, answers questions.

The only importer of the engine below the torch line. It never touches a widget: commands come in
through a queue, events go out through another, and one signal says that something is waiting.
"""

from collections import deque
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.text import Text, UserError, text
from engine.train.control import Control
from engine.train.events import FIGURES
from gui.run.messages import (
    AnswerQuestions,
    Command,
    EngineFailed,
    OpenSession,
    Quit,
    ResetWeights,
    SessionFailed,
    SessionOpened,
    StartRun,
)

if TYPE_CHECKING:
    from engine.train.session import Session

#: Sessions kept so that undo brings back the weights that belong to a project.
SESSIONS_KEPT = 6


class Worker(QObject):
    """Lives in the engine's thread; `run` is its whole life.

    Signals:
        available: something that is waited for was put into the outbox.
        figures_available: figures of a run were, which have time; sent once until the outbox is drained.
    """

    available = Signal()
    figures_available = Signal()
    finished = Signal()

    def __init__(self, control: Control) -> None:
        super().__init__()
        self.control = control
        self.inbox: SimpleQueue[Command] = SimpleQueue()
        self._outbox: deque[Any] = deque()
        self._told = False
        self._sessions: list[tuple[int, Session]] = []
        self._next_key = 1

    def drain(self) -> list[Any]:
        """Takes what has come out; called from the GUI thread."""
        self._told = False
        found = []
        while self._outbox:
            found.append(self._outbox.popleft())
        return found

    @Slot()
    def run(self) -> None:
        """Warms torch up, then serves commands until told to quit."""
        try:
            self._live()
        finally:
            self._sessions.clear()
            self.finished.emit()

    def _live(self) -> None:
        from gui.run.warmup import warm_up

        try:
            self._put(warm_up())
        except Exception as error:  # noqa: BLE001 - without torch the window still edits and saves
            self._put(EngineFailed(_in_words(error), works=False))
            return
        while not isinstance(command := self.inbox.get(), Quit):
            try:
                self._serve(command)
                # What was asked behind a command still waiting belongs to the session after it.
                if self.inbox.empty():
                    self._answer()
            except Exception as error:  # noqa: BLE001 - becomes one message; the thread lives on
                self._put(EngineFailed(_in_words(error), works=True))

    def _put(self, event: Any) -> None:
        self._outbox.append(event)
        if not isinstance(event, FIGURES):
            self.available.emit()
        elif not self._told:
            self._told = True
            self.figures_available.emit()

    @property
    def _session(self) -> "Session | None":
        return self._sessions[-1][1] if self._sessions else None

    def _serve(self, command: Command) -> None:
        match command:
            case OpenSession():
                self._open(command)
            case StartRun():
                self._train(anew=command.anew)
            case ResetWeights():
                self._reset()
            case AnswerQuestions() | Quit():
                return

    def _open(self, command: OpenSession) -> None:
        from engine.train.carry import carry_over, is_worth_carrying
        from engine.train.session import Session

        for place, (key, session) in enumerate(self._sessions):
            same = session.project == command.project and session.prepared is command.prepared
            if same and command.checkpoint_file is None:
                self._sessions.append(self._sessions.pop(place))
                self._put(_opened(key, session, begins_from=key))
                return
        try:
            session = Session(command.project, command.prepared)
            begins_from: int | None = None
            kept: tuple[str, ...] = ()
            fresh: tuple[str, ...] = ()
            if command.checkpoint_file is not None:
                from engine.files.project_file import load_checkpoint
                from engine.train.checkpoint import restore

                checkpoint = load_checkpoint(command.checkpoint_file)
                if checkpoint is not None:
                    restore(session, checkpoint)
            elif self._session is not None and is_worth_carrying(self._session, session):
                carried = carry_over(self._session, session)
                kept, fresh = carried.kept, carried.fresh
                begins_from = self._sessions[-1][0] if carried.whole_run else None
        except UserError as error:
            self._put(SessionFailed(command.project, error.text))
            return
        except Exception as error:  # noqa: BLE001 - becomes one message; the thread lives on
            message = text("The network can't be built: {reason}.", reason=_reason(error))
            self._put(SessionFailed(command.project, message))
            return
        key, self._next_key = self._next_key, self._next_key + 1
        self._sessions = [*self._sessions, (key, session)][-SESSIONS_KEPT:]
        self._put(_opened(key, session, begins_from, kept, fresh))

    def _train(self, *, anew: bool) -> None:
        from engine.train.trainer import train

        if anew:
            self._reset()
        if (session := self._session) is not None:
            for event in train(session, self.control):
                self._put(event)

    def _reset(self) -> None:
        from engine.train.session import Session

        if (session := self._session) is None:
            return
        fresh = Session(session.project, session.prepared)
        key, self._next_key = self._next_key, self._next_key + 1
        self._sessions[-1] = (key, fresh)
        self._put(_opened(key, fresh))

    def _answer(self) -> None:
        from engine.train.trainer import answer

        for kind, question in self.control.take_queries():
            if (session := self._session) is None:
                from engine.train.events import Answer

                self._put(Answer(kind, error=text("There is no network to ask yet.")))
            else:
                self._put(answer(session, kind, question))


def _reason(error: Exception) -> str:
    return str(error).split("\n")[0][:300] or type(error).__name__


def _in_words(error: Exception) -> Text:
    return text("PyTorch can't go on: {reason}.", reason=_reason(error))


def _opened(
    key: int,
    session: "Session",
    begins_from: int | None = None,
    kept: tuple[str, ...] = (),
    fresh: tuple[str, ...] = (),
) -> SessionOpened:
    progress = session.progress
    return SessionOpened(
        key,
        session.project,
        progress.epoch,
        progress.step,
        session.threads,
        str(session.device),
        begins_from,
        kept,
        fresh,
    )
