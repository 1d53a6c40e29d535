"""Large matrix products by the faster of the two libraries that torch brings.

What `F.linear` calls (MKL) uses half of what an AMD processor with AVX-512 can do; oneDNN uses all of it.
"""

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name that every PyTorch text uses
from torch import Tensor

#: Learnable numbers of a layer, and multiply-adds of a product, from which the other library's longer way in
#: is paid back …
LARGE_WEIGHT, LARGE_PRODUCT = 2**13, 2**21
#: … and how wide a layer must be on both sides: in narrow ones it is slower.
WIDE = 64
HAS_FASTER = torch.backends.mkldnn.is_available() and (  # type: ignore[no-untyped-call]
    "AVX512" in torch.backends.cpu.get_cpu_capability()
)


def is_large(weight: Tensor) -> bool:
    """Whether a linear layer of this weight can gain anything from `linear`, given rows enough."""
    return HAS_FASTER and weight.numel() >= LARGE_WEIGHT and min(weight.shape) >= WIDE


def linear(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """What `F.linear` gives, to the last digits of float32."""
    if (
        x.dim() != 2
        or x.size(0) * weight.numel() < LARGE_PRODUCT
        or x.dtype != torch.float32
        or x.device.type != "cpu"
        or not torch._C._get_mkldnn_enabled()  # noqa: SLF001 - the public name asks it the long way
    ):
        return F.linear(x, weight, bias)
    result: Tensor = _Linear.apply(x, weight, bias)  # type: ignore[no-untyped-call]
    return result


def _product(a: Tensor, b: Tensor, bias: Tensor | None = None) -> Tensor:
    """a·bᵀ + bias."""
    result: Tensor = torch.ops.mkldnn._linear_pointwise(a, b, bias, "none", [], None)  # noqa: SLF001
    return result


class _Linear(torch.autograd.Function):
    """y = x·Wᵀ + b with its derivative: ∂x = ∂y·W, ∂W = ∂yᵀ·x, ∂b = the sum of ∂y over the rows."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        ctx.save_for_backward(x, weight)
        return _product(x, weight, bias)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor | None, Tensor | None, Tensor | None]:
        x, weight = ctx.saved_tensors
        of_x, of_weight, of_bias = ctx.needs_input_grad
        return (
            _product(upstream, weight.t()) if of_x else None,
            _product(upstream.t(), x.t()) if of_weight else None,
            upstream.sum(0) if of_bias else None,
        )
