"""Rows that a person types or pastes: read as a table's rows are, and refused cell by cell."""

import csv
from collections.abc import Mapping, Sequence

from engine import numbers
from engine.data.fitted import Fitted, FittedColumn
from engine.data.table import Table, label, missing
from engine.data.values import LARGEST, MISSING_WORDS, shortened, to_float
from engine.text import Text, UserError, text

#: What people copy from the screen or type on other keyboards, as Python reads it.
_PLAIN = str.maketrans({numbers.MINUS: "-", "－": "-", numbers.THIN_SPACE: None, "\u00a0": None})


class CellError(UserError):
    """A typed cell that can't be used; `row` counts from 0."""

    def __init__(self, message: Text, row: int, column: str) -> None:
        super().__init__(message)
        self.row, self.column = row, column


def typed_columns(
    fitted: Fitted, rows: Sequence[Mapping[str, str]], *, with_targets: bool
) -> dict[str, tuple[float | str, ...]]:
    """Typed cells as columns of raw values, for `encode_rows` and `encode_targets`.

    Args:
        fitted: the columns of the data.
        rows: the cells of each row by column, as typed; in the data's own units.
        with_targets: whether the targets are needed as well.

    Raises:
        CellError: for the first cell that is empty, no number, or none of a column's categories.
    """
    allowed = _names(fitted, with_targets=with_targets)
    return {
        column: tuple(
            _read(cells.get(column, ""), row, column, names) for row, cells in enumerate(rows)
        )
        for column, names in allowed.items()
    }


def column_names(fitted: Fitted, *, with_targets: bool) -> tuple[str, ...]:
    """The columns that are typed, the targets last."""
    return tuple(_names(fitted, with_targets=with_targets))


def table_cells(fitted: Fitted, table: Table, row: int, *, with_targets: bool) -> dict[str, str]:
    """A row of the table as one would type it; gaps hold what stands in for them."""
    columns = {column.name: column for column in fitted.columns}
    return {
        name: _cell(table, name, row, columns.get(name), number=not names)
        for name, names in _names(fitted, with_targets=with_targets).items()
    }


def pasted_rows(words: str) -> list[list[str]]:
    """The cells of copied rows: between tabs, semicolons or commas, whichever comes first in this order."""
    between = next((mark for mark in ("\t", ";") if mark in words), ",")
    lines = csv.reader(words.strip("\r\n").splitlines(), delimiter=between, skipinitialspace=True)
    return [[cell.strip() for cell in line] for line in lines if line]


def _names(fitted: Fitted, *, with_targets: bool) -> dict[str, tuple[str, ...]]:
    """The typed columns with the categories that each may hold; none for numbers."""
    found = {column.name: column.categories for column in fitted.columns}
    if with_targets:
        found |= dict.fromkeys(fitted.targets, fitted.classes)
    return found


def _read(words: str, row: int, column: str, names: Sequence[str]) -> float | str:
    cell = words.strip()
    if cell and names and cell in names:
        return cell
    if cell and not names:
        plain = cell.translate(_PLAIN)
        number = None if plain.lower() in MISSING_WORDS else to_float(plain)
        if number is not None and abs(number) <= LARGEST:
            return number
    raise CellError(_reason(cell, row + 1, column, names), row, column)


def _reason(cell: str, row: int, column: str, names: Sequence[str]) -> Text:
    """Why a cell can't be used; `row` counts from 1."""
    if not cell:
        return text("Row {row} has no value for “{column}”: give one.", row=row, column=column)
    if names:
        return text(
            "“{value}” in row {row} is none of the values of “{column}”: {names}.",
            value=shortened(cell),
            row=row,
            column=column,
            names=", ".join(names[:20]),
        )
    return text(
        "“{value}” in row {row} of “{column}” is no number that can be used. Type one such as 0.5.",
        value=shortened(cell),
        row=row,
        column=column,
    )


def _cell(table: Table, name: str, row: int, column: FittedColumn | None, *, number: bool) -> str:
    values = table.columns[name]
    gap = bool(missing(values[row : row + 1])[0])
    value = column.fill if gap and column is not None else None if gap else values[row]
    if value is None:
        return ""
    if not number:
        return label(value)
    found = to_float(value)
    return "" if found is None or found != found else numbers.typed(found)  # noqa: PLR0124  # NaN
