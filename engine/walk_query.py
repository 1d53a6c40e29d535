"""The questions of Step-through: go to a phase, undo a step, let go of it, look at a part of a tensor."""

from collections.abc import Sequence

import torch

from engine.explain.derivation import Cell
from engine.tensor_figures import Part, tensor_figures
from engine.text import UserError, text
from engine.train.inside import Inside
from engine.train.rewind import refuse_while_looking_back
from engine.train.session import Session
from engine.train.walk import Walk
from engine.train.walk_cards import gradient_of, names_of, walk_answer
from engine.train.walking import Chosen, Columns, epoch_is_over, leave, step_back, walk_to
from engine.walk_answers import PHASES, PhaseName, TensorPartAnswer, WalkAnswer


def walk(
    session: Session,
    phase: PhaseName = "zero_grad",
    rows: Sequence[int] = (),
    typed: Columns | None = None,
    anew: bool = False,
) -> WalkAnswer:
    """Brings the step in front to a phase; `anew` begins the next one where that one was taken.

    Args:
        session: its run waits.
        phase: does all up to and with it.
        rows: walks through a step on these rows instead, on a copy; with `anew` and no rows, the run's own.
        typed: the same for rows that are typed, as columns of raw values, the targets among them.
        anew: lets go of the step in front; where the new one can't be begun it stays.

    Raises:
        UserError: when an earlier moment is looked at, the epoch's batches are used up, a row or a value
            can't be had, or the step can't be taken.
    """
    refuse_while_looking_back(session)
    return _answer(session, walk_to(session, phase, Chosen.of(rows, typed), anew=anew))


def walk_back(session: Session) -> WalkAnswer:
    """Undoes the last walked step, and shows its batch before its first phase.

    Raises:
        UserError: when there is none to undo, or an earlier moment is looked at.
    """
    refuse_while_looking_back(session)
    step_back(session)
    return _answer(session, walk_to(session, "zero_grad"))


def walk_drop(session: Session) -> None:
    """Lets go of the step in front; one that was not taken is undone."""
    leave(session)


def walk_part(session: Session, cell: Cell, part: Part | None = None) -> TensorPartAnswer:
    """A part of a tensor of the step in front, or of ∂L/∂ that tensor.

    Raises:
        UserError: when there is no step, or no such tensor in it by now.
    """
    step = step_in_front(session)
    found = names_of(step).get(cell.tensor)
    tensor = gradient_of(step, cell.tensor) if cell.kind == "gradient" else found
    if tensor is None:
        raise UserError(text("The step has not come to {tensor} yet.", tensor=cell.tensor))
    return TensorPartAnswer(
        cell, tensor_figures(torch.as_tensor(tensor).detach().cpu().numpy(), part)
    )


def step_in_front(session: Session) -> Walk:
    """The step that is walked through.

    Raises:
        UserError: when there is none.
    """
    if session.walked is None or session.walked.step is None:
        raise UserError(text("No step is walked through. Begin one on the Step-through page."))
    return session.walked.step


def inside_of(session: Session) -> Inside:
    """What is inside the step in front, the same as long as it is in front.

    Raises:
        UserError: when no step is walked through.
    """
    step = step_in_front(session)
    walked = session.walked
    assert walked is not None, "a step in front is walked"
    if walked.inside is None or walked.inside.walk is not step:
        walked.inside = Inside(step)
    return walked.inside


def _answer(session: Session, step: Walk) -> WalkAnswer:
    if step.shares is None and step.phase in PHASES[PHASES.index("backward") :]:
        step.shares = inside_of(session).shares()
    back = len(session.walked.back) if session.walked is not None else 0
    return walk_answer(step, can_step_back=back, epoch_is_over=epoch_is_over(session))
