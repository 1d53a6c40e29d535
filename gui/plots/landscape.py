"""What pictures of a loss share: heights to colour, ends of an axis of losses, lines with gaps."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from gui.plots.ground import landscape_image

__all__ = ["heights_of", "landscape_image", "loss_ends", "stretches"]

Floats = NDArray[np.float64]

#: What is higher than this share of all values has the strongest colour: corners are often very high.
_HIGHEST = 0.95
#: Losses grow much faster far from the valley; in this power of them the valley is seen too.
_POWER = 0.4


def loss_ends(values: Floats) -> tuple[float, float]:
    """How far an axis of these losses reaches."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    room = 0.06 * (high - low) or 0.5
    return low - room, high + 3 * room


def heights_of(values: Floats) -> Floats:
    """Losses as heights from 0 to 1; infinite ones are the highest, NaN stays."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return np.where(np.isnan(values), np.nan, 1.0)
    low, high = float(finite.min()), float(np.quantile(finite, _HIGHEST))
    top = np.where(np.isposinf(values), high, values)
    shares: Floats = np.clip((top - low) / (high - low or 1.0), 0.0, 1.0) ** _POWER
    return shares


def stretches(x: Floats, y: Floats) -> list[QPolygonF]:
    """The stretches between gaps."""
    runs = [QPolygonF()]
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        if np.isfinite(a) and np.isfinite(b):
            runs[-1].append(QPointF(a, b))
        elif not runs[-1].isEmpty():
            runs.append(QPolygonF())
    return [run for run in runs if not run.isEmpty()]
