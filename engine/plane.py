"""A flat cut through the input space, on which the decision boundary is drawn; needs no torch.

Two features are their own plane. More are seen on the plane of their first two principal components
(PCA; Pearson 1901): x = origin + a·first + b·second, in the numbers that the network takes.
"""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from engine.data.preprocess import Prepared
from engine.text import UserError, text

Floats = NDArray[np.float64]

#: Rows that the components are found from, and points drawn over the regions.
MOST_FITTED, MOST_POINTS = 2000, 400
#: More input numbers than this take too long to find the components of.
MOST_FEATURES = 20_000
#: How far the picture reaches beyond the points, as a share of their extent.
_MARGIN = 0.15


@dataclass(frozen=True)
class Plane:
    """The plane and the rows of the data seen on it.

    `origin`, `first` and `second` are [d]. `names` are the axes' features where the plane is exact,
    in the data's own units value = shift + scale·coordinate; components have no unit. `explained` is
    the share of the variance along each of the two. `points` [n, 2] are coordinates of the rows
    `rows` of the prepared data, the first `trained` of them training rows, the others validation.
    """

    origin: Floats
    first: Floats
    second: Floats
    names: tuple[str, str] | None
    shift: tuple[float, float]
    scale: tuple[float, float]
    explained: tuple[float, float]
    points: Floats
    rows: NDArray[np.intp]
    trained: int

    @cached_property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """How far the picture reaches along both axes, in coordinates."""
        low, high = self.points.min(axis=0), self.points.max(axis=0)
        room = np.maximum(high - low, 1e-6) * _MARGIN
        (a, b), (c, d) = (low - room).tolist(), (high + room).tolist()
        return (a, c), (b, d)

    def inputs(self, side: int) -> NDArray[np.float32]:
        """What the network takes at side × side points: rows from low to high along the second axis."""
        (a_low, a_high), (b_low, b_high) = self.ends
        a, b = np.meshgrid(np.linspace(a_low, a_high, side), np.linspace(b_low, b_high, side))
        flat = self.origin + a.reshape(-1, 1) * self.first + b.reshape(-1, 1) * self.second
        return flat.astype(np.float32)


@dataclass(frozen=True)
class BoundaryAnswer:
    """What the network says on the plane after `step`.

    For classes: `shares` [side, side, C] are their probabilities, row 0 at the low end of the second
    axis, and `point_shares` [n, C] those of the points. For a regression `values` [side, side] and
    `point_values` [n] are in the unit of the first target. `truth` [n] are class numbers or values.
    """

    step: int
    plane: Plane
    classes: tuple[str, ...]
    shares: Floats | None
    values: Floats | None
    point_shares: Floats | None
    point_values: Floats | None
    truth: NDArray[np.float64]
    seconds: float


_planes: WeakKeyDictionary[Prepared, Plane] = WeakKeyDictionary()


def plane_of(prepared: Prepared) -> Plane:
    """The plane of the data, found once.

    Raises:
        UserError: when there are fewer than two features, or too many.
    """
    if (known := _planes.get(prepared)) is None:
        known = _planes[prepared] = _found(prepared)
    return known


def _found(prepared: Prepared) -> Plane:
    features = prepared.x[0].size if len(prepared.x) else 0
    if features < 2:
        raise UserError(text("A boundary needs at least two features; this data has one."))
    if features > MOST_FEATURES:
        raise UserError(text("There are too many input numbers to find their main directions."))
    chosen = spread(prepared.train, MOST_FITTED)
    sample = prepared.x[chosen].reshape(len(chosen), -1).astype(np.float64)
    rows = np.concatenate(
        [spread(prepared.train, MOST_POINTS), spread(prepared.validation, MOST_POINTS // 2)]
    )
    trained = min(len(prepared.train), MOST_POINTS)
    seen = prepared.x[rows].reshape(len(rows), -1).astype(np.float64)
    if features == 2:
        origin, axes = np.zeros(2), np.eye(2)
        variance = sample.var(axis=0)
    else:
        origin = sample.mean(axis=0)
        _, singular, directions = np.linalg.svd(sample - origin, full_matrices=False)
        axes, variance = directions[:2], singular**2
        if len(axes) < 2:
            raise UserError(text("A plane needs at least three training rows."))
    total = float(variance.sum()) or 1.0
    columns = prepared.encoder.columns
    named = features == 2 and len(columns) == 2
    return Plane(
        origin=origin,
        first=axes[0],
        second=axes[1],
        names=_pair(prepared.feature_names) if features == 2 else None,
        shift=(columns[0].shift, columns[1].shift) if named else (0.0, 0.0),
        scale=(columns[0].scale, columns[1].scale) if named else (1.0, 1.0),
        explained=(float(variance[0]) / total, float(variance[1]) / total),
        points=(seen - origin) @ axes[:2].T,
        rows=rows,
        trained=trained,
    )


def _pair(names: tuple[str, ...]) -> tuple[str, str]:
    return (names[0], names[1]) if len(names) == 2 else ("x₁", "x₂")


def spread(rows: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """At most so many of the rows, evenly from all of them."""
    if len(rows) <= most:
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).round().astype(np.intp)]
