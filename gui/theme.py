"""Colours, fonts and the style sheet of the whole program, in dark and in light.

Everything that paints asks `theme()` for a role at paint time and repaints on `changed`, so a
switch of theme reaches menus, cards, icons and plots alike.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QGuiApplication,
    QPalette,
)
from PySide6.QtWidgets import QApplication

from gui import colors

Mode = Literal["system", "dark", "light"]

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

_CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI")
_INTERFACE = ("Inter", "Noto Sans", "DejaVu Sans")
_NUMERIC = (
    "JetBrains Mono",
    "SF Mono",
    "Menlo",
    "Cascadia Mono",
    "Consolas",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
)
_NAMELESS_FAMILIES = frozenset({"", "sans serif", "sans-serif", "sans", "helvetica", "monospace"})
_BASE_PIXELS = 13
_LARGEST_PIXELS = 22
_PLACEHOLDER = re.compile(r"@([a-z_]+)")
# The marks inside controls, which a style sheet can only take from files.
_MARKS = {
    "mark_up": ("chevron-up", "muted"),
    "mark_down": ("chevron-down", "muted"),
    "mark_right": ("chevron-right", "muted"),
    "mark_check": ("check", "on_accent"),
    "mark_dash": ("minus", "on_accent"),
    "mark_close": ("x", "muted"),
}


class Theme(QObject):
    """The look now: which mode is chosen, which of dark and light it means, and its colours."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = "system"
        self._app: QApplication | None = None
        self._system_is_dark = False
        self._marks = QTemporaryDir()

    @property
    def mode(self) -> Mode:
        """What the user chose; "system" follows the desktop."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._system_is_dark if self._mode == "system" else self._mode == "dark"

    def set_mode(self, mode: Mode) -> None:
        """Choose dark, light or the desktop's own; everything on screen follows."""
        if mode not in get_args(Mode):
            raise ValueError(mode)
        if mode == self._mode:
            return
        was_dark = self.is_dark
        self._mode = mode
        self._tell_desktop()
        if self.is_dark != was_dark:
            self._refresh()

    def begin(self, app: QApplication) -> None:
        """Style, font and palette, all that parts need to be built; `apply` completes the look.

        With a style sheet Qt dresses a part anew each time it is put into another one. So a window is
        built without, which makes it three times as fast, and dressed once when it is whole.
        """
        if self._app is None:
            self._app = app
            self._system_is_dark = self._desktop_is_dark()
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)
            app.setStyle("Fusion")
            app.setFont(ui_font())
            app.setPalette(self.palette())

    def apply(self, app: QApplication) -> None:
        """Dress the application, and follow the desktop from now on."""
        self.begin(app)
        self._refresh()

    def clear(self) -> None:
        """Takes away the files that the style sheet shows; the program ends."""
        self._marks.remove()

    def color(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self._table[role])

    def series(self, index: int) -> QColor:
        """The colour of the nth series that is neither train nor validation."""
        return QColor(colors.series_color(index, dark=self.is_dark))

    def ink_on(self, fill: QColor) -> QColor:
        """The lighter or the darker ink, whichever reads better on a fill."""
        return QColor(colors.ink_on(fill.name()))

    @property
    def sequential(self) -> NDArray[np.uint8]:
        """Colours of a heat map that starts at nothing, (256, 3)."""
        return colors.sequential_map(dark=self.is_dark)

    @property
    def diverging(self) -> NDArray[np.uint8]:
        """Colours of a heat map around zero: negative orange, positive blue, (256, 3)."""
        return colors.diverging_map(dark=self.is_dark)

    @property
    def ink(self) -> NDArray[np.uint8]:
        """Colours of a grey picture, from paper to ink, (256, 3)."""
        return colors.ink_map(dark=self.is_dark)

    def style_sheet(self) -> str:
        """The style sheet with every @role replaced by its value in this theme."""
        values = {**self._table, **self._sizes(), **self._mark_files()}
        source = (RESOURCES / "style.qss").read_text(encoding="utf-8")
        return _PLACEHOLDER.sub(lambda found: values[found.group(1)], source)

    def palette(self) -> QPalette:
        """Qt's palette for what no style sheet reaches."""
        palette = QPalette()
        for place, role in _PALETTE.items():
            palette.setColor(place, self.color(role))
        for place in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, place, self.color("disabled"))
        return palette

    @property
    def _table(self) -> dict[str, str]:
        return dict(colors.DARK if self.is_dark else colors.LIGHT)

    def _refresh(self) -> None:
        if self._app is not None:
            self._app.setPalette(self.palette())
            self._app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def _follow_desktop(self) -> None:
        if self._mode != "system":
            return
        was_dark = self._system_is_dark
        self._system_is_dark = self._desktop_is_dark()
        if self._system_is_dark != was_dark:
            self._refresh()

    def _desktop_is_dark(self) -> bool:
        scheme = QGuiApplication.styleHints().colorScheme()
        if scheme == Qt.ColorScheme.Unknown:
            window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
            return bool(window.lightness() < 128) if self._app is None else self._system_is_dark
        return bool(scheme == Qt.ColorScheme.Dark)

    def _tell_desktop(self) -> None:
        """Let title bars and native dialogs follow, where the desktop listens."""
        hints = QGuiApplication.styleHints()
        if self._mode == "system":
            hints.unsetColorScheme()
            self._system_is_dark = self._desktop_is_dark()
        else:
            wanted = Qt.ColorScheme.Dark if self._mode == "dark" else Qt.ColorScheme.Light
            hints.setColorScheme(wanted)

    def _sizes(self) -> dict[str, str]:
        base = base_pixels()
        return {
            "base_size": f"{base}px",
            "small_size": f"{base - 1}px",
            "caption_size": f"{base - 2}px",
            "title_size": f"{base + 5}px",
            "mono_family": ", ".join(f'"{family}"' for family in mono_font().families()),
        }

    def _mark_files(self) -> dict[str, str]:
        """Write the marks in this theme's colours and give their places."""
        places = {}
        for key, (icon_name, role) in _MARKS.items():
            source = (RESOURCES / "icons" / f"{icon_name}.svg").read_text(encoding="utf-8")
            place = Path(self._marks.filePath(f"{icon_name}-{self._table[role][1:]}.svg"))
            if not place.exists():
                place.write_text(
                    source.replace("currentColor", self._table[role]), encoding="utf-8"
                )
            places[key] = f'url("{place.as_posix()}")'
        return places


_PALETTE = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "background",
}


@cache
def theme() -> Theme:
    """The application's one theme."""
    return Theme()


@cache
def base_pixels() -> int:
    """The height of ordinary text: the pictures' 13 pixels, or more where the system asks for it."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return min(max(_BASE_PIXELS, QFontInfo(system).pixelSize()), _LARGEST_PIXELS)


@cache
def ui_font() -> QFont:
    """The system's font; a good one where the system names none, with Chinese to fall back on."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(system)
    font.setFamilies(_named(system) + _installed((*_INTERFACE, *_CHINESE)))
    font.setPixelSize(base_pixels())
    return font


def mono_font(difference: int = 0) -> QFont:
    """A font whose digits line up, for numbers and shapes; `difference` in pixels from the base."""
    font = QFont()
    font.setFamilies(list(_mono_families()))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setPixelSize(base_pixels() + difference)
    return font


def sized_font(difference: int = 0, *, bold: bool = False) -> QFont:
    """The interface font, `difference` pixels from the base size."""
    font = QFont(ui_font())
    font.setPixelSize(base_pixels() + difference)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@cache
def _mono_families() -> tuple[str, ...]:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    return (*_installed(_NUMERIC), *_named(system), *_installed(_CHINESE))


def _named(font: QFont) -> list[str]:
    """The family a system font names, unless it only says what kind it wants."""
    return [] if font.family().lower() in _NAMELESS_FAMILIES else [font.family()]


def _installed(families: tuple[str, ...]) -> list[str]:
    present = set(QFontDatabase.families())
    return [family for family in families if family in present]
