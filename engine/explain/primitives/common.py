"""What the written derivations share: names of elements, sums of products, and broadcasting.

A sum is given as columns, one for each factor of its products, so that a hundred thousand products are
multiplied and added up at once and only those that are listed become objects.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.explain.derivation import MOST_TERMS, Cell, Factor, Stage, Term, largest
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitive import Primitive

Shape = tuple[int, ...]
#: An index for each row of a column: one array (or one number for all rows) a dimension.
Positions = tuple[np.ndarray, ...]


def indexed(symbol: str, at: Sequence[object]) -> str:
    """How an element is written: x[0,2], or x alone where there is nothing to choose."""
    return f"{symbol}[{','.join(map(str, at))}]" if at else symbol


def slope(symbol: str, at: Sequence[object] = ()) -> str:
    """How the loss's derivative by an element is written: ∂L/∂x[0,2]."""
    return f"∂L/∂{indexed(symbol, at)}"


def written(number: float) -> str:
    """A constant of a formula, with a proper minus sign."""
    return f"{number:g}".replace("-", "−")


def only_output(operation: Operation) -> Operand:
    """The output of an operation that has one, or the first of several."""
    return next(iter(operation.outputs.values()))


@dataclass(frozen=True, eq=False)
class Column:
    """One factor in each of many products: its numbers (one for all rows, or one a row) and what it is."""

    values: np.ndarray
    factor: Callable[[int], Factor]


def elements(
    operand: Operand, at: Sequence[np.ndarray | int], kind: Literal["value", "gradient"] = "value"
) -> Column:
    """Elements of a tensor, or of its gradient, as factors that can be followed."""
    array = operand.array if kind == "value" else operand.gradient
    assert array is not None, f"no gradient has reached {operand.name}"
    places = np.broadcast_arrays(*at) if at else ()
    values = np.asarray(array[tuple(places)], dtype=np.float64)
    write = indexed if kind == "value" else slope

    def factor(row: int) -> Factor:
        index = tuple(int(place[row] if place.ndim else place) for place in places)
        number = float(values[row] if values.ndim else values)
        return Factor(write(operand.symbol, index), number, Cell(operand.name, index, kind))

    return Column(values, factor)


def upstream(operand: Operand, at: Sequence[np.ndarray | int]) -> Column:
    """What arrives from above at elements of an output."""
    return elements(operand, at, "gradient")


def constant(number: float, symbol: str | None = None) -> Column:
    """The same number in every product."""
    only = Factor(written(number) if symbol is None else symbol, float(number))
    return Column(np.asarray(number, dtype=np.float64), lambda _row: only)


def slopes(values: np.ndarray, symbol: Callable[[int], str]) -> Column:
    """A local derivative in every product, with how it is written in a row."""
    return Column(
        values, lambda row: Factor(symbol(row), float(values[row] if values.ndim else values))
    )


Products = Sequence[Column]


def summed(symbol: str, formula: str, *groups: Products) -> Stage:
    """The sum of all products of all groups, of which `MOST_TERMS` are listed in their order.

    Where there are more, the largest are, and the first group makes room for those after it, so that
    the bias behind a long sum is still listed.
    """
    products = [_multiplied(group) for group in groups]
    terms: list[Term] = []
    rest, left_out = 0.0, 0
    for number, (group, numbers) in enumerate(zip(groups, products, strict=True)):
        later = sum(len(others) for others in products[number + 1 :])
        room = max(0, min(len(numbers), MOST_TERMS - len(terms) - later))
        rows = largest(numbers, room)
        terms += [Term(tuple(column.factor(row) for column in group)) for row in rows]
        rest += float(np.delete(numbers, rows).sum())
        left_out += len(numbers) - room
    value = sum(float(numbers.sum()) for numbers in products)
    worked = () if terms else (written(value),)
    return Stage(symbol, formula, value, tuple(terms), left_out, rest, worked)


def _multiplied(group: Products) -> np.ndarray:
    """The products of a group, one a row."""
    total = np.asarray(1.0)
    for column in group:
        total = total * column.values
    return np.atleast_1d(total)


def grid(ranges: Sequence[np.ndarray | Sequence[int]]) -> Positions:
    """Every combination of one number of each range, the last running fastest."""
    if not ranges:
        return ()
    return tuple(axis.ravel() for axis in np.meshgrid(*ranges, indexing="ij"))


def spread(at: Index, shape: Shape, whole: Shape) -> Positions:
    """Where an element of a tensor of `shape` ends up when it is broadcast to `whole`."""
    added = len(whole) - len(shape)
    ranges: list[np.ndarray | Sequence[int]] = [np.arange(size) for size in whole[:added]]
    for here, size, wanted in zip(at, shape, whole[added:], strict=True):
        ranges.append(np.arange(wanted) if size == 1 else [here])
    return grid(ranges)


def taken(at: Sequence[np.ndarray | int], shape: Shape) -> tuple[np.ndarray | int, ...]:
    """Which elements of a tensor of `shape` meet the given ones of what it is broadcast to."""
    last = at[len(at) - len(shape) :]
    return tuple(0 if size == 1 else here for here, size in zip(last, shape, strict=True))


def pattern(places: Sequence[np.ndarray | int]) -> list[str]:
    """How a sum's elements are written together: what all share, and … where they differ."""
    arrays = [np.asarray(place) for place in places]
    return [
        str(place.flat[0]) if place.size and (place == place.flat[0]).all() else "…"
        for place in arrays
    ]


def together(name: str, places: Positions) -> str:
    """A sum over places by the name that they have together; without Σ where there is only one."""
    return f"Σ {name}" if any(place.size > 1 for place in places) else name


@dataclass(frozen=True)
class Either:
    """Operations of one name that are derived in different ways; `choose` tells which from one."""

    choose: Callable[[Operation], Primitive]

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """As the chosen one has it."""
        return self.choose(operation).value(operation, output, at)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """As the chosen one has it."""
        return self.choose(operation).gradient(operation, operand, at)
