"""Exponential smoothing without bias towards zero, of every sample, without keeping a copy of them.

Reference: the bias correction of Kingma and Ba, "Adam", 2015, section 3.
"""

import math
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gui.plots.samples import Floats, Growing, Indices, Samples, Side

_BLOCK: Final = 64
_FIRST_STRIDE: Final = 128
_MOST_STATES: Final = 1 << 16
_AT_ONCE: Final = 1 << 14


class Smoothed(Samples):
    """s_t = w·s_{t−1} + (1 − w)·y_t, divided by 1 − w^t; samples that are not finite are passed over.

    Only the state at every so many samples is kept; a stretch is computed from the state before it.
    The smoothed sample is NaN where the sample is not finite.
    """

    def __init__(self, raw: Samples, weight: float) -> None:
        if not 0 <= weight < 1:
            raise ValueError(f"a smoothing weight is at least 0 and below 1, not {weight}")
        self._raw, self.weight = raw, weight
        #: From this age on w^t is lost beside 1.
        self._last_age = math.ceil(math.log(1e-17) / math.log(weight)) if weight else 0
        self._stride = _FIRST_STRIDE
        self._averages, self._seen = Growing(np.float64), Growing(np.int64)
        self._averages.extend(np.zeros(1))
        self._seen.extend(np.zeros(1, dtype=np.int64))

    def __len__(self) -> int:
        return len(self._raw)

    def places(self, numbers: Indices) -> Floats:
        """Where the raw samples stand."""
        return self._raw.places(numbers)

    def search(self, x: float, side: Side = "left") -> int:
        """As the raw samples say."""
        return self._raw.search(x, side)

    def read(self, start: int, stop: int) -> Floats:
        """The smoothed samples of this stretch, from the nearest state before it."""
        smoothed = np.empty(max(stop - start, 0))
        place = min(start // self._stride, self._averages.count - 1)
        begin = place * self._stride
        average, seen = float(self._averages.values[place]), int(self._seen.values[place])
        while begin < stop:
            end = min(begin + _AT_ONCE, stop)
            values = self._raw.read(begin, end)
            finite = np.isfinite(values)
            averages, ages = self._run(values, finite, average, seen)
            self._keep_states(begin, averages, ages)
            average, seen = float(averages[-1]), int(ages[-1])
            skip = max(start - begin, 0)
            if skip < len(values):
                part = smoothed[begin + skip - start : end - start]
                part[:] = averages[skip:]
                self._correct(part, ages[skip:])
                part[~finite[skip:]] = np.nan
            begin = end
        return smoothed

    def _run(
        self, values: Floats, finite: NDArray[np.bool_], average: float, seen: int
    ) -> tuple[Floats, Indices]:
        """After each of these samples: the average, and how many finite ones there were."""
        if finite.all():
            ages = np.arange(seen + 1, seen + len(values) + 1, dtype=np.int64)
            return recursive_average(values, self.weight, average), ages
        past = np.cumsum(finite)
        averages = np.empty(past[-1] + 1)
        averages[0] = average
        averages[1:] = recursive_average(values[finite], self.weight, average)
        return averages[past], seen + past

    def _correct(self, averages: Floats, ages: Indices) -> None:
        """Divide by 1 − w^t in place, as far as w^t matters."""
        early = int(np.searchsorted(ages, self._last_age, "right"))
        if early:
            share = 1 - self.weight ** ages[:early].astype(np.float64)
            averages[:early] /= np.where(ages[:early] > 0, share, 1.0)

    def _keep_states(self, begin: int, averages: Floats, ages: Indices) -> None:
        """Note the states behind the last one kept, at every `stride` samples."""
        first = self._averages.count * self._stride
        places = np.arange(first, begin + len(averages) + 1, self._stride) - begin - 1
        if not len(places) or places[0] < 0:
            return
        self._averages.extend(averages[places])
        self._seen.extend(ages[places])
        while self._averages.count > _MOST_STATES:
            self._averages.halve()
            self._seen.halve()
            self._stride *= 2


def recursive_average(samples: Floats, weight: float, start: float) -> Floats:
    """a_t = weight·a_{t−1} + (1 − weight)·y_t from a_0 = start, block by block instead of one by one."""
    if len(samples) <= _BLOCK:
        alone: Floats = _within(samples[None, :], weight)[0]
        return alone + start * _powers(weight, len(samples))
    rows = -(-len(samples) // _BLOCK)
    padded = np.zeros(rows * _BLOCK)
    padded[: len(samples)] = samples
    inside = _within(padded.reshape(rows, _BLOCK), weight)
    # What a block hands on follows the same recursion, with the weight of a whole block.
    whole = weight**_BLOCK
    ends = recursive_average(inside[:, -1] / (1 - whole), whole, start)
    carried = np.concatenate([[start], ends[:-1]])
    inside += carried[:, None] * _powers(weight, _BLOCK)[None, :]
    return inside.ravel()[: len(samples)]


@lru_cache(maxsize=16)
def _powers(weight: float, count: int) -> Floats:
    """Weight to the 1, 2, … count."""
    return np.asarray(weight ** np.arange(1, count + 1, dtype=np.float64))


@lru_cache(maxsize=16)
def _kernel(weight: float, width: int) -> Floats:
    """What every sample of a row adds to the averages behind it."""
    lags = np.arange(width)[None, :] - np.arange(width)[:, None]
    return np.where(lags >= 0, (1 - weight) * weight ** np.abs(lags).astype(np.float64), 0.0)


def _within(blocks: Floats, weight: float) -> Floats:
    """The recursion from zero within every row.

    So few rows are multiplied at once that the library does it in this thread: its others would wait
    for cores that training has.
    """
    kernel, averages = _kernel(weight, blocks.shape[1]), np.empty(blocks.shape)
    for row in range(0, len(blocks), _BLOCK):
        np.matmul(blocks[row : row + _BLOCK], kernel, out=averages[row : row + _BLOCK])
    return averages
