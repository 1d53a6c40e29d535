"""One batch in five phases: zero_grad, forward, loss, backward, step.

The trainer runs them in a row; Step-through runs the very same phases one at a time.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.train.kernels import backward
from engine.train.norms import Norms
from engine.train.rows import Split
from engine.train.session import Session


class Step:
    """One training step on `batch`; call the phases in order.

    After `forward`: `outputs`. After `compute_loss`: `loss` and `terms`. After `backward`: every
    parameter's `.grad`, and `figures`. `revert` undoes all but the last phase.
    """

    __slots__ = ("_buffers", "batch", "loss", "outputs", "session", "terms")

    def __init__(self, session: Session, batch: Split) -> None:
        self.session, self.batch = session, batch
        self.outputs: Sequence[Tensor] = ()
        self.loss: Tensor
        self.terms: Sequence[Tensor] = ()
        self._buffers: Sequence[Tensor] = ()

    def zero_grad(self) -> None:
        """Forgets the last step's gradients: every `.grad` becomes None."""
        for parameter in self.session.parameters:
            parameter.grad = None

    def forward(self) -> None:
        """Runs the batch through the network."""
        self._buffers = [buffer.clone() for buffer in self.session.buffers]
        self.outputs = self._outputs()

    def _outputs(self) -> Sequence[Tensor]:
        return self.session.model.forward(self.batch.x)

    def compute_loss(self) -> None:
        """Compares outputs and targets."""
        self.loss, self.terms = self.session.criterion(self.outputs, self.batch.targets)

    def backward(self) -> None:
        """Fills `.grad` of every parameter, from the loss back to the input."""
        backward(self.loss, self.session.one)

    def figures(self, norms: Norms = "each") -> Tensor:
        """The loss, each term, and of every learnable tensor the gradient or its norm: one dimension.

        They are of the gradients as the backward pass left them; 0 where nothing flows to a tensor.
        """
        loss = self.loss.detach()
        losses = [loss, *[loss if t is self.loss else t.detach() for t in self.terms]]
        if norms == "none":
            return torch.stack(losses)
        gradients = self.gradients()
        # Torch's functions over many tensors have no public names.
        if norms == "flat":
            return torch._C._nn.flatten_dense_tensors([*losses, *gradients])  # noqa: SLF001
        return torch.stack([*losses, *torch._foreach_norm(gradients)])  # noqa: SLF001

    def gradients(self) -> list[Tensor]:
        """∂loss/∂parameter of each learnable tensor as the backward pass left it, 0 where nothing flows."""
        return [
            torch.zeros_like(p) if (gradient := p.grad) is None else gradient
            for p in self.session.parameters
        ]

    def is_finite(self, figures: Tensor) -> bool:
        """Whether the step's figures are all numbers, and so are the gradients' norms."""
        squares = float(torch.dot(figures, figures))
        if squares - squares == 0.0:
            return True
        # One of them is no number, or only so large that its square is none.
        return bool(torch.isfinite(self.figures()).all())

    def update(self) -> None:
        """Clips if asked to, and lets the optimizer move the parameters."""
        session = self.session
        if session.clipping == "norm":
            torch.nn.utils.clip_grad_norm_(session.parameters, session.clip["max_norm"])
        elif session.clipping == "value":
            torch.nn.utils.clip_grad_value_(session.parameters, session.clip["clip_value"])
        session.update()
        if session.advance == "step":
            session.scheduler.step()

    def revert(self) -> None:
        """Puts back the buffers that the forward pass changed (running means and the like)."""
        with torch.no_grad():
            for buffer, before in zip(self.session.buffers, self._buffers, strict=False):
                buffer.copy_(before)
