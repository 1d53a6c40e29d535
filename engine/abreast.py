"""Two sessions that take the same steps through the one training loop, beside the run, in slices of time."""

import math
import time

import torch

from engine.catalog.schedulers import schedule_kind
from engine.spec.component import component
from engine.spec.project import Project
from engine.text import Text
from engine.train.control import Control
from engine.train.epoch import evaluate_split
from engine.train.events import EpochEnded, Paused, RunEnded, StepsDone
from engine.train.session import Session
from engine.train.trainer import train
from engine.train.watch import Watch

#: Validation rows that are judged, at most.
_MOST_ROWS = 2000
#: Gradient norms are recorded as in a run, so that the lowered form of its steps serves here too.
_WATCH = Watch(probe_seconds=math.inf, machine_seconds=math.inf)


class SideRun:
    """A session of its own and what its steps gave.

    `validations` are the validation losses at the ends of epochs, each with the steps taken by then.
    `ended` says why the run broke off, `over` whether it takes no more steps for any reason.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.losses: list[float] = []
        self.validations: list[tuple[int, float]] = []
        self.ended: Text | None = None
        self.over = False

    def run(self, steps: int) -> None:
        """Takes so many steps, or fewer where the run ends."""
        control = Control()
        control.step(steps)
        for event in train(self.session, control, _WATCH):
            if isinstance(event, StepsDone):
                self.losses += event.loss.tolist()
            elif isinstance(event, EpochEnded) and event.validation_loss is not None:
                self.validations.append((event.step, event.validation_loss))
            elif isinstance(event, Paused):
                control.stop()
            elif isinstance(event, RunEnded) and event.reason != "stopped":
                self.over, self.ended = True, event.message

    def judge(self) -> float | None:
        """The loss of the first validation rows; None without any, or where the run broke off."""
        rows = self.session.validation_rows
        if not len(rows) or self.ended is not None:
            return None
        return evaluate_split(self.session, rows.cut(_MOST_ROWS)[0], lambda: None)[0]


class Abreast:
    """Two runs that are to take `steps` steps each, neither getting far ahead of the other."""

    def __init__(self, first: SideRun, second: SideRun, steps: int) -> None:
        self.first, self.second, self.steps = first, second, steps
        self._pace = 0.0

    def go_on(self, seconds: float) -> bool:
        """Lets them take steps for about so long, at least one step; gives whether both are done."""
        begun = time.perf_counter()
        threads = torch.get_num_threads()
        try:
            while (run := self._behind()) is not None:
                left = seconds - (time.perf_counter() - begun)
                some = int(left / 2 / self._pace) if self._pace else 1
                count = max(1, min(some, self.steps - len(run.losses)))
                since = time.perf_counter()
                run.run(count)
                self._pace = (time.perf_counter() - since) / count
                if time.perf_counter() - begun >= seconds:
                    break
        finally:
            torch.set_num_threads(threads)
        return self._behind() is None

    def end_here(self) -> None:
        """Takes no more steps than both have taken, or than the one that goes on has."""
        taken = [len(run.losses) for run in (self.first, self.second) if not run.over]
        if taken:
            self.steps = min(taken)
        for run in (self.first, self.second):
            del run.losses[self.steps :]

    def _behind(self) -> SideRun | None:
        """The one of the two with fewer steps that still has some to take."""
        both = (self.first, self.second)
        waiting = [run for run in both if not run.over and len(run.losses) < self.steps]
        return min(waiting, key=lambda run: len(run.losses)) if waiting else None


def unhindered(project: Project, epochs: int, *, lowered: bool = False) -> Project:
    """The project with epochs enough for a try-out where no schedule counts them, and no early stop.

    So few steps are not worth making a lowered form for: they are taken one by one unless the run has one.
    """
    training = project.training.replace(stopping=component("off"), steps="eager")
    if lowered:
        training = training.replace(steps="auto")
    if schedule_kind(training.schedule.kind).advance not in {"epoch", "step"}:
        training = training.replace(epochs=max(training.epochs, epochs))
    return project.replace(training=training)
