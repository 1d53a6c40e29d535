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
from engine.train.checkpoint import Checkpoint, take
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
        from_start: whether both begin with the run's first weights, and not where it stands.

    Raises:
        UserError: when the fixed project can't be trained.
    """

    def __init__(
        self,
        session: Session,
        fixed: Project,
        steps: int = STEPS,
        *,
        from_start: bool = False,
    ) -> None:
        self.done, self._steps = False, steps
        self._project = fixed
        session.drop_unfinished()
        here = not (from_start or session.broke_off)
        lowered = here and session.progress.path == "lowered" and session.lowering is not None
        room = session.progress.epoch + 1 + -(-steps // max(session.steps_per_epoch, 1))
        original = unhindered(session.project, room, lowered=lowered)
        changed = unhindered(fixed, room)
        first = Session(original, session.prepared, like=session)
        second = Session(changed, session.prepared, like=session)
        self.from_step: int | None = None
        if _go_on(first, second, _beginning(session, from_start=from_start)):
            self.from_step = first.progress.step
            if lowered:  # the same steps in the same way, without making them anew
                first.lowering = session.lowering
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


def _beginning(session: Session, *, from_start: bool) -> tuple[Checkpoint, Project]:
    """Where a try-out begins, and what was trained until then: where the run stands, or where it began.

    A run that broke off stands where no fix helps any more. It is tried out from before that, as far back
    as both take steps.
    """
    if not (from_start or session.broke_off):
        return take(session), session.project
    kept = session.keeping.steps if session.keeping is not None else ()
    early = [step for step in kept if step <= session.progress.step - STEPS]
    if from_start or session.keeping is None or not early:
        return take(before_first_step(session)), session.project
    return session.keeping.at(early[-1])


def _go_on(first: Session, second: Session, beginning: tuple[Checkpoint, Project]) -> bool:
    """Puts both there; False where the second does not take its state, or no epoch is left."""
    checkpoint, begun = beginning
    try:
        go_on(second, checkpoint, begun)
    except UserError:
        return False
    go_on(first, checkpoint, begun)
    return first.progress.epoch < first.project.training.epochs


def prove(
    session: Session,
    fixed: Project | None = None,
    going_on: object = None,
    seconds: float = 0.15,
    steps: int = STEPS,
    *,
    from_start: bool = False,
) -> Proof:
    """One slice of a try-out: the first of `fixed`, or the next of one that is `going_on`.

    It goes on from where the run stands, or begins `from_start`, with the weights that the run began with.

    Raises:
        UserError: when the fixed project can't be trained.
    """
    if isinstance(going_on, Proving):
        return going_on.slice(seconds)
    assert fixed is not None, "a try-out begins with a project"
    return Proving(session, fixed, steps, from_start=from_start).slice(seconds)
