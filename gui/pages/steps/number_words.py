"""How numbers stand in cells and formulas: four decimals in a cell, seven digits in a formula, all on hover."""

import math
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QFontMetricsF

from engine import numbers
from engine.tensor_figures import TensorFigures
from gui.theme import mono_font

_LARGEST_FIXED, _SMALLEST_FIXED = 1e5, 0.01
_PADDING, _HEIGHT = 8.0, 24.0
#: The longest numbers of tensors that are on show, by decimals.
_longest: WeakKeyDictionary[TensorFigures, dict[int, str]] = WeakKeyDictionary()


def cell_words(value: float, decimals: int) -> str:
    """A number in a cell; one that is too large or too small for the decimals as a power of ten."""
    if not math.isfinite(value) or abs(value) >= _LARGEST_FIXED:
        return numbers.short(value)
    return numbers.fixed(value, decimals)


def longest_words(figures: TensorFigures, decimals: int) -> str:
    """The number of a small tensor that takes the most room in a cell; found once, for a phase shows it often.

    In a font whose digits line up it is the one with the most characters.
    """
    known = _longest.setdefault(figures, {})
    if decimals not in known:
        assert figures.values is not None, "a large tensor is not written in numbers"
        values = _may_be_longest(figures.values.astype(np.float64))
        known[decimals] = max((cell_words(value, decimals) for value in values), key=len)
    return known[decimals]


def _may_be_longest(values: NDArray[np.float64]) -> list[float]:
    """The few numbers of many one of which takes the most room in a cell."""
    sizes = np.abs(values)
    powers = values[~((sizes < _LARGEST_FIXED) & ((sizes >= _SMALLEST_FIXED) | (sizes == 0)))]
    finite = values[np.isfinite(values)]
    ends = [finite.min(), finite.max()] if finite.size else []
    return [float(value) for value in (*ends, *powers)]


@dataclass(frozen=True)
class Writing:
    """How much room numbers take; pixels."""

    metrics: QFontMetricsF
    padding: float = _PADDING
    height: float = _HEIGHT

    def width(self, words: str) -> float:
        """Of a number."""
        return self.metrics.horizontalAdvance(words)


def cell_writing() -> Writing:
    """How numbers are written in cells."""
    return Writing(QFontMetricsF(mono_font(-1)))
