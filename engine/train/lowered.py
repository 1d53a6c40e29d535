"""Lowered steps bound to a session's tensors: a chunk of them is one call that needs no Python."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.train.batches import Batches
from engine.train.lowering import LoweredStep, inputs_of
from engine.train.norms import Columns
from engine.train.session import Session
from engine.train.update_source import UPDATE_RULES

#: Most bytes that the figures of one chunk, or the outputs that it keeps, may take.
CHUNK_BYTES = 2**22
#: Most steps of one chunk.
CHUNK_STEPS = 2048


@dataclass(frozen=True)
class Taken:
    """What a chunk brought: the number of steps, their figures, and what they gave to be scored.

    The figures lie in memory that the next chunk writes to.
    """

    steps: int
    figures: Tensor
    outputs: Tensor


class Bound:
    """A lowered step for batches of one size, on the tensors of one session."""

    def __init__(self, step: LoweredStep, session: Session) -> None:
        outline = step.outline
        self._step, self._session = step, session
        self._rule = UPDATE_RULES[type(session.optimizer)]
        self._inputs = inputs_of(session.train_rows)
        parameters = list(session.model.parameters())
        self._weights = [p.detach() for p in parameters]
        self._learning = [parameters[i] for i in outline.gradients]
        self._gradients = [torch.zeros_like(p, requires_grad=False) for p in self._learning]
        self._before = [session.buffers[i].clone() for i in outline.changing]
        self._states: list[list[Tensor]] = []
        self._gathered_from: object = None
        #: What the columns of the figures are.
        self.columns = Columns(step.columns, _widths(step, session))
        width = sum(self.columns.widths)
        kept = 4 * (width + (0 if outline.output is None else outline.output_numbers))
        self.most = max(1, min(CHUNK_STEPS, CHUNK_BYTES // kept))
        self._figures = torch.empty(self.most, width)

    @property
    def draws(self) -> bool:
        """Whether the steps draw random numbers."""
        return self._step.draws

    def ready(self) -> bool:
        """Whether the optimizer has made its state; a restored run brings a new one."""
        state = self._session.optimizer.state
        if state is self._gathered_from:
            return True
        rows = [state.get(p, {}) for p in self._learning]
        names = self._step.outline.state
        if not all(isinstance(row.get(name), Tensor) for row in rows for name in names):
            return False
        self._states = [[row[name] for row in rows] for name in names]
        self._gathered_from = state
        # A schedule warns unless it has seen the optimizer step.
        self._session.optimizer._opt_called = True  # type: ignore[attr-defined]  # noqa: SLF001
        return True

    def run(
        self,
        batches: Batches,
        first: int,
        rates: Sequence[float],
        momenta: Sequence[float],
        generator: torch.Generator,
    ) -> Taken:
        """Takes a step for each of `rates`, or fewer if one is not finite: that one is not taken.

        After the last of them every `.grad` is that step's, as after an eager one.

        Args:
            batches: of the epoch.
            first: number of the first batch, from 0.
            rates: the learning rate of each step; not more than `most`.
            momenta: the momentum of each, or what a schedule moves in its place.
            generator: what dropout and the like draw from.
        """
        session, step = self._session, self._step
        steps, outputs = step.function(
            self._inputs,
            batches.rows,
            first,
            len(rates),
            batches.batches_a_block,
            self._weights,
            session.buffers,
            self._before,
            step.constants,
            self._gradients,
            *self._states,
            rates,
            momenta,
            self._rule.values(session.optimizer.param_groups[0]),
            float(next(iter(session.clip.values()), 0.0)),
            self._figures,
            generator,
        )
        for parameter, gradient in zip(self._learning, self._gradients, strict=True):
            parameter.grad = gradient
        return Taken(steps, self._figures[:steps], outputs)


def _widths(step: LoweredStep, session: Session) -> tuple[int, ...]:
    """How many columns of the figures are losses, then how many hold gradients, or norms, of each layer."""
    outline = step.outline
    places = {id(p): i for i, p in enumerate(session.model.parameters())}
    widths = [len(outline.loss)]
    for parameters in session.layer_parameters.values():
        flowing = [p for p in parameters if places[id(p)] in outline.gradients]
        widths.append(sum(p.numel() if outline.norms == "flat" else 1 for p in flowing))
    return tuple(widths if outline.norms != "none" else widths[:1])
