"""“Prove it”: the fixed project and the original side by side from the same state, beside the real run.

Two sessions of their own take the same steps through the one training loop; nothing of the run that is
asked changes. It goes in slices of time, so that a run under way is not kept waiting for long.
"""

import numpy as np

from engine.abreast import Abreast, SideRun, unhindered
from engine.proof import STEPS, Proof, Side
from engine.spec.project import Project
from engine.text import UserError
from engine.train.carry import go_on
from engine.train.checkpoint import Checkpoint, restore, take
from engine.train.rewind import before_first_step
from engine.train.session import Session


class _Twin(SideRun):
    """A side of the try-out, judged on validation rows at the end."""

    validation: float | None = None

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
        self.done, self._steps = False, steps
        self._project = fixed
        session.drop_unfinished()
        checkpoint, begun = _beginning(session)
        room = session.progress.epoch + 1 + -(-steps // max(session.steps_per_epoch, 1))
        original = unhindered(session.project, room, lowered=_takes_lowered(session))
        changed = unhindered(fixed, room)
        first = Session(original, session.prepared, like=session)
        second = Session(changed, session.prepared, like=session)
        self.from_step: int | None = None
        if _go_on(first, second, checkpoint, begun, session):
            self.from_step = first.progress.step
        else:
            original = unhindered(session.project, room)
            first = Session(original, session.prepared, like=session)
            second = Session(changed, session.prepared, like=session)
        self._twins = _Twin(first), _Twin(second)
        self._abreast = Abreast(*self._twins, steps)

    def slice(self, seconds: float) -> Proof:
        """Lets the two take steps for about so long, at least one step, and tells how far they are."""
        if self._abreast.go_on(seconds) and not self.done:
            for twin in self._twins:
                twin.validation = twin.judge()
            self.done = True
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


def _beginning(session: Session) -> tuple[Checkpoint, Project]:
    """Where a try-out begins, and what was trained until then: where the run stands.

    One that broke off stands where no fix helps any more. It is tried out from before that, as far back as
    both take steps.
    """
    if not session.broke_off:
        return take(session), session.project
    keeping = session.keeping
    if keeping is None or not keeping.steps:
        return take(before_first_step(session)), session.project
    early = [step for step in keeping.steps if step <= session.progress.step - STEPS]
    return keeping.at(early[-1] if early else keeping.steps[0])


def _go_on(
    first: Session, second: Session, checkpoint: Checkpoint, begun: Project, session: Session
) -> bool:
    """Puts both where the checkpoint was taken; False where the second does not take its state."""
    try:
        go_on(second, checkpoint, begun)
    except UserError:
        return False
    if session.broke_off:
        go_on(first, checkpoint, begun)
    else:
        restore(first, checkpoint)
    if _takes_lowered(session):
        first.lowering = (
            session.lowering
        )  # the same steps in the same way, without making them anew
    return session.progress.epoch < first.project.training.epochs


def _takes_lowered(session: Session) -> bool:
    """Whether the run takes its steps many at a time now."""
    return session.progress.path == "lowered" and session.lowering is not None


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
