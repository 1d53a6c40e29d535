"""Samples that are not finite: which, where, and of what kind, as stretches of equal ones."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from gui.plots.samples import Floats, Growing, Indices, Samples


class Loss(IntEnum):
    """What a sample is instead of a number."""

    NAN = 0
    UP = 1
    DOWN = 2


class Lost:
    """The stretches of a series that are NaN, +∞ or −∞, noted as the samples come in."""

    def __init__(self) -> None:
        self._starts, self._stops = Growing(np.int64), Growing(np.int64)
        self._kinds = Growing(np.int8)
        self.count = 0

    def note(self, first: int, values: Floats, finite: NDArray[np.bool_]) -> None:
        """Take the next samples, the first of which has this number."""
        kinds = np.where(np.isnan(values), Loss.NAN, np.where(values > 0, Loss.UP, Loss.DOWN))
        kinds[finite] = -1
        edges = np.flatnonzero(np.diff(kinds, prepend=-2))
        stops = np.append(edges[1:], len(values))
        keep = kinds[edges] >= 0
        starts, stops, found = edges[keep] + first, stops[keep] + first, kinds[edges][keep]
        self.count += int((stops - starts).sum())
        if not len(starts):
            return
        before = self._stops.count - 1
        if (
            before >= 0
            and self._stops.values[before] == starts[0]
            and self._kinds.values[before] == found[0]
        ):
            self._stops.values[-1] = stops[0]
            starts, stops, found = starts[1:], stops[1:], found[1:]
        self._starts.extend(starts)
        self._stops.extend(stops)
        self._kinds.extend(found)

    def marks(self, samples: Samples, x: Floats, kind: Loss) -> Floats:
        """Where to mark samples of this kind: at most one place between each two edges in `x`."""
        if not self._stops.count or len(x) < 2:
            return np.empty(0)
        cuts: Indices = np.array([samples.search(float(edge)) for edge in (x[0], x[-1])])
        first = int(np.searchsorted(self._stops.values, cuts[0], "right"))
        last = int(np.searchsorted(self._starts.values, cuts[1] + 1, "left"))
        mine = np.flatnonzero(self._kinds.values[first:last] == kind) + first
        starts = samples.places(np.maximum(self._starts.values[mine], cuts[0]))
        stops = samples.places(self._stops.values[mine] - 1)
        starts, stops = starts[starts <= x[-1]], stops[starts <= x[-1]]
        columns = np.clip(np.searchsorted(x, starts, "right") - 1, 0, len(x) - 2)
        ends = np.clip(np.searchsorted(x, stops, "right") - 1, 0, len(x) - 2)
        # The first of a column stands where it is; a stretch goes on at the left edges of others.
        turns = np.zeros(len(x) + 1, dtype=np.int64)
        np.add.at(turns, columns + 1, 1)
        np.add.at(turns, ends + 1, -1)
        places = np.where(np.cumsum(turns)[: len(x) - 1] > 0, x[:-1], np.nan)
        first_of = np.unique(columns, return_index=True)
        places[first_of[0]] = np.fmin(places[first_of[0]], starts[first_of[1]])
        return places[~np.isnan(places)]

    def between(self, start: int, stop: int) -> tuple[int, Loss] | None:
        """The number and the kind of the first one from `start` up to, not including, `stop`."""
        place = int(np.searchsorted(self._stops.values, start, "right"))
        if place == self._stops.count or self._starts.values[place] >= stop:
            return None
        return max(int(self._starts.values[place]), start), Loss(int(self._kinds.values[place]))
