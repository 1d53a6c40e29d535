"""Operations that hand numbers on unchanged: views, permutations, parts, joins, padding and look-ups."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine.explain.operation import Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import Shape, only_output
from engine.explain.primitives.lookups import EMBEDDING, GATHER
from engine.explain.primitives.routes import Collected, Line, Moved, Route, with_line
from engine.explain.primitives.settings import real, whole, wholes

Maker = Callable[[Operation, Shape, Shape], Route]


def _move(maker: Maker, fill: Callable[[Operation], float] | None = None) -> Moved:
    """A move of the input `self` to the only output, from both shapes."""

    def route(operation: Operation, operand: str, output: str) -> Route:
        given = operation.inputs[operand].array.shape
        return maker(operation, given, operation.outputs[output].array.shape)

    return Moved(route, _only_first) if fill is None else Moved(route, _only_first, fill)


def _only_first(operation: Operation) -> Sequence[str]:
    return [next(iter(operation.inputs))]


def _same_order(_operation: Operation, given: Shape, out: Shape) -> Route:
    """Read in another shape, or in the same: a view, a copy."""
    return Route(given, out, given)


def _transposed(_operation: Operation, given: Shape, out: Shape) -> Route:
    return Route(given, out, given, order=(1, 0) if len(given) > 1 else None)


def _two_exchanged(operation: Operation, given: Shape, out: Shape) -> Route:
    order = list(range(len(given)))
    if order:
        first = whole(operation, "dim0") % len(given)
        second = whole(operation, "dim1") % len(given)
        order[first], order[second] = second, first
    return Route(given, out, given, order=tuple(order))


def _permuted(operation: Operation, given: Shape, out: Shape) -> Route:
    order = tuple(axis % len(given) for axis in wholes(operation, "dims")) if given else None
    return Route(given, out, given, order=order)


def _expanded(_operation: Operation, given: Shape, out: Shape) -> Route:
    """Dimensions of one are read again and again."""
    axes = (1,) * (len(out) - len(given)) + given
    lines = (
        np.zeros(wanted, dtype=np.intp) if size == 1 else None
        for size, wanted in zip(axes, out, strict=True)
    )
    return Route(given, out, axes, tuple(lines))


def _copied(operation: Operation, operand: str, output: str) -> Route:
    """What is copied over another tensor is expanded to it."""
    given, out = operation.inputs[operand].array.shape, operation.outputs[output].array.shape
    return _expanded(operation, given, out)


def _repeated(_operation: Operation, given: Shape, out: Shape) -> Route:
    axes = (1,) * (len(out) - len(given)) + given
    lines = (np.arange(wanted) % size for size, wanted in zip(axes, out, strict=True))
    return Route(given, out, axes, tuple(lines))


def _along(line: Callable[[Operation, int], np.ndarray]) -> Maker:
    """Picks along the dimension `dim`, of a size that the line is told."""

    def maker(operation: Operation, given: Shape, out: Shape) -> Route:
        axis = whole(operation, "dim") % len(given)
        return Route(given, out, given, with_line(given, axis, line(operation, given[axis])))

    return maker


def _selected(operation: Operation, size: int) -> np.ndarray:
    return np.asarray([whole(operation, "index") % size])


def _sliced(operation: Operation, size: int) -> np.ndarray:
    ends = [operation.settings.get(name) for name in ("start", "end")]
    start, end = (None if where is None else int(str(where)) for where in ends)
    return np.arange(size)[start : end : whole(operation, "step")]


def _narrowed(operation: Operation, size: int) -> np.ndarray:
    start = whole(operation, "start") % size if size else 0
    return np.arange(start, start + whole(operation, "length"))


def _turned(operation: Operation, given: Shape, out: Shape) -> Route:
    """Dimensions read from the end to the start."""
    turned = {axis % len(given) for axis in wholes(operation, "dims")}
    lines = (np.arange(size)[::-1] if axis in turned else None for axis, size in enumerate(given))
    return Route(given, out, given, tuple(lines))


def _part(operation: Operation, operand: str, output: str) -> Route:
    """One of several parts of a dimension, in order."""
    given = operation.inputs[operand].array.shape
    axis = whole(operation, "dim") % len(given)
    start = 0
    for name, each in operation.outputs.items():
        shape = each.array.shape
        size = shape[axis] if len(shape) == len(given) else 1
        if name == output:
            break
        start += size
    line = np.arange(start, start + size)
    return Route(given, shape, given, with_line(given, axis, line))


def _joined(operation: Operation, operand: str, output: str) -> Route:
    """One of several tensors that are put one after the other along a dimension."""
    given, out = operation.inputs[operand].array.shape, operation.outputs[output].array.shape
    axis = whole(operation, "dim") % len(out)
    start = 0
    for name, each in operation.inputs.items():
        if name == operand:
            break
        start += each.array.shape[axis] if each.array.ndim == len(out) else 0
    if len(given) != len(out):  # an empty list among larger tensors
        return Route(given, out, out, with_line(out, axis, np.full(out[axis], -1)))
    line = np.full(out[axis], -1)
    line[start : start + given[axis]] = np.arange(given[axis])
    return Route(given, out, given, with_line(given, axis, line))


def _stacked(operation: Operation, operand: str, output: str) -> Route:
    """One of several tensors that are put one behind the other in a new dimension."""
    given, out = operation.inputs[operand].array.shape, operation.outputs[output].array.shape
    axis = whole(operation, "dim") % len(out)
    line = np.full(out[axis], -1)
    line[list(operation.inputs).index(operand)] = 0
    axes = (*given[:axis], 1, *given[axis:])
    return Route(given, out, axes, with_line(axes, axis, line))


def _padded(setting: str, line: Callable[[int, int, int], np.ndarray]) -> Maker:
    """Padding of the last dimensions; `line` has the size, and what is added before and after."""

    def maker(operation: Operation, given: Shape, out: Shape) -> Route:
        pad = wholes(operation, setting)
        lines: list[Line] = [None] * len(given)
        for number in range(len(pad) // 2):
            axis = len(given) - 1 - number
            lines[axis] = line(given[axis], *pad[2 * number : 2 * number + 2])
        return Route(given, out, given, tuple(lines))

    return maker


def _with_nothing(size: int, before: int, after: int) -> np.ndarray:
    """Padding that is taken from nowhere; less than zero cuts off."""
    place = np.arange(-before, size + after)
    return np.where((place >= 0) & (place < size), place, -1)


def _mirrored(size: int, before: int, after: int) -> np.ndarray:
    return np.pad(np.arange(size), (before, after), mode="reflect")


def _with_edges(size: int, before: int, after: int) -> np.ndarray:
    return np.clip(np.arange(-before, size + after), 0, size - 1)


def _shuffled(operation: Operation, given: Shape, out: Shape) -> Route:
    """Pixels of a block come from channels: c·r·r channels of h × w give c of hr × wr."""
    factor = whole(operation, "upscale_factor")
    *lead, channels, height, width = given
    n = len(lead)
    axes = (*lead, channels // factor**2, factor, factor, height, width)
    return Route(given, out, axes, order=(*range(n), n, n + 3, n + 1, n + 4, n + 2))


def _unshuffled(operation: Operation, given: Shape, out: Shape) -> Route:
    """The reverse: each pixel of a block becomes a channel."""
    factor = whole(operation, "downscale_factor")
    *lead, channels, height, width = given
    n = len(lead)
    axes = (*lead, channels, height // factor, factor, width // factor, factor)
    return Route(given, out, axes, order=(*range(n), n, n + 2, n + 4, n + 1, n + 3))


def _channels_shuffled(operation: Operation, given: Shape, out: Shape) -> Route:
    """Channels of all groups take turns."""
    groups = whole(operation, "groups")
    rows, channels, *rest = given
    axes = (rows, groups, channels // groups, *rest)
    return Route(given, out, axes, order=(0, 2, 1, *range(3, len(axes))))


def _nearest(operation: Operation, given: Shape, out: Shape) -> Route:
    """Each place takes the nearest; torch works that out in single precision."""
    dims = len(given) - 2
    names = {1: ["scales"], 2: ["scales_h", "scales_w"], 3: ["scales_d", "scales_h", "scales_w"]}
    lines: list[Line] = [None, None]
    for name, size, wanted in zip(names[dims], given[2:], out[2:], strict=True):
        factor = operation.settings.get(name)
        scale = np.float32(size / wanted if factor is None else 1 / real(operation, name))
        place = np.floor(np.arange(wanted, dtype=np.float32) * scale).astype(np.intp)
        lines.append(np.minimum(place, size - 1))
    return Route(given, out, given, tuple(lines))


def _windows(operation: Operation, given: Shape, out: Shape) -> Route:
    """Every window of a picture as a column: im2col's way from the picture to the columns."""
    kernel, dilation = wholes(operation, "kernel_size", 2), wholes(operation, "dilation", 2)
    padding, stride = wholes(operation, "padding", 2), wholes(operation, "stride", 2)
    *lead, height, width = given
    lines: list[Line] = [None] * len(lead)
    split = list(lead)
    for axis, size in enumerate((height, width)):
        span = dilation[axis] * (kernel[axis] - 1) + 1
        count = (size + 2 * padding[axis] - span) // stride[axis] + 1
        within = np.arange(kernel[axis])[:, None] * dilation[axis]
        place = within + np.arange(count) * stride[axis] - padding[axis]
        lines.append(np.where((place >= 0) & (place < size), place, -1).ravel())
        split += [kernel[axis], count]
    n = len(lead)
    order = (*range(n), n, n + 2, n + 1, n + 3)
    return Route(given, out, given, tuple(lines), tuple(split), order)


def _picture_of_columns(operation: Operation) -> Route:
    """col2im is the reverse of im2col, from what it gives to what it takes."""
    columns = operation.inputs["self"].array.shape
    return _windows(operation, only_output(operation).array.shape, columns)


def _index_selected(operation: Operation, _size: int) -> np.ndarray:
    return np.atleast_1d(operation.inputs["index"].array)


_SAME = _move(_same_order)
_VIEWS_AND_COPIES = (
    *("view", "_unsafe_view", "reshape", "_reshape_alias", "squeeze", "unsqueeze", "alias"),
    *("clone", "detach", "lift", "lift_fresh", "_to_copy"),
)
_PART, _JOINED = Moved(_part), Moved(_joined)

PRIMITIVES: Mapping[str, Primitive] = {
    **dict.fromkeys(_VIEWS_AND_COPIES, _SAME),
    "t": _move(_transposed),
    "transpose": _move(_two_exchanged),
    "permute": _move(_permuted),
    "expand": _move(_expanded),
    "copy": Moved(_copied, lambda _operation: ["src"]),
    "repeat": _move(_repeated),
    "select": _move(_along(_selected)),
    "slice": _move(_along(_sliced)),
    "narrow": _move(_along(_narrowed)),
    "flip": _move(_turned),
    **dict.fromkeys(("split", "split_with_sizes", "unsafe_split", "chunk", "unbind"), _PART),
    "cat": _JOINED,
    "stack": Moved(_stacked),
    "constant_pad_nd": _move(
        _padded("pad", _with_nothing), lambda operation: real(operation, "value")
    ),
    **{f"reflection_pad{n}d": _move(_padded("padding", _mirrored)) for n in (1, 2, 3)},
    **{f"replication_pad{n}d": _move(_padded("padding", _with_edges)) for n in (1, 2, 3)},
    "pixel_shuffle": _move(_shuffled),
    "pixel_unshuffle": _move(_unshuffled),
    "channel_shuffle": _move(_channels_shuffled),
    **{f"upsample_nearest{n}d": _move(_nearest) for n in (1, 2, 3)},
    "index_select": _move(_along(_index_selected)),
    "embedding": EMBEDDING,
    "gather": GATHER,
    "im2col": _move(_windows),
    "col2im": Collected(_picture_of_columns),
}
