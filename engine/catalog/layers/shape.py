"""Layers that only rearrange their numbers.

Dimensions are counted without the batch, as shapes are shown; the arguments count it.
"""

from collections.abc import Callable
from math import prod
from typing import Any

from engine import numbers
from engine.catalog.dims import place, with_batch
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.spec.fields import Whole, Wholes
from engine.text import Text, text


def _flatten_shape(params: Params, inputs: Shapes) -> Shape:
    shape = inputs[0]
    if not shape:
        raise ShapeError(
            text("Flatten can't lay out a single number. Put an Unsqueeze there instead.")
        )
    start = place("Flatten", "start_dim", params["start_dim"], shape)
    end = place("Flatten", "end_dim", params["end_dim"], shape)
    if start > end:
        raise ShapeError(
            text(
                "Flatten goes from dimension {start} to {end} of {found}, which is backwards. "
                "Choose a start_dim that comes first.",
                start=start,
                end=end,
                found=numbers.shape(shape),
            )
        )
    return (*shape[:start], prod(shape[start : end + 1]), *shape[end + 1 :])


def _flatten_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    """Nothing when they are torch's own defaults, which count the batch."""
    found = {name: with_batch(params[name]) for name in ("start_dim", "end_dim")}
    defaults = {"start_dim": 1, "end_dim": -1}
    return {name: dim for name, dim in found.items() if dim != defaults[name]}


def _filled(kind: str, wanted: Shape, available: int) -> Shape:
    """The target with its −1, if any, replaced by what is left over.

    Raises:
        ShapeError: when the numbers don't come out even.
    """
    fixed = prod(size for size in wanted if size != -1)
    if -1 in wanted and available % fixed == 0:
        return tuple(available // fixed if size == -1 else size for size in wanted)
    if -1 in wanted:
        raise ShapeError(
            text(
                "{kind} is set to {wanted}, which takes a multiple of {fixed} numbers, but gets "
                "{available} a sample. Choose sizes whose product divides {available}.",
                kind=kind,
                wanted=numbers.shape(wanted),
                fixed=fixed,
                available=available,
            )
        )
    if fixed != available:
        raise ShapeError(
            text(
                "{kind} is set to {wanted}, which takes {needed} numbers, but gets {available} a "
                "sample. Choose sizes whose product is {available}.",
                kind=kind,
                wanted=numbers.shape(wanted),
                needed=fixed,
                available=available,
            )
        )
    return wanted


def _unflatten_shape(params: Params, inputs: Shapes) -> Shape:
    shape = inputs[0]
    dim = place("Unflatten", "dim", params["dim"], shape)
    sizes = _filled("Unflatten", params["unflattened_size"], shape[dim])
    return (*shape[:dim], *sizes, *shape[dim + 1 :])


def _unflatten_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    return {"dim": with_batch(params["dim"]), "unflattened_size": params["unflattened_size"]}


def _reshape_shape(params: Params, inputs: Shapes) -> Shape:
    return _filled("Reshape", params["shape"], prod(inputs[0]))


def _reshape_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"shape": (-1, *_reshape_shape(params, inputs))}


def _one_free(field: str) -> Callable[[Params], Text | None]:
    """At most one size may be −1, "what is left over", and none may be 0."""

    def rule(params: Params) -> Text | None:
        sizes = params[field]
        if 0 in sizes or sizes.count(-1) > 1:
            return text(
                "{field} needs sizes of at least 1; one of them may be −1, which means the rest.",
                field=field,
            )
        return None

    return rule


def _reshape_summary(params: Params, _inputs: Shapes) -> str:
    return f"Reshape {numbers.shape(params['shape'])}"


def _unflatten_summary(params: Params, _inputs: Shapes) -> str:
    return f"Unflatten {numbers.shape(params['unflattened_size'])}"


KINDS = (
    LayerKind(
        name="Identity",
        group="shape",
        doc="Passes its input on unchanged: a place to join branches or to stand for a layer.",
        formula="y = x",
        target="torch.nn.Identity",
        keeps="view",
        stem="identity",
        short=True,
    ),
    LayerKind(
        name="Flatten",
        group="shape",
        doc="Lays all numbers of a sample in one row, as a Linear layer wants them.",
        formula="channels × height × width → channels·height·width",
        fields=(
            Whole(name="start_dim", default=0, help="First dimension to join, without the batch"),
            Whole(name="end_dim", default=-1, help="Last dimension to join; −1 is the last of all"),
        ),
        target="torch.nn.Flatten",
        out_shape=_flatten_shape,
        arguments=_flatten_arguments,
        keeps="view",
        stem="flatten",
        short=True,
    ),
    LayerKind(
        name="Unflatten",
        group="shape",
        doc="Splits one dimension into several, such as 64 into 1×8×8.",
        formula="channels·height·width → channels × height × width",
        fields=(
            Whole(name="dim", default=0, help="Dimension to split, without the batch"),
            Wholes(
                name="unflattened_size",
                default=(1, -1),
                low=-1,
                help="Sizes it is split into; −1 means the rest",
            ),
        ),
        target="torch.nn.Unflatten",
        out_shape=_unflatten_shape,
        arguments=_unflatten_arguments,
        positional=2,
        keeps="view",
        stem="unflatten",
        short=True,
        summary=_unflatten_summary,
        rule=_one_free("unflattened_size"),
    ),
    LayerKind(
        name="Reshape",
        group="shape",
        doc="Arranges the numbers of a sample in another shape, such as 64 as 1×8×8.",
        formula="y = x, read in row-major order",
        fields=(
            Wholes(
                name="shape",
                default=(1, -1),
                low=-1,
                help="Sizes of a sample, without the batch; −1 means the rest",
            ),
        ),
        target="torch.reshape",
        call="function",
        explicit=("shape",),
        out_shape=_reshape_shape,
        arguments=_reshape_arguments,
        positional=1,
        keeps="view",
        stem="reshape",
        short=True,
        summary=_reshape_summary,
        rule=_one_free("shape"),
    ),
)
