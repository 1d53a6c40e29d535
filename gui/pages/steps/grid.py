"""Where the numbers of a tensor stand: as numbers, as a heat map, or as pictures of its channels.

Everything is a grid of cells that know their place in the tensor, so that choosing a number by mouse
or arrow keys is the same for all.
"""

from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.explain.operation import Index
from engine.tensor_figures import TensorFigures
from gui.pages.steps.number_words import Writing, longest_words

Style = Literal["numbers", "heat", "maps"]
T = TypeVar("T", bound=np.generic)

#: A tensor of up to so many numbers is written in numbers.
MOST_NUMBERS = 64
#: Lines of numbers that a vector may be broken into.
_MOST_LINES = 6
_TALLEST_HEAT = 112.0
_LARGEST_CELL, _STRIP = 16.0, 20.0
#: A feature map is drawn about as large.
_MAP_SIDE = 56.0
_MAP_GAP = 6.0
_GAP = 3.0


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells in rows and columns; sizes in pixels.

    `values` are the numbers in the cells and `places` their flat places in the tensor (−1: no number
    here). A cell of a picture that was made smaller stands for `steps` rows and columns. `group`
    columns make one map. `hidden` maps have no room.
    """

    shape: tuple[int, ...]
    style: Style
    values: NDArray[np.float64]
    places: NDArray[np.intp]
    cell: tuple[float, float]
    gap: float = 0.0
    decimals: int = 4
    steps: tuple[int, int] = (1, 1)
    group: int = 0
    hidden: int = 0

    @property
    def rows(self) -> int:
        """Rows of cells."""
        return len(self.places)

    @property
    def columns(self) -> int:
        """Columns of cells."""
        return int(self.places.shape[1])

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels."""
        last = self.left(self.columns - 1) + self.cell[0] if self.columns else 0.0
        return last, self.rows * (self.cell[1] + self.gap) - self.gap

    def left(self, column: int) -> float:
        """Where a column begins."""
        extra = column // self.group * _MAP_GAP if self.group else 0.0
        return column * (self.cell[0] + self.gap) + extra

    def top(self, row: int) -> float:
        """Where a row begins."""
        return row * (self.cell[1] + self.gap)

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the cell at a place of the grid."""
        row = int(y // (self.cell[1] + self.gap)) if y >= 0 else -1
        column = self._column_at(x)
        inside = 0 <= row < self.rows and 0 <= column < self.columns
        return (row, column) if inside and self.places[row, column] >= 0 else None

    def _column_at(self, x: float) -> int:
        if x < 0:
            return -1
        pitch = self.cell[0] + self.gap
        if not self.group:
            return int(x // pitch)
        number, rest = divmod(x, self.group * pitch + _MAP_GAP)
        within = int(rest // pitch)
        return int(number) * self.group + within if within < self.group else -1

    def index(self, row: int, column: int) -> Index:
        """The place in the tensor of a cell's number, the first of those it stands for."""
        flat = int(self.places[row, column])
        return tuple(int(n) for n in np.unravel_index(flat, self.shape)) if self.shape else ()

    def find(self, index: Index) -> tuple[int, int] | None:
        """The cell of a number; None where it is not in the grid."""
        flat = int(np.ravel_multi_index(index, self.shape)) if self.shape else 0
        found = np.argwhere(self.places == flat)
        return (int(found[0, 0]), int(found[0, 1])) if len(found) else None


def make_grid(
    figures: TensorFigures,
    room: float,
    writing: Writing,
    *,
    maps: bool,
    sample: int = 0,
    beside: Grid | None = None,
) -> Grid:
    """Lays the numbers of a tensor out in so many pixels of width.

    Args:
        figures: the tensor.
        room: pixels.
        writing: how wide numbers are.
        maps: the tensor is pictures, (samples, channels, height, width).
        sample: whose maps are shown.
        beside: what stands beside it; where there is room, numbers and cells stand as they do there.
    """
    alike = beside if beside is not None and beside.style == "numbers" else None
    written = _numbers(figures, room, writing, alike)
    if written is not None:
        return written
    if maps and (found := _maps(figures, room, sample)) is not None:
        return found
    if beside is not None and beside.style == "heat":
        room = min(room, beside.size[0])
    return _heat(figures, room)


def _numbers(
    figures: TensorFigures, room: float, writing: Writing, alike: Grid | None
) -> Grid | None:
    if figures.values is None or not 0 < figures.size <= MOST_NUMBERS:
        return None
    matrix = figures.picture.whole
    values = figures.values.astype(np.float64).reshape(matrix)
    places = np.arange(figures.size, dtype=np.intp).reshape(matrix)
    vector = 1 in matrix
    least, most = (alike.cell[0], alike.columns) if alike is not None else (0.0, figures.size)
    whole = figures.values.dtype.kind in "iu"
    for decimals in (0,) if whole else (4, 2):
        own = writing.width(longest_words(figures, decimals)) + 2 * writing.padding
        width = own if not vector and matrix[1] > _columns(room, least) else max(own, least)
        columns = _columns(room, width)
        across = min(columns, most)
        if vector and -(-figures.size // across) <= _MOST_LINES:
            values, places = _broken(values, across, np.nan), _broken(places, across, -1)
        elif matrix[1] > columns:
            continue
        cell = (width, writing.height)
        return Grid(figures.shape, "numbers", values, places, cell, _GAP, decimals)
    return None


def _columns(room: float, width: float) -> int:
    """How many cells of a width stand beside one another; at least one."""
    return max(int((room + _GAP) // (width + _GAP)), 1)


def _broken(line: NDArray[T], columns: int, filler: float) -> NDArray[T]:
    """A line in several; the last one is filled up."""
    rest = -line.size % columns
    return np.append(line.ravel(), np.full(rest, filler, line.dtype)).reshape(-1, columns)


def _heat(figures: TensorFigures, room: float) -> Grid:
    picture = figures.picture
    cells, part, steps = picture.cells, picture.part, picture.steps
    down = part.top + np.arange(cells.shape[0]) * steps[0]
    across = part.left + np.arange(cells.shape[1]) * steps[1]
    places = (down[:, None] * picture.whole[1] + across[None, :]).astype(np.intp)
    if cells.shape[1] == 1 < cells.shape[0]:
        cells, places, steps = cells.T, places.T, (steps[1], steps[0])
    rows, columns = max(cells.shape[0], 1), max(cells.shape[1], 1)
    width = min(room / columns, _LARGEST_CELL)
    height = _STRIP if rows == 1 else min(_TALLEST_HEAT / rows, _LARGEST_CELL)
    return Grid(figures.shape, "heat", cells, places, (width, height), steps=steps)


def _maps(figures: TensorFigures, room: float, sample: int) -> Grid | None:
    known = figures.values if figures.values is not None else figures.kernels
    if known is None or sample >= len(known):
        return None
    channels, height, width = known.shape[1:]
    scale = _MAP_SIDE / max(height, width)
    most = max(int((room + _MAP_GAP) // (width * scale + _MAP_GAP)), 1)
    shown = min(channels, most)
    values = known[sample, :shown].astype(np.float64)
    first = sample * int(np.prod(figures.shape[1:]))
    flat = first + np.arange(shown * height * width, dtype=np.intp)
    return Grid(
        figures.shape,
        "maps",
        _side_by_side(values),
        _side_by_side(flat.reshape(values.shape)),
        (scale, scale),
        group=width,
        hidden=figures.shape[1] - shown,
    )


def _side_by_side(maps: NDArray[T]) -> NDArray[T]:
    """[maps, rows, columns] as one picture beside another."""
    return np.concatenate(list(maps), axis=1)
