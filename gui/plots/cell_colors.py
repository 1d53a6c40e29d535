"""Numbers as colours: what a heat map and a picture of a tensor are painted with."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from gui.colors import channels
from gui.theme import theme

Colors = Literal["sequential", "diverging", "ink"]


def cell_colors(
    values: NDArray[np.float64], colors: Colors, limits: tuple[float, float] | None = None
) -> NDArray[np.uint8]:
    """The colour of every cell, (rows, columns, 3); not-a-number in the colour of trouble.

    Without limits colours span the values' own range, around zero when diverging.
    """
    low, high = limits or _own_limits(values, colors)
    span = high - low or 1.0
    known = np.where(np.isnan(values), low, values)
    share = np.clip((known - low) / span, 0.0, 1.0)
    table: NDArray[np.uint8] = getattr(theme(), colors)
    rgb: NDArray[np.uint8] = table[(share * (len(table) - 1)).round().astype(np.intp)]
    rgb[np.isnan(values)] = channels(theme().color("bad").name())
    return rgb


def cell_image(
    values: NDArray[np.float64], colors: Colors, limits: tuple[float, float] | None = None
) -> QImage:
    """One pixel a cell."""
    rgb = np.ascontiguousarray(cell_colors(values, colors, limits))
    rows, columns = rgb.shape[:2]
    image = QImage(rgb.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
    return image.copy()


def _own_limits(values: NDArray[np.float64], colors: Colors) -> tuple[float, float]:
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    if colors == "diverging":
        largest = float(np.abs(finite).max())
        return -largest, largest
    return min(float(finite.min()), 0.0), float(finite.max())
