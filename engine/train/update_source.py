"""What each optimizer does in a step, in TorchScript, to the last digit what torch itself does.

Where `engine.train.kernels` calls a fused kernel, so does this; the others follow torch's
`_single_tensor_…` functions, which is what torch runs on the CPU, operation by operation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from engine.train.kernels import adagrad_state, adam_state, sgd_state

Group = Mapping[str, Any]

#: What every update starts from. `momentum` is the one that a schedule may change with the rate:
#: the momentum, or the first of the betas.
_HEAD = "def update(w: List[Tensor], g: List[Tensor], {state}lr: float, momentum: float, s: List[float]):\n"


@dataclass(frozen=True)
class UpdateRule:
    """An optimizer's step.

    Attributes:
        state: names of what it keeps of each parameter, in the order of the arguments.
        settings: names of the numbers in `s`; `betas` stands for the second one.
        body: the lines, as the optimizer's flags want them.
    """

    state: Callable[[Group], tuple[str, ...]]
    settings: tuple[str, ...]
    body: Callable[[Group], str]

    def source(self, group: Group) -> str:
        """A function `update` that moves the tensors `w` by the gradients `g`, all lists alike."""
        state = "".join(f"{name}: List[Tensor], " for name in self.state(group))
        names = "".join(f"    {_plain(name)} = s[{i}]\n" for i, name in enumerate(self.settings))
        lines = "".join(f"    {line}\n" for line in self.body(group).strip().splitlines())
        return _HEAD.format(state=state) + names + lines

    def values(self, group: Group) -> list[float]:
        """The settings as they are now."""
        return [
            float(group["betas"][1] if name == "betas" else group[name]) for name in self.settings
        ]


def momentum_of(group: Group) -> float:
    """The setting that a schedule may move along with the rate; 0 where there is none."""
    return float(group["betas"][0] if "betas" in group else group.get("momentum", 0.0))


def _plain(name: str) -> str:
    return "beta2" if name == "betas" else name


def _each(body: str) -> str:
    """The body for each parameter in turn."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"for i in range(len(w)):\n    param = w[i]\n    grad = g[i]\n{lines}"


def _decay(group: Group) -> str:
    if group["decoupled_weight_decay"]:
        return "param.mul_(1 - lr * weight_decay)"
    return "grad = grad.add(param, alpha=weight_decay)"


def _sgd(group: Group) -> str:
    buffers = "momentum_buffer" if group["momentum"] else "torch.jit.annotate(List[Tensor], [])"
    return (
        f"torch._fused_sgd_(w, g, {buffers}, weight_decay=weight_decay, momentum=momentum, lr=lr, "
        f"dampening=dampening, nesterov={group['nesterov']}, maximize=False, is_first_step=False)"
    )


def _adam(group: Group) -> str:
    kernel = "_fused_adamw_" if group["decoupled_weight_decay"] else "_fused_adam_"
    largest = "max_exp_avg_sq" if group["amsgrad"] else "torch.jit.annotate(List[Tensor], [])"
    return f"""
torch._foreach_add_(step, 1)
torch.{kernel}(w, g, exp_avg, exp_avg_sq, {largest}, step, lr=lr, beta1=momentum, beta2=beta2, \
weight_decay=weight_decay, eps=eps, amsgrad={group["amsgrad"]}, maximize=False)
"""


def _adagrad(_group: Group) -> str:
    return """
torch._foreach_add_(step, 1)
torch._fused_adagrad_(w, g, sum, step, lr=lr, lr_decay=lr_decay, weight_decay=weight_decay, eps=eps, maximize=False)
"""


def _rmsprop(group: Group) -> str:
    average = (
        """
mean = grad_avg[i]
mean.lerp_(grad, 1 - alpha)
avg = square.addcmul(mean, mean, value=-1).sqrt_()
"""
        if group["centered"]
        else "avg = square.sqrt()\n"
    )
    move = (
        """
momentum_buffer[i].mul_(momentum).addcdiv_(grad, avg)
param.add_(momentum_buffer[i], alpha=-lr)
"""
        if group["momentum"] > 0
        else "param.addcdiv_(grad, avg, value=-lr)"
    )
    return _each(
        f"""
step[i].add_(1)
if weight_decay != 0:
    grad = grad.add(param, alpha=weight_decay)
square = square_avg[i]
square.mul_(alpha).addcmul_(grad, grad, value=1 - alpha)
{average.strip()}
avg = avg.add_(eps)
{move.strip()}
"""
    )


def _rmsprop_state(group: Group) -> tuple[str, ...]:
    momentum = ("momentum_buffer",) if group["momentum"] > 0 else ()
    return ("step", "square_avg", *momentum, *(("grad_avg",) if group["centered"] else ()))


_MOMENTS = """
mean.lerp_(grad, 1 - momentum)
square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
"""


def _nadam(group: Group) -> str:
    return _each(
        f"""
step[i].add_(1)
t = float(step[i])
mean = exp_avg[i]
square = exp_avg_sq[i]
if weight_decay != 0:
    {_decay(group)}
mu = momentum * (1.0 - 0.5 * (0.96 ** (t * momentum_decay)))
mu_next = momentum * (1.0 - 0.5 * (0.96 ** ((t + 1) * momentum_decay)))
mu_product[i].mul_(mu)
{_MOMENTS.strip()}
denom = square.div(1 - beta2 ** t).sqrt()
product = float(mu_product[i])
denom.add_(eps)
param.addcdiv_(grad, denom, value=(-lr * (1.0 - mu) / (1.0 - product)))
param.addcdiv_(mean, denom, value=(-lr * mu_next) / (1.0 - product * mu_next))
"""
    )


def _radam(group: Group) -> str:
    return _each(
        f"""
step[i].add_(1)
t = float(step[i])
mean = exp_avg[i]
square = exp_avg_sq[i]
if weight_decay != 0:
    {_decay(group)}
{_MOMENTS.strip()}
bias2 = 1 - beta2 ** t
corrected = mean / (1 - momentum ** t)
rho_inf = 2 / (1 - beta2) - 1
rho_t = rho_inf - 2 * t * (beta2 ** t) / bias2
if rho_t > 5.0:
    rect = ((rho_t - 4) * (rho_t - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho_t)) ** 0.5
    adaptive = square.sqrt().add_(eps).reciprocal() * (bias2 ** 0.5)
    param.add_(corrected * lr * adaptive * rect, alpha=-1.0)
else:
    param.add_(corrected * lr, alpha=-1.0)
"""
    )


def _adadelta(_group: Group) -> str:
    return _each(
        """
step[i].add_(1)
if weight_decay != 0:
    grad = grad.add(param, alpha=weight_decay)
square = square_avg[i]
square.mul_(rho).addcmul_(grad, grad, value=1 - rho)
std = square.add(eps).sqrt_()
delta = acc_delta[i].add(eps).sqrt_()
delta.div_(std).mul_(grad)
acc_delta[i].mul_(rho).addcmul_(delta, delta, value=1 - rho)
param.add_(delta, alpha=-lr)
"""
    )


_ADAM = UpdateRule(adam_state, ("betas", "weight_decay", "eps"), _adam)

#: Of every optimizer in the catalogue.
UPDATE_RULES: dict[type[torch.optim.Optimizer], UpdateRule] = {
    torch.optim.SGD: UpdateRule(sgd_state, ("weight_decay", "dampening"), _sgd),
    torch.optim.Adam: _ADAM,
    torch.optim.AdamW: _ADAM,
    torch.optim.Adagrad: UpdateRule(adagrad_state, ("lr_decay", "weight_decay", "eps"), _adagrad),
    torch.optim.RMSprop: UpdateRule(_rmsprop_state, ("alpha", "weight_decay", "eps"), _rmsprop),
    torch.optim.NAdam: UpdateRule(
        lambda _group: ("step", "exp_avg", "exp_avg_sq", "mu_product"),
        ("betas", "weight_decay", "momentum_decay", "eps"),
        _nadam,
    ),
    torch.optim.RAdam: UpdateRule(
        lambda _group: ("step", "exp_avg", "exp_avg_sq"), ("betas", "weight_decay", "eps"), _radam
    ),
    torch.optim.Adadelta: UpdateRule(
        lambda _group: ("step", "square_avg", "acc_delta"),
        ("rho", "weight_decay", "eps"),
        _adadelta,
    ),
}
