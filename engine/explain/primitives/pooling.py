"""Pooling: an output is the maximum or the mean of the window that it reads.

A mean over a sliding window is divided by the places that it has, padding included or not; where the last
window sticks out further than the padding (`ceil_mode`), by those that are left. See
https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.explain.derivation import Stage
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
from engine.explain.primitives.lists import enumerated, largest
from engine.explain.primitives.settings import wholes
from engine.explain.primitives.windows import (
    WINDOW,
    WITHIN,
    Axis,
    Part,
    Slide,
    padded,
)

#: How an operation's windows lie along each of so many dimensions.
Axes = Callable[[Operation, int], list[Axis]]


def _sliding(operation: Operation, dims: int) -> list[Axis]:
    size = wholes(operation, "kernel_size", dims)
    given = operation.settings["stride"]
    return [
        Slide(*numbers)
        for numbers in zip(
            size,
            wholes(operation, "stride", dims) if given else size,
            wholes(operation, "padding", dims),
            wholes(operation, "dilation", dims) if "dilation" in operation.settings else [1] * dims,
            only_output(operation).array.shape[-dims:],
            operation.inputs["self"].array.shape[-dims:],
            strict=True,
        )
    ]


def _parting(operation: Operation, dims: int) -> list[Axis]:
    windows = only_output(operation).array.shape[-dims:]
    return list(map(Part, windows, operation.inputs["self"].array.shape[-dims:]))


def _read(axes: list[Axis], at: Index, *, padding: bool) -> Positions:
    """All that one window reads, perhaps with the padding that counts."""
    lead, window = at[: -len(axes)], at[-len(axes) :]
    read = [axis.read_by(p)[1] for axis, p in zip(axes, window, strict=True)]
    counted = [q[axis.counted(q, padding=padding)] for axis, q in zip(axes, read, strict=True)]
    return grid([*([n] for n in lead), *counted])


def _reading(axes: list[Axis], at: Index) -> Positions:
    """All windows that read one number."""
    lead, place = at[: -len(axes)], at[-len(axes) :]
    windows = [np.sort(axis.reading(q)[1]) for axis, q in zip(axes, place, strict=True)]
    return grid([*([n] for n in lead), *windows])


def _formula_read(axes: list[Axis], x: Operand, at: Index) -> str:
    lead, window = at[: -len(axes)], at[-len(axes) :]
    places = [
        axis.formula_read_by(p, letter)
        for axis, p, letter in zip(axes, window, WITHIN, strict=False)
    ]
    return indexed(x.symbol, [*lead, *places])


def _formula_reading(axes: list[Axis], out: Operand, at: Index) -> str:
    return f"Σ {slope(out.symbol, [*at[: -len(axes)], *WINDOW[: len(axes)]])}"


@dataclass(frozen=True)
class MaxPool:
    """The largest of each window, and which it is: its place counted along rows."""

    axes: Axes
    dims: int

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The maximum of what the window reads; padding is never it."""
        axes, x = self.axes(operation, self.dims), operation.inputs["self"]
        read = _read(axes, at, padding=False)
        column = elements(x, read)
        symbol = indexed(operation.outputs[output].symbol, at)
        formula = _formula_read(axes, x, at)
        if output == "out[0]":
            return (largest(symbol, f"max {formula}", column),)
        first = int(np.argmax(column.values))
        place = [int(q[first]) for q in read[-self.dims :]]
        number = float(np.ravel_multi_index(place, x.array.shape[-self.dims :]))
        worked = enumerated("argmax", column)
        return (Stage(symbol, f"argmax {formula}", number, worked=worked),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at the windows of which the number is the largest."""
        axes, x = self.axes(operation, self.dims), operation.inputs[operand]
        out, chosen = operation.outputs["out[0]"], operation.outputs["out[1]"]
        windows = _reading(axes, at)
        here = np.ravel_multi_index(at[-self.dims :], x.array.shape[-self.dims :])
        is_largest = (chosen.array[windows] == here).astype(np.float64)
        number = indexed(x.symbol, at)

        def passed_on(row: int) -> str:
            return "1 (largest)" if is_largest[row] else "0 (not largest)"

        products = [upstream(out, windows), slopes(is_largest, passed_on)]
        formula = f"{_formula_reading(axes, out, at)} · (1 if {number} is largest, else 0)"
        return (summed(slope(x.symbol, at), formula, products),)


@dataclass(frozen=True)
class MeanPool:
    """The mean of each window."""

    axes: Axes
    dims: int

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The sum of what the window reads, divided by how many they are."""
        axes, x = self.axes(operation, self.dims), operation.inputs["self"]
        shape = x.array.shape[-self.dims :]
        column = padded(
            lambda read: elements(x, read),
            _read(axes, at, padding=_padding_counts(operation)),
            shape,
        )
        divisor = operation.settings.get("divisor_override") or len(column.values)
        assert isinstance(divisor, int)
        share = constant(1 / divisor, f"1/{divisor}")
        formula = f"1/{divisor} · Σ {_formula_read(axes, x, at)}"
        symbol = indexed(operation.outputs[output].symbol, at)
        return (summed(symbol, formula, [share, column]),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at the windows that read the number, divided by how many each reads."""
        axes, x = self.axes(operation, self.dims), operation.inputs[operand]
        out = only_output(operation)
        windows = _reading(axes, at)
        divisors = self._divisors(operation, axes, windows[-self.dims :])
        products = [
            upstream(out, windows),
            slopes(1 / divisors, lambda row: f"1/{divisors[row]}"),
        ]
        formula = f"{_formula_reading(axes, out, at)} · 1/N"
        return (summed(slope(x.symbol, at), formula, products),)

    def _divisors(self, operation: Operation, axes: list[Axis], windows: Positions) -> np.ndarray:
        """What the sum of each window is divided by."""
        override = operation.settings.get("divisor_override")
        if override is not None:
            return np.full(len(windows[0]), override)
        padding = _padding_counts(operation)

        def count(axis: Axis, p: int) -> int:
            return int(axis.counted(axis.read_by(p)[1], padding=padding).sum())

        divisors = np.ones(len(windows[0]), dtype=int)
        for axis, places in zip(axes, windows, strict=True):
            divisors *= np.array([count(axis, int(p)) for p in places], dtype=int)
        return divisors


def _padding_counts(operation: Operation) -> bool:
    return bool(operation.settings.get("count_include_pad", False))


PRIMITIVES: Mapping[str, Primitive] = {
    "max_pool2d_with_indices": MaxPool(_sliding, 2),
    "max_pool3d_with_indices": MaxPool(_sliding, 3),
    "adaptive_max_pool2d": MaxPool(_parting, 2),
    "adaptive_max_pool3d": MaxPool(_parting, 3),
    "avg_pool2d": MeanPool(_sliding, 2),
    "avg_pool3d": MeanPool(_sliding, 3),
    "_adaptive_avg_pool2d": MeanPool(_parting, 2),
    "_adaptive_avg_pool3d": MeanPool(_parting, 3),
}
