"""One sample to predict: a value for each input column, made up or taken from the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine import numbers
from engine.data.fitted import Fitted, FittedColumn
from engine.data.table import Table, is_number, label, missing
from engine.data.values import to_float
from engine.spec.data import Cell

#: The largest picture that can be drawn cell by cell.
LARGEST_DRAWN = 32


@dataclass(frozen=True)
class Sample:
    """Values by column, None where one is missing; `row` counts from 0 and says where it is from."""

    values: Mapping[str, Cell] = field(default_factory=dict)
    row: int | None = None
    truth: str = ""

    def with_value(self, name: str, value: Cell) -> "Sample":
        """The sample with another value, which no longer is the table's."""
        return Sample({**self.values, name: value})

    def columns(self) -> dict[str, list[Cell]]:
        """The one row as columns, for the engine."""
        return {name: [value] for name, value in self.values.items()}


def typical(fitted: Fitted) -> Sample:
    """The middle of the training rows; an empty picture where samples are drawn."""
    if drawn_shape(fitted) is not None:
        low = ink_range(fitted)[0]
        return Sample({column.name: low for column in fitted.columns})
    return Sample({column.name: column.typical for column in fitted.columns})


def from_table(table: Table, fitted: Fitted, row: int) -> Sample:
    """A row of the table, with what it really is."""
    values = {column.name: _cell(table, column, row) for column in fitted.columns}
    truths = [_words(table, name, row, classes=bool(fitted.classes)) for name in fitted.targets]
    return Sample(values, row, ", ".join(truths))


def drawn_shape(fitted: Fitted) -> tuple[int, int] | None:
    """Height and width of a small grey picture; None where samples are no such thing."""
    if len(fitted.shape) != 3 or fitted.shape[0] != 1 or max(fitted.shape) > LARGEST_DRAWN:
        return None
    if any(column.type != "number" for column in fitted.columns):
        return None
    return fitted.shape[1], fitted.shape[2]


def ink_range(fitted: Fitted) -> tuple[float, float]:
    """The values of paper and of ink, from all pixels."""
    low = min(column.low for column in fitted.columns)
    high = max(column.high for column in fitted.columns)
    return low, high if high > low else low + 1.0


def ink_of(sample: Sample, fitted: Fitted) -> NDArray[np.float64]:
    """The sample as a picture of 0…1."""
    low, high = ink_range(fitted)
    values = [to_float(sample.values.get(column.name)) or 0.0 for column in fitted.columns]
    ink = (np.nan_to_num(np.array(values, np.float64)) - low) / (high - low)
    return ink.reshape(fitted.shape[1:])


def sample_of_ink(ink: NDArray[np.float64], fitted: Fitted) -> Sample:
    """What was drawn, in the columns' own unit."""
    low, high = ink_range(fitted)
    values = (low + ink.ravel() * (high - low)).tolist()
    names = (column.name for column in fitted.columns)
    return Sample(dict(zip(names, values, strict=True)))


def _cell(table: Table, column: FittedColumn, row: int) -> Cell:
    """The table's value as the form shows it."""
    values = table.columns.get(column.name)
    if values is None or missing(values[row : row + 1])[0]:
        return None
    if column.type == "category":
        return label(values[row])
    number = to_float(values[row])
    return None if number is None else number


def _words(table: Table, name: str, row: int, *, classes: bool) -> str:
    values = table.columns.get(name)
    if values is None or missing(values[row : row + 1])[0]:
        return numbers.NOTHING
    value = values[row]
    return numbers.short(float(value)) if is_number(values) and not classes else label(value)
