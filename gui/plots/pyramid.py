"""A min–max pyramid: draws any stretch of a long series from about two points a pixel.

Each level remembers, for every bucket of samples, where the smallest and the largest stand, so a
view returns true samples and no spike is ever lost. Buckets are fixed to the data, not to the view:
nothing shimmers while the series grows. Appending costs O(new samples), a view O(pixels).
"""

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

_FIRST_BUCKET: Final = 4
_ROOM: Final = 1024


class _Growing:
    """A NumPy array that grows at its end in amortised constant time."""

    def __init__(self, dtype: type[Any]) -> None:
        self._store: NDArray[Any] = np.empty(_ROOM, dtype=dtype)
        self.count = 0

    @property
    def values(self) -> NDArray[Any]:
        return self._store[: self.count]

    def extend(self, more: NDArray[Any]) -> None:
        needed = self.count + len(more)
        if needed > len(self._store):
            store = np.empty(max(needed, 2 * len(self._store)), dtype=self._store.dtype)
            store[: self.count] = self.values
            self._store = store
        self._store[self.count : needed] = more
        self.count = needed


class _Level:
    """Where the smallest and the largest sample of every complete bucket stand."""

    def __init__(self, bucket: int) -> None:
        self.bucket = bucket
        self.low = _Growing(np.int64)
        self.high = _Growing(np.int64)


class Pyramid:
    """A series of (x, y) that only grows; x never goes back.

    A y that is not finite leaves a gap in the line and is kept apart, to be marked.
    """

    def __init__(self) -> None:
        self._x = _Growing(np.float64)
        self._y = _Growing(np.float64)
        self._lost = _Growing(np.int64)
        self._levels: list[_Level] = []

    def __len__(self) -> int:
        return self._x.count

    @property
    def x(self) -> Floats:
        """Every x."""
        return self._x.values

    @property
    def y(self) -> Floats:
        """Every y; NaN where it was not finite."""
        return self._y.values

    @property
    def nonfinite_count(self) -> int:
        """How many y were NaN or infinite."""
        return self._lost.count

    def append(self, x: ArrayLike, y: ArrayLike) -> None:
        """Add samples at the end.

        Raises:
            ValueError: when the two differ in length or x goes back.
        """
        xs = np.atleast_1d(np.asarray(x, dtype=np.float64))
        ys = np.atleast_1d(np.asarray(y, dtype=np.float64))
        if xs.shape != ys.shape or xs.ndim != 1:
            raise ValueError(f"x and y differ in shape: {xs.shape} and {ys.shape}")
        if not len(xs):
            return
        if (len(self) and xs[0] < self.x[-1]) or np.any(xs[1:] < xs[:-1]):
            raise ValueError("x goes back")
        finite = np.isfinite(ys)
        self._lost.extend(np.flatnonzero(~finite) + len(self))
        self._x.extend(xs)
        self._y.extend(np.where(finite, ys, np.nan))
        self._grow_levels()

    def view(self, x0: float, x1: float, pixels: int) -> tuple[Floats, Floats]:
        """The samples to draw between x0 and x1, with a neighbour on either side.

        All of them while they are few, else the smallest and the largest of each of at most
        `pixels` buckets, in their order.
        """
        start = max(int(np.searchsorted(self.x, x0, "left")) - 1, 0)
        stop = min(int(np.searchsorted(self.x, x1, "right")) + 1, len(self))
        pixels = max(pixels, 1)
        if stop - start <= 2 * pixels:
            return self.x[start:stop], self.y[start:stop]
        level = next(
            (level for level in self._levels if (stop - start) / level.bucket <= pixels),
            self._levels[-1],
        )
        chosen = self._chosen(level, start, stop)
        return self.x[chosen], self.y[chosen]

    def nonfinite(self, x0: float, x1: float, pixels: int) -> Floats:
        """Where to mark samples that are not finite: at most one place a pixel."""
        places: Floats = self.x[self._lost.values]
        places = places[np.searchsorted(places, x0) : np.searchsorted(places, x1, "right")]
        if len(places) > pixels > 0 and x1 > x0:
            columns = ((places - x0) / (x1 - x0) * pixels).astype(np.int64)
            places = places[np.flatnonzero(np.diff(columns, prepend=-1))]
        return places

    def at(self, x: float) -> tuple[float, float] | None:
        """The sample nearest to x, gaps included; None while there is none."""
        if not len(self):
            return None
        right = min(int(np.searchsorted(self.x, x)), len(self) - 1)
        left = max(right - 1, 0)
        nearest = left if x - self.x[left] <= self.x[right] - x else right
        return float(self.x[nearest]), float(self.y[nearest])

    def last(self) -> float | None:
        """The newest y; NaN where it was not finite, None while there is none."""
        return float(self.y[-1]) if len(self) else None

    def _grow_levels(self) -> None:
        """Complete the new buckets, from the samples upwards."""
        number, bucket = 0, _FIRST_BUCKET
        while bucket <= len(self):
            if number == len(self._levels):
                self._levels.append(_Level(bucket))
            level = self._levels[number]
            done, ready = level.low.count, len(self) // bucket
            if ready > done:
                self._complete(number, done, ready)
            number, bucket = number + 1, bucket * 2

    def _complete(self, number: int, done: int, ready: int) -> None:
        level = self._levels[number]
        if number:
            below = self._levels[number - 1]
            lows = below.low.values[2 * done : 2 * ready].reshape(-1, 2)
            highs = below.high.values[2 * done : 2 * ready].reshape(-1, 2)
        else:
            samples = np.arange(done * level.bucket, ready * level.bucket, dtype=np.int64)
            lows = highs = samples.reshape(-1, level.bucket)
        rows = np.arange(ready - done)
        level.low.extend(lows[rows, np.argmin(self._or(lows, np.inf), axis=1)])
        level.high.extend(highs[rows, np.argmax(self._or(highs, -np.inf), axis=1)])

    def _or(self, places: Indices, missing: float) -> Floats:
        """The y at these places, with gaps that lose every comparison."""
        values = self.y[places]
        return np.where(np.isnan(values), missing, values)

    def _chosen(self, level: _Level, start: int, stop: int) -> Indices:
        first, last = start // level.bucket, min(-(-stop // level.bucket), level.low.count)
        ends = [level.low.values[first:last], level.high.values[first:last]]
        tail = np.arange(max(last * level.bucket, start), stop, dtype=np.int64)
        if len(tail):
            ends[0] = np.append(ends[0], tail[np.argmin(self._or(tail, np.inf))])
            ends[1] = np.append(ends[1], tail[np.argmax(self._or(tail, -np.inf))])
        pairs = np.sort(np.stack(ends, axis=1), axis=1).ravel()
        newest = np.array([stop - 1], dtype=np.int64)
        return np.unique(np.concatenate([pairs, newest]))
