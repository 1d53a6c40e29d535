"""The gated linear unit: one half of a dimension, let through by the sigmoid of the other."""

from collections.abc import Mapping

import numpy as np

from engine.catalog import curves
from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    elements,
    indexed,
    only_output,
    slope,
    slopes,
    summed,
    upstream,
)
from engine.explain.primitives.settings import whole


class Gated:
    """y = a·σ(b), a and b the halves of the input along `dim`."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """a·σ(b) with its numbers."""
        given, out = operation.inputs["self"], operation.outputs[output]
        axis, half = _halves(operation)
        a, b = elements(given, at), elements(given, _moved(at, axis, half))
        passed, gate = a.factor(0), b.factor(0)
        open_by = float(curves.sigmoid(b.values, {}))
        return (
            Stage(
                indexed(out.symbol, at),
                f"{passed.symbol}·σ({gate.symbol})",
                passed.value * open_by,
                worked=(passed, "·σ(", gate, ")"),
            ),
        )

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Upstream times σ(b) for what is let through, times a·σ(b)(1 − σ(b)) for the gate."""
        given, out = operation.inputs[operand], only_output(operation)
        axis, half = _halves(operation)
        is_gate = at[axis] >= half
        place = _moved(at, axis, -half) if is_gate else at
        gate = elements(given, _moved(place, axis, half))
        name = gate.factor(0).symbol
        products = [upstream(out, place)]
        if is_gate:
            products.append(elements(given, place))
            closing = np.asarray(curves.sigmoid_slope(gate.values, {}))
            products.append(slopes(closing, lambda _row: f"σ({name})(1 − σ({name}))"))
        else:
            opening = np.asarray(curves.sigmoid(gate.values, {}))
            products.append(slopes(opening, lambda _row: f"σ({name})"))
        formula = " · ".join(column.factor(0).symbol for column in products)
        return (summed(slope(given.symbol, at), formula, products),)


def _halves(operation: Operation) -> tuple[int, int]:
    """The dimension that is halved, counted from the front, and the size of a half."""
    shape = operation.inputs["self"].array.shape
    axis = whole(operation, "dim") % len(shape)
    return axis, shape[axis] // 2


def _moved(at: Index, axis: int, by: int) -> Index:
    return (*at[:axis], at[axis] + by, *at[axis + 1 :])


PRIMITIVES: Mapping[str, Primitive] = {"glu": Gated()}
