"""Exponential smoothing without bias towards zero, computed as the samples come in.

Reference: the bias correction of Kingma and Ba, "Adam", 2015, section 3.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_BLOCK = 64


class Smoother:
    """s_t = w·s_{t−1} + (1 − w)·y_t, divided by 1 − w^t; samples that are not finite are passed over."""

    def __init__(self, weight: float) -> None:
        if not 0 <= weight < 1:
            raise ValueError(f"a smoothing weight is at least 0 and below 1, not {weight}")
        self.weight = weight
        self._average = 0.0
        self._seen = 0

    def extend(self, values: Floats) -> Floats:
        """The smoothed values of the next samples; NaN where a sample is not finite."""
        finite = np.isfinite(values)
        samples = np.asarray(values, dtype=np.float64)[finite]
        smoothed = np.full(len(values), np.nan)
        if len(samples):
            averages = recursive_average(samples, self.weight, self._average)
            ages = self._seen + np.arange(1, len(samples) + 1)
            smoothed[finite] = averages / (1 - self.weight ** ages.astype(np.float64))
            self._average = float(averages[-1])
            self._seen += len(samples)
        return smoothed


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
    averages: Floats = inside + carried[:, None] * _powers(weight, _BLOCK)[None, :]
    return averages.ravel()[: len(samples)]


def _powers(weight: float, count: int) -> Floats:
    """Weight to the 1, 2, … count."""
    return np.asarray(weight ** np.arange(1, count + 1, dtype=np.float64))


def _within(blocks: Floats, weight: float) -> Floats:
    """The recursion from zero within every row."""
    width = blocks.shape[1]
    lags = np.arange(width)[None, :] - np.arange(width)[:, None]
    kernel = np.where(lags >= 0, (1 - weight) * weight ** np.abs(lags).astype(np.float64), 0.0)
    return np.asarray(blocks @ kernel)
