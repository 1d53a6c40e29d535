"""Boxes and whiskers: how the values of every feature spread."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.theme import sized_font, theme
from gui.translate import tr

_WIDEST = 18
_SHARE = 0.55
_LABELS = 18
_MARGIN = 8


@dataclass(frozen=True)
class Box:
    """Five figures of one feature."""

    label: str
    low: float
    first_quartile: float
    median: float
    third_quartile: float
    high: float


class BoxPlot(Canvas):
    """One box a feature on a common scale, with a line at zero."""

    def __init__(self, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._boxes: Sequence[Box] = ()

    def set_boxes(self, boxes: Sequence[Box]) -> None:
        """Show these boxes from left to right."""
        self._boxes = tuple(boxes)
        self.setAccessibleDescription(", ".join(box.label for box in boxes))
        self.update()

    def describe(self, place: QPoint) -> str:
        """The five figures of the box under the mouse."""
        index = int(place.x() / max(self.width(), 1) * len(self._boxes))
        if not 0 <= index < len(self._boxes):
            return ""
        box = self._boxes[index]
        return tr(
            "{name}\nsmallest {low}, quartile {first}, median {median}, quartile {third}, largest {high}"
        ).format(
            name=box.label,
            low=numbers.short(box.low),
            first=numbers.short(box.first_quartile),
            median=numbers.short(box.median),
            third=numbers.short(box.third_quartile),
            high=numbers.short(box.high),
        )

    def table(self) -> Table:
        """One row a feature."""
        return {
            tr("feature"): [box.label for box in self._boxes],
            tr("smallest"): [box.low for box in self._boxes],
            tr("first quartile"): [box.first_quartile for box in self._boxes],
            tr("median"): [box.median for box in self._boxes],
            tr("third quartile"): [box.third_quartile for box in self._boxes],
            tr("largest"): [box.high for box in self._boxes],
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whiskers, translucent boxes, a strong median, and labels while they fit."""
        if not self._boxes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, whisker = theme().color(self._role), theme().color("muted")
        fill = theme().color(self._role)
        fill.setAlphaF(0.38)
        slot = self.width() / len(self._boxes)
        half = min(slot * _SHARE, _WIDEST) / 2
        painter.setPen(QPen(theme().color("grid"), 1))
        zero = round(self._y(0.0)) + 0.5
        painter.drawLine(QPointF(0, zero), QPointF(self.width(), zero))
        for index, box in enumerate(self._boxes):
            middle = round((index + 0.5) * slot) + 0.5
            top, bottom = self._y(box.third_quartile), self._y(box.first_quartile)
            painter.setPen(QPen(whisker, 1))
            painter.drawLine(QPointF(middle, self._y(box.high)), QPointF(middle, top))
            painter.drawLine(QPointF(middle, bottom), QPointF(middle, self._y(box.low)))
            painter.setPen(QPen(accent, 1))
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(middle - half, top, 2 * half, bottom - top), 2.5, 2.5)
            painter.setPen(QPen(accent, 2))
            median = self._y(box.median)
            painter.drawLine(QPointF(middle - half, median), QPointF(middle + half, median))
        self._paint_labels(painter, slot)

    def _paint_labels(self, painter: QPainter, slot: float) -> None:
        """Feature names below, elided to their slot; none where only a letter or two would show."""
        painter.setFont(sized_font(-2))
        metrics = painter.fontMetrics()
        if slot < metrics.averageCharWidth() * 4:
            return
        painter.setPen(theme().color("muted"))
        for index, box in enumerate(self._boxes):
            place = QRectF(index * slot, self.height() - _LABELS, slot, _LABELS)
            words = metrics.elidedText(box.label, Qt.TextElideMode.ElideRight, int(slot) - 4)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)

    def _y(self, value: float) -> float:
        low = min(0.0, *(box.low for box in self._boxes))
        high = max(0.0, *(box.high for box in self._boxes))
        room = self.height() - _LABELS - 2 * _MARGIN
        return _MARGIN + (high - value) / ((high - low) or 1.0) * room
