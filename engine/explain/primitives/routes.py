"""Where each number goes in an operation that only hands numbers on to other places.

All of them are made of the same four: a shape read as another, indices picked along each dimension,
dimensions exchanged, and the result read as the output's shape. So one element's way is worked out there
and back without moving the tensor.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.explain.derivation import Stage, Term
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitives.common import (
    Positions,
    Shape,
    elements,
    grid,
    indexed,
    pattern,
    slope,
    summed,
    together,
    upstream,
    written,
)

#: For each place along a dimension the one it is taken from, −1 for none; None where all stay.
Line = np.ndarray | None


@dataclass(frozen=True, eq=False)
class Route:
    """From a tensor of shape `given` to one of shape `out`.

    The tensor is read with the shape `axes`, along each of which `lines` pick; what is picked is read
    with the shape `split`, its dimensions come in the new `order`, and that is read as `out`.
    """

    given: Shape
    out: Shape
    axes: Shape
    lines: tuple[Line, ...] = ()
    split: Shape | None = None
    order: tuple[int, ...] | None = None

    def _picked(self) -> Shape:
        lines = self.lines or (None,) * len(self.axes)
        return tuple(
            size if line is None else len(line) for size, line in zip(self.axes, lines, strict=True)
        )

    def source(self, at: Index) -> Index | None:
        """Where an element of the output is taken from; None where from nowhere."""
        picked = self._picked()
        split = picked if self.split is None else self.split
        order = self.order or tuple(range(len(split)))
        place = _read_as(_arrays(at), self.out, tuple(split[axis] for axis in order))
        back = dict(zip(order, place, strict=True))
        place = _read_as(tuple(back[axis] for axis in range(len(split))), split, picked)
        lines = self.lines or (None,) * len(place)
        place = tuple(
            here if line is None else line[here] for here, line in zip(place, lines, strict=True)
        )
        if any(int(here) < 0 for here in place):
            return None
        return tuple(int(here) for here in _read_as(place, self.axes, self.given))

    def places(self, at: Index) -> Positions:
        """All places of the output that an element is handed on to, in order of the output."""
        here = _read_as(_arrays(at), self.given, self.axes)
        lines = self.lines or (None,) * len(here)
        picked = grid(
            [
                [int(place)] if line is None else np.flatnonzero(line == place)
                for place, line in zip(here, lines, strict=True)
            ]
        )
        split = self._picked() if self.split is None else self.split
        apart = _read_as(picked, self._picked(), split)
        order = self.order or tuple(range(len(split)))
        places = _read_as(
            tuple(apart[axis] for axis in order), tuple(split[axis] for axis in order), self.out
        )
        places = tuple(np.atleast_1d(place) for place in places)
        if len(places) < 2:
            return places
        rows = np.lexsort(places[::-1])
        return tuple(place[rows] for place in places)


def _arrays(at: Index) -> Positions:
    return tuple(np.asarray(here) for here in at)


def _read_as(place: Positions, shape: Shape, other: Shape) -> Positions:
    """The place in a tensor of another shape with as many elements, in row-major order."""
    if shape == other:
        return place
    flat = np.ravel_multi_index(place, shape) if shape else np.zeros((), dtype=np.intp)
    return np.unravel_index(flat, other) if other else ()


@dataclass(frozen=True)
class Moved:
    """An operation whose every output element is one input element, or `fill`.

    `operands` names the inputs whose numbers move (all, unless said), `route` each one's way to an output.
    """

    route: Callable[[Operation, str, str], Route]
    operands: Callable[[Operation], Sequence[str]] = lambda operation: list(operation.inputs)
    fill: Callable[[Operation], float] = lambda _operation: 0.0

    def source(self, operation: Operation, output: str, at: Index) -> tuple[str, Index] | None:
        """Which input's element it is; None where it is none (padding)."""
        for name in self.operands(operation):
            place = self.route(operation, name, output).source(at)
            if place is not None:
                return name, place
        return None

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The element that it is, or the padding."""
        symbol = indexed(operation.outputs[output].symbol, at)
        source = self.source(operation, output, at)
        if source is None:
            fill = self.fill(operation)
            return (Stage(symbol, written(fill), fill, worked=(written(fill),)),)
        name, place = source
        factor = elements(operation.inputs[name], place).factor(0)
        return (Stage(symbol, factor.symbol, factor.value, (Term((factor,)),)),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at all the places that the element was handed on to."""
        if operand not in self.operands(operation):
            return (gathered(operation, operand, at, []),)
        return (
            gathered(
                operation,
                operand,
                at,
                [
                    (out, self.route(operation, operand, name).places(at))
                    for name, out in operation.outputs.items()
                    if out.gradient is not None
                ],
            ),
        )


def gathered(
    operation: Operation, operand: str, at: Index, places: Sequence[tuple[Operand, Positions]]
) -> Stage:
    """The sum of what arrives at places of outputs."""
    reached = [(out, where) for out, where in places if not where or where[0].size]
    texts = [together(slope(out.symbol, pattern(where)), where) for out, where in reached]
    return summed(
        slope(operation.inputs[operand].symbol, at),
        " + ".join(texts) or "0",
        *([upstream(out, where)] for out, where in reached),
    )


@dataclass(frozen=True)
class Collected:
    """The reverse of a move: each output element is the sum of those that the route would take from it."""

    route: Callable[[Operation], Route]

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The sum of the elements that end up there."""
        given = operation.inputs["self"]
        places = self.route(operation).places(at)
        name = indexed(given.symbol, pattern(places))
        formula = together(name, places) if places[0].size else "0"
        symbol = indexed(operation.outputs[output].symbol, at)
        return (summed(symbol, formula, [elements(given, places)]),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives where the element went; nothing if it was left out."""
        (out,) = operation.outputs.values()
        place = self.route(operation).source(at)
        places = [] if place is None else [(out, _arrays(place))]
        return (gathered(operation, operand, at, places),)


def with_line(shape: Shape, axis: int, line: Line) -> tuple[Line, ...]:
    """Lines that pick along one dimension only."""
    return tuple(line if number == axis else None for number in range(len(shape)))
