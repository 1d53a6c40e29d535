"""The loss of one batch over one or two weights: the gradient's arrow, the step, and two ways down."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.surface import SliceAnswer
from gui.plots.axes import AxesCanvas
from gui.plots.landscape import heights_of, landscape_image, loss_ends, stretches
from gui.theme import theme
from gui.translate import tr

Floats = NDArray[np.float64]

_DOT, _END, _WIDTH, _HALO = 2.5, 5.0, 1.8, 2.4
#: The gradient's arrow has this share of the picture's shorter side; its head so many pixels.
_ARROW, _HEAD = 0.16, 9.0
#: The colours of the ways, by role: plain gradient descent, and with momentum.
PLAIN, MOMENTUM, ARROW, STEP = "validation", "train", "bad", "good"


class SlicePlot(AxesCanvas):
    """A full circle is where the weights stand; the arrow points against the gradient, downhill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: SliceAnswer | None = None
        theme().changed.connect(self._color)

    def show_answer(self, answer: SliceAnswer | None) -> None:
        """Shows a slice, or nothing."""
        self._answer = answer
        self._color()
        self.name_axes()

    def name_axes(self) -> None:
        """Sets ends and names of the axes, in the language on screen."""
        answer = self._answer
        if answer is None:
            return
        if answer.values.ndim == 1:
            self.set_axes(answer.ends[0], loss_ends(answer.values), (answer.names[0], tr("loss")))
        else:
            self.set_axes(answer.ends[0], answer.ends[1], (answer.names[0], answer.names[1]))

    def _color(self) -> None:
        answer = self._answer
        self.ground = QImage()
        if answer is not None and answer.values.ndim == 2:
            self.ground = landscape_image(heights_of(answer.values))
        self.update()

    def paint_over(self, painter: QPainter, area: QRectF) -> None:
        """The curve over one weight, both ways, the step and the arrow."""
        answer = self._answer
        if answer is None:
            return
        if answer.values.ndim == 1:
            x = np.linspace(*answer.ends[0], len(answer.values))
            painter.setPen(QPen(theme().color("text"), 2))
            for run in stretches(*self.pixels(x, answer.values)):
                painter.drawPolyline(run)
        self._paint_way(painter, answer.plain, theme().color(PLAIN))
        self._paint_way(painter, answer.momentum, theme().color(MOMENTUM))
        here = self._point(answer.here)
        if not _is_somewhere(here):
            return
        self._paint_gradient(painter, answer, here, area)
        if answer.after is not None:
            self._paint_arrow(painter, here, self._point(answer.after), theme().color(STEP))
        painter.setPen(QPen(theme().color("panel"), 2))
        painter.setBrush(theme().color("text"))
        painter.drawEllipse(here, _END, _END)

    def _places(self, way: Floats) -> tuple[Floats, Floats]:
        """A way in the numbers of the axes; over one weight it lies on the curve."""
        answer = self._answer
        assert answer is not None, "only an answer has ways"
        if answer.values.ndim == 2:
            return way[:, 0], way[:, 1]
        line = np.linspace(*answer.ends[0], len(answer.values))
        return way[:, 0], np.interp(way[:, 0], line, answer.values)

    def _point(self, place: Floats) -> QPointF:
        x, y = self.pixels(*self._places(place[None]))
        return QPointF(float(x[0]), float(y[0]))

    def _paint_way(self, painter: QPainter, way: Floats, color: QColor) -> None:
        x, y = self.pixels(*self._places(way))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not self.ground.isNull():  # so that it stands out from a ground of its own colour
            painter.setPen(QPen(theme().color("panel"), _WIDTH + _HALO))
            for run in stretches(x, y):
                painter.drawPolyline(run)
        painter.setPen(QPen(color, _WIDTH))
        for run in stretches(x, y):
            painter.drawPolyline(run)
        painter.setPen(QPen(color, 2 * _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([point for run in stretches(x, y) for point in run.toList()])

    def _paint_gradient(
        self, painter: QPainter, answer: SliceAnswer, here: QPointF, area: QRectF
    ) -> None:
        """The arrow's direction is the one on screen; its length in numbers is told beside the picture."""
        slope = np.where(np.isfinite(answer.gradient), answer.gradient, 0.0)
        if not np.abs(slope).max():
            return
        spans = np.array([high - low for low, high in answer.ends])
        tip = answer.here - slope / np.linalg.norm(slope / spans) * _ARROW
        self._paint_arrow(painter, here, self._point(tip), theme().color(ARROW))

    @staticmethod
    def _paint_arrow(painter: QPainter, start: QPointF, tip: QPointF, color: QColor) -> None:
        dx, dy = tip.x() - start.x(), tip.y() - start.y()
        length = math.hypot(dx, dy)
        if length < 1 or not _is_somewhere(tip):
            return
        head = min(_HEAD, length)
        ux, uy = dx / length, dy / length
        back = QPointF(tip.x() - head * ux, tip.y() - head * uy)
        side = QPointF(-uy * head / 2, ux * head / 2)
        painter.setPen(QPen(color, 2.4))
        painter.drawLine(start, back)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, back + side, back - side]))

    def describe(self, place: QPoint) -> str:
        """The step of a way at this place, else the weights and the loss there."""
        answer = self._answer
        if answer is None:
            return ""
        for way, name in ((answer.momentum, tr("with momentum")), (answer.plain, tr("plain"))):
            found = self.nearest(*self._places(way), QPointF(place), reach=8.0)
            if found is not None:
                step = tr("{way}, step {step}").format(way=name, step=found)
                return "\n".join([step, *self._words_at(way[found])])
        at = self.value_at(QPointF(place))
        if at is None:
            return ""
        index = tuple(
            round((value - low) / (high - low) * (len(answer.values) - 1))
            for value, (low, high) in zip(at, answer.ends, strict=False)
        )
        loss = numbers.short(float(answer.values[index[::-1]]))
        return "\n".join(
            [*self._words_at(np.array(at[: len(answer.ends)])), tr("loss {loss}").format(loss=loss)]
        )

    def _words_at(self, place: Floats) -> list[str]:
        assert self._answer is not None, "only an answer has names"
        return [
            f"{name} = {numbers.short(float(value))}"
            for name, value in zip(self._answer.names, place, strict=True)
        ]


def _is_somewhere(place: QPointF) -> bool:
    """Whether a point can be painted: where the loss is no finite number there is no height to paint it at."""
    return math.isfinite(place.x()) and math.isfinite(place.y())
