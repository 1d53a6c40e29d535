"""One series of a line plot: its samples, its smoothed twin and the items that draw them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

from gui.colors import mix
from gui.plots.pyramid import Pyramid
from gui.plots.smoothing import Smoother
from gui.theme import theme

Floats = NDArray[np.float64]
SeriesStyle = Literal["smoothed", "points", "line"]

_FAINT = 0.45
_MOST_DOTS = 150
_MARK_SIZE = 9


@dataclass(frozen=True)
class Frame:
    """What a redraw looks at: the x range, the width in pixels, and whether y is logarithmic."""

    low: float
    high: float
    pixels: int
    log_y: bool


class Series:
    """The samples of one series; the smoothed line is kept beside the raw one as samples come in."""

    def __init__(self, name: str, color: str | int, style: SeriesStyle) -> None:
        self.name = name
        self.style = style
        self.visible = True
        self.samples = Pyramid()
        self._color = color
        self._smoothing = 0.0
        self._smoother: Smoother | None = None
        self._smoothed: Pyramid | None = None

    @property
    def color(self) -> QColor:
        """The colour in the theme of now."""
        if isinstance(self._color, int):
            return theme().series(self._color)
        return theme().color(self._color)

    def append(self, x: ArrayLike, y: ArrayLike) -> None:
        """Add samples at the end."""
        before = len(self.samples)
        self.samples.append(x, y)
        self._smooth_from(before)

    def clear(self) -> None:
        """Forget every sample."""
        self.samples = Pyramid()
        self.set_smoothing(self._smoothing)

    def set_smoothing(self, weight: float) -> None:
        """Smooth all samples anew; a weight of 0 shows them as they are."""
        self._smoothing = weight
        self._smoother = Smoother(weight) if weight > 0 and self.style == "smoothed" else None
        self._smoothed = Pyramid() if self._smoother else None
        self._smooth_from(0)

    @property
    def main(self) -> Pyramid:
        """What the strong line shows: the smoothed samples where there are any."""
        return self.samples if self._smoothed is None else self._smoothed

    @property
    def is_smoothed(self) -> bool:
        """Whether a faint raw line stands behind the strong one."""
        return self._smoothed is not None

    def _smooth_from(self, start: int) -> None:
        if self._smoother is None or self._smoothed is None or start == len(self.samples):
            return
        smoothed = self._smoother.extend(self.samples.y[start:])
        self._smoothed.append(self.samples.x[start:], smoothed)


class SeriesItems:
    """What draws a series: a faint raw line, a strong line, dots, and marks for lost samples."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self._dense = False
        self._scale = 1.0
        self._color = QColor()
        self.raw = pg.PlotCurveItem(antialias=False)
        # Drawn line by line: a long antialiased path of width 2 takes ten times as long.
        self.line = pg.PlotCurveItem(antialias=True)
        self.line.setSegmentedLineMode("on")
        self.dots = pg.ScatterPlotItem(size=6, pen=pg.mkPen(None), antialias=True)
        self.marks = pg.ScatterPlotItem(size=_MARK_SIZE, symbol="t", pen=pg.mkPen(None))
        for depth, item in enumerate((self.raw, self.line, self.dots, self.marks)):
            item.setZValue(depth)
            plot.addItem(item, ignoreBounds=True)

    def remove(self) -> None:
        """Take the items off the plot."""
        for item in (self.raw, self.line, self.dots, self.marks):
            self._plot.removeItem(item)

    def recolor(self, series: Series, scale: float) -> None:
        """Take the colours of the theme, and widths for this many device pixels to a pixel.

        Faint colours are mixed rather than translucent, since lines that cross would add up.
        """
        color, panel = series.color, theme().color("panel")
        faint = QColor(mix(panel.name(), color.name(), _FAINT))
        self.raw.setPen(pg.mkPen(faint, width=scale))
        self._color, self._scale = color, scale
        self._pen_line(series.style == "line", dense=self._dense)
        self.dots.setBrush(pg.mkBrush(color))
        self.marks.setBrush(pg.mkBrush(theme().color("bad")))

    def draw(self, series: Series, frame: Frame) -> tuple[float, float] | None:
        """Draw what is in view and give the lowest and the highest y of it, in drawn units."""
        if not series.visible:
            for item in (self.raw, self.line, self.dots, self.marks):
                item.setData([], [])
            return None
        x, y = drawn(series.main, frame)
        raw_x, raw_y = drawn(series.samples, frame) if series.is_smoothed else (x, y)
        if series.is_smoothed:
            if frame.log_y:
                x, y = above(x, y, extent(raw_y))
            x, y = halved(x, y, frame.pixels)
        dense = len(x) > frame.pixels // 2
        if dense != self._dense:
            self._pen_line(series.style == "line", dense=dense)
        self.line.setData(x, y, connect="finite")
        # A line of one sample draws nothing: the first step of a run would leave an empty plot.
        dots = len(x) == 1 or (series.style == "points" and len(x) <= _MOST_DOTS)
        self.dots.setData(*((x, y) if dots else ([], [])))
        if not series.is_smoothed:
            self.raw.setData([], [])
            return extent(y)
        self.raw.setData(raw_x, raw_y, connect="finite")
        return extent(np.concatenate([y, raw_y]))

    def _pen_line(self, thin: bool, *, dense: bool) -> None:
        """A thin line that goes up and down in every pixel is drawn one pixel wide.

        It looks the same and takes a tenth of the time; antialiasing is cheap at width 1 only.
        """
        self._dense = dense
        width = 1.0 if thin and dense else 1.5 if thin else 2.0
        self.line.setPen(pg.mkPen(self._color, width=self._scale * width))
        self.line.opts["antialias"] = not (thin and dense) or self._scale <= 1

    def mark_lost(self, series: Series, frame: Frame, top: float) -> None:
        """Mark the samples that are not finite along the upper edge."""
        places = (
            series.samples.nonfinite(frame.low, frame.high, frame.pixels // _MARK_SIZE)
            if series.visible and series.samples.nonfinite_count
            else np.empty(0)
        )
        self.marks.setData(places, np.full(len(places), top))


def drawn(samples: Pyramid, frame: Frame) -> tuple[Floats, Floats]:
    """The samples in view as they are drawn: on a logarithmic axis those above zero only."""
    x, y = samples.view(frame.low, frame.high, frame.pixels)
    if not frame.log_y:
        return x, y
    keep = ~(y <= 0)
    return x[keep], np.log10(y[keep])


def above(x: Floats, y: Floats, span: tuple[float, float] | None) -> tuple[Floats, Floats]:
    """The smoothed samples that are no lower than the lowest raw one.

    Where all raw samples are zero the smoothed ones shrink for ever: a straight line down to 1e-322
    that nobody measured.
    """
    keep = ~(y < span[0]) if span else np.zeros(len(y), dtype=np.bool_)
    return x[keep], y[keep]


def halved(x: Floats, y: Floats, pixels: int) -> tuple[Floats, Floats]:
    """The middle of neighbours while there are more samples than every other pixel takes.

    Drawn from extreme to extreme, a dense smoothed line would be a band; the raw line behind it
    shows the extremes.
    """
    while len(x) > pixels // 2:
        even = len(x) // 2 * 2
        x = np.append(x[:even].reshape(-1, 2).mean(axis=1), x[even:])
        y = np.append(y[:even].reshape(-1, 2).mean(axis=1), y[even:])
    return x, y


def extent(values: Floats) -> tuple[float, float] | None:
    """The lowest and the highest finite value; None where there is none."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if len(finite) else None
