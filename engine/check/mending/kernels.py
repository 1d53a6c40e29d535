"""A kernel larger than the picture, a border larger than what it mirrors, groups that don't divide."""

from collections.abc import Iterator
from math import gcd

from engine import numbers
from engine.catalog.layers.windows import Sizes, spread
from engine.check.mending.fault import Fault, above
from engine.check.remedies import Fix
from engine.check.rules import fixes
from engine.spec.fields import Size


def room_for_kernel(fault: Fault) -> Iterator[Fix]:
    """Ways to make the picture as large as the kernel that slides over it, or the kernel as small."""
    shape, params, dims = fault.shape, fault.params, _dims_slid_over(fault, "kernel_size")
    if shape is None or params is None or not dims:
        return
    padding = params.get("padding", 0)
    kernel = spread(params["kernel_size"], dims)
    dilation = spread(params.get("dilation", 1), dims)
    reach = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    if padding == "same" or all(n >= r for n, r in zip(shape[1:], reach, strict=True)):
        return
    yield from _padding(fault, shape[1:], reach)
    border = (0,) * dims if padding == "valid" else spread(padding, dims)
    room = zip(kernel, dilation, shape[1:], border, strict=True)
    smaller = tuple(min(k, (n + 2 * p - 1) // d + 1) for k, d, n, p in room)
    yield fixes.set_param(fault.layer, "kernel_size", smaller, numbers.shape(smaller))
    for layer in above(fault.network, fault.layer):
        if fault.info.layers[layer.id].kind.group == "pooling":
            yield fixes.delete([layer])
            break


def _dims_slid_over(fault: Fault, name: str) -> int:
    """The dimensions that this size of the layer is for; 0 where what comes in has others."""
    for field in fault.kind.fields:
        if field.name == name and isinstance(field, Size) and fault.shape is not None:
            return field.dims if len(fault.shape) == field.dims + 1 else 0
    return 0


def _padding(fault: Fault, sizes: Sizes, reach: Sizes) -> Iterator[Fix]:
    params = fault.params or {}
    if "padding" not in params:
        return
    if params["stride"] == 1 and fault.kind.group == "convolution":
        yield fixes.set_param(fault.layer, "padding", "same", "same")
        return
    needed = tuple(max(0, -(-(r - n) // 2)) for n, r in zip(sizes, reach, strict=True))
    yield fixes.set_param(fault.layer, "padding", needed, numbers.shape(needed))


def smaller_border(fault: Fault) -> Iterator[Fix]:
    """A border of zeros, or one no wider than what is inside."""
    shape, params, dims = fault.shape, fault.params, _dims_slid_over(fault, "padding")
    if (
        shape is None
        or params is None
        or not dims
        or params.get("padding_mode", "zeros") == "zeros"
    ):
        return
    yield fixes.set_param(fault.layer, "padding_mode", "zeros", "zeros")
    if isinstance(params["padding"], str):
        return
    spare = 1 if params["padding_mode"] == "reflect" else 0
    widths = zip(spread(params["padding"], dims), shape[1:], strict=True)
    widest = tuple(min(width, size - spare) for width, size in widths)
    yield fixes.set_param(fault.layer, "padding", widest, numbers.shape(widest))


def groups_that_divide(fault: Fault) -> Iterator[Fix]:
    """The nearest number of groups or heads that divides what is split, or channels that they divide."""
    if not fault.shape or fault.params is None:
        return
    for name, count in _split(fault).items():
        wanted = fault.params[name]
        fitting = next(n for n in range(min(wanted, count), 0, -1) if count % n == 0)
        if fitting != wanted:
            yield fixes.set_param(fault.layer, name, fitting, str(fitting))
        if "out_channels" in fault.params and fault.shape[0] % wanted == 0:
            channels = -(-fault.params["out_channels"] // wanted) * wanted
            yield fixes.set_param(fault.layer, "out_channels", channels, str(channels))


def _split(fault: Fault) -> dict[str, int]:
    """What each parameter of this sort has to divide."""
    params, shape = fault.params or {}, fault.shape or (1,)
    found = {
        "groups": gcd(shape[0], params.get("out_channels", shape[0])),
        "num_groups": shape[0],
        "num_heads": shape[-1],
        "nhead": shape[-1],
    }
    return {name: count for name, count in found.items() if name in params}
