"""A plot card of series that grow while one looks: losses, metrics, norms, rates.

Samples may come at any speed: they only go into the series. `refresh()` draws what is in view, and
only when something changed and somebody can see it; the page decides how often.
"""

from collections.abc import Sequence

from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from engine.text import Text
from gui.plots.card import PlotCard, small_button
from gui.plots.crosshair import Crosshair, ReadoutRow
from gui.plots.export import Table
from gui.plots.graph import GraphView
from gui.plots.legend import Legend
from gui.plots.marks import Mark, Verticals
from gui.plots.readings import Reading, legend_values, readings, readout
from gui.plots.samples import Kept, Samples
from gui.plots.series import Series, SeriesStyle
from gui.plots.series_items import Frame
from gui.plots.series_set import SeriesSet
from gui.plots.smoothing_button import SmoothingButton
from gui.plots.view import View
from gui.plots.x_axis import XAxis
from gui.theme import theme
from gui.translate import tr

_ZOOM = 0.8


class LinePlot(PlotCard):
    """Series over a common x, with a legend, smoothing, logarithmic axes, marks and a crosshair.

    The view follows the data until someone drags or zooms; then “Fit” brings it back.

    Signals:
        crosshair_moved(float | None): the crosshair stands at another x, or was put away.
        pin_wanted(float): someone clicked there, or pressed P; unpin_wanted(int): on this pin.
        unfinished(): a long series was taken in as far as time allowed; `refresh()` goes on.
        look_changed(): other series are shown, or they are smoothed otherwise.
        smoothing_changed(float), log_x_changed(bool), log_y_changed(bool): another look was chosen.
    """

    crosshair_moved = Signal(object)
    pin_wanted = Signal(float)
    unpin_wanted = Signal(int)
    unfinished = Signal()
    look_changed = Signal()
    smoothing_changed = Signal(float)
    log_x_changed = Signal(bool)
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
        self._view = View(XAxis(x_label), log_y=log_y)
        self._dirty = True
        self._weight = smoothing or 0.0
        self.graph = GraphView()
        self._series = SeriesSet(self.graph)
        self._verticals = Verticals(self.graph, self._view)
        self._legend = Legend(column=legend_inside, parent=self.graph if legend_inside else None)
        self._fit = small_button("plotFit")
        self._fit.setProperty("accent", True)
        self._smooth = SmoothingButton(self._weight)
        self._log = small_button("plotLogY")
        super().__init__(title, parent)
        self._build(smoothing is not None, legend_inside)
        self._crosshair = Crosshair(self.graph, self._view, self._readout)
        self._crosshair.moved.connect(self._follow_crosshair)
        self._crosshair.clicked.connect(self._toggle_pin)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.graph.view_box.sigRangeChangedManually.connect(self._leave_follow)
        self.graph.view_box.y_zoomed.connect(self._free_y_axis)
        self.graph.view_box.sigResized.connect(self.note_change)
        theme().changed.connect(self._recolor)
        self._fit.hide()

    def _build(self, smoothable: bool, legend_inside: bool) -> None:
        if not legend_inside:
            self.header.insertWidget(2, self._legend, 1000)
        self._smooth.chosen.connect(self.set_smoothing)
        self._log.setCheckable(True)
        self._log.setChecked(self._view.log_y)
        self._log.toggled.connect(self.set_log_y)
        self._fit.clicked.connect(self.fit)
        for place, button in enumerate((self._fit, self._smooth, self._log)):
            self.controls.insertWidget(place, button)
        # Only now that it has a place: shown before, it would be a window of its own.
        self._smooth.setVisible(smoothable)
        self._legend.toggled.connect(self._show_group)
        self._legend.solo_wanted.connect(self._show_alone)
        self.set_body(self.graph, self.table)

    def add_series(
        self,
        key: str,
        name: str,
        color: str | int,
        style: SeriesStyle = "line",
        *,
        group: tuple[str, str] | None = None,
        dash: int = 0,
    ) -> None:
        """Add a series: `color` is a role or a number of the series colours.

        `group`: key and name of the legend entry it shares with others; such series stand behind
        those with entries of their own, `dash` tells them apart. What was hidden under this key
        before stays hidden.
        """
        entry, entry_name = group or (key, name)
        behind = entry_name if group else ""
        series = Series(name, color, style, group=entry, group_name=behind, dash=dash)
        series.set_smoothing(self._weight)
        self._series.add(key, series, self.devicePixelRatioF())
        self._legend.add(entry, entry_name, series.color, shown=series.visible)
        self.note_change()

    def remove_series(self, key: str) -> None:
        """Take a series away."""
        gone = self._series.remove(key)
        if gone is not None:
            self._legend.remove(gone)
        self.note_change()

    @property
    def keys(self) -> list[str]:
        """The keys of the series in their order."""
        return list(self._series)

    def append(self, key: str, x: ArrayLike, y: ArrayLike) -> None:
        """Add samples to a series; x never goes back. Nothing is drawn before `refresh()`."""
        self._series[key].append(x, y)
        self._dirty = True

    def set_samples(self, key: str, samples: Samples) -> None:
        """Show samples that live elsewhere; `note_change` says that there are more of them."""
        self._series[key].set_samples(samples)
        self._dirty = True

    def note_change(self) -> None:
        """Something is new, such as samples that live elsewhere; the next `refresh()` draws it."""
        self._dirty = True

    def clear(self) -> None:
        """Forget the samples of every series and follow again."""
        for series in self._series.values():
            series.set_samples(Kept())
        self.fit()

    def set_x_extent(self, low: float, high: float, *, exact: bool = False) -> None:
        """While following show at least this stretch of x, such as all epochs to come, or just it."""
        if self._view.set_extent(low, high, exact=exact):
            self._dirty = True

    def set_x_axis(self, axis: XAxis) -> None:
        """What the x axis counts."""
        self._view.axis = axis
        self.graph.view_box.setLimits(minXRange=axis.finest if not self._view.log_x else 0.0)
        self.note_change()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Stand these marks on the x axis; the crosshair reads them out."""
        self._verticals.set_marks(marks)
        self.note_change()

    def show_pins(self, xs: Sequence[float]) -> None:
        """Stand a numbered line at each of these x."""
        self._verticals.set_pins(xs)
        self._redraw()

    def readings(self, x: float) -> list[Reading]:
        """What every visible series is at this x."""
        return readings(self._series, x)

    def show_crosshair(self, x: float | None) -> None:
        """Stand the crosshair at this x, as in another plot of the same x; None puts it away."""
        if x is None:
            self._crosshair.hide()
        else:
            self._crosshair.show_at(x, with_readout=False)

    @property
    def nbytes(self) -> int:
        """Bytes kept beside the samples."""
        return self._series.nbytes

    @property
    def following(self) -> bool:
        """Whether the view follows the data."""
        return self._view.follows

    def fit(self) -> None:
        """Show all data and follow it."""
        self._view.follow()
        self._redraw()

    @property
    def log_x(self) -> bool:
        """Whether the x axis is logarithmic."""
        return self._view.log_x

    def set_log_x(self, logarithmic: bool) -> None:
        """Make the x axis logarithmic; samples at or below zero are then not drawn."""
        self._crosshair.hide()
        self._view.log_x = logarithmic
        self.set_x_axis(self._view.axis)
        self.fit()
        self.log_x_changed.emit(logarithmic)

    @property
    def log_y(self) -> bool:
        """Whether the y axis is logarithmic."""
        return self._view.log_y

    def set_log_y(self, logarithmic: bool) -> None:
        """Make the y axis logarithmic; samples at or below zero are then not drawn."""
        self._view.log_y = logarithmic
        self._log.setChecked(logarithmic)
        self._view.follows_y = True
        self._redraw()
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
        self._redraw()
        self.smoothing_changed.emit(weight)
        self.look_changed.emit()

    def refresh(self) -> bool:
        """Draw when something changed and the plot can be seen; whether it drew."""
        if not self._dirty or not self.isVisible():
            return False
        self._dirty = False
        view, shown = self._view, self.graph.view_box.viewRange()
        visible = [series.samples for series in self._series.values() if series.visible]
        low, high = view.x_range(visible, shown[0])
        width, height = self.graph.pixels
        frame = Frame(low, high, width, view.log_x, view.log_y, zoomed=not view.follows_x)
        y_low, y_high, y_ticks = view.y_range(self._series.draw(frame), shown[1], height)
        self.graph.set_range((low, high), (y_low, y_high))
        self._series.mark_lost(frame, y_low, y_high)
        self._verticals.draw((low, high), y_high, width)
        self.graph.show_ticks(view.x_ticks(low, high, width), y_ticks)
        self.graph.settle()
        self._crosshair.update_rows()
        self._show_values()
        self._legend.place_in_corner(self.graph, self._series.lines)
        if not self._series.complete:
            self._dirty = True
            self.unfinished.emit()
        return True

    def table(self) -> Table:
        """Every sample of the visible series, in full."""
        return self._series.table(self._view.axis.label)

    def picture_size(self) -> QSize:
        """As on screen, or as large as every entry of the legend needs."""
        return self._legend.room(self.size(), self.graph.size())

    def _leave_follow(self) -> None:
        self._view.follows_x = False
        self._redraw()

    def _free_y_axis(self) -> None:
        self._view.follows_y = False
        self._leave_follow()

    def _redraw(self) -> None:
        if self._fit.isHidden() != self.following:
            self._fit.setVisible(not self.following)
            self._legend.has_changed = True
        self._dirty = True
        self.refresh()

    def _show_group(self, group: str, shown: bool) -> None:
        self._series.show_group(group, shown=shown)
        self._redraw()
        self.look_changed.emit()

    def _show_alone(self, group: str) -> None:
        """Show one entry alone; all of them again when it already is."""
        alone = self._series.shown_groups == {group}
        self._legend.show_only(self._series.groups if alone else {group})

    def _readout(self, x: float) -> tuple[str, list[ReadoutRow]]:
        return readout(self._series, self._view, self._verticals, self.graph, x)

    def _pin_last(self) -> None:
        if self._crosshair.last_x is not None:
            self._toggle_pin(self._crosshair.last_x)

    def _toggle_pin(self, x: float) -> None:
        pin = self._verticals.pin_near(x, self.graph.x_per_pixel)
        if pin is None:
            self.pin_wanted.emit(x)
        else:
            self.unpin_wanted.emit(pin)

    def _follow_crosshair(self, x: float | None) -> None:
        self._show_values()
        self.crosshair_moved.emit(x)

    def _show_values(self) -> None:
        """The legend's values: those at the crosshair, else the newest."""
        for group, value in legend_values(self._series.values(), self._crosshair.x).items():
            self._legend.set_value(group, value)

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

    def fill_menu(self, menu: QMenu) -> None:
        """Fit, the logarithmic axes and what is shown come before the exports."""
        fit = self._add(menu, "fit", "scan", tr("Fit and follow"), self.fit)
        fit.setEnabled(not self.following)
        pin = self._add(menu, "pin", "target", tr("Pin at the crosshair (P)"), self._pin_last)
        pin.setEnabled(self._crosshair.last_x is not None)
        self._add_switch(menu, "plotLogX", tr("Logarithmic x axis"), self.log_x, self.set_log_x)
        self._add_switch(menu, "plotLogYItem", tr("Logarithmic y axis"), self.log_y, self.set_log_y)
        self._legend.fill_menu(menu)
        menu.addSeparator()
        super().fill_menu(menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the crosshair, P pins it, plus and minus zoom, Home fits, Escape puts it away."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._crosshair.step(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.graph.zoom_x(
                _ZOOM ** (-1 if key == Qt.Key.Key_Minus else 1), self._crosshair.drawn_x
            )
            self._leave_follow()
        elif key == Qt.Key.Key_Home:
            self.fit()
        elif key == Qt.Key.Key_P:
            self._pin_last()
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
        self._redraw()

    def event(self, event: QEvent) -> bool:
        """Widen the lines on a screen of another scale."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.set_line_scale(self.devicePixelRatioF())
        return super().event(event)

    def set_line_scale(self, scale: float) -> None:
        """Pens of the curves are counted in device pixels."""
        self._series.recolor(scale)

    def _recolor(self) -> None:
        self.graph.recolor()
        self._verticals.recolor()
        self.set_line_scale(self.devicePixelRatioF())
        for series in self._series.values():
            self._legend.entry(series.group).set_color(series.color)
        self._crosshair.recolor()
        self._redraw()
