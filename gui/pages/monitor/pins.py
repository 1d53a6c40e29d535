"""Places pinned on the x axis of every plot, and the table of what the curves are there."""

from dataclasses import replace

from PySide6.QtCore import QObject

from engine.history import History
from gui.pages.monitor.shelf import Shelf
from gui.pages.monitor.source import Source
from gui.plots.line_plot import LinePlot
from gui.plots.pin_table import Pin, PinRow, PinTable
from gui.plots.scheduler import RedrawScheduler

_MOST = 8


class Pins(QObject):
    """Keeps the pinned steps; a change of the axis moves the lines with them.

    The table is read when the scheduler rests: then every plot shows what the history holds.
    """

    def __init__(self, shelf: Shelf, source: Source, scheduler: RedrawScheduler) -> None:
        super().__init__()
        self._shelf, self._source, self._scheduler = shelf, source, scheduler
        self._history: History = source.history
        self._steps: list[int] = []
        self.table = PinTable()
        self.table.removed.connect(self.remove)
        self.table.cleared.connect(self.clear)
        self._stale = False
        scheduler.rested.connect(self._fill_if_stale)
        shelf.made.connect(self._join)
        for name in shelf.kinds:
            if shelf.is_made(name):
                self._join(name)

    def add(self, x: float) -> None:
        """Pins the step at this x; the oldest pin goes when there are too many."""
        step = self._source.timeline.step_at(x)
        if step and step not in self._steps:
            self._steps = [*self._steps, step][-_MOST:]
            self._show()

    def remove(self, number: int) -> None:
        """Takes one pin away."""
        del self._steps[number]
        self._show()

    def clear(self) -> None:
        """Takes all pins away."""
        self._steps.clear()
        self._show()

    def restart(self) -> None:
        """The axis is another, or the run is: the pins belong to the run they were set in."""
        if self._source.history is not self._history:
            self._history = self._source.history
            self._steps.clear()
        self._show()
        self.note_change()

    def note_change(self) -> None:
        """Something else may stand in the table."""
        if self._steps:
            self._stale = True
            self._scheduler.request()

    def _fill_if_stale(self) -> None:
        if self._stale:
            self._fill()

    def _fill(self) -> None:
        """Reads every visible curve at every pin."""
        self._stale = False
        places = self._places()
        rows = [row for plot in self._plots() for row in _rows(plot, places)]
        self.table.show_pins([self._words(x) for x in places], rows)

    def _join(self, name: str) -> None:
        for plot in self._shelf.panel(name).plots:
            plot.pin_wanted.connect(self.add)
            plot.unpin_wanted.connect(self.remove)
            plot.look_changed.connect(self.note_change)
            plot.show_pins(self._places())

    def _places(self) -> list[float]:
        return [self._source.timeline.at(step) for step in self._steps]

    def _words(self, x: float) -> Pin:
        timeline = self._source.timeline
        span, axis = timeline.at(self._source.history.step_count), timeline.axis
        return Pin(replace(axis, detail=None).title(x, span), axis.title(x, span))

    def _show(self) -> None:
        places = self._places()
        for plot in self._plots():
            plot.show_pins(places)
        self._fill()

    def _plots(self) -> list[LinePlot]:
        return [plot for panel in self._shelf.panels for plot in panel.plots]


def _rows(plot: LinePlot, places: list[float]) -> list[PinRow]:
    """A row for each curve that a plot shows; another run's may have been at some of the places only."""
    if not places or not plot.isVisible():
        return []
    found = [{one.key: one for one in plot.readings(x)} for x in places]
    curves = {key: one for key in plot.keys for at in found if (one := at.get(key))}
    return [
        PinRow(
            plot.accessibleName(),
            curve.name,
            curve.color,
            tuple(at[key].value if key in at else None for at in found),
        )
        for key, curve in curves.items()
    ]
