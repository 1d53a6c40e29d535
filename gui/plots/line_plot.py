"""A plot card of series that grow while one looks: losses, metrics, norms, rates.

Samples may come at any speed: they only go into the series. `refresh()` draws what is in view, and
only when something changed and somebody can see it; the page decides how often.
"""

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from engine import numbers
from engine.text import Text
from gui.plots.card import PlotCard, small_button
from gui.plots.crosshair import Crosshair, ReadoutRow
from gui.plots.export import Table
from gui.plots.graph import GraphView
from gui.plots.legend import Legend
from gui.plots.samples import Kept, Samples
from gui.plots.series import Series, SeriesStyle
from gui.plots.series_items import Frame, SeriesItems
from gui.plots.smoothing_button import SmoothingButton
from gui.plots.ticks import Tick, linear_ticks, log_range, log_ticks, round_range
from gui.theme import theme
from gui.translate import tr, words

_PIXELS_PER_X_LABEL = 90
_PIXELS_PER_Y_LABEL = 64
_ZOOM = 0.8
#: A legend inside the plot is left to the crosshair where it would cover more of width and height.
_LEGEND_SHARE = (0.35, 0.65)


class LinePlot(PlotCard):
    """Series over a common x, with a legend, smoothing, a logarithmic y axis and a crosshair.

    The view follows the data until someone drags or zooms; then “Fit” brings it back.

    Signals:
        crosshair_moved(float | None): the crosshair stands at another x, or was put away.
        smoothing_changed(float), log_y_changed(bool): someone chose another look.
    """

    crosshair_moved = Signal(object)
    smoothing_changed = Signal(float)
    log_y_changed = Signal(bool)

    def __init__(
        self,
        title: Text | str,
        *,
        x_label: Text | str = "",
        log_y: bool = False,
        smoothing: float | None = None,
        legend_inside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`smoothing` None offers none; `legend_inside` puts a column of entries over the corner."""
        self._series: dict[str, Series] = {}
        self._items: dict[str, SeriesItems] = {}
        self._x_label: Text | str = x_label
        self._extent: tuple[float, float] | None = None
        self._follow = True
        self._free_y = False
        self._dirty = True
        self._setting_range = False
        self._log_y = log_y
        self._weight = smoothing or 0.0
        self.graph = GraphView()
        self._legend = Legend(column=legend_inside, parent=self.graph if legend_inside else None)
        self._fit = small_button("plotFit")
        self._fit.setProperty("accent", True)
        self._smooth = SmoothingButton(self._weight)
        self._log = small_button("plotLogY")
        super().__init__(title, parent)
        self._build(smoothing is not None, legend_inside)
        self._crosshair = Crosshair(self.graph, self._readout)
        self._crosshair.moved.connect(self._follow_crosshair)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.graph.view_box.sigRangeChangedManually.connect(self._leave_follow)
        self.graph.view_box.y_zoomed.connect(self._free_y_axis)
        self.graph.view_box.sigResized.connect(self._mark_dirty)
        theme().changed.connect(self._recolor)
        self._update_controls()

    def _build(self, smoothable: bool, legend_inside: bool) -> None:
        if not legend_inside:
            self.header.insertWidget(2, self._legend, 1000)
        self._smooth.chosen.connect(self.set_smoothing)
        self._log.setCheckable(True)
        self._log.setChecked(self._log_y)
        self._log.toggled.connect(self.set_log_y)
        self._fit.clicked.connect(self.fit)
        for place, button in enumerate((self._fit, self._smooth, self._log)):
            self.controls.insertWidget(place, button)
        # Only now that it has a place: shown before, it would be a window of its own.
        self._smooth.setVisible(smoothable)
        self._legend.toggled.connect(self._show_series)
        self._legend.solo_wanted.connect(self._show_alone)
        self.set_body(self.graph, self.table)

    def add_series(
        self, key: str, name: str, color: str | int, style: SeriesStyle = "line"
    ) -> None:
        """Add a series: `color` is a role or a number of the series colours."""
        series = Series(name, color, style)
        series.set_smoothing(self._weight)
        self._series[key] = series
        self._items[key] = SeriesItems(self.graph)
        self._items[key].recolor(series, self.devicePixelRatioF())
        self._legend.add(key, name, series.color)
        self._mark_dirty()

    def remove_series(self, key: str) -> None:
        """Take a series away."""
        del self._series[key]
        self._items.pop(key).remove()
        self._legend.remove(key)
        self._mark_dirty()

    @property
    def keys(self) -> list[str]:
        """The keys of the series in their order."""
        return list(self._series)

    def append(self, key: str, x: ArrayLike, y: ArrayLike) -> None:
        """Add samples to a series; x never goes back. Nothing is drawn before `refresh()`."""
        self._series[key].append(x, y)
        self._dirty = True

    def set_samples(self, key: str, samples: Samples) -> None:
        """Show samples that live elsewhere; `note_growth` says that there are more of them."""
        self._series[key].set_samples(samples)
        self._dirty = True

    def note_growth(self) -> None:
        """Samples that live elsewhere have grown; the next `refresh()` draws them."""
        self._dirty = True

    def set_data(self, key: str, x: ArrayLike, y: ArrayLike) -> None:
        """Replace the samples of a series."""
        self._series[key].set_samples(Kept())
        self.append(key, x, y)

    def clear(self) -> None:
        """Forget the samples of every series and follow again."""
        for series in self._series.values():
            series.set_samples(Kept())
        self.fit()

    def set_x_extent(self, low: float, high: float) -> None:
        """Show at least this stretch of x while following, such as all epochs to come."""
        self._extent = (low, high)
        self._mark_dirty()

    def show_crosshair(self, x: float | None) -> None:
        """Stand the crosshair at this x, as in another plot of the same x; None puts it away."""
        if x is None:
            self._crosshair.hide()
        else:
            self._crosshair.show_at(x, with_readout=False)

    def set_x_label(self, label: Text | str) -> None:
        """Name the x axis in the read-out and the exported table."""
        self._x_label = label

    @property
    def following(self) -> bool:
        """Whether the view follows the data."""
        return self._follow and not self._free_y

    def fit(self) -> None:
        """Show all data and follow it."""
        self._follow, self._free_y = True, False
        self._update_controls()
        self._mark_dirty()
        self.refresh()

    @property
    def log_y(self) -> bool:
        """Whether the y axis is logarithmic."""
        return self._log_y

    def set_log_y(self, logarithmic: bool) -> None:
        """Make the y axis logarithmic; samples at or below zero are then not drawn."""
        self._log_y = logarithmic
        self._log.setChecked(logarithmic)
        self._free_y = False
        self._update_controls()
        self._mark_dirty()
        self.refresh()
        self.log_y_changed.emit(logarithmic)

    @property
    def smoothing(self) -> float:
        """The weight of the past in the smoothed line, 0 for none."""
        return self._weight

    def set_smoothing(self, weight: float) -> None:
        """Smooth every series that asks for it anew."""
        self._weight = weight
        for series in self._series.values():
            series.set_smoothing(weight)
        self._smooth.set_weight(weight)
        self._mark_dirty()
        self.refresh()
        self.smoothing_changed.emit(weight)

    def refresh(self) -> bool:
        """Draw when something changed and the plot can be seen; whether it drew."""
        if not self._dirty or not self.isVisible():
            return False
        self._dirty = False
        low, high = self._x_range()
        width, height = self.graph.pixels
        frame = Frame(low, high, width, log_y=self._log_y, zoomed=not self._follow)
        drawn = [self._items[key].draw(series, frame) for key, series in self._series.items()]
        y_low, y_high, y_ticks = self._y_range([span for span in drawn if span], height)
        self._set_range((low, high), (y_low, y_high))
        for key, series in self._series.items():
            self._items[key].mark_lost(series, frame, y_low, y_high)
        x_ticks = linear_ticks(low, high, max(width // _PIXELS_PER_X_LABEL, 1))
        self.graph.show_ticks(x_ticks, y_ticks)
        self._crosshair.update_rows()
        self._show_values()
        self._place_legend()
        return True

    def table(self) -> Table:
        """Every sample of the visible series, in full."""
        label = words(self._x_label) or "x"
        columns: dict[str, np.ndarray] = {}
        for key, series in self._series.items():
            if series.visible:
                name = f"{series.name} ({key})" if series.name in columns else series.name
                columns[f"{name}: {label}"] = series.samples.x
                columns[name] = series.samples.y
        return columns

    def _x_range(self) -> tuple[float, float]:
        if not self._follow:
            low, high = self.graph.view_box.viewRange()[0]
            return float(low), float(high)
        ends = [
            end
            for series in self._series.values()
            if series.visible
            for end in series.samples.ends() or ()
        ] + list(self._extent or ())
        low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def _y_range(
        self, spans: list[tuple[float, float]], height: int
    ) -> tuple[float, float, list[Tick]]:
        """The ends of y and its labels: round ends around what is drawn, or where someone zoomed."""
        intervals = min(max(height // _PIXELS_PER_Y_LABEL, 2), 4)
        if self._free_y:
            low, high = (float(end) for end in self.graph.view_box.viewRange()[1])
            ticks = log_ticks if self._log_y else linear_ticks
            return low, high, ticks(low, high, intervals)
        low = min((span[0] for span in spans), default=0.0)
        high = max((span[1] for span in spans), default=0.0 if self._log_y else 1.0)
        return (log_range if self._log_y else round_range)(low, high, intervals)

    def _set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        self.graph.view_box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def _leave_follow(self) -> None:
        self._follow = False
        self._update_controls()
        self._mark_dirty()
        self.refresh()

    def _free_y_axis(self) -> None:
        self._free_y = True
        self._leave_follow()

    def _show_series(self, key: str, shown: bool) -> None:
        self._series[key].visible = shown
        self._mark_dirty()
        self.refresh()

    def _show_alone(self, key: str) -> None:
        """Show one series alone; all of them again when it already is."""
        alone = {k for k, series in self._series.items() if series.visible} == {key}
        self._legend.show_only(set(self._series) if alone else {key})

    def _readout(self, x: float) -> tuple[str, list[ReadoutRow]]:
        rows = []
        for series in self._series.values():
            nearest = series.shown_at(x) if series.visible else None
            if nearest is not None:
                rows.append(ReadoutRow(series.color, series.name, numbers.short(nearest[1])))
        title = f"{words(self._x_label)} {numbers.short(x)}".strip()
        return title, rows

    def _follow_crosshair(self, x: float | None) -> None:
        self._show_values()
        self.crosshair_moved.emit(x)

    def _show_values(self) -> None:
        """The legend's values: those at the crosshair, else the newest."""
        x = self._crosshair.x
        for key, series in self._series.items():
            if x is None:
                value = series.newest()
            else:
                nearest = series.shown_at(x)
                value = nearest[1] if nearest else None
            self._legend.entry(key).set_value("" if value is None else numbers.short(value))

    def retranslate(self) -> None:
        """Set the words again."""
        super().retranslate()
        self._legend.retranslate()
        self._log.setText(tr("log y"))
        self._log.setToolTip(tr("Logarithmic y axis"))
        self._fit.setToolTip(tr("Fit: show all and follow (Home)"))
        self._fit.setText(tr("Fit"))
        self._fit.setAccessibleName(tr("Fit"))
        self._smooth.retranslate()

    def _update_controls(self) -> None:
        self._fit.setVisible(not self.following)

    def fill_menu(self, menu: QMenu) -> None:
        """Fit and the logarithmic axis come before the exports."""
        fit = self._add(menu, "fit", "scan", tr("Fit and follow"), self.fit)
        fit.setEnabled(not self.following)
        menu.addSeparator()
        super().fill_menu(menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the crosshair, plus and minus zoom, Home fits, Escape puts the crosshair away."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._crosshair.step(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            scale = 1 / _ZOOM if key == Qt.Key.Key_Minus else _ZOOM
            self.graph.view_box.scaleBy(x=scale)
            self._leave_follow()
        elif key == Qt.Key.Key_Home:
            self.fit()
        elif key == Qt.Key.Key_Escape and self._crosshair.is_shown:
            self._crosshair.hide()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new number of pixels."""
        super().resizeEvent(event)
        self._mark_dirty()
        self.refresh()

    def event(self, event: QEvent) -> bool:
        """Widen the lines on a screen of another scale."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.set_line_scale(self.devicePixelRatioF())
        return super().event(event)

    def set_line_scale(self, scale: float) -> None:
        """Pens of the curves are counted in device pixels."""
        for key, series in self._series.items():
            self._items[key].recolor(series, scale)

    def _recolor(self) -> None:
        self.graph.recolor()
        self.set_line_scale(self.devicePixelRatioF())
        for key, series in self._series.items():
            self._legend.entry(key).set_color(series.color)
        self._crosshair.recolor()
        self._mark_dirty()
        self.refresh()

    def _mark_dirty(self) -> None:
        self._dirty = True

    def _place_legend(self) -> None:
        """Keep a legend inside the plot in its upper right corner."""
        if self._legend.parent() is self.graph:
            self._legend.adjustSize()
            self._legend.move(self.graph.width() - self._legend.width() - 16, 8)
            fits = (
                self._legend.width() <= self.graph.width() * _LEGEND_SHARE[0]
                and self._legend.height() <= self.graph.height() * _LEGEND_SHARE[1]
            )
            self._legend.setVisible(fits)
