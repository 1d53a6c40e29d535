"""How `pandas.read_csv` has to be called for a text table, from a look at its first lines only."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from engine.data.sources.csv_bytes import EmbeddedCsv
from engine.data.sources.csv_dialect import Dialect, dialect
from engine.data.sources.csv_encoding import blocks, candidates
from engine.data.sources.csv_scan import SAMPLE_LINES
from engine.files.data_path import embedded
from engine.spec.data import CsvSource


class CsvLayout(NamedTuple):
    """What the first lines tell; `padded` says that cells have spaces behind them."""

    encoding: str
    dialect: Dialect
    padded: bool


def csv_layout(source: CsvSource, folder: Path | None) -> CsvLayout:
    """The layout of the file; where it can't be read, what `source` itself says of it."""
    path = (folder or Path()) / source.path
    try:
        holder = path if path.exists() else path.parent.parent  # a project file, with data in it
        status = holder.stat()
        return _look(path, source, (status.st_mtime_ns, status.st_size))
    except (OSError, ValueError, csv.Error):
        # What is wrong with the file is the Data page's to say; code can be read without it.
        plain = Dialect(source.delimiter or ",", ".", source.header is not False, (), renamed=False)
        return CsvLayout(source.encoding or "utf-8", plain, padded=False)


@lru_cache(maxsize=8)
def _look(path: Path, source: CsvSource, _state: tuple[int, int]) -> CsvLayout:
    """Kept for as long as the file has the same age and size: code is written after every edit."""
    data = embedded(path)
    file = path if data is None else EmbeddedCsv(path.name, data)
    for encoding in (source.encoding,) if source.encoding else candidates(file):
        try:
            head = next(blocks(file, encoding))
        except UnicodeError:
            continue
        lines = head.split("\n")[:SAMPLE_LINES]
        found = dialect(lines, source)
        padded = any(line.endswith(" ") or f" {found.delimiter}" in line for line in lines)
        return CsvLayout(encoding, found, padded)
    raise ValueError("the file is of no encoding that is known")
