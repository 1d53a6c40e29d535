"""Where the samples of a series come from: kept here, read from someone else's array, or smoothed.

A plot never copies samples that live elsewhere: it reads the stretch it needs.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Final, Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Side = Literal["left", "right"]

_ROOM: Final = 1024
_PROBES: Final = 64


class Samples(ABC):
    """Pairs (x, y) by number from 0 on; they only grow, and x never goes back."""

    @abstractmethod
    def __len__(self) -> int:
        """How many there are now."""

    @abstractmethod
    def places(self, numbers: Indices) -> Floats:
        """The x of the samples with these numbers."""

    @abstractmethod
    def read(self, start: int, stop: int) -> Floats:
        """The y of the samples from `start` up to, not including, `stop`."""

    def search(self, x: float, side: Side = "left") -> int:
        """Number of samples before x (left) or up to x (right), as NumPy's `searchsorted` says."""
        low, high = 0, len(self)
        if not high:
            return 0
        # Most often all samples are in view.
        first, last = self.places(np.array([0, high - 1], dtype=np.int64)).tolist()
        if x < first or (x == first and side == "left"):
            return 0
        if x > last or (x == last and side == "right"):
            return high
        while low < high:
            few = high - low <= _PROBES
            spread = np.arange(low, high) if few else np.linspace(low, high - 1, _PROBES)
            numbers = spread.astype(np.int64)
            found = int(np.searchsorted(self.places(numbers), x, side))
            if found < len(numbers):
                high = int(numbers[found])
            if found:
                low = int(numbers[found - 1]) + 1
        return low

    @property
    def x(self) -> Floats:
        """Every x."""
        return self.places(np.arange(len(self), dtype=np.int64))

    @property
    def y(self) -> Floats:
        """Every y, finite or not."""
        return self.read(0, len(self))

    def nearest(self, x: float) -> int | None:
        """The number of the sample nearest to x; None while there is none."""
        if not len(self):
            return None
        right = min(self.search(x), len(self) - 1)
        left = max(right - 1, 0)
        before, after = self.places(np.array([left, right], dtype=np.int64))
        return left if x - before <= after - x else right

    def reach(self, x: float) -> bool:
        """Whether x lies among the samples, or no farther beside them than they are apart."""
        if (ends := self.ends()) is None:
            return False
        apart = (ends[1] - ends[0]) / max(len(self) - 1, 1)
        return ends[0] - apart <= x <= ends[1] + apart

    def at(self, x: float) -> tuple[float, float] | None:
        """The sample nearest to x; None while there is none."""
        number = self.nearest(x)
        return None if number is None else self.sample(number)

    def sample(self, number: int) -> tuple[float, float]:
        """One sample."""
        place = self.places(np.array([number], dtype=np.int64))
        return float(place[0]), float(self.read(number, number + 1)[0])

    def last(self) -> float | None:
        """The newest y; None while there is none."""
        return float(self.read(len(self) - 1, len(self))[0]) if len(self) else None

    def ends(self) -> tuple[float, float] | None:
        """The first and the last x; None while there is no sample."""
        if not len(self):
            return None
        first, last = self.places(np.array([0, len(self) - 1], dtype=np.int64))
        return float(first), float(last)


class Growing:
    """A NumPy array that grows at its end in amortised constant time."""

    def __init__(self, dtype: type[Any]) -> None:
        self._store: NDArray[Any] = np.empty(_ROOM, dtype=dtype)
        self.count = 0

    @property
    def values(self) -> NDArray[Any]:
        """What it holds."""
        return self._store[: self.count]

    def extend(self, more: NDArray[Any]) -> None:
        """Add at the end."""
        needed = self.count + len(more)
        if needed > len(self._store):
            store = np.empty(max(needed, 2 * len(self._store)), dtype=self._store.dtype)
            store[: self.count] = self.values
            self._store = store
        self._store[self.count : needed] = more
        self.count = needed

    def halve(self) -> None:
        """Drop every second value."""
        self._store = self.values[::2].copy()
        self.count = len(self._store)


class Kept(Samples):
    """Samples that were handed over and are kept here."""

    def __init__(self) -> None:
        self._x, self._y = Growing(np.float64), Growing(np.float64)

    def __len__(self) -> int:
        return self._x.count

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
        if (len(self) and xs[0] < self._x.values[-1]) or np.any(xs[1:] < xs[:-1]):
            raise ValueError("x goes back")
        self._x.extend(xs)
        self._y.extend(ys)

    def places(self, numbers: Indices) -> Floats:
        """The x as they were handed over."""
        return np.asarray(self._x.values[numbers])

    def read(self, start: int, stop: int) -> Floats:
        """The y as they were handed over."""
        return self._y.values[start:stop]

    def search(self, x: float, side: Side = "left") -> int:
        """Straight from the array."""
        return int(np.searchsorted(self._x.values, x, side))


class Column(Protocol):
    """An array of someone else that grows at its end."""

    def __len__(self) -> int:
        """How many values there are now."""

    @property
    def values(self) -> NDArray[Any]:
        """All of them."""


class Referenced(Samples):
    """Samples read from someone else's column; `places` says where the sample of each number stands.

    `first` leaves out the values before it: the first sample has number 0 and is value `first`.
    """

    def __init__(self, column: Column, places: Callable[[Indices], Floats], first: int = 0) -> None:
        self._column, self._places, self._first = column, places, first

    def __len__(self) -> int:
        return max(len(self._column) - self._first, 0)

    def places(self, numbers: Indices) -> Floats:
        """Computed anew each time."""
        return self._places(numbers + self._first)

    def read(self, start: int, stop: int) -> Floats:
        """A copy of this stretch only."""
        values = self._column.values[self._first + start : self._first + stop]
        return np.asarray(values, dtype=np.float64)
