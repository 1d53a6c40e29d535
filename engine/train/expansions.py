"""Kernels that do many things at once, run as the ordinary operations that they stand for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name that every PyTorch text uses
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.overrides import TorchFunctionMode

#: Kernels that stand for many operations.
FUSED = {
    "mkldnn_rnn_layer",
    "mkldnn::_linear_pointwise",
    "_scaled_dot_product_flash_attention_for_cpu",
    "_scaled_dot_product_flash_attention",
    "_scaled_dot_product_efficient_attention",
    "_scaled_dot_product_cudnn_attention",
    "_cudnn_rnn",
}


class PaddedByParts(TorchFunctionMode):
    """Padding that goes round is put together from its parts, not written into an empty tensor."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Calls the function, or what stands for it."""
        given = dict(kwargs or {})
        if func is F.pad and (given.get("mode") == "circular" or "circular" in args[2:3]):
            return _wrapped_around(args[0], args[1] if len(args) > 1 else given["pad"])
        return func(*args, **given)


def _wrapped_around(x: Tensor, pad: Sequence[int]) -> Tensor:
    for place in range(len(pad) // 2):
        dim, size = x.dim() - 1 - place, x.shape[-1 - place]
        before, after = pad[2 * place], pad[2 * place + 1]
        parts = [x.narrow(dim, max(-before, 0), size + min(before, 0) + min(after, 0))]
        if before > 0:
            parts.insert(0, x.narrow(dim, size - before, before))
        if after > 0:
            parts.append(x.narrow(dim, 0, after))
        x = torch.cat(parts, dim) if len(parts) > 1 else parts[0]
    return x


@contextmanager
def written_out() -> Iterator[None]:
    """Fused kernels give way to the operations that they stand for."""
    mkldnn: Any = torch.backends.mkldnn  # its `flags` would warn of devices that are not there
    was, mkldnn.enabled = mkldnn.enabled, False
    try:
        with torch.backends.cudnn.flags(enabled=False), sdpa_kernel(SDPBackend.MATH):
            yield
    finally:
        mkldnn.enabled = was
