"""New rows for a trained network: those whose targets are known, to measure it, or none yet."""

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.data.fitted import Fitted, Floats32, encode_rows
from engine.data.preprocess import Prepared
from engine.data.split import Indices
from engine.data.table import Table, categories
from engine.data.values import to_numbers
from engine.text import Text, UserError, text


def labelled(fitted: Fitted, table: Table) -> Prepared:
    """The table's rows as the test split, encoded with the figures of the original training rows.

    Rows without a target are left out.

    Raises:
        UserError: when a target column is missing, holds an unknown class, or no row has a target.
    """
    for name in fitted.targets:
        if name not in table.columns:
            raise UserError(
                text(
                    "{file} has no column “{column}” to compare with.",
                    file=table.title,
                    column=name,
                )
            )
    if fitted.task == "regression":
        columns = [to_numbers(table.columns[name], name) for name in fitted.targets]
        raw = np.stack(columns, axis=1)
        rows = np.flatnonzero(~np.isnan(raw).any(axis=1))
        y = ((raw - np.array(fitted.target_mean)) / np.array(fitted.target_std)).astype(np.float32)
    else:
        names, indices = categories(table.columns[fitted.targets[0]])
        unknown = [name for name in names if name not in fitted.classes]
        if unknown:
            raise UserError(
                text(
                    "{file} has a class the network does not know: “{name}”. Known: {known}.",
                    file=table.title,
                    name=unknown[0],
                    known=", ".join(fitted.classes),
                )
            )
        known = np.array([fitted.classes.index(name) for name in names], np.int64)
        y = known[indices] if len(names) else indices
        rows = np.flatnonzero(indices >= 0)
    if not len(rows):
        raise UserError(text("No row of {file} has a target.", file=table.title))
    encoded = encode_rows(fitted, {name: values[rows] for name, values in table.columns.items()})
    return _as_test(fitted, encoded.x, y[rows], rows, encoded.warnings)


def stand_in(fitted: Fitted) -> Prepared:
    """A row of zeros, where a session is only asked about rows that come later."""
    regression = fitted.task == "regression"
    y = np.zeros((1, len(fitted.targets)), np.float32) if regression else np.zeros(1, np.int64)
    return _as_test(fitted, np.zeros((1, *fitted.shape), np.float32), y, np.arange(1))


def _as_test(
    fitted: Fitted,
    x: Floats32,
    y: npt.NDArray[Any],
    rows: Indices,
    warnings: tuple[Text, ...] = (),
) -> Prepared:
    """The rows as test split, and as training rows too, without which no session can be made."""
    every = np.arange(len(rows))
    return Prepared(x, y, every, every[:0], every, rows, fitted, warnings)
