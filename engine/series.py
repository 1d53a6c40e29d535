"""Numbers that grow at their end: in memory while they are few, on disk when they are many."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import numpy as np

#: A series of more points than this lives in a temporary file that the system pages in and out.
IN_MEMORY = 1 << 20
#: Most points of figures that are taken now and then.
MOST_MOMENTS = 1 << 14
_BLOCK = bytes(1 << 20)

Item = TypeVar("Item")


class Series:
    """An array that grows at its end."""

    def __init__(self, values: np.ndarray | None = None, dtype: Any = np.float32) -> None:
        start = np.empty(0, dtype) if values is None else np.ascontiguousarray(values)
        self._data, self._size = start, len(start)

    def append(self, values: np.ndarray) -> None:
        """Adds values behind the last one."""
        end = self._size + len(values)
        if end > len(self._data):
            grown = _room(max(end, 2 * len(self._data), 1024), self._data.dtype)
            grown[: self._size] = self._data[: self._size]
            self._data = grown
        self._data[self._size : end] = values
        self._size = end

    def pad(self, size: int) -> None:
        """Fills up with NaN to `size` points: a series that begins in the middle of a run."""
        if size > self._size:
            self.append(np.full(size - self._size, np.nan))

    @property
    def values(self) -> np.ndarray:
        """All points, a view that later points do not change."""
        return self._data[: self._size]

    @property
    def on_disk(self) -> bool:
        """Whether the points live in a file."""
        return isinstance(self._data, np.memmap)

    def __len__(self) -> int:
        return self._size


def _room(points: int, dtype: Any) -> np.ndarray:
    """Room for so many points; in a file that goes with the last view of it where they are many.

    The file is written full of zeros first: on a full disk that fails here, and the points stay in
    memory, where a hole in the file would end the program at the first write into it.
    """
    if points <= IN_MEMORY:
        return np.empty(points, dtype)
    size = points * np.dtype(dtype).itemsize
    try:
        with tempfile.TemporaryFile(prefix="netwright-series-") as file:
            for start in range(0, size, len(_BLOCK)):
                file.write(_BLOCK[: size - start])
            file.flush()
            return np.memmap(file, dtype, "r+", shape=(points,))
    except OSError:
        return np.empty(points, dtype)


class Thinned(Generic[Item]):
    """Items spread evenly over all that were added, at most `most`, and always the latest one.

    When there is no room every second item goes, and from then on every second one is taken.
    `generation` grows each time; until then items only come to the end.
    """

    def __init__(self, most: int) -> None:
        assert most >= 2, "the first and the latest are always kept"
        self._most, self._items = most, list[Item]()
        self._stride = 1
        self._seen = 0
        self._latest: Item | None = None
        self.generation = 0

    def add(self, item: Item) -> None:
        """Adds the next item."""
        self._latest = item
        if self._seen % self._stride == 0:
            if len(self._items) == self._most:
                self._items = self._items[::2]
                self._stride *= 2
                self.generation += 1
            if self._seen % self._stride == 0:
                self._items.append(item)
        self._seen += 1

    @property
    def items(self) -> list[Item]:
        """What was kept, in order, with the latest at the end."""
        if self._latest is None or (self._items and self._items[-1] is self._latest):
            return list(self._items)
        return [*self._items, self._latest]

    def keep_if(self, wanted: Callable[[Item], bool]) -> None:
        """Drops items."""
        self._items = [item for item in self.items if wanted(item)]
        self._latest = self._items[-1] if self._items else None
        self._stride, self._seen = 1, len(self._items)
        self.generation += 1

    def copy(self) -> "Thinned[Item]":
        """The same items; what is added to one does not appear in the other."""
        other = Thinned[Item](self._most)
        vars(other).update(vars(self))
        other._items = list(self._items)
        return other

    def __len__(self) -> int:
        return len(self.items)


class Moments(Mapping[str, Series]):
    """Figures taken now and then, by name; point i of each belongs to step `["step"][i]`.

    At most `most` points: when there is no room every second one goes, and from then on every second
    is taken; `generation` grows each time. A figure that was not there at a moment is NaN.
    """

    def __init__(self, most: int = MOST_MOMENTS) -> None:
        self._most = most
        self._columns: dict[str, Series] = {}
        self._stride = 1
        self._seen = 0
        self.generation = 0

    def add(self, step: int, figures: Mapping[str, float]) -> None:
        """Notes figures of the moment after `step`."""
        taken = self._seen % self._stride == 0
        self._seen += 1
        if not taken:
            return
        if self.count == self._most:
            self._columns = {
                name: Series(series.values[::2]) for name, series in self._columns.items()
            }
            self._stride *= 2
            self.generation += 1
        before = self.count
        for name, value in {"step": step, **figures}.items():
            series = self._columns.setdefault(name, Series(dtype=np.float64))
            series.pad(before)
            series.append(np.array([value]))
        for series in self._columns.values():
            series.pad(before + 1)

    def restore(self, columns: Mapping[str, np.ndarray]) -> None:
        """Takes the place of all points; the columns are as long as one another."""
        assert len({len(values) for values in columns.values()}) <= 1
        self._columns = {name: Series(np.asarray(v, np.float64)) for name, v in columns.items()}
        self.generation += 1

    def cut(self, step: int) -> None:
        """Drops the moments after `step`."""
        if self.count:
            before = self._columns["step"].values <= step
            self.restore({name: s.values[before] for name, s in self._columns.items()})

    def copy(self) -> "Moments":
        """The same points; what is added to one does not appear in the other."""
        other = Moments(self._most)
        vars(other).update(vars(self))
        other._columns = {name: Series(series.values) for name, series in self._columns.items()}
        return other

    @property
    def count(self) -> int:
        """Number of moments kept."""
        return len(self._columns["step"]) if "step" in self._columns else 0

    def __getitem__(self, name: str) -> Series:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
