"""The trainer's next step, walked through phase by phase, every layer's values and gradients kept.

It is the trainer's own `Step` on the trainer's own batch; that gradients of inputs and outputs are kept in
addition changes no number. Once the last phase is done the run has moved on by one step, as though the
trainer had taken it, and all that the step worked on can still be looked at.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from engine.spec.network import source_id, source_port
from engine.tensor_figures import TensorFigures
from engine.text import UserError, text
from engine.train.epoch import note_step
from engine.train.faults import BatchAt, describe_divergence
from engine.train.norms import Norms
from engine.train.optimizer_state import OptimizerState, optimizer_state
from engine.train.rng import RngState, capture_rng, restore_rng
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.step import Step
from engine.walk_answers import PHASES, PhaseName

#: What torch says where a layer works out means over a batch of a single row.
_TOO_FEW_ROWS = "more than 1 value per channel"


class Walk(Step):
    """A step that keeps what every layer took and gave, and the gradients that flow back through it.

    `phase` is the last phase done, None before the first. `values` are the layers' outputs by layer id,
    `rng_before` the generators before each layer, `rows` the numbers of the batch's rows in the prepared
    data (none for typed values), `batches` how many batches the epoch has. `on_copy`: the session is a
    copy, the run is not touched. `number` tells it from those begun before. `shown` are figures of its
    tensors that were worked out already. `shares` are ∂L/∂ what layers hand on as it came, by its name in
    the record: autograd keeps the sum over all who take that tensor under any name.

    Until its last phase nothing of the session is another than before but the gradients: buffers that the
    forward pass has moved wait for the last phase, so that whatever looks at the network meanwhile, or
    saves it, finds it as it is between two steps.
    """

    def __init__(
        self,
        session: Session,
        batch: Split,
        rows: Sequence[int],
        *,
        batches: int = 1,
        on_copy: bool = False,
    ) -> None:
        x = batch.x.detach().clone()
        if x.is_floating_point():
            x.requires_grad_()
        super().__init__(session, Split(x, batch.targets, batch.labels))
        progress = session.progress
        self.rows, self.batches, self.on_copy = tuple(rows), batches, on_copy
        self.number = 0
        self.at = BatchAt.next_of(session)
        self.steps_before, self.epoch = progress.step, progress.epoch
        self.learning_rate = session.learning_rate()
        self.phase: PhaseName | None = None
        self.values: dict[str, tuple[Tensor, ...]] = {}
        self.rng_before: dict[str, RngState] = {}
        self.buffers_before = {
            name: buffer.clone() for name, buffer in session.model.named_buffers()
        }
        self.shown: dict[tuple[str, str], TensorFigures] = {}
        self.shares: Mapping[str, Tensor | None] | None = None
        self._buffers_after: Sequence[Tensor] = ()
        self._rng: RngState = session.rng
        self._weights: dict[str, Tensor] | None = None
        self._gradients: dict[str, Tensor | None] | None = None
        self._optimizer: OptimizerState | None = None
        self.noted = False

    @property
    def rng(self) -> RngState:
        """The generators before the forward pass."""
        return next(iter(self.rng_before.values()), self.session.rng)

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
    def buffers_after(self) -> Mapping[str, Tensor]:
        """The buffers as the forward pass leaves them, by `state_dict` key; none before it."""
        names = self.buffers_before if self._buffers_after else {}
        return dict(zip(names, self._buffers_after, strict=True))

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
            UserError: when the step has figures that are no numbers and can't be taken, or its rows are too
                few for a layer; it stays where it is.
        """
        run = {
            "zero_grad": self.zero_grad,
            "forward": self.forward,
            "loss": self.compute_loss,
            "backward": self.backward,
            "step": self._take,
        }
        done = 0 if self.phase is None else PHASES.index(self.phase) + 1
        for doing in PHASES[done : PHASES.index(phase) + 1]:
            run[doing]()
            self.phase = doing

    def forward(self) -> None:
        """Runs the batch through the network; buffers that it moves are put back until the last phase."""
        try:
            super().forward()
        except ValueError as error:
            self.revert()
            if _TOO_FEW_ROWS not in str(error):
                raise
            raise UserError(
                text(
                    "A batch norm works with the mean and the spread of the batch, which a single row does "
                    "not have. Walk through two rows or more."
                )
                if self.on_copy
                else text(
                    "A batch norm works with the mean and the spread of the batch, which a single row does "
                    "not have. Choose another batch size, or leave the last batch out."
                )
            ) from None
        self._buffers_after = [buffer.clone() for buffer in self.session.buffers]
        self.revert()

    def _outputs(self) -> Sequence[Tensor]:
        """Like the trainer's, layer by layer."""
        session, model = self.session, self.session.model
        before = session.rng
        restore_rng(before)  # others may have drawn numbers since the phase before
        self.values, self.rng_before = {}, {}
        for layer_id, tensors in model.each_layer((self.batch.x,)):
            self.rng_before[layer_id] = before
            before = capture_rng(session.device)
            self.values[layer_id] = tensors
            for tensor in tensors:
                if tensor.requires_grad and not tensor.is_leaf:
                    tensor.retain_grad()
        self._rng = before
        return model.select_outputs(self.values)

    def revert(self) -> None:
        """Puts the buffers back."""
        self._set_buffers(self._buffers)

    def _set_buffers(self, values: Sequence[Tensor]) -> None:
        """Backward must not notice: in training it works with figures of the batch, not with buffers."""
        for buffer, value in zip(self.session.buffers, values, strict=False):
            buffer.data.copy_(value)

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
            restore_rng(session.rng)
            message, _layer = describe_divergence(session, self.batch, self.at)
            raise UserError(message)
        self._weights = {name: p.detach().clone() for name, p in session.model.named_parameters()}
        self._gradients = {
            name: None if p.grad is None else p.grad.clone()
            for name, p in session.model.named_parameters()
        }
        self._optimizer = optimizer_state(session, copied=True)
        self._set_buffers(self._buffers_after)
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
