"""Carries new points from a run's history to the curves of one plot, each point once."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.history import History
from engine.series import Series
from gui.pages.monitor.timeline import Timeline
from gui.plots.line_plot import LinePlot
from gui.plots.series import SeriesStyle


@dataclass(frozen=True)
class Curve:
    """One curve: which series of the history it shows, and how."""

    source: Literal["steps", "epochs"]
    series: str
    name: str
    color: str | int
    style: SeriesStyle = "line"

    @property
    def key(self) -> str:
        """The curve's key in its plot."""
        return self.series.replace("/", "-")


class Feed:
    """Remembers how far each curve of a plot has come."""

    def __init__(self, plot: LinePlot) -> None:
        self._plot = plot
        self._curves: tuple[Curve, ...] = ()
        self._seen: dict[str, int] = {}

    def restart(self) -> None:
        """The points belong to another history or another axis: all come anew."""
        self._seen.clear()
        self._plot.clear()

    def take(self, history: History, timeline: Timeline, curves: tuple[Curve, ...]) -> None:
        """Shows these curves and adds what the history has beyond the last time."""
        if curves != self._curves:
            for curve in self._curves:
                self._plot.remove_series(curve.key)
            for curve in curves:
                self._plot.add_series(curve.key, curve.name, curve.color, curve.style)
            self._curves = curves
            self._seen.clear()
        for curve in curves:
            self._take_one(history, timeline, curve)

    def _take_one(self, history: History, timeline: Timeline, curve: Curve) -> None:
        series: Series | None = getattr(history, curve.source).get(curve.series)
        if series is None:
            return
        start, stop = self._seen.get(curve.key, 0), len(series)
        if start == 0:
            start = first_number(series.values)
        if start >= stop:
            return
        places = timeline.of_steps if curve.source == "steps" else timeline.of_epochs
        self._plot.append(curve.key, places(start, stop), series.values[start:stop])
        self._seen[curve.key] = stop


def first_number(values: np.ndarray) -> int:
    """Where a series begins: History fills the time before it with NaN."""
    finite = np.isfinite(values)
    return int(finite.argmax()) if finite.any() else len(values)


def epochs_with_numbers(history: History, series: str) -> bool:
    """Whether a series of epochs holds anything to draw."""
    found = history.epochs.get(series)
    return found is not None and bool(np.isfinite(found.values).any())
