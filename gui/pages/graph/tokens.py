"""What is written of a tensor under a node: a few numbers as they are, of more their shape and range."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from engine import numbers
from engine.explain.derivation import Cell
from engine.tensor_figures import Statistics, TensorFigures, statistics
from gui.walk_readings import Numbers, Reading

#: A tensor of up to so many numbers is written out.
MOST_WRITTEN = 4
ARROW = "→"
GRADIENT = "∂"

_known: WeakKeyDictionary[TensorFigures, Statistics] = WeakKeyDictionary()


@dataclass(frozen=True)
class Token:
    """A piece of a line. `slope` is the gradient that it is coloured by; a click asks for the `cell`."""

    words: str
    cell: Cell | None = None
    slope: float | None = None
    hidden: bool = False


Line = tuple[Token, ...]


def value_line(reading: Reading) -> Line:
    """The number, or what it was and has become."""
    if reading.value is None:
        return ()
    line = _tokens(reading.name, reading.value, "value")
    if reading.changed is None:
        return line
    after = _tokens(reading.name, reading.changed, "value", shape=False)
    return (*line, Token(ARROW), *after)


def gradient_line(reading: Reading, name: str | None = None) -> Line:
    """∂L/∂ it; what stands in its place before backward."""
    if reading.gradient is None:
        return (Token(GRADIENT), Token(reading.no_gradient)) if reading.no_gradient else ()
    tokens = _tokens(name or reading.name, reading.gradient, "gradient", shape=False)
    return (Token(GRADIENT), *tokens)


def _tokens(name: str, seen: Numbers, kind: str, *, shape: bool = True) -> Line:
    figures = seen.figures
    if figures.size <= MOST_WRITTEN and figures.values is not None:
        shown = figures.values.ravel() if seen.hidden is None else figures.values[~seen.hidden]
        places = numbers.decimals([float(number) for number in shown])
        return tuple(
            _number(name, seen, at, kind, places)
            for at in np.ndindex(figures.shape)
            if figures.size
        )
    head = (Token(f"{numbers.shape(figures.shape)} ·"),) if shape else ()
    if seen.hidden is not None:
        first = tuple(int(n) for n in np.argwhere(seen.hidden)[0])
        return (*head, Token("?", _cell(name, first, kind), hidden=True))
    found = _statistics(figures)
    ends = (
        Token(numbers.short(end), _cell(name, at, kind), end if kind == "gradient" else None)
        for end, at in zip((found.low, found.high), _ends(figures), strict=True)
    )
    low, high = ends
    return (*head, low, Token("…"), high)


def _number(name: str, seen: Numbers, at: tuple[int, ...], kind: str, places: int) -> Token:
    assert seen.figures.values is not None, "a small tensor is whole"
    if seen.hidden is not None and seen.hidden[at]:
        return Token("?", _cell(name, at, kind), hidden=True)
    number = float(seen.figures.values[at])
    return Token(
        numbers.fixed(number, places), _cell(name, at, kind), number if kind == "gradient" else None
    )


def _cell(name: str, at: tuple[int, ...], kind: str) -> Cell:
    return Cell(name, at, "gradient" if kind == "gradient" else "value")


def _ends(figures: TensorFigures) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the least and the largest number stand; the first place where not all numbers are known."""
    if figures.values is None or not figures.size or np.isnan(figures.values).all():
        first = (0,) * len(figures.shape)
        return first, first
    places = np.nanargmin(figures.values), np.nanargmax(figures.values)
    low, high = (tuple(int(n) for n in np.unravel_index(place, figures.shape)) for place in places)
    return low, high


def _statistics(figures: TensorFigures) -> Statistics:
    """Worked out once, as what a step has computed stays what it is."""
    if figures not in _known:
        _known[figures] = statistics(figures.sample)
    return _known[figures]


def room(shape: tuple[int, ...], *, learnt: bool) -> int:
    """How many characters the longest line of a tensor takes at most, as far as can be told before."""
    count = int(np.prod(shape, dtype=np.int64))
    if count <= MOST_WRITTEN:
        written = 9 * max(count, 1)
        return 2 * written + 2 if learnt else written + 1
    return max(len(numbers.shape(shape)) + 3, 2) + 21
