"""The written derivations of operations, by ATen name; each module has those of a family."""

from collections.abc import Mapping

from engine.explain.primitive import Primitive
from engine.explain.primitives import convolution, products

#: One line a module: `module.PRIMITIVES,`.
_TABLES: tuple[Mapping[str, Primitive], ...] = (
    products.PRIMITIVES,
    convolution.PRIMITIVES,
)

PRIMITIVES: Mapping[str, Primitive] = {
    name: primitive for table in _TABLES for name, primitive in table.items()
}
