"""One batch in five phases, every tensor kept: what Step-through and `step` show.

It runs the trainer's own `Step`, one phase at a time; only gradients of inputs and outputs are kept
in addition, which changes no number.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from engine.spec.network import source_id
from engine.train.epoch import begin_epoch, end_epoch, note_step
from engine.train.rng import RngState, capture_rng, restore_rng
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.step import Step

PhaseName = Literal["zero_grad", "forward", "loss", "backward", "step"]


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


class RecordedStep(Step):
    """A step that keeps what every layer gave, and the gradients that flow back through it."""

    def __init__(self, session: Session, batch: Split) -> None:
        x = batch.x.detach().clone()
        if x.is_floating_point():
            x.requires_grad_()
        super().__init__(session, Split(x, batch.targets, batch.labels))
        self.values: dict[str, tuple[Tensor, ...]] = {}
        self._rng: RngState = session.rng

    def _outputs(self) -> Sequence[Tensor]:
        """Like the trainer's, layer by layer."""
        session, model = self.session, self.session.model
        restore_rng(session.rng)  # others may have drawn numbers since the phase before
        self.values = model.layer_values((self.batch.x,))
        for tensors in self.values.values():
            for tensor in tensors:
                if tensor.requires_grad and not tensor.is_leaf:
                    tensor.retain_grad()
        outputs = model.select_outputs(self.values)
        self._rng = capture_rng(session.device)
        return outputs

    def take(self) -> None:
        """The last phase: moves the parameters, and the run by one step."""
        self.update()
        note_step(self.session, self, float(self.loss.detach()))
        self.session.rng, self.session.unfinished = self._rng, None


def step_through(session: Session) -> Iterator[Phase]:
    """Takes the trainer's next step on its next batch, pausing after each of the five phases.

    Left before its last phase, the step was never taken: the next step of any kind undoes it, and then
    this one gives no more phases. After the last one the run has moved on by one step; an epoch that is
    over then is ended before the next step.
    """
    session.drop_unfinished()
    session.model.train()
    session.unfinished = step = RecordedStep(session, _next_batch(session))
    for name, run in _phases(step):
        if session.unfinished is not step:
            return
        run()
        yield _phase(name, step)


def _phases(step: RecordedStep) -> tuple[tuple[PhaseName, Callable[[], None]], ...]:
    return (
        ("zero_grad", step.zero_grad),
        ("forward", step.forward),
        ("loss", step.compute_loss),
        ("backward", step.backward),
        ("step", step.take),
    )


def _next_batch(session: Session) -> Split:
    """The batch that the trainer's next step takes."""
    batches = begin_epoch(session)
    if session.progress.position >= batches.end:
        end_epoch(session, 0.0, 0, lambda: None)
        batches = begin_epoch(session)
    return batches.at(session.progress.position)


def _phase(name: PhaseName, step: RecordedStep) -> Phase:
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
