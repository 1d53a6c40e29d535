"""The page's plot cards: those of gui/plots with the page's own entries in their menus."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from engine.text import Text
from gui.plots.card import PlotCard, small_button
from gui.plots.heat_map import HeatMap
from gui.plots.line_plot import LinePlot
from gui.plots.timing import timed

#: Below this width a card's choices move into its menu, so that title and legend stay readable.
_ROOMY = 400
#: Below this one, enlarging too is only in the menu.
_NARROW = 260

FillMenu = Callable[[QMenu], None]


class MonitorCard(PlotCard):
    """A card whose menu begins with what the page adds."""

    def __init__(self, title: Text, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.add_entries: FillMenu | None = None
        shrink(self._title, self._subtitle)

    def set_maximized(self, maximized: bool) -> None:
        """Show whether the card has all the room."""
        self._maximize.setChecked(maximized)

    def fill_menu(self, menu: QMenu) -> None:
        """The page's entries come before the exports."""
        if self.add_entries is not None:
            self.add_entries(menu)
        super().fill_menu(menu)


class MonitorPlot(LinePlot):
    """A line plot whose menu begins with what the page adds; narrow, it hides its choices."""

    def __init__(
        self,
        title: Text,
        name: str,
        *,
        with_log: bool = True,
        with_smoothing: bool = False,
        **options: Any,
    ) -> None:
        """`with_log` and `with_smoothing` offer these choices in the header."""
        super().__init__(title, **options)
        self.setObjectName(name)
        self.add_entries: FillMenu | None = None
        offered = ((self._smooth, with_smoothing), (self._log, with_log))
        self._choices = [button for button, wanted in offered if wanted]
        for button, wanted in offered:
            button.setVisible(wanted)
        shrink(self._title, self._subtitle)

    def add_choice(self, button: QToolButton) -> None:
        """Put a choice of the page before the card's own."""
        self.controls.insertWidget(1, button)

    def set_maximized(self, maximized: bool) -> None:
        """Show whether the card has all the room."""
        self._maximize.setChecked(maximized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the choices where there is room."""
        for button in self._choices:
            button.setVisible(self.width() >= _ROOMY)
        self._maximize.setVisible(self.width() >= _NARROW)
        super().resizeEvent(event)

    def fill_menu(self, menu: QMenu) -> None:
        """The page's entries, and the choices that found no room, come before the rest."""
        if self.add_entries is not None:
            self.add_entries(menu)
        for button in (*self._choices, self._maximize):
            if not button.isVisible():
                _add_choice(menu, button)
        super().fill_menu(menu)


def shrink(*labels: QLabel) -> None:
    """Let labels be cut off where there is no room, instead of keeping their card wide."""
    for label in labels:
        label.setMinimumWidth(1)


def _add_choice(menu: QMenu, button: QToolButton) -> None:
    """The same choice as the button's, as an entry."""
    if button.menu() is not None:
        menu.addMenu(button.menu()).setText(button.text())
        return
    action = menu.addAction(button.toolTip())
    action.setCheckable(True)
    action.setChecked(button.isChecked())
    action.triggered.connect(button.setChecked)


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


class TimedHeatMap(HeatMap):
    """A heat map that notes how long it paints."""

    paint_seconds = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and note how long it took."""
        with timed(self):
            super().paintEvent(event)
