"""Layers that bring each channel to mean 0 and spread 1: over the batch, or in each sample by itself."""

from collections.abc import Callable
from math import prod
from typing import Any

from engine import numbers
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes
from engine.catalog.layers.windows import channels_by_name
from engine.spec.fields import Field, Flag, Real
from engine.text import Text, text

FORMULA = "y = (x − mean) / √(var + ε)·weight + bias"
EPS = Real(
    name="eps",
    default=1e-5,
    above=0.0,
    help="Keeps the division finite where nothing varies",
    rare=True,
)


def _fields(*, learns: bool) -> tuple[Field, ...]:
    """Both families have the same settings; only what is on from the start differs."""
    return (
        EPS,
        Real(
            name="momentum",
            default=0.1,
            low=0.0,
            high=1.0,
            optional=True,
            help="Share of a batch in the running mean; empty: plain mean of all batches",
            rare=not learns,
        ),
        Flag(name="affine", default=learns, help="Learn a scale and a shift a channel"),
        Flag(
            name="track_running_stats",
            default=learns,
            help="Keep running means for evaluation, else use each batch's own",
            rare=True,
        ),
    )


def _arguments(params: Params, inputs: Shapes) -> dict[str, Any]:
    return {"num_features": inputs[0][0], **params}


def _weights(params: Params, inputs: Shapes) -> dict[str, Shape]:
    channels = (inputs[0][0],)
    return {"weight": channels, "bias": channels} if params["affine"] else {}


def _buffers(params: Params, inputs: Shapes) -> dict[str, Shape]:
    if not params["track_running_stats"]:
        return {}
    channels = (inputs[0][0],)
    return {"running_mean": channels, "running_var": channels, "num_batches_tracked": ()}


def _wrong(kind: str, dims: int, wanted: Text, found: Shape) -> ShapeError:
    family = kind.removesuffix(f"{dims}d")
    other = len(found) - 1
    if 1 <= other <= 3:
        return ShapeError(
            text(
                "{kind} needs {wanted}, but gets {found}. Use {other}, or put a Reshape before it.",
                kind=kind,
                wanted=wanted,
                found=numbers.shape(found),
                other=f"{family}{other}d",
            )
        )
    return ShapeError(
        text(
            "{kind} needs {wanted}, but gets {found}. Put a Reshape before it.",
            kind=kind,
            wanted=wanted,
            found=numbers.shape(found) or "1",
        )
    )


def _batch_shape(kind: str, dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(_params: Params, inputs: Shapes) -> Shape:
        found = inputs[0]
        if dims == 1 and len(found) not in (1, 2):
            raise _wrong(kind, dims, text("features, or channels × length"), found)
        if dims > 1 and len(found) != dims + 1:
            raise _wrong(kind, dims, channels_by_name(dims), found)
        return found

    return out_shape


def _instance_shape(kind: str, dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(_params: Params, inputs: Shapes) -> Shape:
        found = inputs[0]
        if len(found) != dims + 1:
            raise _wrong(kind, dims, channels_by_name(dims), found)
        if prod(found[1:]) == 1:
            raise ShapeError(
                text(
                    "{kind} needs more than one number a channel, but gets {found}. Use a "
                    "LayerNorm, or less pooling before it.",
                    kind=kind,
                    found=numbers.shape(found),
                )
            )
        return found

    return out_shape


def _batch_norm(dims: int, doc: str) -> LayerKind:
    name = f"BatchNorm{dims}d"
    return LayerKind(
        name=name,
        group="normalization",
        doc=doc,
        formula=FORMULA,
        fields=_fields(learns=True),
        target=f"torch.nn.{name}",
        out_shape=_batch_shape(name, dims),
        arguments=_arguments,
        weights=_weights,
        buffers=_buffers,
        positional=1,
        stem="bn",
        short=True,
    )


def _instance_figures(params: Params, inputs: Shapes, _outputs: Shapes) -> int:
    """A mean and a spread for each channel, and copies of the running ones."""
    return (4 if params["track_running_stats"] else 2) * inputs[0][0]


def _instance_norm(dims: int, doc: str) -> LayerKind:
    name = f"InstanceNorm{dims}d"
    return LayerKind(
        name=name,
        group="normalization",
        doc=doc,
        formula=FORMULA,
        fields=_fields(learns=False),
        target=f"torch.nn.{name}",
        out_shape=_instance_shape(name, dims),
        arguments=_arguments,
        weights=_weights,
        buffers=_buffers,
        keeps_more=_instance_figures,
        positional=1,
        stem="norm",
        short=True,
    )


BATCH = (
    _batch_norm(
        2, "Brings each channel to mean 0 and spread 1 over the batch: training is steadier."
    ),
    _batch_norm(
        1, "Brings each feature to mean 0 and spread 1 over the batch: training is steadier."
    ),
    _batch_norm(3, "Brings each channel of a volume to mean 0 and spread 1 over the batch."),
)
INSTANCE = (
    _instance_norm(2, "Brings each channel of each picture to mean 0 and spread 1 by itself."),
    _instance_norm(1, "Brings each channel of each sequence to mean 0 and spread 1 by itself."),
    _instance_norm(3, "Brings each channel of each volume to mean 0 and spread 1 by itself."),
)
