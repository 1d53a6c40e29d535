"""Long series as the columns of a heat map, kept up to date as steps come in."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_COLUMNS = 240
#: Rows taken at once, so that a long history needs no copy of itself.
BLOCK = 65_536
#: A norm of zero is drawn as this power of ten.
FLOOR = -12.0


class StepBuckets:
    """Means of several series, or of their log10, over equal stretches of steps or moments.

    A column begins as one step; when the columns run out, neighbours are merged, so adding costs
    O(new steps) however long the run is. A stretch without a finite value is NaN.
    """

    def __init__(self, rows: int, most: int = MOST_COLUMNS, *, log: bool = True) -> None:
        self._most, self._log = most, log
        self._sums = np.zeros((rows, most))
        self._counts = np.zeros((rows, most), np.int64)
        self.width = 1
        self.size = 0

    def add(self, values: Floats) -> None:
        """Adds the next steps of every series, (rows, steps)."""
        steps = values.shape[1]
        if not steps:
            return
        while self.size + steps > self.width * self._most:
            self._merge()
        finite = np.isfinite(values)
        if self._log:
            values = np.log10(np.maximum(np.where(finite, values, 1.0), 10.0**FLOOR))
        columns = np.arange(self.size, self.size + steps) // self.width
        starts = np.flatnonzero(np.diff(columns, prepend=-1))
        places = columns[starts]
        self._sums[:, places] += np.add.reduceat(np.where(finite, values, 0.0), starts, axis=1)
        self._counts[:, places] += np.add.reduceat(finite.astype(np.int64), starts, axis=1)
        self.size += steps

    @property
    def means(self) -> Floats:
        """The mean of every stretch so far, (rows, columns)."""
        columns = -(-self.size // self.width)
        counts = self._counts[:, :columns]
        means: Floats = np.full(counts.shape, np.nan)
        np.divide(self._sums[:, :columns], counts, out=means, where=counts > 0)
        return means

    @property
    def ends(self) -> NDArray[np.intp]:
        """How many steps there are up to the end of every stretch, (columns + 1,), from 0 on."""
        return np.append(np.arange(0, self.size, self.width), self.size)

    def _merge(self) -> None:
        """Makes one column of every two."""
        half = self._most // 2
        for array in (self._sums, self._counts):
            array[:, :half] = array[:, : 2 * half].reshape(len(array), half, 2).sum(axis=2)
            array[:, half:] = 0
        self.width *= 2
