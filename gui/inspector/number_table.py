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


@dataclass(frozen=True)
class _Row:
    name: str
    value: float
    gradient: float | None


class NumberTable(Canvas):
    """Rows of name, value and gradient, with four decimals; every digit on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[_Row, ...] = ()
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
                float(value),
                None if (slope := gradients.get(name)) is None else float(slope[place]),
            )
            for name, tensor in weights.items()
            for place, value in np.ndenumerate(tensor)
        )
        self.setAccessibleDescription(", ".join(map(_sentence, self._rows)))
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The words on screen: name, value and gradient."""
        return [(r.name, _decimals(r.value), _decimals(r.gradient)) for r in self._rows]

    def describe(self, place: QPoint) -> str:
        """Seven digits of the number and its gradient."""
        index = place.y() // self._height - 1
        return _sentence(self._rows[index]) if 0 <= index < len(self._rows) else ""

    def table(self) -> Table:
        """Value and gradient by row."""
        slopes = [np.nan if row.gradient is None else row.gradient for row in self._rows]
        return {tr("value"): np.array([r.value for r in self._rows]), "∂L/∂w": np.array(slopes)}

    def sizeHint(self) -> QSize:
        return QSize(240, self._height * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height * (len(self._rows) + 1))

    @property
    def _height(self) -> int:
        return QFontMetrics(mono_font(-1)).height() + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line, third = self._height, self.width() // 3
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(sized_font(-2))
        painter.setPen(theme().color("muted"))
        painter.drawText(QRect(third, 0, third, line), int(right), tr("value"))
        painter.drawText(QRect(2 * third, 0, third, line), int(right), tr("gradient"))
        painter.setFont(mono_font(-1))
        for index, (name, value, gradient) in enumerate(self.rows, start=1):
            top = index * line
            painter.setPen(theme().color("line"))
            painter.drawLine(0, top, self.width(), top)
            painter.setPen(theme().color("muted"))
            painter.drawText(QRect(0, top, third, line), int(left), name)
            painter.setPen(theme().color("text"))
            painter.drawText(QRect(third, top, third, line), int(right), value)
            painter.drawText(QRect(2 * third, top, third, line), int(right), gradient)


def _decimals(x: float | None) -> str:
    return numbers.NOTHING if x is None else numbers.fixed(x, 4)


def _name(name: str, place: tuple[int, ...], size: int) -> str:
    return name if size == 1 else f"{name}[{','.join(map(str, place))}]"


def _sentence(row: _Row) -> str:
    return tr("{name} = {value}, gradient {gradient}").format(
        name=row.name, value=numbers.long(row.value), gradient=numbers.long(row.gradient)
    )
