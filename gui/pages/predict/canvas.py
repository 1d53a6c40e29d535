"""A small picture drawn by hand: soft brush, eraser, and a cursor for the keyboard."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.plots.pictures import paint_picture
from gui.theme import theme
from gui.translate import tr

#: The brush reaches this share of the picture's side, but at least over its own cell.
_BRUSH_SHARE = 1 / 14
_SMALLEST_BRUSH = 0.85
_KEY_INK = 0.34

Ink = NDArray[np.float64]


class DrawCanvas(QWidget):
    """Cells of 0…1. Signal drawn(): the user has changed the picture."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self._ink: Ink = np.zeros((1, 1))
        self._cursor = (0, 0)
        self._last: QPointF | None = None
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    @property
    def ink(self) -> Ink:
        """The picture, [height, width]."""
        return self._ink.copy()

    def show_ink(self, ink: Ink) -> None:
        """Show a picture; emits nothing."""
        if ink.shape != self._ink.shape:
            self._cursor = (ink.shape[0] // 2, ink.shape[1] // 2)
        self._ink = np.clip(ink, 0.0, 1.0)
        self.update()

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(tr("Drawing"))
        self.setAccessibleDescription(
            tr("Draw with the mouse, or move with the arrow keys: Space draws, Backspace erases")
        )
        self.setToolTip(
            tr(
                "Left button draws, right button erases. Arrow keys move, Space draws, Backspace erases"
            )
        )

    def cell_center(self, row: int, column: int) -> QPointF:
        """The middle of a cell on the widget."""
        area = self._area()
        side = area.width() / self._ink.shape[1]
        return QPointF(area.left() + (column + 0.5) * side, area.top() + (row + 0.5) * side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self._area()
        paint_picture(painter, area, self._ink)
        if self.hasFocus():
            side = area.width() / self._ink.shape[1]
            row, column = self._cursor
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().color("focus"), 1.5))
            spot = QRectF(area.left() + column * side, area.top() + row * side, side, side)
            painter.drawRoundedRect(spot.adjusted(-0.5, -0.5, -0.5, -0.5), 2, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._last = event.position()
            self._stroke(event.position(), event.button() == Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is None:
            return
        erase = bool(event.buttons() & Qt.MouseButton.RightButton)
        side = self._area().width() / self._ink.shape[1]
        way = event.position() - self._last
        # Often enough that a fast stroke leaves no gaps.
        steps = max(1, math.ceil(math.hypot(way.x(), way.y()) / (side / 2)))
        for step in range(1, steps + 1):
            self._stroke(self._last + way * (step / steps), erase)
        self._last = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None:
            height, width = self._ink.shape
            row, column = self._cursor[0] + move[0], self._cursor[1] + move[1]
            self._cursor = (min(max(row, 0), height - 1), min(max(column, 0), width - 1))
            self.update()
        elif event.key() == Qt.Key.Key_Space:
            self._set_cell(min(self._ink[self._cursor] + _KEY_INK, 1.0))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._set_cell(0.0)
        else:
            super().keyPressEvent(event)

    def _set_cell(self, value: float) -> None:
        self._ink[self._cursor] = value
        self.update()
        self.drawn.emit()

    def _stroke(self, place: QPointF, erase: bool) -> None:
        """Ink falls off softly from the middle of the brush."""
        area, (height, width) = self._area(), self._ink.shape
        side = area.width() / width
        column, row = (place.x() - area.left()) / side, (place.y() - area.top()) / side
        rows, columns = np.mgrid[0:height, 0:width] + 0.5
        brush = max(_SMALLEST_BRUSH, height * _BRUSH_SHARE)
        strength = np.clip(1.25 - np.hypot(rows - row, columns - column) / brush, 0.0, 1.0)
        if erase:
            self._ink = self._ink * (1 - strength)
        else:
            self._ink = np.maximum(self._ink, strength)
        self.update()
        self.drawn.emit()

    def _area(self) -> QRectF:
        height, width = self._ink.shape
        side = min(self.width() / width, self.height() / height)
        area = QRectF(0, 0, side * width, side * height)
        area.moveCenter(QRectF(self.rect()).center())
        return area
