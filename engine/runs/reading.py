"""The history of a run out of the file, each series when it is first asked for; and what came since."""

import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from typing_extensions import override

from engine.files import strict_json
from engine.files.history_file import read_notes
from engine.history import History
from engine.runs.faults import RunsError
from engine.runs.points import CHUNK, KINDS, MOMENTS, PARTS
from engine.runs.store import RunStore
from engine.series import Series
from engine.text import UserError, text
from engine.train.events import Histogram

_MOST_NOTES = 1 << 26


class StoredSeries(Series):
    """A series whose points stay in the file until somebody looks; NaN what can't be read then."""

    def __init__(self, points: int, dtype: np.dtype[Any], read: Callable[[], np.ndarray]) -> None:
        super().__init__(dtype=dtype)
        self._size = points
        self._read: Callable[[], np.ndarray] | None = read

    @property
    @override
    def values(self) -> np.ndarray:
        self._fetch()
        return super().values

    @override
    def append(self, values: np.ndarray) -> None:
        self._fetch()
        super().append(values)

    def lengthen(self, points: int, read: Callable[[], np.ndarray]) -> bool:
        """The file has more points by now; False when those before have been read already."""
        if self._read is None:
            return False
        self._size, self._read = points, read
        return True

    def _fetch(self) -> None:
        if self._read is None:
            return
        read, self._read = self._read, None
        try:
            self._data = read()
        except RunsError:
            self._data = np.full(self._size, np.nan, self._data.dtype)


@dataclass
class _Column:
    """A series in the file: its number there, the type of its points, and how many are read."""

    number: int
    dtype: np.dtype[Any]
    points: int


class RunReader:
    """Reads one run.

    Raises:
        RunsError: when there is no such run, or it can't be read.
    """

    def __init__(self, store: RunStore, run_id: str) -> None:
        self._store, self._id = store, run_id
        self._known: dict[str, dict[str, _Column]] = {}

    def history(self) -> History:
        """The run's history as it is in the file now; `follow` keeps this one up to date."""
        history = History()
        with self._store.reading() as connection:
            self._known = _columns(connection, self._run(connection))
            history.steps = {
                name: StoredSeries(column.points, column.dtype, self._reader(column))
                for name, column in self._known["steps"].items()
            }
            for name, column in self._known["epochs"].items():
                history.epochs[name] = Series(self._points(connection, column, 0, column.points))
            for part in MOMENTS:
                self._restore(connection, history, part)
            self._read_rest(connection, history)
        history.version = 1
        return history

    def series(self, part: str, name: str) -> np.ndarray:
        """The points of one series alone; none where the run has no such series."""
        with self._store.reading() as connection:
            column = _columns(connection, self._run(connection))[part].get(name)
            if column is None:
                return np.empty(0, np.float64)
            return self._points(connection, column, 0, column.points)

    def settings(self) -> list[tuple[int, str, float]]:
        """The live settings that were changed: after which step, what, and to what."""
        history = History()
        with self._store.reading() as connection:
            self._read_notes(connection, history)
        return history.settings

    def follow(self, history: History) -> bool:
        """Adds to what `history` gave what has been written since; False when nothing was."""
        with self._store.reading() as connection:
            now = _columns(connection, self._run(connection))
            if now == self._known:
                return False
            before, self._known = self._known, now
            for part in ("steps", "epochs"):
                self._extend(connection, getattr(history, part), before[part], now[part])
            for part in MOMENTS:
                if before[part] != now[part]:
                    self._restore(connection, history, part)
            self._read_rest(connection, history)
        history.version += 1
        return True

    def _run(self, connection: sqlite3.Connection) -> int:
        row = connection.execute("SELECT number FROM runs WHERE id = ?", (self._id,)).fetchone()
        if row is None:
            raise RunsError(text("There is no run {run} any more.", run=self._id))
        return int(row["number"])

    def _reader(self, column: _Column) -> Callable[[], np.ndarray]:
        number, dtype, points = column.number, column.dtype, column.points

        def read() -> np.ndarray:
            with self._store.reading() as connection:
                return self._points(connection, _Column(number, dtype, points), 0, points)

        return read

    def _extend(
        self,
        connection: sqlite3.Connection,
        series: dict[str, Series],
        before: dict[str, _Column],
        now: dict[str, _Column],
    ) -> None:
        for name in [name for name in series if name not in now]:
            del series[name]
        for name, column in now.items():
            known = before.get(name)
            if known is None or known.number != column.number or known.points > column.points:
                series[name] = Series(self._points(connection, column, 0, column.points))
            elif column.points > known.points:
                there = series[name]
                if isinstance(there, StoredSeries) and there.lengthen(
                    column.points, self._reader(column)
                ):
                    continue
                new = self._points(connection, column, known.points, column.points)
                there.append(new)

    def _restore(self, connection: sqlite3.Connection, history: History, part: str) -> None:
        columns = self._known[part]
        if "step" in columns:
            getattr(history, part).restore(
                {n: self._points(connection, c, 0, c.points) for n, c in columns.items()}
            )

    def _points(
        self, connection: sqlite3.Connection, column: _Column, first: int, end: int
    ) -> np.ndarray:
        """The points `first` to `end` of a series, checked: all are there and none twice."""
        found = np.empty(end - first, column.dtype)
        at = first
        rows = connection.execute(
            "SELECT start, data FROM points WHERE series = ? AND start > ? AND start < ? "
            "ORDER BY start",
            (column.number, first - CHUNK, end),
        )
        for start, data in rows:
            if not data or len(data) % column.dtype.itemsize or len(data) > CHUNK * 8:
                raise self._damaged()
            piece = np.frombuffer(data, column.dtype)
            if start + len(piece) <= first:
                continue
            piece = piece[max(first - start, 0) : end - start]
            if max(start, first) != at:
                raise self._damaged()
            found[at - first : at - first + len(piece)] = piece
            at += len(piece)
        if at != end:
            raise self._damaged()
        return found

    def _read_rest(self, connection: sqlite3.Connection, history: History) -> None:
        """Histograms, confusion matrices and what took effect when."""
        run = self._read_notes(connection, history)
        history.histograms.clear()
        history.confusions.keep_if(lambda _item: False)
        rows = connection.execute(
            "SELECT part, name, at, low, high, data FROM samples WHERE run = ? ORDER BY at", (run,)
        )
        for row in rows:
            if not row["data"] or len(row["data"]) % 8:
                raise self._damaged()
            counts = np.frombuffer(row["data"], "<i8")
            if row["part"] == "histograms":
                histogram = Histogram(row["low"], row["high"], counts)
                history.add_histogram(row["name"], row["at"], histogram)
            else:
                history.add_confusion(row["at"], self._square(counts))

    def _read_notes(self, connection: sqlite3.Connection, history: History) -> int:
        """What took effect when; gives the run's number."""
        run = self._run(connection)
        notes = connection.execute("SELECT notes FROM runs WHERE number = ?", (run,)).fetchone()
        try:
            described = strict_json.parse(notes["notes"].encode(), _MOST_NOTES)
            if described:  # nothing has been written yet
                read_notes(described, history)
        except UserError as error:
            raise self._damaged() from error
        return run

    def _square(self, counts: np.ndarray) -> np.ndarray:
        classes = math.isqrt(len(counts))
        if classes * classes != len(counts) or (counts < 0).any():
            raise self._damaged()
        return counts.reshape(classes, classes)

    def _damaged(self) -> RunsError:
        return RunsError(
            text("The points of this run in {file} are damaged.", file=self._store.path)
        )


def _columns(connection: sqlite3.Connection, run: int) -> dict[str, dict[str, _Column]]:
    """The series of a run by part."""
    found: dict[str, dict[str, _Column]] = {part: {} for part in PARTS}
    for row in connection.execute(
        "SELECT number, part, name, kind, points FROM series WHERE run = ? ORDER BY number", (run,)
    ):
        if row["part"] in found and row["kind"] in KINDS and row["points"] >= 0:
            column = _Column(row["number"], KINDS[row["kind"]], row["points"])
            found[row["part"]][row["name"]] = column
    for part in MOMENTS:  # a writer may be between two of them
        columns = found[part]
        shortest = min((column.points for column in columns.values()), default=0)
        for column in columns.values():
            column.points = shortest
    return found
