"""Predictions for every row of a table, written beside the table's own columns as CSV.

The window and the command line both come here. Torch stays outside: whoever calls brings the
function that predicts.
"""

import codecs
import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from engine.answers import PredictAnswer
from engine.data.fitted import Fitted, Floats32, encode_rows
from engine.data.sources import open_source
from engine.data.table import Column, is_number, label, missing
from engine.files.atomic import replacing
from engine.spec.data import Source
from engine.text import Text

#: Rows that are predicted at a time.
CHUNK = 4096

Predict = Callable[[Floats32], PredictAnswer]


class PredictedFile(NamedTuple):
    """How many rows were written, and what was odd about them."""

    rows: int
    warnings: tuple[Text, ...]


def predict_file(
    source: Source,
    target: Path,
    fitted: Fitted,
    predict: Predict,
    folder: Path | None = None,
) -> PredictedFile:
    """Reads a table, predicts each row and writes all columns, prediction and probabilities.

    Args:
        source: usually a CSV file; it needs the network's input columns, others are copied.
        target: the CSV file to write; it appears only once it is complete.
        fitted: how preprocessing was fitted in training.
        predict: gives the predictions for inputs [n, *shape].
        folder: where a relative path of the source starts.

    Raises:
        UserError: when the table can't be read or has no such columns, or the target can't be
            written.
    """
    table = open_source(source, folder)
    encoded = encode_rows(fitted, table.columns)
    parts = range(0, table.n_rows, CHUNK)
    answer = joined([predict(encoded.x[start : start + CHUNK]) for start in parts])
    write_predictions(target, table.columns, fitted, answer)
    return PredictedFile(table.n_rows, table.warnings + encoded.warnings)


def joined(answers: Sequence[PredictAnswer]) -> PredictAnswer:
    """The answers for consecutive rows as one."""
    first = answers[0]
    return PredictAnswer(
        classes=first.classes,
        probabilities=None
        if first.probabilities is None
        else np.concatenate([a.probabilities for a in answers if a.probabilities is not None]),
        values=None
        if first.values is None
        else np.concatenate([a.values for a in answers if a.values is not None]),
        warnings=tuple(warning for answer in answers for warning in answer.warnings),
        source=first.source,
        epoch=first.epoch,
    )


def prediction_columns(fitted: Fitted, answer: PredictAnswer) -> dict[str, Column]:
    """The columns to add: the prediction, and for classes the probability of each."""
    if answer.probabilities is None:
        values = answer.values
        assert values is not None, "a regression has values"
        if len(fitted.targets) == 1:
            return {"prediction": values[:, 0]}
        return {f"prediction_{name}": values[:, i] for i, name in enumerate(fitted.targets)}
    names = np.array(answer.classes, dtype=object)
    columns: dict[str, Column] = {"prediction": names[answer.probabilities.argmax(axis=1)]}
    for index, name in enumerate(answer.classes):
        columns[f"probability_{name}"] = answer.probabilities[:, index]
    return columns


def write_predictions(
    target: Path, columns: Mapping[str, Column], fitted: Fitted, answer: PredictAnswer
) -> None:
    """Writes the columns and, to their right, the predictions for their rows.

    Raises:
        UserError: when the file can't be written; a file of that name is then left as it was.
    """
    table = dict(columns)
    for name, values in prediction_columns(fitted, answer).items():
        table[_free(name, table)] = values
    with replacing(target, keep_previous=False) as file:
        writer = csv.writer(codecs.getwriter("utf-8")(file), lineterminator="\n")
        writer.writerow(table)
        writer.writerows(zip(*map(_cells, table.values()), strict=True))


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """The name, with a number where the table has such a column already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _cells(values: Column) -> list[str]:
    """Each value as a CSV has it: whole numbers without a point, nothing where it is missing."""
    gaps = missing(values)
    if is_number(values):
        return ["" if gap else label(v) for v, gap in zip(values.tolist(), gaps, strict=True)]
    return ["" if gap else str(v) for v, gap in zip(values, gaps, strict=True)]
