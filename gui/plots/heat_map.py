"""A matrix as coloured cells: weights, kernels, gradients by layer and step, confusion."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.colors import ink_on
from gui.plots.canvas import Canvas
from gui.plots.cell_colors import Colors, cell_colors, cell_image
from gui.plots.export import Table
from gui.theme import sized_font, theme

Cell = tuple[int, int]

_GAP = 1.0
_CORNER = 2.0
_SMALLEST_ROUNDED = 6.0
_AROUND_COUNT = 3
_NARROWEST_LABEL = 30
#: Cells this high have counts in the usual size.
_LARGE = 24.0
_LABEL_GAP = 6
_WIDEST_LABEL = 110
_TALLEST_LABEL = 18


class HeatMap(Canvas):
    """A matrix (rows, columns) in colour; cells can be hovered, clicked and chosen with the keys.

    Cells are rounded with a gap while they are large enough, and one image when they are small.
    """

    cell_clicked = Signal(int, int)

    def __init__(
        self, colors: Colors = "sequential", *, square: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colors: Colors = colors
        self._square = square
        self._values: NDArray[np.float64] = np.zeros((0, 0))
        self._limits: tuple[float, float] | None = None
        self._numbered = False
        self._row_labels: Sequence[str] = ()
        self._column_labels: Sequence[str] = ()
        self._axis_names = ("", "")
        self._selected: Cell | None = None
        self.setMouseTracking(True)

    def set_matrix(
        self,
        values: ArrayLike,
        *,
        row_labels: Sequence[str] = (),
        column_labels: Sequence[str] = (),
        limits: tuple[float, float] | None = None,
        counts: bool = False,
    ) -> None:
        """Show a matrix. Without limits colours span its own range, around zero when diverging.

        `counts` writes the values, whole numbers, into cells that have room for them.
        """
        matrix = np.asarray(values, dtype=np.float64)
        if matrix.ndim != 2:
            raise ValueError(f"a heat map shows a matrix, not an array of shape {matrix.shape}")
        self._values, self._limits, self._numbered = matrix, limits, counts
        self._row_labels, self._column_labels = row_labels, column_labels
        if self._selected and not self._contains(self._selected):
            self._selected = None
        self.updateGeometry()
        self.update()

    def set_axis_names(self, rows: str, columns: str) -> None:
        """What the rows and the columns are, beside and below the matrix; "" for nothing."""
        self._axis_names = (rows, columns)
        self.update()

    def set_clickable(self, clickable: bool) -> None:
        """Let cells be clicked, and chosen with the arrow keys and Return."""
        policy = Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    @property
    def selected(self) -> Cell | None:
        """The outlined cell."""
        return self._selected

    def set_selected(self, cell: Cell | None) -> None:
        """Outline a cell, or none."""
        self._selected = cell if cell and self._contains(cell) else None
        self.setAccessibleDescription(self._words(self._selected) if self._selected else "")
        self.update()

    def cell_at(self, place: QPoint) -> Cell | None:
        """The cell under a place."""
        rows, columns = self._values.shape
        area = self._area()
        if not (rows and columns and area.contains(place)):
            return None
        row = int((place.y() - area.top()) / area.height() * rows)
        column = int((place.x() - area.left()) / area.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def cell_rect(self, cell: Cell) -> QRectF:
        """Where a cell is painted."""
        rows, columns = self._values.shape
        area = self._area()
        width, height = area.width() / columns, area.height() / rows
        return QRectF(area.left() + cell[1] * width, area.top() + cell[0] * height, width, height)

    def describe(self, place: QPoint) -> str:
        """Row, column and the full value under the mouse."""
        cell = self.cell_at(place)
        return self._words(cell) if cell else ""

    def table(self) -> Table:
        """One column a column of the matrix, with the row labels before them."""
        rows, columns = self._values.shape
        table: dict[str, Sequence[object]] = {"": [self._row_name(row) for row in range(rows)]}
        for column in range(columns):
            table[self._column_name(column)] = list(self._values[:, column])
        return table

    def sizeHint(self) -> QSize:
        """Square-ish."""
        return QSize(240, 240) if self._square else super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, labels, and the outline of the chosen one."""
        if not self._values.size:
            return
        painter = QPainter(self)
        first = self.cell_rect((0, 0))
        if min(first.width(), first.height()) >= _SMALLEST_ROUNDED:
            self._paint_cells(painter)
            if self._numbered and self._has_room_for_counts(first):
                self._paint_counts(painter)
        else:
            painter.drawImage(self._area(), cell_image(self._values, self._colors, self._limits))
        self._paint_labels(painter)
        if self._selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            role = "warning" if not self.hasFocus() else "focus"
            painter.setPen(QPen(theme().color(role), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell_rect(self._selected), _CORNER, _CORNER)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the mouse."""
        cell = self.cell_at(event.position().toPoint())
        if cell and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.set_selected(cell)
            self.cell_clicked.emit(*cell)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the choice, Return clicks it."""
        moves = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        move = moves.get(Qt.Key(event.key()))
        if move and self._values.size:
            row, column = self._selected or (0, 0)
            target = (row + move[0], column + move[1]) if self._selected else (0, 0)
            self.set_selected(target if self._contains(target) else (row, column))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._selected:
                self.cell_clicked.emit(*self._selected)
        else:
            super().keyPressEvent(event)

    def _paint_cells(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rgb = self._rgb()
        rows, columns = self._values.shape
        half = _GAP / 2
        for row in range(rows):
            for column in range(columns):
                painter.setBrush(QColor(*(int(part) for part in rgb[row, column])))
                cell = self.cell_rect((row, column)).adjusted(half, half, -half, -half)
                painter.drawRoundedRect(cell, _CORNER, _CORNER)

    def _has_room_for_counts(self, cell: QRectF) -> bool:
        metrics = QFontMetrics(sized_font(-2))
        widest = metrics.horizontalAdvance(numbers.count(int(np.nanmax(self._values))))
        # Digits reach no lower than their line.
        return cell.height() > metrics.ascent() and cell.width() >= widest + _AROUND_COUNT

    def _paint_counts(self, painter: QPainter) -> None:
        rgb = self._rgb()
        painter.setFont(sized_font(-1 if self.cell_rect((0, 0)).height() > _LARGE else -2))
        for (row, column), value in np.ndenumerate(self._values):
            painter.setPen(QColor(ink_on(QColor(*(int(part) for part in rgb[row, column])).name())))
            place = self.cell_rect((row, column))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), numbers.count(int(value)))

    def _paint_labels(self, painter: QPainter) -> None:
        font = sized_font(-2)
        painter.setFont(font)
        painter.setPen(theme().color("muted"))
        metrics = QFontMetrics(font)
        area = self._area()
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._row_labels and self.cell_rect((0, 0)).height() >= metrics.height() - 3:
            for row, label in enumerate(self._row_labels[: len(self._values)]):
                cell = self.cell_rect((row, 0))
                box = QRectF(0, cell.top(), area.left() - _LABEL_GAP, cell.height())
                words = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(box.width()))
                painter.drawText(box, int(middle | Qt.AlignmentFlag.AlignRight), words)
        if self._column_labels:
            self._paint_column_labels(painter, metrics, area)
        self._paint_axis_names(painter, area)

    def _paint_column_labels(self, painter: QPainter, metrics: QFontMetrics, area: QRectF) -> None:
        """As many column labels as fit without touching; all, cut short, of large square cells."""
        width = self.cell_rect((0, 0)).width()
        widest = max(metrics.horizontalAdvance(label) for label in self._column_labels)
        stride = max(int(np.ceil((min(widest, _WIDEST_LABEL) + _LABEL_GAP) / width)), 1)
        if self._square and width >= _NARROWEST_LABEL:
            stride = 1
        for column in range(0, min(self._values.shape[1], len(self._column_labels)), stride):
            center = self.cell_rect((0, column)).center().x()
            room = max(width * stride - 2, 12)
            box = QRectF(center - room / 2, area.bottom() + 2, room, _TALLEST_LABEL)
            label = self._column_labels[column]
            words = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_axis_names(self, painter: QPainter, area: QRectF) -> None:
        """The columns' name below their labels, the rows' name upright before theirs."""
        rows, columns = self._axis_names
        center = int(Qt.AlignmentFlag.AlignCenter)
        below = area.bottom() + (_TALLEST_LABEL + 2 if self._column_labels else 0)
        painter.drawText(QRectF(area.left(), below, area.width(), _TALLEST_LABEL), center, columns)
        painter.save()
        painter.translate(area.left() - self._label_width() - _TALLEST_LABEL, area.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, area.height(), _TALLEST_LABEL), center, rows)
        painter.restore()

    def _label_width(self) -> int:
        """What the labels of the rows take."""
        if not self._row_labels:
            return 0
        metrics = QFontMetrics(sized_font(-2))
        widest = max(metrics.horizontalAdvance(label) for label in self._row_labels)
        # One pixel more: a label that is as wide as its room would be cut short.
        return min(widest + 1, _WIDEST_LABEL) + _LABEL_GAP

    def _area(self) -> QRectF:
        """Where the cells are: beside the row labels, above the column labels, and the names of both."""
        rows, columns = self._values.shape
        left = self._label_width() + (_TALLEST_LABEL if self._axis_names[0] else 0)
        bottom = _TALLEST_LABEL + 2 if self._column_labels else 0
        bottom += _TALLEST_LABEL if self._axis_names[1] else 0
        area = QRectF(left, 0, self.width() - left, self.height() - bottom)
        if self._square and rows and columns:
            side = min(area.width() / columns, area.height() / rows)
            center = area.center()
            area = QRectF(0, 0, side * columns, side * rows)
            area.moveCenter(center)
        return area

    def _rgb(self) -> NDArray[np.uint8]:
        return cell_colors(self._values, self._colors, self._limits)

    def _contains(self, cell: Cell) -> bool:
        rows, columns = self._values.shape
        return bool(0 <= cell[0] < rows and 0 <= cell[1] < columns)

    def _row_name(self, row: int) -> str:
        return self._row_labels[row] if row < len(self._row_labels) else str(row)

    def _column_name(self, column: int) -> str:
        known = column < len(self._column_labels)
        return self._column_labels[column] if known else str(column)

    def _words(self, cell: Cell) -> str:
        value = numbers.full(float(self._values[cell]))
        return f"{self._row_name(cell[0])} × {self._column_name(cell[1])}: {value}"
