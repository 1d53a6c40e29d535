"""How a window slides over numbers: which place it reads where, in any number of dimensions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.explain.derivation import Factor
from engine.explain.primitives.common import Column, Positions, grid

#: Letters of formulas: a place within a window, and a window's place.
WITHIN, WINDOW = "ijk", "pst"


class Axis(Protocol):
    """Windows along one dimension."""

    def read_by(self, p: int) -> Positions:
        """All places k of a window and the q that they read, padding included."""

    def reading(self, q: int) -> Positions:
        """The k and the windows p through which a number is read."""

    def counted(self, q: np.ndarray, *, padding: bool) -> np.ndarray:
        """Which of the q that windows read are numbers, or padding that counts as such."""

    def formula_read_by(self, p: int, letter: str) -> str:
        """Which q the place `letter` of a window reads: `2i−1`, `i+4`."""


@dataclass(frozen=True)
class Slide:
    """A window along one dimension: at its place p it reads q = p · stride − padding + k · dilation.

    `size` is that of the window (k < size), `windows` counts its places (p < windows), `extent` the
    numbers it slides over; a q outside 0 ≤ q < extent is padding.
    """

    size: int
    stride: int
    padding: int
    dilation: int
    windows: int
    extent: int

    def read_by(self, p: int) -> Positions:
        """As `Axis` has it."""
        k = np.arange(self.size)
        return k, p * self.stride - self.padding + k * self.dilation

    def reading(self, q: int) -> Positions:
        """As `Axis` has it."""
        k = np.arange(self.size)
        steps = q + self.padding - k * self.dilation
        p = steps // self.stride
        read = (steps % self.stride == 0) & (p >= 0) & (p < self.windows)
        return k[read], p[read]

    def counted(self, q: np.ndarray, *, padding: bool) -> np.ndarray:
        """As `Axis` has it; beyond the padding of the far end nothing counts."""
        reach = self.padding if padding else 0
        return (q >= -reach) & (q < self.extent + reach)

    def through(self, k: int) -> Positions:
        """The windows p whose k-th place is no padding, and the q that they read there."""
        p = np.arange(self.windows)
        q = p * self.stride - self.padding + k * self.dilation
        inside = (q >= 0) & (q < self.extent)
        return p[inside], q[inside]

    def formula_read_by(self, p: int, letter: str) -> str:
        """As `Axis` has it."""
        return linear(self.dilation, letter, p * self.stride - self.padding)

    def formula_reading(self, q: int, letter: str) -> str:
        """Which window reads a number at its place `letter`: `4−i`, `(4−2i)/3`."""
        steps = letter if self.dilation == 1 else f"{self.dilation}{letter}"
        offset = q + self.padding
        text = f"{offset}−{steps}" if offset else f"−{steps}"
        return text if self.stride == 1 else f"({text})/{self.stride}"

    def formula_through(self, k: int, letter: str) -> str:
        """Which q the window `letter` reads at its k-th place: `2p−1`, `p+4`."""
        return linear(self.stride, letter, k * self.dilation - self.padding)


@dataclass(frozen=True)
class Part:
    """Windows that part `extent` numbers as evenly as whole places allow: p reads ⌊p·E/P⌋ … ⌈(p+1)·E/P⌉ − 1."""

    windows: int
    extent: int

    def read_by(self, p: int) -> Positions:
        """As `Axis` has it."""
        start = p * self.extent // self.windows
        end = -(-(p + 1) * self.extent // self.windows)
        return np.arange(end - start), np.arange(start, end)

    def reading(self, q: int) -> Positions:
        """As `Axis` has it."""
        p = np.arange(self.windows)
        start = p * self.extent // self.windows
        read = (start <= q) & (q < -(-(p + 1) * self.extent // self.windows))
        return q - start[read], p[read]

    def counted(self, q: np.ndarray, *, padding: bool) -> np.ndarray:
        """As `Axis` has it."""
        return np.ones(len(q), dtype=bool)

    def formula_read_by(self, p: int, letter: str) -> str:
        """As `Axis` has it."""
        return linear(1, letter, p * self.extent // self.windows)


def linear(scale: int, letter: str, offset: int) -> str:
    """How formulas write the place scale · letter + offset: `2i−1`, `i+4`, `i`."""
    steps = letter if scale == 1 else f"{scale}{letter}"
    return steps if offset == 0 else f"{steps}{'+' if offset > 0 else '−'}{abs(offset)}"


def combined(axes: Sequence[Positions]) -> list[Positions]:
    """All combinations of what may be along each axis, the last axis running fastest.

    An axis is given by lists of equal length that run together: one, or several. The answer has for
    each axis the same lists, with an entry a combination.
    """
    chosen = grid([np.arange(len(axis[0])) for axis in axes])
    return [
        tuple(numbers[rows] for numbers in axis) for axis, rows in zip(axes, chosen, strict=True)
    ]


def is_inside(at: Sequence[np.ndarray], extents: Sequence[int]) -> np.ndarray:
    """Which places are none of padding, given by their last dimensions."""
    inside = np.ones(len(at[-1]), dtype=bool)
    for places, extent in zip(at[len(at) - len(extents) :], extents, strict=True):
        inside &= (places >= 0) & (places < extent)
    return inside


def padded(column: Callable[[Positions], Column], at: Positions, extents: Sequence[int]) -> Column:
    """Numbers that windows read, with the zeros of padding by that name."""
    inside = is_inside(at, extents)
    read = column(tuple(np.where(inside, places, 0) for places in at))
    zero = Factor("padding", 0.0)
    return Column(
        np.where(inside, read.values, 0.0), lambda row: read.factor(row) if inside[row] else zero
    )
