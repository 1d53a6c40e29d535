"""The page's plot cards: those of gui/plots with the page's own entries in their menus."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from engine.text import Text
from gui.pages.monitor.header import HeaderRoom
from gui.plots.card import PlotCard, small_button
from gui.plots.heat_map import HeatMap
from gui.plots.line_plot import LinePlot
from gui.plots.timing import timed

FillMenu = Callable[[QMenu], None]


class MonitorCard(PlotCard):
    """A card whose menu begins with what the page adds."""

    def __init__(self, title: Text, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.add_entries: FillMenu | None = None
        self.header.setSpacing(8)
        self.controls.setSpacing(0)
        self.room = HeaderRoom((self._title, self._more))
        self.room.offer(self._subtitle)
        self.room.offer(self._maximize)

    def add_choice(self, button: QToolButton) -> None:
        """Put a choice of the page before the card's own."""
        self.controls.insertWidget(0, button)
        self.room.offer(button, first=True)
        self.room.fit(self.width())

    def set_title(self, title: Text | str, subtitle: Text | str = "") -> None:
        """Set the title and what the plot is of."""
        super().set_title(title, subtitle)
        self.room.fit(self.width())

    def set_maximized(self, maximized: bool) -> None:
        """Show whether the card has all the room."""
        self._maximize.setChecked(maximized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what the header has room for."""
        self.room.fit(self.width())
        super().resizeEvent(event)

    def fill_menu(self, menu: QMenu) -> None:
        """The page's entries come before the exports."""
        _add_left_out(menu, self.room)
        if self.add_entries is not None:
            self.add_entries(menu)
        super().fill_menu(menu)


class MonitorPlot(LinePlot):
    """A line plot whose menu begins with what the page adds."""

    def __init__(
        self,
        title: Text,
        name: str,
        *,
        with_log: bool = True,
        with_smoothing: bool = False,
        **options: Any,
    ) -> None:
        """`with_log` and `with_smoothing` offer these choices."""
        super().__init__(title, **options)
        self.setObjectName(name)
        self.add_entries: FillMenu | None = None
        self.header.setSpacing(8)
        self.controls.setSpacing(0)
        self.graph.setMinimumSize(60, 60)
        in_header = () if options.get("legend_inside") else (self._legend,)
        self.room = HeaderRoom((self._title, self._more, *in_header))
        self.room.offer(self._log, wanted=with_log)
        self.room.offer(self._smooth, wanted=with_smoothing)
        self.room.offer(self._subtitle)
        self.room.offer(self._maximize)

    def add_choice(self, button: QToolButton) -> None:
        """Put a choice of the page before the card's own."""
        self.controls.insertWidget(1, button)
        self.room.offer(button, first=True)
        self.room.fit(self.width())

    def set_title(self, title: Text | str, subtitle: Text | str = "") -> None:
        """Set the title and what the plot is of."""
        super().set_title(title, subtitle)
        self.room.fit(self.width())

    def set_maximized(self, maximized: bool) -> None:
        """Show whether the card has all the room."""
        self._maximize.setChecked(maximized)

    def refresh(self) -> bool:
        """Draw; values in the legend may have become wider."""
        drawn = super().refresh()
        if drawn:
            self.room.fit(self.width())
        return drawn

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what the header has room for."""
        self.room.fit(self.width())
        super().resizeEvent(event)

    def fill_menu(self, menu: QMenu) -> None:
        """The page's entries, and the choices that found no room, come before the rest."""
        _add_left_out(menu, self.room)
        if self.add_entries is not None:
            self.add_entries(menu)
        super().fill_menu(menu)


def _add_left_out(menu: QMenu, room: HeaderRoom) -> None:
    """The choices that found no room in the header, as entries."""
    for widget in room.left_out:
        if isinstance(widget, QToolButton):
            _add_choice(menu, widget)


def _add_choice(menu: QMenu, button: QToolButton) -> None:
    """The same choice as the button's, as an entry."""
    if button.menu() is not None:
        add_button_menu(menu, button, button.text())
        return
    action = menu.addAction(button.toolTip())
    action.setCheckable(True)
    action.setChecked(button.isChecked())
    action.triggered.connect(button.setChecked)


def add_button_menu(menu: QMenu, button: QToolButton, label: str) -> None:
    """Adds the menu of a button to another one.

    By its action: `addMenu` would let PySide drop the button's entries with the other menu.
    """
    entry = button.menu().menuAction()
    entry.setText(label)
    menu.addAction(entry)


def chooser(name: str) -> QToolButton:
    """A small button that opens a menu of a few choices and shows the one chosen."""
    button = small_button(name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.setObjectName(f"{name}Menu")
    button.setMenu(menu)
    return button


def fill_chooser(
    button: QToolButton, labels: dict[str, str], chosen: str, choose: Callable[[str], None]
) -> None:
    """Offer these choices, by key."""
    menu = button.menu()
    menu.clear()
    for key, label in labels.items():
        action = menu.addAction(label)
        action.setObjectName(f"{button.objectName()}-{key}")
        action.setCheckable(True)
        action.setChecked(key == chosen)
        action.triggered.connect(lambda _checked, key=key: choose(key))
    button.setText(f"{labels.get(chosen, '')} ▾")


def is_seen(widget: QWidget) -> bool:
    """Whether any of it is on screen: shown, and not scrolled out of view."""
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


class TimedHeatMap(HeatMap):
    """A heat map that notes how long it paints."""

    paint_seconds = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and note how long it took."""
        with timed(self):
            super().paintEvent(event)
