"""Predictions for a file: every column kept, nothing half written."""

import csv

import numpy as np
import pytest

from engine.answers import PredictAnswer
from engine.data.fitted import Fitted, FittedColumn
from engine.data.preprocess import prepare
from engine.data.recognise import recognise
from engine.data.sources import open_source
from engine.predict_file import CHUNK, predict_file
from engine.spec.data import CsvSource, GeneratedSource
from engine.text import UserError

FITTED = Fitted(
    columns=(
        FittedColumn(name="size", shift=1.0, scale=2.0, fill=3.0),
        FittedColumn(name="color", type="category", categories=("blue", "red")),
    ),
    shape=(3,),
    task="binary",
    targets=("kind",),
    classes=("a", "b"),
)


def by_size(x):
    """Class b for a positive size."""
    second = (x[:, 0] > 0).astype(float)
    return PredictAnswer(("a", "b"), np.stack([1 - second, second], axis=1), None, (), "best", 3)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_that_all_columns_are_kept_and_predictions_added(tmp_path):
    given, made = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text('note,size,color,prediction\n"x, y",0,red,old\n,5,blue,\nz,,red,w\n')
    done = predict_file(CsvSource(path=str(given)), made, FITTED, by_size)
    rows = rows_of(made)
    assert done.rows == 3
    assert list(rows[0]) == [
        *("note", "size", "color", "prediction"),
        *("prediction_2", "probability_a", "probability_b"),
    ]
    assert [row["prediction_2"] for row in rows] == ["a", "b", "b"]
    assert [row["note"] for row in rows] == ["x, y", "", "z"]
    assert [row["size"] for row in rows] == ["0", "5", ""]
    assert [row["probability_b"] for row in rows] == ["0", "1", "1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_that_several_regression_targets_are_named(tmp_path):
    fitted = FITTED.replace(task="regression", targets=("u", "v"), classes=())
    given, made = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text("size,color\n1,red\n2,blue\n")

    def predict(x):
        values = np.stack([x[:, 0], x[:, 0] + 0.5], axis=1).astype(np.float64)
        return PredictAnswer((), None, values, (), "now", 0)

    predict_file(CsvSource(path=str(given)), made, fitted, predict)
    assert rows_of(made)[1] == {
        "size": "2",
        "color": "blue",
        "prediction_u": "0.5",
        "prediction_v": "1",
    }


def test_that_many_rows_are_predicted_in_parts(tmp_path):
    source = GeneratedSource(name="line", size=CHUNK + 5)
    table = open_source(source)
    fitted = prepare(recognise(table), table).encoder
    sizes = []

    def predict(x):
        sizes.append(len(x))
        return PredictAnswer((), None, x.astype(np.float64), (), "best", 1)

    made = tmp_path / "out.csv"
    assert predict_file(source, made, fitted, predict).rows == CHUNK + 5
    assert sizes == [CHUNK, 5]
    predicted = [float(row["prediction"]) for row in rows_of(made)]
    np.testing.assert_allclose(predicted, table.columns["x"], rtol=1e-6)


def test_that_an_unknown_category_is_named(tmp_path):
    given = tmp_path / "in.csv"
    given.write_text("size,color\n1,green\n2,blue\n")
    done = predict_file(CsvSource(path=str(given)), tmp_path / "out.csv", FITTED, by_size)
    assert "green" in str(done.warnings[0])


def test_that_a_missing_column_and_an_unwritable_file_leave_nothing_behind(tmp_path):
    given = tmp_path / "in.csv"
    given.write_text("size,shape\n1,x\n2,y\n")
    with pytest.raises(UserError, match="color"):
        predict_file(CsvSource(path=str(given)), tmp_path / "out.csv", FITTED, by_size)
    given.write_text("size,color\n1,red\n2,blue\n")
    with pytest.raises(UserError, match="was not saved: there is no folder"):
        predict_file(CsvSource(path=str(given)), tmp_path / "no" / "out.csv", FITTED, by_size)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
