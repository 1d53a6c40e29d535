"""A tensor as a heat map that says which rows and columns it shows, and asks for a part of them."""

import math

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.tensor_figures import Part, Picture
from gui.plots.heat_map import Cell, HeatMap
from gui.translate import tr

_FACTOR = 2.0
_SMALLEST = 4
_IN = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_OUT = (Qt.Key.Key_Minus,)
_WHOLE = Qt.Key.Key_0


class ZoomMap(HeatMap):
    """Double-click, Ctrl+wheel, + and − zoom; a single cell can be chosen by click and arrows.

    Signals:
        part_wanted(Part | None): these rows and columns are wanted, or all of them.
        number_chosen(int): a cell that stands for one number was chosen: its flat place.
    """

    part_wanted = Signal(object)
    number_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("diverging", parent=parent)
        self._picture: Picture | None = None
        self.set_clickable(True)
        self.cell_clicked.connect(self._choose)

    def show_picture(self, picture: Picture) -> None:
        """Draws a picture of a tensor."""
        self._picture = picture
        self.set_matrix(picture.cells)

    def zoom(self, factor: float, cell: Cell | None = None) -> None:
        """Shows a stretch so many times smaller, around a cell (the chosen one, or the middle)."""
        if (picture := self._picture) is None:
            return
        part = picture.part
        rows, columns = (
            min(max(math.ceil(size / factor), min(_SMALLEST, most)), most)
            for size, most in zip((part.rows, part.columns), picture.whole, strict=True)
        )
        if (rows, columns) == picture.whole:
            self.part_wanted.emit(None)
            return
        at = cell or self.selected or tuple(n // 2 for n in picture.cells.shape)
        # The number under the pointer stays under the pointer.
        down, across = (
            (place + 0.5) / count for place, count in zip(at, picture.cells.shape, strict=True)
        )
        top = part.top + round(down * (part.rows - rows))
        left = part.left + round(across * (part.columns - columns))
        top = min(max(top, 0), picture.whole[0] - rows)
        left = min(max(left, 0), picture.whole[1] - columns)
        self.set_selected(None)
        self.part_wanted.emit(Part(top, left, rows, columns))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = _FACTOR if event.angleDelta().y() > 0 else 1 / _FACTOR
            self.zoom(factor, self.cell_at(event.position().toPoint()))
            event.accept()
        else:
            event.ignore()  # the page scrolls

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        out = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.zoom(1 / _FACTOR if out else _FACTOR, self.cell_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _IN:
            self.zoom(_FACTOR)
        elif key in _OUT:
            self.zoom(1 / _FACTOR)
        elif key == _WHOLE or (key == Qt.Key.Key_Escape and self._is_zoomed):
            self.part_wanted.emit(None)
        else:
            super().keyPressEvent(event)

    @property
    def _is_zoomed(self) -> bool:
        """Whether a part is shown: only then Escape means the whole, and not the window around."""
        picture = self._picture
        return picture is not None and (picture.part.rows, picture.part.columns) != picture.whole

    def _choose(self, row: int, column: int) -> None:
        picture = self._picture
        if picture is not None and picture.steps == (1, 1):
            first = (picture.part.top + row) * picture.whole[1]
            self.number_chosen.emit(first + picture.part.left + column)

    def _words(self, cell: Cell) -> str:
        """Row, column and value; or the stretch that a cell stands for, and its mean."""
        if (picture := self._picture) is None:
            return super()._words(cell)
        value = numbers.exact(np.float32(picture.cells[cell]))
        row, column = (
            begin + at * step
            for begin, at, step in zip(
                (picture.part.top, picture.part.left), cell, picture.steps, strict=True
            )
        )
        if not picture.pooled:
            return tr("row {row}, column {column}: {value}").format(
                row=row, column=column, value=value
            )
        last_row = min(row + picture.steps[0], picture.part.top + picture.part.rows) - 1
        last_column = min(column + picture.steps[1], picture.part.left + picture.part.columns) - 1
        return tr("rows {row}–{last_row}, columns {column}–{last_column}: mean {value}").format(
            row=row, last_row=last_row, column=column, last_column=last_column, value=value
        )
