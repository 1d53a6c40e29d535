"""The run on the GUI side: a small state machine between the document and the engine's thread."""

from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from engine.history import History
from engine.text import Text, text
from engine.train.events import (
    FIGURES,
    Answer,
    EpochEnded,
    Paused,
    Resumed,
    RunEnded,
    RunStarted,
    StepsDone,
)
from gui.document import Document
from gui.run.engine_thread import EngineThread
from gui.run.messages import (
    EngineFailed,
    EngineReady,
    ResetWeights,
    SessionFailed,
    SessionOpened,
    StartRun,
)
from gui.run.pace import Pace
from gui.run.sessions import DataProvider, Sessions
from gui.run.state import RUNNING, RunState

#: After an edit the network is rebuilt once the user has stopped editing for this long.
SETTLE_MS = 150


class RunController(QObject):
    """Trains the document's project and keeps its history.

    Signals:
        state_changed(RunState), run_started(RunStarted), progressed(), epoch_ended(EpochEnded),
        run_ended(RunEnded): the run.
        answered(kind, value), ask_failed(kind, Text): questions.
        weights_changed(): the weights on hand are others now.
        session_changed(SessionOpened | None): they belong to another state of the project.
        session_failed(Text): the project can't be trained as it is.
        failed(Text): Train was pressed, but can't be done.
        ready(EngineReady): torch is there.
    """

    state_changed = Signal(object)
    run_started = Signal(object)
    progressed = Signal()
    epoch_ended = Signal(object)
    run_ended = Signal(object)
    answered = Signal(str, object)
    ask_failed = Signal(str, object)
    weights_changed = Signal()
    session_changed = Signal(object)
    session_failed = Signal(object)
    failed = Signal(object)
    ready = Signal(object)

    def __init__(
        self, document: Document, store: DataProvider, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._store = document, store
        self._engine = EngineThread(self)
        self._engine.received.connect(self._receive)
        self._sessions = Sessions(document, store)
        self._wanted: str = ""
        self.state = RunState.IDLE
        self.engine: EngineReady | None = None
        self._broken: Text | None = None
        self.started: RunStarted | None = None
        self.last: StepsDone | None = None
        self.last_epoch: EpochEnded | None = None
        self.pace = Pace()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._sync)
        document.changed.connect(self._project_changed)
        store.changed.connect(self._project_changed)

    def start_engine(self) -> None:
        """Starts the thread that imports torch; called once the window has been painted."""
        self._engine.start()
        self._settle.start()

    @property
    def session(self) -> SessionOpened | None:
        """What the weights on hand belong to."""
        return self._sessions.session

    @property
    def history(self) -> History:
        """The figures of the session's run."""
        return self._sessions.history

    @property
    def problem(self) -> Text | None:
        """Why there is no session of the project on screen."""
        return self._sessions.problem

    @property
    def is_running(self) -> bool:
        """Whether a run is under way, paused or not."""
        return self.state in RUNNING

    @property
    def is_finished(self) -> bool:
        """Whether all epochs are done: to train would begin anew."""
        return (
            0
            < self._document.project.training.epochs
            <= (self.session.epoch if self.session else 0)
        )

    @property
    def step(self) -> int:
        """Steps taken so far."""
        return self.last.last_step if self.last is not None else self._session_step

    @property
    def _session_step(self) -> int:
        return self.session.step if self.session is not None else 0

    def train(self) -> None:
        """Starts, or goes on; says `failed` when it can't be."""
        self._begin("train")

    def pause(self) -> None:
        """Waits after the step under way."""
        if self.state is RunState.TRAINING:
            self._engine.control.pause()

    def resume(self) -> None:
        """Goes on after a pause."""
        if self.state is RunState.PAUSED:
            self._engine.control.resume()

    def step_once(self) -> None:
        """Takes exactly one step, then waits."""
        if self.state in {RunState.TRAINING, RunState.PAUSED}:
            self._engine.control.step()
        else:
            self._begin("step")

    def stop(self) -> None:
        """Ends the run after the step under way; the weights stay."""
        if self.state is RunState.PREPARING:
            self._wanted = ""
            self._set_state(RunState.IDLE)
        elif self.is_running:
            self._set_state(RunState.STOPPING)
            self._engine.control.stop()

    def reset(self) -> None:
        """Back to fresh weights from the project's seed; the history begins anew."""
        if not self.is_running:
            if self.step:
                self._document.mark_trained()
            self._engine.send(ResetWeights())

    def set_learning_rate(self, lr: float) -> None:
        """Changes the learning rate of the run under way."""
        if self.is_running:
            self._engine.control.set("lr", lr)

    def ask(self, kind: str, **arguments: object) -> None:
        """Asks the session; the answer comes by `answered` or `ask_failed`.

        A question takes the place of one of its kind that still waits.
        """
        self._ask(kind, arguments, each=False)

    def ask_each(self, kind: str, **arguments: object) -> None:
        """Like `ask`, for what must not be lost: every one is answered in turn."""
        self._ask(kind, arguments, each=True)

    def _ask(self, kind: str, arguments: dict[str, object], *, each: bool) -> None:
        if self._broken is not None:
            self.ask_failed.emit(kind, self._broken)
            return
        self._engine.ask(kind, arguments, each=each)

    def open_saved(self, path: Path | None, history: History | None) -> None:
        """The document is about to be loaded from `path`: its weights and history come with it."""
        if self.state is RunState.PREPARING:
            self.stop()
        self.started = self.last = None
        self._sessions.load(path, history)
        self.progressed.emit()

    def sync_now(self) -> None:
        """Brings the engine's session up to what is on screen, before something is asked of it."""
        self._settle.stop()
        self._sync()

    def shut_down(self, timeout_ms: int = 2000) -> bool:
        """Ends the engine's thread; False when a step takes longer than that."""
        self._settle.stop()
        return self._engine.shut_down(timeout_ms)

    def _begin(self, wanted: str) -> None:
        if self.state is RunState.PAUSED:
            self.resume()
        if self.state is not RunState.IDLE:
            return
        if self._broken is not None:
            self.failed.emit(self._broken)
            return
        self._wanted = wanted
        self._set_state(RunState.PREPARING)
        self._sync()

    def _start_if_ready(self) -> None:
        """Starts what was asked for once session, data and torch are there."""
        if self.state is not RunState.PREPARING:
            return
        if self._store.error is not None and not self._store.busy:
            self._refuse(self._store.error)
        elif self._store.prepared is None and not self._store.busy:
            self._refuse(
                text(
                    "There is no data to train on yet. Open a file or an example on the Data page."
                )
            )
        elif self._sessions.is_current and self.problem is not None:
            self._refuse(self.problem)
        elif self.session is not None and self._sessions.is_current:
            control = self._engine.control
            control.begin()
            if self._wanted == "step":
                control.step()
            self._set_state(RunState.TRAINING)
            self._engine.send(StartRun(anew=self.is_finished))

    def _refuse(self, message: Text) -> None:
        self._wanted = ""
        self._set_state(RunState.IDLE)
        self.failed.emit(message)

    def _project_changed(self) -> None:
        self._settle.start()

    def _sync(self) -> None:
        """Asks the engine for a session of what is on screen, unless it has one or a run is on."""
        if not self.is_running and (request := self._sessions.next_request()) is not None:
            self._engine.send(request)
        self._start_if_ready()

    def _receive(self, messages: list[object]) -> None:
        for figures, several in groupby(messages, key=lambda message: isinstance(message, FIGURES)):
            if figures:
                self._take_figures(list(several))
            else:
                for message in several:
                    self._take(message)

    def _take_figures(self, events: list[Any]) -> None:
        """All that came since the last time; the window is told once."""
        self.history.apply_all(events)
        steps = [event for event in events if isinstance(event, StepsDone)]
        epochs = [event for event in events if isinstance(event, EpochEnded)]
        if steps:
            self.pace.note(steps)
            self.last = steps[-1]
            self._document.mark_trained()
        self.progressed.emit()
        if epochs:
            self.last_epoch = epochs[-1]
            self.epoch_ended.emit(self.last_epoch)
            self.weights_changed.emit()

    def _take(self, message: object) -> None:
        match message:
            case Answer():
                if message.error is None:
                    self.answered.emit(message.kind, message.value)
                else:
                    self.ask_failed.emit(message.kind, message.error)
            case RunStarted():
                self.started, self.pace = message, Pace()
                self.history.apply(message)
                self.run_started.emit(message)
            case Paused():
                self._set_state(RunState.PAUSED)
                self.weights_changed.emit()
            case Resumed():
                self.pace.restart()
                self._set_state(RunState.TRAINING)
            case RunEnded():
                self._end(message)
            case SessionOpened():
                self._opened(message)
            case SessionFailed():
                self._session_failed(message)
            case EngineReady():
                self.engine = message
                self.ready.emit(message)
            case EngineFailed():
                self._engine_failed(message)

    def _opened(self, session: SessionOpened) -> None:
        if self._sessions.open(session):
            self.last = None
            self.progressed.emit()
            self.session_changed.emit(session)
            self.weights_changed.emit()
            self._start_if_ready()

    def _engine_failed(self, failure: EngineFailed) -> None:
        self._wanted = ""
        if not failure.works:
            self._broken = failure.message
        self._set_state(RunState.IDLE)
        self.failed.emit(failure.message)

    def _session_failed(self, failure: SessionFailed) -> None:
        if self._sessions.fail(failure):
            self.session_failed.emit(failure.message)
            self._start_if_ready()

    def _end(self, event: RunEnded) -> None:
        self._sessions.note_position(event.epoch, event.step)
        self._wanted = ""
        self._set_state(RunState.IDLE)
        self.run_ended.emit(event)
        self.weights_changed.emit()
        self._settle.start()

    def _set_state(self, state: RunState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
