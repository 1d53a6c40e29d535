"""A table as it was read, before anything is done to it: what the Data page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.spec.data import ColumnSpec, ColumnType, Source
from engine.text import Text

#: Numbers (any real dtype, NaN where missing) or objects (str, None where missing).
Column = npt.NDArray[Any]

#: So many categories a summary lists; the rest is only counted.
MOST_COUNTS = 50


@dataclass(frozen=True, eq=False)
class Table:
    """Named columns of equal length.

    `targets` are the columns that the source itself calls targets, `shape` the shape of one
    picture when the other columns are its pixels.
    """

    source: Source
    title: str
    columns: Mapping[str, Column]
    targets: tuple[str, ...] = ()
    shape: tuple[int, ...] | None = None
    warnings: tuple[Text, ...] = ()

    @property
    def n_rows(self) -> int:
        """The number of rows."""
        return next((len(column) for column in self.columns.values()), 0)

    def describe(self, columns: Sequence[ColumnSpec] = ()) -> tuple["ColumnSummary", ...]:
        """One summary a column, read as `columns` say, or else as the values look."""
        types = {column.name: column.type for column in columns}
        return tuple(
            summarise(name, values, types.get(name)) for name, values in self.columns.items()
        )


@dataclass(frozen=True)
class ColumnSummary:
    """What one column holds; the figures are None for a category, `counts` empty for a number."""

    name: str
    type: ColumnType
    n_missing: int
    n_distinct: int
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    std: float | None = None
    quartiles: tuple[float, float, float] | None = None
    counts: tuple[tuple[str, int], ...] = ()


def is_number(values: Column) -> bool:
    """Whether the column was read as numbers."""
    return values.dtype.kind in "fiu"


def missing(values: Column) -> npt.NDArray[np.bool_]:
    """Where there is no value."""
    if values.dtype.kind == "f":
        return np.isnan(values)
    if values.dtype.kind == "O":
        return np.fromiter((value is None for value in values), np.bool_, len(values))
    return np.zeros(len(values), np.bool_)


def label(value: object) -> str:
    """A value as the name of a category: 3.0 is “3”, so that digits are called as people do."""
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]  # a column holds only text and numbers
    return str(int(number)) if number.is_integer() else repr(number)


def categories(values: Column) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    """The distinct values in order (numbers by size, text by alphabet) and each row's index.

    A missing value has the index −1.
    """
    present = ~missing(values)
    indices = np.full(len(values), -1, np.int64)
    kept = values[present] if is_number(values) else values[present].astype("T")
    distinct, inverse = np.unique(kept, return_inverse=True)
    indices[present] = inverse
    return tuple(label(value) for value in distinct.tolist()), indices


def summarise(name: str, values: Column, type_: ColumnType | None = None) -> ColumnSummary:
    """The summary of one column, as a number or a category."""
    absent = missing(values)
    n_missing = int(absent.sum())
    if is_number(values) and type_ != "category":
        kept = values[~absent].astype(np.float64)
        n_distinct = len(np.unique(kept))
        if not len(kept):
            return ColumnSummary(name, "number", n_missing, 0)
        low, first, median, third, high = np.percentile(kept, [0, 25, 50, 75, 100]).tolist()
        return ColumnSummary(
            name=name,
            type="number",
            n_missing=n_missing,
            n_distinct=n_distinct,
            minimum=low,
            maximum=high,
            mean=float(kept.mean()),
            std=float(kept.std()),
            quartiles=(first, median, third),
        )
    names, indices = categories(values)
    sizes = np.bincount(indices[indices >= 0], minlength=len(names))
    order = np.argsort(-sizes, kind="stable")[:MOST_COUNTS]
    counts = tuple((names[i], int(sizes[i])) for i in order)
    return ColumnSummary(name, type_ or "category", n_missing, len(names), counts=counts)
