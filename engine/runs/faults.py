"""What SQLite says when it can't read or write, in words for people."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.text import Text, UserError, text

_FULL = frozenset({sqlite3.SQLITE_FULL})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FORBIDDEN = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})


class RunsError(UserError):
    """The file of runs can't be used now, or a run is not in it."""


class DamagedError(RunsError):
    """The file is no SQLite database any more."""


class GoneError(RunsError):
    """The file was deleted, or another one lies in its place."""


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into a RunsError about the file `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise fault(path, error) from error


def fault(path: Path, error: sqlite3.Error) -> RunsError:
    """The error as a sentence: what is wrong with the file and what to do."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _DAMAGED:
        return DamagedError(text("The file of runs, {file}, is damaged.", file=path))
    return RunsError(_reason(path, code, error))


def _reason(path: Path, code: int, error: sqlite3.Error) -> Text:
    if code in _FULL:
        return text("The disk with the file of runs, {file}, is full. Free some space.", file=path)
    if code in _BUSY:
        return text("Another program holds the file of runs, {file}. Close it there.", file=path)
    if code in _FORBIDDEN:
        return text(
            "The file of runs, {file}, can't be opened or written: see whether its folder is there "
            "and is yours.",
            file=path,
        )
    return text(
        "The file of runs, {file}, can't be used: {reason}.", file=path, reason=str(error)[:200]
    )
