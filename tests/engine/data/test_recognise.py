"""What a table's columns are taken for."""

import numpy as np
import pytest

from engine.data.recognise import examine, recognise, resolve, task_of
from engine.data.sources import open_source, source_from_argument
from engine.data.table import Table
from engine.spec.data import ColumnSpec, CsvSource, DataSpec
from engine.text import UserError

RNG = np.random.default_rng(0)


def table(**columns):
    arrays = {
        name: np.array(values, dtype=object if any(isinstance(v, str) for v in values) else float)
        for name, values in columns.items()
    }
    return Table(CsvSource(path="t.csv"), "t.csv", arrays)


def roles(spec):
    return {column.name: column.role for column in spec.columns}


def types(spec):
    return {column.name: column.type for column in spec.columns}


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("iris", "multiclass"),
        ("wine", "multiclass"),
        ("breast_cancer", "binary"),
        ("digits", "multiclass"),
        ("diabetes", "regression"),
        ("linnerud", "regression"),
        ("xor", "binary"),
        ("blobs", "multiclass"),
        ("line", "regression"),
        ("three_class", "multiclass"),
        ("random_images", "regression"),
    ],
)
def test_that_the_task_of_every_set_is_found(name, task):
    source = source_from_argument(name)
    found = open_source(source)
    spec = recognise(found)
    assert spec.task == task == task_of(spec, found)
    assert spec.source == source
    assert spec.shape == found.shape
    assert spec.split.stratify == (task != "regression")


@pytest.mark.parametrize(
    ("values", "task"),
    [
        ([0, 1] * 20, "binary"),
        ([1, 2] * 20, "binary"),
        ([1, 2, 3, 4] * 10, "multiclass"),
        (["a", "b"] * 20, "binary"),
        ([2, 4, 6, 9] * 10, "regression"),
        ([1.5, 2.5] * 20, "regression"),
        (list(range(40)), "regression"),
    ],
)
def test_that_the_task_is_found_from_the_target(values, task):
    assert recognise(table(x=RNG.normal(size=40).tolist(), y=values)).task == task


def test_that_the_target_is_named_so_or_comes_last():
    x = RNG.normal(size=40).tolist()
    assert roles(recognise(table(a=x, Species=["u", "v"] * 20, b=x)))["Species"] == "target"
    assert roles(recognise(table(a=x, b=x)))["b"] == "target"
    assert roles(recognise(table(a=x, b=x), target="a")) == {"a": "target", "b": "feature"}


def test_that_columns_without_use_are_ignored_and_named():
    x = RNG.normal(size=60).tolist()
    spec, warnings = examine(
        table(
            id=list(range(60, 0, -1)),
            name=[f"person {i}" for i in range(60)],
            town=[f"town {i % 55}" for i in range(60)],
            nothing=[np.nan] * 60,
            count=list(range(60)),
            x=x,
            y=[0, 1] * 30,
        )
    )
    ignored = {name for name, role in roles(spec).items() if role == "ignore"}
    assert ignored == {"id", "name", "town", "nothing", "count"}
    assert all(any(f"“{name}”" in str(w) for w in warnings) for name in ignored)


def test_that_a_column_mostly_of_numbers_is_a_number_and_its_mistake_is_named():
    values = [*map(str, range(30)), "oops", "7"]
    spec, warnings = examine(table(a=values, x=RNG.normal(size=32).tolist(), y=[0, 1] * 16))
    assert types(spec)["a"] == "number"
    assert "row 31 holds “oops”" in str(warnings[0])


def test_that_the_target_of_a_file_is_scaled_only_where_it_is_far_from_one():
    x = RNG.normal(size=40)
    assert recognise(table(x=x, y=x * 100)).scale_target
    assert not recognise(table(x=x, y=x)).scale_target


def test_that_few_rows_are_all_kept_for_training():
    split = recognise(table(x=[1, 2, 3], y=[2, 4, 6])).split
    assert (split.train, split.validation, split.test, split.shuffle) == (1, 0, 0, False)


@pytest.mark.parametrize(
    ("columns", "target", "message"),
    [
        ({"x": [1, 2, 3]}, None, "one column only"),
        ({"x": [1, 2, 3], "y": ["a", "a", "a"]}, None, "same class “a”"),
        ({"petal": [1, 2, 3], "y": [1, 2, 3]}, "petel", "no column “petel”. Near it: petal"),
        ({"petal": [1, 2, 3], "y": [1, 2, 3]}, "zzzzzzz", "It has: petal, y"),
        ({"x": [np.nan] * 3, "y": [1, 2, 3]}, None, "no column to learn from"),
        ({"x": [1.5, 2, 3], "y": [np.nan] * 3}, "y", "no values|no column"),
        ({"x": list(range(30)), "y": [f"w{i}" for i in range(30)]}, "y", "Every row has another"),
    ],
)
def test_that_a_table_without_a_lesson_is_refused(columns, target, message):
    examined = table(**columns)
    with pytest.raises(UserError, match=message):
        recognise(examined, target)


def test_that_a_column_that_never_varies_is_no_target_by_its_place():
    found = recognise(table(a=[1, 2, 3], b=[4, 6, 5], note=["same"] * 3))
    assert [column.name for column in found.columns if column.role == "target"] == ["b"]


def test_that_open_choices_are_made_and_others_kept():
    source = source_from_argument("digits")
    found = open_source(source)
    spec = resolve(DataSpec(source=source, scale="none"), found)
    assert (spec.task, spec.shape, spec.scale) == ("multiclass", (1, 8, 8), "none")
    assert resolve(spec, found) == spec


@pytest.mark.parametrize(
    ("columns", "task", "message"),
    [
        ((("x", "feature", "number"), ("z", "target", "number")), None, "no column “z”"),
        ((("x", "feature", "number"),), None, "No column is the target"),
        ((("y", "target", "category"),), None, "No column is a feature"),
        (
            (("x", "feature", "number"), ("y", "target", "category")),
            "regression",
            "change the task",
        ),
        (
            (("x", "target", "number"), ("y", "target", "category"), ("w", "feature", "number")),
            None,
            "Several",
        ),
    ],
)
def test_that_columns_that_do_not_fit_are_refused(columns, task, message):
    spec = DataSpec(
        source=CsvSource(path="t.csv"),
        columns=tuple(ColumnSpec(name=n, role=r, type=t) for n, r, t in columns),
        task=task,
    )
    with pytest.raises(UserError, match=message):
        resolve(spec, table(x=[1, 2, 3], y=["a", "b", "a"], w=[3, 2, 1]))
