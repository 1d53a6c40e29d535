"""Sums, means, extremes and norms over some dimensions, or over all.

Where several numbers tie for an extreme, torch shares what arrives evenly among them, except where it was
asked for one dimension and chose an index: then that one gets all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from engine.explain.derivation import Factor, Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.arithmetic import MAXIMUM, MINIMUM, power
from engine.explain.primitives.common import (
    Column,
    Either,
    Positions,
    constant,
    elements,
    grid,
    indexed,
    only_output,
    pattern,
    slope,
    slopes,
    summed,
    upstream,
    written,
)
from engine.explain.primitives.lists import enumerated
from engine.explain.primitives.settings import real, whole


class _Reduction:
    """An operation that makes one number of all along some dimensions."""

    def __init__(self, operation: Operation) -> None:
        self.given, self.out = operation.inputs["self"], only_output(operation)
        self.shape = self.given.array.shape
        dims = operation.settings.get("dim")
        if isinstance(dims, int):
            dims = (dims,)
        listed = tuple(int(d) for d in dims) if isinstance(dims, tuple | list) else ()
        every = range(len(self.shape))
        self.axes = {d % len(self.shape) for d in listed} if listed and self.shape else {*every}
        self.keeps = bool(operation.settings.get("keepdim"))

    def members(self, at: Index) -> Positions:
        """All that one number is made of."""
        kept = iter(at)
        ranges: list[np.ndarray | list[int]] = []
        for axis, size in enumerate(self.shape):
            if axis in self.axes:
                ranges.append(np.arange(size))
                if self.keeps:
                    next(kept)
            else:
                ranges.append([next(kept)])
        return grid(ranges)

    def place(self, at: Index) -> Index:
        """The number that an element goes into."""
        if self.keeps:
            return tuple(0 if axis in self.axes else here for axis, here in enumerate(at))
        return tuple(here for axis, here in enumerate(at) if axis not in self.axes)

    def column(self, at: Index) -> tuple[str, Column]:
        """The members of one number as they are written together, and as factors."""
        members = self.members(at)
        return indexed(self.given.symbol, pattern(members)), elements(self.given, members)


@dataclass(frozen=True)
class Total:
    """The sum over dimensions, or with `mean` that divided by their count."""

    mean: bool = False

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Σ over the dimensions, and what it is divided by."""
        reduction = _Reduction(operation)
        name, column = reduction.column(at)
        symbol = indexed(operation.outputs[output].symbol, at)
        if not self.mean:
            return (summed(symbol, f"Σ {name}", [column]),)
        total = summed("s", f"Σ {name}", [column])
        count = column.values.size
        worked = (Factor("s", total.value), f" / {count}")
        return total, Stage(symbol, f"s / {count}", total.value / count, worked=worked)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at the sum; its share for a mean."""
        reduction = _Reduction(operation)
        place = reduction.place(at)
        products = [upstream(reduction.out, place)]
        if self.mean:
            count = prod(reduction.shape[axis] for axis in reduction.axes)
            products.append(constant(1 / count, f"1/{count}"))
        formula = " · ".join(column.factor(0).symbol for column in products)
        return (summed(slope(reduction.given.symbol, at), formula, products),)


@dataclass(frozen=True)
class Extreme:
    """The largest (`sign` 1) or smallest (−1) along dimensions, of the numbers or of their sizes."""

    word: str
    sign: float

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The extreme of a list, or where in it that stands."""
        name, column = _Reduction(operation).column(at)
        symbol = indexed(operation.outputs[output].symbol, at)
        numbers = np.atleast_1d(column.values)
        if output == "out[1]":
            best = float(np.argmax(self.sign * numbers))
            word = f"arg{self.word}"
            return (Stage(symbol, f"{word} {name}", best, worked=enumerated(word, column)),)
        best = float(self.sign * np.max(self.sign * numbers))
        return (Stage(symbol, f"{self.word} {name}", best, worked=enumerated(self.word, column)),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at the extreme, if the number is it."""
        reduction = _Reduction(operation)
        place = reduction.place(at)
        _, column = reduction.column(place)
        numbers = np.atleast_1d(column.values)
        best = self.sign * np.max(self.sign * numbers)
        mine = float(reduction.given.array[at])
        x, y = indexed(reduction.given.symbol, at), indexed(reduction.out.symbol, place)
        ties = int((numbers == best).sum())
        if mine != best:
            share = constant(0.0, f"0 ({x} {'<' if self.sign > 0 else '>'} {y})")
        elif "out[1]" in operation.outputs:
            chosen = int(operation.outputs["out[1]"].array[place])
            axis = next(iter(reduction.axes), 0)
            is_it = not at or chosen == at[axis]
            share = constant(
                float(is_it), f"{is_it:d} (argmax = {chosen})".replace("max", self.word)
            )
        else:
            share = constant(1 / ties, f"1 ({x} = {y})" if ties == 1 else f"1/{ties} ({ties} tie)")
        products = [upstream(reduction.out, place), share]
        formula = " · ".join(factor.factor(0).symbol for factor in products)
        return (summed(slope(reduction.given.symbol, at), formula, products),)


class Norm:
    """(Σ |x|ᵖ)^(1/p), Euclid's √Σ x² for p = 2; the largest size for p = ∞."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The sum of powers, then its root."""
        reduction, p = _Reduction(operation), _order(operation)
        name, column = reduction.column(at)
        symbol = indexed(operation.outputs[output].symbol, at)
        sizes = np.abs(column.values)
        if np.isinf(p):
            listed = enumerated("max", _sizes(column))
            return (Stage(symbol, f"max |{name}|", float(np.max(sizes)), worked=listed),)
        if p == 2:
            total = summed("s", f"Σ {name}²", [column, column])
        else:
            total = summed("s", f"Σ {power(f'|{name}|', p)}", [_powers(column, p)])
        if p == 1:
            return (
                Stage(symbol, total.formula, total.value, total.terms, total.left_out, total.rest),
            )
        root = Factor("s", total.value)
        if p == 2:
            return total, Stage(symbol, "√s", float(np.sqrt(total.value)), worked=("√", root))
        exponent = f"^(1/{written(p)})"
        return total, Stage(symbol, f"s{exponent}", total.value ** (1 / p), worked=(root, exponent))

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Upstream times sign(x)·(|x| / norm)^(p−1); nothing where the norm is 0, as torch has it."""
        reduction, p = _Reduction(operation), _order(operation)
        place = reduction.place(at)
        _, column = reduction.column(place)
        sizes = np.abs(np.atleast_1d(column.values))
        x, y = elements(reduction.given, at), elements(reduction.out, place)
        size, name, whole_name = abs(float(x.values)), x.factor(0).symbol, y.factor(0).symbol
        products = [upstream(reduction.out, place)]
        if np.isinf(p):
            ties = int((sizes == sizes.max()).sum())
            share = np.sign(x.values) / ties if size == sizes.max() else np.zeros(())
            products.append(slopes(share, lambda _row: f"∂{whole_name}/∂{name}"))
        elif not sizes.any():
            products.append(constant(0.0, f"0 ({whole_name} = 0)"))
        elif p == 2:
            norm = float(np.sqrt((sizes**2).sum()))
            products += [x, constant(1 / norm, f"1/{whole_name}")]
        else:
            norm = float((sizes**p).sum() ** (1 / p))
            share = np.sign(x.values) * (size / norm) ** (p - 1) if size else np.zeros(())
            ratio = "" if p == 1 else "·" + power(f"(|{name}|/{whole_name})", p - 1)
            products.append(slopes(share, lambda _row: f"sign({name}){ratio}"))
        formula = " · ".join(each.factor(0).symbol for each in products)
        return (summed(slope(reduction.given.symbol, at), formula, products),)


def _order(operation: Operation) -> float:
    setting = "ord" if "ord" in operation.settings else "p"
    return 2.0 if operation.settings[setting] is None else real(operation, setting)


def _powers(column: Column, p: float) -> Column:
    """|x|ᵖ of each member."""
    return slopes(
        np.abs(column.values) ** p, lambda row: power(f"|{column.factor(row).symbol}|", p)
    )


def _sizes(column: Column) -> Column:
    return _powers(column, 1.0)


class Cumulated:
    """Each number plus all before it along `dim`."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The sum up to here."""
        given, axis = operation.inputs["self"], _axis(operation)
        places = grid([np.arange(i + 1) if k == axis else [i] for k, i in enumerate(at)])
        formula = f"Σ {indexed(given.symbol, pattern(places))}"
        symbol = indexed(operation.outputs[output].symbol, at)
        return (summed(symbol, formula, [elements(given, places)]),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives here and at all after it."""
        given, out, axis = operation.inputs[operand], only_output(operation), _axis(operation)
        shape = out.array.shape
        places = grid([np.arange(i, shape[k]) if k == axis else [i] for k, i in enumerate(at)])
        formula = f"Σ {slope(out.symbol, pattern(places))}"
        return (summed(slope(given.symbol, at), formula, [upstream(out, places)]),)


def _axis(operation: Operation) -> int:
    return whole(operation, "dim") % max(operation.inputs["self"].array.ndim, 1)


def _of_two_or_of_many(two: Primitive, many: Primitive) -> Either:
    """`max` and `min` take another tensor, or reduce one."""
    return Either(lambda operation: two if "other" in operation.inputs else many)


_LARGEST, _SMALLEST = Extreme("max", 1.0), Extreme("min", -1.0)

PRIMITIVES: Mapping[str, Primitive] = {
    "sum": Total(),
    "mean": Total(mean=True),
    "amax": _LARGEST,
    "amin": _SMALLEST,
    "max": _of_two_or_of_many(MAXIMUM, _LARGEST),
    "min": _of_two_or_of_many(MINIMUM, _SMALLEST),
    "linalg_vector_norm": Norm(),
    "norm": Norm(),
    "cumsum": Cumulated(),
}
