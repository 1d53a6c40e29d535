"""Functions of a whole list of numbers, with its first members written out."""

import numpy as np

from engine.explain.derivation import MOST_TERMS, Factor, Stage
from engine.explain.primitives.common import Column


def enumerated(words: str, column: Column) -> tuple[str | Factor, ...]:
    """`max(a, b, …)` with the numbers as factors, of which the first are listed."""
    count = np.size(column.values)
    worked: list[str | Factor] = [f"{words}("]
    for row in range(min(count, MOST_TERMS)):
        worked += [", ", column.factor(row)] if row else [column.factor(row)]
    return (*worked, ", …)" if count > MOST_TERMS else ")")


def largest(symbol: str, formula: str, column: Column) -> Stage:
    """The largest of a list."""
    return Stage(symbol, formula, float(np.max(column.values)), worked=enumerated("max", column))
