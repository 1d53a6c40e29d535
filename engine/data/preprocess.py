"""A table made ready for training: missing values filled, categories coded, columns scaled.

Every figure used here (fills, means, ranges) is taken from the training rows only; validation and
test rows are treated with the training rows' figures, as rows never seen before would be.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.data.figures import Figures, figures
from engine.data.fit import fit
from engine.data.fitted import Fitted, FittedColumn, Floats32, encode_rows
from engine.data.recognise import resolve
from engine.data.split import Indices, Split, split
from engine.data.table import Column, Table, categories, is_number, missing
from engine.data.values import to_numbers
from engine.spec.data import ColumnSpec, DataSpec, Task
from engine.text import Text, UserError, text

#: 4 GB of float32.
MOST_VALUES = 1_000_000_000


@dataclass(frozen=True, eq=False)
class Prepared:
    """Rows as the network takes them, in NumPy.

    `x` is float32 [n, *shape]; `y` is the class index, int64 [n], or for a regression the targets,
    float32 [n, k]. `train`, `validation` and `test` index into both; `rows` says which row of the
    table each of the n rows is. `encoder` alone is enough to encode new rows.
    """

    x: Floats32
    y: npt.NDArray[Any]
    train: Indices
    validation: Indices
    test: Indices
    rows: Indices
    encoder: Fitted
    warnings: tuple[Text, ...] = ()

    @property
    def task(self) -> Task:
        """What is learnt."""
        return self.encoder.task

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one sample."""
        return self.encoder.shape

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes, by index; empty for a regression."""
        return self.encoder.classes

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The names of the input values after encoding, such as `color=red`."""
        return self.encoder.feature_names

    @property
    def target_names(self) -> tuple[str, ...]:
        """The names of the target columns."""
        return self.encoder.targets

    @cached_property
    def figures(self) -> Figures:
        """What the training rows are like; computed once."""
        return figures(self.x, self.y, self.train, len(self.validation), len(self.classes))


def prepare(spec: DataSpec, table: Table) -> Prepared:
    """The table as `spec` wants it.

    In this order: rows without a target are left out (and, with missing="drop", rows with any gap);
    the rest is split (see `engine.data.split`); gaps are filled with the training rows' mean or
    median, a category's with their most frequent one, or with zeros; categories, those of all
    rows in sorted order, become one column each; numbers are standardised with the training rows'
    mean and population standard deviation (or brought to 0…1 by their range), in float64; a column
    that is constant in training is only shifted. With a shape all pixels share one mean and one
    deviation. At last everything becomes float32.

    Raises:
        UserError: for columns that are missing or hold text where numbers are expected, for a
            target with one class, and when no rows are left.
    """
    spec = resolve(spec, table)
    features = [column for column in spec.columns if column.role == "feature"]
    names = [column.name for column in spec.columns if column.role == "target"]
    warnings = list(table.warnings)
    values = {column.name: _read(table.columns[column.name], column) for column in features}
    target = _target(spec, table, names)
    rows = _complete_rows(spec, values, target, warnings)
    if len(rows) < table.n_rows:
        values = {name: column[rows] for name, column in values.items()}
    y = target.y[rows]
    if spec.task != "regression":
        _check_classes(y, names[0], spec.task, target.classes)
    parts = split(len(rows), spec.split, None if spec.task == "regression" else y)
    warnings += parts.warnings
    warnings += _absent_classes(parts, y, target.classes)

    trained = {name: column[parts.train] for name, column in values.items()}
    warnings += _empty_in_training(trained)
    fitted = fit(features, values, trained, spec)
    _check_size(fitted, len(rows))
    shape = _shape(spec, sum(column.width for column in fitted))
    mean, std = _target_figures(y, parts.train, spec)
    encoder = Fitted(
        columns=fitted,
        missing=spec.missing,
        shape=shape,
        task=spec.task or "regression",
        targets=tuple(names),
        classes=target.classes,
        target_mean=mean,
        target_std=std,
    )
    if spec.task == "regression":
        y = ((y - np.array(mean)) / np.array(std)).astype(np.float32)
    x = encode_rows(encoder, values).x
    return Prepared(x, y, parts.train, parts.validation, parts.test, rows, encoder, tuple(warnings))


class _Target(NamedTuple):
    """Class indices [n], −1 where missing, or regression targets [n, k], NaN where missing."""

    y: npt.NDArray[Any]
    classes: tuple[str, ...] = ()

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """Which rows have a target."""
        return self.y >= 0 if self.y.ndim == 1 else ~np.isnan(self.y).any(axis=1)


def _read(values: Column, column: ColumnSpec) -> Column:
    """Text becomes numbers where numbers are wanted; numbers are only looked through."""
    if column.type == "category":
        return values
    numbers = to_numbers(values, column.name)
    return values if is_number(values) else numbers


def _target(spec: DataSpec, table: Table, names: list[str]) -> _Target:
    if spec.task == "regression":
        columns = [to_numbers(table.columns[name], name) for name in names]
        return _Target(np.stack(columns, axis=1))
    classes, indices = categories(table.columns[names[0]])
    return _Target(indices, classes)


def _complete_rows(
    spec: DataSpec, values: dict[str, Column], target: _Target, warnings: list[Text]
) -> Indices:
    """The rows that are used; says how many are left out and why."""
    words = {column.name for column in spec.columns if column.type == "category"}
    keep = target.present
    if n_missing := int((~keep).sum()):
        warnings.append(text("Rows without a target are left out: {count}.", count=n_missing))
    for name, column in values.items():
        gaps = missing(column)
        if not (n_gaps := int(gaps.sum())):
            continue
        if spec.missing == "drop":
            keep = keep & ~gaps
        warnings.append(_gap_warning(spec, name, n_gaps, number=name not in words))
    if not keep.any():
        raise UserError(
            text("No row is complete: fill missing values instead of dropping their rows.")
            if spec.missing == "drop" and target.present.any()
            else text("No row has a target: choose another target column.")
        )
    return np.flatnonzero(keep)


def _gap_warning(spec: DataSpec, name: str, count: int, *, number: bool) -> Text:
    if spec.missing == "drop":
        return text("{column}: {count} missing, their rows left out", column=name, count=count)
    if spec.missing == "zero":
        return text("{column}: {count} missing, filled with zeros", column=name, count=count)
    if not number:
        return text(
            "{column}: {count} missing, filled with the training rows’ most frequent category",
            column=name,
            count=count,
        )
    if spec.missing == "median":
        return text(
            "{column}: {count} missing, filled with the training median", column=name, count=count
        )
    return text(
        "{column}: {count} missing, filled with the training mean", column=name, count=count
    )


def _empty_in_training(trained: dict[str, Column]) -> list[Text]:
    return [
        text("No training row has a value for {column}: it is filled with 0.", column=name)
        for name, column in trained.items()
        if missing(column).all()
    ]


def _check_classes(y: Indices, target: str, task: Task | None, classes: tuple[str, ...]) -> None:
    used = len(np.unique(y))
    if used < 2:
        raise UserError(
            text(
                "Every row has the same class “{name}” in column “{column}”: there is nothing to "
                "learn. Choose another target.",
                name=classes[int(y[0])],
                column=target,
            )
        )
    if task == "binary" and len(classes) != 2:
        raise UserError(
            text(
                "Column “{column}” has {count} classes where the task is binary: choose the "
                "multiclass task.",
                column=target,
                count=len(classes),
            )
        )


def _absent_classes(parts: Split, y: npt.NDArray[Any], classes: tuple[str, ...]) -> list[Text]:
    trained = set(np.unique(y[parts.train]).tolist()) if classes else set()
    return [
        text("No training row is of class “{name}”: it can't be learnt.", name=name)
        for index, name in enumerate(classes)
        if index not in trained
    ]


def _check_size(columns: Sequence[FittedColumn], n_rows: int) -> None:
    """One input a category multiplies fast; better refused than swapped to disk."""
    if n_rows * sum(column.width for column in columns) > MOST_VALUES:
        widest = max(columns, key=lambda column: column.width)
        raise UserError(
            text(
                "The inputs do not fit in memory: column “{column}” alone becomes {width} of them. "
                "Ignore it, or use fewer rows.",
                column=widest.name,
                width=widest.width,
            )
        )


def _shape(spec: DataSpec, width: int) -> tuple[int, ...]:
    if spec.shape is None:
        return (width,)
    if math.prod(spec.shape) != width:
        raise UserError(
            text(
                "{width} input values can't be shaped as {shape}, which takes {needed}: change the "
                "shape or the columns used.",
                width=width,
                shape=" × ".join(str(size) for size in spec.shape),
                needed=math.prod(spec.shape),
            )
        )
    return spec.shape


def _target_figures(
    y: npt.NDArray[Any], train: Indices, spec: DataSpec
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Mean and deviation of each regression target in training; 0 and 1 where it is not scaled."""
    if spec.task != "regression":
        return (), ()
    if not spec.scale_target:
        return (0.0,) * y.shape[1], (1.0,) * y.shape[1]
    deviations = y[train].std(axis=0)
    deviations[deviations == 0] = 1.0
    return tuple(y[train].mean(axis=0).tolist()), tuple(deviations.tolist())
