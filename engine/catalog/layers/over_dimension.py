"""Activations that look at the numbers of a whole dimension, and so have no curve of one variable."""

from typing import Any

from engine import numbers
from engine.catalog import curves
from engine.catalog.dims import place, with_batch
from engine.catalog.kind import Curve, LayerKind, Params, Shape, ShapeError, Shapes
from engine.catalog.layers.windows import channels_first
from engine.spec.fields import Whole
from engine.text import text


def _over_dimension(params: Params, _inputs: Shapes) -> dict[str, Any]:
    return {"dim": with_batch(params["dim"])}


def _softmax(name: str, doc: str, formula: str, row: Curve) -> LayerKind:
    """One of the functions over a whole dimension, which have no curve of one variable."""

    def out_shape(params: Params, inputs: Shapes) -> Shape:
        place(name, "dim", params["dim"], inputs[0])
        return inputs[0]

    return LayerKind(
        name=name,
        group="activation",
        doc=doc,
        formula=formula,
        fields=(
            Whole(
                name="dim",
                default=-1,
                help="Dimension whose numbers belong together, without the batch; −1 is the last",
            ),
        ),
        target=f"torch.nn.{name}",
        explicit=("dim",),
        out_shape=out_shape,
        arguments=_over_dimension,
        keeps="output",
        stem=name.lower(),
        short=True,
        row=row,
    )


def _glu_shape(params: Params, inputs: Shapes) -> Shape:
    found = inputs[0]
    dim = place("GLU", "dim", params["dim"], found)
    if found[dim] % 2:
        raise ShapeError(
            text(
                "GLU halves dimension {dim}, but its input {found} has {size} there, which is odd. "
                "Choose an even size in the layer before it, or another dim.",
                dim=dim,
                found=numbers.shape(found),
                size=found[dim],
            )
        )
    return (*found[:dim], found[dim] // 2, *found[dim + 1 :])


def _softmax_2d_shape(_params: Params, inputs: Shapes) -> Shape:
    channels_first("Softmax2d", 2, inputs[0])
    return inputs[0]


KINDS = (
    _softmax(
        "Softmax",
        "Turns a row of numbers into probabilities that add up to 1.",
        "f(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)   ∂fᵢ/∂zⱼ = fᵢ(δᵢⱼ − fⱼ)",
        curves.softmax,
    ),
    _softmax(
        "LogSoftmax",
        "The logarithm of softmax, exact for large numbers; goes with the NLL loss.",
        "f(z)ᵢ = zᵢ − log Σⱼ exp(zⱼ)   ∂fᵢ/∂zⱼ = δᵢⱼ − exp(fⱼ)",
        curves.log_softmax,
    ),
    _softmax(
        "Softmin",
        "Softmax of the negated numbers: the smallest gets the largest share.",
        "f(z)ᵢ = exp(−zᵢ) / Σⱼ exp(−zⱼ)   ∂fᵢ/∂zⱼ = −fᵢ(δᵢⱼ − fⱼ)",
        curves.softmin,
    ),
    LayerKind(
        name="Softmax2d",
        group="activation",
        doc="Softmax over the channels at each place of a picture.",
        formula="f(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ),   j over the channels",
        target="torch.nn.Softmax2d",
        out_shape=_softmax_2d_shape,
        keeps="output",
        stem="softmax",
        short=True,
    ),
    LayerKind(
        name="GLU",
        group="activation",
        doc="Halves a dimension: the second half decides how much of the first one passes.",
        formula="f(a, b) = a·σ(b)   ∂f/∂a = σ(b),   ∂f/∂b = a·σ(b)(1 − σ(b))",
        fields=(
            Whole(
                name="dim",
                default=-1,
                help="Dimension that is halved, without the batch; −1 is the last",
            ),
        ),
        target="torch.nn.GLU",
        explicit=("dim",),
        out_shape=_glu_shape,
        arguments=_over_dimension,
        stem="glu",
        short=True,
    ),
)
