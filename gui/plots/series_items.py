"""What draws one series of a line plot, from what of it is in view."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.colors import mix
from gui.plots.graph import CurveItem
from gui.plots.lost import Loss
from gui.plots.pyramid import Pyramid
from gui.plots.samples import Floats
from gui.plots.series import Series
from gui.theme import theme

_FAINT = 0.45
_FAINTEST = 0.15
#: A line that stands out is wider by this.
_STRONGER = 1.0
_MOST_DOTS = 150
#: A zoomed view shows every sample as a dot while each has this many pixels.
_PIXELS_PER_DOT = 12
_MARK_SIZE = 9
_NOTHING: Floats = np.empty(0)
_SYMBOLS: Final = {Loss.NAN: "x", Loss.UP: "t1", Loss.DOWN: "t"}

_DASHES: Final = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)


@dataclass(frozen=True)
class Frame:
    """What a redraw looks at: the x range in drawn units, the width in pixels, and the axes.

    A logarithmic axis is drawn in powers of ten. `zoomed`: someone chose the view.
    """

    low: float
    high: float
    pixels: int
    log_x: bool = False
    log_y: bool = False
    zoomed: bool = False

    def values(self, drawn: Floats) -> Floats:
        """The x that are drawn at these places."""
        return np.asarray(10.0**drawn) if self.log_x else drawn

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest x in view."""
        low, high = self.values(np.array([self.low, self.high]))
        return float(low), float(high)


class SeriesItems:
    """A faint raw line, a strong line, dots, and marks for samples that are not finite."""

    def __init__(self, plot: pg.PlotWidget, *, behind: bool = False) -> None:
        self._plot = plot
        self._dense = False
        self._scale = 1.0
        self._color = self._faint = QColor()
        self._stands_out: bool | None = None
        self.raw = CurveItem(antialias=False, connect="finite")
        # Drawn line by line: a long antialiased path of width 2 takes ten times as long.
        self.line = CurveItem(antialias=True, connect="finite")
        self.line.setSegmentedLineMode("off" if behind else "on")
        # Without a cache of pictures the symbols are shapes in exported drawings too.
        no_pen, shapes = pg.mkPen(None), {"useCache": False, "antialias": True}
        self.dots = pg.ScatterPlotItem(size=6, pen=no_pen, **shapes)
        self.marks = pg.ScatterPlotItem(size=_MARK_SIZE, pen=no_pen, **shapes)
        for depth, item in enumerate(self._all):
            item.setZValue(depth - (len(self._all) if behind else 0))
            item.hide()
            plot.addItem(item, ignoreBounds=True)

    @property
    def _all(self) -> tuple[pg.GraphicsObject, ...]:
        return (self.raw, self.line, self.dots, self.marks)

    def remove(self) -> None:
        """Take the items off the plot."""
        for item in self._all:
            self._plot.removeItem(item)

    def stand_out(self, series: Series, *, more: bool | None) -> None:
        """Draw the line stronger, or fainter, than as usual, which None brings back."""
        if more != self._stands_out:
            self._stands_out = more
            self.recolor(series, self._scale)

    def recolor(self, series: Series, scale: float) -> None:
        """Take the colours of the theme, and widths for this many device pixels to a pixel.

        Faint colours are mixed rather than translucent, since lines that cross would add up.
        """
        color, panel = series.color, theme().color("panel")
        self._faint = QColor(mix(panel.name(), color.name(), _FAINT))
        if self._stands_out is False:
            color, self._faint = self._faint, QColor(mix(panel.name(), color.name(), _FAINTEST))
        self.raw.setPen(pg.mkPen(self._faint, width=scale))
        self._color, self._scale = color, scale
        self._pen_line(series, dense=self._dense)
        self.dots.setBrush(pg.mkBrush(color))
        self.marks.setBrush(pg.mkBrush(theme().color("bad")))

    def draw(self, series: Series, frame: Frame) -> tuple[float, float] | None:
        """Draw what is in view and give the lowest and the highest y of it, in drawn units."""
        if not series.visible:
            for item in self._all:
                _empty(item)
            return None
        x, y = drawn(series.main, frame)
        has_raw = series.is_smoothed and not series.behind
        needs_raw = has_raw or (series.is_smoothed and frame.log_y)
        raw_x, raw_y = drawn(series.raw, frame) if needs_raw else (_NOTHING, _NOTHING)
        every = len(x) <= frame.pixels // _PIXELS_PER_DOT and frame.zoomed
        if series.is_smoothed:
            if frame.log_y:
                x, y = above(x, y, extent(raw_y))
            x, y = halved(x, y, frame.pixels)
        dense = len(x) > frame.pixels // 2
        if dense != self._dense:
            self._pen_line(series, dense=dense)
        self.line.set_points(x, y)
        self.line.show()
        # A line of one sample draws nothing: the first step of a run would leave an empty plot.
        points = series.style == "points" and len(x) <= _MOST_DOTS
        if len(x) == 1 or points or every:
            both = every and has_raw
            brushes = [self._color] * len(x) + [self._faint] * (len(raw_x) if both else 0)
            places = (np.append(x, raw_x), np.append(y, raw_y)) if both else (x, y)
            self.dots.setData(*places, brush=[pg.mkBrush(color) for color in brushes])
            self.dots.show()
        else:
            _empty(self.dots)
        if not has_raw:
            _empty(self.raw)
            return extent(y)
        self.raw.set_points(raw_x, raw_y)
        self.raw.show()
        return extent(np.concatenate([y, raw_y]))

    def _pen_line(self, series: Series, *, dense: bool) -> None:
        """A thin line that goes up and down in every pixel is drawn one pixel wide.

        It looks the same and takes a tenth of the time; antialiasing is cheap at width 1 only. Lines
        behind are one pixel wide throughout: dashes need a line that is drawn in one piece.
        """
        self._dense = dense
        thin = series.style == "line"
        width = 1.0 if series.behind or (thin and dense) else 1.5 if thin else 2.0
        if self._stands_out:
            width += _STRONGER
        pen = pg.mkPen(self._color, width=self._scale * width)
        pen.setStyle(_DASHES[series.dash % len(_DASHES)])
        self.line.setPen(pen)
        self.line.opts["antialias"] = not (thin and dense) or self._scale <= 1

    def mark_lost(self, series: Series, frame: Frame, low: float, high: float) -> None:
        """Mark samples that are not finite: a cross or, for +∞, an arrow at the upper edge; −∞ below."""
        if not series.visible or not series.raw.lost.count:
            _empty(self.marks)
            return
        room = (high - low) * 0.015
        columns = max(frame.pixels // _MARK_SIZE, 1)
        edges = frame.values(np.linspace(frame.low, frame.high, columns + 1))
        places, levels, symbols = [_NOTHING], [_NOTHING], list[str]()
        for kind, symbol in _SYMBOLS.items():
            found = series.raw.lost.marks(series.samples, edges, kind)
            places.append(np.log10(found) if frame.log_x else found)
            levels.append(np.full(len(found), low + room if kind is Loss.DOWN else high - room))
            symbols += [symbol] * len(found)
        self.marks.setData(np.concatenate(places), np.concatenate(levels), symbol=symbols)
        self.marks.show()


def _empty(item: pg.PlotCurveItem | pg.ScatterPlotItem) -> None:
    """Draw nothing, and don't be asked to."""
    if item.isVisible():
        item.hide()
        item.setData([], [])


def drawn(pyramid: Pyramid, frame: Frame) -> tuple[Floats, Floats]:
    """The samples in view in drawn units: on a logarithmic axis those above zero only."""
    x, y = pyramid.view(*frame.ends, frame.pixels, log_x=frame.log_x)
    if frame.log_x:
        x, y = x[x > 0], y[x > 0]
        x = np.log10(x)
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
