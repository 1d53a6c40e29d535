"""The file of runs: opened, listed, changed.

Several programs may have it open at once (SQLite's write-ahead log), so every change is one short
transaction and every method may be called from any thread.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.check.project import check_project
from engine.files import strict_json
from engine.runs import schema
from engine.runs.faults import DamagedError, GoneError, RunsError, in_words
from engine.runs.place import weights_file
from engine.runs.processes import Writer
from engine.runs.rows import COLUMNS, message_line, run_of, standing_values, writer_values
from engine.runs.run import NewRun, Run, Standing, State
from engine.spec.project import Project
from engine.text import Text, UserError, text

#: Seconds to wait for another program that writes.
PATIENCE = 5.0
_MOST_PROJECT = 1 << 26
_NEXT = "(SELECT COALESCE(MAX(revision), 0) + 1 FROM runs)"
#: Gives the newest revision to the latest run that is not the one to go.
_KEEP_NEWEST = (
    "UPDATE runs SET revision = (SELECT MAX(revision) FROM runs) "
    "WHERE number = (SELECT MAX(number) FROM runs WHERE id <> ?)"
)


class RunStore:
    """The runs in the file `path`, which is made where it is missing.

    Attributes:
        notice: what happened to a damaged file, which then lies beside the new one; else None.

    Raises:
        RunsError: when the file can't be used.
    """

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self.path = path.absolute()
        self.notice: Text | None = None
        self._patience = patience
        self._lock = threading.RLock()
        try:
            self._connection = self._open()
        except DamagedError:
            self.notice = put_aside(self.path)
            self._connection = self._open()
        self._identity = _identity(self.path)

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunsError(
                text(
                    "The folder for the runs, {folder}, can't be made: {reason}.",
                    folder=self.path.parent,
                    reason=error.strerror or type(error).__name__,
                )
            ) from error
        with in_words(self.path):
            connection = sqlite3.connect(
                self.path,
                timeout=self._patience,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                connection.row_factory = sqlite3.Row
                schema.prepare(connection, self.path, self._patience)
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                connection.close()
                raise
        return connection

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The file as it is now, for as long as the block lasts."""
        yield from self._transaction("BEGIN")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Changes that are made together or not at all."""
        yield from self._transaction("BEGIN IMMEDIATE")

    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock, in_words(self.path):
            if self._connection.in_transaction:  # part of something larger
                yield self._connection
                return
            self._check_place()
            self._connection.execute(begin)
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def _check_place(self) -> None:
        """SQLite itself would go on writing into a file that has no name any more."""
        if _identity(self.path) != self._identity:
            raise GoneError(text("The file of runs, {file}, was deleted.", file=self.path))

    @property
    def change(self) -> int:
        """Another number than before as soon as somebody else has written."""
        with self._lock, in_words(self.path):
            self._check_place()
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def runs(self, since: int = 0, *, deleted: bool = False) -> list[Run]:
        """The runs changed after the revision `since`, by number; `deleted`: those as well."""
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM runs WHERE revision > ? AND deleted <= ? ORDER BY number",
                (since, int(deleted)),
            ).fetchall()
        return [run_of(row) for row in rows]

    def run(self, run_id: str) -> Run:
        """The run of this id, deleted or not; RunsError where there is none."""
        with self.reading() as connection:
            row = connection.execute(
                f"SELECT {COLUMNS} FROM runs WHERE id = ?", (run_id,)
            ).fetchone()
        if row is None:
            raise _missing(run_id)
        return run_of(row)

    def project(self, run_id: str) -> Project:
        """The project of a run.

        Raises:
            RunsError: when there is no such run, or its project can't be read.
        """
        with self.reading() as connection:
            row = connection.execute("SELECT project FROM runs WHERE id = ?", (run_id,)).fetchone()
        if row is None:
            raise _missing(run_id)
        try:
            described = strict_json.parse(row["project"].encode(), _MOST_PROJECT)
            return check_project(Project.parse(described))
        except UserError as error:
            raise RunsError(
                text("The project of this run can't be read: {reason}", reason=error.text)
            ) from error

    def begin(self, new: NewRun) -> Run:
        """Adds a run, or lets one of this id go on: with this project and from this process."""
        values = {
            **_values(new),
            **writer_values(Writer.here()),
            "state": "running",
            "message": "",
            "deleted": 0,
        }
        with self.writing() as connection:
            known = connection.execute("SELECT 1 FROM runs WHERE id = ?", (new.id,)).fetchone()
            if known is None:
                _insert(connection, {**values, "created": time.time()})
            else:
                _update(connection, [new.id], values)
        return self.run(new.id)

    def note(
        self, run_id: str, standing: Standing, state: State, message: Text | None = None
    ) -> None:
        """Notes how far a run has come; RunsError where there is no such run."""
        values = {
            **standing_values(standing),
            **writer_values(Writer.here()),
            "state": state,
            "message": _clean(message_line(message)),
        }
        self._change([run_id], values)

    def rename(self, run_id: str, name: str) -> None:
        """Gives a run a name; "" takes it back to that of its project."""
        self._change([run_id], {"name": _clean(name)})

    def set_note(self, run_id: str, note: str) -> None:
        """Writes something beside a run."""
        self._change([run_id], {"note": _clean(note)})

    def set_tags(self, run_ids: Sequence[str], tags: Iterable[str]) -> None:
        """Gives runs these tags, words without spaces, and no others."""
        self._change(run_ids, {"tags": " ".join(_clean(" ".join(tags)).split())})

    def set_colour(self, run_ids: Sequence[str], colour: int | None) -> None:
        """Gives runs a colour by its number in the table of series; None for one by itself."""
        self._change(run_ids, {"colour": colour})

    def delete(self, run_ids: Sequence[str]) -> None:
        """Takes runs off the list; until `purge` they can be put back.

        Raises:
            RunsError: when one of them is at work; then none is deleted.
        """
        for run in map(self.run, run_ids):
            if run.is_live:
                raise RunsError(text("Run {number} is at work. Stop it first.", number=run.number))
        self._change(run_ids, {"deleted": 1})

    def put_back(self, run_ids: Sequence[str]) -> None:
        """Puts deleted runs back on the list."""
        self._change(run_ids, {"deleted": 0})

    def purge(self) -> None:
        """Forgets the deleted runs for good, and the files of their weights."""
        with self.reading() as connection:
            rows = connection.execute("SELECT id FROM runs WHERE deleted = 1").fetchall()
        for row in rows:
            with self.writing() as connection:
                # Others ask for what is newer than the newest they know: no revision may come again.
                connection.execute(_KEEP_NEWEST, (row["id"],))
                connection.execute("DELETE FROM runs WHERE id = ? AND deleted = 1", (row["id"],))
            weights = weights_file(self.path, row["id"])
            try:
                weights.unlink(missing_ok=True)
            except OSError as error:
                raise RunsError(
                    text(
                        "The weights of a deleted run are still in {file}: {reason}.",
                        file=weights,
                        reason=error.strerror or type(error).__name__,
                    )
                ) from error
        if rows:
            with self._lock, in_words(self.path):
                self._connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _change(self, run_ids: Sequence[str], values: dict[str, Any]) -> None:
        with self.writing() as connection:
            _update(connection, run_ids, values)


def _values(new: NewRun) -> dict[str, Any]:
    project = new.project
    return {
        "id": new.id,
        "title": _clean(project.title),
        "file": _clean(new.file),
        "project": strict_json.dump(project.model_dump(mode="json")).decode(),
        "planned": project.training.epochs,
        "seed": project.training.seed,
        "device": new.device,
        "threads": new.threads,
        "torch": new.torch,
        "parent": new.parent,
        "parent_step": new.parent_step,
    }


def _insert(connection: sqlite3.Connection, values: dict[str, Any]) -> None:
    places = ", ".join(f":{name}" for name in values)
    connection.execute(
        f"INSERT INTO runs (revision, {', '.join(values)}) VALUES ({_NEXT}, {places})", values
    )


def _update(connection: sqlite3.Connection, run_ids: Sequence[str], values: dict[str, Any]) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in values)
    for run_id in run_ids:
        found = connection.execute(
            f"UPDATE runs SET revision = {_NEXT}, {sets} WHERE id = :id", {**values, "id": run_id}
        )
        if not found.rowcount:
            raise _missing(run_id)


def _missing(run_id: str) -> RunsError:
    return RunsError(text("There is no run {run} any more.", run=run_id[:40]))


def _clean(words: str) -> str:
    """Words as SQLite can keep them: half a surrogate pair, as in some file names, has no UTF-8."""
    return words.encode("utf-8", "replace").decode().replace("\0", "")


def _identity(path: Path) -> tuple[int, int] | None:
    """Tells one file from another at the same place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def put_aside(path: Path) -> Text:
    """Gives a damaged file another name, so that a new one can begin; says so.

    Raises:
        RunsError: when that can't be done.
    """
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    try:
        path.rename(aside)
        for ending in ("-wal", "-shm"):
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise RunsError(
            text(
                "The file of runs, {file}, is damaged and can't be put aside: {reason}.",
                file=path,
                reason=error.strerror or type(error).__name__,
            )
        ) from error
    return text(
        "The file of runs was damaged. It lies beside the new one as {aside}; the list begins anew.",
        aside=aside.name,
    )
