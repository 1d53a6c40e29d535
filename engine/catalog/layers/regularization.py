"""Layers that disturb training on purpose, so that the network does not learn by heart."""

from collections.abc import Callable

from engine.catalog.kept import dropped
from engine.catalog.kind import LayerKind, Params, Shape, ShapeError, Shapes, same_shape
from engine.catalog.layers.windows import channels_first
from engine.spec.fields import Real
from engine.text import text


def _summary(kind: str) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, _inputs: Shapes) -> str:
        return f"{kind} p={params['p']:g}"

    return summary


def _by_channel(dims: int) -> Callable[[Params, Shapes], Shape]:
    def out_shape(_params: Params, inputs: Shapes) -> Shape:
        channels_first(f"Dropout{dims}d", dims, inputs[0])
        return inputs[0]

    return out_shape


def _feature_alpha_shape(_params: Params, inputs: Shapes) -> Shape:
    if not inputs[0]:
        raise ShapeError(
            text("FeatureAlphaDropout needs channels, but gets a single number. Use AlphaDropout.")
        )
    return inputs[0]


def _dropout(
    name: str,
    doc: str,
    formula: str,
    out_shape: Callable[[Params, Shapes], Shape] = same_shape,
) -> LayerKind:
    return LayerKind(
        name=name,
        group="regularization",
        doc=doc,
        formula=formula,
        fields=(
            Real(name="p", default=0.5, low=0.0, high=1.0, help="Probability of being dropped"),
        ),
        target=f"torch.nn.{name}",
        out_shape=out_shape,
        explicit=("p",),
        keeps="nothing",
        keeps_more=dropped(whole_channels=out_shape is not same_shape),
        stem="dropout",
        short=True,
        summary=_summary(name),
    )


_CHANNELS = "y = x·m / (1 − p),   m = 0 with probability p, else 1, one a channel"

KINDS = (
    _dropout(
        "Dropout",
        "Sets random values to 0 while training, so that no unit relies on a single other one.",
        "y = x·m / (1 − p),   m = 0 with probability p, else 1",
    ),
    _dropout(
        "Dropout2d",
        "Sets whole random channels of a picture to 0 while training.",
        _CHANNELS,
        _by_channel(2),
    ),
    _dropout(
        "Dropout1d",
        "Sets whole random channels of a sequence to 0 while training.",
        _CHANNELS,
        _by_channel(1),
    ),
    _dropout(
        "Dropout3d",
        "Sets whole random channels of a volume to 0 while training.",
        _CHANNELS,
        _by_channel(3),
    ),
    _dropout(
        "AlphaDropout",
        "Dropout that keeps mean and spread; the one that goes with SELU.",
        "y = a·(x·m + α′·(1 − m)) + b",
    ),
    _dropout(
        "FeatureAlphaDropout",
        "AlphaDropout that takes whole channels at a time.",
        "y = a·(x·m + α′·(1 − m)) + b,   one m a channel",
        _feature_alpha_shape,
    ),
)
