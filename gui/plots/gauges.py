"""Shares from 0 to 1 as they are now, each with a bar and its last minutes as a small curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.plots.timing import timed
from gui.theme import sized_font, theme

_TALLEST: Final = 96.0
_LABEL, _BAR, _GAP = 20.0, 6.0, 6.0


@dataclass(frozen=True)
class Gauge:
    """A name and the shares of the last moments, the newest last."""

    name: str
    shares: NDArray[np.float64]


class Gauges(Canvas):
    """One below the other."""

    paint_seconds = 0.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gauges: tuple[Gauge, ...] = ()

    def set_gauges(self, gauges: Sequence[Gauge]) -> None:
        """Show these."""
        self._gauges = tuple(gauges)
        self.setAccessibleDescription(", ".join(f"{g.name} {_now(g)}" for g in gauges))
        self.update()

    def table(self) -> Table:
        """A column a gauge, in percent."""
        return {f"{gauge.name} %": (100 * gauge.shares).tolist() for gauge in self._gauges}

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name and value, a bar, and the curve below."""
        with timed(self):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            each = min(self.height() / max(len(self._gauges), 1), _TALLEST)
            for number, gauge in enumerate(self._gauges):
                box = QRectF(4, number * each, self.width() - 8, each - _GAP)
                self._paint(painter, gauge, box)

    def _paint(self, painter: QPainter, gauge: Gauge, box: QRectF) -> None:
        line = QRectF(box.left(), box.top(), box.width(), _LABEL)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(sized_font(-1))
        painter.setPen(theme().color("muted"))
        painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignLeft), gauge.name)
        painter.setPen(theme().color("text"))
        painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignRight), _now(gauge))
        finite = gauge.shares[np.isfinite(gauge.shares)]
        share = float(np.clip(finite[-1], 0.0, 1.0)) if len(finite) else 0.0
        bar = QRectF(box.left(), line.bottom() + 1, box.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("raised"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if share > 0:
            painter.setBrush(theme().color("accent"))
            filled = QRectF(bar.left(), bar.top(), max(bar.width() * share, _BAR), _BAR)
            painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
        below = QRectF(box.left(), bar.bottom() + _GAP, box.width(), 0)
        below.setBottom(box.bottom())
        if below.height() > 2 * _GAP and len(gauge.shares) > 1:
            self._paint_curve(painter, gauge.shares, below)

    def _paint_curve(self, painter: QPainter, shares: NDArray[np.float64], box: QRectF) -> None:
        xs = np.linspace(box.left(), box.right(), len(shares))
        ys = box.bottom() - np.clip(np.nan_to_num(shares), 0.0, 1.0) * box.height()
        painter.setPen(theme().color("grid"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(QPen(theme().color("accent"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in zip(xs, ys, strict=True)]))


def _now(gauge: Gauge) -> str:
    finite = gauge.shares[np.isfinite(gauge.shares)]
    return numbers.percent(float(finite[-1])) if len(finite) else "–"
