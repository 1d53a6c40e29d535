"""What preprocessing learnt from the training rows, as plain values.

It is kept with a project, so that new rows can be predicted when the data is long gone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.data.table import Column
from engine.data.values import Floats, to_labels, to_numbers
from engine.spec.base import Spec
from engine.spec.data import ColumnType, Task
from engine.text import Text, UserError, text

Floats32 = npt.NDArray[np.float32]
Cells = Sequence[Any] | Column


class FittedColumn(Spec):
    """One input column: a number becomes (value − shift) / scale, a category one-hot.

    `fill` stands in for a missing value; None means that a missing number or category is refused
    where missing rows are dropped, and all zeros for a category else. `low`, `high` and `typical`
    describe the training rows in the column's own unit, for a form to start from.
    """

    name: str
    type: ColumnType = "number"
    fill: float | str | None = None
    categories: tuple[str, ...] = ()
    shift: float = 0.0
    scale: float = 1.0
    low: float = 0.0
    high: float = 0.0
    typical: float | str = 0.0

    @property
    def width(self) -> int:
        """How many input values the column becomes."""
        return 1 if self.type == "number" else len(self.categories)


class Fitted(Spec):
    """Everything needed to encode new rows and to read the network's outputs."""

    columns: tuple[FittedColumn, ...]
    missing: Literal["mean", "median", "zero", "drop"] = "mean"
    shape: tuple[int, ...]
    task: Task
    targets: tuple[str, ...]
    classes: tuple[str, ...] = ()
    target_mean: tuple[float, ...] = ()
    target_std: tuple[float, ...] = ()

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The names of the input values, such as `alcohol` and `color=red`."""
        names: list[str] = []
        for column in self.columns:
            if column.type == "number":
                names.append(column.name)
            else:
                names += [f"{column.name}={category}" for category in column.categories]
        return tuple(names)

    @property
    def changes_values(self) -> bool:
        """Whether the network sees other numbers than the data has."""
        return (
            any(c.categories or c.shift != 0.0 or c.scale != 1.0 for c in self.columns)
            or any(mean != 0.0 for mean in self.target_mean)
            or any(std != 1.0 for std in self.target_std)
        )

    def in_unit(self, outputs: Floats32 | Floats) -> Floats:
        """Regression outputs [n, targets] turned back into the targets' own units."""
        return outputs.astype(np.float64) * self.target_std + self.target_mean


class Encoded(NamedTuple):
    """Rows ready for the network, [n, *shape], and what was odd about them."""

    x: Floats32
    warnings: tuple[Text, ...] = ()


def encode_rows(fitted: Fitted, rows: Mapping[str, Cells]) -> Encoded:
    """New rows, given as columns of numbers or text, as the network takes them.

    Columns that are no input of the network are passed over.

    Raises:
        UserError: for a missing column, text where a number should be, or a missing value where
            none is allowed.
    """
    absent = [column.name for column in fitted.columns if column.name not in rows]
    if absent:
        raise UserError(
            text(
                "The rows have no column “{column}”. Needed are: {needed}.",
                column=absent[0],
                needed=", ".join(column.name for column in fitted.columns[:20]),
            )
        )
    n_rows = len(rows[fitted.columns[0].name])
    width = sum(column.width for column in fitted.columns)
    x = np.zeros((n_rows, width), np.float32)
    warnings: list[Text] = []
    at = 0
    for column in fitted.columns:
        values = rows[column.name]
        if len(values) != n_rows:
            raise UserError(
                text(
                    "Column “{column}” has {found} rows where “{first}” has {expected}.",
                    column=column.name,
                    found=len(values),
                    first=fitted.columns[0].name,
                    expected=n_rows,
                )
            )
        part = x[:, at : at + column.width]
        if column.type == "number":
            part[:, 0] = _encode_numbers(column, values, fitted.missing == "drop")
        else:
            warnings += _encode_categories(column, values, fitted.missing == "drop", part)
        at += column.width
    return Encoded(x.reshape(n_rows, *fitted.shape), tuple(warnings))


def encode_targets(fitted: Fitted, rows: Mapping[str, Cells]) -> npt.NDArray[Any]:
    """The targets of new rows as training takes them: class numbers [n], or real numbers [n, targets].

    Raises:
        UserError: for a target that is missing or no number, or a class that training never saw.
    """
    for name in fitted.targets:
        if name not in rows:
            raise UserError(text("The rows have no column “{column}”, the target.", column=name))
    if fitted.task != "regression":
        (name,) = fitted.targets
        labels = to_labels(rows[name])
        for row, label in enumerate(labels):
            if label not in fitted.classes:
                raise UserError(
                    text(
                        "“{value}” in row {row} is none of the classes of “{column}”: {classes}.",
                        value=str("" if label is None else label)[:40],
                        row=row + 1,
                        column=name,
                        classes=", ".join(fitted.classes[:20]),
                    )
                )
        places = {name: number for number, name in enumerate(fitted.classes)}
        return np.array([places[str(label)] for label in labels], np.int64)
    targets = np.stack([to_numbers(rows[name], name) for name in fitted.targets], axis=1)
    if (gaps := np.argwhere(np.isnan(targets))).size:
        row, column = map(int, gaps[0])
        raise UserError(
            text(
                "Row {row} has no value for “{column}”: give one.",
                row=row + 1,
                column=fitted.targets[column],
            )
        )
    return ((targets - fitted.target_mean) / fitted.target_std).astype(np.float32)


def _encode_numbers(column: FittedColumn, values: Cells, needed: bool) -> Floats:
    numbers = to_numbers(values, column.name)
    gaps = np.isnan(numbers)
    if gaps.any():
        if needed:
            raise _no_value(column, int(gaps.argmax()))
        numbers[gaps] = column.fill
    numbers -= column.shift
    numbers /= column.scale
    return numbers


def _encode_categories(
    column: FittedColumn, values: Cells, needed: bool, part: Floats32
) -> list[Text]:
    places = {category: i for i, category in enumerate(column.categories)}
    warnings: list[Text] = []
    unknown: set[str] = set()
    for row, value in enumerate(to_labels(values)):
        if value is None and needed:
            raise _no_value(column, row)
        name = column.fill if value is None else value
        if name in places:
            part[row, places[str(name)]] = 1.0
        elif name is not None and str(name) not in unknown:
            unknown.add(str(name))
            if len(unknown) == 1:
                warnings.append(
                    text(
                        "Row {row} of column “{column}” holds “{value}”, which training never saw: "
                        "it counts as none of its categories.",
                        row=row + 1,
                        column=column.name,
                        value=str(name)[:40],
                    )
                )
    return warnings


def _no_value(column: FittedColumn, row: int) -> UserError:
    return UserError(
        text("Row {row} has no value for “{column}”: give one.", row=row + 1, column=column.name)
    )
