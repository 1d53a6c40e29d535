"""Functions of a whole list of numbers, with its first members written out."""

import numpy as np

from engine.explain.derivation import Factor, Stage
from engine.explain.primitives.common import Column

#: Members that are written out in any case.
MOST_MEMBERS = 12


def enumerated(words: str, column: Column) -> tuple[str | Factor, ...]:
    """`max(a, b, …)` with the numbers as factors: the first of them, and the largest of all."""
    count, largest = np.size(column.values), int(np.argmax(column.values))
    shown = [*range(min(count, MOST_MEMBERS))]
    if largest >= MOST_MEMBERS:
        shown.append(largest)
    worked: list[str | Factor] = [f"{words}("]
    for before, row in zip([None, *shown], shown, strict=False):
        if before is not None:
            worked.append(", " if row == before + 1 else ", …, ")
        worked.append(column.factor(row))
    return (*worked, ")" if shown[-1] == count - 1 else ", …)")


def largest(symbol: str, formula: str, column: Column) -> Stage:
    """The largest of a list."""
    return Stage(symbol, formula, float(np.max(column.values)), worked=enumerated("max", column))
