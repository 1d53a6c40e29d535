"""The question what the optimizer does to one weight, in the step that is walked through."""

from engine.explain.anatomy.sheet import Weight
from engine.explain.anatomy.weight_step import weight_step
from engine.explain.derivation import Cell
from engine.text import UserError, text
from engine.train.session import Session
from engine.walk_answers import PHASES, AnatomyAnswer
from engine.walk_query import step_in_front


def anatomy(session: Session, cell: Cell) -> AnatomyAnswer:
    """How a weight becomes a new one: what the step has done, or from backward on what it is going to do.

    Args:
        session: in a step that was walked through as far as backward, or to its end.
        cell: an element of a parameter, or of its gradient.

    Raises:
        UserError: when there is no step, it has not come to backward, or the optimizer does not move this
            number.
    """
    walk = step_in_front(session)
    if walk.phase is None or PHASES.index(walk.phase) < PHASES.index("backward"):
        raise UserError(
            text(
                "What the optimizer does is known once backward has given every weight its gradient."
            )
        )
    state = walk.optimizer_state
    name, at = cell.tensor, cell.at
    if name not in state.moments:
        raise UserError(
            text(
                "The optimizer does not move {tensor}: it is no weight that learns, or its layer is frozen.",
                tensor=name,
            )
        )
    gradient = walk.weight_gradients[name]
    if gradient is None:
        raise UserError(
            text(
                "No gradient came to {tensor}, so that the optimizer leaves it as it is.",
                tensor=name,
            )
        )
    weight = Weight(
        float(walk.weights[name][at]), float(gradient[at]), state.kept(name, at), name, at
    )
    optimizer = walk.session.project.training.optimizer.kind
    step = weight_step(optimizer, state.settings, weight, state.clip(walk.gradients()))
    now = walk.session.model.get_parameter(name).detach()
    recorded = float(now[at]) if walk.taken else None
    return AnatomyAnswer(cell, optimizer, step, recorded)
