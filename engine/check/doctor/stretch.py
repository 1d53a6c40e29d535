"""What the latest probes say, weighed by the steps they cover and not by how many were taken.

Probes are due by the clock, so that one and the same run has many or few of them, as the machine is fast or
busy. What is asked for here is the same for either.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

#: Steps in which a network only begins: their probes say nothing of the run.
BEGINNING = 20
#: The stretch of steps that is judged is an epoch, within these bounds.
SHORTEST, LONGEST = 100, 200
#: Two probes far enough apart already show what lasts; where they are rare, the stretch reaches back to them.
FEWEST_PROBES = 2
#: Most probes that are read of a series.
_MOST_PROBES = 512


@dataclass(frozen=True)
class Stretch:
    """A figure of the probes over the latest stretch of steps: the steps, in order, and its values."""

    steps: NDArray[np.int64]
    values: NDArray[np.float64]

    @cached_property
    def middle(self) -> float:
        """The median over the stretch."""
        return float(np.median(self.values))

    @cached_property
    def low(self) -> float:
        """What nine tenths of the probes lie above."""
        return float(np.quantile(self.values, 0.1))

    @property
    def newest(self) -> float:
        """The value of the newest probe."""
        return float(self.values[-1])


def stretch(steps: np.ndarray, values: np.ndarray, steps_per_epoch: int) -> Stretch | None:
    """The latest stretch of a series of probes; None as long as the probes cover too little of the run.

    The first and the last of its probes lie at least half a stretch apart.

    Args:
        steps: the step of every probe, in order.
        values: the figure of every probe; those that are no number are left out.
        steps_per_epoch: steps of one epoch.
    """
    at = np.asarray(steps[-_MOST_PROBES:], np.int64)
    figures = np.asarray(values[-_MOST_PROBES:], np.float64)
    counted = np.isfinite(figures) & (at > BEGINNING)
    at, figures = at[counted], figures[counted]
    if len(at) < FEWEST_PROBES:
        return None
    span = min(max(steps_per_epoch, SHORTEST), LONGEST)
    first = min(int(np.searchsorted(at, at[-1] - span)), len(at) - FEWEST_PROBES)
    if at[-1] - at[first] < span / 2:
        return None
    return Stretch(at[first:], figures[first:])
