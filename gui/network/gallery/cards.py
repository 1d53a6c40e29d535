"""The cards of the gallery: a model of entries and the painter of one card."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.network.gallery.entries import Entry
from gui.network.gallery.sketch import paint_sketch
from gui.network.geometry import scaled
from gui.network.wrapped import draw_lines, wrapped
from gui.theme import mono_font, sized_font, theme
from gui.tooltips import plain

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole
_NARROWEST, _HEIGHT = 272, 168
_GAP, _PADDING, _RADIUS = 10, 12, 8.0
_SKETCH = 52


class Cards(QAbstractListModel):
    """The entries on show."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Shows these and no others."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        words = "\n".join(line for line in (entry.doc, entry.reason or entry.figure) if line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(words)
        return words if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class CardGrid(QListView):
    """Cards side by side that fill the width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rendering(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # One pixel less: a row that fills the width to the last pixel wraps.
        width = self.viewport().width() - 1
        columns = max(1, width // scaled(_NARROWEST))
        self.setGridSize(QSize(width // columns, scaled(_HEIGHT)))
        super().resizeEvent(event)


class _Rendering(QStyledItemDelegate):
    """One card: drawing, title and size, where it comes from, what it is or why it does not fit."""

    def __init__(self, grid: QListView) -> None:
        super().__init__(grid)
        self._grid = grid

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._grid.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        card = QRectF(option.rect).adjusted(_GAP / 2, _GAP / 2, -_GAP / 2, -_GAP / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_frame(painter, card, option)
        inside = card.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        if entry.sketch is not None:
            area = QRectF(inside.left(), inside.top(), inside.width(), scaled(_SKETCH))
            paint_sketch(painter, entry.sketch, area, faint=not entry.fits)
        _paint_words(painter, entry, inside.adjusted(0, scaled(_SKETCH + 8), 0, 0))
        painter.restore()


def _paint_frame(painter: QPainter, card: QRectF, option: QStyleOptionViewItem) -> None:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    color = theme().color("accent" if chosen else "line")
    painter.setPen(QPen(color, 2 if chosen else 1))
    painter.setBrush(theme().color("hover" if hovered else "raised"))
    painter.drawRoundedRect(card, _RADIUS, _RADIUS)


def _paint_words(painter: QPainter, entry: Entry, area: QRectF) -> None:
    title, small, figures = sized_font(0, bold=True), sized_font(-2), mono_font(-2)
    advance = QFontMetricsF(figures).horizontalAdvance(entry.figure)
    painter.setFont(figures)
    painter.setPen(theme().color("muted"))
    baseline = area.top() + QFontMetricsF(title).ascent()
    painter.drawText(QPointF(area.right() - advance, baseline), entry.figure)
    elide = Qt.TextElideMode.ElideRight
    room = area.width() - (advance + 8 if entry.figure else 0)
    painter.setFont(title)
    painter.setPen(theme().color("text" if entry.fits else "muted"))
    words = QFontMetricsF(title).elidedText(entry.title, elide, room)
    painter.drawText(QPointF(area.left(), baseline), words)
    painter.setPen(theme().color("muted"))
    below = area.top() + QFontMetricsF(title).height() + 1
    if entry.fits:  # else the reason needs the room
        caption = QFontMetricsF(small).elidedText(entry.caption, elide, area.width())
        draw_lines(painter, [caption], small, QPointF(area.left(), below))
        below += QFontMetricsF(small).height() + 3
    painter.setPen(theme().color("text" if entry.fits else "warning"))
    most = max(1, int((area.bottom() - below) // QFontMetricsF(small).lineSpacing()))
    lines = wrapped(entry.reason or entry.doc, small, area.width(), most)
    draw_lines(painter, lines, small, QPointF(area.left(), below))
