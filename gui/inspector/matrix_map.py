"""A matrix of a product: its shape above it, numbers in its cells where there is room."""

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.colors import ink_on
from gui.inspector.figures import single
from gui.plots.zoom_map import ZoomMap
from gui.theme import sized_font, theme

#: A cell of this size has room for a number.
ROOM = (46.0, 15.0)


class MatrixMap(ZoomMap):
    """A heat map with numbers, one row or column of which can be lit.

    Signals:
        hovered(int, int): the row and column under the pointer, where cells are single numbers.
    """

    hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit: tuple[int | None, int | None] = (None, None)
        self._last: tuple[int, int] | None = None

    def light(self, row: int | None = None, column: int | None = None) -> None:
        """Draws a line around a row, a column, or the number where both meet."""
        self._lit = row, column
        self.update()

    @property
    def lit(self) -> tuple[int | None, int | None]:
        """The row and the column with a line around."""
        return self._lit

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.number_at(event.position().toPoint())
        if place is not None and place != self._last:
            self._last = place
            self.hovered.emit(*place)

    def number_at(self, place: QPoint) -> tuple[int, int] | None:
        """Row and column of the number there; the first one that a cell of a large matrix covers."""
        cell, picture = self.cell_at(place), self._picture
        if cell is None or picture is None:
            return None
        return (
            picture.part.top + cell[0] * picture.steps[0],
            picture.part.left + cell[1] * picture.steps[1],
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._picture is None or not self._values.size:
            return
        painter = QPainter(self)
        first = self.cell_rect((0, 0))
        if first.width() >= ROOM[0] and first.height() >= ROOM[1]:
            self._paint_numbers(painter)
        self._paint_light(painter)

    def _paint_numbers(self, painter: QPainter) -> None:
        shades = self._rgb()
        painter.setFont(sized_font(-2))
        for cell, value in np.ndenumerate(self._values):
            shade = QColor(*(int(part) for part in shades[cell]))
            painter.setPen(QColor(ink_on(shade.name())))
            words = numbers.fixed(single(float(value)), 3)
            box = self.cell_rect((cell[0], cell[1]))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_light(self, painter: QPainter) -> None:
        picture, (row, column) = self._picture, self._lit
        if picture is None or (row is None and column is None):
            return
        rows, columns = self._values.shape
        cells = [
            None if number is None else (number - begin) // step
            for number, begin, step in zip(
                self._lit, (picture.part.top, picture.part.left), picture.steps, strict=True
            )
        ]
        if any(
            c is not None and not 0 <= c < n for c, n in zip(cells, (rows, columns), strict=True)
        ):
            return  # beyond the part that is shown
        first = self.cell_rect((cells[0] or 0, cells[1] or 0))
        last = self.cell_rect(
            (
                rows - 1 if cells[0] is None else cells[0],
                columns - 1 if cells[1] is None else cells[1],
            )
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("warning"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(first.topLeft(), last.bottomRight()).adjusted(1, 1, -1, -1))
