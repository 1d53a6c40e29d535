"""Convolution: an output is a sum over the window that it reads, in 1, 2 or 3 dimensions.

Three tensors are tied by one rule: the window at p of channel a meets the number at q of channel b, and the
weight w[a,b,k], where q = p · stride − padding + k · dilation. Forward, windows are outputs and numbers are
inputs; a transposed convolution has windows in its input and numbers in its output. A value or gradient
of any of the three is the sum of products of the other two. See
https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    Column,
    Products,
    elements,
    grid,
    indexed,
    only_output,
    slope,
    summed,
    upstream,
)
from engine.explain.primitives.settings import whole, wholes
from engine.explain.primitives.windows import WINDOW, WITHIN, Slide, combined, linear, padded


@dataclass(frozen=True, eq=False)
class _Side:
    """The windows or the numbers: the input's values, or what arrives from above at the output."""

    operand: Operand
    arrives: bool

    def column(self, at: Sequence[np.ndarray | int]) -> Column:
        return (upstream if self.arrives else elements)(self.operand, at)

    def written(self, *at: object) -> str:
        return (slope if self.arrives else indexed)(self.operand.symbol, at)


class _Call:
    """A convolution as it was called; `wide` and `narrow` count a group's channels a and b."""

    def __init__(self, operation: Operation) -> None:
        self.x, self.weight = operation.inputs["input"], operation.inputs["weight"]
        self.out = only_output(operation)
        self.transposed = bool(operation.settings["transposed"])
        windows, numbers = (self.x, self.out) if self.transposed else (self.out, self.x)
        size = self.weight.array.shape[2:]
        self.dims = len(size)
        self.slides = tuple(
            map(
                Slide,
                size,
                wholes(operation, "stride", self.dims),
                wholes(operation, "padding", self.dims),
                wholes(operation, "dilation", self.dims),
                windows.array.shape[2:],
                numbers.array.shape[2:],
            )
        )
        self.wide = self.weight.array.shape[0] // whole(operation, "groups")
        self.narrow = self.weight.array.shape[1]

    def of_window(self, numbers: _Side, at: Index) -> tuple[str, Products]:
        """The sum at one window: over channels and the places in it."""
        n, a, *window = at
        first = a // self.wide * self.narrow
        (b,), *axes = combined(
            [
                (np.arange(self.narrow),),
                *(slide.read_by(p) for slide, p in zip(self.slides, window, strict=True)),
            ]
        )
        within, read = [k for k, _ in axes], [q for _, q in axes]
        at_read = (np.full_like(b, n), b + first, *read)
        column = padded(numbers.column, at_read, numbers.operand.array.shape[2:])
        places = self._written(Slide.formula_read_by, window, WITHIN)
        letters = WITHIN[: self.dims]
        formula = (
            f"Σ {numbers.written(n, linear(1, 'c', first), *places)}"
            f" · {indexed(self.weight.symbol, [a, 'c', *letters])}"
        )
        return formula, [column, elements(self.weight, [a, b, *within])]

    def of_number(self, windows: _Side, at: Index) -> tuple[str, Products]:
        """The sum at one number: over channels and the windows that read it."""
        n, channel, *place = at
        group, b = divmod(channel, self.narrow)
        (a,), *axes = combined(
            [
                (np.arange(self.wide) + group * self.wide,),
                *(slide.reading(q) for slide, q in zip(self.slides, place, strict=True)),
            ]
        )
        within, window = [k for k, _ in axes], [p for _, p in axes]
        places = self._written(Slide.formula_reading, place, WITHIN)
        letters = WITHIN[: self.dims]
        formula = (
            f"Σ {windows.written(n, 'c', *places)}"
            f" · {indexed(self.weight.symbol, ['c', b, *letters])}"
        )
        return formula, [
            windows.column([n, a, *window]),
            elements(self.weight, [a, b, *within]),
        ]

    def of_weight(self, windows: _Side, numbers: _Side, at: Index) -> tuple[str, Products]:
        """The sum at one weight: over the batch and the windows that use it."""
        a, b, *within = at
        channel = a // self.wide * self.narrow + b
        (n,), *axes = combined(
            [
                (np.arange(len(self.x.array)),),
                *(slide.through(k) for slide, k in zip(self.slides, within, strict=True)),
            ]
        )
        window, read = [p for p, _ in axes], [q for _, q in axes]
        places = self._written(Slide.formula_through, within, WINDOW)
        sides = [
            (windows.written("n", a, *WINDOW[: self.dims]), windows.column([n, a, *window])),
            (numbers.written("n", channel, *places), numbers.column([n, channel, *read])),
        ]
        if self.transposed:
            sides.reverse()  # what arrives from above comes first
        return "Σ " + " · ".join(written for written, _ in sides), [side for _, side in sides]

    def _written(
        self, formula: Callable[[Slide, int, str], str], places: Sequence[int], letters: str
    ) -> list[str]:
        """A place along each dimension as formulas write it."""
        return [
            formula(slide, place, letter)
            for slide, place, letter in zip(self.slides, places, letters, strict=False)
        ]


class Convolution:
    """`convolution` and its transposed form."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Σ of the window's numbers times the kernel's, and the bias."""
        call = _Call(operation)
        x = _Side(call.x, arrives=False)
        formula, products = call.of_number(x, at) if call.transposed else call.of_window(x, at)
        symbol = indexed(operation.outputs[output].symbol, at)
        if "bias" not in operation.inputs:
            return (summed(symbol, formula, products),)
        bias = operation.inputs["bias"]
        added = [elements(bias, [at[1]])]
        return (summed(symbol, f"{formula} + {indexed(bias.symbol, at[1:2])}", products, added),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at all outputs that the number has a part in, times what it was multiplied by."""
        call = _Call(operation)
        x, above = _Side(call.x, arrives=False), _Side(call.out, arrives=True)
        if operand == "bias":
            formula, products = _of_bias(call, at[0])
        elif operand == "weight":
            sides = (x, above) if call.transposed else (above, x)
            formula, products = call.of_weight(*sides, at)
        elif call.transposed:
            formula, products = call.of_window(above, at)
        else:
            formula, products = call.of_number(above, at)
        return (summed(slope(operation.inputs[operand].symbol, at), formula, products),)


def _of_bias(call: _Call, channel: int) -> tuple[str, Products]:
    """The bias is added at every place of its channel."""
    shape = call.out.array.shape
    n, *places = grid([np.arange(shape[0]), *(np.arange(size) for size in shape[2:])])
    formula = f"Σ {slope(call.out.symbol, ['n', channel, *WINDOW[: call.dims]])}"
    return formula, [upstream(call.out, [n, channel, *places])]


PRIMITIVES: Mapping[str, Primitive] = {"convolution": Convolution()}
