"""Vertical marks on the x axis: settings changed while it ran, checkpoints, pinned places."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from gui.plots.graph import GraphView, ViewLines
from gui.plots.view import View, columns
from gui.theme import sized_font, theme

#: A mark is read out while the crosshair is this near, in pixels.
REACH = 4
_ALPHA = 0.7
_TICK = 0.04


@dataclass(frozen=True)
class Mark:
    """What happened at a place: its x, a short sentence, and the role of its colour.

    A `minor` one is a short tick at the lower edge instead of a line.
    """

    x: float
    text: str
    role: str = "muted"
    minor: bool = False


class _Lines(ViewLines):
    """Thin vertical lines in groups of one colour, up from the lower edge by a share of the height."""

    def __init__(self, style: Qt.PenStyle, share: float = 1.0) -> None:
        super().__init__()
        self._style, self._share = style, share
        self._groups: list[tuple[str, list[float]]] = []
        self.setZValue(-50)
        self.hide()

    def show_groups(self, groups: list[tuple[str, list[float]]]) -> None:
        """Draw lines at these x, in drawn units, by role."""
        if groups != self._groups:
            self._groups = groups
            self.setVisible(bool(groups))
            self.update()

    def paint(self, painter: QPainter, *_args: Any) -> None:
        """Translucent, so that a curve behind is seen."""
        view = self.viewRect()
        top = view.top() + view.height() * self._share
        for role, places in self._groups:
            color = theme().color(role)
            color.setAlphaF(_ALPHA)
            self.use_pen(painter, color, self._style)
            for place in places:
                painter.drawLine(QPointF(place, view.top()), QPointF(place, top))


class Verticals:
    """The marks of a plot and its numbered pins."""

    def __init__(self, graph: GraphView, view: View) -> None:
        self._graph, self._view = graph, view
        self._marks: list[Mark] = []
        self._xs: list[float] = []
        #: The x of the marks, by whether they are minor and by role.
        self._groups: dict[bool, dict[str, list[float]]] = {False: {}, True: {}}
        self._pins: list[float] = []
        self._mark_lines = {
            False: _Lines(Qt.PenStyle.SolidLine),
            True: _Lines(Qt.PenStyle.SolidLine, _TICK),
        }
        self._pin_lines = _Lines(Qt.PenStyle.DashLine)
        self._numbers: list[pg.TextItem] = []
        for item in (*self._mark_lines.values(), self._pin_lines):
            graph.addItem(item, ignoreBounds=True)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks instead."""
        self._marks = sorted(marks, key=lambda mark: mark.x)
        self._xs = [mark.x for mark in self._marks]
        self._groups = {False: {}, True: {}}
        for mark in self._marks:
            self._groups[mark.minor].setdefault(mark.role, []).append(mark.x)

    def set_pins(self, xs: Sequence[float]) -> None:
        """Pin these places, numbered from 1."""
        self._pins = list(xs)
        while len(self._numbers) > len(xs):
            self._graph.removeItem(self._numbers.pop())
        while len(self._numbers) < len(xs):
            number = pg.TextItem(str(len(self._numbers) + 1), anchor=(0.5, 0))
            number.setZValue(60)
            self._numbers.append(number)
            self._graph.addItem(number, ignoreBounds=True)
        self.recolor()

    def pin_near(self, x: float, per_pixel: float) -> int | None:
        """The number of the nearest pin within reach of a place; `per_pixel` in drawn units."""
        place = self._view.drawn_x(x)
        away = [abs(self._view.drawn_x(pin) - place) for pin in self._pins]
        nearest = int(np.argmin(away)) if away else None
        return nearest if nearest is not None and away[nearest] <= REACH * per_pixel else None

    def recolor(self) -> None:
        """Take the colours and the font of the theme."""
        for number in self._numbers:
            number.setColor(theme().color("text"))
            number.setFont(sized_font(-2))
            number.fill = pg.mkBrush(theme().color("raised"))
            number.border = pg.mkPen(theme().color("line"))
        for lines in (*self._mark_lines.values(), self._pin_lines):
            lines.update()

    def draw(self, x: tuple[float, float], top: float, pixels: int) -> None:
        """Put lines where they are in view; those that fall on one pixel become one."""
        for minor, lines in self._mark_lines.items():
            groups = []
            for role, xs in self._groups[minor].items():
                places = np.array([self._view.drawn_x(place) for place in xs])
                groups.append((role, columns(places, *x, pixels).tolist()))
            lines.show_groups(groups)
        drawn = [self._view.drawn_x(pin) for pin in self._pins]
        self._pin_lines.show_groups([("text", drawn)] if drawn else [])
        for number, place in zip(self._numbers, drawn, strict=True):
            number.setPos(place, top)
            number.setVisible(x[0] <= place <= x[1])

    def near(self, x: float, per_pixel: float) -> list[Mark]:
        """The marks within reach of a place, the nearest first; `per_pixel` in drawn units."""
        place, reach = self._view.drawn_x(x), REACH * per_pixel
        first = bisect.bisect_left(self._xs, self._view.value_x(place - reach))
        last = bisect.bisect_right(self._xs, self._view.value_x(place + reach))
        return sorted(self._marks[first:last], key=lambda mark: abs(mark.x - x))
