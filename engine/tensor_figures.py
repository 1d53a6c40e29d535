"""What can be shown of a tensor at once, however large it is. NumPy alone, no torch.

A tensor of up to `MOST_WHOLE` numbers comes whole; of a larger one there is a picture of at most
`SIDE` × `SIDE` cells, a sample for figures and histogram, and the first kernels. Nothing reads more
than a few hundred thousand numbers, so that a running training hardly notices.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: A tensor with more numbers than this is not sent whole.
MOST_WHOLE = 65_536
#: Rows and columns of a picture.
SIDE = 256
#: Kernels of a large tensor: so many outputs, so many channels of each.
KERNELS = (64, 8)
#: Means are taken over a part of up to so many numbers; of a larger one every nth is picked.
_MOST_POOLED = 1_000_000


@dataclass(frozen=True)
class Part:
    """A stretch of the rows and columns of a tensor seen as a matrix."""

    top: int
    left: int
    rows: int
    columns: int


@dataclass(frozen=True, eq=False)
class Picture:
    """A tensor, or a part of it, as a matrix of cells.

    `whole` are the rows and columns of the tensor as a matrix. `part` says which rows and columns it covers; a cell stands for `steps` (rows, columns) of them:
    `pooled` cells are their means, the others one number picked of them.
    """

    cells: NDArray[np.float64]
    whole: tuple[int, int]
    part: Part
    steps: tuple[int, int]
    pooled: bool


@dataclass(frozen=True, eq=False)
class TensorFigures:
    """One tensor: `values` whole or None where it is too large; `sample` is evenly spread over it.

    `kernels` are the first ones of a tensor that has some, (out, in, *size).
    """

    shape: tuple[int, ...]
    values: np.ndarray | None
    sample: np.ndarray
    picture: Picture
    kernels: np.ndarray | None

    @property
    def size(self) -> int:
        """How many numbers the tensor has."""
        return int(np.prod(self.shape, dtype=np.int64))

    @property
    def norm(self) -> float:
        """The length of the tensor; from the sample where the tensor is large."""
        numbers = self.sample.astype(np.float64)
        return float(np.sqrt(np.mean(numbers * numbers) * self.size)) if numbers.size else 0.0


@dataclass(frozen=True)
class Statistics:
    """Figures of a tensor's sample; `zeros` is the share of exact zeros."""

    low: float
    high: float
    mean: float
    std: float
    zeros: float


def statistics(sample: np.ndarray) -> Statistics:
    """Least, largest, mean, spread (of the population) and share of zeros; NaN where it is empty."""
    if not sample.size:
        return Statistics(*[float("nan")] * 5)
    wide = sample.astype(np.float64)
    return Statistics(
        float(wide.min()),
        float(wide.max()),
        float(wide.mean()),
        float(wide.std()),
        float(np.mean(wide == 0)),
    )


def tensor_figures(array: np.ndarray, part: Part | None = None) -> TensorFigures:
    """What can be shown of a tensor, with a picture of all of it or of a part; copies what it gives."""
    whole = array.size <= MOST_WHOLE
    return TensorFigures(
        shape=array.shape,
        values=array.copy() if whole else None,
        sample=spread(array, MOST_WHOLE),
        picture=picture(as_matrix(array), part),
        kernels=_kernels(array) if array.ndim >= 3 else None,
    )


def spread(array: np.ndarray, most: int) -> np.ndarray:
    """At most so many numbers, evenly spread in the order of the memory; a copy."""
    flat = array.ravel(order="K")  # in any other order a transposed tensor would be copied whole
    return np.array(flat[:: max(1, -(-flat.size // most))])


def as_matrix(array: np.ndarray) -> np.ndarray:
    """The tensor as rows and columns: the first dimension down, all others across; a vector is a row.

    Dimensions of 1 in front do not count: a class token (1, 1, n) is a row, positions (1, m, n) are m.
    """
    while array.ndim > 1 and array.shape[0] == 1:
        array = array[0]
    if array.ndim < 2:
        return array.reshape(1, -1)
    return array.reshape(array.shape[0], -1)


def picture(matrix: np.ndarray, part: Part | None = None) -> Picture:
    """At most `SIDE` × `SIDE` cells of a matrix, or of a part of it kept inside its borders."""
    shape = matrix.shape[0], matrix.shape[1]
    part = _inside(part, matrix) if part is not None else Part(0, 0, *shape)
    seen = matrix[part.top : part.top + part.rows, part.left : part.left + part.columns]
    rows, columns = (max(1, -(-size // SIDE)) for size in seen.shape)
    pooled = seen.size <= _MOST_POOLED and (rows, columns) != (1, 1)
    if not pooled:
        picked = seen[::rows, ::columns].astype(np.float64)
        return Picture(picked, shape, part, (rows, columns), pooled=False)
    starts = np.arange(0, seen.shape[0], rows), np.arange(0, seen.shape[1], columns)
    sums = np.add.reduceat(seen.astype(np.float64), starts[1], axis=1)
    sums = np.add.reduceat(sums, starts[0], axis=0)
    heights = np.diff([*starts[0], seen.shape[0]])
    widths = np.diff([*starts[1], seen.shape[1]])
    means = sums / np.outer(heights, widths)
    return Picture(means, shape, part, (rows, columns), pooled=True)


def _inside(part: Part, matrix: np.ndarray) -> Part:
    rows, columns = min(part.rows, matrix.shape[0]), min(part.columns, matrix.shape[1])
    top = min(max(part.top, 0), matrix.shape[0] - rows)
    left = min(max(part.left, 0), matrix.shape[1] - columns)
    return Part(top, left, rows, columns)


def _kernels(array: np.ndarray) -> np.ndarray:
    """All kernels of a small tensor, the first ones of a large one."""
    if array.size <= MOST_WHOLE:
        return array.copy()
    return array[: KERNELS[0], : KERNELS[1]].copy()
