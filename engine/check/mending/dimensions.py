"""Too many or too few dimensions, sizes that don't come out even, a dimension that is not there."""

import re
from collections.abc import Iterator
from math import isqrt, prod

from engine import numbers
from engine.catalog.kind import Shape
from engine.catalog.layers import LAYERS
from engine.check.mending.fault import Fault, above, put, set_other
from engine.check.remedies import Fix
from engine.check.rules import fixes
from engine.text import text

#: What a kind for 1, 2 or 3 dimensions beside the channels is called.
_BY_DIMENSIONS = re.compile(r"(.+?)([123])d")
#: Channels that a row of numbers is tried as a picture with.
_USUAL_CHANNELS = (1, 3)
_SEQUENTIAL = frozenset({"recurrent", "attention"})
_KEEPS_SIZES = frozenset({"activation", "regularization", "normalization"})


def same_kind_for_these(fault: Fault) -> Iterator[Fix]:
    """The layer's own kind for as many dimensions as come in."""
    named = _BY_DIMENSIONS.fullmatch(fault.kind.name)
    if named is None or fault.shape is None:
        return
    other = f"{named[1]}{max(len(fault.shape) - 1, 1)}d"
    if other in LAYERS and other != fault.kind.name:
        yield fixes.replace_kind(fault.layer, other)


def without_flatten(fault: Fault) -> Iterator[Fix]:
    """A Flatten that took away what the layer needs; only shape-keeping layers may stand between."""
    for layer in above(fault.network, fault.layer):
        if layer.kind == "Flatten":
            yield fixes.delete([layer])
        if layer.kind == "Flatten" or LAYERS[layer.kind].group not in _KEEPS_SIZES:
            break


def reshaped(fault: Fault) -> Iterator[Fix]:
    """A Reshape before the layer, to the dimensions that it works on."""
    named, shape = _BY_DIMENSIONS.fullmatch(fault.kind.name), fault.shape
    if shape is None:
        return
    if not shape:
        yield put(
            "Flatten", fault.layer, {}, text("Put a Flatten before {layer}", layer=fault.layer.name)
        )
    if named is None or len(shape) == int(named[2]) + 1:
        return
    for wanted in _arranged(shape, int(named[2])):
        label = text(
            "Put a Reshape to {shape} before {layer}",
            shape=numbers.shape(wanted),
            layer=fault.layer.name,
        )
        yield put("Reshape", fault.layer, {"shape": wanted}, label)


def _arranged(shape: Shape, dims: int) -> Iterator[Shape]:
    if len(shape) == dims:
        yield (1, *shape)
    elif dims == 2 and len(shape) == 1:
        yield from _pictures(shape[0])
    elif dims == 1 and len(shape) > 2:
        yield (shape[0], prod(shape[1:]))


def _pictures(count: int) -> Iterator[Shape]:
    """Square pictures of so many numbers, else a strip."""
    for channels in _USUAL_CHANNELS:
        side = isqrt(count // channels)
        if channels * side * side == count:
            yield (channels, side, side)
            return
    yield (1, 1, count)


def as_steps(fault: Fault) -> Iterator[Fix]:
    """Steps × features for what goes through a sequence: all that the layer before has, or one a step."""
    shape = fault.shape
    if fault.kind.group not in _SEQUENTIAL or not shape or len(shape) == 2:
        return
    for layer in above(fault.network, fault.layer):
        found = fault.info.layers[layer.id]
        if "output" in found.params and found.kind.group == "recurrent":
            yield set_other(layer, "output", "sequence")
        if found.kind.group not in _KEEPS_SIZES:
            break
    wanted = (shape[0], prod(shape[1:]))
    label = text(
        "Put a Reshape to {shape} before {layer}",
        shape=numbers.shape(wanted),
        layer=fault.layer.name,
    )
    yield put("Reshape", fault.layer, {"shape": wanted}, label)


def sizes_that_come_out(fault: Fault) -> Iterator[Fix]:
    """For Reshape and Unflatten: as many numbers as it wants, or sizes for as many as it gets."""
    name = next((n for n in ("shape", "unflattened_size") if n in (fault.params or {})), None)
    if name is None or fault.params is None or not fault.shape or fault.kind.arity[0] == 0:
        return
    sizes: Shape = fault.params[name]
    dim = fault.params.get("dim", 0)
    if not -len(fault.shape) <= dim < len(fault.shape):
        return
    available = prod(fault.shape) if name == "shape" else fault.shape[dim]
    if -1 not in sizes and name == "shape":
        yield from _numbers_before(fault, prod(sizes))
    for place in reversed(range(len(sizes))):
        free = tuple(-1 if at == place else abs(size) for at, size in enumerate(sizes))
        if sizes[place] != -1 and available % prod(size for size in free if size != -1) == 0:
            yield fixes.set_param(fault.layer, name, free, numbers.shape(free))
            return
    yield fixes.set_param(fault.layer, name, (1, -1), numbers.shape((1, -1)))


def _numbers_before(fault: Fault, count: int) -> Iterator[Fix]:
    """The Linear layer before it, if only that decides how many numbers come in."""
    for layer in above(fault.network, fault.layer):
        found = fault.info.layers[layer.id]
        if layer.kind == "Linear" and len(found.outputs[0]) == 1:
            yield set_other(layer, "out_features", count)
        if found.kind.group not in _KEEPS_SIZES:
            return


def even_before(fault: Fault) -> Iterator[Fix]:
    """One output more of the Linear layer or convolution before a layer that halves its input."""
    if fault.kind.name != "GLU":
        return
    for layer in above(fault.network, fault.layer):
        found = fault.info.layers[layer.id]
        for name in ("out_features", "out_channels"):
            if name in found.params:
                yield set_other(layer, name, found.params[name] + 1)
        if found.kind.group not in _KEEPS_SIZES:
            return


def slopes(fault: Fault) -> Iterator[Fix]:
    """As many learnt slopes as there are channels, or one for all."""
    if fault.params is None or "num_parameters" not in fault.params or fault.shape is None:
        return
    for count in (*fault.shape[:1], 1):
        yield fixes.set_param(fault.layer, "num_parameters", count, str(count))


def dimension_that_exists(fault: Fault) -> Iterator[Fix]:
    """The last dimension, or the first, where the one that is set does not exist."""
    params = fault.params or {}
    for name in params:
        if "dim" in name:
            for dim in (-1, 0)[: len(fault.shape or ())]:
                yield fixes.set_param(fault.layer, name, dim, numbers.count(dim))
