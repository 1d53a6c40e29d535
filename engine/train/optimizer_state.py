"""What an optimizer brings to a step besides weights and gradients: its moments, and settings as they hold."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor

from engine.catalog.kind import Params
from engine.explain.anatomy.beginning import Clip
from engine.explain.operation import Index
from engine.train.session import Session

_CLIPS: Mapping[str, Literal["norm", "value"]] = {"norm": "norm", "value": "value"}


@dataclass(frozen=True, eq=False)
class OptimizerState:
    """As it is before a step.

    `settings` are those of the optimizer's group, such as a schedule has left them; `moments` what it
    keeps of each parameter that it moves, by the parameter's name in the model and torch's for the
    moment. Gradients are clipped by `clipping` at `bound`.
    """

    settings: Params
    clipping: str
    bound: float
    moments: Mapping[str, Mapping[str, Any]]

    def kept(self, name: str, at: Index) -> dict[str, float]:
        """What is kept of one weight; a number kept of its whole tensor is the same for all."""
        return {
            moment: float(value[at] if isinstance(value, Tensor) and value.dim() else value)
            for moment, value in self.moments[name].items()
            if value is not None
        }

    def clip(self, gradients: Sequence[Tensor]) -> Clip:
        """How `gradients`, those of all parameters, are clipped."""
        kind = _CLIPS.get(self.clipping)
        if kind is None:
            return Clip()
        squares = sum(float(torch.sum(g.double() ** 2)) for g in gradients)
        return Clip(kind, self.bound, math.sqrt(squares))


def optimizer_state(session: Session, *, copied: bool) -> OptimizerState:
    """As it stands; the optimizer works in place, so that whoever keeps it past a step wants it copied."""
    names = {id(p): name for name, p in session.model.named_parameters()}
    moments = {}
    for parameter in session.parameters:
        kept = session.optimizer.state.get(parameter, {})
        moments[names[id(parameter)]] = {
            moment: value.clone() if copied and isinstance(value, Tensor) else value
            for moment, value in kept.items()
        }
    return OptimizerState(
        settings=dict(session.optimizer.param_groups[0]),
        clipping=session.clipping,
        bound=next(iter(session.clip.values()), 0.0),
        moments=moments,
    )
