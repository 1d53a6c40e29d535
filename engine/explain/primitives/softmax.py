"""Softmax and its kin: shares of a sum of exponentials along a dimension.

The largest number is taken off first, so that no exponential overflows; the shares stay the same. With
y = softmax(x), ∂yⱼ/∂xᵢ = yⱼ · (δᵢⱼ − yᵢ), and of log yⱼ it is δᵢⱼ − yᵢ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.explain.derivation import Factor, Stage
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    Positions,
    constant,
    elements,
    grid,
    indexed,
    only_output,
    slope,
    slopes,
    summed,
    upstream,
)
from engine.explain.primitives.lists import largest
from engine.explain.primitives.settings import whole, wholes


@dataclass(frozen=True, eq=False)
class _Line:
    """The numbers of `x` that an element shares a sum with; `along` writes the index of all of them."""

    places: Positions
    along: tuple[object, ...]

    def row(self, at: Index) -> int:
        """Which of them stands at an index."""
        here = [places == place for places, place in zip(self.places, at, strict=True)]
        return int(np.flatnonzero(np.logical_and.reduce(here))[0])


def _line(x: Operand, at: Index, dims: Sequence[int]) -> _Line:
    """The line through an element of `x` along dimensions; letters run there, j first."""
    axes = sorted(dim % x.array.ndim for dim in dims)
    letters = dict(zip(axes, "jklmn", strict=False))
    ranges = [
        np.arange(size) if axis in letters else [here]
        for axis, (size, here) in enumerate(zip(x.array.shape, at, strict=True))
    ]
    along = tuple(letters.get(axis, here) for axis, here in enumerate(at))
    return _Line(grid(ranges), along)


def _sum(x: Operand, line: _Line) -> tuple[Stage, Stage]:
    """The largest of a line, and the sum of the exponentials once it is taken off."""
    column, general = elements(x, line.places), indexed(x.symbol, line.along)
    most = largest("m", f"max {general}", column)
    with np.errstate(invalid="ignore"):  # −∞ less −∞ is not a number, here as in torch
        powers = np.exp(column.values - most.value)
    terms = slopes(powers, lambda row: f"exp({column.factor(row).symbol} − m)")
    return most, summed("S", f"Σ exp({general} − m)", [terms])


@dataclass(frozen=True)
class Softmax:
    """The shares, or their logarithms; `masked` gives 0 where every number of a line is −∞."""

    logarithm: bool = False
    masked: bool = False

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Maximum, sum, share."""
        x, symbol = operation.inputs["self"], indexed(operation.outputs[output].symbol, at)
        most, total = _sum(x, _line(x, at, [whole(operation, "dim")]))
        if self.masked and most.value == -np.inf:
            return most, Stage(symbol, "0 if m = −∞", 0.0, worked=("0",))
        number = elements(x, at).factor(0)
        less = number.value - most.value
        m, sum_of_all = Factor("m", most.value), Factor("S", total.value)
        if self.logarithm:
            share = Stage(
                symbol,
                f"{number.symbol} − m − log S",
                less - float(np.log(total.value)),
                worked=(number, " − ", m, " − log(", sum_of_all, ")"),
            )
        else:
            share = Stage(
                symbol,
                f"exp({number.symbol} − m) / S",
                float(np.exp(less)) / total.value,
                worked=("exp(", number, " − ", m, ") / ", sum_of_all),
            )
        return most, total, share

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Every share of the line depends on each number of it."""
        x, out = operation.inputs[operand], only_output(operation)
        line = _line(x, at, [whole(operation, "dim")])
        here, general = line.row(at), indexed(out.symbol, line.along)
        own = elements(out, at).factor(0)
        stages: tuple[Stage, ...] = ()
        share, columns = own, [upstream(out, line.places)]
        formula = f"Σⱼ {slope(out.symbol, line.along)}"
        if self.logarithm:
            share = Factor("p", float(np.exp(own.value)))
            stages = (Stage("p", f"exp({own.symbol})", share.value, worked=("exp(", own, ")")),)
        else:
            columns.append(elements(out, line.places))
            formula += f" · {general}"
        own_place = np.arange(len(line.places[0])) == here
        differences = slopes(
            own_place - share.value, lambda row: f"{int(own_place[row])} − {share.symbol}"
        )
        formula += f" · ((1 if j = {here}, else 0) − {share.symbol})"
        return (*stages, summed(slope(x.symbol, at), formula, [*columns, differences]))


class LogSumExp:
    """log Σ exp along some dimensions."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Maximum, sum, and the logarithm with the maximum put back."""
        x, out = operation.inputs["self"], operation.outputs[output]
        dims, kept = _summed_dims(operation)
        rest = list(at)
        for dim in () if kept else dims:
            rest.insert(dim, 0)
        most, total = _sum(x, _line(x, tuple(rest), dims))
        value = most.value + float(np.log(total.value))
        worked = (Factor("m", most.value), " + log(", Factor("S", total.value), ")")
        return most, total, Stage(indexed(out.symbol, at), "m + log S", value, worked=worked)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives times the number's share of the sum."""
        x, out = operation.inputs[operand], only_output(operation)
        dims, kept = _summed_dims(operation)
        above = [0 if dim in dims else i for dim, i in enumerate(at) if kept or dim not in dims]
        number, total = elements(x, at).factor(0), elements(out, above).factor(0)
        share = float(np.exp(number.value - total.value))
        formula = f"exp({number.symbol} − {total.symbol})"
        stage = Stage("p", formula, share, worked=("exp(", number, " − ", total, ")"))
        products = [upstream(out, above), constant(share, "p")]
        formula = f"{slope(out.symbol, above)} · p"
        return stage, summed(slope(x.symbol, at), formula, products)


def _summed_dims(operation: Operation) -> tuple[list[int], bool]:
    """Along which dimensions of its input a sum goes, and whether they are kept with size 1."""
    sizes = operation.inputs["self"].array.ndim
    dims = sorted(dim % sizes for dim in wholes(operation, "dim", 1))
    return dims, bool(operation.settings["keepdim"])


PRIMITIVES: Mapping[str, Primitive] = {
    "_softmax": Softmax(),
    "_safe_softmax": Softmax(masked=True),
    "_log_softmax": Softmax(logarithm=True),
    "logsumexp": LogSumExp(),
}
