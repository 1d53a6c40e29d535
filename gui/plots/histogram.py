"""Bars over equal stretches of a value: weights, activations, gradients."""

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.theme import sized_font, theme
from gui.translate import tr

_LABELS = 16


class Histogram(Canvas):
    """Counts between edges, in one colour, with the two ends of the range below."""

    def __init__(self, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._counts = np.zeros(0)
        self._edges = np.zeros(0)

    def set_counts(self, counts: ArrayLike, edges: ArrayLike, role: str = "") -> None:
        """Show n counts between n + 1 edges, optionally in another role's colour."""
        new_counts = np.asarray(counts, dtype=np.float64)
        new_edges = np.asarray(edges, dtype=np.float64)
        if len(new_edges) != len(new_counts) + 1:
            raise ValueError("n counts stand between n + 1 edges")
        self._counts, self._edges = new_counts, new_edges
        self._role = role or self._role
        self.update()

    def describe(self, place: QPoint) -> str:
        """The range and the count of the bar under the mouse."""
        bar = int(place.x() / max(self.width(), 1) * len(self._counts))
        if not 0 <= bar < len(self._counts):
            return ""
        return tr("{low} to {high}: {count}").format(
            low=numbers.short(self._edges[bar]),
            high=numbers.short(self._edges[bar + 1]),
            count=numbers.count(int(self._counts[bar])),
        )

    def table(self) -> Table:
        """The ends of each bar and its count."""
        return {
            tr("from"): self._edges[:-1],
            tr("to"): self._edges[1:],
            tr("count"): self._counts,
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars from a thin base line, the ends of the range below it."""
        if not len(self._counts):
            return
        painter = QPainter(self)
        floor = self.height() - _LABELS
        highest = self._counts.max() or 1.0
        width = self.width() / len(self._counts)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._role))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 1.0 if width >= 3 else 0.0
        for bar, count in enumerate(self._counts):
            height = max(count / highest * (floor - 1), 0.75 if count else 0.0)
            painter.drawRect(QRectF(bar * width, floor - height, width - gap, height))
        painter.setPen(theme().color("line"))
        painter.drawLine(0, floor, self.width(), floor)
        painter.setPen(theme().color("muted"))
        painter.setFont(sized_font(-2))
        below = QRectF(0, floor + 1, self.width(), _LABELS)
        left, right = numbers.short(self._edges[0]), numbers.short(self._edges[-1])
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), left)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), right)
