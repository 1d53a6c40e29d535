"""The one table of named colours; nothing else in the program names a colour.

Roles as text reach a contrast of 4.5:1 on every surface they are used on, in both modes, which a
test computes. Colours are plain `#rrggbb` here, so that the table can be checked without a screen.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

SURFACES: Final = ("background", "panel", "raised", "field")
GROUPS: Final = (
    "input",
    "linear",
    "convolution",
    "activation",
    "normalization",
    "pooling",
    "regularization",
    "shape",
    "merge",
    "recurrent",
    "attention",
)
TEXT_ROLES: Final = ("text", "muted", "accent", "good", "warning", "bad", *GROUPS)

_DARK: Final = {
    "background": "#14161b",
    "panel": "#1b1e25",
    "raised": "#242832",
    "field": "#14161b",
    "line": "#2e3440",
    "text": "#e7e9ef",
    "muted": "#98a1b3",
    "accent": "#5b8cff",
    "accent_fill": "#3d6df0",
    "good": "#3ecf8e",
    "warning": "#f0b429",
    "bad": "#f25b60",
    "bad_fill": "#c9303a",
    "on_accent": "#ffffff",
    "train": "#5b8cff",
    "validation": "#ff9f43",
    "linear": "#5b8cff",
    "convolution": "#4cc2ff",
    "activation": "#ff9f43",
    "normalization": "#2dd4bf",
    "pooling": "#b08cff",
    "regularization": "#ff7eb6",
    "shape": "#8b95a7",
    "merge": "#8b95a7",
    "input": "#8b95a7",
    "recurrent": "#e5c453",
    "attention": "#f97066",
}
_LIGHT: Final = {
    "background": "#f3f4f7",
    "panel": "#ffffff",
    "raised": "#f0f2f6",
    "field": "#f0f2f6",
    "line": "#dde1e8",
    "text": "#1a1e26",
    "muted": "#5f6878",
    "accent": "#1f5fff",
    "accent_fill": "#2e6aff",
    "good": "#107e4e",
    "warning": "#9b6200",
    "bad": "#cf2e36",
    "bad_fill": "#cf2e36",
    "on_accent": "#ffffff",
    "train": "#2f6bff",
    "validation": "#e07b00",
    "linear": "#1f5fff",
    "convolution": "#0a74ae",
    "activation": "#a95900",
    "normalization": "#0b7c6f",
    "pooling": "#7a4fd8",
    "regularization": "#c33678",
    "shape": "#656f7e",
    "merge": "#656f7e",
    "input": "#656f7e",
    "recurrent": "#846500",
    "attention": "#c0392b",
}

# Okabe and Ito's colours less blue and orange, which belong to train and validation.
_SERIES_DARK: Final = ("#56b4e9", "#e2c83f", "#1bb58a", "#cc79a7", "#b4bccb", "#e8762c")
_SERIES_LIGHT: Final = ("#239de2", "#9c8e00", "#009e73", "#c2629a", "#656f7e", "#d55e00")

#: On paper, whatever the theme: ink, words beside, lines.
PAPER: Final = {"text": "#000000", "muted": "#606060", "line": "#808080"}
COLOR_STEPS: Final = 256
#: The strongest tint of a cell; a number on any tint up to it keeps its contrast of 4.5:1.
_DEEPEST_TINT: Final = {True: 0.55, False: 0.65}


def mix(first: str, second: str, share: float) -> str:
    """The colour `share` of the way from the first to the second."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue from 0 to 255 of a `#rrggbb` colour."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def luminance(color: str) -> float:
    """Relative luminance from 0 to 1, as WCAG 2 defines it."""
    parts = [value / 255 for value in channels(color)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast of two colours from 1 to 21, as WCAG 2 defines it."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: str) -> str:
    """White or the darkest text colour, whichever reads better on a fill."""
    return max((_DARK["on_accent"], _LIGHT["text"]), key=lambda ink: contrast(ink, fill))


def _with_states(table: Mapping[str, str]) -> dict[str, str]:
    """Add the states of controls, each derived from the named colours."""
    return {
        **table,
        "hover": mix(table["raised"], table["text"], 0.08),
        "pressed": mix(table["raised"], table["text"], 0.16),
        "accent_hover": mix(table["accent_fill"], "#000000", 0.10),
        "accent_pressed": mix(table["accent_fill"], "#000000", 0.20),
        "selection": mix(table["panel"], table["accent"], 0.22),
        "focus": mix(table["accent"], table["text"], 0.35),
        "disabled": mix(table["panel"], table["muted"], 0.55),
        "handle": mix(table["panel"], table["muted"], 0.35),
        "grid": mix(table["panel"], table["line"], 0.85),
        "empty_cell": mix(table["panel"], table["accent"], 0.05),
    }


DARK: Final[Mapping[str, str]] = _with_states(_DARK)
LIGHT: Final[Mapping[str, str]] = _with_states(_LIGHT)


def series_color(index: int, *, dark: bool) -> str:
    """The colour of the nth series that is neither train nor validation."""
    colors = _SERIES_DARK if dark else _SERIES_LIGHT
    cycle, place = divmod(index, len(colors))
    toward = (DARK if dark else LIGHT)["text"]
    return mix(colors[place], toward, min(0.45 * cycle, 0.8))


def sequential_map(*, dark: bool) -> NDArray[np.uint8]:
    """RGB of 256 steps from nothing to the most, shape (256, 3)."""
    table = DARK if dark else LIGHT
    return _ramp((table["empty_cell"], table["train"]))


def diverging_map(*, dark: bool) -> NDArray[np.uint8]:
    """RGB of 256 steps from negative (orange) through nothing to positive (blue), shape (256, 3)."""
    table = DARK if dark else LIGHT
    return _ramp((table["validation"], table["raised"], table["train"]))


def ink_map(*, dark: bool) -> NDArray[np.uint8]:
    """RGB of 256 steps from the paper to the ink of a drawn or grey picture, shape (256, 3)."""
    table = DARK if dark else LIGHT
    return _ramp((table["raised"], table["text"]))


def tint(share: float, *, dark: bool) -> str:
    """Under a number from −1 (orange) through 0 (hardly any) to 1 (blue); `ink_on` reads well on it."""
    table = DARK if dark else LIGHT
    target = table["validation" if share < 0 else "train"]
    depth = _DEEPEST_TINT[dark] * (0.08 + 0.92 * min(abs(share), 1.0))
    return mix(table["panel"], target, depth)


def _ramp(stops: tuple[str, ...]) -> NDArray[np.uint8]:
    places = np.linspace(0.0, len(stops) - 1.0, COLOR_STEPS)
    rgb = np.array([channels(stop) for stop in stops], dtype=np.float64)
    known = np.arange(len(stops), dtype=np.float64)
    columns = [np.interp(places, known, rgb[:, channel]) for channel in range(3)]
    return np.stack(columns, axis=1).round().astype(np.uint8)
