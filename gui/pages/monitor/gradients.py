"""Gradient norm by layer: lines while the layers are few, a layer × step heat map beyond."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine import numbers
from engine.series import Series
from engine.text import text
from gui.pages.monitor.buckets import BLOCK, Floats, StepBuckets
from gui.pages.monitor.cards import (
    MonitorCard,
    MonitorPlot,
    TimedHeatMap,
    chooser,
    fill_chooser,
    is_seen,
)
from gui.pages.monitor.feed import Curve
from gui.pages.monitor.panel import LinePanel
from gui.pages.monitor.panel_kind import Surroundings
from gui.plots.export import Table
from gui.plots.ticks import linear_ticks
from gui.theme import sized_font, theme
from gui.translate import show, tr

MOST_LINES = 8
_TITLE = text("Gradient norm by layer")
_SELECTED = text("Gradient norm of the selected layers")
_LEGIBLE_ROW = 13
_PIXELS_PER_LABEL = 90


class GradientMap(TimedHeatMap):
    """One row a layer, one column a stretch of steps, coloured by the order of magnitude."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gradientMap")
        self.set_clickable(True)
        self._logs = np.zeros((0, 0))
        self._names: tuple[str, ...] = ()
        self._places = np.zeros(1)
        self._width = 1

    def show_logs(self, buckets: StepBuckets, names: tuple[str, ...], places: Floats) -> None:
        """Shows mean logarithms of norms; `places` are the x of the columns' edges."""
        self._logs, self._width = buckets.means, buckets.width
        self._names, self._places = names, places
        finite = self._logs[np.isfinite(self._logs)]
        limits = (float(finite.min()), float(finite.max())) if len(finite) else None
        legible = self.height() >= _LEGIBLE_ROW * len(names)
        self.set_matrix(
            self._logs,
            row_labels=names if legible else (),
            column_labels=[""] * self._logs.shape[1],  # keeps the room for the axis below
            limits=limits,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and below them the axis that the other plots have."""
        super().paintEvent(event)
        columns = self._logs.shape[1]
        if not columns:
            return
        painter = QPainter(self)
        painter.setFont(sized_font(-2))
        painter.setPen(theme().color("muted"))
        first, last = self.cell_rect((0, 0)), self.cell_rect((len(self._logs) - 1, columns - 1))
        low, high = float(self._places[0]), float(self._places[-1])
        span = last.right() - first.left()
        for x, label in linear_ticks(low, high, max(int(span) // _PIXELS_PER_LABEL, 1)):
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
        """The layer, where on the axis, and the norm itself instead of its logarithm."""
        cell = self.cell_at(place)
        if cell is None:
            return ""
        return tr("{layer} at {x}: {norm}").format(
            layer=self._names[cell[0]],
            x=numbers.short(self._places[cell[1]]),
            norm=numbers.short(10.0 ** self._logs[cell]),
        )

    def table(self) -> Table:
        """A row a layer; columns are named by their first step."""
        table: dict[str, Sequence[object]] = {tr("layer"): self._names}
        for column in range(self._logs.shape[1]):
            name = tr("step {number}").format(number=column * self._width + 1)
            table[name] = (10.0 ** self._logs[:, column]).tolist()
        return table


class GradientPanel(LinePanel):
    """Both views in one place of the grid; beside the heat map, lines of the selected layers."""

    def __init__(self, around: Surroundings) -> None:
        plot = MonitorPlot(
            _TITLE,
            "gradientPlot",
            with_log=False,
            log_y=True,
            smoothing=around.smoothing,
            legend_inside=True,
        )
        super().__init__(around.source, plot)
        self._selection, self._settings = around.selection, around.settings
        self._view = self._settings.text("monitor/gradients", "")
        self._map = GradientMap()
        self._map.cell_clicked.connect(self._select)
        self._map_card = MonitorCard(_TITLE, "gradientMapCard")
        self._map_card.set_body(self._map, self._map.table)
        self._choosers = (chooser("gradientView"), chooser("gradientMapView"))
        plot.add_choice(self._choosers[0])
        self._map_card.add_choice(self._choosers[1])
        self._box = QWidget()
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._map_card, 3)
        column.addWidget(plot, 2)
        self._buckets: StepBuckets | None = None
        self._layers: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self.restart()
        self.arrange()

    @property
    def widget(self) -> QWidget:
        """Both cards."""
        return self._box

    @property
    def cards(self) -> tuple[MonitorCard | MonitorPlot, ...]:
        """Both cards; each has its menu."""
        return (self.plot, self._map_card)

    @property
    def paint_seconds(self) -> float:
        """Time spent painting so far, by either view."""
        return super().paint_seconds + self._map.paint_seconds

    @property
    def shows_map(self) -> bool:
        """Whether the heat map is on show."""
        if self._view in {"lines", "map"}:
            return self._view == "map"
        return len(self.source.layers) > MOST_LINES

    def choose(self, view: str) -> None:
        """Shows lines or the heat map from now on."""
        self._view = view
        self._settings.set_text("monitor/gradients", view)
        self.arrange()
        self.refresh()

    def arrange(self) -> None:
        """Shows the views that are wanted now, and names the choice in the language on screen."""
        shows_map = self.shows_map
        self._map_card.setVisible(shows_map)
        self.plot.setVisible(not shows_map or bool(self._chosen()))
        hidden = len(self.source.layers) - len(self._lines())
        subtitle = text("log y")
        if hidden > 0 and not shows_map:
            subtitle = text(
                "log y · {shown} of {all} layers, select others in the Network panel",
                shown=len(self._lines()),
                all=len(self.source.layers),
            )
        self.plot.set_title(_SELECTED if shows_map else _TITLE, subtitle)
        self._map.setAccessibleName(show(_TITLE))
        labels = {"lines": tr("lines"), "map": tr("heat map")}
        for button in self._choosers:
            fill_chooser(button, labels, "map" if shows_map else "lines", self.choose)
            button.setToolTip(tr("Choose between lines and a heat map"))
            button.setAccessibleName(tr("View"))
        self.plot.room.offer(self._choosers[0], wanted=not shows_map, first=True)
        self.plot.room.fit(self.plot.width())

    def curves(self) -> tuple[Curve, ...]:
        """A line for each layer that is to have one."""
        source, lines = self.source, self._lines()
        return tuple(
            Curve("steps", f"gradient/{layer}", source.layer_name(layer), place, "smoothed")
            for place, layer in enumerate(source.layers)
            if layer in lines
        )

    def restart(self) -> None:
        """All points come anew."""
        super().restart()
        self._buckets, self._layers = None, ()

    def refresh(self) -> bool:
        """Takes what is new and draws whichever view is on show."""
        if self.source.layers != self._layers:
            self._layers = self.source.layers
            self._buckets = StepBuckets(len(self._layers))
            self.arrange()
        drew_map = is_seen(self._map) and self._draw_map()
        return super().refresh() or drew_map

    def _lines(self) -> tuple[str, ...]:
        """The layers that get a line: all while they are few, else the selected ones."""
        layers = self.source.layers
        if len(layers) <= MOST_LINES and not self.shows_map:
            return layers
        return self._chosen() or layers[:MOST_LINES]

    def _chosen(self) -> tuple[str, ...]:
        return tuple(la for la in self.source.layers if la in self._selection.ids)[:MOST_LINES]

    def _select(self, row: int, _column: int) -> None:
        self._selection.set([self._layers[row]])

    def _draw_map(self) -> bool:
        buckets, steps = self._buckets, self.source.history.steps
        names = tuple(self.source.layer_name(layer) for layer in self._layers)
        if buckets is None or not self._layers:
            return False
        series = [steps[f"gradient/{layer}"] for layer in self._layers]
        count = min(len(one) for one in series)
        if buckets.size == count and names == self._names:
            return False
        _add(buckets, series, count)
        self._names = names
        edges = np.append(np.arange(0.0, count, buckets.width), count)
        self._map.show_logs(buckets, names, self.source.timeline.of(edges))
        return True


def _add(buckets: StepBuckets, series: list[Series], count: int) -> None:
    for start in range(buckets.size, count, BLOCK):
        stop = min(start + BLOCK, count)
        buckets.add(np.stack([one.values[start:stop] for one in series]).astype(np.float64))
