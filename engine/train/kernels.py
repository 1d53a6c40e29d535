"""Torch's kernels without the Python around them, which takes longer than they do in a small network.

`Optimizer.step` spends some 40 µs on bookkeeping round a kernel of 3 µs. Only what is listed here goes
the short way, with the optimizer's own state; everything else takes torch's. The numbers are the same to
the last digits of float32.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd import Variable

Group = Mapping[str, Any]
#: Moves parameters by gradients: (parameters, gradients, the optimizer's tensors by name, its settings).
Kernel = Callable[[list[Tensor], list[Tensor], Mapping[str, list[Tensor]], Group], None]

_engine = Variable._execution_engine  # noqa: SLF001 - what Tensor.backward calls in the end
# Torch's kernels have no public names.
_fused_sgd = torch._fused_sgd_
_fused_adam = torch._fused_adam_
_fused_adamw = torch._fused_adamw_
_fused_adagrad = torch._fused_adagrad_
_foreach_add = torch._foreach_add_


def backward(loss: Tensor, one: Tensor) -> None:
    """Fills `.grad` of every leaf, as `loss.backward()` does; `one` is ∂L/∂L on the loss's device."""
    _engine.run_backward(
        (loss,), (one,), False, False, (), allow_unreachable=True, accumulate_grad=True
    )


class Update:
    """Moves the parameters as `optimizer.step()` would, and keeps the optimizer's state up to date.

    The first step is always torch's own: it makes the state that the kernels go on with.
    """

    def __init__(
        self, optimizer: torch.optim.Optimizer, parameters: Sequence[nn.Parameter]
    ) -> None:
        self._optimizer = optimizer
        self._parameters = parameters
        on_cpu = all(p.device.type == "cpu" for p in parameters)
        self._rule = _RULES.get(type(optimizer)) if on_cpu else None
        self._data = [p.detach() for p in parameters]
        self._tensors: dict[str, list[Tensor]] = {}
        self._gathered_from: object = None

    def __call__(self) -> None:
        """Takes one step with the gradients as they are now."""
        if self._rule is not None and self._ready():
            gradients = [g for p in self._parameters if (g := p.grad) is not None]
            if len(gradients) == len(self._data):
                kernel, _names = self._rule
                kernel(self._data, gradients, self._tensors, self._optimizer.param_groups[0])
                return
        self._optimizer.step()
        self._gathered_from = None

    def _ready(self) -> bool:
        """Whether the optimizer has made its state; a restored run brings a new one."""
        state = self._optimizer.state
        if state is self._gathered_from:
            return True
        assert self._rule is not None
        names = self._rule[1](self._optimizer.param_groups[0])
        rows = [state.get(p, {}) for p in self._parameters]
        if not all(isinstance(row.get(name), Tensor) for row in rows for name in names):
            return False
        self._tensors = {name: [row[name] for row in rows] for name in names}
        self._gathered_from = state
        # A schedule warns unless it has seen the optimizer step.
        self._optimizer._opt_called = True  # type: ignore[attr-defined]  # noqa: SLF001
        return True


def _sgd(
    data: list[Tensor], gradients: list[Tensor], tensors: Mapping[str, list[Tensor]], group: Group
) -> None:
    _fused_sgd(
        data,
        gradients,
        tensors.get("momentum_buffer", []),
        weight_decay=group["weight_decay"],
        momentum=group["momentum"],
        lr=group["lr"],
        dampening=group["dampening"],
        nesterov=group["nesterov"],
        maximize=False,
        is_first_step=False,
    )


def sgd_state(group: Group) -> tuple[str, ...]:
    """What SGD keeps of each parameter."""
    return ("momentum_buffer",) if group["momentum"] else ()


def _adam(
    data: list[Tensor], gradients: list[Tensor], tensors: Mapping[str, list[Tensor]], group: Group
) -> None:
    _foreach_add(tensors["step"], 1)
    kernel = _fused_adamw if group["decoupled_weight_decay"] else _fused_adam
    kernel(
        data,
        gradients,
        tensors["exp_avg"],
        tensors["exp_avg_sq"],
        tensors.get("max_exp_avg_sq", []),
        tensors["step"],
        lr=group["lr"],
        beta1=group["betas"][0],
        beta2=group["betas"][1],
        weight_decay=group["weight_decay"],
        eps=group["eps"],
        amsgrad=group["amsgrad"],
        maximize=False,
    )


def adam_state(group: Group) -> tuple[str, ...]:
    """What Adam and AdamW keep of each parameter."""
    names = ("step", "exp_avg", "exp_avg_sq")
    return (*names, "max_exp_avg_sq") if group["amsgrad"] else names


def _adagrad(
    data: list[Tensor], gradients: list[Tensor], tensors: Mapping[str, list[Tensor]], group: Group
) -> None:
    _foreach_add(tensors["step"], 1)
    _fused_adagrad(
        data,
        gradients,
        tensors["sum"],
        tensors["step"],
        lr=group["lr"],
        lr_decay=group["lr_decay"],
        weight_decay=group["weight_decay"],
        eps=group["eps"],
        maximize=False,
    )


def adagrad_state(_group: Group) -> tuple[str, ...]:
    """What Adagrad keeps of each parameter."""
    return ("step", "sum")


#: The kernel of each optimizer that has one, and the names of the state it works on.
_RULES: dict[type, tuple[Kernel, Callable[[Group], tuple[str, ...]]]] = {
    torch.optim.SGD: (_sgd, sgd_state),
    torch.optim.Adam: (_adam, adam_state),
    torch.optim.AdamW: (_adam, adam_state),
    torch.optim.Adagrad: (_adagrad, adagrad_state),
}
