"""Predicted against true values: a cloud that hugs the diagonal where a regression is good."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.plots.ticks import round_range
from gui.theme import sized_font, theme
from gui.translate import tr

_LEFT, _BOTTOM, _MARGIN = 52, 36, 8
_REACH = 12.0
_DOT = 5


class Scatter(Canvas):
    """Points (true, predicted) on one scale for both axes, with the diagonal."""

    def __init__(self, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._true: NDArray[np.float64] = np.zeros(0)
        self._predicted: NDArray[np.float64] = np.zeros(0)
        self._range = round_range(0.0, 1.0)

    def set_points(self, true: ArrayLike, predicted: ArrayLike) -> None:
        """Show these pairs; those that are not finite are left out."""
        x, y = np.asarray(true, dtype=np.float64), np.asarray(predicted, dtype=np.float64)
        if x.shape != y.shape or x.ndim != 1:
            raise ValueError(f"true and predicted differ in shape: {x.shape} and {y.shape}")
        finite = np.isfinite(x) & np.isfinite(y)
        self._true, self._predicted = x[finite], y[finite]
        both = np.concatenate([self._true, self._predicted])
        low, high = (float(both.min()), float(both.max())) if len(both) else (0.0, 1.0)
        self._range = round_range(low, high)
        self.update()

    def describe(self, place: QPoint) -> str:
        """The nearest point within a few pixels."""
        if not len(self._true):
            return ""
        x, y = self._pixels()
        distances = np.hypot(x - place.x(), y - place.y())
        nearest = int(distances.argmin())
        if distances[nearest] > _REACH:
            return ""
        return tr("true {true}, predicted {predicted}").format(
            true=numbers.full(self._true[nearest]), predicted=numbers.full(self._predicted[nearest])
        )

    def table(self) -> Table:
        """Every pair."""
        return {tr("true value"): self._true, tr("predicted value"): self._predicted}

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grid, the diagonal, and one dot for all points that fall on the same pixel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized_font(-2))
        area = self._area()
        self._paint_axes(painter, area)
        painter.setPen(QPen(theme().color("handle"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(area.bottomLeft(), area.topRight())
        if not len(self._true):
            return
        places = np.unique(np.stack(self._pixels(), axis=1).round(), axis=0)
        color = theme().color(self._role)
        color.setAlphaF(0.55 if len(places) > 200 else 0.8)
        painter.setPen(QPen(color, _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([QPointF(x, y) for x, y in places.tolist()])

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        low, high, ticks = self._range
        for value, label in ticks:
            share = (value - low) / (high - low)
            y = round(area.bottom() - share * area.height()) + 0.5
            x = area.left() + share * area.width()
            painter.setPen(theme().color("grid"))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme().color("muted"))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, y - 8, _LEFT - 8, 16), right, label)
            wide = painter.fontMetrics().horizontalAdvance(label) + 2
            left = max(min(x - wide / 2, self.width() - wide), 0)
            below = QRectF(left, area.bottom() + 2, wide, 16)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), label)
        foot = QRectF(area.left(), self.height() - 17, area.width(), 16)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), tr("true value"))
        painter.drawText(
            QRectF(area.left() + 6, area.top(), 120, 16),
            int(Qt.AlignmentFlag.AlignLeft),
            tr("predicted value"),
        )

    def _pixels(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        area, (low, high, _ticks) = self._area(), self._range
        scale = 1 / (high - low)
        x = area.left() + (self._true - low) * scale * area.width()
        y = area.bottom() - (self._predicted - low) * scale * area.height()
        return x, y

    def _area(self) -> QRectF:
        return QRectF(
            _LEFT,
            _MARGIN,
            max(self.width() - _LEFT - _MARGIN, 1),
            max(self.height() - _BOTTOM - _MARGIN, 1),
        )
