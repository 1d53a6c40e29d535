"""What the first lines of a text table tell: its delimiter, its header, its decimal sign."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from engine.data.values import MISSING_WORDS, to_float
from engine.spec.data import CsvSource
from engine.text import UserError, text

DELIMITERS = "\t;|,"
LONGEST_NAME = 100

#: What can stand between cells without being part of a number, a word or a quote.
_SIGNS = DELIMITERS + " :!#$%&*/<=>?@\\^`~"

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+([eE][+-]?\d+)?")
_DECIMAL_POINT = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?")
#: Marks that would turn the direction of the text around a name.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Dialect(NamedTuple):
    """How lines become cells."""

    delimiter: str
    decimal: str
    header: bool
    names: tuple[str, ...]
    renamed: bool


def dialect(lines: Sequence[str], source: CsvSource) -> Dialect:
    """The dialect of the file's first lines; what `source` sets is not guessed.

    Raises:
        UserError: for a delimiter that is not one plain sign.
    """
    if source.delimiter and (len(source.delimiter) > 1 or source.delimiter not in _SIGNS):
        raise UserError(
            text(
                "“{delimiter}” can't be a delimiter: use a comma, a semicolon, a tab or a bar.",
                delimiter=source.delimiter[:20],
            )
        )
    delimiter = source.delimiter or _delimiter(lines)
    rows = cells(lines, delimiter)
    decimal = "," if delimiter != "," and _has_decimal_comma(rows) else "."
    header = _has_header(rows, decimal) if source.header is None else source.header
    width = len(rows[0])
    raw = rows[0] if header else [""] * width
    names = unique_names(raw)
    renamed = header and any(a != b.strip() for a, b in zip(names, raw, strict=True))
    return Dialect(delimiter, decimal, header, names, renamed)


def cells(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The cells of each line that is not empty."""
    return [row for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True) if row]


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that cuts every line into equally many cells, or else the most lines."""
    best, best_share = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in cells(lines, delimiter)]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        share = widths.count(widths[0]) / len(widths)
        if share > best_share:
            best, best_share = delimiter, share
    return best


def _has_decimal_comma(rows: list[list[str]]) -> bool:
    words = [cell.strip() for row in rows for cell in row]
    return any(_DECIMAL_COMMA.fullmatch(word) for word in words) and not any(
        _DECIMAL_POINT.fullmatch(word) for word in words
    )


def _has_header(rows: list[list[str]], decimal: str) -> bool:
    """Whether the first row names the columns.

    It does when it stands, as text, over a column of numbers, or holds no number at all.
    """
    first, rest = rows[0], rows[1:]
    over_numbers = any(
        _is_text(cell, decimal) and _all_numbers([row[i] for row in rest if i < len(row)], decimal)
        for i, cell in enumerate(first)
    )
    if over_numbers:
        return True
    return any(_is_text(cell, decimal) for cell in first) and not any(
        _is_number(cell, decimal) for cell in first
    )


def _all_numbers(column: list[str], decimal: str) -> bool:
    present = [cell for cell in column if cell.strip().lower() not in MISSING_WORDS]
    return bool(present) and all(_is_number(cell, decimal) for cell in present)


def _is_number(cell: str, decimal: str) -> bool:
    number = to_float(cell.replace(decimal, "."))
    return number is not None and number == number  # noqa: PLR0124  # NaN stands for missing


def _is_text(cell: str, decimal: str) -> bool:
    return to_float(cell.replace(decimal, ".")) is None


def unique_names(raw: Sequence[str]) -> tuple[str, ...]:
    """Column names fit to be shown: no control or direction marks, not endless, not twice the same.

    An empty name becomes the column's number, a second `x` becomes `x_2`.
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(raw, 1):
        visible = (c for c in cell if unicodedata.category(c) != "Cc" and c not in _DIRECTION)
        name = "".join(visible).strip()[:LONGEST_NAME] or f"column_{number}"
        again, unique = 1, name
        while unique in taken:
            again += 1
            unique = f"{name}_{again}"
        taken.add(unique)
        names.append(unique)
    return tuple(names)
