"""The points of a run in the file: appended by whoever trains, read by anyone.

A series is kept in whole chunks and, behind them, in small pieces until the next chunk is full. So a
write touches little, and ten million points are a thousand rows. Numbers are little-endian.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.files import strict_json
from engine.files.history_file import history_notes
from engine.history import History
from engine.runs.faults import RunsError
from engine.runs.store import RunStore
from engine.series import Series
from engine.text import text

#: Points of a whole chunk, and of the pieces that the last, unfinished one is kept in.
CHUNK, PIECE = 1 << 13, 1 << 9
#: Bytes written in one transaction, so that others need not wait long for theirs.
_MOST_BYTES = 1 << 20
#: Taken now and then, and thinned: nobody knows which of them another writer has left in the file.
MOMENTS = ("probes", "chunks", "machine")
PARTS = ("steps", "epochs", *MOMENTS)
KINDS: Mapping[str, np.dtype[Any]] = {"f4": np.dtype("<f4"), "f8": np.dtype("<f8")}

Name = tuple[str, str]


@dataclass
class _Stored:
    number: int
    points: int


@dataclass(frozen=True)
class _Piece:
    name: Name
    kind: str
    start: int
    data: bytes
    points: int


class PointWriter:
    """Appends what is new in a history to the points of a run.

    Raises:
        RunsError: when there is no such run, or the file can't be read.
    """

    def __init__(self, store: RunStore, run_id: str) -> None:
        self._store = store
        self._stored: dict[Name, _Stored] = {}
        self._generations = dict.fromkeys(PARTS, (0, 0)) | dict.fromkeys(MOMENTS, (0, -1))
        self._samples: set[tuple[str, str, int]] = set()
        self._notes = b""
        with store.reading() as connection:
            found = connection.execute("SELECT number FROM runs WHERE id = ?", (run_id,)).fetchone()
            if found is None:
                raise RunsError(text("There is no run {run} any more.", run=run_id))
            self._run: int = found["number"]
            for row in connection.execute(
                "SELECT number, part, name, points FROM series WHERE run = ?", (self._run,)
            ):
                self._stored[row["part"], row["name"]] = _Stored(row["number"], row["points"])
            for row in connection.execute(
                "SELECT part, name, at FROM samples WHERE run = ?", (self._run,)
            ):
                self._samples.add((row["part"], row["name"], row["at"]))

    def write(self, history: History) -> None:
        """Writes the points that are not in the file yet; `history` must not change meanwhile."""
        self._begin_anew(history)
        for batch in _batches(self._new_pieces(history)):
            with self._store.writing() as connection:
                stored = {piece.name: self._write(connection, piece) for piece in batch}
            self._stored |= stored
        self._write_rest(history)

    def _begin_anew(self, history: History) -> None:
        """Drops series that were thinned or taken back since, or were longer: they are written again."""
        parts, back = _parts(history), history.times_taken_back
        generations = {
            part: (back, getattr(columns, "generation", 0)) for part, columns in parts.items()
        }
        dropped = [
            (name, stored.number)
            for name, stored in self._stored.items()
            if self._generations[name[0]] != generations[name[0]]
            or stored.points > len(parts[name[0]].get(name[1], ()))
        ]
        if dropped:
            with self._store.writing() as connection:
                connection.executemany(
                    "DELETE FROM series WHERE number = ?", [(number,) for _, number in dropped]
                )
            for name, _ in dropped:
                del self._stored[name]
        self._generations = generations

    def _new_pieces(self, history: History) -> Iterator[_Piece]:
        for part, columns in _parts(history).items():
            for name, series in columns.items():
                before = self._stored.get((part, name))
                kind = "f8" if series.values.dtype.itemsize == 8 else "f4"
                values = series.values.astype(KINDS[kind], copy=False)
                for start, end in _cuts(before.points if before else 0, len(values)):
                    yield _Piece((part, name), kind, start, values[start:end].tobytes(), end)

    def _write(self, connection: sqlite3.Connection, piece: _Piece) -> _Stored:
        stored = self._stored.get(piece.name)
        if stored is None:
            number = connection.execute(
                "INSERT INTO series (run, part, name, kind, points) VALUES (?, ?, ?, ?, 0) "
                "ON CONFLICT DO UPDATE SET points = points RETURNING number",
                (self._run, *piece.name, piece.kind),
            ).fetchone()["number"]
            stored = _Stored(number, 0)
        connection.execute(
            "DELETE FROM points WHERE series = ? AND start >= ? AND start < ?",
            (stored.number, piece.start, piece.points),
        )
        connection.execute(
            "INSERT INTO points VALUES (?, ?, ?)", (stored.number, piece.start, piece.data)
        )
        connection.execute(
            "UPDATE series SET points = ? WHERE number = ?", (piece.points, stored.number)
        )
        return _Stored(stored.number, piece.points)

    def _write_rest(self, history: History) -> None:
        """Writes what is no series: histograms, confusion matrices, what took effect when."""
        wanted = dict(_samples(history))
        gone, new = self._samples - wanted.keys(), wanted.keys() - self._samples
        notes = strict_json.dump(history_notes(history))
        if not gone and not new and notes == self._notes:
            return
        with self._store.writing() as connection:
            connection.executemany(
                "DELETE FROM samples WHERE run = ? AND part = ? AND name = ? AND at = ?",
                [(self._run, *key) for key in gone],
            )
            connection.executemany(
                "INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (self._run, *key, low, high, counts.astype("<i8").tobytes())
                    for key, (low, high, counts) in wanted.items()
                    if key in new
                ],
            )
            connection.execute(
                "UPDATE runs SET notes = ? WHERE number = ?", (notes.decode(), self._run)
            )
        self._samples, self._notes = set(wanted), notes


def _cuts(before: int, points: int) -> Iterator[tuple[int, int]]:
    """What to write when a series of `before` points in the file has become `points` long."""
    whole = points // CHUNK * CHUNK
    for start in range(before // CHUNK * CHUNK, whole, CHUNK):
        if start + CHUNK > before:
            yield start, start + CHUNK
    for start in range(max(before // PIECE * PIECE, whole), points, PIECE):
        if min(start + PIECE, points) > before:
            yield start, min(start + PIECE, points)


def _parts(history: History) -> Mapping[str, Mapping[str, Series]]:
    return {part: getattr(history, part) for part in PARTS}


def _samples(
    history: History,
) -> Iterator[tuple[tuple[str, str, int], tuple[float, float, np.ndarray]]]:
    """Histograms by the step, confusion matrices by the epoch: the ends and the counts."""
    for name, kept in history.histograms.items():
        for step, histogram in kept.items:
            yield ("histograms", name, step), (histogram.low, histogram.high, histogram.counts)
    for epoch, counts in history.confusions.items:
        yield ("confusions", "", epoch), (0.0, 0.0, counts)


def _batches(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces, so many together as one transaction writes."""
    batch, size = list[_Piece](), 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece.data)
        if size >= _MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
