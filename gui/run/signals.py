"""What the run tells the window."""

from PySide6.QtCore import QObject, Signal


class RunSignals(QObject):
    """The signals of the controller.

    Signals:
        state_changed(RunState), run_started(RunStarted), progressed(), epoch_ended(EpochEnded),
        run_ended(RunEnded): the run.
        discarded(): the run that ends now is to leave nothing; a session as before it follows.
        branched(History, int): the run goes on from this step of another one, whose history this is.
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
    discarded = Signal()
    branched = Signal(object, int)
    answered = Signal(str, object)
    ask_failed = Signal(str, object)
    weights_changed = Signal()
    session_changed = Signal(object)
    session_failed = Signal(object)
    failed = Signal(object)
    ready = Signal(object)
