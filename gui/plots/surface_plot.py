"""The loss over one learnable number as a curve, over two directions as a landscape, and the way on it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.surface import SurfaceAnswer
from gui.plots.axes import AxesCanvas, component_names
from gui.plots.export import Table
from gui.plots.landscape import heights_of, landscape_image, loss_ends, stretches
from gui.theme import theme
from gui.translate import tr

Floats = NDArray[np.float64]

_DOT, _END = 3.0, 5.0
#: More points of the way than this are a line without dots.
_MOST_DOTS = 400


class SurfacePlot(AxesCanvas):
    """A hollow circle is where the way begins, a full one where the weights are now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: SurfaceAnswer | None = None
        self._drawn: Floats | None = None
        theme().changed.connect(self._color)

    def show_answer(self, answer: SurfaceAnswer | None) -> None:
        """Shows what is known by now, or nothing."""
        self._answer = answer
        self.name_axes()
        if answer is None or answer.values is not self._drawn:
            self._color()
        self.update()

    def name_axes(self) -> None:
        """Sets ends and names of the axes, in the language on screen."""
        answer = self._answer
        if answer is None:
            return
        names = answer.names or component_names(answer.explained)
        if answer.values.ndim == 1:
            self.set_axes(answer.ends[0], loss_ends(answer.values), (names[0], tr("loss")))
        else:
            self.set_axes(answer.ends[0], answer.ends[1], (names[0], names[1]))

    def _color(self) -> None:
        answer = self._answer
        self.ground, self._drawn = QImage(), None
        if answer is not None and answer.values.ndim == 2 and answer.values.size:
            self.ground, self._drawn = landscape_image(heights_of(answer.values)), answer.values
        self.update()

    def paint_over(self, painter: QPainter, area: QRectF) -> None:
        """The curve over one number, and the way."""
        answer = self._answer
        if answer is None:
            return
        if answer.values.ndim == 1:
            x = np.linspace(*answer.ends[0], max(len(answer.values), 1))[: len(answer.values)]
            painter.setPen(QPen(theme().color("train"), 2))
            for run in stretches(*self.pixels(x, answer.values)):
                painter.drawPolyline(run)
        self._paint_way(painter, *self.pixels(*self._places(answer)))

    def _places(self, answer: SurfaceAnswer) -> tuple[Floats, Floats]:
        """The way in the numbers of the axes; over one number it lies on the curve."""
        if answer.values.ndim == 2:
            return answer.way[:, 0], answer.way[:, 1]
        x = answer.way[:, 0]
        if not len(answer.values):
            return x, np.full(len(x), np.nan)
        line = np.linspace(*answer.ends[0], len(answer.values))
        return x, np.interp(x, line, answer.values)

    def _paint_way(self, painter: QPainter, x: Floats, y: Floats) -> None:
        color, ground = theme().color("validation"), theme().color("panel")
        painter.setPen(QPen(color, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for run in stretches(x, y):
            painter.drawPolyline(run)
        if len(x) <= _MOST_DOTS:
            painter.setPen(QPen(color, 2 * _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints([point for run in stretches(x, y) for point in run.toList()])
        for place, inside, edge in ((0, ground, color), (-1, color, ground)):
            if np.isfinite(y[place]):
                painter.setPen(QPen(edge, 2))
                painter.setBrush(inside)
                painter.drawEllipse(QPointF(x[place], y[place]), _END, _END)

    def describe(self, place: QPoint) -> str:
        """The point of the way at this place, else the loss there."""
        answer = self._answer
        if answer is None:
            return ""
        found = self.nearest(*self._places(answer), QPointF(place), reach=8.0)
        if found is not None:
            return self._words_of(answer, found)
        at = self.value_at(QPointF(place))
        if at is None or not answer.values.size:
            return ""
        cells = len(answer.values) - 1
        index = tuple(
            round((value - low) / (high - low) * cells)
            for value, (low, high) in zip(at, answer.ends, strict=False)
        )
        words = self._words_at(answer, np.array(at[: len(answer.ends)]))
        loss = numbers.short(float(answer.values[index[::-1]]))
        return "\n".join([*words, tr("loss {loss}").format(loss=loss)])

    def _words_of(self, answer: SurfaceAnswer, number: int) -> str:
        words = [tr("after step {step}").format(step=numbers.count(answer.way_steps[number]))]
        words += self._words_at(answer, answer.way[number])
        if not answer.names:
            off = numbers.short(float(answer.off[number]))
            words.append(tr("{distance} off the plane").format(distance=off))
        return "\n".join(words)

    @staticmethod
    def _words_at(answer: SurfaceAnswer, place: Floats) -> list[str]:
        names = answer.names or (tr("component 1"), tr("component 2"))
        return [
            f"{name} = {numbers.short(float(value))}"
            for name, value in zip(names, place, strict=True)
        ]

    def table(self) -> Table:
        """The way: a row a step that was kept, and how far off the plane it is."""
        answer = self._answer
        if answer is None:
            return {}
        names = answer.names or (tr("component 1"), tr("component 2"))
        columns: dict[str, NDArray[np.generic]] = {tr("step"): answer.way_steps}
        columns |= {name: answer.way[:, axis] for axis, name in enumerate(names)}
        return columns if answer.names else columns | {tr("off the plane"): answer.off}
