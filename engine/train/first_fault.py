"""Which operation of a training step first gave a number that is none: the step again, watched closely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from engine.spec.network import source_id
from engine.train.layer_watch import undisturbed
from engine.train.rows import Split
from engine.train.session import Session

Pass = Literal["forward", "loss", "backward", "norm"]


@dataclass(frozen=True)
class Fault:
    """The operation, as PyTorch calls it, and the id of the layer that it belongs to.

    In the loss that is the layer whose output the loss took; `largest` is the largest number in there. With
    "norm" all numbers are finite, but the gradient of the layer is so large that its length is not.
    """

    layer: str
    operation: str
    within: Pass
    largest: float = 0.0


class _Watching(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Notes the first operation that gives NaN or infinity; `place` is the layer at work."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.place = ""
        self.first: tuple[str, str] | None = None

    def __torch_dispatch__(
        self,
        func: Any,
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        if self.first is None and not all(map(_finite, tree_leaves(result))):
            self.first = self.place, func.overloadpacket.__name__
        return result

    def enter(self, layer: str, _gradient: Tensor) -> None:
        """The gradient of a layer's output is there: what follows is the layer's own way back."""
        self.place = layer


def first_fault(session: Session, batch: Split) -> Fault | None:
    """Takes the step of `batch` again, without moving anything; None where all numbers are finite now.

    Inside a layer infinities may come and go, as in a mask; they count only if the layer's output holds
    one.
    """
    with undisturbed(session), torch.enable_grad(), _Watching() as watching:
        values: dict[str, tuple[Tensor, ...]] = {}
        for layer, outputs in session.model.each_layer((batch.x,)):
            if not all(map(_finite, outputs)):
                return Fault(layer, _operation(watching), "forward")
            watching.first = None
            values[layer] = outputs
            for output in outputs:
                if output.requires_grad:
                    output.register_hook(partial(watching.enter, layer))  # type: ignore[no-untyped-call]
        loss, _terms = session.criterion(session.model.select_outputs(values), batch.targets)
        if not _finite(loss):
            end = source_id(session.project.network.outputs[0])
            largest = max(float(t.detach().abs().max()) for t in values[end])
            return Fault(end, _operation(watching), "loss", largest)
        watching.first = None
        gradients = torch.autograd.grad(loss, session.parameters, allow_unused=True)
        if watching.first is not None and not all(map(_finite, gradients)):
            layer, operation = watching.first
            return Fault(layer, operation, "backward")
    return _too_long(session, gradients)


def _too_long(session: Session, gradients: Sequence[Tensor | None]) -> Fault | None:
    """The layer nearest the loss whose gradient has a norm beyond what float32 holds."""
    found = {id(p): g for p, g in zip(session.parameters, gradients, strict=True)}
    for layer, parameters in reversed(list(session.layer_parameters.items())):
        own = [g for p in parameters if (g := found[id(p)]) is not None]
        for gradient in own:
            if not _finite(gradient.norm()):
                return Fault(layer, "norm", "norm", float(gradient.abs().max()))
    return None


def _operation(watching: _Watching) -> str:
    """What was noted; compiled functions of a layer may hide it."""
    return watching.first[1] if watching.first is not None else "?"


def _finite(value: object) -> bool:
    if not isinstance(value, Tensor) or not value.is_floating_point():
        return True
    return bool(torch.isfinite(value.detach()).all())
