"""The themed pieces every pyqtgraph plot is made of, and pyqtgraph's one configuration.

Only the x axis is dragged and zoomed by default: the y axis follows what is in view, which is what
one wants of a curve that is still growing. Ctrl and the wheel zoom y.
"""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsSceneWheelEvent, QWidget

from gui.plots.samples import Floats
from gui.plots.ticks import Tick, positions
from gui.plots.timing import timed
from gui.theme import sized_font, theme

pg.setConfigOptions(antialias=False, background=None, foreground="d", useOpenGL=False)


class GrowingViewBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph is untyped
    """A view that is dragged and zoomed along x; Ctrl and the wheel zoom along y."""

    y_zoomed = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseEnabled(x=True, y=False)
        self.setDefaultPadding(0.0)
        self.disableAutoRange()

    def wheelEvent(self, ev: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Zoom x, or y with Ctrl."""
        if ev.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.scaleBy(y=1.02 ** (-ev.delta() / 8), center=self.mapSceneToView(ev.scenePos()))
            self.y_zoomed.emit()
            ev.accept()
            return
        super().wheelEvent(ev, axis=0)


class ViewLines(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """Lines across the view, wherever that goes, one pixel wide at every zoom; subclasses paint them."""

    def viewRangeChanged(self) -> None:
        """Cover the view wherever it goes."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole view."""
        return QRectF(self.viewRect())

    def use_pen(
        self, painter: QPainter, color: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> None:
        """Paint with lines of one pixel from now on."""
        pen = QPen(color, painter.device().devicePixelRatio(), style)
        pen.setCosmetic(True)
        painter.setPen(pen)


class CurveItem(pg.PlotCurveItem):  # type: ignore[misc]  # pyqtgraph is untyped
    """A curve of a plot that decides by itself what is in view.

    It covers the whole view: pyqtgraph would look for the ends of new samples, which takes longer than to
    draw them.
    """

    def set_points(self, x: Floats, y: Floats) -> None:
        """Draw these points; a y that is NaN leaves a gap."""
        self.xData, self.yData = x, y
        self.path = None
        self._lineSegmentsRendered = False
        self.update()
        self.sigPlotChanged.emit(self)

    def viewTransformChanged(self) -> None:
        """Cover the view wherever it goes; pyqtgraph's own curve would not hear where that is."""
        self.prepareGeometryChange()
        pg.GraphicsObject.viewTransformChanged(self)

    def boundingRect(self) -> QRectF:
        """The whole view."""
        return QRectF(self.viewRect())


class Grid(ViewLines):
    """Faint horizontal lines at the labels of the y axis."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: list[float] = []
        self.setZValue(-100)

    def set_levels(self, levels: list[float]) -> None:
        """Draw a line at each of these y."""
        if levels != self._levels:
            self._levels = levels
            self.update()

    def paint(self, painter: QPainter, *_args: Any) -> None:
        """From edge to edge."""
        view = self.viewRect()
        self.use_pen(painter, theme().color("grid"))
        for level in self._levels:
            painter.drawLine(QPointF(view.left(), level), QPointF(view.right(), level))


class LabelledAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is untyped
    """An axis of nothing but small muted labels."""

    def __init__(self, orientation: str) -> None:
        self._ticks: list[Tick] = []
        super().__init__(orientation)
        self.setStyle(
            tickLength=0,
            tickTextOffset=8 if orientation == "left" else 6,
            hideOverlappingLabels=False,
            tickAlpha=0,
        )
        self.enableAutoSIPrefix(False)
        self.recolor()

    def recolor(self) -> None:
        """Take the colours of the theme."""
        self.setPen(pg.mkPen(None))
        self.setTickPen(pg.mkPen(None))
        self.setTextPen(pg.mkPen(theme().color("muted")))
        self.setStyle(tickFont=sized_font(-2))

    def show_ticks(self, ticks: list[Tick]) -> None:
        """Put these labels at these places; the same again cost nothing."""
        if ticks != self._ticks:
            self._ticks = ticks
            self.setTicks([ticks])


class GraphView(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph is untyped
    """A plot area without frames, menus or buttons: a grid, labels and room for curves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        #: Time spent painting so far, for whoever decides how often to draw.
        self.paint_seconds = 0.0
        self.view_box = GrowingViewBox()
        self.left = LabelledAxis("left")
        self.bottom = LabelledAxis("bottom")
        super().__init__(
            parent, viewBox=self.view_box, axisItems={"left": self.left, "bottom": self.bottom}
        )
        # A cached background would end up as a picture inside exported drawings.
        self.setCacheMode(pg.PlotWidget.CacheModeFlag.CacheNone)
        # Repainted in part, as for a legend over its corner, the scene forgets where items that moved
        # just before have stood, and they stay on the screen there.
        self.setViewportUpdateMode(pg.PlotWidget.ViewportUpdateMode.FullViewportUpdate)
        self.hideButtons()
        self.setMenuEnabled(False)
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.grid = Grid()
        self.addItem(self.grid, ignoreBounds=True)
        self.getPlotItem().setContentsMargins(0, 4, 14, 0)

    def paintEvent(self, ev: QPaintEvent) -> None:
        """Paint, and note how long it took."""
        with timed(self):
            super().paintEvent(ev)

    def recolor(self) -> None:
        """Take the colours of the theme."""
        for axis in (self.left, self.bottom):
            axis.recolor()
        self.grid.update()

    def set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show this stretch, in drawn units."""
        shown = self.view_box.viewRange()
        if shown != [list(x), list(y)]:
            self.view_box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    @property
    def x_per_pixel(self) -> float:
        """How much of x, in drawn units, one pixel shows."""
        low, high = self.view_box.viewRange()[0]
        return float(high - low) / self.pixels[0]

    def zoom_x(self, scale: float, around: float | None) -> None:
        """Make the stretch of x so many times as wide, around a drawn x or the middle."""
        center = None if around is None else (around, sum(self.view_box.viewRange()[1]) / 2)
        self.view_box.scaleBy(x=scale, center=center)

    def show_ticks(self, x_ticks: list[Tick], y_ticks: list[Tick]) -> None:
        """Label both axes and draw the grid at the y labels."""
        self.bottom.show_ticks(x_ticks)
        self.left.show_ticks(y_ticks)
        self.grid.set_levels(positions(y_ticks))

    def settle(self) -> None:
        """Put everything in its place now: done while painting, it would be painted again."""
        self.scene().prepareForPaint()

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the area of the curves in logical pixels, at least one each."""
        area = self.view_box.geometry()
        return max(int(area.width()), 1), max(int(area.height()), 1)
