"""A text table in a file: comma, semicolon, tab or bar between its cells, in any usual encoding."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.data.pixels import find_pixels
from engine.data.sources.csv_bytes import CsvBytes, EmbeddedCsv
from engine.data.sources.csv_encoding import candidates, check_encoding
from engine.data.sources.csv_scan import Layout, count_by_cells, scan
from engine.data.table import Column, Table, is_number, missing
from engine.data.values import LARGEST, MISSING_CELLS, to_float
from engine.files.data_path import embedded
from engine.spec.data import CsvSource
from engine.text import Text, UserError, text

if TYPE_CHECKING:
    import pandas as pd


def read(source: CsvSource, folder: Path | None = None) -> Table:
    """The table in the file; a column of numbers and gaps is a number, any other a category.

    Columns called pixel1, pixel2 … are the pixels of one picture a row.

    The file is looked through first, so that a fault is named by its line before anything big is
    held in memory; pandas then reads a file that is known to be sound.

    Raises:
        UserError: when the file can't be read as a table, naming the file, the line or row, and
            the column where there is one.
    """
    path = _path(source, folder)
    try:
        layout = _layout(path, source)
        columns = _columns(path, _parse(path, layout))
    except OSError as error:
        raise UserError(
            text(
                "{file} can't be read: {reason}.",
                file=path.name,
                reason=error.strerror or type(error).__name__,
            )
        ) from None
    warnings: list[Text] = []
    if layout.encoding in {"gb18030", "cp1252", "latin-1"} and not source.encoding:
        warnings.append(
            text(
                "{file} is not UTF-8: read as {encoding}. If letters look wrong, choose another "
                "encoding.",
                file=path.name,
                encoding=layout.encoding,
            )
        )
    if layout.dialect.renamed:
        warnings.append(
            text(
                "Some column names of {file} were empty, doubled or unprintable and were changed.",
                file=path.name,
            )
        )
    pixels = find_pixels(list(columns))
    if pixels is None or not all(
        is_number(values) for name, values in columns.items() if name != pixels.label
    ):
        return Table(source, path.name, columns, warnings=tuple(warnings))
    return Table(
        source, path.name, columns, (pixels.label,), pixels.shape, warnings=tuple(warnings)
    )


def _path(source: CsvSource, folder: Path | None) -> CsvBytes:
    if "\0" in source.path:
        raise UserError(text("The path of a file can't hold a zero character: choose the file."))
    path = (folder or Path()) / source.path
    if (data := embedded(path)) is not None:
        return EmbeddedCsv(path.name, data)
    try:
        if path.is_dir():
            raise UserError(text("{path} is a folder: choose a file in it.", path=source.path))
        if not path.exists():
            raise UserError(
                text(
                    "There is no file {path}: it was moved or renamed. Choose it again.",
                    path=source.path[:200],
                )
            )
        if not path.is_file():
            raise UserError(text("{path} is no ordinary file: choose another.", path=source.path))
    except OSError as error:
        raise UserError(
            text(
                "{file} can't be read: {reason}.",
                file=source.path[:200],
                reason=error.strerror or type(error).__name__,
            )
        ) from None
    return path


def _layout(path: CsvBytes, source: CsvSource) -> Layout:
    """The layout in the first encoding that fits the whole file."""
    if source.encoding:
        check_encoding(source.encoding)
    tried = []
    for encoding in [source.encoding] if source.encoding else candidates(path):
        tried.append(encoding)
        try:
            return scan(path, source, encoding)
        except UnicodeError:
            continue
    raise UserError(
        text(
            "{file} is not written in {encoding}: leave the encoding empty to have it found, or "
            "choose another.",
            file=path.name,
            encoding=source.encoding,
        )
        if source.encoding
        else text(
            "{file} begins as {encoding} does but goes on with other bytes: save it again as UTF-8.",
            file=path.name,
            encoding=tried[0],
        )
    )


def _parse(path: CsvBytes, layout: Layout) -> "pd.DataFrame":
    import pandas as pd

    found = layout.dialect
    frame, fault = None, ""
    # A handle instead of a path: pandas would also fetch addresses and unpack archives.
    with path.open("rb") as file:
        try:
            frame = pd.read_csv(
                file,
                sep=found.delimiter,
                decimal=found.decimal,
                header=0 if found.header else None,
                names=list(found.names),
                encoding=layout.encoding,
                na_values=MISSING_CELLS,
                keep_default_na=False,
                skipinitialspace=True,
                low_memory=False,
            )
        except (pd.errors.ParserError, ValueError) as error:
            fault = " ".join(str(error).split()).rstrip(".")
    # Cells beyond the named columns would have become an index.
    if frame is None or len(frame) != layout.n_rows or not isinstance(frame.index, pd.RangeIndex):
        # The scan counted quotes that the parser takes for letters: find the line by cells.
        count_by_cells(path, found, layout.encoding)
    if frame is None or not isinstance(frame.index, pd.RangeIndex):
        raise UserError(
            text("{file} can't be read as a table: {reason}.", file=path.name, reason=fault)
        )
    return frame


def _columns(path: CsvBytes, frame: "pd.DataFrame") -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for name, series in frame.items():
        if series.dtype.kind in "fiu":
            columns[str(name)] = series.to_numpy(np.float64)
        else:
            columns[str(name)] = _column(series.astype(object).tolist())
        _check_range(path, str(name), columns[str(name)])
    if all(missing(column).all() for column in columns.values()):
        raise UserError(
            text("Every value of {file} is missing: choose another file.", file=path.name)
        )
    return columns


def _column(cells: list[object]) -> Column:
    """Text, or numbers that pandas found too large to be sure of."""
    words = [None if _is_gap(cell) else str(cell).strip() for cell in cells]
    numbers = [to_float(word) for word in words]
    if all(number is not None for number in numbers):
        return np.array(numbers, np.float64)
    return np.array(words, dtype=object)


def _is_gap(cell: object) -> bool:
    return cell is None or cell != cell  # noqa: PLR0124  # only NaN differs from itself


def _check_range(path: CsvBytes, name: str, values: Column) -> None:
    if values.dtype.kind != "f":
        return
    too_large = np.abs(values) > LARGEST
    if too_large.any():
        row = int(too_large.argmax())
        raise UserError(
            text(
                "Row {row} of {file} holds {value} in column “{column}”, more than a float32 can: "
                "mend it, or give the column a larger unit.",
                row=row + 1,
                file=path.name,
                value=repr(float(values[row])),
                column=name,
            )
        )
