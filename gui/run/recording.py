"""Every run of this window on its way into the file of runs."""

import queue
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from engine.files.project_file import ProjectFile
from engine.history import History
from engine.runs.recording import EVERY, Recording
from engine.runs.run import NewRun, State
from engine.spec.project import Project
from engine.text import Text
from engine.train.events import RunEnded, RunStarted
from gui.document import Document
from gui.run.controller import RunController
from gui.run.messages import Question, SessionOpened
from gui.run.state import RunState

#: The question whose answer is a run with its weights.
_KIND = "keep run"


@dataclass(frozen=True)
class _Stretch:
    """What the history of a session belongs to: a run, or the moment of a run that it began from."""

    run: str = ""
    parent: str = ""
    parent_step: int = 0


@dataclass(frozen=True)
class _Go:
    """One press of Train: what the session belonged to before it, the run, and whether that is new.

    A run that is not new ended `before` with this state and message.
    """

    before: _Stretch
    run: str
    is_new: bool
    ended: tuple[State, Text | None] = ("stopped", None)


class RunRecorder(QObject):
    """Begins a run with the first step of a session, and goes on with it as long as the session does.

    A session that goes on from another one with other settings is a branch: a run of its own that
    names its parent. More epochs alone are no branch. A run that is discarded leaves no run; where it
    went on with one, that is as it was before.

    Signals:
        told(Text): something about the file of runs that a person should know.
        begun(str): a run of this id has begun, or goes on; it is not in the file yet.
        dropped(str): the run of this id was discarded, and all that was to be written of it is.
        written(): about once a second while a run is written, and once when all of it is.
    """

    told = Signal(object)
    begun = Signal(str)
    dropped = Signal(str)
    written = Signal()

    def __init__(
        self, document: Document, controller: RunController, path: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._controller = document, controller
        self._told: queue.SimpleQueue[Text] = queue.SimpleQueue()
        self._recording = Recording(path, self._told.put)
        self._sessions: dict[int, _Stretch] = {}
        self._projects: dict[int, Project] = {}
        self._tips: dict[str, int] = {}
        self._ends: dict[str, tuple[State, Text | None]] = {}
        self._go: _Go | None = None
        self._discarded: _Go | None = None
        self._to_drop: list[str] = []
        self._awaits_weights = False
        self._opened: WeakKeyDictionary[History, _Stretch] = WeakKeyDictionary()
        self._timer = QTimer(self)
        self._timer.setInterval(round(EVERY * 1000))
        self._timer.timeout.connect(self._note)
        controller.session_changed.connect(self._session_changed)
        controller.run_started.connect(self._run_started)
        controller.state_changed.connect(self._state_changed)
        controller.run_ended.connect(self._run_ended)
        controller.discarded.connect(self._discard)
        controller.answered.connect(self._answered)
        controller.walk.changed.connect(self._walked)

    @property
    def current(self) -> str:
        """The id of the run that was recorded last; "" for none."""
        run = self._recording.run
        return run.id if run is not None else ""

    def is_current(self, run_id: str) -> bool:
        """Whether the weights on hand, and the history on the page, are those of this run."""
        session = self._controller.session
        return session is not None and self._sessions.get(session.key, _Stretch()).run == run_id

    def opens(self, history: History, run_id: str) -> None:
        """A project is about to be opened with the history of a run: what goes on from it branches."""
        self._opened[history] = _Stretch(parent=run_id, parent_step=history.step_count)

    @property
    def parting(self) -> Question | None:
        """The question for the weights of a run that has later ones than were kept."""
        run = self._recording.run
        if run is None or not (self._controller.is_running or self._awaits_weights):
            return None
        return Question(_KIND, {"project": run.project})

    def close(self, seconds: float) -> bool:
        """Writes what is left; False when that took longer."""
        self._timer.stop()
        if self.current and self._controller.is_running:
            self._recording.note(self._controller.history, "stopped")
        written = self._recording.close(seconds)
        if written:
            self._drop()
        return written

    def _session_changed(self, session: SessionOpened | None) -> None:
        """Finds out what the history of a new session belongs to."""
        if session is None or session.key in self._sessions:
            return
        history = self._controller.history
        before = self._sessions.get(session.begins_from or -1)
        if self._discarded is not None:
            stretch = self._as_before(before or _Stretch(), self._discarded, session)
            self._discarded = None
        elif before is None:
            stretch = self._opened.get(history, _Stretch())
        elif not before.run:
            # Where a branch begins; a session that settings of the branch were for may lie between.
            stretch = replace(before, parent_step=min(before.parent_step, history.step_count))
        elif self._is_continued(session):
            stretch = before
            self._tips[before.run] = session.key
        elif history.step_count:
            stretch = _Stretch(parent=before.run, parent_step=history.step_count)
        else:
            stretch = _Stretch()
        self._sessions[session.key] = stretch
        self._projects[session.key] = session.project

    def _as_before(self, found: _Stretch, go: _Go, session: SessionOpened) -> _Stretch:
        """What the session belongs to once what happened since Train was pressed is undone."""
        stretch = go.before if found.run == go.run else found
        if self._tips.get(stretch.run) == session.begins_from:
            self._tips[stretch.run] = session.key
        if not go.is_new:
            self._recording.note(self._controller.history, *go.ended)
            self._ask_for_weights()
        return stretch

    def _discard(self) -> None:
        go = self._discarded = self._go
        if go is not None and go.is_new:
            self._to_drop.append(go.run)

    def _drop(self) -> None:
        """Tells which runs are to go, now that nobody writes them any more."""
        dropped, self._to_drop = self._to_drop, []
        for run_id in dropped:
            self.dropped.emit(run_id)

    def _is_continued(self, session: SessionOpened) -> bool:
        """Whether the session is the one before with more epochs, and that is where its run stands."""
        key = session.begins_from or -1
        stretch, before = self._sessions[key], self._projects[key]
        return (
            session.branched_at is None
            and self._tips.get(stretch.run) == key
            and _but_for_epochs(session.project) == _but_for_epochs(before)
        )

    def _run_started(self, event: RunStarted) -> None:
        session = self._controller.session
        if session is None:
            return
        self._discarded = None
        stretch = before = self._sessions.get(session.key, _Stretch())
        if not stretch.run or self._tips.get(stretch.run) != session.key:
            parent = stretch.run or stretch.parent
            step = self._controller.history.step_count if stretch.run else stretch.parent_step
            stretch = _Stretch(uuid.uuid4().hex, parent, step)
            self._sessions[session.key] = stretch
            self._tips[stretch.run] = session.key
        ended = self._ends.get(stretch.run, ("stopped", None))
        self._go = _Go(before, stretch.run, stretch is not before, ended)
        engine, path = self._controller.engine, self._document.path
        self._recording.begin(
            NewRun(
                stretch.run,
                session.project,
                file=str(path or ""),
                device=event.device,
                threads=event.threads,
                torch=engine.version if engine is not None else "",
                parent=stretch.parent,
                parent_step=stretch.parent_step,
            )
        )
        self._note()
        self._timer.start()
        self.begun.emit(stretch.run)

    def _state_changed(self, state: RunState) -> None:
        if self.current and state is RunState.PAUSED:
            self._recording.note(self._controller.history, "paused")
            self._ask_for_weights()

    def _walked(self) -> None:
        """A step may have been taken, or undone, while the run waits."""
        if self.current and self._controller.state is RunState.PAUSED:
            self._recording.note(self._controller.history, "paused")
            if self._recording.wants_weights:
                self._ask_for_weights()
            self._timer.start()

    def _run_ended(self, event: RunEnded) -> None:
        if not self.current:
            return
        ended = event.reason, event.message
        self._recording.note(self._controller.history, *ended)
        self._ends[self.current] = ended
        if (
            self._discarded is None and event.reason != "failed"
        ):  # of one that diverged, those before the bad step
            self._ask_for_weights()

    def _note(self) -> None:
        """Writes what has come since, and says what went wrong meanwhile."""
        while not self._told.empty():
            self.told.emit(self._told.get())
        if self._controller.state in {RunState.TRAINING, RunState.STOPPING}:
            self._recording.note(self._controller.history)
            if self._recording.wants_weights:
                self._ask_for_weights()
        elif self._recording.is_idle and self._told.empty():
            self._timer.stop()
            self._drop()
        self.written.emit()

    def _ask_for_weights(self) -> None:
        run = self._recording.run
        if run is not None:
            self._awaits_weights = True
            self._controller.ask(_KIND, project=run.project)

    def _answered(self, kind: str, value: object) -> None:
        run = self._recording.run
        self._awaits_weights &= kind != _KIND
        if kind != _KIND or run is None or not isinstance(value, ProjectFile):
            return
        # Another session may be on hand by now: its weights are no weights of this run.
        if value.checkpoint is not None and value.project == run.project:
            self._recording.keep_weights(value)


def _but_for_epochs(project: Project) -> Project:
    """The project without what does not make it another run: how long, and its words."""
    training = project.training.replace(epochs=1)
    return project.replace(training=training, title="", notes="")
