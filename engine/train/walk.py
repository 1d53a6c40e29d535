"""The trainer's next step, walked through phase by phase, every layer's values and gradients kept.

It is the trainer's own `Step` on the trainer's own batch; that gradients of inputs and outputs are kept in
addition changes no number. Once the last phase is done the run has moved on by one step, as though the
trainer had taken it, and all that the step worked on can still be looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from engine import numbers
from engine.spec.network import source_id, source_port
from engine.text import UserError, text
from engine.train.checkpoint import Checkpoint, restore, take
from engine.train.epoch import begin_epoch, end_epoch, note_step
from engine.train.faults import BatchAt, describe_divergence
from engine.train.norms import Norms
from engine.train.optimizer_state import OptimizerState, optimizer_state
from engine.train.rng import RngState, capture_rng, restore_rng
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.step import Step
from engine.walk_answers import PHASES, PhaseName

#: Walked steps that can be undone, and the bytes that may be kept for it.
MOST_BACK, MOST_BYTES = 20, 256 * 2**20


class Walk(Step):
    """A step that keeps what every layer took and gave, and the gradients that flow back through it.

    `phase` is the last phase done, None before the first. `values` are the layers' outputs by layer id,
    `rng_before` the generators before each layer, `rows` the numbers of the batch's rows in the prepared
    data (none for rows that are not in it). `on_copy`: the session is a copy, the run is not touched.
    """

    def __init__(
        self, session: Session, batch: Split, rows: Sequence[int], *, on_copy: bool = False
    ) -> None:
        x = batch.x.detach().clone()
        if x.is_floating_point():
            x.requires_grad_()
        super().__init__(session, Split(x, batch.targets, batch.labels))
        progress = session.progress
        self.rows, self.on_copy = tuple(rows), on_copy
        self.at = BatchAt.next_of(session)
        self.steps_before, self.epoch = progress.step, progress.epoch
        self.learning_rate = session.learning_rate()
        self.phase: PhaseName | None = None
        self.values: dict[str, tuple[Tensor, ...]] = {}
        self.rng_before: dict[str, RngState] = {}
        self.buffers_before = {
            name: buffer.clone() for name, buffer in session.model.named_buffers()
        }
        self._rng: RngState = session.rng
        self._weights: dict[str, Tensor] | None = None
        self._gradients: dict[str, Tensor | None] | None = None
        self._optimizer: OptimizerState | None = None
        self.noted = False

    @property
    def taken(self) -> bool:
        """Whether the last phase is done."""
        return self.phase == "step"

    @property
    def weights(self) -> Mapping[str, Tensor]:
        """What the step works with, by `state_dict` key: the parameters before they were moved."""
        if self._weights is not None:
            return self._weights
        return {name: p.detach() for name, p in self.session.model.named_parameters()}

    @property
    def weight_gradients(self) -> Mapping[str, Tensor | None]:
        """∂loss/∂parameter by `state_dict` key as backward left it; None before it."""
        if self._gradients is not None:
            return self._gradients
        return {name: p.grad for name, p in self.session.model.named_parameters()}

    @property
    def optimizer_state(self) -> OptimizerState:
        """What the optimizer brings to the step, before it moves anything."""
        return self._optimizer or optimizer_state(self.session, copied=False)

    def go_to(self, phase: PhaseName) -> None:
        """Does what is left up to and with `phase`; nothing where it is behind already.

        Raises:
            UserError: when the step has figures that are no numbers and can't be taken; it stays undone.
        """
        while self.phase != phase and self._next in PHASES[: PHASES.index(phase) + 1]:
            doing = self._next
            {
                "zero_grad": self.zero_grad,
                "forward": self.forward,
                "loss": self.compute_loss,
                "backward": self.backward,
                "step": self._take,
            }[doing]()
            self.phase = doing

    @property
    def _next(self) -> PhaseName | None:
        done = -1 if self.phase is None else PHASES.index(self.phase)
        return PHASES[done + 1] if done + 1 < len(PHASES) else None

    def _outputs(self) -> Sequence[Tensor]:
        """Like the trainer's, layer by layer."""
        session, model = self.session, self.session.model
        restore_rng(session.rng)  # others may have drawn numbers since the phase before
        before = session.rng
        for layer_id, tensors in model.each_layer((self.batch.x,)):
            self.rng_before[layer_id] = before
            before = capture_rng(session.device)
            self.values[layer_id] = tensors
            for tensor in tensors:
                if tensor.requires_grad and not tensor.is_leaf:
                    tensor.retain_grad()
        self._rng = before
        return model.select_outputs(self.values)

    def compute_loss(self) -> None:
        """Compares outputs and targets; each term keeps its gradient."""
        super().compute_loss()
        for tensor in (self.loss, *self.terms):
            if tensor.requires_grad:
                tensor.retain_grad()

    def gradients(self) -> list[Tensor]:
        """As backward left them, also once the step was taken and they were clipped."""
        if self._gradients is None:
            return super().gradients()
        kept = {id(p): self._gradients[n] for n, p in self.session.model.named_parameters()}
        found = [kept[id(p)] for p in self.session.parameters]
        return [
            torch.zeros_like(p) if gradient is None else gradient
            for p, gradient in zip(self.session.parameters, found, strict=True)
        ]

    def _take(self) -> None:
        """The last phase: moves the parameters, and the run by one step."""
        session = self.session
        if not self.is_finite(self.figures()):
            message, _layer = describe_divergence(session, self.batch, self.at)
            raise UserError(message)
        self._weights = {name: p.detach().clone() for name, p in session.model.named_parameters()}
        self._gradients = {
            name: None if p.grad is None else p.grad.clone()
            for name, p in session.model.named_parameters()
        }
        self._optimizer = optimizer_state(session, copied=True)
        self.update()
        note_step(session, self, float(self.loss.detach()))
        session.rng, session.unfinished = self._rng, None

    def figures_of(self, norms: Norms) -> tuple[Tensor, float, int]:
        """What a recorder notes of the step: its figures, its learning rate, its rows."""
        return self.figures(norms), self.learning_rate, len(self.batch)

    def taken_by(self, layer_id: str) -> tuple[tuple[str, int, Tensor], ...]:
        """What a layer took: the id of the layer that gave it, its port, the tensor."""
        network = self.session.project.network
        count = len(self.session.info.layers[layer_id].inputs)
        sources = [(source_id(r), source_port(r)) for r in network.layer(layer_id).inputs[:count]]
        return tuple((above, port, self.values[above][port]) for above, port in sources)


@dataclass
class Walked:
    """What a session knows of walking: the step in front, and the states before the steps taken."""

    step: Walk | None = None
    back: list[Checkpoint] = field(default_factory=list)

    def note(self, before: Checkpoint) -> None:
        """A step is about to be taken that can be undone."""
        self.back.append(before)
        while len(self.back) > 1 and (
            len(self.back) > MOST_BACK or sum(map(_bytes, self.back)) > MOST_BYTES
        ):
            del self.back[0]


def _bytes(checkpoint: Checkpoint) -> int:
    parts = (checkpoint.last, checkpoint.tensors)
    return sum(tensor.nbytes for part in parts for tensor in part.values())


def walk_to(session: Session, phase: PhaseName, rows: Sequence[int] = ()) -> Walk:
    """Brings a step to a phase: the one in front, or a new one where there is none.

    Args:
        session: whose next step it is.
        phase: does all up to and with it.
        rows: walks through a step on these rows of the prepared data instead, on a copy of the session.

    Raises:
        UserError: when the step can't be taken, because a number of it is none; nothing of it stays then.
    """
    walked = session.walked or leave(session)
    walk = walked.step
    if walk is None or (rows and walk.rows != tuple(rows)):
        walked = leave(session)
        walk = walked.step = _begin_on_copy(session, rows) if rows else _begin(session)
    if phase == "step" and not walk.taken and not walk.on_copy:
        walk.go_to("backward")
        before = take(session)
        session.trail.note(session.progress.step)
        walk.go_to("step")
        walked.note(before)
    else:
        walk.go_to(phase)
    return walk


def _begin(session: Session) -> Walk:
    torch.set_num_threads(session.threads)
    session.model.train()
    batches = begin_epoch(session)
    if session.progress.position >= batches.end:
        end_epoch(session, 0.0, 0, lambda: None)
        batches = begin_epoch(session)
    position = session.progress.position
    batch = batches.at(position)
    first = batches.number_at(position) * session.batch_size
    places = batches.rows[first : first + len(batch)].cpu().numpy()
    rows = session.prepared.train[places].tolist()
    walk = session.unfinished = Walk(session, batch, rows)
    return walk


def _begin_on_copy(session: Session, rows: Sequence[int]) -> Walk:
    count = len(session.prepared.x)
    if any(not 0 <= row < count for row in rows):
        raise UserError(
            text("There is no such row. The rows are 0 to {last}.", last=numbers.count(count - 1))
        )
    twin = Session(session.project, session.prepared, like=session)
    restore(twin, take(session))
    twin.model.train()
    return Walk(twin, twin.split_rows(np.array(rows, np.int64)), rows, on_copy=True)


def leave(session: Session) -> Walked:
    """Lets go of the step in front; one that was not taken is undone."""
    back = session.walked.back if session.walked is not None else []
    session.drop_unfinished()
    session.walked = Walked(None, back)
    return session.walked


def step_back(session: Session) -> int:
    """Undoes the last walked step to the last bit, and one that was begun after it.

    Returns:
        How many steps the run has taken now.
    """
    walked = leave(session)
    if walked.back:
        restore(session, walked.back.pop())
        session.settings_version += 1  # the epoch's order may be another one
        if session.keeping is not None:
            session.keeping.forget_from(session.progress.step + 1)
        for parameter in session.parameters:
            parameter.grad = None
    return session.progress.step


def just_taken(session: Session) -> Walk | None:
    """The step of the run that was taken since this was last asked."""
    walk = session.walked.step if session.walked is not None else None
    if walk is None or not walk.taken or walk.on_copy or walk.noted:
        return None
    walk.noted = True
    return walk
