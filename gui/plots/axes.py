"""A picture over two axes of numbers: grid, labels, names, and where a point of it lies on the screen."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.ticks import Tick, linear_ticks
from gui.plots.timing import timed
from gui.theme import sized_font, theme
from gui.translate import tr

Floats = NDArray[np.float64]
Ends = tuple[float, float]

_LEFT, _BOTTOM, _MARGIN = 52, 36, 8
_PIXELS_PER_X_LABEL, _PIXELS_PER_Y_LABEL = 80, 36
#: So many times more labels are asked for until there are two: one alone tells no scale.
_ATTEMPTS = 4


class AxesCanvas(Canvas):
    """Paints the axes over a coloured ground, where there is one; subclasses paint what stands on them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paint_seconds = 0.0
        self._ends: tuple[Ends, Ends] = ((0.0, 1.0), (0.0, 1.0))
        self._ticks: tuple[list[Tick], list[Tick]] | None = None
        self._names = ("", "")
        self.ground = QImage()

    @abstractmethod
    def name_axes(self) -> None:
        """Sets ends and names of the axes, in the language on screen."""

    def set_axes(
        self,
        x: Ends,
        y: Ends,
        names: tuple[str, str],
        ticks: tuple[list[Tick], list[Tick]] | None = None,
    ) -> None:
        """The ends and names of both axes; without `ticks` round values within them are labelled."""
        self._ends, self._names, self._ticks = (x, y), names, ticks
        self.update()

    @abstractmethod
    def paint_over(self, painter: QPainter, area: QRectF) -> None:
        """Paints what lies over the grid, such as points."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the axes, and what stands on them."""
        with timed(self):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(sized_font(-2))
            area = self.area()
            if not self.ground.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(area, self.ground)
            self._paint_axes(painter, area)
            painter.setClipRect(area)
            self.paint_over(painter, area)

    def area(self) -> QRectF:
        """Where the picture is, inside its axes."""
        width, height = self.width() - _LEFT - _MARGIN, self.height() - _BOTTOM - _MARGIN
        return QRectF(_LEFT, _MARGIN, max(width, 1), max(height, 1))

    def pixels(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        """Where points lie on the screen."""
        area, ((left, right), (low, high)) = self.area(), self._ends
        across = (np.asarray(x, np.float64) - left) / (right - left)
        up = (np.asarray(y, np.float64) - low) / (high - low)
        return area.left() + across * area.width(), area.bottom() - up * area.height()

    def nearest(self, x: Floats, y: Floats, place: QPointF, reach: float = 12.0) -> int | None:
        """Which of these points lies at a place on the screen, within so many pixels."""
        if not len(x):
            return None
        across, down = self.pixels(x, y)
        distances = np.hypot(across - place.x(), down - place.y())
        distances[~np.isfinite(distances)] = np.inf
        found = int(distances.argmin())
        return found if distances[found] <= reach else None

    def value_at(self, place: QPointF) -> tuple[float, float] | None:
        """The numbers that a place on the screen stands for; None outside the axes."""
        area, ((left, right), (low, high)) = self.area(), self._ends
        if not area.contains(place):
            return None
        across = (place.x() - area.left()) / area.width()
        up = (area.bottom() - place.y()) / area.height()
        return left + across * (right - left), low + up * (high - low)

    def _ticks_of(self, area: QRectF) -> tuple[Sequence[Tick], Sequence[Tick]]:
        if self._ticks is not None:
            return self._ticks
        x_many = max(int(area.width()) // _PIXELS_PER_X_LABEL, 1)
        y_many = max(int(area.height()) // _PIXELS_PER_Y_LABEL, 1)
        return _round_ticks(*self._ends[0], x_many), _round_ticks(*self._ends[1], y_many)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        x_ticks, y_ticks = self._ticks_of(area)
        metrics = painter.fontMetrics()
        for value, label in y_ticks:
            y = round(float(self.pixels(0.0, value)[1])) + 0.5
            if self.ground.isNull():  # across colours it would look like one of the picture's lines
                painter.setPen(theme().color("grid"))
                painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme().color("muted"))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, y - 8, _LEFT - 8, 16), right, label)
        for value, label in x_ticks:
            x = float(self.pixels(value, 0.0)[0])
            wide = metrics.horizontalAdvance(label) + 2
            left = max(min(x - wide / 2, self.width() - wide), 0)
            below = QRectF(left, area.bottom() + 2, wide, 16)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), label)
        self._paint_names(painter, area)

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(theme().color("muted"))
        metrics = painter.fontMetrics()
        elide, width = Qt.TextElideMode.ElideRight, int(area.width())
        foot = QRectF(area.left(), self.height() - 17, area.width(), 16)
        below = metrics.elidedText(self._names[0], elide, width)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), below)
        beside = metrics.elidedText(self._names[1], elide, width - 12)
        head = QRectF(area.left() + 4, area.top() + 3, metrics.horizontalAdvance(beside) + 8, 16)
        painter.fillRect(head, theme().color("panel"))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignCenter), beside)

    def changeEvent(self, event: QEvent) -> None:
        """Name the axes again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.name_axes()
        super().changeEvent(event)


@lru_cache(maxsize=64)
def _round_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """As `linear_ticks`, two at least; kept, as a picture is painted many times over the same axes."""
    attempts = [linear_ticks(low, high, many) for many in range(most, most + _ATTEMPTS)]
    return tuple(next((found for found in attempts if len(found) > 1), attempts[0]))


def component_names(explained: Sequence[float]) -> tuple[str, str]:
    """What two main components are called that explain these shares of the variance."""
    first, second = (
        tr("component {number} · {share} % of the variance").format(
            number=number, share=numbers.short(round(100 * share, 1))
        )
        for number, share in enumerate(explained, 1)
    )
    return first, second
