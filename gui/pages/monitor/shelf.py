"""The panels that have been made so far, each when it is first wanted, and what they share."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from gui.pages.monitor.panel import Panel
from gui.pages.monitor.panel_kind import PanelKind, Surroundings
from gui.plots.line_plot import LinePlot


class Shelf(QObject):
    """Makes panels and joins them: one crosshair, one smoothing, entries of the page in each menu.

    Signals:
        made(str): a panel was made and waits to be drawn.
        unfinished(): a plot has more to take in than it did in its turn.
    """

    made = Signal(str)
    unfinished = Signal()

    def __init__(
        self,
        kinds: Sequence[PanelKind],
        around: Surroundings,
        fill_menu: Callable[[QMenu, str], None],
    ) -> None:
        super().__init__()
        self.kinds = {kind.name: kind for kind in kinds}
        self._around, self._fill_menu = around, fill_menu
        self._panels: dict[str, Panel] = {}
        self._sharing = False

    @property
    def panels(self) -> tuple[Panel, ...]:
        """What has been made, in the order of the table."""
        return tuple(self._panels[name] for name in self.kinds if name in self._panels)

    def is_made(self, name: str) -> bool:
        """Whether a panel is there already."""
        return name in self._panels

    def panel(self, name: str) -> Panel:
        """A panel, made now if it is not there yet."""
        if name not in self._panels:
            panel = self._panels[name] = self.kinds[name].make(self._around)
            panel.restart()
            self._join(name, panel)
            self.made.emit(name)
        return self._panels[name]

    def _join(self, name: str, panel: Panel) -> None:
        for card in panel.cards:
            card.add_entries = lambda menu: self._fill_menu(menu, name)
            card.problem.connect(self._around.document.report)
        for plot in panel.plots:
            plot.crosshair_moved.connect(partial(self._link_crosshair, plot))
            plot.smoothing_changed.connect(self._share_smoothing)
            plot.unfinished.connect(self.unfinished)
            self._remember_axes(plot)

    def _remember_axes(self, plot: LinePlot) -> None:
        """Each plot keeps its logarithmic axes."""
        kept, name = self._around.settings, plot.objectName()
        plot.set_log_x(kept.flag(f"monitor/logX/{name}", default=plot.log_x))
        plot.set_log_y(kept.flag(f"monitor/logY/{name}", default=plot.log_y))
        plot.log_x_changed.connect(lambda on: kept.set_flag(f"monitor/logX/{name}", value=on))
        plot.log_y_changed.connect(lambda on: kept.set_flag(f"monitor/logY/{name}", value=on))

    def _share_smoothing(self, weight: float) -> None:
        """What is chosen at one plot holds for every curve of steps, and is remembered."""
        if self._sharing:
            return
        self._sharing = True
        self._around.settings.set_text("monitor/smoothing", repr(weight))
        for plot in self._plots():
            if plot.smoothing != weight:
                plot.set_smoothing(weight)
        self._sharing = False

    def show_crosshair(self, x: float) -> None:
        """Stands the crosshair of every plot at this x."""
        for plot in self._plots():
            if plot.isVisible():
                plot.show_crosshair(x)

    def _link_crosshair(self, moved: LinePlot, x: float | None) -> None:
        """The crosshairs of all plots stand at the same x."""
        if self._sharing:
            return
        self._sharing = True
        for plot in self._plots():
            if plot is not moved and plot.isVisible():
                plot.show_crosshair(x)
        self._sharing = False

    def _plots(self) -> list[LinePlot]:
        return [plot for panel in self.panels for plot in panel.plots]
