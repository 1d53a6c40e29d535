"""The table of all panels, in the order in which they stand while nobody has arranged them.

A new panel is one entry here and one file that makes it.
"""

from dataclasses import dataclass

from engine.text import Text, text
from gui.pages.monitor.boundary import BoundaryPanel, has_plane, is_plane
from gui.pages.monitor.confusion import ConfusionPanel
from gui.pages.monitor.gradients import GradientPanel
from gui.pages.monitor.line_panels import LearningRatePanel, LossPanel, MetricPanel
from gui.pages.monitor.pairs import PairsPanel
from gui.pages.monitor.panel_kind import PanelKind, always
from gui.pages.monitor.source import Source


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
        GradientPanel,
        wanted=always,
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
        "learningRate",
        text("Learning rate"),
        "learning",
        text("How far each step goes, as the schedule has it."),
        LearningRatePanel,
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
