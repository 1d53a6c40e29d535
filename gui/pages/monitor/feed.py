"""Shows series of a run's history as curves of one plot, without copying a point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.history import History
from engine.series import Series
from gui.pages.monitor.source import Overlay, Source
from gui.pages.monitor.timeline import Timeline
from gui.plots.computed import Compute, Computed
from gui.plots.line_plot import LinePlot
from gui.plots.samples import Floats, Indices, Referenced
from gui.plots.series import SeriesStyle

#: The edges of a band are dotted.
_PART_DASH = 2

Table = Literal["steps", "epochs", "probes", "chunks", "machine"]


@dataclass(frozen=True)
class Curve:
    """One curve: which series of the history it shows, and how.

    With `compute` it shows a function of this series and `others`. A `part` of another curve, key and
    name, such as an edge of a band, is drawn behind it and shares its entry in the legend.
    """

    source: Table
    series: str
    name: str
    color: str | int
    style: SeriesStyle = "line"
    compute: Compute | None = None
    others: tuple[str, ...] = ()
    part: tuple[str, str] | None = None

    @property
    def group(self) -> tuple[str, str] | None:
        """Whose entry in the legend it shares."""
        return (self.series.replace("/", "-"), self.name) if self.part else None

    @property
    def key(self) -> str:
        """The curve's key in its plot."""
        key = self.series.replace("/", "-")
        return f"{key}-{self.part[0]}" if self.part else key


@dataclass(frozen=True)
class _Wanted:
    """A curve of one run; `overlay` where that is another than the page's."""

    curve: Curve
    overlay: Overlay | None = None
    dash: int = 0

    @property
    def key(self) -> str:
        """The key in the plot."""
        return f"{self.overlay.key}-{self.curve.key}" if self.overlay else self.curve.key

    def add_to(self, plot: LinePlot) -> None:
        """Adds the curve, in its run's colour and with its run's entry in the legend."""
        curve, overlay = self.curve, self.overlay
        if overlay is None:
            look, dash = (curve.color, curve.style), _PART_DASH if curve.part else 0
            name = curve.part[1] if curve.part else curve.name
            plot.add_series(self.key, name, *look, group=curve.group, dash=dash)
            return
        style: SeriesStyle = "line" if curve.style == "points" else curve.style
        group = (overlay.key, overlay.name)
        plot.add_series(self.key, curve.name, overlay.color, style, group=group, dash=self.dash)


class Feed:
    """Remembers which column each curve of a plot reads, and how long it was."""

    def __init__(self, plot: LinePlot) -> None:
        self._plot = plot
        self._wanted: tuple[_Wanted, ...] = ()
        self._read: dict[str, tuple[Series, int]] = {}

    def restart(self) -> None:
        """The points belong to another history or another axis: all come anew."""
        self._read.clear()
        self._plot.clear()

    def take(self, source: Source, curves: tuple[Curve, ...]) -> None:
        """Shows these curves, of the page's run and of those beside it, as far as they are now."""
        wanted = tuple(_Wanted(curve) for curve in curves) + tuple(
            _Wanted(curve, overlay, dash)
            for overlay in source.overlays
            for dash, curve in enumerate(curves)
            if {curve.series, *curve.others} <= set(getattr(overlay.history, curve.source))
        )
        if wanted != self._wanted:
            for one in self._wanted:
                self._plot.remove_series(one.key)
            for one in wanted:
                one.add_to(self._plot)
            self._wanted = wanted
            self._read.clear()
        timelines = {overlay.key: timeline for overlay, timeline in source.beside}
        for one in wanted:
            if one.overlay is None:
                self._take_one(one, source.history, source.timeline)
            else:
                self._take_one(one, one.overlay.history, timelines[one.overlay.key])

    def _take_one(self, wanted: _Wanted, history: History, timeline: Timeline) -> None:
        curve, key = wanted.curve, wanted.key
        table: Mapping[str, Series] = getattr(history, curve.source)
        series = table.get(curve.series)
        if series is None or not len(series) or any(name not in table for name in curve.others):
            return
        read, size = self._read.get(key, (None, 0))
        if series is read and len(series) == size:
            return
        if series is not read:
            places = places_of(table, curve, timeline)
            first = first_number(series.values)
            samples = Referenced(series, places, first)
            if curve.compute is not None:
                columns = [series, *(table[name] for name in curve.others)]
                samples = Computed(columns, curve.compute, places, first)
            self._plot.set_samples(key, samples)
        self._read[key] = series, len(series)
        self._plot.note_change()


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
