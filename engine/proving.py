"""“Prove it”: the fixed project and the original side by side from the same state, beside the real run.

Two sessions of their own take the same steps through the one training loop; nothing of the run that is
asked changes. It goes in slices of time, so that a run under way is not kept waiting for long.
"""

import math
import time

import numpy as np
import torch

from engine.catalog.schedulers import schedule_kind
from engine.proof import STEPS, Proof, Side
from engine.spec.component import component
from engine.spec.project import Project
from engine.text import Text, UserError
from engine.train.carry import go_on
from engine.train.checkpoint import Checkpoint, restore, take
from engine.train.control import Control
from engine.train.epoch import evaluate_split
from engine.train.events import Paused, RunEnded, StepsDone
from engine.train.session import Session
from engine.train.trainer import train
from engine.train.watch import Watch

#: Validation rows that are judged at the end, at most.
_MOST_ROWS = 2000
#: Gradient norms are recorded as in a run, so that the lowered form of its steps serves here too.
_WATCH = Watch(probe_seconds=math.inf, machine_seconds=math.inf)


class _Twin:
    """A session of its own and what its steps gave."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.losses: list[float] = []
        self.ended: Text | None = None
        self.over = False
        self.validation: float | None = None

    def run(self, steps: int) -> None:
        """Takes so many steps, or fewer where the run ends."""
        control = Control()
        control.step(steps)
        for event in train(self.session, control, _WATCH):
            if isinstance(event, StepsDone):
                self.losses += event.loss.tolist()
            elif isinstance(event, Paused):
                control.stop()
            elif isinstance(event, RunEnded) and event.reason != "stopped":
                self.over, self.ended = True, event.message

    def judge(self) -> None:
        """Evaluates the first validation rows."""
        rows = self.session.validation_rows
        if len(rows) and self.ended is None:
            self.validation, _ = evaluate_split(self.session, rows.cut(_MOST_ROWS)[0], lambda: None)

    @property
    def side(self) -> Side:
        """What there is so far."""
        return Side(np.array(self.losses), self.ended, self.validation)


class Proving:
    """A try-out under way.

    Args:
        session: the run as it stands between two steps; only a step left halfway in Step-through is
            undone, as the trainer does.
        fixed: the project with the fix.
        steps: how many steps each of the two takes.

    Raises:
        UserError: when the fixed project can't be trained.
    """

    def __init__(self, session: Session, fixed: Project, steps: int = STEPS) -> None:
        self.done, self._steps, self._pace = False, steps, 0.0
        self._project = fixed
        session.drop_unfinished()
        checkpoint = take(session)
        room = session.progress.epoch + 1 + -(-steps // max(session.steps_per_epoch, 1))
        original = _unhindered(session.project, room, lowered=_takes_lowered(session))
        changed = _unhindered(fixed, room)
        self.from_step: int | None = session.progress.step
        first = Session(original, session.prepared, like=session)
        second = Session(changed, session.prepared, like=session)
        if not _go_on(first, second, checkpoint, session):
            self.from_step = None
            original = _unhindered(session.project, room)
            first = Session(original, session.prepared, like=session)
            second = Session(changed, session.prepared, like=session)
        self._twins = _Twin(first), _Twin(second)

    def slice(self, seconds: float) -> Proof:
        """Lets the two take steps for about so long, at least one step, and tells how far they are."""
        begun = time.perf_counter()
        threads = torch.get_num_threads()
        try:
            while (twin := self._behind()) is not None:
                left = seconds - (time.perf_counter() - begun)
                some = int(left / 2 / self._pace) if self._pace else 1
                count = max(1, min(some, self._steps - len(twin.losses)))
                since = time.perf_counter()
                twin.run(count)
                self._pace = (time.perf_counter() - since) / count
                if time.perf_counter() - begun >= seconds:
                    break
            if self._behind() is None and not self.done:
                for twin in self._twins:
                    twin.judge()
                self.done = True
        finally:
            torch.set_num_threads(threads)
        original, fixed = self._twins
        return Proof(
            project=self._project,
            steps=self._steps,
            original=original.side,
            fixed=fixed.side,
            from_step=self.from_step,
            done=self.done,
            going_on=None if self.done else self,
        )

    def _behind(self) -> _Twin | None:
        """The one of the two with fewer steps that still has some to take."""
        waiting = [t for t in self._twins if not t.over and len(t.losses) < self._steps]
        return min(waiting, key=lambda twin: len(twin.losses)) if waiting else None


def _go_on(first: Session, second: Session, checkpoint: Checkpoint, session: Session) -> bool:
    """Puts both where the run stands; False where the second does not take its state."""
    try:
        go_on(second, checkpoint, session.project)
    except UserError:
        return False
    restore(first, checkpoint)
    if _takes_lowered(session):
        first.lowering = (
            session.lowering
        )  # the same steps in the same way, without making them anew
    return session.progress.epoch < first.project.training.epochs


def _takes_lowered(session: Session) -> bool:
    """Whether the run takes its steps many at a time now."""
    return session.progress.path == "lowered" and session.lowering is not None


def _unhindered(project: Project, epochs: int, *, lowered: bool = False) -> Project:
    """The project with epochs enough for the try-out where no schedule counts them, and no early stop.

    So few steps are not worth making a lowered form for: they are taken one by one unless the run has one.
    """
    training = project.training.replace(stopping=component("off"), steps="eager")
    if lowered:
        training = training.replace(steps="auto")
    if schedule_kind(training.schedule.kind).advance not in {"epoch", "step"}:
        training = training.replace(epochs=max(training.epochs, epochs))
    return project.replace(training=training)


def prove(
    session: Session,
    fixed: Project | None = None,
    going_on: object = None,
    seconds: float = 0.15,
    steps: int = STEPS,
) -> Proof:
    """One slice of a try-out: the first of `fixed`, or the next of one that is `going_on`.

    Raises:
        UserError: when the fixed project can't be trained.
    """
    if isinstance(going_on, Proving):
        return going_on.slice(seconds)
    assert fixed is not None, "a try-out begins with a project"
    return Proving(session, fixed, steps).slice(seconds)
