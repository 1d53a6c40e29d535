"""A min–max pyramid: draws any stretch of a long series from about two points a pixel.

Each level remembers, for every bucket of samples, the smallest and the largest of them and where they
stand, so a view returns true samples and no spike is ever lost. Buckets are fixed to the data, not to
the view: nothing shimmers while the series grows. Growing costs O(new samples), a view O(pixels).

The samples themselves stay where they are. Only so many buckets are kept; a view finer than the
finest of them reads its stretch from the samples.
"""

import math
import time
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from gui.plots.lost import Lost
from gui.plots.samples import Floats, Growing, Indices, Samples

_FIRST_BUCKET: Final = 32
#: When the finest level has more buckets than this it is dropped: about 4 MiB a series.
_MOST_BUCKETS: Final = 1 << 16
#: Samples read at once while a long series is taken in.
_BLOCK: Final = 1 << 17

#: The numbers of the samples to draw, in order, and their y.
Points = tuple[Indices, Floats]
_Choose = Callable[..., Any]


class _Level:
    """The smallest and the largest sample of every complete bucket: its number and its value."""

    def __init__(self, bucket: int) -> None:
        self.bucket = bucket
        self.low_at, self.high_at = Growing(np.int64), Growing(np.int64)
        self.low, self.high = Growing(np.float64), Growing(np.float64)

    @property
    def count(self) -> int:
        return self.low.count

    @property
    def parts(self) -> tuple[Growing, ...]:
        return self.low_at, self.low, self.high_at, self.high

    def extend(self, lows: Points, highs: Points) -> None:
        for kept, more in zip(self.parts, (*lows, *highs), strict=True):
            kept.extend(more)

    def lows(self, start: int, stop: int) -> Points:
        return self.low_at.values[start:stop], self.low.values[start:stop]

    def highs(self, start: int, stop: int) -> Points:
        return self.high_at.values[start:stop], self.high.values[start:stop]


class Pyramid:
    """The levels over samples that only grow; `grow()` takes in those that came.

    A y that is not finite leaves a gap in the line and is noted in `lost`, to be marked.
    """

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self.lost = Lost()
        self._size = 0
        #: By the samples in a bucket; the first is the finest, the others are made of it when they are drawn.
        self._levels: dict[int, _Level] = {}

    def __len__(self) -> int:
        """How many samples have been taken in."""
        return self._size

    @property
    def nbytes(self) -> int:
        """Bytes that the levels take."""
        return sum(part.values.nbytes for level in self._levels.values() for part in level.parts)

    def grow(self, until: float = math.inf) -> bool:
        """Take in the samples that are new, or as many as can be by then; whether that is all.

        `until`: a moment of `time.perf_counter()`; one block is taken in whatever it says.
        """
        stop = len(self.samples)
        if stop == self._size:
            return True
        if not self._levels:
            bucket = _FIRST_BUCKET
            while stop // bucket > _MOST_BUCKETS:
                bucket *= 2
            self._levels = {bucket: _Level(bucket)}
        while self._size < stop:
            base = self._base
            start = base.count * base.bucket
            end = min(start + max(_BLOCK, base.bucket * 2), stop)
            self._take(base, start, end)
            if base.count > _MOST_BUCKETS:
                coarser = self._level(2 * base.bucket)
                del self._levels[base.bucket], self._levels[coarser.bucket]
                self._levels = {coarser.bucket: coarser, **self._levels}
            self._size = end
            if time.perf_counter() > until:
                break
        return self._size == stop

    def view(
        self, x0: float, x1: float, pixels: int, *, log_x: bool = False
    ) -> tuple[Floats, Floats]:
        """The samples to draw between x0 and x1, with a neighbour on either side; NaN is a gap.

        All of them while they are few, else the smallest and the largest of each of at most
        `pixels` buckets, in their order. `log_x`: the pixels are spread over the logarithm of x.
        """
        start = max(min(self.samples.search(x0, "left"), self._size) - 1, 0)
        stop = min(self.samples.search(x1, "right") + 1, self._size)
        pixels = max(pixels, 1)
        if log_x and stop - start > 2 * pixels:
            numbers, y = self._by_octaves(start, stop, (x0, x1), pixels)
        else:
            numbers, y = self._between(start, stop, pixels)
        return self.samples.places(numbers), y

    def _by_octaves(self, start: int, stop: int, ends: tuple[float, float], pixels: int) -> Points:
        """On a logarithmic axis each doubling of the number gets buckets of its own width."""
        cuts = [stop]
        while cuts[-1] > max(start, 1):
            cuts.append(max(cuts[-1] // 2, start))
        cuts = sorted({start, *cuts})
        places = self.samples.places(np.array([*cuts[:-1], stop - 1], dtype=np.int64))
        low, high = np.log10(ends)
        shares = np.diff(np.log10(np.clip(places, ends[0], ends[1]))) / (high - low)
        parts = [
            self._between(first, last, max(int(share * pixels), 1))
            for first, last, share in zip(cuts[:-1], cuts[1:], shares, strict=True)
        ]
        return _in_order(*parts)

    def _between(self, start: int, stop: int, pixels: int) -> Points:
        if stop - start <= 2 * pixels:
            return np.arange(start, stop, dtype=np.int64), _gaps(self.samples.read(start, stop))
        bucket = self._base.bucket
        while bucket > 1 and (stop - start) * 2 / bucket <= pixels:
            bucket //= 2
        if bucket < self._base.bucket:
            return self._from_samples(start, stop, bucket)
        while (stop - start) / bucket > pixels:
            bucket *= 2
        chosen = self._level(bucket)
        first, last = start // bucket, min(-(-stop // bucket), chosen.count)
        tail = self._behind(max(last * bucket, start), stop)
        return _in_order(chosen.lows(first, last), chosen.highs(first, last), *tail)

    def _from_samples(self, start: int, stop: int, bucket: int) -> Points:
        first = start // bucket * bucket
        whole = (stop - first) // bucket * bucket + first
        lows, highs = _extremes(self.samples.read(first, whole), first, bucket)
        ends = self._tail(whole, stop) if stop > whole else ()
        return _in_order(lows, highs, *ends, self._newest(stop))

    def _behind(self, start: int, stop: int) -> list[Points]:
        """The extremes of what lies behind the last complete bucket, and the newest sample."""
        base, newest = self._base, self._newest(stop)
        if start >= stop:
            return [newest]
        first, last = start // base.bucket, min(-(-stop // base.bucket), base.count)
        lows, highs = [base.lows(first, last)], [base.highs(first, last)]
        start = max(start, last * base.bucket)
        if start < stop:
            low, high = self._tail(start, stop)
            lows.append(low)
            highs.append(high)
        return [_least(lows, np.inf, np.argmin), _least(highs, -np.inf, np.argmax), newest]

    def _tail(self, start: int, stop: int) -> tuple[Points, Points]:
        return _extremes(self.samples.read(start, stop), start, stop - start)

    def _newest(self, stop: int) -> Points:
        newest = np.array([stop - 1], dtype=np.int64)
        return newest, _gaps(self.samples.read(stop - 1, stop))

    def _take(self, base: _Level, start: int, stop: int) -> None:
        """Complete buckets of the finest level, and note what is not finite."""
        values = self.samples.read(start, stop)
        finite = np.isfinite(values)
        fresh = self._size - start
        if not finite[fresh:].all():
            self.lost.note(self._size, values[fresh:], finite[fresh:])
        whole = (stop - start) // base.bucket * base.bucket
        if whole:
            base.extend(*_extremes(values[:whole], start, base.bucket))

    @property
    def _base(self) -> _Level:
        """The finest level."""
        return next(iter(self._levels.values()))

    def _level(self, bucket: int) -> _Level:
        """The level of so large buckets, with every one that is complete."""
        base = self._base
        level = self._levels.get(bucket)
        if level is None:
            level = self._levels[bucket] = _Level(bucket)
        each = bucket // base.bucket
        done, ready = level.count, base.count // each
        if ready > done:
            stretch = done * each, ready * each
            level.extend(
                _fewer(base.lows(*stretch), each, np.inf, np.argmin),
                _fewer(base.highs(*stretch), each, -np.inf, np.argmax),
            )
        return level


def _gaps(values: Floats) -> Floats:
    """NaN for all that is not finite."""
    finite = np.isfinite(values)
    return values if finite.all() else np.where(finite, values, np.nan)


def _extremes(values: Floats, first: int, bucket: int) -> tuple[Points, Points]:
    """The smallest and the largest of every bucket of samples; NaN where none is finite."""
    finite = np.isfinite(values)
    gaps = not finite.all()
    starts = np.arange(first, first + len(values), bucket, dtype=np.int64)
    found = []
    for missing, choose in ((np.inf, np.argmin), (-np.inf, np.argmax)):
        rows = (np.where(finite, values, missing) if gaps else values).reshape(-1, bucket)
        place = choose(rows, axis=1)
        found.append((starts + place, _gaps(rows[np.arange(len(rows)), place])))
    return found[0], found[1]


def _fewer(points: Points, each: int, missing: float, choose: _Choose) -> Points:
    """The smallest or the largest of so many neighbours each."""
    numbers, y = points[0].reshape(-1, each), points[1].reshape(-1, each)
    place = choose(np.where(np.isnan(y), missing, y), axis=1)
    rows = np.arange(len(y))
    return numbers[rows, place], y[rows, place]


def _least(points: list[Points], missing: float, choose: _Choose) -> Points:
    """The smallest or the largest of all."""
    numbers, y = (np.concatenate(parts) for parts in zip(*points, strict=True))
    place = int(choose(np.where(np.isnan(y), missing, y)))
    return numbers[place : place + 1], y[place : place + 1]


def _in_order(*parts: Points) -> Points:
    """All points by number, each once."""
    numbers, y = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    kept = np.append(True, numbers[1:] != numbers[:-1])
    return numbers[kept], y[order[kept]]
