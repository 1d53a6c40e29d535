"""What is learnt from the training rows about each column: fill, categories, shift and scale."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from engine.data.fitted import FittedColumn
from engine.data.table import Column, categories
from engine.spec.data import ColumnSpec, DataSpec
from engine.text import UserError, text


class _Figures(NamedTuple):
    """One column's training rows, gaps filled."""

    fill: float
    mean: float
    variance: float
    low: float
    high: float
    median: float


def fit(
    features: Sequence[ColumnSpec],
    values: Mapping[str, Column],
    trained: Mapping[str, Column],
    spec: DataSpec,
) -> tuple[FittedColumn, ...]:
    """Each feature column's figures: from `trained`, the training rows, but categories from all.

    Were a category seen in no training row left out, the network's input would change its size
    with the seed of the split.
    """
    figures = {
        column.name: _figures(trained[column.name], spec)
        for column in features
        if column.type == "number"
    }
    together = _together(list(figures.values())) if spec.shape is not None and figures else None
    return tuple(
        _number(column.name, figures[column.name], together or figures[column.name], spec)
        if column.type == "number"
        else _category(column.name, values[column.name], trained[column.name], spec)
        for column in features
    )


def _figures(values: Column, spec: DataSpec) -> _Figures:
    numbers = values.astype(np.float64)
    gaps = np.isnan(numbers)
    present = numbers[~gaps] if not gaps.all() else np.zeros(1)
    fill = 0.0
    if spec.missing == "mean":
        fill = float(present.mean())
    elif spec.missing == "median":
        fill = float(np.median(present))
    numbers[gaps] = fill
    return _Figures(
        fill=fill,
        mean=float(numbers.mean()),
        variance=float(numbers.var()),
        low=float(numbers.min()),
        high=float(numbers.max()),
        median=float(np.median(present)),
    )


def _together(columns: list[_Figures]) -> _Figures:
    """The figures of all columns taken as one: a picture's pixels share their unit."""
    means = np.array([column.mean for column in columns])
    variances = np.array([column.variance for column in columns])
    mean = means.mean()
    return columns[0]._replace(
        mean=float(mean),
        variance=float((variances + (means - mean) ** 2).mean()),
        low=min(column.low for column in columns),
        high=max(column.high for column in columns),
    )


def _number(name: str, own: _Figures, scaling: _Figures, spec: DataSpec) -> FittedColumn:
    shift, scale = 0.0, 1.0
    if spec.scale == "standard":
        shift, scale = scaling.mean, math.sqrt(scaling.variance)
    elif spec.scale == "minmax":
        shift, scale = scaling.low, scaling.high - scaling.low
    return FittedColumn(
        name=name,
        fill=None if spec.missing == "drop" else own.fill,
        shift=shift,
        # A constant column's deviation may be a rounding error instead of zero.
        scale=1.0 if scaling.low == scaling.high else scale,
        low=own.low,
        high=own.high,
        typical=own.median,
    )


def _category(name: str, values: Column, trained: Column, spec: DataSpec) -> FittedColumn:
    names, _ = categories(values)
    if not names:
        raise UserError(
            text("Column “{column}” has no values: set its role to ignore.", column=name)
        )
    trained_names, indices = categories(trained)
    most_frequent = names[0]
    if trained_names:
        most_frequent = trained_names[int(np.bincount(indices[indices >= 0]).argmax())]
    return FittedColumn(
        name=name,
        type="category",
        fill=most_frequent if spec.missing in {"mean", "median"} else None,
        categories=names,
        typical=most_frequent,
    )
