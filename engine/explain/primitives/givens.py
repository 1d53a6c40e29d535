"""Numbers that an operation makes of nothing: constants, and what is drawn at random."""

from collections.abc import Mapping

from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import indexed, slope, written

_CONSTANT = ("zeros", "ones", "full", "scalar_tensor", "arange", "eye", "fill", "zero")
_ALIKE = ("zeros_like", "ones_like", "full_like", "new_zeros", "new_ones", "new_full")
_EMPTY = ("empty", "empty_like", "new_empty")
_RANDOM = ("bernoulli", "rand", "rand_like", "randn", "randn_like", "uniform", "normal")


class Given:
    """A number that does not come from others: it is what it is."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The number."""
        out = operation.outputs[output]
        number = float(out.array[at])
        symbol = indexed(out.symbol, at)
        return (Stage(symbol, written(number), number, worked=(written(number),)),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """None goes back through it."""
        symbol = slope(operation.inputs[operand].symbol, at)
        return (Stage(symbol, "0", 0.0, worked=("0",)),)


#: What stands there because it was put there, or drawn.
DRAWN = Given()

PRIMITIVES: Mapping[str, Primitive] = dict.fromkeys((*_CONSTANT, *_ALIKE, *_EMPTY, *_RANDOM), DRAWN)
