"""Shows series of a run's history as curves of one plot, without copying a point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.history import History
from engine.series import Series
from gui.pages.monitor.timeline import Timeline
from gui.plots.line_plot import LinePlot
from gui.plots.samples import Floats, Indices, Referenced
from gui.plots.series import SeriesStyle


@dataclass(frozen=True)
class Curve:
    """One curve: which series of the history it shows, and how."""

    source: Literal["steps", "epochs", "probes", "chunks", "machine"]
    series: str
    name: str
    color: str | int
    style: SeriesStyle = "line"

    @property
    def key(self) -> str:
        """The curve's key in its plot."""
        return self.series.replace("/", "-")


class Feed:
    """Remembers which column each curve of a plot reads, and how long it was."""

    def __init__(self, plot: LinePlot) -> None:
        self._plot = plot
        self._curves: tuple[Curve, ...] = ()
        self._read: dict[str, tuple[Series, int]] = {}

    def restart(self) -> None:
        """The points belong to another history or another axis: all come anew."""
        self._read.clear()
        self._plot.clear()

    def take(self, history: History, timeline: Timeline, curves: tuple[Curve, ...]) -> None:
        """Shows these curves, with what the history has beyond the last time."""
        if curves != self._curves:
            for curve in self._curves:
                self._plot.remove_series(curve.key)
            for curve in curves:
                self._plot.add_series(curve.key, curve.name, curve.color, curve.style)
            self._curves = curves
            self._read.clear()
        for curve in curves:
            self._take_one(history, timeline, curve)

    def _take_one(self, history: History, timeline: Timeline, curve: Curve) -> None:
        table: Mapping[str, Series] = getattr(history, curve.source)
        series = table.get(curve.series)
        if series is None or not len(series):
            return
        read, size = self._read.get(curve.key, (None, 0))
        if series is read and len(series) == size:
            return
        if series is not read:
            places = places_of(table, curve, timeline)
            samples = Referenced(series, places, first_number(series.values))
            self._plot.set_samples(curve.key, samples)
        self._read[curve.key] = series, len(series)
        self._plot.note_growth()


def places_of(
    table: Mapping[str, Series], curve: Curve, timeline: Timeline
) -> Callable[[Indices], Floats]:
    """Where the points of a curve stand: a point a step, or at the steps its source tells."""
    if curve.source == "steps":
        return lambda numbers: timeline.of(numbers + np.float64(1))
    steps = table["step"]
    return lambda numbers: timeline.of(steps.values[numbers])


def first_number(values: np.ndarray) -> int:
    """Where a series begins: History fills the time before it with NaN."""
    if not np.isnan(values[0]):
        return 0
    numbers = ~np.isnan(values)
    return int(numbers.argmax()) if numbers.any() else 0


def epochs_with_numbers(history: History, series: str) -> bool:
    """Whether a series of epochs holds anything to draw."""
    found = history.epochs.get(series)
    return found is not None and bool(np.isfinite(found.values).any())
