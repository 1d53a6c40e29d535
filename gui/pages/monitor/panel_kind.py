"""What the table of panels says of each, and what a panel may be made from."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.text import Text, text
from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.pages.monitor.panel import Panel
from gui.pages.monitor.source import Source
from gui.plots.smoothing_button import SMOOTHING_CHOICES
from gui.run.controller import RunController
from gui.settings import Settings

#: The groups of the menu of plots, in its order.
GROUPS = {
    "learning": text("Learning"),
    "gradients": text("Gradients and weights"),
    "activations": text("Activations"),
    "predictions": text("Predictions"),
    "machine": text("Machine"),
}
_SMOOTHING = 0.6


@dataclass(frozen=True)
class Surroundings:
    """What a panel may be made from; it keeps what it needs."""

    source: Source
    selection: Selection
    settings: Settings
    document: Document
    controller: RunController
    store: DataStore

    @property
    def smoothing(self) -> float:
        """The smoothing that all curves of steps share, as it is remembered."""
        remembered = self.settings.text("monitor/smoothing", "")
        return next((w for w in SMOOTHING_CHOICES if repr(w) == remembered), _SMOOTHING)


def always(_source: Source) -> bool:
    """Makes sense whatever the task."""
    return True


def never(_source: Source) -> bool:
    """Only where the user asks for it."""
    return False


@dataclass(frozen=True)
class PanelKind:
    """One panel that the grid can show.

    `name` is kept in settings, so it never changes. `make` is called when the panel is first shown.
    `offered`: whether it can show anything sensible; `wanted`: whether it is shown while the user has
    arranged nothing.
    """

    name: str
    title: Text
    group: str
    help: Text
    make: Callable[[Surroundings], Panel]
    wanted: Callable[[Source], bool] = never
    offered: Callable[[Source], bool] = always
