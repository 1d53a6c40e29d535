"""Whether the columns of a table are the pixels of one grey picture a row, by their names."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

#: Smaller squares are more likely four or nine measurements that happen to be numbered.
FEWEST_PIXELS = 16

#: pixel0, pixel1 … counts along the rows of a square.
_RUNNING = re.compile(r"(?:pixel|px)[ _]?(\d+)", re.IGNORECASE)
#: pixel_0_0, 1x1 … says row and column.
_PLACED = re.compile(r"(?:pixel|px)?[ _]?(\d+)[x_](\d+)", re.IGNORECASE)


class Pixels(NamedTuple):
    """The shape of a picture, one channel, and the only column that is no pixel of it."""

    shape: tuple[int, int, int]
    label: str


def find_pixels(names: Sequence[str]) -> Pixels | None:
    """The picture that all columns but one make, in the order of its rows; None when they make none.

    This is how sets such as Fashion-MNIST are handed on as CSV: `label, pixel1 … pixel784`, or
    `label, 1x1 … 28x28`.
    """
    others = [name for name in names if not (_RUNNING.fullmatch(name) or _PLACED.fullmatch(name))]
    if len(others) != 1 or len(names) - 1 < FEWEST_PIXELS:
        return None
    pixels = [name for name in names if name != others[0]]
    size = _running(pixels) or _placed(pixels)
    return Pixels((1, *size), others[0]) if size is not None else None


def _running(pixels: Sequence[str]) -> tuple[int, int] | None:
    found = [_RUNNING.fullmatch(name) for name in pixels]
    numbers = [int(match[1]) for match in found if match is not None]
    side = math.isqrt(len(pixels))
    first = numbers[0] if numbers else -1
    counted = numbers == list(range(first, first + len(pixels)))
    return (side, side) if first in (0, 1) and counted and side * side == len(pixels) else None


def _placed(pixels: Sequence[str]) -> tuple[int, int] | None:
    found = [_PLACED.fullmatch(name) for name in pixels]
    places = [(int(match[1]), int(match[2])) for match in found if match is not None]
    if len(places) < len(pixels) or places[0] not in ((0, 0), (1, 1)):
        return None
    first = places[0][0]
    rows, columns = (last - first + 1 for last in places[-1])
    wanted = [(first + row, first + column) for row in range(rows) for column in range(columns)]
    return (rows, columns) if places == wanted else None
