"""Draws what belongs to blocks: the triangle, the head of an open block, the brackets beside its cards."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gui.icons import icon
from gui.network import geometry
from gui.network.geometry import Place
from gui.network.row import Row
from gui.theme import mono_font, sized_font, theme

_TRIANGLE = 13
_RADIUS = 5.0
#: The bracket ends in a short foot, so far from the lower end of its last row.
_FOOT = 4.0


def paint_triangle(painter: QPainter, row: Row, card: QRectF, baseline: float) -> None:
    """The mark before a block's name: it points right while the block is closed, down while open."""
    side = geometry.scaled(_TRIANGLE)
    left = round(card.left() + geometry.TEXT_INSET) - 3
    area = QRect(left, round(card.top() + baseline) - side + 2, side, side)
    icon("chevron-down" if row.opened else "chevron-right", "muted").paint(painter, area)


def paint_head(painter: QPainter, row: Row, card: QRectF, *, hovered: bool) -> None:
    """The name of an open block above its cards, and its parameters at the right."""
    if hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("hover"))
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
    baseline = card.height() / 2 + geometry.scaled(5)
    paint_triangle(painter, row, card, baseline)
    figures = mono_font(-2)
    advance = QFontMetricsF(figures).horizontalAdvance(row.parameters)
    right = card.right() - geometry.FIGURE_INSET
    painter.setFont(figures)
    painter.setPen(theme().color("muted"))
    painter.drawText(QPointF(right - advance, card.top() + baseline - 1), row.parameters)
    left = card.left() + geometry.TEXT_INSET + geometry.scaled(geometry.FOLD)
    font = sized_font(0, bold=True)
    painter.setFont(font)
    painter.setPen(theme().color("muted" if row.off else "text"))
    room = max(20.0, right - advance - 8 - left)
    words = QFontMetricsF(font).elidedText(row.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(left, card.top() + baseline), words)


def paint_brackets(painter: QPainter, row: Row, place: Place, below: int) -> None:
    """A thin line for each open block around the row; it ends where the block does.

    Args:
        painter: draws in the list's coordinates.
        row: the row.
        place: where it lies.
        below: the number of blocks around the next row.
    """
    painter.setPen(QPen(theme().color("line"), 1.0))
    outermost = geometry.left_margin(row.lanes)
    for depth in range(row.depth):
        x = outermost + geometry.INDENT * depth + 3.5
        ends = depth >= below
        bottom = place.card.bottom() - _FOOT if ends else float(place.row.bottom() + 1)
        painter.drawLine(QPointF(x, place.row.top()), QPointF(x, bottom))
        if ends:
            painter.drawLine(QPointF(x, bottom), QPointF(x + 4, bottom))
    if row.opened:
        x = outermost + geometry.INDENT * row.depth + 3.5
        painter.drawLine(QPointF(x, place.card.bottom()), QPointF(x, place.row.bottom() + 1))
