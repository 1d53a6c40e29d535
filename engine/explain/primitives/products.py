"""Products of matrices and vectors: sums over the index that both share, and the reverse of that.

Each is given by its letters, as in Einstein's convention: `ik` and `kj` give `ij`, summed over `k`.
The gradient by a factor is the sum, over the letters that it lacks, of what arrives from above times the
other factors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    Positions,
    Products,
    constant,
    elements,
    grid,
    indexed,
    only_output,
    pattern,
    slope,
    spread,
    summed,
    taken,
    together,
    upstream,
    written,
)
from engine.explain.primitives.settings import real, wholes

_SUBSCRIPTS = str.maketrans("ijklmnpst", "ᵢⱼₖₗₘₙₚₛₜ")


@dataclass(frozen=True)
class Letters:
    """An index letter for each dimension of the factors by their names, and of the product."""

    factors: Mapping[str, str]
    product: str


@dataclass(frozen=True)
class Contraction:
    """α · Σ of products of the factors, and β · `added` broadcast to it where the operation has one."""

    letters: Callable[[Operation], Letters]
    added: str | None = None

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Σ over the letters that the product lacks, and what is added."""
        letters = self.letters(operation)
        out = operation.outputs[output]
        fixed = dict(zip(letters.product, at, strict=True))
        free, where = _over(operation, letters, fixed)
        formula = " · ".join(
            indexed(operation.inputs[name].symbol, [fixed.get(a, a) for a in axes])
            for name, axes in letters.factors.items()
        )
        products: Products = [
            elements(operation.inputs[name], [where[letter] for letter in axes])
            for name, axes in letters.factors.items()
        ]
        formula, products = _scaled(operation, "alpha", _sum_sign(free) + formula, products)
        if self.added is None:
            return (summed(indexed(out.symbol, at), formula, products),)
        bias = operation.inputs[self.added]
        element = taken(at, bias.array.shape)
        plus, addend = _scaled(
            operation, "beta", indexed(bias.symbol, element), [elements(bias, element)]
        )
        return (summed(indexed(out.symbol, at), f"{formula} + {plus}", products, addend),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Σ over the letters that the operand lacks of upstream times the other factors."""
        out = only_output(operation)
        given = operation.inputs[operand]
        if operand == self.added:
            return (_of_added(operation, out, given, at),)
        letters = self.letters(operation)
        fixed = dict(zip(letters.factors[operand], at, strict=True))
        free, where = _over(operation, letters, fixed)
        others = {name: axes for name, axes in letters.factors.items() if name != operand}
        parts = [slope(out.symbol, [fixed.get(a, a) for a in letters.product])] + [
            indexed(operation.inputs[name].symbol, [fixed.get(a, a) for a in axes])
            for name, axes in others.items()
        ]
        products: Products = [
            upstream(out, [where[letter] for letter in letters.product]),
            *(
                elements(operation.inputs[name], [where[letter] for letter in axes])
                for name, axes in others.items()
            ),
        ]
        formula, products = _scaled(
            operation, "alpha", _sum_sign(free) + " · ".join(parts), products
        )
        return (summed(slope(given.symbol, at), formula, products),)


def _over(
    operation: Operation, letters: Letters, fixed: Mapping[str, int]
) -> tuple[str, Mapping[str, np.ndarray]]:
    """The letters that are summed over, and for every letter its index in each product."""
    sizes = {
        letter: size
        for name, axes in letters.factors.items()
        for letter, size in zip(axes, operation.inputs[name].array.shape, strict=True)
    }
    free = "".join(letter for letter in sizes if letter not in fixed)
    where: Positions = grid(
        [[fixed[letter]] if letter in fixed else np.arange(size) for letter, size in sizes.items()]
    )
    return free, dict(zip(sizes, where, strict=True))


def _sum_sign(letters: str) -> str:
    return f"Σ{letters.translate(_SUBSCRIPTS)} " if letters else ""


def _scaled(
    operation: Operation, setting: str, formula: str, products: Products
) -> tuple[str, Products]:
    """The same times α or β, where the operation has one other than 1."""
    factor = real(operation, setting) if setting in operation.settings else 1
    if factor == 1:
        return formula, products
    return f"{written(factor)} · {formula}", [*products, constant(factor)]


def _of_added(operation: Operation, out: Operand, given: Operand, at: Index) -> Stage:
    """What is added gets β times all that arrives where it was added."""
    shape, whole = given.array.shape, out.array.shape
    places = spread(at, shape, whole)
    formula, products = _scaled(
        operation,
        "beta",
        together(slope(out.symbol, pattern(places)), places),
        [upstream(out, places)],
    )
    return summed(slope(given.symbol, at), formula, products)


def _fixed(product: str, **factors: str) -> Callable[[Operation], Letters]:
    """The letters of an operation whose dimensions are always the same."""
    letters = Letters(factors, product)
    return lambda _operation: letters


def _trilinear(operation: Operation) -> Letters:
    """Three tensors are given dimensions of one by `expand…`, multiplied, and summed over `sumdim`."""
    absent = {f"i{n}": wholes(operation, f"expand{n}") for n in (1, 2, 3)}
    over = wholes(operation, "sumdim")
    every = "nijklmpst"[: operation.inputs["i1"].array.ndim + len(absent["i1"])]

    def without(axes: tuple[int, ...]) -> str:
        return "".join(letter for axis, letter in enumerate(every) if axis not in axes)

    return Letters({name: without(axes) for name, axes in absent.items()}, without(over))


PRIMITIVES: Mapping[str, Primitive] = {
    "mm": Contraction(_fixed("nj", self="nk", mat2="kj")),
    "addmm": Contraction(_fixed("nj", mat1="nk", mat2="kj"), added="self"),
    "bmm": Contraction(_fixed("nij", self="nik", mat2="nkj")),
    "baddbmm": Contraction(_fixed("nij", batch1="nik", batch2="nkj"), added="self"),
    "mv": Contraction(_fixed("i", self="ik", vec="k")),
    "addmv": Contraction(_fixed("i", mat="ik", vec="k"), added="self"),
    "dot": Contraction(_fixed("", self="k", tensor="k")),
    "_trilinear": Contraction(_trilinear),
}
