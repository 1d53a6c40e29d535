"""The crosshair of a line plot: a vertical line and the values of every series beside it."""

from collections.abc import Callable
from dataclasses import dataclass

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.plots.graph import GraphView
from gui.plots.view import View
from gui.theme import mono_font, sized_font, theme

#: Height of a row of the read-out.
READOUT_LINE = 17
_MARGIN = 8
_SWATCH = 8
_GAP = 16
_STEPS = 100


@dataclass(frozen=True)
class ReadoutRow:
    """One series in the read-out."""

    color: QColor
    name: str
    value: str


class Readout(QWidget):
    """A small panel of names and values; painted, so names stay plain text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("plotReadout")
        self._title = ""
        self._rows: list[ReadoutRow] = []
        self.hide()

    def set_rows(self, title: str, rows: list[ReadoutRow]) -> None:
        """Show these values under this title."""
        self._title, self._rows = title, rows
        self.setAccessibleName(title)
        self.setAccessibleDescription(", ".join(f"{row.name} {row.value}" for row in rows))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its widest line."""
        names, values = QFontMetrics(sized_font(-2)), QFontMetrics(mono_font(-2))
        widths = [
            _SWATCH
            + 6
            + names.horizontalAdvance(row.name)
            + _GAP
            + values.horizontalAdvance(row.value)
            for row in self._rows
        ]
        width = max([names.horizontalAdvance(self._title), *widths]) + 2 * _MARGIN
        return QSize(width, READOUT_LINE * (len(self._rows) + 1) + _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised panel with a title and one line a series."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("line"))
        painter.setBrush(theme().color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        line = QRect(_MARGIN, _MARGIN // 2, self.width() - 2 * _MARGIN, READOUT_LINE)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(sized_font(-2))
        painter.setPen(theme().color("muted"))
        painter.drawText(line, middle, self._title)
        for row in self._rows:
            line.translate(0, READOUT_LINE)
            swatch = QRectF(line.left(), line.center().y() - 1, _SWATCH, 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(row.color)
            painter.drawRoundedRect(swatch, 1.5, 1.5)
            painter.setPen(theme().color("text"))
            painter.setFont(sized_font(-2))
            painter.drawText(line.adjusted(_SWATCH + 6, 0, 0, 0), middle, row.name)
            painter.setFont(mono_font(-2))
            painter.drawText(line, middle | int(Qt.AlignmentFlag.AlignRight), row.value)


class Crosshair(QObject):
    """Follows the mouse over a plot, or the arrow keys, and shows what `values(x)` says.

    `moved` carries its new x, or None once it is put away; `clicked` the x of a click.
    """

    moved = Signal(object)
    clicked = Signal(float)

    def __init__(
        self, graph: GraphView, view: View, values: Callable[[float], tuple[str, list[ReadoutRow]]]
    ) -> None:
        super().__init__(graph)
        self._graph, self._view = graph, view
        self._x = 0.0
        #: Where it stood last; None while it never did.
        self.last_x: float | None = None
        self._values = values
        self._with_readout = True
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._line.setZValue(50)
        self._line.hide()
        graph.addItem(self._line, ignoreBounds=True)
        self._readout = Readout(graph)
        self.recolor()
        graph.viewport().setMouseTracking(True)
        graph.viewport().installEventFilter(self)
        graph.scene().sigMouseClicked.connect(self._take_click)

    @property
    def is_shown(self) -> bool:
        """Whether it is on screen."""
        return bool(self._line.isVisible())

    @property
    def x(self) -> float | None:
        """Where it stands; None while it is away."""
        return self._x if self.is_shown else None

    @property
    def drawn_x(self) -> float | None:
        """Where it stands on the screen's axis; None while it is away."""
        return self._view.drawn_x(self._x) if self.is_shown else None

    def recolor(self) -> None:
        """Take the colours of the theme."""
        self._line.setPen(pg.mkPen(theme().color("handle"), width=1))
        self._readout.update()

    def hide(self) -> None:
        """Put it away."""
        if self.is_shown:
            self._line.hide()
            self._readout.hide()
            self.moved.emit(None)

    def step(self, direction: int) -> None:
        """Move it a hundredth of the view; from the middle when it was away."""
        low, high = self._graph.view_box.viewRange()[0]
        now = self.drawn_x
        x = (low + high) / 2 if now is None else now + direction * (high - low) / _STEPS
        self.show_at(self._view.within(self._view.value_x(min(max(x, low), high))))

    def show_at(self, x: float, *, with_readout: bool = True) -> None:
        """Stand at this x; without the read-out where the mouse is in another plot."""
        self._with_readout = with_readout
        moved = x != self.x
        self._x = self.last_x = x
        self._line.setValue(self._view.drawn_x(x))
        self._line.show()
        self.update_rows()
        if moved:
            self.moved.emit(x)

    def update_rows(self) -> None:
        """Read the values again, such as after new samples."""
        if not self.is_shown:
            return
        title, rows = self._values(self._x)
        self._readout.setVisible(self._with_readout and bool(rows))
        self._readout.set_rows(title, rows)
        self._readout.move(*self._place(self._view.drawn_x(self._x)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse while it is inside the area of the curves."""
        if event.type() == QEvent.Type.Leave:
            self.hide()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            scene = self._graph.mapToScene(event.position().toPoint())
            if self._graph.view_box.sceneBoundingRect().contains(scene):
                self.show_at(self._x_at(scene))
            else:
                self.hide()
        return super().eventFilter(watched, event)

    def _take_click(self, event: MouseClickEvent) -> None:
        """A click on the area of the curves, not the second one of two."""
        place = event.scenePos()
        inside = self._graph.view_box.sceneBoundingRect().contains(place)
        if inside and event.button() == Qt.MouseButton.LeftButton and not event.double():
            self.clicked.emit(self._x_at(place))

    def _x_at(self, scene: QPointF) -> float:
        """The x at a place, no farther than there is something to read."""
        drawn = self._graph.view_box.mapSceneToView(scene).x()
        return self._view.within(self._view.value_x(drawn))

    def _place(self, x: float) -> tuple[int, int]:
        """Beside the line, on the side with room."""
        top = self._graph.view_box.viewRange()[1][1]
        scene = self._graph.view_box.mapViewToScene(QPointF(x, top))
        place = self._graph.mapFromScene(scene)
        left = place.x() + 12
        if left + self._readout.width() > self._graph.width():
            left = place.x() - 12 - self._readout.width()
        return max(left, 0), max(place.y() + 8, 0)
