"""A small table typed in by hand and kept in the project itself."""

import numpy as np

from engine.data.table import Column, Table, label
from engine.spec.data import Cell, InlineSource
from engine.text import UserError, text


def read(source: InlineSource) -> Table:
    """The table; a column of numbers and gaps is a number, any other a category."""
    if len(set(source.columns)) < len(source.columns):
        twice = next(name for name in source.columns if source.columns.count(name) > 1)
        raise UserError(
            text(
                "Two columns of {table} are called “{name}”: give one another name.",
                table=source.name,
                name=twice,
            )
        )
    if not source.columns or not source.rows:
        raise UserError(text("{table} has no rows: type some in.", table=source.name))
    for number, row in enumerate(source.rows, 1):
        if len(row) != len(source.columns):
            raise UserError(
                text(
                    "Row {row} of {table} has another number of values than there are columns: "
                    "{found} instead of {expected}.",
                    row=number,
                    table=source.name,
                    found=len(row),
                    expected=len(source.columns),
                )
            )
    columns = {
        name: _column([row[i] for row in source.rows]) for i, name in enumerate(source.columns)
    }
    return Table(source, source.name, columns)


def _column(cells: list[Cell]) -> Column:
    if any(isinstance(cell, str) and cell.strip() for cell in cells):
        words = [label(c).strip() or None if c is not None else None for c in cells]
        return np.array(words, dtype=object)
    numbers = [cell if isinstance(cell, int | float) else np.nan for cell in cells]
    return np.array(numbers, np.float64)
