"""Input, and the layers that are one matrix product."""

from math import prod
from typing import Any

from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.spec.fields import Flag, Whole, Wholes
from engine.text import text


def _input_shape(params: Params, _inputs: Shapes) -> Shape:
    return tuple(params["shape"])


def _last_features(inputs: Shapes) -> int:
    if not inputs[0]:
        raise ShapeError(
            text(
                "Linear needs at least one dimension, but gets a single number. Put a Flatten before it."
            )
        )
    return inputs[0][-1]


def _linear_shape(params: Params, inputs: Shapes) -> Shape:
    _last_features(inputs)
    return (*inputs[0][:-1], params["out_features"])


def _linear_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {
        "in_features": _last_features(inputs),
        "out_features": params["out_features"],
        "bias": params["bias"],
    }


def _linear_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    weights: dict[str, Shape] = {"weight": (params["out_features"], _last_features(inputs))}
    if params["bias"]:
        weights["bias"] = (params["out_features"],)
    return weights


def _linear_products(_params: Params, inputs: Shapes, outputs: Shapes) -> int:
    """A row of the weight matrix for every output: out · in, at each place of the leading dimensions."""
    return prod(outputs[0]) * inputs[0][-1]


def _linear_summary(params: Params, inputs: Shapes) -> str:
    return f"Linear {inputs[0][-1]}→{params['out_features']}"


INPUT = LayerKind(
    name="Input",
    group="input",
    doc="Where a batch enters the network.",
    fields=(
        Wholes(
            name="shape",
            default=(1,),
            low=1,
            help="Shape of one sample, without the batch dimension",
        ),
    ),
    arity=(0, 0),
    out_shape=_input_shape,
    stem="input",
)

LINEAR = LayerKind(
    name="Linear",
    group="linear",
    doc="Multiplies by a weight matrix and adds a bias: every output sees every input.",
    formula="y = x·Wᵀ + b",
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
    target="torch.nn.Linear",
    out_shape=_linear_shape,
    arguments=_linear_arguments,
    weights=_linear_weights,
    multiply_adds=_linear_products,
    positional=2,
    stem="fc",
    summary=_linear_summary,
)

KINDS = (INPUT, LINEAR)
