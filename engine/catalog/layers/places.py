"""Layers that pick, move or add places: nothing is computed, and dimensions are counted without the batch."""

from typing import Any

from engine import numbers
from engine.catalog.dims import place, with_batch
from engine.catalog.kept import mirrored
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.spec.fields import Choice, Real, Whole, Wholes
from engine.text import Text, text

_MIRRORING = ("reflect", "replicate", "circular")


def _permute_shape(params: Params, inputs: Shapes) -> Shape:
    dims, shape = params["dims"], inputs[0]
    if len(dims) != len(shape):
        raise ShapeError(
            text(
                "Permute names {count} dimensions, but its input {found} has {having}. Name each of "
                "them once, counted from 0.",
                count=len(dims),
                found=numbers.shape(shape) or "1",
                having=len(shape),
            )
        )
    return tuple(shape[dim] for dim in dims)


def _permute_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    return {"dims": (0, *(with_batch(dim) for dim in params["dims"]))}


def _permute_rule(params: Params) -> Text | None:
    if sorted(params["dims"]) != list(range(len(params["dims"]))):
        return text("dims must hold each dimension once, counted from 0.")
    return None


def _permute_summary(params: Params, _inputs: Shapes) -> str:
    return f"Permute {', '.join(map(str, params['dims']))}"


def _dim_argument(params: Params, _inputs: Shapes) -> dict[str, Any]:
    return {**params, "dim": with_batch(params["dim"])}


def _squeeze_shape(params: Params, inputs: Shapes) -> Shape:
    shape = inputs[0]
    dim = place("Squeeze", "dim", params["dim"], shape)
    if shape[dim] != 1:
        raise ShapeError(
            text(
                "Squeeze takes away a dimension of size 1, but dimension {dim} of {found} has "
                "{size}. Choose another dim, or use Select, Mean or Reshape.",
                dim=dim,
                found=numbers.shape(shape),
                size=shape[dim],
            )
        )
    return (*shape[:dim], *shape[dim + 1 :])


def _unsqueeze_shape(params: Params, inputs: Shapes) -> Shape:
    shape = inputs[0]
    dim = place("Unsqueeze", "dim", params["dim"], (*shape, 1))
    return (*shape[:dim], 1, *shape[dim:])


def _slice_shape(params: Params, inputs: Shapes) -> Shape:
    shape = inputs[0]
    dim = place("Slice", "dim", params["dim"], shape)
    left = len(range(*slice(params["start"], params["stop"], params["step"]).indices(shape[dim])))
    if left == 0:
        raise ShapeError(
            text(
                "Slice leaves nothing of dimension {dim} of {found}. Choose a start below {size} "
                "and a stop behind it.",
                dim=dim,
                found=numbers.shape(shape),
                size=shape[dim],
            )
        )
    return (*shape[:dim], left, *shape[dim + 1 :])


def _slice_summary(params: Params, _inputs: Shapes) -> str:
    stop = "" if params["stop"] is None else params["stop"]
    step = "" if params["step"] == 1 else f":{params['step']}"
    return f"Slice {params['start']}:{stop}{step}"


def _select_shape(params: Params, inputs: Shapes) -> Shape:
    shape = inputs[0]
    dim = place("Select", "dim", params["dim"], shape)
    if not -shape[dim] <= params["index"] < shape[dim]:
        raise ShapeError(
            text(
                "Select takes place {index} of dimension {dim}, but its input {found} has only "
                "{size} there (counted from 0).",
                index=params["index"],
                dim=dim,
                found=numbers.shape(shape),
                size=shape[dim],
            )
        )
    return (*shape[:dim], *shape[dim + 1 :])


def _select_summary(params: Params, _inputs: Shapes) -> str:
    return f"Select {params['index']}"


def _pad_shape(params: Params, inputs: Shapes) -> Shape:
    shape, widths, mode = inputs[0], params["pad"], params["mode"]
    padded = len(widths) // 2
    mirrored = mode in _MIRRORING
    if padded > len(shape) or (mirrored and not 0 < padded == len(shape) - 1 <= 3):
        raise _wrong_count(len(widths), mode, shape)
    sizes = list(shape)
    for number in range(padded):
        before, after = widths[2 * number], widths[2 * number + 1]
        size = shape[-1 - number]
        most = {"reflect": size - 1, "circular": size}.get(mode)
        if most is not None and max(before, after) > most:
            raise ShapeError(
                text(
                    "Pad in mode {mode} can add at most {most} around a size of {size}. Choose "
                    "less, or mode constant.",
                    mode=mode,
                    most=most,
                    size=size,
                )
            )
        sizes[-1 - number] = before + size + after
    return tuple(sizes)


def _wrong_count(count: int, mode: str, shape: Shape) -> ShapeError:
    if mode in _MIRRORING:
        return ShapeError(
            text(
                "Pad in mode {mode} pads every dimension but the channels, and its input {found} "
                "needs {wanted} widths, not {count}. Give two a dimension, the last one first, or "
                "choose mode constant.",
                mode=mode,
                found=numbers.shape(shape) or "1",
                wanted=2 * max(len(shape) - 1, 1),
                count=count,
            )
        )
    return ShapeError(
        text(
            "Pad has {count} widths, two a dimension, but its input {found} has too few "
            "dimensions. Give at most {wanted}.",
            count=count,
            found=numbers.shape(shape) or "1",
            wanted=2 * len(shape),
        )
    )


def _pad_rule(params: Params) -> Text | None:
    if len(params["pad"]) % 2:
        return text("pad needs two widths a dimension: before and after.")
    return None


def _pad_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    found = {"pad": params["pad"], "mode": params["mode"]}
    filled = params["mode"] == "constant" and params["value"] != 0.0
    return found | ({"value": params["value"]} if filled else {})


def _pad_summary(params: Params, _inputs: Shapes) -> str:
    return f"Pad {', '.join(map(str, params['pad']))}"


KINDS = (
    LayerKind(
        name="Permute",
        group="shape",
        doc="Puts the dimensions in another order, such as steps × features from channels × length.",
        formula="y[j, i] = x[i, j]",
        fields=(
            Wholes(
                name="dims",
                default=(1, 0),
                low=0,
                help="Old dimensions in their new order, counted from 0 without the batch",
            ),
        ),
        target="torch.permute",
        call="function",
        explicit=("dims",),
        out_shape=_permute_shape,
        arguments=_permute_arguments,
        keeps="view",
        positional=1,
        stem="permute",
        short=True,
        summary=_permute_summary,
        rule=_permute_rule,
    ),
    LayerKind(
        name="Slice",
        group="shape",
        doc="Keeps a range of places of a dimension, such as the first ten steps.",
        formula="y = x[start : stop : step]",
        fields=(
            Whole(name="dim", default=0, help="Dimension that is cut, without the batch"),
            Whole(name="start", default=0, help="First place kept; below 0 counts from the end"),
            Whole(
                name="stop",
                default=None,
                optional=True,
                help="First place left out; below 0 counts from the end, empty: all to the end",
            ),
            Whole(name="step", default=1, low=1, help="Distance between two places kept"),
        ),
        target="engine.functions.take_range",
        call="function",
        out_shape=_slice_shape,
        arguments=_dim_argument,
        keeps="view",
        positional=1,
        stem="slice",
        short=True,
        summary=_slice_summary,
    ),
    LayerKind(
        name="Select",
        group="shape",
        doc="Takes one place of a dimension, such as the class token, and drops the dimension.",
        formula="y = x[index]",
        fields=(
            Whole(name="dim", default=0, help="Dimension that is dropped, without the batch"),
            Whole(name="index", default=0, help="Place taken; −1 is the last"),
        ),
        target="torch.select",
        call="function",
        explicit=("dim", "index"),
        out_shape=_select_shape,
        arguments=_dim_argument,
        keeps="view",
        positional=2,
        stem="select",
        short=True,
        summary=_select_summary,
    ),
    LayerKind(
        name="Squeeze",
        group="shape",
        doc="Drops a dimension of size 1.",
        formula="channels × 1 → channels",
        fields=(Whole(name="dim", default=0, help="Dimension of size 1, without the batch"),),
        target="torch.squeeze",
        call="function",
        explicit=("dim",),
        out_shape=_squeeze_shape,
        arguments=_dim_argument,
        keeps="view",
        positional=1,
        stem="squeeze",
        short=True,
    ),
    LayerKind(
        name="Unsqueeze",
        group="shape",
        doc="Adds a dimension of size 1, such as the one channel of a sequence.",
        formula="length → 1 × length",
        fields=(
            Whole(name="dim", default=0, help="Where it goes, without the batch; −1 is behind all"),
        ),
        target="torch.unsqueeze",
        call="function",
        explicit=("dim",),
        out_shape=_unsqueeze_shape,
        arguments=_dim_argument,
        keeps="view",
        positional=1,
        stem="unsqueeze",
        short=True,
    ),
    LayerKind(
        name="Pad",
        group="shape",
        doc="Adds a border: of one number, of what it mirrors, or of what lies on the other side.",
        formula="size → before + size + after",
        fields=(
            Wholes(
                name="pad",
                default=(1, 1),
                low=0,
                help="Before and after along the last dimension, then along the one before it, …",
            ),
            Choice(
                name="mode",
                default="constant",
                options=("constant", *_MIRRORING),
                help="What the border is filled with",
            ),
            Real(name="value", default=0.0, help="Number that a constant border is filled with"),
        ),
        target="torch.nn.functional.pad",
        call="function",
        explicit=("value",),
        out_shape=_pad_shape,
        arguments=_pad_arguments,
        keeps="nothing",
        keeps_more=mirrored,
        positional=1,
        stem="pad",
        short=True,
        summary=_pad_summary,
        rule=_pad_rule,
    ),
)
