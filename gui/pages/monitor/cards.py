"""The page's plot cards: those of gui/plots with the page's own entries in their menus."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from engine.text import Text
from gui.pages.monitor.empty_note import EmptyNote
from gui.pages.monitor.header import HeaderRoom
from gui.plots.card import PlotCard, small_button
from gui.plots.heat_map import HeatMap
from gui.plots.line_plot import LinePlot
from gui.plots.timing import timed

FillMenu = Callable[[QMenu], None]

#: A click this near to a curve, in pixels, is one on it.
_REACH = 5.0


if TYPE_CHECKING:
    _Card = PlotCard
else:
    _Card = object  # beside another widget class PySide would take it for a second C++ object


class _GridCard(_Card):
    """What both kinds of cards have: room in their header, and what the page adds to their menus."""

    room: HeaderRoom
    add_entries: FillMenu | None = None
    #: Where the page's choices stand among the controls.
    _choice_place = 0

    def add_choice(self, button: QToolButton) -> None:
        """Put a choice of the page before the card's own."""
        self.controls.insertWidget(self._choice_place, button)
        self.room.offer(button, first=True)
        self.room.fit(self.width())

    def set_title(self, title: Text | str, subtitle: Text | str = "") -> None:
        """Set the title and what the plot is of."""
        super().set_title(title, subtitle)
        self.room.fit(self.width())

    def set_help(self, words: str) -> None:
        """Explain the plot in a tooltip of its title."""
        self._help = words
        self._subtitle.setToolTip(words)
        self.retranslate()

    def set_maximized(self, maximized: bool) -> None:
        """Show whether the card has all the room."""
        self._maximize.setChecked(maximized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what the header has room for."""
        self.room.fit(self.width())
        super().resizeEvent(event)

    def fill_menu(self, menu: QMenu) -> None:
        """The page's entries, and the choices that found no room, come before the exports."""
        _add_left_out(menu, self.room)
        if self.add_entries is not None:
            self.add_entries(menu)
        super().fill_menu(menu)


class MonitorCard(_GridCard, PlotCard):
    """A card of the page around any picture."""

    def __init__(self, title: Text, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.header.setSpacing(8)
        self.controls.setSpacing(0)
        self.room = HeaderRoom((self._title, self._more, self._maximize))
        self.room.offer(self._subtitle)


class MonitorPlot(_GridCard, LinePlot):
    """A line plot of the page."""

    _choice_place = 1

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
        self.header.setSpacing(8)
        self.controls.setSpacing(0)
        self.graph.setMinimumSize(60, 60)
        self.note = EmptyNote(self.graph)
        self.fill_more: FillMenu | None = None
        self._choose: Callable[[str], None] | None = None
        self._pressed: QPointF | None = None
        in_header = () if options.get("legend_inside") else (self._legend,)
        self.room = HeaderRoom((self._title, self._more, self._maximize, *in_header), (self._fit,))
        self.room.offer(self._log, wanted=with_log)
        self.room.offer(self._smooth, wanted=with_smoothing)
        self.room.offer(self._subtitle)

    @property
    def is_empty(self) -> bool:
        """Whether there is no sample to draw."""
        return not any(len(series.samples) for series in self._series.values())

    def set_least_y(self, low: float, high: float) -> None:
        """While following show at least this stretch of y, such as all of a share."""
        self._view.least_y = (low, high)

    def stand_out(self, keys: set[str]) -> None:
        """Draw these curves stronger than the others."""
        self._series.stand_out(keys)

    def fill_bands(self, edges: set[tuple[str, str]]) -> None:
        """Fill what is between these pairs of curves."""
        self._series.fill_bands(edges)

    def choose_by_click(self, choose: Callable[[str], None]) -> None:
        """A click on a curve chooses it, by key; elsewhere it pins as in every plot."""
        self._choose = choose
        self.graph.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note where the mouse was pressed."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = event.position()
        return super().eventFilter(watched, event)

    def _toggle_pin(self, x: float) -> None:
        pressed, self._pressed = self._pressed, None
        key = self._curve_at(x, pressed) if pressed is not None else None
        if key is not None and self._choose is not None:
            self._choose(key)
        else:
            super()._toggle_pin(x)

    def _curve_at(self, x: float, place: QPointF) -> str | None:
        """The curve within reach of a place in the graph."""
        box = self.graph.view_box
        y = box.mapSceneToView(self.graph.mapToScene(place.toPoint())).y()
        per_pixel = box.viewPixelSize()[1]
        away = {}
        for reading in self.readings(x):
            if math.isfinite(reading.value) and (reading.value > 0 or not self.log_y):
                drawn = math.log10(reading.value) if self.log_y else reading.value
                away[reading.key] = abs(drawn - y) / per_pixel
        nearest = min(away, key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= _REACH else None

    def refresh(self) -> bool:
        """Draw; values in the legend may have become wider."""
        drawn = super().refresh()
        if drawn and self._legend.has_changed:
            self._legend.has_changed = False
            self.room.fit(self.width())
        return drawn

    def fill_menu(self, menu: QMenu) -> None:
        """A panel's own entries come first."""
        if self.fill_more is not None:
            self.fill_more(menu)
        super().fill_menu(menu)


def _add_left_out(menu: QMenu, room: HeaderRoom) -> None:
    """The choices that found no room in the header, as entries."""
    for widget in room.left_out:
        if isinstance(widget, QToolButton) and widget.objectName() != "plotLogY":
            _add_choice(menu, widget)  # every line plot's menu has the axes of its own


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
