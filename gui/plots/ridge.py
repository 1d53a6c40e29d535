"""Histograms of one tensor through time, one behind the other, the newest in front."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.colors import mix
from gui.plots.canvas import Canvas, draw_label
from gui.plots.export import Table
from gui.plots.ticks import linear_ticks
from gui.plots.timing import timed
from gui.theme import sized_font, theme
from gui.translate import tr

_LEFT, _RIGHT, _BELOW = 52, 12, 18
_PIXELS_PER_X_LABEL: Final = 90
_PIXELS_PER_STEP_LABEL: Final = 24
#: A ridge has at least so many pixels to the next, and its highest bar is so many times as high.
_NEAREST: Final = 7
_OVERLAP: Final = 4.0
_OLDEST: Final = 0.25
_ROOM_ABOVE: Final = 0.3


@dataclass(frozen=True)
class Ridge:
    """A histogram after a step: counts in equal stretches between `low` and `high`."""

    step: int
    low: float
    high: float
    counts: NDArray[np.float64]

    @property
    def heights(self) -> NDArray[np.float64]:
        """Each count as a share of the greatest, so that a narrow histogram presses no other flat."""
        return self.counts / max(float(self.counts.max()), 1.0)


class RidgePlot(Canvas):
    """The counts of some steps over a common axis of values, coloured by age."""

    paint_seconds = 0.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ridges: tuple[Ridge, ...] = ()
        self._low, self._high = 0.0, 1.0
        self._caption = ""

    def set_caption(self, caption: str) -> None:
        """Say in the upper right corner what it is of."""
        self._caption = caption
        self.update()

    def set_ridges(self, ridges: Sequence[Ridge]) -> None:
        """Show these histograms, the oldest first."""
        self._ridges = tuple(ridges)
        self._low = min((ridge.low for ridge in ridges), default=0.0)
        self._high = max((ridge.high for ridge in ridges), default=1.0)
        if self._high <= self._low:
            self._low, self._high = self._low - 0.5, self._high + 0.5
        self.update()

    @property
    def shown(self) -> tuple[Ridge, ...]:
        """Those that have room, the oldest first; the newest is always among them."""
        most = max(int(self._area().height() * (1 - _ROOM_ABOVE)) // _NEAREST, 2)
        if len(self._ridges) <= most:
            return self._ridges
        places = np.linspace(0, len(self._ridges) - 1, most).round().astype(int)
        return tuple(self._ridges[place] for place in places)

    def describe(self, place: QPoint) -> str:
        """The step, the stretch of values and the count under the mouse."""
        found = self._ridge_at(place)
        if found is None:
            return ""
        ridge, bar = found
        width = (ridge.high - ridge.low) / len(ridge.counts)
        return tr("step {step}, {low} to {high}: {count}").format(
            step=numbers.count(ridge.step),
            low=numbers.short(ridge.low + bar * width),
            high=numbers.short(ridge.low + (bar + 1) * width),
            count=numbers.count(int(ridge.counts[bar])),
        )

    def table(self) -> Table:
        """A row a bar of every histogram."""
        table: dict[str, list[object]] = {
            name: [] for name in (tr("step"), tr("from"), tr("to"), tr("count"))
        }
        for ridge in self._ridges:
            edges = np.linspace(ridge.low, ridge.high, len(ridge.counts) + 1)
            columns = (
                [ridge.step] * len(ridge.counts),
                edges[:-1].tolist(),
                edges[1:].tolist(),
                ridge.counts.astype(int).tolist(),
            )
            for values, more in zip(table.values(), columns, strict=True):
                values.extend(more)
        return table

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the oldest to the newest, each over the ones behind it."""
        with timed(self):
            self._paint()

    def _paint(self) -> None:
        ridges = self.shown
        if not ridges:
            return
        painter = QPainter(self)
        self._paint_axis(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel, accent = theme().color("panel").name(), theme().color("accent").name()
        for number, ridge in enumerate(ridges):
            age = 1.0 if len(ridges) == 1 else number / (len(ridges) - 1)
            color = QColor(mix(panel, accent, _OLDEST + (1 - _OLDEST) * age))
            painter.setPen(QPen(theme().color("panel"), 1.0))
            painter.setBrush(color)
            painter.drawPolygon(self._outline(ridge, self._base(number, len(ridges))))
        self._paint_steps(painter, ridges)
        area = self._area()
        box = QRectF(area.left(), 0, area.width(), _BELOW)
        words = painter.fontMetrics().elidedText(
            self._caption, Qt.TextElideMode.ElideMiddle, int(box.width())
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), words)

    def _paint_axis(self, painter: QPainter) -> None:
        area = self._area()
        painter.setFont(sized_font(-2))
        for value, label in linear_ticks(
            self._low, self._high, max(int(area.width()) // _PIXELS_PER_X_LABEL, 1)
        ):
            x = self._x(value)
            painter.setPen(theme().color("grid"))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(theme().color("muted"))
            draw_label(painter, x, area.bottom() + 2, self.width(), label)

    def _paint_steps(self, painter: QPainter, ridges: tuple[Ridge, ...]) -> None:
        """The steps of some of them at the left, always that of the newest."""
        painter.setFont(sized_font(-2))
        painter.setPen(theme().color("muted"))
        last = self._base(len(ridges) - 1, len(ridges)) + _PIXELS_PER_STEP_LABEL
        for number in range(len(ridges) - 1, -1, -1):
            base = self._base(number, len(ridges))
            if last - base < _PIXELS_PER_STEP_LABEL:
                continue
            last = base
            box = QRectF(0, base - _BELOW / 2, _LEFT - 8, _BELOW)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, int(side), numbers.count(ridges[number].step))

    def _outline(self, ridge: Ridge, base: float) -> QPolygonF:
        heights = ridge.heights * self._height
        edges = np.linspace(ridge.low, ridge.high, len(ridge.counts) + 1)
        middles = (edges[:-1] + edges[1:]) / 2
        points = [QPointF(self._x(ridge.low), base)]
        points += [
            QPointF(self._x(x), max(base - height, 1.0))
            for x, height in zip(middles, heights, strict=True)
        ]
        return QPolygonF([*points, QPointF(self._x(ridge.high), base)])

    def _ridge_at(self, place: QPoint) -> tuple[Ridge, int] | None:
        """The histogram in front at a place, else the one whose base is nearest; and its bar there."""
        ridges, area = self.shown, self._area()
        value = self._low + (place.x() - area.left()) / max(area.width(), 1) * (
            self._high - self._low
        )
        nearest: tuple[float, Ridge, int] | None = None
        for number in range(len(ridges) - 1, -1, -1):
            ridge = ridges[number]
            if not ridge.low <= value <= ridge.high or ridge.high <= ridge.low:
                continue
            count = len(ridge.counts)
            bar = min(int((value - ridge.low) / (ridge.high - ridge.low) * count), count - 1)
            base = self._base(number, len(ridges))
            top = base - float(ridge.heights[bar]) * self._height
            if top <= place.y() <= base:
                return ridge, bar
            away = abs(place.y() - base)
            if nearest is None or away < nearest[0]:
                nearest = away, ridge, bar
        return None if nearest is None else nearest[1:]

    def _area(self) -> QRectF:
        return QRectF(
            _LEFT, 0, max(self.width() - _LEFT - _RIGHT, 1), max(self.height() - _BELOW - 4, 1)
        )

    def _x(self, value: float) -> float:
        area = self._area()
        return area.left() + (value - self._low) / (self._high - self._low) * area.width()

    def _base(self, number: int, count: int) -> float:
        """Where the base line of a ridge stands."""
        area = self._area()
        first = area.top() + area.height() * _ROOM_ABOVE
        return area.bottom() - (area.bottom() - first) * (
            1 - (number / (count - 1) if count > 1 else 1)
        )

    @property
    def _height(self) -> float:
        """How high the highest bar of each is."""
        area, count = self._area(), len(self.shown)
        spacing = area.height() * (1 - _ROOM_ABOVE) / max(count - 1, 1)
        return min(_OVERLAP * spacing, area.height() * _ROOM_ABOVE)
