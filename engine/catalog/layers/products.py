"""Layers that compare or multiply two branches as vectors and matrices."""

from math import prod
from typing import Any

from engine import numbers
from engine.catalog.dims import place, with_batch
from engine.catalog.kept import of_cosine
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes, no_arguments
from engine.catalog.layers.merge import equal_shapes
from engine.spec.fields import Flag, Real, Whole
from engine.text import text


def _matmul_shape(_params: Params, inputs: Shapes) -> Shape:
    first, second = inputs
    fits = len(first) == len(second) >= 2 and first[:-2] == second[:-2] and first[-1] == second[-2]
    if not fits:
        raise ShapeError(
            text(
                "Matmul needs rows × n and n × columns with the same sizes before them, but gets "
                "{first} and {second}. Put a Permute before one of them.",
                first=numbers.shape(first) or "1",
                second=numbers.shape(second) or "1",
            )
        )
    return (*first[:-1], second[-1])


def _matmul_products(_params: Params, inputs: Shapes, outputs: Shapes) -> int:
    """A row times a column for every output."""
    return prod(outputs[0]) * inputs[0][-1]


def _dot_shape(params: Params, inputs: Shapes) -> Shape:
    shape = equal_shapes("Dot")(params, inputs)
    if not shape:
        raise ShapeError(text("Dot needs vectors, but gets single numbers. Use Multiply."))
    return (*shape[:-1], 1)


def _cosine_shape(params: Params, inputs: Shapes) -> Shape:
    shape = equal_shapes("CosineSimilarity")(params, inputs)
    dim = place("CosineSimilarity", "dim", params["dim"], shape)
    return (*shape[:dim], *shape[dim + 1 :])


def _cosine_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    return {**params, "dim": with_batch(params["dim"])}


def _bilinear_inputs(inputs: Shapes) -> tuple[int, int]:
    """The features of both inputs; raises ShapeError when the sizes before them differ."""
    first, second = inputs
    if not first or not second or first[:-1] != second[:-1]:
        raise ShapeError(
            text(
                "Bilinear needs two inputs that are equal in all but their last size, but gets "
                "{first} and {second}. Put a Flatten or a Reshape before one of them.",
                first=numbers.shape(first) or "1",
                second=numbers.shape(second) or "1",
            )
        )
    return first[-1], second[-1]


def _bilinear_shape(params: Params, inputs: Shapes) -> Shape:
    _bilinear_inputs(inputs)
    return (*inputs[0][:-1], params["out_features"])


def _bilinear_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"in1_features": inputs[0][-1], "in2_features": inputs[1][-1], **params}


def _bilinear_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    found: dict[str, Shape] = {"weight": (params["out_features"], *_bilinear_inputs(inputs))}
    return found | ({"bias": (params["out_features"],)} if params["bias"] else {})


def _bilinear_summary(params: Params, inputs: Shapes) -> str:
    first, second = _bilinear_inputs(inputs)
    return f"Bilinear {first}·{second}→{params['out_features']}"


BILINEAR = LayerKind(
    name="Bilinear",
    group="linear",
    doc="Weighs every pair of a number from one input and a number from the other.",
    formula="y = x₁ᵀ·W·x₂ + b",
    fields=(
        Whole(
            name="out_features",
            default=16,
            low=1,
            high=1_000_000,
            help="Number of outputs (neurons)",
        ),
        Flag(name="bias", default=True, help="Add a learnable number to each output"),
    ),
    target="torch.nn.Bilinear",
    out_shape=_bilinear_shape,
    arguments=_bilinear_arguments,
    weights=_bilinear_weights,
    positional=3,
    arity=(2, 2),
    stem="bilinear",
    summary=_bilinear_summary,
)

KINDS = (
    LayerKind(
        name="Matmul",
        group="merge",
        doc="Multiplies two matrices: rows of the first with columns of the second.",
        formula="y[i, j] = Σ a[i, k]·b[k, j]",
        target="operator.matmul",
        call="function",
        out_shape=_matmul_shape,
        arguments=no_arguments,
        multiply_adds=_matmul_products,
        arity=(2, 2),
        merge="fold",
        stem="matmul",
        short=True,
    ),
    LayerKind(
        name="Dot",
        group="merge",
        doc="Multiplies two vectors to one number: how alike two branches are, sizes counted.",
        formula="y = Σ aᵢ·bᵢ",
        target="engine.functions.dot",
        call="function",
        out_shape=_dot_shape,
        arguments=no_arguments,
        arity=(2, 2),
        stem="dot",
        short=True,
    ),
    LayerKind(
        name="CosineSimilarity",
        group="merge",
        doc="The cosine of the angle between two vectors: how alike two branches are, from −1 to 1.",
        formula="y = Σ aᵢ·bᵢ / (|a|·|b|)",
        fields=(
            Whole(
                name="dim",
                default=-1,
                help="Dimension of the vectors, without the batch; it is dropped",
            ),
            Real(
                name="eps",
                default=1e-8,
                above=0.0,
                help="Keeps the division finite for vectors of length 0",
                rare=True,
            ),
        ),
        target="torch.nn.CosineSimilarity",
        explicit=("dim",),
        out_shape=_cosine_shape,
        arguments=_cosine_arguments,
        arity=(2, 2),
        keeps_more=of_cosine,
        stem="cosine",
        short=True,
    ),
)
