"""Samples that are computed from several columns as they are read, such as a share or an edge."""

from collections.abc import Callable, Sequence

import numpy as np

from gui.plots.samples import Column, Floats, Indices, Referenced

Compute = Callable[..., Floats]


class Computed(Referenced):
    """At each place a function of what the columns are there; the first column says how many."""

    def __init__(
        self,
        columns: Sequence[Column],
        compute: Compute,
        places: Callable[[Indices], Floats],
        first: int = 0,
    ) -> None:
        super().__init__(columns[0], places, first)
        self._columns, self._compute, self._from = tuple(columns), compute, first

    def read(self, start: int, stop: int) -> Floats:
        """The function of this stretch of the columns."""
        start, stop = start + self._from, min(stop, len(self)) + self._from
        parts = [np.asarray(column.values[start:stop], np.float64) for column in self._columns]
        return np.asarray(self._compute(*parts))
