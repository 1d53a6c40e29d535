"""The figures of every layer that there are panels of."""

from collections.abc import Iterator
from typing import Final

from engine.catalog.kind import LayerKind
from engine.catalog.layers import LAYERS
from engine.text import text
from gui.pages.monitor.by_layer import LayerFigure
from gui.pages.monitor.source import Source

#: The norm of all gradients of a layer, at every step.
GRADIENT: Final = LayerFigure(
    "gradient",
    text("Gradient norm by layer"),
    text("Gradient norm of the selected layers"),
    text("Gradient norms appear with the first step."),
    "steps",
    "gradient",
)

#: How far a step moves a layer's weights, as a share of their length.
UPDATE: Final = LayerFigure(
    "update",
    text("Update ratio by layer"),
    text("Update ratio of the selected layers"),
    text("Update ratios appear once training has run a moment."),
    "probes",
    "update",
    style="line",  # looked at now and then: a smoothed line would lag far behind
    guide=-3,
    help=text(
        "‖Δw‖ / ‖w‖: how far one step moves the weights, as a share of their length. About "
        "1e-3 is usual. Steadily above 1e-2 the learning rate is likely too high, below "
        "1e-4 too low, or the layer gets hardly any gradient."
    ),
)

#: Mean and standard deviation of a layer's outputs.
ACTIVATION: Final = LayerFigure(
    "activation",
    text("Activations by layer"),
    text("Activations of the selected layers"),
    text("Activations appear once training has run a moment."),
    "probes",
    "activation_mean",
    "linear",
    "line",
    deviation="activation_std",
    map_title=text("Activation deviation by layer"),
    map_series="activation_std",
    map_scale="log",
    help=text(
        "Mean and standard deviation of what each layer gives. A deviation that shrinks or "
        "grows from layer to layer tells that the signal fades or swells on its way."
    ),
)

#: The share of a layer's units that are zero on every row looked at.
DEAD: Final = LayerFigure(
    "dead",
    text("Dead units by layer"),
    text("Dead units of the selected layers"),
    text("No layer here can have dead units, or training has not run long enough to tell."),
    "probes",
    "dead",
    "percent",
    "line",
    help=text(
        "Units that are zero on every row looked at. They learn nothing as long as they are."
    ),
)

#: The share of a layer's outputs near an end of its activation's range.
SATURATED: Final = LayerFigure(
    "saturated",
    text("Saturated outputs by layer"),
    text("Saturated outputs of the selected layers"),
    text("No activation here is bounded, or training has not run long enough to tell."),
    "probes",
    "saturated",
    "percent",
    "line",
    help=text(
        "Outputs near an end of what the activation can give, such as 0 or 1 of a sigmoid. "
        "Hardly any gradient goes back through them."
    ),
)


def can_die(source: Source) -> bool:
    """Whether a layer has units that can fall silent for good."""
    return any(kind.falls_silent(params) for kind, params in _layers(source))


def can_saturate(source: Source) -> bool:
    """Whether a layer's outputs have two ends."""
    return any(kind.ends(params) is not None for kind, params in _layers(source))


def _layers(source: Source) -> Iterator[tuple[LayerKind, dict[str, object]]]:
    for layer in source.project.network.layers:
        kind = LAYERS.get(layer.kind)
        if kind is not None:
            yield kind, kind.fitting(layer.params)
