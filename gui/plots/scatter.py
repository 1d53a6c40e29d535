"""Predicted against true values: a cloud that hugs the diagonal where a regression is good."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.axes import AxesCanvas
from gui.plots.export import Table
from gui.plots.ticks import round_range
from gui.theme import theme
from gui.translate import tr

_DOT = 5


class Scatter(AxesCanvas):
    """Points (true, predicted) on one scale for both axes, with the diagonal."""

    def __init__(self, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._true: NDArray[np.float64] = np.zeros(0)
        self._predicted: NDArray[np.float64] = np.zeros(0)
        self.name_axes()

    def set_points(self, true: ArrayLike, predicted: ArrayLike) -> None:
        """Show these pairs; those that are not finite are left out."""
        x, y = np.asarray(true, dtype=np.float64), np.asarray(predicted, dtype=np.float64)
        if x.shape != y.shape or x.ndim != 1:
            raise ValueError(f"true and predicted differ in shape: {x.shape} and {y.shape}")
        finite = np.isfinite(x) & np.isfinite(y)
        self._true, self._predicted = x[finite], y[finite]
        self.name_axes()

    def name_axes(self) -> None:
        """Sets ends and names of the axes, in the language on screen."""
        both = np.concatenate([self._true, self._predicted])
        low, high = (float(both.min()), float(both.max())) if len(both) else (0.0, 1.0)
        low, high, ticks = round_range(low, high)
        names = tr("true value"), tr("predicted value")
        self.set_axes((low, high), (low, high), names, (ticks, ticks))

    def describe(self, place: QPoint) -> str:
        """The nearest point within a few pixels."""
        nearest = self.nearest(self._true, self._predicted, QPointF(place))
        if nearest is None:
            return ""
        return tr("true {true}, predicted {predicted}").format(
            true=numbers.full(self._true[nearest]), predicted=numbers.full(self._predicted[nearest])
        )

    def table(self) -> Table:
        """Every pair."""
        return {tr("true value"): self._true, tr("predicted value"): self._predicted}

    def paint_over(self, painter: QPainter, area: QRectF) -> None:
        """The diagonal, and one dot for all points that fall on the same pixel."""
        painter.setPen(QPen(theme().color("handle"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(area.bottomLeft(), area.topRight())
        if not len(self._true):
            return
        painter.setClipping(False)  # dots on the edge are whole
        places = np.unique(
            np.stack(self.pixels(self._true, self._predicted), axis=1).round(), axis=0
        )
        color = theme().color(self._role)
        color.setAlphaF(0.55 if len(places) > 200 else 0.8)
        painter.setPen(QPen(color, _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([QPointF(x, y) for x, y in places.tolist()])
