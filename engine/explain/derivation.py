"""How a number comes about, as stages that end in it: sums of products, or a function of what is known.

Each stage holds the numbers themselves, in double precision, so that whoever shows it can print them,
let the reader go on to where a factor comes from, or hide one to be guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np

from engine.explain.operation import Index
from engine.text import Text

#: Terms of a sum that are listed, the largest; the others come as one number.
MOST_TERMS = 256


@dataclass(frozen=True)
class Cell:
    """One number of a step: an element of a tensor, or ∂L/∂ that element."""

    tensor: str
    at: Index
    kind: Literal["value", "gradient"] = "value"


@dataclass(frozen=True)
class Factor:
    """A number in a formula; `cell` says where it stands in the step, None for a constant or a slope."""

    symbol: str
    value: float
    cell: Cell | None = None


@dataclass(frozen=True)
class Term:
    """Factors that are multiplied."""

    factors: tuple[Factor, ...]

    @property
    def value(self) -> float:
        """The product."""
        return prod(factor.value for factor in self.factors)


def largest(numbers: Sequence[float] | np.ndarray, count: int) -> list[int]:
    """Where the `count` numbers of greatest size stand, in their own order; of equal ones the first."""
    sizes = np.abs(np.asarray(numbers, dtype=np.float64))
    return sorted(np.argsort(-sizes, kind="stable")[:count].tolist())


@dataclass(frozen=True)
class Stage:
    """`symbol` = `formula` = `value`.

    With `terms` the value is their sum, and `rest` that of the `left_out` terms which are not listed.
    Without, `worked` is the right side with its numbers: words and signs, and factors between them.
    """

    symbol: str
    formula: str
    value: float
    terms: tuple[Term, ...] = ()
    left_out: int = 0
    rest: float = 0.0
    worked: tuple[str | Factor, ...] = ()


@dataclass(frozen=True)
class Check:
    """What the derivation is held against; None where that could not be computed.

    `recorded` is the number as the step had it (float32), `finite_difference` a central one of the loss
    in double precision.
    """

    recorded: float
    finite_difference: float | None = None


@dataclass(frozen=True)
class Derivation:
    """Why one number is what it is. The last stage ends in it.

    `written` is False where no derivation is written for the operation, and the stages are upstream
    gradients times a Jacobian that autograd gave. `operation` names what computed it, for people.
    """

    cell: Cell
    title: str
    operation: str
    stages: tuple[Stage, ...]
    written: bool = True
    notes: tuple[Text, ...] = ()
    check: Check | None = None

    @property
    def value(self) -> float:
        """The number that the derivation ends in."""
        return self.stages[-1].value
