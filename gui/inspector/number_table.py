"""Small weights number by number, each with its gradient beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.theme import mono_font, sized_font, theme
from gui.translate import tr

_PLACES = 4
#: Between the columns, in pixels.
_GAP = 8


@dataclass(frozen=True)
class _Row:
    name: str
    tensor: str
    at: int
    value: float
    gradient: float | None


class NumberTable(Canvas):
    """Rows of name, value and gradient, with four decimals; every digit on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[_Row, ...] = ()
        self._current = -1
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Fixed)
        self.setSizePolicy(policy)

    def set_tensors(
        self, weights: Mapping[str, np.ndarray], gradients: Mapping[str, np.ndarray | None]
    ) -> None:
        """Show every number of these tensors."""
        self._rows = tuple(
            _Row(
                _name(name, place, tensor.size),
                name,
                at,
                float(value),
                None if (slope := gradients.get(name)) is None else float(slope[place]),
            )
            for name, tensor in weights.items()
            for at, (place, value) in enumerate(np.ndenumerate(tensor))
        )
        self._current = min(self._current, len(self._rows) - 1)
        self.setAccessibleDescription(", ".join(map(_sentence, self._rows)))
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The words on screen: name, value and gradient."""
        return [(r.name, _decimals(r.value), _decimals(r.gradient)) for r in self._rows]

    @property
    def current(self) -> int:
        """The row that the keys are at; −1 for none."""
        return self._current

    def set_current(self, row: int) -> None:
        """Marks a row, or none."""
        self._current = row
        self.update()

    def row_at(self, place: QPoint) -> int:
        """The row at a place; −1 for none."""
        index = place.y() // self._height - 1
        return index if 0 <= index < len(self._rows) else -1

    def describe(self, place: QPoint) -> str:
        """Seven digits of the number and its gradient."""
        index = self.row_at(place)
        return _sentence(self._rows[index]) if index >= 0 else ""

    def table(self) -> Table:
        """Value and gradient by row."""
        slopes = [np.nan if row.gradient is None else row.gradient for row in self._rows]
        return {tr("value"): np.array([r.value for r in self._rows]), "∂L/∂w": np.array(slopes)}

    def sizeHint(self) -> QSize:
        return QSize(240, self._height * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height * (len(self._rows) + 1))

    @property
    def _figures_width(self) -> int:
        """A column of figures takes a third, or what it needs where the names are long."""
        metrics = QFontMetrics(mono_font(-1))
        names = max((metrics.horizontalAdvance(row.name) for row in self._rows), default=0)
        shown = max((len(word) for row in self.rows for word in row[1:]), default=0)
        needed = metrics.horizontalAdvance("0" * shown) + _GAP
        return max(min(self.width() // 3, (self.width() - names) // 2), needed)

    @property
    def _height(self) -> int:
        return QFontMetrics(mono_font(-1)).height() + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = self._height
        figures = self._figures_width
        ends = self.width() - figures, self.width()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(sized_font(-2))
        painter.setPen(theme().color("muted"))
        for end, words in zip(ends, (tr("value"), tr("gradient")), strict=True):
            painter.drawText(QRect(end - figures, 0, figures, line), int(right), words)
        painter.setFont(mono_font(-1))
        for index, (name, value, gradient) in enumerate(self.rows, start=1):
            top = index * line
            painter.setPen(theme().color("line"))
            painter.drawLine(0, top, self.width(), top)
            if index - 1 == self._current and self.hasFocus():
                painter.fillRect(QRect(0, top + 1, self.width(), line - 1), theme().color("hover"))
            painter.setPen(theme().color("muted"))
            painter.drawText(QRect(0, top, ends[0] - figures, line), int(left), name)
            painter.setPen(theme().color("text"))
            for end, figure in zip(ends, (value, gradient), strict=True):
                painter.drawText(QRect(end - figures, top, figures, line), int(right), figure)


def _decimals(x: float | None) -> str:
    if x is None:
        return numbers.NOTHING
    hidden = 0 < abs(x) < 0.5 * 10**-_PLACES  # a slope that is small must not look like none
    return numbers.short(x) if hidden else numbers.fixed(x, _PLACES)


def _name(name: str, place: tuple[int, ...], size: int) -> str:
    return name if size == 1 else f"{name}[{','.join(map(str, place))}]"


def _sentence(row: _Row) -> str:
    return tr("{name} = {value}, gradient {gradient}").format(
        name=row.name, value=numbers.long(row.value), gradient=numbers.long(row.gradient)
    )
