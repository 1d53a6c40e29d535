"""Layers that bring values to a common spread, then scale and shift them by what is learnt."""

from collections.abc import Callable
from math import prod
from typing import Any

from engine import numbers
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.catalog.layers.batch_norm import BATCH, EPS, FORMULA, INSTANCE
from engine.spec.fields import Flag, Real, Whole, Wholes
from engine.text import text

_LAST_SIZES = Wholes(
    name="normalized_shape",
    default=None,
    low=1,
    optional=True,
    help="Last sizes of the input to work over together; empty: the last one",
)


def _normalized(params: Params, inputs: Shapes) -> Shape:
    """The sizes that LayerNorm and RMSNorm work on: those given, else the last one."""
    given: Shape | None = params["normalized_shape"]
    return inputs[0][-1:] if given is None else given


def _last_sizes_shape(kind: str) -> Callable[[Params, Shapes], Shape]:
    def out_shape(params: Params, inputs: Shapes) -> Shape:
        sizes = _normalized(params, inputs)
        if not sizes or inputs[0][-len(sizes) :] != sizes:
            raise ShapeError(
                text(
                    "{kind} is set to {wanted}, but gets {found}. normalized_shape must be the "
                    "last sizes of its input; leave it empty for the last one.",
                    kind=kind,
                    wanted=numbers.shape(sizes) or "1",
                    found=numbers.shape(inputs[0]) or "1",
                )
            )
        return inputs[0]

    return out_shape


def _last_sizes_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    sizes = _normalized(params, inputs)
    return {**params, "normalized_shape": sizes[0] if len(sizes) == 1 else sizes}


def _layer_norm_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    if not params["elementwise_affine"]:
        return {}
    sizes = _normalized(params, inputs)
    return {"weight": sizes, "bias": sizes} if params["bias"] else {"weight": sizes}


def _rms_norm_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    return {"weight": _normalized(params, inputs)} if params["elementwise_affine"] else {}


def _group_norm_shape(params: Params, inputs: Shapes) -> Shape:
    groups, found = params["num_groups"], inputs[0]
    if not found or found[0] % groups:
        raise ShapeError(
            text(
                "GroupNorm can't split {channels} channels into {groups} groups of equal size. "
                "Choose num_groups that divides {channels}.",
                channels=found[0] if found else 1,
                groups=groups,
            )
        )
    return found


def _group_norm_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"num_groups": params["num_groups"], "num_channels": inputs[0][0]} | {
        name: value for name, value in params.items() if name != "num_groups"
    }


def _group_norm_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    channels = (inputs[0][0],)
    return {"weight": channels, "bias": channels} if params["affine"] else {}


def _group_norm_summary(params: Params, _inputs: Shapes) -> str:
    return f"GroupNorm {params['num_groups']}"


def _local_response_shape(_params: Params, inputs: Shapes) -> Shape:
    if len(inputs[0]) < 2:
        raise ShapeError(
            text(
                "LocalResponseNorm needs channels × length or more dimensions, but gets {found}. "
                "Use LayerNorm, or put a Reshape before it.",
                found=numbers.shape(inputs[0]) or "1",
            )
        )
    return inputs[0]


def _row_figures(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """A mean and a spread for each row that is brought to them."""
    return 2 * prod(inputs[0]) // prod(_normalized(params, inputs))


def _rms_figures(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """The row before it is scaled, and its spread."""
    return prod(inputs[0]) + prod(inputs[0]) // prod(_normalized(params, inputs))


def _neighbours(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """The squares with a border of channels around them, the divisor, and its root."""
    channels: int = 3 * inputs[0][0] + params["size"] - 1
    return channels * prod(inputs[0][1:])


def _group_figures(params: Params, _inputs: Shapes, _outputs: Shapes) -> int:
    found: int = 2 * params["num_groups"]
    return found


KINDS = (
    *BATCH,
    LayerKind(
        name="LayerNorm",
        group="normalization",
        doc="Brings each sample to mean 0 and spread 1 by itself, whatever the batch.",
        formula=FORMULA,
        fields=(
            _LAST_SIZES,
            EPS,
            Flag(name="elementwise_affine", default=True, help="Learn a scale for each element"),
            Flag(name="bias", default=True, help="Learn a shift too"),
        ),
        target="torch.nn.LayerNorm",
        out_shape=_last_sizes_shape("LayerNorm"),
        arguments=_last_sizes_arguments,
        weights=_layer_norm_weights,
        keeps_more=_row_figures,
        positional=1,
        stem="ln",
        short=True,
    ),
    LayerKind(
        name="GroupNorm",
        group="normalization",
        doc="Brings groups of channels of each sample to mean 0 and spread 1: for small batches.",
        formula=FORMULA,
        fields=(
            Whole(
                name="num_groups", default=4, low=1, help="Groups of channels worked over together"
            ),
            EPS,
            Flag(name="affine", default=True, help="Learn a scale and a shift a channel"),
        ),
        target="torch.nn.GroupNorm",
        out_shape=_group_norm_shape,
        arguments=_group_norm_arguments,
        weights=_group_norm_weights,
        keeps_more=_group_figures,
        positional=2,
        stem="gn",
        short=True,
        summary=_group_norm_summary,
    ),
    *INSTANCE,
    LayerKind(
        name="RMSNorm",
        group="normalization",
        doc="Brings each sample to a root mean square of 1: LayerNorm without the mean.",
        formula="y = x / √(mean(x²) + ε)·weight",
        fields=(
            _LAST_SIZES,
            Real(
                name="eps",
                default=None,
                above=0.0,
                optional=True,
                help="Keeps the division finite at 0; empty: the smallest step of the number format",
                rare=True,
            ),
            Flag(name="elementwise_affine", default=True, help="Learn a scale for each element"),
        ),
        target="torch.nn.RMSNorm",
        out_shape=_last_sizes_shape("RMSNorm"),
        arguments=_last_sizes_arguments,
        weights=_rms_norm_weights,
        keeps_more=_rms_figures,
        positional=1,
        stem="norm",
        short=True,
    ),
    LayerKind(
        name="LocalResponseNorm",
        group="normalization",
        doc="Damps numbers whose neighbouring channels are large, as in AlexNet's first version.",
        formula="y = x / (k + α/n·Σ x²)^β,   Σ over n neighbouring channels",
        fields=(
            Whole(name="size", default=5, low=1, help="n: neighbouring channels looked at"),
            Real(name="alpha", default=1e-4, low=0.0, help="α: how much the neighbours count"),
            Real(name="beta", default=0.75, low=0.0, help="β: exponent of the division"),
            Real(name="k", default=1.0, above=0.0, help="Keeps the division away from 0"),
        ),
        target="torch.nn.LocalResponseNorm",
        out_shape=_local_response_shape,
        keeps_more=_neighbours,
        positional=1,
        stem="lrn",
        short=True,
    ),
)
