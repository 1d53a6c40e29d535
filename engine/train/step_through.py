"""One batch in five phases as plain arrays: what the command `step` shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from engine.spec.network import source_id
from engine.train.session import Session
from engine.train.walk import Walk
from engine.train.walking import leave, walk_to
from engine.walk_answers import PHASES, PhaseName


@dataclass(frozen=True)
class Phase:
    """What is known after a phase; names are layer names and `state_dict` keys.

    `values` are the layers' outputs (from forward on), `value_gradients` their ∂L/∂value (from
    backward on). `parameters` and `gradients` are as they stand after the phase; a gradient is None
    before backward. `terms` are the loss terms before weighting.
    """

    name: PhaseName
    inputs: np.ndarray
    input_gradient: np.ndarray | None
    parameters: Mapping[str, np.ndarray]
    gradients: Mapping[str, np.ndarray | None]
    values: Mapping[str, np.ndarray] = field(default_factory=dict)
    value_gradients: Mapping[str, np.ndarray | None] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    loss: float | None = None
    terms: tuple[float, ...] = ()


def step_through(session: Session) -> Iterator[Phase]:
    """Takes the trainer's next step on its next batch, pausing after each of the five phases.

    Left before its last phase, the step was never taken: the next step of any kind undoes it, and then
    this one gives no more phases. After the last one the run has moved on by one step; an epoch that is
    over then is ended before the next step.
    """
    leave(session)
    walk = walk_to(session, PHASES[0], ends_epochs=True)
    for name in PHASES:
        if session.walked is None or session.walked.step is not walk:
            return
        walk_to(session, name)
        yield _phase(name, walk)


def _phase(name: PhaseName, step: Walk) -> Phase:
    session = step.session
    network = session.project.network
    named = {k: p for k, p in session.model.named_parameters() if p.requires_grad}
    known = hasattr(step, "loss")
    values = {network.layer(i).name: t[0] for i, t in step.values.items()}
    return Phase(
        name=name,
        inputs=_array(step.batch.x),
        input_gradient=_gradient(step.batch.x),
        parameters={k: _array(p) for k, p in named.items()},
        gradients={k: _gradient(p) for k, p in named.items()},
        values={k: _array(v) for k, v in values.items()},
        value_gradients={k: _gradient(v) for k, v in values.items()},
        outputs=tuple(network.layer(source_id(ref)).name for ref in network.outputs),
        loss=float(step.loss.detach()) if known else None,
        terms=tuple(float(t.detach()) for t in step.terms),
    )


def _array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().cpu().numpy().copy()


def _gradient(tensor: Tensor) -> np.ndarray | None:
    if not (tensor.is_leaf or tensor.retains_grad) or tensor.grad is None:
        return None
    return _array(torch.as_tensor(tensor.grad))
