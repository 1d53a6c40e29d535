"""The run on the GUI side: a small state machine between the document and the engine's thread."""

from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from engine.history import History
from engine.text import Text
from engine.train.events import (
    FIGURES,
    Answer,
    EpochEnded,
    Kept,
    Paused,
    Resumed,
    RunEnded,
    RunStarted,
    Setting,
    StepsDone,
)
from gui.document import Document
from gui.run.engine_thread import EngineThread
from gui.run.live import LiveSettings
from gui.run.messages import (
    DiscardRun,
    EngineFailed,
    EngineReady,
    GoOnFrom,
    Question,
    ResetWeights,
    SessionFailed,
    SessionOpened,
    StartRun,
)
from gui.run.pace import Pace
from gui.run.rewind import Rewind, no_longer_kept
from gui.run.sessions import DataProvider, Sessions
from gui.run.signals import RunSignals
from gui.run.state import RUNNING, Keep, Move, RunState, go_on, wait_anew, wait_here
from gui.run.walk import Walking

BEST = "keep best"

#: After an edit the network is rebuilt once the user has stopped editing for this long.
SETTLE_MS = 150


class RunController(RunSignals):
    """Trains the document's project and keeps its history.

    `rewind`: moments to go back to; `live`: what the run uses beside its project; `walk`: the step in front.
    """

    def __init__(
        self, document: Document, store: DataProvider, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._store = document, store
        self._engine = EngineThread(self)
        self._engine.received.connect(self._receive)
        self._sessions = Sessions(document, store)
        self._wanted: Move = go_on
        self._branch_from: int | None = None
        self._keep: Keep = "last"
        self.state = RunState.IDLE
        self.engine: EngineReady | None = None
        self._broken: Text | None = None
        self.started: RunStarted | None = None
        self.last: StepsDone | None = None
        self.last_epoch: EpochEnded | None = None
        self.pace = Pace()
        self.rewind = Rewind(self, self)
        self.walk = Walking(self, self)
        self.live = LiveSettings(document, self)
        self.live.wanted.connect(self.set_live)
        self.live.changed.connect(self.walk.renew)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._sync)
        document.changed.connect(lambda _project: self._settle.start())
        store.changed.connect(self._settle.start)

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
        """Whether all epochs are done."""
        return self._sessions.is_finished

    @property
    def begins_anew(self) -> bool:
        """Whether to train would begin anew: all epochs are done, or the run has broken off."""
        return self._sessions.is_finished or self._sessions.broke_off

    @property
    def step(self) -> int:
        """Steps taken so far."""
        if self.last is not None:
            return self.last.last_step
        return self.session.step if self.session is not None else 0

    def train(self) -> None:
        """Starts, or goes on; says `failed` when it can't be."""
        self._begin(go_on)

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
        self._move(lambda control: control.step())

    def run_epoch(self) -> None:
        """Goes on to the end of the epoch under way, or of the next one, then waits."""
        self._move(lambda control: control.run_epochs())

    def run_to(self, step: int) -> None:
        """Goes on until so many steps have been taken in all, then waits; with 0 it waits at once."""
        self._move((lambda control: control.run_to(step)) if step else wait_here)

    def take_back(self, step: int, epoch: int) -> None:
        """The run stands after `step` again: what came later is forgotten."""
        self._sessions.take_back(step, epoch)
        self.last = None
        self._document.mark_trained()
        self.rewind.set_steps([kept for kept in self.rewind.steps if kept <= step])
        self.session_changed.emit(self.session)
        self.weights_changed.emit()

    def _move(self, move: Move) -> None:
        if self.state in {RunState.TRAINING, RunState.PAUSED}:
            move(self._engine.control)
        else:
            self._begin(move)

    def stop(self, keep: Keep = "last") -> None:
        """Ends the run after the step under way; keeps the last weights, the best ones, or nothing of it."""
        if self.state is RunState.PREPARING:
            self._branch_from = None
            self._set_state(RunState.IDLE)
        elif self.is_running:
            self._keep = keep
            self._set_state(RunState.STOPPING)
            self._engine.control.stop()

    def go_on_from(self, step: int) -> None:
        """Trains on from where the run stood after `step`; what came after is another run's."""
        self._branch_from = step
        if self.is_running:
            self.stop()
        else:
            self._begin(go_on)

    def begin_anew(self) -> None:
        """Waits before the first step of a new run, where all epochs of the last one are done."""
        self._begin(wait_anew)

    def reset(self, *, fresh: bool = False) -> None:
        """Back to the weights that the run began with, or to `fresh` ones; the history begins anew."""
        if not self.is_running:
            if self.step:
                self._document.mark_trained()
            self._engine.send(ResetWeights(fresh))

    def set_live(self, name: str, value: float) -> None:
        """Changes a setting of the run under way, see engine.live_settings."""
        if self.is_running:
            self._engine.control.set(name, value)

    def ask(self, kind: str, **arguments: object) -> None:
        """Asks the session, in place of a waiting question of its kind: `answered` or `ask_failed`."""
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

    def shut_down(self, timeout_ms: int = 2000, parting: Question | None = None) -> bool:
        """Ends the run and the engine's thread, once it has answered; False when a step takes longer."""
        self._settle.stop()
        return self._engine.shut_down(timeout_ms, parting)

    def _begin(self, wanted: Move) -> None:
        if self.state is RunState.PAUSED:
            self.resume()
        if self.state is RunState.PREPARING:
            self._wanted = wanted
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
        if (reason := self._sessions.refusal) is not None:
            self._refuse(reason)
        elif self.session is not None and self._sessions.is_current:
            if self._wanted is wait_here and self.is_finished:
                self._set_state(RunState.IDLE)  # there is no step to wait at
            elif self._branch_from is None:
                self._start(anew=self._wanted is not wait_here and self.begins_anew)
            elif self._branch_from in self.rewind.steps:
                self._engine.send(GoOnFrom(self._branch_from))
            else:
                self._refuse(no_longer_kept(self._branch_from))

    def _start(self, *, anew: bool) -> None:
        control = self._engine.control
        control.begin()
        self._wanted(control)
        self.pace = Pace()
        self._set_state(RunState.TRAINING)
        self._engine.send(StartRun(anew))

    def _refuse(self, message: Text) -> None:
        self._branch_from = None
        self._set_state(RunState.IDLE)
        self.failed.emit(message)

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
        self.pace.note(events)
        steps = [event for event in events if isinstance(event, StepsDone)]
        epochs = [event for event in events if isinstance(event, EpochEnded)]
        for event in events:
            if isinstance(event, Kept):
                self.rewind.set_steps(event.steps)
            elif isinstance(event, Setting):
                self.live.took_effect(event.name, event.value)
        if steps:
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
                    if message.kind == BEST:
                        self.weights_changed.emit()
                else:
                    self.ask_failed.emit(message.kind, message.error)
            case RunStarted():
                self.started, self.pace = message, Pace(message)
                self.history.apply(message)
                self.rewind.end()
                if self.session is not None:
                    self.live.run_started(self.session.project)
                self.run_started.emit(message)
            case Paused():
                self._set_state(RunState.PAUSED)
                self.weights_changed.emit()
                self.rewind.paused()
            case Resumed():
                self.rewind.end()
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
        before = self.history
        if not self._sessions.open(session):
            return
        self.last = None
        self.history.forget_kept(session.moments)
        same_run = session.begins_from is not None and session.branched_at is None
        self.rewind.session_opened(session.moments, session.left_out, same_run=same_run)
        self.live.session_opened(session.live)
        self.progressed.emit()
        self.session_changed.emit(session)
        self.weights_changed.emit()
        if self._branch_from is not None and session.branched_at == self._branch_from:
            self._branch_from = None
            self.branched.emit(before, session.branched_at)
            self._start(anew=False)
        self._start_if_ready()

    def _engine_failed(self, failure: EngineFailed) -> None:
        self._branch_from = None
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
        self.history.apply(event)
        self.rewind.end()
        self.live.run_ended()
        keep, self._keep = self._keep, "last"
        if keep == "best":
            self._engine.ask(BEST, {}, each=True)
        elif keep == "discard":
            self._engine.send(DiscardRun())
        self._set_state(RunState.IDLE)
        if keep == "discard":
            self.discarded.emit()
        self.run_ended.emit(event)
        self.weights_changed.emit()
        if self._branch_from is not None:
            self._begin(go_on)
        else:
            self._settle.start()

    def _set_state(self, state: RunState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
