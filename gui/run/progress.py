"""How far a run is: epoch, step, rate and time left, worked out from the controller's state."""

from dataclasses import dataclass

from gui.run.controller import RunController
from gui.run.state import RunState


@dataclass(frozen=True)
class RunProgress:
    """Figures for the toolbar; `share` from 0 to 1."""

    epoch: int
    epochs: int
    step: int
    rate: float
    seconds_left: float | None
    share: float


def progress_of(controller: RunController) -> RunProgress | None:
    """The run's progress; None before the first step was ever taken."""
    session, started, last = controller.session, controller.started, controller.last
    step = controller.step
    if session is None or not (step or controller.is_running):
        return None
    epochs = (
        started.epochs if started and controller.is_running else session.project.training.epochs
    )
    training, pace = controller.state is RunState.TRAINING, controller.pace
    share = pace.share if controller.is_running else None
    if share is None:
        share = controller.history.epochs_taken / max(epochs, 1)
    done = session.epoch if not controller.is_running or last is None else last.epoch
    return RunProgress(
        epoch=min(max(done, 1), epochs),
        epochs=epochs,
        step=step,
        rate=pace.samples_per_second if training else 0.0,
        seconds_left=pace.seconds_left if training else None,
        share=min(share, 1.0),
    )
