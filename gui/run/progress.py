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
    session, started = controller.session, controller.started
    step = controller.step
    if session is None or not (step or controller.is_running):
        return None
    per_epoch = started.steps_per_epoch if started else controller.history.steps_per_epoch
    epochs = (
        started.epochs if started and controller.is_running else session.project.training.epochs
    )
    total = max(per_epoch * epochs, 1)
    training = controller.state is RunState.TRAINING
    rate = controller.pace.samples_per_second if training else 0.0
    steps_per_second = controller.pace.steps_per_second if training else 0.0
    left = max(total - step, 0) / steps_per_second if steps_per_second else None
    return RunProgress(
        epoch=_epoch_under_way(step, per_epoch, epochs, running=training),
        epochs=epochs,
        step=step,
        rate=rate,
        seconds_left=left,
        share=min(step / total, 1.0),
    )


def _epoch_under_way(step: int, per_epoch: int, epochs: int, *, running: bool) -> int:
    """Counted from 1; a run that has ended between two epochs is in the one it has finished."""
    done, inside = divmod(step, max(per_epoch, 1))
    return min(done + (1 if inside or running else 0), epochs)
