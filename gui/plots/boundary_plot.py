"""The decision boundary: the plane of the data in the colours of what the network says, and the rows on it."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.plane import BoundaryAnswer, Plane
from gui.plots.axes import AxesCanvas, component_names
from gui.plots.contour import zero_lines
from gui.plots.export import Table
from gui.plots.ground import classes_image, numbers_image
from gui.theme import theme
from gui.translate import tr

_RADIUS = 3.2
#: The side of a picture of a ring.
_RING = 14


class BoundaryPlot(AxesCanvas):
    """Regions under points: training rows as dots, validation rows as squares, wrong ones ringed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: BoundaryAnswer | None = None
        self._contours = np.empty((0, 2, 2))
        self._wrong: np.ndarray = np.empty(0, np.intp)
        self._dots = self._ring = QPixmap()
        self._dotted: Plane | None = None
        self._dots_of: tuple[object, ...] = ()
        theme().changed.connect(self._color)

    def show_answer(self, answer: BoundaryAnswer | None) -> None:
        """Shows what the network says now, or nothing."""
        self._answer = answer
        self.name_axes()
        self._color()
        self._contours = self._find_contours()
        self._wrong = self._find_wrong()

    def name_axes(self) -> None:
        """Sets ends and names of the axes, in the language on screen."""
        if self._answer is None:
            return
        plane = self._answer.plane
        (x_low, x_high), (y_low, y_high) = plane.ends
        x = tuple(plane.shift[0] + plane.scale[0] * end for end in (x_low, x_high))
        y = tuple(plane.shift[1] + plane.scale[1] * end for end in (y_low, y_high))
        names = plane.names or component_names(plane.explained)
        self.set_axes((x[0], x[1]), (y[0], y[1]), (names[0], names[1]))

    def _color(self) -> None:
        answer = self._answer
        if answer is None:
            self.ground = QImage()
        elif answer.shares is not None:
            self.ground = classes_image(answer.shares)
        elif answer.values is not None:
            self.ground = numbers_image(answer.values, *self._limits(answer))
        self.update()

    @staticmethod
    def _limits(answer: BoundaryAnswer) -> tuple[float, float]:
        """The colours span the true values, so that they mean the same while the network learns."""
        return float(answer.truth.min()), float(answer.truth.max())

    def _find_contours(self) -> np.ndarray:
        """Where the two likeliest classes are equally likely, in shares of both axes: [n, 2, 2]."""
        answer = self._answer
        if answer is None or answer.shares is None or answer.shares.shape[2] < 2:
            return np.empty((0, 2, 2))
        side = answer.shares.shape[0]
        winners = answer.shares.argmax(axis=2)
        lines = [np.empty((0, 2, 2))]
        for winner in np.unique(winners)[:-1] if answer.shares.shape[2] > 2 else (1,):
            others = np.delete(answer.shares, winner, axis=2).max(axis=2)
            lead = np.nan_to_num(answer.shares[:, :, winner] - others)
            lines.append(zero_lines(lead) / (side - 1))
        return np.concatenate(lines)

    def paint_over(self, painter: QPainter, area: QRectF) -> None:
        """The boundary, and the rows."""
        answer = self._answer
        if answer is None:
            return
        pen = QPen(theme().color("text"), 1.4)
        # Pieces this short look the same with round ends, which take five times as long.
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        x = area.left() + self._contours[:, :, 0] * area.width()
        y = area.bottom() - self._contours[:, :, 1] * area.height()
        ends = np.stack([x, y], axis=2).reshape(-1, 4)
        painter.drawLines([QLineF(*line) for line in ends.tolist()])
        self._paint_points(painter, answer)

    def _places(self, answer: BoundaryAnswer) -> tuple[np.ndarray, np.ndarray]:
        plane = answer.plane
        shift, scale = np.array(plane.shift), np.array(plane.scale)
        points = shift + scale * plane.points
        return points[:, 0], points[:, 1]

    def _paint_points(self, painter: QPainter, answer: BoundaryAnswer) -> None:
        """The rows, painted once for as long as they stay where they are, under rings round wrong ones."""
        x, y = self.pixels(*self._places(answer))
        scale, palette = self.devicePixelRatio(), theme().color("panel").name()
        look = (self.size(), scale, palette, answer.shares is None)
        if answer.plane is not self._dotted or look != self._dots_of:
            self._dotted, self._dots_of = answer.plane, look
            self._dots = QPixmap(self.size() * scale)
            self._dots.setDevicePixelRatio(scale)
            self._dots.fill(Qt.GlobalColor.transparent)
            self._paint_dots(answer, x.tolist(), y.tolist())
            self._ring = _ring(scale)
        painter.drawPixmap(0, 0, self._dots)
        wrong, middle, ring = self._wrong, _RING / 2, self._ring
        for a, b in zip(x[wrong].tolist(), y[wrong].tolist(), strict=True):
            painter.drawPixmap(QPointF(a - middle, b - middle), ring)

    def _paint_dots(self, answer: BoundaryAnswer, x: list[float], y: list[float]) -> None:
        painter = QPainter(self._dots)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("panel"), 1))
        for number, (a, b, color) in enumerate(zip(x, y, self._colors(answer), strict=True)):
            painter.setBrush(color)
            draw = painter.drawEllipse if number < answer.plane.trained else painter.drawRect
            draw(QRectF(a - _RADIUS, b - _RADIUS, 2 * _RADIUS, 2 * _RADIUS))
        painter.end()

    def _colors(self, answer: BoundaryAnswer) -> list[QColor]:
        """The colour of each row's truth."""
        if answer.shares is not None:
            of_class = [theme().series(number) for number in range(len(answer.classes))]
            return [of_class[int(truth)] for truth in answer.truth]
        low, high = self._limits(answer)
        table = theme().sequential
        shares = np.clip((answer.truth - low) / (high - low or 1.0), 0, 1)
        return [
            QColor(*table[round(share * (len(table) - 1))].tolist()) for share in shares.tolist()
        ]

    def _find_wrong(self) -> np.ndarray:
        """The numbers of the rows that another class is predicted for."""
        answer = self._answer
        if answer is None or answer.point_shares is None:
            return np.empty(0, np.intp)
        return np.flatnonzero(answer.point_shares.argmax(axis=1) != answer.truth)

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
        table: dict[str, Iterable[object]] = {
            tr("row"): answer.plane.rows + 1,
            self._names[0]: x,
            self._names[1]: y,
        }
        if answer.point_shares is not None:
            names = np.array(answer.classes, dtype=object)
            table[tr("true")] = names[answer.truth.astype(np.intp)]
            table[tr("predicted")] = names[answer.point_shares.argmax(axis=1)]
        elif answer.point_values is not None:
            table[tr("true")] = answer.truth
            table[tr("predicted")] = answer.point_values
        return table


def _ring(scale: float) -> QPixmap:
    """The ring round a wrong row, for so many device pixels to a pixel."""
    picture = QPixmap(QSize(_RING, _RING) * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = theme().color("text")
    color.setAlphaF(0.6)
    painter.setPen(QPen(color, 1))
    painter.drawEllipse(QPointF(_RING / 2, _RING / 2), _RADIUS + 2, _RADIUS + 2)
    painter.end()
    return picture
