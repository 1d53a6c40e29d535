"""Layers that disturb training on purpose, so that the network does not learn by heart."""

from collections.abc import Callable

from engine.catalog.kind import LayerKind, Params, Shape, Shapes, same_shape
from engine.catalog.layers.windows import channels_first
from engine.spec.fields import Real


def _summary(kind: str) -> Callable[[Params, Shapes], str]:
    def summary(params: Params, _inputs: Shapes) -> str:
        return f"{kind} p={params['p']:g}"

    return summary


def _dropout_2d_shape(_params: Params, inputs: Shapes) -> Shape:
    channels_first("Dropout2d", 2, inputs[0])
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
        stem="dropout",
        short=True,
        summary=_summary(name),
    )


KINDS = (
    _dropout(
        "Dropout",
        "Sets random values to 0 while training, so that no unit relies on a single other one.",
        "y = x·m / (1 − p),   m = 0 with probability p, else 1",
    ),
    _dropout(
        "Dropout2d",
        "Sets whole random channels of a picture to 0 while training.",
        "y = x·m / (1 − p),   m = 0 with probability p, else 1, one a channel",
        _dropout_2d_shape,
    ),
    _dropout(
        "AlphaDropout",
        "Dropout that keeps mean and spread; the one that goes with SELU.",
        "y = a·(x·m + α′·(1 − m)) + b",
    ),
)
