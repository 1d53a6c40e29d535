"""Layers that join several branches into one."""

from collections.abc import Callable
from typing import Any, Literal

from engine import numbers
from engine.catalog.dims import place, with_batch
from engine.catalog.kept import between
from engine.catalog.kind import (
    LayerKind,
    Params,
    Shape,
    ShapeError,
    Shapes,
    no_arguments,
    nothing_more,
)
from engine.spec.fields import Whole
from engine.text import text


def equal_shapes(kind: str) -> Callable[[Params, Shapes], Shape]:
    """The rule of a layer whose inputs must have one shape, which is that of its output."""

    def out_shape(_params: Params, inputs: Shapes) -> Shape:
        first = inputs[0]
        for number, shape in enumerate(inputs[1:], start=2):
            if shape != first:
                raise ShapeError(
                    text(
                        "{kind} needs inputs of equal shape: the first is {expected}, but input "
                        "{number} is {found}. Change the layers before it, or join them by Concat.",
                        kind=kind,
                        expected=numbers.shape(first) or "1",
                        number=number,
                        found=numbers.shape(shape) or "1",
                    )
                )
        return first

    return out_shape


def _product_shape(_params: Params, inputs: Shapes) -> Shape:
    """Sizes of 1 stretch to those of the others, as in torch: a factor a channel weighs a picture."""
    found = inputs[0]
    for number, shape in enumerate(inputs[1:], start=2):
        pairs = list(zip(found, shape, strict=False))
        if len(shape) != len(found) or any(a != b and 1 not in (a, b) for a, b in pairs):
            raise ShapeError(
                text(
                    "Multiply needs inputs of equal shape, or 1 where they differ: it has "
                    "{expected} so far, but input {number} is {found}. Change the layers before it.",
                    expected=numbers.shape(found) or "1",
                    number=number,
                    found=numbers.shape(shape) or "1",
                )
            )
        found = tuple(max(pair) for pair in pairs)
    return found


def _concat_shape(params: Params, inputs: Shapes) -> Shape:
    first = inputs[0]
    dim = place("Concat", "dim", params["dim"], first)
    for number, shape in enumerate(inputs[1:], start=2):
        expected = (*first[:dim], shape[dim] if dim < len(shape) else None, *first[dim + 1 :])
        if shape != expected:
            raise ShapeError(
                text(
                    "Concat along dimension {dim} needs inputs that are equal in all others: the "
                    "first is {expected}, but input {number} is {found}. Change dim, or the layers "
                    "before it.",
                    dim=dim,
                    expected=numbers.shape(first),
                    number=number,
                    found=numbers.shape(shape) or "1",
                )
            )
    return (*first[:dim], sum(shape[dim] for shape in inputs), *first[dim + 1 :])


def _concat_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    return {"dim": with_batch(params["dim"])}


def _fold(
    name: str,
    target: str,
    doc: str,
    formula: str,
    stem: str,
    out_shape: Callable[[Params, Shapes], Shape] | None = None,
    most: int | None = None,
    keeps: Literal["input", "nothing"] = "input",
) -> LayerKind:
    """A function of two tensors that goes number by number, applied to as many inputs as there are."""
    return LayerKind(
        name=name,
        group="merge",
        doc=doc,
        formula=formula,
        target=target,
        call="function",
        out_shape=out_shape or equal_shapes(name),
        arguments=no_arguments,
        arity=(2, most),
        merge="fold",
        keeps=keeps,
        keeps_more=nothing_more if keeps == "nothing" else between,
        stem=stem,
        short=True,
    )


KINDS = (
    _fold(
        "Add",
        "operator.add",
        "Adds its inputs number by number: the shortcut of a residual network.",
        "y = a + b + …",
        "add",
        keeps="nothing",
    ),
    _fold(
        "Multiply",
        "operator.mul",
        "Multiplies its inputs number by number: one branch lets the other through.",
        "y = a ⊙ b ⊙ …",
        "mul",
        _product_shape,
    ),
    LayerKind(
        name="Concat",
        group="merge",
        doc="Puts its inputs one after another along a dimension, such as the channels.",
        formula="y = [a, b, …]",
        fields=(
            Whole(
                name="dim",
                default=0,
                help="Dimension to join along, without the batch; 0 is the channels or features",
            ),
        ),
        target="torch.cat",
        call="function",
        explicit=("dim",),
        out_shape=_concat_shape,
        arguments=_concat_arguments,
        arity=(2, None),
        merge="list",
        keeps="nothing",
        stem="cat",
        short=True,
    ),
    _fold(
        "Subtract",
        "operator.sub",
        "Takes the second input away from the first, number by number.",
        "y = a − b",
        "sub",
        most=2,
        keeps="nothing",
    ),
    _fold(
        "Maximum",
        "torch.maximum",
        "Keeps the largest of its inputs, number by number.",
        "y = max(a, b, …)",
        "maximum",
    ),
    _fold(
        "Minimum",
        "torch.minimum",
        "Keeps the smallest of its inputs, number by number.",
        "y = min(a, b, …)",
        "minimum",
    ),
)
