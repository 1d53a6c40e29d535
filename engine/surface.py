"""A line or a plane through the space of all learnable numbers, on which the loss is drawn; no torch.

Networks that learn one number or two are drawn over these numbers themselves; larger ones on the plane
in which training moves most, see `engine.main_directions`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.surface_query import Survey

Floats = NDArray[np.floating]
Ends = tuple[tuple[float, float], ...]

#: How far the picture reaches beyond the way, as a share of its extent, and how near its end may come.
_MARGIN, _NEAR = 0.5, 0.08


@dataclass(frozen=True, eq=False)
class Directions:
    """The point origin + scale · (a @ units) for coordinates a [d], with one or two axes.

    `origin` and `scale` are [P], `units` [d, P] orthonormal. `names` are the axes' learnable numbers,
    whose values the coordinates are; components have none. `explained` is the share of the variance
    of the way along each component.
    """

    origin: Floats
    scale: Floats
    units: Floats
    names: tuple[str, ...] = ()
    explained: tuple[float, ...] = ()

    def coordinates(self, points: Floats) -> tuple[Floats, Floats]:
        """Where points [n, P] are seen, [n, d], and how far off the plane they lie, [n], in its unit."""
        apart = (points - self.origin) / self.scale
        # No call of BLAS, whose threads would wait for those of a run under way.
        seen = np.einsum("np,dp->nd", apart, self.units)
        rest = (apart**2).sum(axis=1) - (seen**2).sum(axis=1)
        return seen.astype(np.float64), np.sqrt(np.maximum(rest, 0.0))

    @property
    def steps(self) -> Floats:
        """What one along each axis adds to the weights, [d, P]."""
        return self.units * self.scale


def along_numbers(now: Floats, places: Sequence[int], names: Sequence[str]) -> Directions:
    """The axes are the learnable numbers at these places; all others stay as they are now.

    Args:
        now: all learnable numbers, [P].
        places: which one or two of them.
        names: what they are called.
    """
    origin = now.astype(np.float64)
    origin[list(places)] = 0.0
    units = np.zeros((len(places), len(now)))
    units[np.arange(len(places)), list(places)] = 1.0
    return Directions(origin, np.ones(len(now)), units, tuple(names))


def ends_around(way: Floats, *, exact: bool) -> Ends:
    """How far a picture of a way [n, d] reaches along each axis."""
    ends = []
    for low, high in zip(way.min(axis=0).tolist(), way.max(axis=0).tolist(), strict=True):
        least = max(abs(low), abs(high), 1.0) if exact else 1e-6
        span = max(high - low, least)
        ends.append((low - _MARGIN * span, high + _MARGIN * span))
    return tuple(ends)


def is_near_edge(place: Floats, ends: Ends) -> bool:
    """Whether a place [d] has come so near to an edge of the picture that it needs a larger one."""
    shares = [(a - low) / (high - low) for a, (low, high) in zip(place, ends, strict=True)]
    return any(not _NEAR <= share <= 1 - _NEAR for share in shares)


@dataclass(frozen=True, eq=False)
class SurfaceAnswer:
    """The loss on a line or a plane, and the way of the weights on it.

    `values` are [m] for one axis, or [m, m] with row 0 at the low end of the second; empty as long as
    not even the coarsest grid is done. `way` [n, d] are the weights after `way_steps` [n], in
    coordinates, `off` [n] how far off the plane they are. The loss is that over `rows` training rows in
    evaluation mode. `going_on` is what a next question may bring along: it goes on with the same
    picture.
    """

    step: int
    names: tuple[str, ...]
    explained: tuple[float, ...]
    ends: Ends
    values: NDArray[np.float64]
    way: NDArray[np.float64]
    way_steps: NDArray[np.int64]
    off: NDArray[np.float64]
    rows: int
    done: bool
    seconds: float
    going_on: "Survey"


@dataclass(frozen=True, eq=False)
class SliceAnswer:
    """The loss of one batch over one or two learnable numbers, all others as they are.

    `here` [d] is where the numbers stand, `loss` the loss there and `gradient` [d] its slope. `values` are as in
    SurfaceAnswer. `after` is where the step of the run has led, once it was taken. `plain` and `momentum` [k, d]
    are the ways that gradient descent walks from here on this slice alone, without and with a momentum of
    `share`, at the rate `rate`; a way ends where its numbers are not finite any more. `after_loss`, `plain_loss` and
    `momentum_loss` are the losses on this slice where the step and the ways end.
    """

    names: tuple[str, ...]
    ends: Ends
    values: NDArray[np.float64]
    here: NDArray[np.float64]
    loss: float
    gradient: NDArray[np.float64]
    after: NDArray[np.float64] | None
    plain: NDArray[np.float64]
    momentum: NDArray[np.float64]
    rate: float
    share: float
    plain_loss: float = math.nan
    momentum_loss: float = math.nan
    after_loss: float | None = None
