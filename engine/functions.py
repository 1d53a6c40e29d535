"""The few functions that torch lacks, each complete in itself.

Exported code prints the ones it needs word for word, so each uses only `torch`, `Tensor` and `F`
and no other function of this file.
"""

import torch
import torch.nn.functional as F  # noqa: N812 - the name that every PyTorch text uses
from torch import Tensor


def log_cosh_loss(output: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    """Log-cosh: log cosh(e) = e + softplus(−2e) − log 2 of the error e, finite for any e."""
    error = output - target
    loss = error + F.softplus(-2.0 * error) - 0.6931471805599453
    return loss.sum() if reduction == "sum" else loss.mean()


def focal_loss(
    output: Tensor,
    target: Tensor,
    gamma: float = 2.0,
    weight: Tensor | None = None,
    reduction: str = "mean",
) -> Tensor:
    """−(1 − p)^γ log p of the true class (Lin et al. 2017, eq. 4); output holds logits (N, C, …)."""
    log_p = F.log_softmax(output, dim=1)
    # 1 − p; above 0, where a power's slope is finite.
    rest = (-torch.expm1(log_p)).clamp(min=1e-12)
    return F.nll_loss(rest**gamma * log_p, target, weight=weight, reduction=reduction)


def hinge_loss(output: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    """max(0, 1 − y·ŷ) for targets −1 and 1 (Cortes and Vapnik 1995)."""
    loss = torch.clamp(1.0 - target * output, min=0.0)
    return loss.sum() if reduction == "sum" else loss.mean()


def cosine_loss(output: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    """1 − cos of the angle between output and target, one angle a sample."""
    cosine = F.cosine_similarity(output.flatten(1), target.flatten(1), dim=1)
    loss = 1.0 - cosine
    return loss.sum() if reduction == "sum" else loss.mean()


def take_range(
    x: Tensor, dim: int, start: int = 0, stop: int | None = None, step: int = 1
) -> Tensor:
    """Every `step`-th place of a dimension from `start` up to `stop`, as Python slices a list."""
    places = [slice(None)] * x.dim()
    places[dim] = slice(start, stop, step)
    return x[tuple(places)]


def dot(a: Tensor, b: Tensor) -> Tensor:
    """The inner product along the last dimension, which is kept with size 1."""
    return (a * b).sum(dim=-1, keepdim=True)


def set_values_(tensor: Tensor, values: list[float] | tuple[float, ...]) -> Tensor:
    """Fill a weight with given numbers, in row-major order."""
    if tensor.numel() != len(values):
        raise ValueError(f"{tensor.numel()} values are needed, not {len(values)}")
    with torch.no_grad():
        return tensor.copy_(torch.tensor(values).view_as(tensor))
