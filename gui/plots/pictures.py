"""A grid of small grey or coloured pictures with a line below each; paints only what is in view."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gui.theme import sized_font, theme

#: Values 0…1, [height, width] or [height, width, 3].
Picture = NDArray[np.floating]

_GAP = 12
_CAPTION = 18
_LARGE_CELL = 5


class PictureGrid(QAbstractScrollArea):
    """Pictures in rows. Signal picture_chosen(int): clicked, or Return on the current one."""

    picture_chosen = Signal(int)

    def __init__(self, side: int = 72, margin: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewportMargins(margin, 0, margin, 0)
        self._side = side
        self._count = 0
        self._picture: Callable[[int], Picture] | None = None
        self._captions: Callable[[int], str] = str
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self.viewport().update)

    def show_pictures(
        self, count: int, picture: Callable[[int], Picture], caption: Callable[[int], str]
    ) -> None:
        """Show `count` pictures, each asked for when it comes into view."""
        self._count, self._picture, self._captions = count, picture, caption
        self._current = min(self._current, count - 1)
        self._measure()
        self.viewport().update()

    @property
    def current(self) -> int:
        """The picture with the outline; −1 for none."""
        return self._current

    def place_of(self, index: int) -> QRect:
        """Where a picture and its caption are in the viewport."""
        row, column = divmod(index, self._columns)
        left = 2 + column * self._width
        top = 2 + row * self._height - self.verticalScrollBar().value()
        return QRect(left, top, self._width - _GAP, self._height - _GAP // 2)

    def index_at(self, place: QPoint) -> int:
        """The picture at a place of the viewport; −1 for none."""
        column = min(max((place.x() - 2) // self._width, 0), self._columns - 1)
        row = (place.y() - 2 + self.verticalScrollBar().value()) // self._height
        index = row * self._columns + column
        return index if 0 <= index < self._count and self.place_of(index).contains(place) else -1

    @property
    def _columns(self) -> int:
        return max((self.viewport().width() - 2 + _GAP) // self._width, 1)

    @property
    def _width(self) -> int:
        return max(self._side, self._widest_caption) + _GAP

    @property
    def _height(self) -> int:
        return self._side + _CAPTION + _GAP // 2

    @property
    def _widest_caption(self) -> int:
        metrics = self.fontMetrics()
        sample = range(min(self._count, 20))
        widest = max((metrics.horizontalAdvance(self._captions(i)) for i in sample), default=0)
        return min(widest, 2 * self._side)

    def _measure(self) -> None:
        rows = -(-self._count // self._columns)
        room = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(rows * self._height + 2 - room, 0))
        self.verticalScrollBar().setPageStep(room)
        self.verticalScrollBar().setSingleStep(self._height // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        painter = QPainter(self.viewport())
        painter.setFont(sized_font(-1))
        first = self.verticalScrollBar().value() // self._height * self._columns
        shown = (self.viewport().height() // self._height + 2) * self._columns
        for index in range(first, min(first + shown, self._count)):
            place = self.place_of(index)
            box = QRect(place.left(), place.top(), self._side, self._side)
            paint_picture(painter, QRectF(box), self._picture(index))
            if index == self._current:
                painter.setPen(theme().color("focus" if self.hasFocus() else "warning"))
                painter.drawRect(box.adjusted(-1, -1, 0, 0))
            painter.setPen(theme().color("text"))
            below = QRect(place.left(), box.bottom() + 2, place.width(), _CAPTION)
            words = painter.fontMetrics().elidedText(
                self._captions(index), Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        if index >= 0:
            self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the outline, Return chooses."""
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and self._count:
            target = self._current + move if self._current >= 0 else 0
            if 0 <= target < self._count:
                self._current = target
                self._scroll_to(target)
                self.viewport().update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._current >= 0:
                self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        self._current = index
        self.viewport().update()
        self.picture_chosen.emit(index)

    def _scroll_to(self, index: int) -> None:
        place, bar = self.place_of(index), self.verticalScrollBar()
        if place.top() < 0:
            bar.setValue(bar.value() + place.top() - 2)
        elif place.bottom() > self.viewport().height():
            bar.setValue(bar.value() + place.bottom() - self.viewport().height())


def paint_picture(painter: QPainter, box: QRectF, picture: Picture) -> None:
    """Paint values 0…1 into a box: cells with a gap while they are large, else one image."""
    rgb = _rgb(picture)
    rows, columns = rgb.shape[:2]
    cell = min(box.width() / columns, box.height() / rows)
    if cell < _LARGE_CELL:
        image = QImage(rgb.tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888)
        painter.drawImage(QRectF(box.left(), box.top(), cell * columns, cell * rows), image)
        return
    gap = 1.0 if cell < 24 else 1.5
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row in range(rows):
        for column in range(columns):
            painter.setBrush(QColor(*(int(part) for part in rgb[row, column])))
            spot = QRectF(
                box.left() + column * cell, box.top() + row * cell, cell - gap, cell - gap
            )
            painter.drawRoundedRect(spot, 1.5, 1.5)
    painter.restore()


def _rgb(picture: Picture) -> NDArray[np.uint8]:
    share = np.clip(np.nan_to_num(picture), 0.0, 1.0)
    if picture.ndim == 3:
        return np.ascontiguousarray((share * 255).round().astype(np.uint8))
    ink = theme().ink
    return np.ascontiguousarray(ink[(share * (len(ink) - 1)).round().astype(np.intp)])


def as_pictures(values: NDArray[np.floating], low: float, high: float) -> list[Picture]:
    """Samples [n, channels, height, width] as pictures 0…1; odd numbers of channels by their mean."""
    share = (values - low) / ((high - low) or 1.0)
    if values.shape[1] == 3:
        return list(np.moveaxis(share, 1, -1))
    return list(share.mean(axis=1))
