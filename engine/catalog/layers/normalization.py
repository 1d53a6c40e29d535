"""Layers that bring values to mean 0 and spread 1, then scale and shift them by what is learnt."""

from typing import Any

from engine import numbers
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.spec.fields import Field, Flag, Real, Wholes
from engine.text import Text, text

_FORMULA = "y = (x − mean) / √(var + ε)·weight + bias"
_EPS = Real(
    name="eps",
    default=1e-5,
    above=0.0,
    help="Keeps the division finite where nothing varies",
    rare=True,
)


def _batch_fields() -> tuple[Field, ...]:
    return (
        _EPS,
        Real(
            name="momentum",
            default=0.1,
            low=0.0,
            high=1.0,
            optional=True,
            help="Share of a batch in the running mean; empty: plain mean of all batches",
        ),
        Flag(name="affine", default=True, help="Learn a scale and a shift a channel"),
        Flag(
            name="track_running_stats",
            default=True,
            help="Keep running means for evaluation, else use each batch's own",
            rare=True,
        ),
    )


def _batch_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"num_features": inputs[0][0], **params}


def _batch_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    channels = (inputs[0][0],)
    return {"weight": channels, "bias": channels} if params["affine"] else {}


def _batch_buffers(params: Params, inputs: Shapes) -> dict[str, Shape]:
    if not params["track_running_stats"]:
        return {}
    channels = (inputs[0][0],)
    return {"running_mean": channels, "running_var": channels, "num_batches_tracked": ()}


def _batch_norm_1d_shape(_params: Params, inputs: Shapes) -> Shape:
    if len(inputs[0]) not in (1, 2):
        raise _wrong(
            "BatchNorm1d", text("features, or channels × length"), inputs[0], "BatchNorm2d"
        )
    return inputs[0]


def _batch_norm_2d_shape(_params: Params, inputs: Shapes) -> Shape:
    if len(inputs[0]) != 3:
        raise _wrong("BatchNorm2d", text("channels × height × width"), inputs[0], "BatchNorm1d")
    return inputs[0]


def _wrong(kind: str, wanted: Text, found: Shape, other: str) -> ShapeError:
    return ShapeError(
        text(
            "{kind} needs {wanted}, but gets {found}. Use {other}, or put a Reshape before it.",
            kind=kind,
            wanted=wanted,
            found=numbers.shape(found) or "1",
            other=other,
        )
    )


def _normalized(params: Params, inputs: Shapes) -> Shape:
    """The sizes that LayerNorm works on: those given, else the last one."""
    given: Shape | None = params["normalized_shape"]
    return inputs[0][-1:] if given is None else given


def _layer_norm_shape(params: Params, inputs: Shapes) -> Shape:
    sizes = _normalized(params, inputs)
    if not sizes or inputs[0][-len(sizes) :] != sizes:
        raise ShapeError(
            text(
                "LayerNorm is set to {wanted}, but gets {found}. normalized_shape must be the last "
                "sizes of its input; leave it empty for the last one.",
                wanted=numbers.shape(sizes) or "1",
                found=numbers.shape(inputs[0]) or "1",
            )
        )
    return inputs[0]


def _layer_norm_arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    sizes = _normalized(params, inputs)
    return {**params, "normalized_shape": sizes[0] if len(sizes) == 1 else sizes}


def _layer_norm_weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    if not params["elementwise_affine"]:
        return {}
    sizes = _normalized(params, inputs)
    return {"weight": sizes, "bias": sizes} if params["bias"] else {"weight": sizes}


KINDS = (
    LayerKind(
        name="BatchNorm1d",
        group="normalization",
        doc="Brings each feature to mean 0 and spread 1 over the batch: training is steadier.",
        formula=_FORMULA,
        fields=_batch_fields(),
        target="torch.nn.BatchNorm1d",
        out_shape=_batch_norm_1d_shape,
        arguments=_batch_arguments,
        weights=_batch_weights,
        buffers=_batch_buffers,
        positional=1,
        stem="bn",
        short=True,
    ),
    LayerKind(
        name="BatchNorm2d",
        group="normalization",
        doc="Brings each channel to mean 0 and spread 1 over the batch: training is steadier.",
        formula=_FORMULA,
        fields=_batch_fields(),
        target="torch.nn.BatchNorm2d",
        out_shape=_batch_norm_2d_shape,
        arguments=_batch_arguments,
        weights=_batch_weights,
        buffers=_batch_buffers,
        positional=1,
        stem="bn",
        short=True,
    ),
    LayerKind(
        name="LayerNorm",
        group="normalization",
        doc="Brings each sample to mean 0 and spread 1 by itself, whatever the batch.",
        formula=_FORMULA,
        fields=(
            Wholes(
                name="normalized_shape",
                default=None,
                low=1,
                optional=True,
                help="Last sizes of the input to work over together; empty: the last one",
            ),
            _EPS,
            Flag(name="elementwise_affine", default=True, help="Learn a scale for each element"),
            Flag(name="bias", default=True, help="Learn a shift too"),
        ),
        target="torch.nn.LayerNorm",
        out_shape=_layer_norm_shape,
        arguments=_layer_norm_arguments,
        weights=_layer_norm_weights,
        positional=1,
        stem="ln",
        short=True,
    ),
)
