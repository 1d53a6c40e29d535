"""The figures of a run as a text table: a row for every step, every epoch or every moment."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from engine.files.atomic import replacing
from engine.history import History
from engine.series import Series
from engine.spec.network import NetworkSpec

_ROWS = 4096


def write_csv(history: History, part: str, network: NetworkSpec, path: Path) -> None:
    """Writes the series of one part side by side; layers go by their names.

    Args:
        history: has the figures.
        part: “steps”, “epochs”, “probes”, “chunks” or “machine”.
        network: has the layers' names.
        path: the file; what was there is replaced.

    Raises:
        UserError: when it can't be written.
    """
    columns: Mapping[str, Series] = getattr(history, part)
    with replacing(path, keep_previous=False) as file:
        for text in _lines(columns, part, network):
            file.write(text.encode())


def _lines(columns: Mapping[str, Series], part: str, network: NetworkSpec) -> Iterator[str]:
    count = max((len(series) for series in columns.values()), default=0)
    names = [_named(name, network) for name in columns]
    # Points of steps have no number of their own: point i belongs to step i + 1.
    yield _csv([(["step"] if part == "steps" else []) + names])
    for start in range(0, count, _ROWS):
        end = min(start + _ROWS, count)
        values = [_cells(series.values[start:end], end - start) for series in columns.values()]
        if part == "steps":
            values.insert(0, [str(step) for step in range(start + 1, end + 1)])
        yield _csv(list(map(list, zip(*values, strict=True))))


def _cells(values: np.ndarray, count: int) -> list[str]:
    """Every digit of the numbers; nothing where a series has ended before the others."""
    cells = [_number(value) for value in values.astype(str).tolist()]
    return cells + [""] * (count - len(cells))


def _number(digits: str) -> str:
    return digits.removesuffix(".0")


def _named(name: str, network: NetworkSpec) -> str:
    what, slash, layer = name.partition("/")
    return f"{what}/{network.layer(layer).name}" if slash and layer in network else name


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
