"""The table of all panels, in the order in which they stand while nobody has arranged them.

A new panel is one entry here and one file that makes it.
"""

from dataclasses import dataclass
from functools import partial

from engine.text import Text, text
from gui.pages.monitor.boundary import BoundaryPanel, has_plane, is_plane
from gui.pages.monitor.by_layer import ByLayerPanel
from gui.pages.monitor.confusion import ConfusionPanel
from gui.pages.monitor.histograms import HistogramPanel
from gui.pages.monitor.layer_figures import (
    ACTIVATION,
    DEAD,
    GRADIENT,
    SATURATED,
    UPDATE,
    can_die,
    can_saturate,
)
from gui.pages.monitor.line_panels import (
    LearningRatePanel,
    LossPanel,
    LossSharePanel,
    MetricPanel,
    has_terms,
)
from gui.pages.monitor.machine_panels import MemoryPanel, ProcessorPanel, SpeedPanel
from gui.pages.monitor.pairs import PairsPanel
from gui.pages.monitor.panel_kind import PanelKind, always
from gui.pages.monitor.source import Source
from gui.pages.monitor.surface import SurfacePanel, learns_few


def _classes(source: Source) -> bool:
    return source.is_classification


def _numbers(source: Source) -> bool:
    return not source.is_classification


PANELS: tuple[PanelKind, ...] = (
    PanelKind(
        "loss",
        text("Loss"),
        "learning",
        text("What training makes small: of every step, of validation, and each of its terms."),
        LossPanel,
        wanted=always,
    ),
    PanelKind(
        "metric",
        text("Metrics"),
        "learning",
        text("How good the network is by the figures of its task, epoch by epoch."),
        MetricPanel,
        wanted=always,
    ),
    PanelKind(
        "gradient",
        text("Gradient norm by layer"),
        "gradients",
        text("How strong the signal is that reaches each layer: vanishing, exploding or sound."),
        partial(ByLayerPanel, figure=GRADIENT),
        wanted=always,
    ),
    PanelKind(
        "update",
        text("Update ratio by layer"),
        "gradients",
        text("How far each step moves the weights of a layer, as a share of their length."),
        partial(ByLayerPanel, figure=UPDATE),
    ),
    PanelKind(
        "activation",
        text("Activations by layer"),
        "activations",
        text("Mean and deviation of what each layer gives."),
        partial(ByLayerPanel, figure=ACTIVATION),
    ),
    PanelKind(
        "dead",
        text("Dead units by layer"),
        "activations",
        text("Units that are zero whatever comes in, such as of a ReLU, and learn nothing."),
        partial(ByLayerPanel, figure=DEAD),
        offered=can_die,
    ),
    PanelKind(
        "saturated",
        text("Saturated outputs by layer"),
        "activations",
        text("Outputs at the flat ends of a sigmoid or tanh, which let no gradient through."),
        partial(ByLayerPanel, figure=SATURATED),
        offered=can_saturate,
    ),
    PanelKind(
        "confusion",
        text("Confusion matrix"),
        "predictions",
        text("Which classes are taken for which others."),
        ConfusionPanel,
        wanted=lambda source: _classes(source) and not is_plane(source),
        offered=_classes,
    ),
    PanelKind(
        "pairs",
        text("Predicted and true"),
        "predictions",
        text("How near the predictions for the validation rows are to what is true."),
        PairsPanel,
        wanted=_numbers,
        offered=_numbers,
    ),
    PanelKind(
        "boundary",
        text("Decision boundary"),
        "predictions",
        text("What the network says where: on the plane of the data, or of its main directions."),
        BoundaryPanel,
        wanted=is_plane,
        offered=has_plane,
    ),
    PanelKind(
        "surface",
        text("Loss surface"),
        "learning",
        text(
            "The loss around the weights and the way that training walks: exactly for one number or two, "
            "else on the plane of the way’s main directions."
        ),
        SurfacePanel,
        wanted=learns_few,
    ),
    PanelKind(
        "learningRate",
        text("Learning rate"),
        "learning",
        text("How far each step goes, as the schedule has it."),
        LearningRatePanel,
    ),
    PanelKind(
        "lossShare",
        text("Loss terms"),
        "learning",
        text("How much of the loss each of its terms makes up, weighted."),
        LossSharePanel,
        offered=has_terms,
    ),
    PanelKind(
        "weightHistogram",
        text("Weights through time"),
        "gradients",
        text("How the weights of a layer are spread, and how that changes."),
        partial(HistogramPanel, figure="weight"),
    ),
    PanelKind(
        "gradientHistogram",
        text("Gradients through time"),
        "gradients",
        text("How the gradients of a layer are spread, and how that changes."),
        partial(HistogramPanel, figure="gradient"),
    ),
    PanelKind(
        "speed",
        text("Speed"),
        "machine",
        text("How many samples are trained on a second."),
        SpeedPanel,
    ),
    PanelKind(
        "memory",
        text("Memory"),
        "machine",
        text("Memory that this program takes, and that of the graphics card."),
        MemoryPanel,
    ),
    PanelKind(
        "processor",
        text("Processors"),
        "machine",
        text("How busy the processors and the graphics card are."),
        ProcessorPanel,
    ),
)


@dataclass(frozen=True)
class Preset:
    """A ready choice of plots: the loss beside some groups, the first look without one, or all."""

    name: str
    title: Text
    groups: tuple[str, ...] | None

    def names(self, source: Source) -> tuple[str, ...]:
        """The names of its plots."""
        if self.groups is None:
            return tuple(kind.name for kind in PANELS)
        if not self.groups:
            return tuple(kind.name for kind in PANELS if kind.wanted(source))
        return ("loss", *(kind.name for kind in PANELS if kind.group in self.groups))


PRESETS: tuple[Preset, ...] = (
    Preset("overview", text("Overview"), ()),
    Preset("gradients", text("Gradients"), ("gradients",)),
    Preset("activations", text("Activations"), ("activations",)),
    Preset("everything", text("Everything"), None),
)
