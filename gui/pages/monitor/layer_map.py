"""A figure of many layers as a heat map: one row a layer, one column a stretch of the x axis."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent

from engine import numbers
from gui.pages.monitor.buckets import MOST_COLUMNS, Floats
from gui.pages.monitor.cards import TimedHeatMap
from gui.plots.canvas import draw_label
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
_ZOOM: Final = 2.0
_FEWEST: Final = 4
#: So many turns of the wheel go through the layers on show.
_STEPS: Final = 6


class LayerMap(TimedHeatMap):
    """Coloured by the value: its order of magnitude on a logarithmic scale.

    Ctrl and the wheel, + and − show fewer layers larger; the wheel, Page Up and Page Down go through
    them, Home shows all again.

    Signals:
        layer_chosen(int): the number of the layer that was clicked.
    """

    layer_chosen = Signal(int)

    def __init__(self, name: str, scale: Scale) -> None:
        super().__init__()
        self.setObjectName(name)
        self.set_clickable(True)
        self._scale: Scale = scale
        self._means = self._drawn = np.zeros((0, 0))
        self._names: tuple[str, ...] = ()
        self._first_steps: Sequence[int] = ()
        self._edges = np.zeros(1)
        self._top, self._shown = 0, 0
        self.cell_clicked.connect(lambda row, _column: self.layer_chosen.emit(self._top + row))
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
        if len(names) != len(self._names):
            self._top, self._shown = 0, len(names)
        self._means, self._names, self._first_steps = means, names, first_steps
        self._drawn, self._edges = evenly(means, edges)
        self._show_rows()

    def _show_rows(self) -> None:
        """Those of the layers that are zoomed to; colours mean the same in all of them."""
        rows = slice(self._top, self._top + self._shown)
        finite = self._drawn[np.isfinite(self._drawn)]
        limits = (float(finite.min()), float(finite.max())) if len(finite) else None
        legible = self.height() >= _LEGIBLE_ROW * self._shown
        self.set_matrix(
            self._drawn[rows],
            row_labels=self._names[rows] if legible else (),
            column_labels=[""] * self._drawn.shape[1],  # keeps the room for the axis below
            limits=(0.0, 1.0) if self._scale == "percent" else limits,
        )

    @property
    def rows_shown(self) -> tuple[int, int]:
        """The number of the first layer on show, and how many there are."""
        return self._top, self._shown

    def zoom(self, factor: float, row: int | None = None) -> None:
        """Shows so many times fewer layers, around a row of those on show."""
        if not self._shown:
            return
        count = min(
            max(round(self._shown / factor), min(_FEWEST, len(self._names))), len(self._names)
        )
        at = self._shown // 2 if row is None else row
        # The layer under the pointer stays there.
        top = self._top + at - round((at + 0.5) / self._shown * count - 0.5)
        self._shown = count
        self._scroll_to(top)

    def _scroll_to(self, top: int) -> None:
        self._top = min(max(top, 0), len(self._names) - self._shown)
        self.set_selected(None)
        self._show_rows()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it go through the layers, or scroll the page where all are shown."""
        up = event.angleDelta().y() > 0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            cell = self.cell_at(event.position().toPoint())
            self.zoom(_ZOOM if up else 1 / _ZOOM, cell[0] if cell else None)
        elif self._shown < len(self._names):
            step = max(self._shown // _STEPS, 1)
            self._scroll_to(self._top + (-step if up else step))
        else:
            event.ignore()
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same by keys; the arrows choose a cell."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.zoom(1 / _ZOOM if key == Qt.Key.Key_Minus else _ZOOM)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._scroll_to(self._top + (-self._shown if key == Qt.Key.Key_PageUp else self._shown))
        elif key == Qt.Key.Key_Home:
            self._shown = len(self._names)
            self._scroll_to(0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the layers where there is room."""
        super().resizeEvent(event)
        self._show_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and below them the axis that the other plots have."""
        super().paintEvent(event)
        rows, columns = self._shown, self._drawn.shape[1]
        if not rows or not columns:
            return
        painter = QPainter(self)
        self._paint_place(painter)
        painter.setFont(sized_font(-2))
        painter.setPen(theme().color("muted"))
        first, last = self.cell_rect((0, 0)), self.cell_rect((rows - 1, columns - 1))
        low, high = float(self._edges[0]), float(self._edges[-1])
        span = last.right() - first.left()
        intervals = max(int(span) // _PIXELS_PER_LABEL, 1)
        for x, label in self._axis.ticks(low, high, intervals, log=False):
            center = first.left() + (x - low) / (high - low) * span
            draw_label(painter, center, last.bottom() + 2, self.width(), label)

    def _paint_place(self, painter: QPainter) -> None:
        """A thin bar at the right: which of the layers are on show."""
        if self._shown == len(self._names):
            return
        area = self.cell_rect((0, 0)).united(self.cell_rect((self._shown - 1, 0)))
        share = area.height() / len(self._names)
        bar = QRectF(self.width() - 4, area.top() + self._top * share, 4, self._shown * share)
        painter.fillRect(bar, theme().color("handle"))

    def describe(self, place: QPoint) -> str:
        """The layer, where on the axis, and the value itself."""
        cell = self.cell_at(place)
        if cell is None:
            return ""
        return tr("{layer} at {x}: {norm}").format(
            layer=self._names[self._top + cell[0]],
            x=self._axis.title(float(self._edges[cell[1]]), float(np.ptp(self._edges))),
            norm=self._value(float(self._drawn[self._top + cell[0], cell[1]])),
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
