"""A small still drawing of functions: an activation and its derivative, a loss."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.theme import sized_font, theme

_LABELS = 16
_TOP = 14


@dataclass(frozen=True)
class Line:
    """One function: its label, the role of its colour, and its samples."""

    label: str
    role: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]


class Curve(Canvas):
    """Functions over one stretch of x, with the axes through zero and labels beside the lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self._labels = ("", "")
        self._marker: float | None = None
        self._counts: NDArray[np.float64] = np.zeros(0)

    def set_lines(self, lines: Sequence[Line], left_label: str = "", right_label: str = "") -> None:
        """Show these functions; the labels at both ends default to the ends of x."""
        self._lines = tuple(lines)
        self._labels = (left_label, right_label)
        self.setAccessibleDescription(", ".join(line.label for line in lines if line.label))
        self.update()

    def set_marker(self, x: float | None) -> None:
        """Stand a dot on every line at this x, or none."""
        self._marker = x
        self.update()

    def set_bars(self, counts: NDArray[np.float64]) -> None:
        """Stand a quiet histogram behind the lines: counts over equal stretches of x, or none."""
        self._counts = counts
        self.update()

    def describe(self, place: QPoint) -> str:
        """The value of every function at the x under the mouse."""
        if not self._lines:
            return ""
        low, high = self._span()
        x = low + (high - low) * place.x() / max(self.width(), 1)
        rows = [f"x = {numbers.short(x)}"]
        for line in self._lines:
            nearest = int(np.argmin(np.abs(line.x - x)))
            rows.append(f"{line.label} = {numbers.short(line.y[nearest])}".removeprefix(" = "))
        return "\n".join(rows)

    def table(self) -> Table:
        """X and y of every function."""
        columns: dict[str, NDArray[np.float64]] = {}
        for number, line in enumerate(self._lines):
            name = line.label or str(number)
            columns[f"{name}: x"] = line.x
            columns[name] = line.y
        return columns

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, lines, labels."""
        if not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter)
        self._paint_axes(painter)
        for line in self._lines:
            painter.setPen(QPen(theme().color(line.role), 2))
            for run in self._runs(line):
                painter.drawPolyline(run)
        painter.setFont(sized_font(-2))
        self._paint_labels(painter)
        if self._marker is not None:
            self._paint_marker(painter, self._marker)

    def _paint_bars(self, painter: QPainter) -> None:
        """The histogram, its highest bar as high as the picture."""
        if not self._counts.any():
            return
        color = theme().color("muted")
        color.setAlphaF(0.28)
        width, floor = self.width() / len(self._counts), self.height() - _LABELS
        for bar, share in enumerate(self._counts / self._counts.max()):
            height = share * (floor - _TOP)
            painter.fillRect(QRectF(bar * width, floor - height, max(width - 1, 1), height), color)

    def _paint_axes(self, painter: QPainter) -> None:
        """The axes through zero where they are in view, else the lower edge."""
        painter.setPen(QPen(theme().color("line"), 1))
        (low, high), (bottom, top) = self._span(), self._height_span()
        floor = 0.0 if bottom <= 0 <= top else bottom
        y = round(self._at(low, floor).y()) + 0.5
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        if low < 0 < high:
            x = round(self._at(0.0, floor).x()) + 0.5
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height() - _LABELS))

    def _paint_labels(self, painter: QPainter) -> None:
        """The ends of x below, and each function's name where the lines are farthest apart."""
        painter.setPen(theme().color("muted"))
        below = QRectF(0, self.height() - _LABELS + 1, self.width(), _LABELS)
        low, high = self._span()
        painter.drawText(
            below, int(Qt.AlignmentFlag.AlignLeft), self._labels[0] or numbers.short(low)
        )
        painter.drawText(
            below, int(Qt.AlignmentFlag.AlignRight), self._labels[1] or numbers.short(high)
        )
        taken: list[QRectF] = []
        for line in self._lines:
            if line.label:
                painter.setPen(theme().color(line.role))
                box = self._label_box(line, painter.fontMetrics().horizontalAdvance(line.label))
                while any(box.intersects(other) for other in taken):
                    box.translate(0, box.height())
                taken.append(box)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), line.label)

    def _label_box(self, line: Line, width: int) -> QRectF:
        """Above the line near its right end, kept inside the picture."""
        finite = np.flatnonzero(np.isfinite(line.y))
        if not len(finite):
            return QRectF(0, 0, width, _TOP)
        sample = finite[int(len(finite) * 0.85)]
        anchor = self._at(float(line.x[sample]), float(line.y[sample]))
        left = min(anchor.x() - width - 4, self.width() - width)
        top = min(max(anchor.y() - _TOP - 4, 0.0), self.height() - _LABELS - _TOP)
        return QRectF(max(left, 0.0), top, width, _TOP)

    def _paint_marker(self, painter: QPainter, x: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for line in self._lines:
            nearest = int(np.argmin(np.abs(line.x - x)))
            if np.isfinite(line.y[nearest]):
                painter.setBrush(theme().color(line.role))
                painter.drawEllipse(self._at(x, float(line.y[nearest])), 4, 4)

    def _runs(self, line: Line) -> list[QPolygonF]:
        """The stretches between gaps."""
        runs: list[QPolygonF] = [QPolygonF()]
        for x, y in zip(line.x.tolist(), line.y.tolist(), strict=True):
            if np.isfinite(y):
                runs[-1].append(self._at(x, y))
            elif not runs[-1].isEmpty():
                runs.append(QPolygonF())
        return [run for run in runs if run.size() > 1]

    def _span(self) -> tuple[float, float]:
        low = min(float(line.x[0]) for line in self._lines)
        high = max(float(line.x[-1]) for line in self._lines)
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def _height_span(self) -> tuple[float, float]:
        values = np.concatenate([line.y[np.isfinite(line.y)] for line in self._lines])
        if not len(values):
            return 0.0, 1.0
        low, high = float(values.min()), float(values.max())
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def _at(self, x: float, y: float) -> QPointF:
        (low, high), (bottom, top) = self._span(), self._height_span()
        room = self.height() - _LABELS - _TOP - 2
        return QPointF(
            (x - low) / (high - low) * self.width(),
            _TOP + (top - y) / (top - bottom) * room,
        )
