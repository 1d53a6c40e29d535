"""Where a field of numbers passes zero, as short straight lines: marching squares over whole arrays."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Pairs of a cell's sides that a line joins: two sides at most, or all four at a saddle.
_JOINED = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))


def zero_lines(field: Floats) -> Floats:
    """Segments [n, 2, 2] of (x, y) in cells, where `field` [height, width] changes its sign.

    Along each side of a cell the place is found as if the field were straight there; where all four
    sides are crossed, the corner below left and the one above right are cut off.
    """
    a, b = field[:-1, :-1], field[:-1, 1:]
    d, c = field[1:, :-1], field[1:, 1:]
    y, x = np.indices(a.shape).astype(np.float64)
    # Below, right, above, left.
    sides = [(a, b), (b, c), (d, c), (a, d)]
    crossed = np.array([(p > 0) != (q > 0) for p, q in sides])
    part = np.array([_part(p, q) for p, q in sides])
    places = np.array(
        [
            (x + part[0], y),
            (x + 1, y + part[1]),
            (x + part[2], y + 1),
            (x, y + part[3]),
        ]
    )
    saddle = crossed.all(axis=0)
    lines = []
    for first, second in _JOINED:
        joined = crossed[first] & crossed[second] & ~saddle
        if (first, second) in {(0, 3), (1, 2)}:
            joined |= saddle
        ends = np.stack([places[first][:, joined], places[second][:, joined]])
        lines.append(ends.transpose(2, 0, 1))
    return np.concatenate(lines)


def _part(p: Floats, q: Floats) -> Floats:
    """How far along the way from p to q the zero lies; 0.5 where there is none."""
    apart = np.where(p == q, 1.0, p - q)
    return np.where(p == q, 0.5, p / apart)
