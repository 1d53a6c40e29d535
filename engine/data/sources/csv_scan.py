"""A look through a whole text table before it is read, so that what is wrong is said by line.

It costs a fraction of the reading, holds one block at a time, and stops at the first fault; only
a file that passes is given to the parser.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from engine.data.sources.csv_bytes import CsvBytes
from engine.data.sources.csv_dialect import Dialect, dialect
from engine.data.sources.csv_encoding import BLOCK, blocks
from engine.spec.data import CsvSource
from engine.text import UserError, text

#: More columns than this are no table that a form could show.
MOST_COLUMNS = 16_384
#: 1.6 GB of float64.
MOST_CELLS = 200_000_000
#: So many lines tell the dialect.
SAMPLE_LINES = 200

_Places = npt.NDArray[np.intp]

_NEWLINE, _QUOTE = ord("\n"), ord('"')


@dataclass(frozen=True)
class Layout:
    """What the parser needs to know of a sound file."""

    encoding: str
    dialect: Dialect
    n_rows: int


class _QuotesUnclear(Exception):  # noqa: N818  # a signal within this module, not an error
    """The counting of quotes disagrees with the table: look again, cell by cell."""


def scan(path: CsvBytes, source: CsvSource, encoding: str) -> Layout:
    """The layout of the file.

    Raises:
        UserError: for the first fault, naming the line.
        UnicodeDecodeError: where the bytes are not of this encoding.
    """
    stream = _without_zeros(path, blocks(path, encoding))
    head = ""
    for block in stream:
        head += block
        if len(head) >= BLOCK:
            break
    lines = _sample(path, head)
    try:
        found = dialect(lines, source)
    except csv.Error:
        raise _never_closed(path, 1) from None
    if len(found.names) > MOST_COLUMNS:
        raise UserError(
            text(
                "{file} has {found} columns; at most {most} can be used. Keep the columns you need.",
                file=path.name,
                found=len(found.names),
                most=MOST_COLUMNS,
            )
        )
    try:
        n_rows = _count_by_quotes(path, found, chain([head], stream))
    except _QuotesUnclear:
        n_rows = count_by_cells(path, found, encoding)
    n_rows -= found.header
    if n_rows < 1:
        raise UserError(
            text("{file} has a header but no rows: add the rows under it.", file=path.name)
        )
    _check_size(path, n_rows, len(found.names))
    return Layout(encoding, found, n_rows)


def _without_zeros(path: CsvBytes, stream: Iterator[str]) -> Iterator[str]:
    line = 1
    for block in stream:
        at = block.find("\0")
        if at >= 0:
            raise UserError(
                text(
                    "Line {line} of {file} holds a zero byte: this is no text file. Export the "
                    "table as CSV and open that.",
                    line=line + block.count("\n", 0, at),
                    file=path.name,
                )
            )
        line += block.count("\n")
        yield block


def _sample(path: CsvBytes, head: str) -> list[str]:
    """The first lines, whole ones only."""
    lines = head.split("\n", SAMPLE_LINES + 1)
    if len(lines) == 1 and len(head) >= BLOCK:
        raise _too_long(path, 1)
    if len(head) >= BLOCK or len(lines) > SAMPLE_LINES:
        lines = lines[:-1]
    if not any(line.strip() for line in lines):
        raise UserError(text("{file} is empty: choose a file with a table in it.", file=path.name))
    return lines


class _RowCounter:
    """Counts rows by their line ends and checks that each has as many cells as the first.

    A delimiter or line end counts where an even number of quotes has gone before it in the block,
    which always begins with a row. That is right unless quotes stand inside bare cells.
    """

    def __init__(self, path: CsvBytes, found: Dialect) -> None:
        self.n_rows = 0
        self._path = path
        self._delimiter = ord(found.delimiter)
        self._n_cuts = len(found.names) - 1
        self._lines = 0
        self._rest = b""
        self._quotes_seen = False

    def feed(self, block: bytes) -> None:
        """Takes the next piece of the file; what follows its last line end is kept for later."""
        block = self._rest + block
        ends, cuts = self._ends_and_cuts(block)
        counts = np.diff(np.searchsorted(cuts, ends), prepend=0)
        lengths = np.diff(ends, prepend=-1) - 1
        wrong = (counts != self._n_cuts) & (lengths > 0) | (lengths > BLOCK)
        for index in np.flatnonzero(wrong).tolist():
            end = int(ends[index])
            if block[end - int(lengths[index]) : end].strip(b" \t"):
                raise self._fault(index, int(lengths[index]), int(counts[index]))
            lengths[index] = 0
        self.n_rows += int((lengths > 0).sum())
        self._lines += len(ends)
        self._rest = block[ends[-1] + 1 :] if len(ends) else block
        if len(self._rest) > BLOCK:
            raise self._fault(0, len(self._rest), 0)

    def finish(self) -> int:
        """The number of rows in all; the last line needs no line end."""
        if self._rest:
            self.feed(b"\n")
        if self._rest:
            raise _QuotesUnclear
        return self.n_rows

    def _ends_and_cuts(self, block: bytes) -> tuple[_Places, _Places]:
        data = np.frombuffer(block, np.uint8)
        is_end, is_cut = data == _NEWLINE, data == self._delimiter
        if _QUOTE in block:
            self._quotes_seen = True
            outside = np.cumsum(data == _QUOTE, dtype=np.int32) % 2 == 0
            is_end &= outside
            is_cut &= outside
        return np.flatnonzero(is_end), np.flatnonzero(is_cut)

    def _fault(self, index: int, length: int, n_cuts: int) -> Exception:
        if self._quotes_seen:
            return _QuotesUnclear()
        line = self._lines + index + 1
        if length > BLOCK:
            return _too_long(self._path, line)
        return _ragged(self._path, line, n_cuts + 1, self._n_cuts + 1)


def _count_by_quotes(path: CsvBytes, found: Dialect, stream: Iterable[str]) -> int:
    counter = _RowCounter(path, found)
    for block in stream:
        counter.feed(block.encode())
    return counter.finish()


def count_by_cells(path: CsvBytes, found: Dialect, encoding: str) -> int:
    """The number of rows, cell by cell as the parser does it: slow, and exact about quotes.

    Raises:
        UserError: for the first row with another number of cells than the first, or an open quote.
    """
    n_rows, before = 0, 0
    reader = csv.reader(
        _lines(path, encoding), delimiter=found.delimiter, skipinitialspace=True, strict=False
    )
    try:
        for row in reader:
            blank = not row or (len(row) == 1 and not row[0].strip() and len(found.names) > 1)
            if not blank and len(row) != len(found.names):
                if reader.line_num - before > 1:
                    raise _never_closed(path, before + 1)
                raise _ragged(path, reader.line_num, len(row), len(found.names))
            n_rows += not blank
            before = reader.line_num
    except csv.Error:
        raise _never_closed(path, before + 1) from None
    return n_rows


def _lines(path: CsvBytes, encoding: str) -> Iterator[str]:
    rest, number = "", 0
    for block in blocks(path, encoding):
        *lines, rest = (rest + block).split("\n")
        number += len(lines)
        if len(rest) > BLOCK:
            raise _too_long(path, number + 1)
        yield from (line + "\n" for line in lines)
    if rest:
        yield rest


def _check_size(path: CsvBytes, n_rows: int, n_columns: int) -> None:
    if n_rows * n_columns > MOST_CELLS:
        raise UserError(
            text(
                "{file} has {rows} rows of {columns} columns, more than fit in memory: keep at most "
                "{most} rows.",
                file=path.name,
                rows=n_rows,
                columns=n_columns,
                most=MOST_CELLS // n_columns,
            )
        )


def _too_long(path: CsvBytes, line: int) -> UserError:
    return UserError(
        text(
            "Line {line} of {file} is longer than 1 MiB: a table has one row a line. Check the "
            "line ends of the file.",
            line=line,
            file=path.name,
        )
    )


def _ragged(path: CsvBytes, line: int, found: int, expected: int) -> UserError:
    return UserError(
        text(
            "Line {line} of {file} has another number of values than the first line: {found} "
            "instead of {expected}. Mend that line, or choose another delimiter.",
            line=line,
            file=path.name,
            found=found,
            expected=expected,
        )
    )


def _never_closed(path: CsvBytes, line: int) -> UserError:
    return UserError(
        text(
            "A quote opened in line {line} of {file} is not closed where its cell should end: "
            "mend that line.",
            line=line,
            file=path.name,
        )
    )
