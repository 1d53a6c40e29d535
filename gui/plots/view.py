"""Which stretch of x and y a line plot shows, and where the labels of its axes stand.

Drawn units are those of the screen's axes: on a logarithmic axis powers of ten.
"""

import math
from collections.abc import Sequence

import numpy as np

from gui.plots.samples import Floats, Samples
from gui.plots.ticks import Tick, linear_ticks, log_range, log_ticks, round_range
from gui.plots.x_axis import XAxis

Span = tuple[float, float]

_PIXELS_PER_X_LABEL = 90
_PIXELS_PER_Y_LABEL = 44


class View:
    """The view follows the data until someone touches it: x when dragged or zoomed, y when zoomed."""

    def __init__(self, x_axis: XAxis, *, log_y: bool) -> None:
        self.axis = x_axis
        self.log_x, self.log_y = False, log_y
        self.follows_x = self.follows_y = True
        #: At least this stretch of a linear y axis is shown while following.
        self.least_y: Span | None = None
        #: Where the last sample on show stands; None while there is none.
        self.last_x: float | None = None
        self._extent: Span | None = None
        self._exact = False

    @property
    def follows(self) -> bool:
        """Whether nothing has been touched."""
        return self.follows_x and self.follows_y

    def follow(self) -> None:
        """Follow the data again."""
        self.follows_x = self.follows_y = True

    def set_extent(self, low: float, high: float, *, exact: bool) -> bool:
        """Show at least this stretch of x while following, or exactly it; whether it is another."""
        before = (self._extent, self._exact)
        self._extent, self._exact = (low, high), exact
        return before != (self._extent, self._exact)

    def drawn_x(self, x: float) -> float:
        """Where a value of x is drawn; far left of everything where a logarithm has no place for it."""
        if not self.log_x:
            return x
        return math.log10(x) if x > 0 else -1e9

    def value_x(self, drawn: float) -> float:
        """The x drawn at this place."""
        return 10.0**drawn if self.log_x else drawn

    def within(self, x: float) -> float:
        """This x, or the last sample's where that comes before: there is nothing to read behind it."""
        return x if self.last_x is None else min(x, self.last_x)

    def x_range(self, series: Sequence[Samples], shown: Sequence[float]) -> Span:
        """The ends of x in drawn units; `shown` are those on screen now."""
        spans = [samples.ends() for samples in series]
        self.last_x = max((span[1] for span in spans if span is not None), default=None)
        if not self.follows_x:
            return float(shown[0]), float(shown[1])
        ends = [] if self._exact and self._extent else [e for s in series for e in self._ends(s)]
        low_high = self._extent or ()
        ends += [self.drawn_x(end) for end in low_high if end > 0 or not self.log_x]
        low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def _ends(self, samples: Samples) -> tuple[float, ...]:
        ends = samples.ends()
        if ends is None or not self.log_x:
            return ends or ()
        first = samples.search(0.0, "right")
        if first == len(samples):
            return ()
        return math.log10(samples.sample(first)[0]), math.log10(ends[1])

    def y_range(
        self, spans: Sequence[Span], shown: Sequence[float], height: int
    ) -> tuple[float, float, list[Tick]]:
        """The ends of y and its labels: round ends around what is drawn, or where someone zoomed."""
        intervals = min(max(height // _PIXELS_PER_Y_LABEL, 2), 5)
        if not self.follows_y:
            low, high = float(shown[0]), float(shown[1])
            return low, high, (log_ticks if self.log_y else linear_ticks)(low, high, intervals)
        if self.least_y is not None and not self.log_y:
            spans = [*spans, self.least_y]
        low = min((span[0] for span in spans), default=0.0)
        high = max((span[1] for span in spans), default=0.0 if self.log_y else 1.0)
        return (log_range if self.log_y else round_range)(low, high, intervals)

    def x_ticks(self, low: float, high: float, width: int) -> list[Tick]:
        """The labels of x."""
        intervals = max(width // _PIXELS_PER_X_LABEL, 1)
        return self.axis.ticks(low, high, intervals, log=self.log_x)

    def title(self, x: float, low: float, high: float) -> str:
        """A place on the x axis in words, for a view between two ends in drawn units."""
        return self.axis.title(x, self.value_x(high) - self.value_x(low))


def columns(places: Floats, low: float, high: float, pixels: int) -> Floats:
    """One of the places for each pixel they fall on, between two ends."""
    inside = places[(places >= low) & (places <= high)]
    if not len(inside) or high <= low:
        return inside
    pixel = ((inside - low) / (high - low) * pixels).astype(np.int64)
    return np.asarray(inside[np.unique(pixel, return_index=True)[1]])
