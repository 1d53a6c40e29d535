"""A figure of many layers as a heat map: one row a layer, one column a stretch of the x axis."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from engine import numbers
from gui.pages.monitor.buckets import MOST_COLUMNS, Floats
from gui.pages.monitor.cards import TimedHeatMap
from gui.plots.export import Table
from gui.plots.x_axis import XAxis
from gui.theme import sized_font, theme
from gui.translate import tr

Scale = Literal["log", "linear", "percent"]

_LEGIBLE_ROW: Final = 13
_PIXELS_PER_LABEL: Final = 90
#: Columns that a stretch may be cut into, where stretches are unlike in length.
_FINER: Final = 4
#: A column may stand so far from its place, as a share of the width.
_OFF: Final = 0.01


class LayerMap(TimedHeatMap):
    """Coloured by the value: its order of magnitude on a logarithmic scale."""

    def __init__(self, name: str, scale: Scale) -> None:
        super().__init__()
        self.setObjectName(name)
        self.set_clickable(True)
        self._scale: Scale = scale
        self._means = self._drawn = np.zeros((0, 0))
        self._names: tuple[str, ...] = ()
        self._first_steps: Sequence[int] = ()
        self._edges = np.zeros(1)
        self._axis = XAxis()

    def show_means(
        self,
        means: Floats,
        names: tuple[str, ...],
        edges: Floats,
        first_steps: Sequence[int],
        axis: XAxis,
    ) -> None:
        """Shows means (layers, stretches); `edges` are the x where the stretches begin and the last ends."""
        self._axis = axis
        self._means, self._names, self._first_steps = means, names, first_steps
        self._drawn, self._edges = evenly(means, edges)
        finite = self._drawn[np.isfinite(self._drawn)]
        limits = (float(finite.min()), float(finite.max())) if len(finite) else None
        legible = self.height() >= _LEGIBLE_ROW * len(names)
        self.set_matrix(
            self._drawn,
            row_labels=names if legible else (),
            column_labels=[""] * self._drawn.shape[1],  # keeps the room for the axis below
            limits=(0.0, 1.0) if self._scale == "percent" else limits,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and below them the axis that the other plots have."""
        super().paintEvent(event)
        rows, columns = self._drawn.shape
        if not rows or not columns:
            return
        painter = QPainter(self)
        painter.setFont(sized_font(-2))
        painter.setPen(theme().color("muted"))
        first, last = self.cell_rect((0, 0)), self.cell_rect((rows - 1, columns - 1))
        low, high = float(self._edges[0]), float(self._edges[-1])
        span = last.right() - first.left()
        intervals = max(int(span) // _PIXELS_PER_LABEL, 1)
        for x, label in self._axis.ticks(low, high, intervals, log=False):
            center = first.left() + (x - low) / (high - low) * span
            left = min(max(center - _PIXELS_PER_LABEL / 2, 0.0), self.width() - _PIXELS_PER_LABEL)
            box = QRectF(left, last.bottom() + 2, _PIXELS_PER_LABEL, self.height())
            side = Qt.AlignmentFlag.AlignHCenter
            if center < box.center().x() - 1:
                side = Qt.AlignmentFlag.AlignLeft
            elif center > box.center().x() + 1:
                side = Qt.AlignmentFlag.AlignRight
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignTop), label)

    def describe(self, place: QPoint) -> str:
        """The layer, where on the axis, and the value itself."""
        cell = self.cell_at(place)
        if cell is None:
            return ""
        return tr("{layer} at {x}: {norm}").format(
            layer=self._names[cell[0]],
            x=self._axis.title(float(self._edges[cell[1]]), float(np.ptp(self._edges))),
            norm=self._value(float(self._drawn[cell])),
        )

    def table(self) -> Table:
        """A row a layer; columns are named by their first step."""
        values = 10.0**self._means if self._scale == "log" else self._means
        table: dict[str, Sequence[object]] = {tr("layer"): self._names}
        for column, step in enumerate(self._first_steps):
            table[tr("step {number}").format(number=step)] = values[:, column].tolist()
        return table

    def _value(self, mean: float) -> str:
        if self._scale == "log":
            return numbers.short(10.0**mean)
        return (
            f"{numbers.short(100.0 * mean)} %" if self._scale == "percent" else numbers.short(mean)
        )


def evenly(means: Floats, edges: Floats) -> tuple[Floats, Floats]:
    """The same means in columns of equal width, with their edges: what stands at the middle of each."""
    count, span = len(edges) - 1, edges[-1] - edges[0]
    if np.abs(edges - np.linspace(edges[0], edges[-1], count + 1)).max() <= _OFF * span:
        return means, edges
    even = np.linspace(edges[0], edges[-1], min(_FINER * count, MOST_COLUMNS) + 1)
    middles = (even[:-1] + even[1:]) / 2
    found = np.clip(np.searchsorted(edges, middles, "right") - 1, 0, count - 1)
    return means[:, found], even
