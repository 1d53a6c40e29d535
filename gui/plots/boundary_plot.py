"""The decision boundary: the plane of the data in the colours of what the network says, and the rows on it."""

import numpy as np
from pyqtgraph.functions import isocurve
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.plane import BoundaryAnswer
from gui.plots.axes import AxesCanvas
from gui.plots.export import Table
from gui.plots.ground import classes_image, numbers_image
from gui.theme import theme
from gui.translate import tr

_RADIUS = 3.2


class BoundaryPlot(AxesCanvas):
    """Regions under points: training rows as dots, validation rows as squares, wrong ones ringed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: BoundaryAnswer | None = None
        self._ground = QImage()
        self._contours: list[np.ndarray] = []
        theme().changed.connect(self._color)

    def show_answer(self, answer: BoundaryAnswer | None) -> None:
        """Shows what the network says now, or nothing."""
        self._answer = answer
        self._name()
        self._color()
        self._contours = self._find_contours()

    def _name(self) -> None:
        if self._answer is None:
            return
        plane = self._answer.plane
        (x_low, x_high), (y_low, y_high) = plane.ends
        x = tuple(plane.shift[0] + plane.scale[0] * end for end in (x_low, x_high))
        y = tuple(plane.shift[1] + plane.scale[1] * end for end in (y_low, y_high))
        names = plane.names or tuple(
            tr("component {number} · {share} % of the variance").format(
                number=number + 1, share=numbers.short(round(100 * share, 1))
            )
            for number, share in enumerate(plane.explained)
        )
        self.set_axes((x[0], x[1]), (y[0], y[1]), (names[0], names[1]))

    def _color(self) -> None:
        answer = self._answer
        if answer is None:
            self._ground = QImage()
        elif answer.shares is not None:
            self._ground = classes_image(answer.shares)
        elif answer.values is not None:
            self._ground = numbers_image(answer.values, *self._limits(answer))
        self.update()

    @staticmethod
    def _limits(answer: BoundaryAnswer) -> tuple[float, float]:
        """The colours span the true values, so that they mean the same while the network learns."""
        return float(answer.truth.min()), float(answer.truth.max())

    def _find_contours(self) -> list[np.ndarray]:
        """Where the two likeliest classes are equally likely, in shares of both axes."""
        answer = self._answer
        if answer is None or answer.shares is None or answer.shares.shape[2] < 2:
            return []
        side = answer.shares.shape[0]
        winners = answer.shares.argmax(axis=2)
        lines = []
        for winner in np.unique(winners)[:-1] if answer.shares.shape[2] > 2 else (1,):
            others = np.delete(answer.shares, winner, axis=2).max(axis=2)
            lead = np.nan_to_num(answer.shares[:, :, winner] - others).T
            for line in isocurve(lead, 0.0, connected=True, extendToEdge=False):
                points = np.array([(p[0], p[1]) for p in line], np.float64)
                lines.append(np.clip((points - 0.5) / (side - 1), 0.0, 1.0))
        return lines

    def paint_below(self, painter: QPainter, area: QRectF) -> None:
        """The regions."""
        if not self._ground.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._ground)

    def paint_over(self, painter: QPainter, area: QRectF) -> None:
        """The boundary, and the rows."""
        answer = self._answer
        if answer is None:
            return
        painter.setPen(QPen(theme().color("text"), 1.4))
        for line in self._contours:
            x = area.left() + line[:, 0] * area.width()
            y = area.bottom() - line[:, 1] * area.height()
            painter.drawPolyline([QPointF(a, b) for a, b in zip(x, y, strict=True)])
        self._paint_points(painter, answer)

    def _places(self, answer: BoundaryAnswer) -> tuple[np.ndarray, np.ndarray]:
        plane = answer.plane
        shift, scale = np.array(plane.shift), np.array(plane.scale)
        points = shift + scale * plane.points
        return points[:, 0], points[:, 1]

    def _paint_points(self, painter: QPainter, answer: BoundaryAnswer) -> None:
        x, y = self.pixels(*self._places(answer))
        wrong = self._wrong(answer)
        edge = QPen(theme().color("panel"), 1)
        for number, (a, b) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
            box = QRectF(a - _RADIUS, b - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
            painter.setPen(edge)
            painter.setBrush(self._color_of(answer, number))
            draw = painter.drawEllipse if number < answer.plane.trained else painter.drawRect
            draw(box)
            if wrong[number]:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = theme().color("text")
                ring.setAlphaF(0.6)
                painter.setPen(QPen(ring, 1))
                painter.drawEllipse(box.adjusted(-2, -2, 2, 2))

    def _color_of(self, answer: BoundaryAnswer, number: int) -> QColor:
        if answer.shares is not None:
            return theme().series(int(answer.truth[number]))
        low, high = self._limits(answer)
        share = (answer.truth[number] - low) / (high - low or 1.0)
        table = theme().sequential
        red, green, blue = table[round(float(np.clip(share, 0, 1)) * (len(table) - 1))].tolist()
        return QColor(red, green, blue)

    @staticmethod
    def _wrong(answer: BoundaryAnswer) -> np.ndarray:
        if answer.point_shares is None:
            return np.zeros(len(answer.truth), np.bool_)
        return np.asarray(answer.point_shares.argmax(axis=1) != answer.truth)

    def describe(self, place: QPoint) -> str:
        """The row at this place with what the network says of it, else what it says there."""
        answer = self._answer
        if answer is None:
            return ""
        x, y = self._places(answer)
        found = self.nearest(x, y, QPointF(place), reach=6.0)
        if found is None:
            return self._words_at(answer, place)
        row = numbers.count(int(answer.plane.rows[found]) + 1)
        if answer.point_shares is None:
            assert answer.point_values is not None, "an answer has shares or values"
            return tr("row {row}: true {true}, predicted {predicted}").format(
                row=row,
                true=numbers.short(answer.truth[found]),
                predicted=numbers.short(answer.point_values[found]),
            )
        shares = answer.point_shares[found]
        guess = int(shares.argmax())
        return tr("row {row}: true {true}, predicted {predicted} ({share} %)").format(
            row=row,
            true=answer.classes[int(answer.truth[found])],
            predicted=answer.classes[guess],
            share=numbers.short(round(100 * float(shares[guess]), 1)),
        )

    def _words_at(self, answer: BoundaryAnswer, place: QPoint) -> str:
        area = self.area()
        if not area.contains(QPointF(place)):
            return ""
        ground = answer.shares if answer.shares is not None else answer.values
        assert ground is not None
        side = len(ground)
        column = round((place.x() - area.left()) / area.width() * (side - 1))
        row = round((area.bottom() - place.y()) / area.height() * (side - 1))
        if answer.shares is None:
            return numbers.short(float(ground[row, column]))
        guess = int(ground[row, column].argmax())
        share = numbers.short(round(100 * float(ground[row, column, guess]), 1))
        return f"{answer.classes[guess]} {share} %"

    def table(self) -> Table:
        """The rows with their coordinates, what is true, and what the network says."""
        answer = self._answer
        if answer is None:
            return {}
        x, y = self._places(answer)
        table: dict[str, object] = {
            tr("row"): answer.plane.rows + 1,
            self._names[0]: x,
            self._names[1]: y,
        }
        if answer.point_shares is not None:
            names = np.array(answer.classes, dtype=object)
            table[tr("true")] = names[answer.truth.astype(np.intp)]
            table[tr("predicted")] = names[answer.point_shares.argmax(axis=1)]
        else:
            table[tr("true")] = answer.truth
            table[tr("predicted")] = answer.point_values
        return table  # type: ignore[return-value]

    def changeEvent(self, event: QEvent) -> None:
        """Name the axes again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)
