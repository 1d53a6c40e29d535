"""Rows that are typed or pasted."""

import numpy as np
import pytest

from engine.data.fitted import Fitted, FittedColumn, encode_rows
from engine.data.table import Table
from engine.data.typed import CellError, pasted_rows, table_cells, typed_columns
from engine.spec.data import InlineSource

WINES = Fitted(
    columns=(
        FittedColumn(name="alcohol", shift=10.0, scale=2.0, fill=11.5),
        FittedColumn(name="color", type="category", categories=("red", "white"), fill="red"),
    ),
    shape=(3,),
    task="binary",
    targets=("good",),
    classes=("no", "yes"),
)
TABLE = Table(
    InlineSource(columns=("alcohol",), rows=((1.0,),)),
    "wines",
    {
        "alcohol": np.array([0.1, np.nan, -1e-7]),
        "color": np.array(["white", None, "red"], object),
        "good": np.array(["yes", "no", "no"], object),
    },
)


def cells(alcohol="12", color="red", good="yes"):
    return {"alcohol": alcohol, "color": color, "good": good}


def test_that_typed_cells_are_in_the_datas_own_units():
    columns = typed_columns(WINES, [cells("−0.5"), cells("1e3", "white")], with_targets=True)
    assert columns == {
        "alcohol": (-0.5, 1000.0),
        "color": ("red", "white"),
        "good": ("yes", "yes"),
    }
    np.testing.assert_array_equal(
        encode_rows(WINES, columns).x, np.float32([[-5.25, 1, 0], [495, 0, 1]])
    )


def test_that_targets_are_left_out_where_they_are_not_needed():
    assert list(typed_columns(WINES, [cells(good="?")], with_targets=False)) == ["alcohol", "color"]


@pytest.mark.parametrize(
    ("typed", "column", "words"),
    [
        (cells("abc"), "alcohol", "“abc” in row 2 of “alcohol” is no number"),
        (cells("NaN"), "alcohol", "is no number"),
        (cells("inf"), "alcohol", "is no number"),
        (cells("1e39"), "alcohol", "is no number"),
        (cells("1,5"), "alcohol", "is no number"),
        (cells(" "), "alcohol", "Row 2 has no value for “alcohol”"),
        (cells(color="blue"), "color", "none of the values of “color”: red, white"),
        (cells(good="maybe"), "good", "none of the values of “good”: no, yes"),
        (cells(good=""), "good", "no value for “good”"),
    ],
)
def test_that_a_cell_that_can_not_be_used_is_told_with_its_place(typed, column, words):
    with pytest.raises(CellError) as told:
        typed_columns(WINES, [cells(), typed], with_targets=True)
    assert (told.value.row, told.value.column) == (1, column)
    assert words in str(told.value)


def test_that_a_row_of_the_table_can_be_typed_again_and_gaps_hold_what_stands_in():
    rows = [table_cells(WINES, TABLE, row, with_targets=True) for row in range(3)]
    assert rows[0] == cells("0.1", "white", "yes")
    assert rows[1] == cells("11.5", "red", "no")
    assert typed_columns(WINES, rows, with_targets=True)["alcohol"] == (0.1, 11.5, -1e-7)


@pytest.mark.parametrize(
    "words", ["1\t2\n3\t4\n", "1, 2\r\n3, 4", "1;2\n3;4", '"1","2"\n\n"3","4"']
)
def test_that_copied_rows_are_read_however_they_are_separated(words):
    assert pasted_rows(words) == [["1", "2"], ["3", "4"]]
