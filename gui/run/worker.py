"""The engine's thread: imports torch, keeps the sessions, runs the trainer, answers questions.

The only importer of the engine below the torch line. It never touches a widget: commands come in
through a queue, events go out through another, and one signal says that something is waiting.
"""

from collections import deque
from dataclasses import replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.text import Text, UserError, text
from engine.train.control import Control
from engine.train.events import FIGURES
from gui.run.messages import (
    AnswerQuestions,
    Command,
    DiscardRun,
    EngineFailed,
    GoOnFrom,
    OpenSession,
    Quit,
    ResetWeights,
    SessionFailed,
    SessionOpened,
    StartRun,
)

if TYPE_CHECKING:
    from engine.train.checkpoint import Checkpoint
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
        #: The keys of those that were trained, or begun anew, since they were made.
        self._went_on: set[int] = set()
        self._next_key = 1
        #: The session that the last run was started with, and where it stood.
        self._before: tuple[int, Session, Checkpoint] | None = None

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
        if (parting := command.parting) is not None and (session := self._session) is not None:
            from engine.train.trainer import answer

            self._put(answer(session, parting.kind, parting))

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
        from engine.train.rewind import back_to_now

        if isinstance(command, AnswerQuestions | Quit):
            return
        if self._session is not None:
            back_to_now(self._session)  # whatever was being looked at
        match command:
            case OpenSession():
                self._open(command)
            case StartRun():
                self._train(anew=command.anew)
            case ResetWeights():
                self._reset(fresh=command.fresh)
            case GoOnFrom():
                self._go_on_from(command.step)
            case DiscardRun():
                self._discard()

    def _open(self, command: OpenSession) -> None:
        from engine.train.carry import carry_over, is_worth_carrying
        from engine.train.session import Session

        if command.another:
            self._sessions, self._before = [], None
        for key, session in reversed(self._sessions):
            same = session.project == command.project and session.prepared is command.prepared
            if same and command.checkpoint_file is None:
                self._sessions.remove((key, session))
                self._show(session, replace(_opened(key, session), begins_from=key))
                return
            if key in self._went_on and not command.undone:
                break  # an edit never takes away what has been trained since
        try:
            session = Session(command.project, command.prepared)
            begins_from: int | None = None
            left_out: Text | None = None
            kept: tuple[str, ...] = ()
            fresh: tuple[str, ...] = ()
            if command.checkpoint_file is not None:
                from engine.files.project_file import load_checkpoint, load_moments
                from engine.train.checkpoint import restore
                from engine.train.keeping import Keeping
                from engine.train.rewind import keep_opened

                checkpoint = load_checkpoint(command.checkpoint_file)
                if checkpoint is not None:
                    restore(session, checkpoint)
                    session.keeping = Keeping()
                    moments = load_moments(command.checkpoint_file, command.project, checkpoint)
                    keep_opened(session, moments.states)
                    left_out = moments.left_out
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
        told = replace(_opened(self._new_key(), session), left_out=left_out)
        self._show(session, replace(told, begins_from=begins_from, kept=kept, fresh=fresh))

    def _new_key(self) -> int:
        key, self._next_key = self._next_key, self._next_key + 1
        return key

    def _show(self, session: "Session", told: SessionOpened) -> None:
        """Makes this session the present one, and tells so."""
        from engine.train.keeping import Keeping

        if self._session is not None and self._session.keeping is not None:
            self._session.keeping.shrink()
        if session.keeping is None:
            session.keeping = Keeping()
        session.keeping.expand()
        self._sessions = [*self._sessions, (told.key, session)][-SESSIONS_KEPT:]
        self._put(replace(told, moments=session.keeping.steps))

    def _train(self, *, anew: bool) -> None:
        from engine.train.checkpoint import take
        from engine.train.trainer import train

        if self._sessions:
            key, session = self._sessions[-1]
            session.forget_walked()
            self._before = key, session, take(session)
        if anew:
            self._reset(fresh=False)
        if (present := self._session) is not None:
            self._went_on.add(self._sessions[-1][0])
            for event in train(present, self.control):
                self._put(event)

    def _reset(self, *, fresh: bool) -> None:
        """A session like the present one before its first step; the present one is let go of."""
        from engine.train.rewind import before_first_step
        from engine.train.session import Session

        if (session := self._session) is None:
            return
        anew = Session(session.project, session.prepared) if fresh else before_first_step(session)
        del self._sessions[-1]
        key = self._new_key()
        self._went_on.add(key)
        self._show(anew, _opened(key, anew))

    def _go_on_from(self, step: int) -> None:
        from engine.train.rewind import go_on_from
        from engine.train.session import Session

        key, session = self._sessions[-1]
        new = Session(session.project, session.prepared)
        new.keeping = session.keeping.copy() if session.keeping is not None else None
        try:
            go_on_from(new, step)
        except UserError as error:
            self._put(EngineFailed(error.text, works=True))
            return
        told = _opened(self._new_key(), new)
        self._show(new, replace(told, begins_from=key, branched_at=step))

    def _discard(self) -> None:
        from engine.train.checkpoint import restore

        if self._before is None:
            return
        (key, session, checkpoint), self._before = self._before, None
        restore(session, checkpoint)
        step = session.progress.step
        if session.keeping is not None:
            session.keeping.forget_from(step + 1)
        self._sessions = [(k, other) for k, other in self._sessions[:-1] if other is not session]
        told = _opened(self._new_key(), session)
        self._show(session, replace(told, begins_from=key, branched_at=step))

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


def _opened(key: int, session: "Session") -> SessionOpened:
    progress = session.progress
    return SessionOpened(
        key,
        session.project,
        progress.epoch,
        progress.step,
        session.threads,
        str(session.device),
        live=dict(session.live),
    )
