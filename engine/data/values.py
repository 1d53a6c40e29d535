"""Cells turned into numbers or category indices, with errors that name the row and the column."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.data.table import Column, is_number, label
from engine.text import UserError, text

Floats = npt.NDArray[np.float64]

LARGEST = float(np.finfo(np.float32).max)

#: What people write where there is no value, in small letters.
MISSING_WORDS = frozenset(
    ["", "na", "n/a", "#n/a", "nan", "-nan", "null", "none", "nil", "missing", "?", "-", "."]
)


#: The same as cells spell it.
MISSING_CELLS = sorted(
    MISSING_WORDS | {w.upper() for w in MISSING_WORDS} | {"None", "NaN", "Missing"}
)


def to_float(cell: object) -> float | None:
    """The cell as a number, NaN when it is missing, None when it is neither."""
    if isinstance(cell, str):
        word = cell.strip()
        if word.lower() in MISSING_WORDS:
            return float("nan")
        # Python also reads 1_000 and “infinity” as numbers; a table means neither.
        if "_" in word or not word.isascii():
            return None
        try:
            return float(word)
        except ValueError:
            return None
    if cell is None:
        return float("nan")
    if isinstance(cell, int | float | np.integer | np.floating):
        return float(cell)
    return None


def to_numbers(values: Sequence[object] | Column, column: str) -> Floats:
    """The column as float64, NaN where there is no value.

    Raises:
        UserError: for text, or a number that float32 can't hold, naming row and column.
    """
    if isinstance(values, np.ndarray) and is_number(values):
        numbers = values.astype(np.float64)
    else:
        numbers = np.empty(len(values), np.float64)
        for row, cell in enumerate(values):
            number = to_float(cell)
            if number is None:
                raise UserError(
                    text(
                        "Row {row} of column “{column}” holds “{value}” where a number is expected. "
                        "Mend that value, or read the column as a category.",
                        row=row + 1,
                        column=column,
                        value=shortened(cell),
                    )
                )
            numbers[row] = number
    too_large = np.abs(numbers) > LARGEST
    if too_large.any():
        row = int(too_large.argmax())
        raise UserError(
            text(
                "Row {row} of column “{column}” holds {value}, more than a float32 can: "
                "give the column a larger unit.",
                row=row + 1,
                column=column,
                value=repr(float(numbers[row])),
            )
        )
    return numbers


def to_labels(values: Sequence[object] | Column) -> list[str | None]:
    """Each cell as the name of a category, None where there is no value."""
    return [_to_label(value) for value in values]


def _to_label(value: object) -> str | None:
    if value is None or value != value:  # noqa: PLR0124  # only NaN differs from itself
        return None
    return label(value).strip() or None


def shortened(value: object) -> str:
    """A cell's value short enough for a sentence."""
    shown = str(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"
