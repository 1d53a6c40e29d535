"""Where an activation lets next to no gradient through: saturated on a sigmoid, zero on a ReLU."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog.kind import LayerKind, Params

#: A slope under which next to nothing of a gradient comes through: outside about ±4.6 on a sigmoid.
FLAT = 0.01
_TABLE = np.linspace(-30.0, 30.0, 6001)


@dataclass(frozen=True)
class Saturation:
    """The share of numbers in the flat part; of `units` so many are there on every row."""

    share: float
    always: int
    units: int


def saturation(kind: LayerKind, params: Params, z: NDArray[np.floating]) -> Saturation:
    """How much of z, [rows, units, …], lies where |f′| < FLAT; a channel is one unit.

    Slopes are read from a fine table, as some take long to compute.
    """
    assert kind.derivative is not None, "only a curve with a slope has flat parts"
    flat = np.interp(z, _TABLE, np.abs(kind.derivative(_TABLE, params))) < FLAT
    always = flat.all(axis=(0, *range(2, flat.ndim)))
    share = float(flat.mean()) if flat.size else 0.0
    return Saturation(share, int(always.sum()), int(always.size))
