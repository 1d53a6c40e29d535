"""Below the plots: what the x axis of all of them counts, and how much of it is followed."""

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from engine import numbers
from gui.pages.monitor.cards import add_button_menu, chooser, fill_chooser
from gui.pages.monitor.source import Source
from gui.pages.monitor.timeline import UNITS, Unit, unit_label
from gui.settings import Settings
from gui.translate import show, tr

_WINDOWS: Final[dict[Unit, tuple[float, ...]]] = {
    "epoch": (1.0, 5.0, 20.0),
    "step": (1e3, 1e4, 1e5),
    "seconds": (60.0, 600.0, 3600.0),
    "samples": (1e4, 1e5, 1e6),
}
_ALL = "all"


class AxisBar(QWidget):
    """Two choices that hold for every plot of the page and are remembered.

    `unit_chosen`: the axis counts something else; `window_chosen`: another stretch is followed.
    """

    unit_chosen = Signal()
    window_chosen = Signal()

    def __init__(self, source: Source, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("axisBar")
        self._source, self._settings = source, settings
        remembered = settings.text("monitor/x", "epoch")
        source.unit = next((unit for unit in UNITS if unit == remembered), "epoch")
        self._label = QLabel()
        self._label.setProperty("role", "caption")
        self._unit, self._window = chooser("xUnit"), chooser("xWindow")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(4)
        for widget in (self._label, self._unit, self._window):
            row.addWidget(widget)
        row.addStretch(1)
        self._take_window()
        self.retranslate()

    def choose_unit(self, unit: str) -> None:
        """Counts something else from now on."""
        self._source.unit = next(known for known in UNITS if known == unit)
        self._settings.set_text("monitor/x", unit)
        self._take_window()
        self.retranslate()
        self.unit_chosen.emit()

    def choose_window(self, number: str) -> None:
        """Follows another stretch from now on: `all`, or the number of one of those offered."""
        self._settings.set_text(f"monitor/window/{self._source.unit}", number)
        self._take_window()
        self.retranslate()
        self.window_chosen.emit()

    def fill_menu(self, menu: QMenu) -> None:
        """Adds both choices to a plot's menu."""
        for button in (self._unit, self._window):
            add_button_menu(menu, button, button.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Sets the words again."""
        unit = self._source.unit
        self._label.setText(tr("x axis"))
        names: dict[str, str] = {known: show(unit_label(known)) for known in UNITS}
        fill_chooser(self._unit, names, unit, self.choose_unit)
        self._unit.setAccessibleName(tr("What the x axis counts"))
        self._unit.setToolTip(tr("What the x axis of every plot counts"))
        windows = {_ALL: tr("all of it")}
        windows |= {str(n): _words(unit, size) for n, size in enumerate(_WINDOWS[unit])}
        fill_chooser(self._window, windows, self._chosen(), self.choose_window)
        self._window.setAccessibleName(tr("How much of the x axis is shown"))
        self._window.setToolTip(tr("How much every plot shows until it is dragged or zoomed"))

    def _chosen(self) -> str:
        unit = self._source.unit
        number = self._settings.text(f"monitor/window/{unit}", _ALL)
        return number if number in {str(n) for n in range(len(_WINDOWS[unit]))} else _ALL

    def _take_window(self) -> None:
        number = self._chosen()
        windows = _WINDOWS[self._source.unit]
        self._source.window = None if number == _ALL else windows[int(number)]


def _words(unit: Unit, size: float) -> str:
    amount = numbers.seconds(size) if unit == "seconds" else numbers.count(round(size))
    match unit:
        case "epoch":
            return (
                tr("last {amount} epochs").format(amount=amount) if size > 1 else tr("last epoch")
            )
        case "step":
            return tr("last {amount} steps").format(amount=amount)
        case "seconds":
            return tr("last {amount}").format(amount=amount)
        case "samples":
            return tr("last {amount} samples").format(amount=amount)
