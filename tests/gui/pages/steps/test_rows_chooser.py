"""Row numbers as people type them."""

import numpy as np
import pytest

from gui.pages.steps.rows_chooser import row_numbers, row_places
from gui.pages.steps.typed_model import MOST_ROWS


@pytest.mark.parametrize(
    ("words", "rows"),
    [("1", [0]), ("1-3, 8", [0, 1, 2, 7]), ("2 2", [1, 1]), ("1–2", [0, 1]), (" 9 ,", [8])],
)
def test_that_rows_are_counted_from_one(words, rows):
    assert row_numbers(words, 9) == rows


@pytest.mark.parametrize("words", ["0", "10", "3-2", "a", "1-", "-1", "²", "", "1.5"])
def test_that_what_is_no_row_is_refused(words):
    with pytest.raises(ValueError, match=r"(?i)row"):
        row_numbers(words, 9)


def test_that_too_many_rows_are_refused_at_once():
    assert len(row_numbers(f"1-{MOST_ROWS}", 10**9)) == MOST_ROWS
    for words in (f"1-{MOST_ROWS + 1}", "1-999999999", f"1-{MOST_ROWS}, 1"):
        with pytest.raises(ValueError, match=str(MOST_ROWS)):
            row_numbers(words, 10**9)


def test_that_rows_are_those_of_the_table_even_where_some_are_left_out():
    known = np.array([0, 2, 3, 7])
    assert row_places("1, 3-4, 8", known) == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="Row 2 is left out"):
        row_places("2", known)
