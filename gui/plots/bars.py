"""Horizontal bars with a label and a value: class probabilities, class balance, a split."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.theme import sized_font, theme
from gui.translate import tr

_ROW = 33
_SMALLEST_ROW = 18
_THICKNESS = 20
_GAP = 10
_LABEL_SHARE = 0.4


@dataclass(frozen=True)
class Bar:
    """A label, a value, and the role or series number of its colour; None takes the quiet one."""

    label: str
    value: float
    color: str | int | None = "accent"
    value_text: str = ""

    @property
    def words(self) -> str:
        """The value as it stands behind the bar."""
        return self.value_text or numbers.short(self.value)


class Bars(Canvas):
    """One bar a row; rows shrink to fit, and the tooltip gives the full value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: Sequence[Bar] = ()
        self._maximum: float | None = None

    def set_bars(self, bars: Sequence[Bar], maximum: float | None = None) -> None:
        """Show these bars; without a maximum the longest fills the row."""
        self._bars, self._maximum = tuple(bars), maximum
        self.setAccessibleDescription(", ".join(f"{bar.label} {bar.words}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A comfortable row for every bar."""
        return QSize(240, max(len(self._bars), 1) * _ROW)

    def minimumSizeHint(self) -> QSize:
        """A small row for every bar, up to a screenful."""
        return QSize(80, min(max(len(self._bars), 1), 20) * _SMALLEST_ROW)

    def describe(self, place: QPoint) -> str:
        """The label and the full value of the bar under the mouse."""
        row = int(place.y() / self._row_height()) if self._bars else -1
        if not 0 <= row < len(self._bars):
            return ""
        return f"{self._bars[row].label}: {numbers.full(self._bars[row].value)}"

    def table(self) -> Table:
        """Labels and values."""
        return {
            tr("label"): [bar.label for bar in self._bars],
            tr("value"): [bar.value for bar in self._bars],
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        """Labels at the left, bars, values behind them."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._row_height()
        font, small = sized_font(0 if height >= 26 else -2), sized_font(-2)
        labels, values = QFontMetrics(font), QFontMetrics(small)
        widest = max(labels.horizontalAdvance(bar.label) for bar in self._bars)
        left = min(widest, int(self.width() * _LABEL_SHARE)) + _GAP
        behind = max(values.horizontalAdvance(bar.words) for bar in self._bars) + _GAP
        room = max(self.width() - left - behind, 1)
        longest = self._maximum or max(abs(bar.value) for bar in self._bars) or 1.0
        thickness = min(_THICKNESS, height * 0.6)
        for row, bar in enumerate(self._bars):
            middle = (row + 0.5) * height
            self._paint_label(painter, bar, font, QRectF(0, row * height, left - _GAP, height))
            length = max(min(abs(bar.value) / longest, 1.0) * room, 2.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_color(bar.color))
            box = QRectF(left, middle - thickness / 2, length, thickness)
            corner = min(3.0, length / 2)
            painter.drawRoundedRect(box, corner, corner)
            painter.setPen(theme().color("muted"))
            painter.setFont(small)
            place = QRectF(box.right() + 8, row * height, behind, height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), bar.words)

    def _paint_label(self, painter: QPainter, bar: Bar, font: QFont, box: QRectF) -> None:
        painter.setPen(theme().color("text" if bar.color is not None else "muted"))
        painter.setFont(font)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
        painter.drawText(box, right, words)

    def _row_height(self) -> float:
        return min(self.height() / max(len(self._bars), 1), _ROW)


class StackedBar(Canvas):
    """Shares of one whole side by side in a single bar, such as train, validation and test."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Sequence[Bar] = ()
        self.setFixedHeight(22)

    def set_parts(self, parts: Sequence[Bar]) -> None:
        """Show these parts in their order."""
        self._parts = tuple(parts)
        self.setAccessibleDescription(", ".join(f"{part.label} {part.words}" for part in parts))
        self.update()

    def describe(self, place: QPoint) -> str:
        """The part under the mouse."""
        for part, box in self._boxes():
            if box.contains(place):
                return f"{part.label} {part.words}"
        return ""

    def table(self) -> Table:
        """Labels and values."""
        return {
            tr("label"): [part.label for part in self._parts],
            tr("value"): [part.value for part in self._parts],
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        """The parts, their words inside where they fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(outline)
        painter.setFont(sized_font(-2))
        metrics = painter.fontMetrics()
        for part, box in self._boxes():
            fill = _color(part.color)
            painter.fillRect(box, fill)
            words = f"{part.label} {part.words}"
            if metrics.horizontalAdvance(words) + 4 <= box.width():
                painter.setPen(theme().ink_on(fill))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _boxes(self) -> list[tuple[Bar, QRectF]]:
        total = sum(part.value for part in self._parts) or 1.0
        boxes, left = [], 0.0
        for part in self._parts:
            width = self.width() * part.value / total
            boxes.append((part, QRectF(left, 0, width, self.height())))
            left += width
        return boxes


def _color(color: str | int | None) -> QColor:
    if color is None:
        return theme().color("handle")
    return theme().series(color) if isinstance(color, int) else theme().color(color)
