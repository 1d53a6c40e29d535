"""New rows whose targets are known: to measure a trained network on a file it has never seen."""

import numpy as np

from engine.data.fitted import Fitted, encode_rows
from engine.data.preprocess import Prepared
from engine.data.table import Table, categories
from engine.data.values import to_numbers
from engine.text import UserError, text


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
    none = np.empty(0, np.int64)
    test = np.arange(len(rows))
    return Prepared(encoded.x, y[rows], none, none, test, rows, fitted, encoded.warnings)
