"""What every plot of the Monitor page has in common: its cards, its turn to be drawn, its restart."""

from abc import abstractmethod
from typing import Protocol

from PySide6.QtWidgets import QWidget

from engine.text import Text
from gui.pages.monitor.cards import MonitorCard, MonitorPlot, is_seen
from gui.pages.monitor.feed import Curve, Feed
from gui.pages.monitor.marks import marks_of
from gui.pages.monitor.source import Source
from gui.plots.line_plot import LinePlot
from gui.plots.timing import Timed


class Panel(Protocol):
    """One place of the grid: a plot, an object of the scheduler."""

    @property
    def widget(self) -> QWidget:
        """What stands in the grid."""

    @property
    def cards(self) -> tuple[MonitorCard | MonitorPlot, ...]:
        """Its cards, most often one."""

    @property
    def plots(self) -> tuple[LinePlot, ...]:
        """Its plots over the common x, which share their crosshair and their smoothing."""

    @property
    def paint_seconds(self) -> float:
        """Time spent painting so far."""

    def restart(self) -> None:
        """The history or the axis is another one."""

    def arrange(self) -> None:
        """Something else is another: the selection, the names on screen, the language."""

    def refresh(self) -> bool:
        """Takes what is new and draws it, when somebody can see it."""


class CardPanel(Panel):
    """A panel of one card whose body is no line plot."""

    def __init__(self, source: Source, card: MonitorCard, body: Timed) -> None:
        self.source, self.card = source, card
        self._body = body

    @property
    def widget(self) -> QWidget:
        """The card."""
        return self.card

    @property
    def cards(self) -> tuple[MonitorCard | MonitorPlot, ...]:
        """The card."""
        return (self.card,)

    @property
    def plots(self) -> tuple[LinePlot, ...]:
        """None over the common x."""
        return ()

    @property
    def paint_seconds(self) -> float:
        """Time spent painting so far."""
        return self._body.paint_seconds

    def arrange(self) -> None:
        """Nothing but new points changes most of these."""


class LinePanel(Panel):
    """A panel of one line plot; `empty` is what it says while there is nothing to draw."""

    empty: Text | None = None

    def __init__(self, source: Source, plot: MonitorPlot) -> None:
        self.source, self.plot = source, plot
        self._feed = Feed(plot)
        self._events: tuple[int | None, ...] = ()

    @property
    def widget(self) -> QWidget:
        """The plot's card."""
        return self.plot

    @property
    def cards(self) -> tuple[MonitorCard | MonitorPlot, ...]:
        """The plot's card."""
        return (self.plot,)

    @property
    def plots(self) -> tuple[LinePlot, ...]:
        """The plot."""
        return (self.plot,)

    @property
    def paint_seconds(self) -> float:
        """Time spent painting so far."""
        return float(self.plot.graph.paint_seconds)

    @abstractmethod
    def curves(self) -> tuple[Curve, ...]:
        """Which curves there are to show now."""

    def restart(self) -> None:
        """All points come anew."""
        self._feed.restart()
        self._events = ()
        self.plot.set_x_axis(self.source.timeline.axis)

    def arrange(self) -> None:
        """The names of the curves are asked for at every turn."""

    def refresh(self) -> bool:
        """Takes what is new and draws it."""
        if not is_seen(self.plot):
            return False
        source = self.source
        self._feed.take(source, self.curves())
        self.plot.note.say(self.empty if self.plot.is_empty else None)
        self.plot.set_x_extent(*source.extent, exact=source.window is not None)
        events = source.events
        if events != self._events:
            self._events = events
            self.plot.set_marks(marks_of(source))
        return self.plot.refresh()
