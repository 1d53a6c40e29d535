"""The frames and edges of the graph; nodes are in `node_item.py`."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.graph.drawing import Edge, Frame
from engine.graph.layered import Box, Direction, Point
from gui.pages.graph.look import QUIET, Look, advance, elided, figure_font
from gui.theme import sized_font
from gui.tooltips import plain
from gui.translate import tr

#: Below these scales words can't be read, and shapes on edges only disturb.
WORDS_FROM = 0.4
SHAPES_FROM = 0.6
_ARROW = (8.0, 3.6)
#: How much of the raised colour a frame's ground has in it.
FRAME_TINT = 0.45
_FRAME_RADIUS = 10.0
_TITLE_HEIGHT = 24.0
_LABEL_HEIGHT = 14.0


def detail_of(option: QStyleOptionGraphicsItem, painter: QPainter, look: Look) -> float:
    """The scale that decides what is left out; on paper nothing is."""
    return 10.0 if look.paper else option.levelOfDetailFromTransform(painter.worldTransform())


class FrameItem(QGraphicsItem):
    """The rounded frame of a block with its name; a click on the name closes the block."""

    def __init__(self, frame: Frame, box: Box, look: Look, *, closes: bool) -> None:
        super().__init__()
        self.frame, self._look, self._closes = frame, look, closes
        self._rect = QRectF(box.x, box.y, box.width, box.height)
        self.setZValue(-2)
        self.setData(0, frame.id)

    @property
    def title_rect(self) -> QRectF:
        """Where the name stands, and where a click counts."""
        width = min(advance(self._words, difference=-1, bold=True) + 24, self._rect.width())
        return QRectF(self._rect.left(), self._rect.top(), width, _TITLE_HEIGHT)

    @property
    def _words(self) -> str:
        return (
            f"▾ {self.frame.title}" if self._closes and not self._look.paper else self.frame.title
        )

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-1, -1, 1, 1)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.title_rect)
        return path

    def tip(self) -> str:
        """What hovering over the name says."""
        return plain(tr("{block}: click to fold it").format(block=self.frame.title))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QPen(self._look.color("line"), 1.2))
        painter.setBrush(self._look.tint("raised", FRAME_TINT))
        painter.drawRoundedRect(self._rect, _FRAME_RADIUS, _FRAME_RADIUS)
        if detail_of(option, painter, self._look) < WORDS_FROM:
            return
        painter.setFont(sized_font(-1, bold=True))
        painter.setPen(self._look.color("muted"))
        room = self._rect.width() - 20
        words = elided(self._words, room, size=-1, bold=True)
        painter.drawText(QPointF(self._rect.left() + 10, self._rect.top() + 17), words)


class EdgeItem(QGraphicsItem):
    """An arrow from one node to the next, around what lies between, with the shape it carries."""

    def __init__(
        self, edge: Edge, route: tuple[Point, ...], direction: Direction, look: Look
    ) -> None:
        super().__init__()
        self.edge, self._look, self._down = edge, look, direction == "down"
        self._points = [QPointF(x, y) for x, y in route]
        self._lit = False
        self._path = self._curve()
        self._label: QRectF | None = None
        self._bounds = self._path.boundingRect().adjusted(-6, -6, 6, 6)
        self.setZValue(-1)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def set_lit(self, *, lit: bool) -> None:
        """Shows it as leading to or from what is selected."""
        if lit != self._lit:
            self._lit = lit
            self.setZValue(-0.5 if lit else -1)
            self.update()

    def set_quiet(self, *, quiet: bool) -> None:
        """Shows whether a walked step has come here."""
        self.setOpacity(QUIET if quiet else 1.0)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def _curve(self) -> QPainterPath:
        start, *rest = self._points
        path = QPainterPath(start)
        back = QPointF(0, _ARROW[0] - 1) if self._down else QPointF(_ARROW[0] - 1, 0)
        for number, point in enumerate(rest):
            end = point - back if number == len(rest) - 1 else point
            here = path.currentPosition()
            if self._down and here.x() != end.x():
                middle = (here.y() + end.y()) / 2
                path.cubicTo(QPointF(here.x(), middle), QPointF(end.x(), middle), end)
            elif not self._down and here.y() != end.y():
                middle = (here.x() + end.x()) / 2
                path.cubicTo(QPointF(middle, here.y()), QPointF(middle, end.y()), end)
            else:
                path.lineTo(end)
        return path

    @property
    def arrives_from(self) -> int:
        """Which side it bends in from: −1 the left or above, 1 the right or below, 0 straight on."""
        start, end = self._points[-2:]
        off = start.x() - end.x() if self._down else start.y() - end.y()
        return int(off > 0) - int(off < 0)

    def place_label(self, others: Iterable[int]) -> None:
        """Finds the shape's place: outside its bend, or beside a straight line where no other comes in.

        Args:
            others: `arrives_from` of the edges with the same target.
        """
        if not self.edge.shape:
            return
        usual = 1 if self._down else -1
        blocked = usual in others and -usual not in others
        side = self.arrives_from or (-usual if blocked else usual)
        start, end = self._points[-2:]
        if self.arrives_from:  # between the bend and the target, on the outer side
            corner = (start + end) * 0.5
            across = 3.0 if side > 0 or not self._down else -3.0 - self._room
            along = 2.0 if side > 0 or self._down else -2.0 - _LABEL_HEIGHT
            corner += QPointF(across, along)
        elif self._down:
            back = min((end.y() - start.y()) / 2, 21.0) + _LABEL_HEIGHT / 2 + 1
            corner = end + QPointF(3.0 if side > 0 else -3.0 - self._room, -back)
        else:
            back = min((end.x() - start.x()) / 2, self._room / 2 + 13.0) + self._room / 2 + 3
            corner = end + QPointF(-back, 3.0 if side > 0 else -3.0 - _LABEL_HEIGHT)
        self._label = QRectF(corner, QSizeF(self._room, _LABEL_HEIGHT))
        self.prepareGeometryChange()
        self._bounds |= self._label

    @property
    def _room(self) -> float:
        return advance(self.edge.shape, mono=True, difference=-2) + 6

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        color = self._look.color("accent" if self._lit else "muted")
        painter.setPen(QPen(color, 2.0 if self._lit else 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self._head())
        if (
            self._label is None
            or not self._look.shapes
            or detail_of(option, painter, self._look) < SHAPES_FROM
        ):
            return
        canvas = self._look.color("panel")
        canvas.setAlphaF(0.85)
        painter.setBrush(canvas)
        painter.drawRoundedRect(self._label, 3, 3)
        painter.setPen(self._look.color("muted"))
        painter.setFont(figure_font())
        painter.drawText(self._label.bottomLeft() + QPointF(3, -3.5), self.edge.shape)

    def _head(self) -> QPolygonF:
        tip = self._points[-1]
        long, half = _ARROW
        ends = [(-half, -long), (half, -long)] if self._down else [(-long, -half), (-long, half)]
        return QPolygonF([tip, *(tip + QPointF(x, y) for x, y in ends)])
