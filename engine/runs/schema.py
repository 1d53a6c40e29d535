"""The tables of the file of runs, and how an older file becomes one of today."""

import sqlite3
import time
from pathlib import Path

from engine.runs.faults import RunsError
from engine.text import text

#: Marks the file as ours, in its header; it reads “NtWr”.
APPLICATION = 0x4E745772

#: Seconds until the next try.
_AGAIN = 0.01

_FIRST = (
    """CREATE TABLE runs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        revision INTEGER NOT NULL,
        deleted INTEGER NOT NULL DEFAULT 0,
        name TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        tags TEXT NOT NULL DEFAULT '',
        colour INTEGER,
        created REAL NOT NULL,
        updated REAL NOT NULL,
        state TEXT NOT NULL,
        message TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL,
        file TEXT NOT NULL,
        project TEXT NOT NULL,
        planned INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        device TEXT NOT NULL,
        threads INTEGER NOT NULL,
        torch TEXT NOT NULL,
        path TEXT NOT NULL DEFAULT '',
        steps INTEGER NOT NULL DEFAULT 0,
        epochs INTEGER NOT NULL DEFAULT 0,
        seconds REAL NOT NULL DEFAULT 0,
        watched TEXT NOT NULL DEFAULT '',
        best REAL,
        best_epoch INTEGER NOT NULL DEFAULT 0,
        last TEXT NOT NULL DEFAULT '{}',
        parent TEXT NOT NULL DEFAULT '',
        parent_step INTEGER NOT NULL DEFAULT 0,
        host TEXT NOT NULL,
        process INTEGER NOT NULL,
        process_began REAL NOT NULL,
        heartbeat REAL NOT NULL,
        notes TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    "CREATE INDEX runs_by_revision ON runs (revision)",
    """CREATE TABLE series (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        part TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        points INTEGER NOT NULL,
        UNIQUE (run, part, name)
    ) STRICT""",
    """CREATE TABLE points (
        series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
        start INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (series, start)
    ) STRICT""",
    """CREATE TABLE samples (
        run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        part TEXT NOT NULL,
        name TEXT NOT NULL,
        at INTEGER NOT NULL,
        low REAL NOT NULL,
        high REAL NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (run, part, name, at)
    ) STRICT""",
)

#: Statements that lead from version n to n + 1, the first ones from an empty file.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
VERSION = len(MIGRATIONS)


def prepare(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    """Makes the tables where they are missing and brings older ones up to date.

    Args:
        connection: to the file.
        path: of the file, for what is said of it.
        patience: seconds to wait for another program that is just beginning the same file.

    Raises:
        RunsError: for a file of a newer version, or one of another program; it stays as it is.
        sqlite3.Error: when it can't be read or written.
    """
    # What is read belongs together: another program may just be beginning the file.
    connection.execute("BEGIN")
    try:
        known = _version(connection, path) == VERSION
    finally:
        connection.rollback()
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # counts in a file without pages only
    _keep_log(connection, patience)
    if known:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in MIGRATIONS[_version(connection, path) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _keep_log(connection: sqlite3.Connection, patience: float) -> None:
    """Changes go to a log beside the file first: readers and a writer do not wait for one another.

    SQLite itself does not wait when another program is at the same.
    """
    end = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            time.sleep(_AGAIN)
        else:
            return


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the file's tables; 0 for an empty file."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
    if owner != APPLICATION and not (empty and version == 0):
        raise RunsError(
            text("{file} belongs to another program. Choose another file for the runs.", file=path)
        )
    if version > VERSION:
        raise RunsError(
            text(
                "The file of runs, {file}, has version {found}; this Netwright knows versions up to "
                "{known}. Use a newer Netwright, or another file.",
                file=path,
                found=version,
                known=VERSION,
            )
        )
    return version
