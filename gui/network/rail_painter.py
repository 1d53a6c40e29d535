"""Draws a row's share of the rails; what crosses into the next row is drawn there, clipped here."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.network.geometry import Place, lane_x
from gui.network.rail_hits import Link
from gui.network.row import Row
from gui.theme import theme

_WIDTH, _STRONG = 2.0, 4.0
_RADIUS = 6.0
_HEAD = QPointF(5.5, 4.3)
_DOT = 2.8
#: The arrow's tip reaches this far over the card's edge, in the gap above it.
_OVER_EDGE = 1.5
#: A rail's level lines lie this far below the middle of a card or gap, on whole pixels.
_BELOW_MIDDLE = 1.0


def rail_color(lane: int) -> QColor:
    """The innermost lane has the accent, the others the colours of series."""
    return theme().color("accent") if lane == 0 else theme().series(lane - 1)


def paint_rails(painter: QPainter, row: Row, place: Place) -> None:
    """Everything of the rails that lies in this row, the card's own rectangle excepted."""
    rect, tip = place.row, place.card.left() + _OVER_EDGE
    top, bottom = float(rect.top()), float(rect.bottom() + 1)
    ending_below = {lane for lane, ends in row.rails.next_taps if ends}
    for lane in row.rails.passes:
        x = lane_x(lane, row.lanes)
        end = bottom + _BELOW_MIDDLE - _RADIUS if lane in ending_below else bottom
        _stroke(painter, lane, _line(QPointF(x, top), QPointF(x, end)))
    if row.rails.starts is not None:
        _paint_start(painter, row, place, bottom)
    for y, taps in ((top, row.rails.taps), (bottom, row.rails.next_taps)):
        for lane, _ends in taps:
            _stroke(painter, lane, _tap(lane_x(lane, row.lanes), y + _BELOW_MIDDLE, tip))


def paint_link(painter: QPainter, number: int, row: Row, place: Place, link: Link) -> None:
    """One connection stronger than the others, as far as it lies in row `number`."""
    if not link.source <= number <= link.target:
        return
    top, bottom = float(place.row.top()), float(place.row.bottom() + 1)
    x, tip = lane_x(link.lane, row.lanes), place.card.left() + _OVER_EDGE
    if number == link.target:
        _stroke(painter, link.lane, _tap(x, top + _BELOW_MIDDLE, tip), _STRONG)
        return
    if number == link.source:
        _stroke(painter, link.lane, _start(place, x, bottom), _STRONG)
    else:
        _stroke(painter, link.lane, _line(QPointF(x, top), QPointF(x, bottom - _RADIUS)), _STRONG)
    if number + 1 == link.target:
        _stroke(painter, link.lane, _tap(x, bottom + _BELOW_MIDDLE, tip), _STRONG)
    else:
        end = QPointF(x, bottom - _RADIUS)
        _stroke(painter, link.lane, _line(end, QPointF(x, bottom)), _STRONG)


def paint_break(painter: QPainter, row: Row, place: Place) -> None:
    """A line where a card does not take its input from the card above it."""
    if not row.rails.fed_from_above:
        painter.setPen(QPen(theme().color("muted"), 1.0, Qt.PenStyle.DotLine))
        y = place.row.top() + 0.5
        painter.drawLine(QPointF(place.card.left() + 8, y), QPointF(place.card.right(), y))


def _paint_start(painter: QPainter, row: Row, place: Place, bottom: float) -> None:
    lane = row.rails.starts or 0
    _stroke(painter, lane, _start(place, lane_x(lane, row.lanes), bottom))
    painter.setBrush(rail_color(lane))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(place.middle + QPointF(0, _BELOW_MIDDLE), _DOT, _DOT)


def _start(place: Place, x: float, bottom: float) -> QPainterPath:
    """From a card round the corner down its lane to the end of its row."""
    start = place.middle + QPointF(0, _BELOW_MIDDLE)
    path = QPainterPath(start)
    path.lineTo(x + _RADIUS, start.y())
    path.quadTo(x, start.y(), x, start.y() + _RADIUS)
    path.lineTo(x, bottom)
    return path


def _tap(x: float, y: float, tip: float) -> QPainterPath:
    """From a lane round the corner into the gap at `y`, with the head of an arrow."""
    path = QPainterPath(QPointF(x, y - _RADIUS))
    path.quadTo(x, y, x + _RADIUS, y)
    path.lineTo(tip, y)
    path.moveTo(tip - _HEAD.x(), y - _HEAD.y())
    path.lineTo(tip, y)
    path.lineTo(tip - _HEAD.x(), y + _HEAD.y())
    return path


def _line(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    path.lineTo(end)
    return path


def _stroke(painter: QPainter, lane: int, path: QPainterPath, width: float = _WIDTH) -> None:
    pen = QPen(rail_color(lane), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.strokePath(path, pen)


def rubber_line(painter: QPainter, start: QPointF, end: QPointF, role: str) -> None:
    """The line from a card's handle to the pointer while connecting."""
    bend = max(24.0, abs(end.y() - start.y()) / 3)
    path = QPainterPath(start)
    path.cubicTo(QPointF(start.x() - bend, start.y()), QPointF(end.x() - bend, end.y()), end)
    pen = QPen(theme().color(role), _WIDTH, Qt.PenStyle.DashLine)
    painter.strokePath(path, pen)
    painter.setBrush(theme().color(role))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(end, _DOT, _DOT)


def drop_line(painter: QPainter, viewport: QRect, y: float, left: float, role: str) -> None:
    """The line that shows where dragged cards would go."""
    pen = QPen(theme().color(role), _WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(viewport.right() - 8, y))
    painter.setBrush(theme().color("panel"))
    painter.drawEllipse(QPointF(left, y), 3.5, 3.5)
