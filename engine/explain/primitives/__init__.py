"""The written derivations of operations, by ATen name; each module has those of a family."""

from collections.abc import Mapping

from engine.explain.primitive import Primitive
from engine.explain.primitives import (
    arithmetic,
    class_losses,
    convolution,
    functions,
    gating,
    givens,
    losses,
    moves,
    normalization,
    pooling,
    products,
    reductions,
    resampling,
    softmax,
)

#: One line a module: `module.PRIMITIVES,`.
_TABLES: tuple[Mapping[str, Primitive], ...] = (
    arithmetic.PRIMITIVES,
    functions.PRIMITIVES,
    gating.PRIMITIVES,
    givens.PRIMITIVES,
    moves.PRIMITIVES,
    products.PRIMITIVES,
    reductions.PRIMITIVES,
    resampling.PRIMITIVES,
    convolution.PRIMITIVES,
    losses.PRIMITIVES,
    class_losses.PRIMITIVES,
    normalization.PRIMITIVES,
    pooling.PRIMITIVES,
    softmax.PRIMITIVES,
)

PRIMITIVES: Mapping[str, Primitive] = {
    name: primitive for table in _TABLES for name, primitive in table.items()
}
