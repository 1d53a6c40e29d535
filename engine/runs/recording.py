"""Records runs while they go on, from a thread of its own: nobody waits for the disk."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.files.project_file import ProjectFile, save
from engine.history import History
from engine.runs.faults import DamagedError, GoneError
from engine.runs.latest_work import LatestWork
from engine.runs.place import weights_file
from engine.runs.points import PointWriter
from engine.runs.run import NewRun, Standing, State
from engine.runs.store import RunStore, put_aside
from engine.text import Text, UserError, text

#: Seconds between two writes, well below the second that a crash may cost.
EVERY = 0.5
#: Seconds between two times that the weights are kept while a run goes on.
WEIGHTS_EVERY = 30.0
#: Seconds to wait for another program that writes.
PATIENCE = 5.0

Tell = Callable[[Text], None]


@dataclass(frozen=True)
class _Noted:
    """A run as it was at some moment; `begins`: its row is to be made or taken over first."""

    run: NewRun
    begins: bool
    history: History
    state: State
    message: Text | None


class Recording:
    """Writes one run after another into the file of runs: `begin`, then `note` again and again.

    What can't be written is written later: the history has every point. `tell` is called, from
    another thread, with each new reason why it could not; training never stops for it.

    Args:
        path: the file of runs.
        tell: takes what a person should know.
    """

    def __init__(self, path: Path, tell: Tell) -> None:
        self._tell, self._told = tell, ""
        self._path = path.absolute()
        self._store: RunStore | None = None
        self._writers: dict[str, PointWriter] = {}
        self._run: NewRun | None = None
        self._begins = False
        self._due = self._weights_due = 0.0
        self._points = LatestWork[_Noted]("recording", self._try, _joined)
        self._weights = _Weights(self._path, tell)
        self._lock = threading.Lock()
        self._written = ""
        self._waiting: tuple[str, ProjectFile] | None = None

    @property
    def run(self) -> NewRun | None:
        """The run that was begun last."""
        return self._run

    def begin(self, run: NewRun) -> None:
        """From now on this run is recorded; where the file has it already, it goes on."""
        self._run, self._begins = run, True
        self._due, self._weights_due = 0.0, time.monotonic() + WEIGHTS_EVERY

    @property
    def is_due(self) -> bool:
        """Whether enough time has passed for the history to be noted again."""
        return time.monotonic() >= self._due

    def note(self, history: History, state: State = "running", message: Text | None = None) -> None:
        """Hands over the run as it is now; returns at once."""
        assert self._run is not None, "begin comes first"
        self._due = time.monotonic() + EVERY
        noted = _Noted(self._run, self._begins, history.snapshot(), state, message)
        self._begins = False
        self._points.put(self._run.id, noted)

    @property
    def wants_weights(self) -> bool:
        """Whether it is time to keep the weights of a run under way."""
        return time.monotonic() >= self._weights_due

    def keep_weights(self, contents: ProjectFile) -> None:
        """Keeps the weights of a run, as soon as its points can be written; returns at once."""
        assert self._run is not None, "begin comes first"
        self._weights_due = time.monotonic() + WEIGHTS_EVERY
        with self._lock:
            if self._written == self._run.id:
                self._weights.keep(self._run.id, contents)
            else:
                self._waiting = (self._run.id, contents)

    @property
    def is_idle(self) -> bool:
        """Whether everything handed over is written."""
        return self._points.is_idle and self._weights.is_idle

    def close(self, seconds: float) -> bool:
        """Waits until everything is written; False when it took longer."""
        end = time.monotonic() + seconds
        written = self._points.close(seconds)
        if written and self._store is not None:
            self._store.close()
        return self._weights.close(max(end - time.monotonic(), 0.0)) and written

    def _try(self, noted: _Noted) -> bool:
        try:
            self._write(noted)
        except UserError as error:
            self._begin_anew(error)
            self._missed(error.text, error.text.template)
            return False
        except Exception as error:  # noqa: BLE001 - told; the run goes on, and so does the recording
            reason = text("Something unexpected went wrong: {error}", error=repr(error)[:200])
            self._missed(reason, type(error).__name__)
            return False
        self._told = ""
        with self._lock:
            self._written = noted.run.id
            if self._waiting is not None and self._waiting[0] == self._written:
                self._weights.keep(*self._waiting)
                self._waiting = None
        return True

    def _missed(self, reason: Text, kind: str) -> None:
        """Notes that nothing can be written, and tells why, once for each kind of reason."""
        with self._lock:
            self._written = ""
        if self._told != kind:
            self._told = kind
            self._tell(_not_recorded(reason))

    def _begin_anew(self, error: UserError) -> None:
        """The file was deleted or is damaged: the next try makes a new one, with every point."""
        if self._store is None or not isinstance(error, DamagedError | GoneError):
            return
        self._store.close()
        self._store = None
        self._writers.clear()
        if isinstance(error, DamagedError):
            try:
                self._tell(put_aside(self._path))
            except UserError as stuck:
                self._tell(stuck.text)

    def _write(self, noted: _Noted) -> None:
        run_id = noted.run.id
        if self._store is None:
            self._store = RunStore(self._path, patience=PATIENCE)
            if self._store.notice is not None:
                self._tell(self._store.notice)
        if noted.begins or run_id not in self._writers:
            self._store.begin(noted.run)
            self._writers = {run_id: PointWriter(self._store, run_id)}
        self._writers[run_id].write(noted.history)
        self._store.note(run_id, Standing.of(noted.history), noted.state, noted.message)


def _joined(before: _Noted, after: _Noted) -> _Noted:
    return replace(after, begins=before.begins or after.begins)


class _Weights:
    """Keeps weights beside the file of runs; a large file must not hold up the points."""

    def __init__(self, runs: Path, tell: Tell) -> None:
        self._runs, self._tell, self._told = runs, tell, ""
        self._work = LatestWork[tuple[str, ProjectFile]]("weights", self._save, lambda _, new: new)

    def keep(self, run_id: str, contents: ProjectFile) -> None:
        self._work.put(run_id, (run_id, contents))

    @property
    def is_idle(self) -> bool:
        return self._work.is_idle

    def close(self, seconds: float) -> bool:
        return self._work.close(seconds)

    def _save(self, kept: tuple[str, ProjectFile]) -> bool:
        run_id, contents = kept
        path = weights_file(self._runs, run_id)
        try:
            # The points are in the file of runs, and the data stays where it is.
            save(path, replace(contents, history=None), embed=None, keep_previous=False)
        except UserError as error:
            if self._told != error.text.template:
                self._told = error.text.template
                self._tell(error.text)
        else:
            self._told = ""
        return True


def _not_recorded(reason: Text) -> Text:
    return text(
        "The run goes on, but is not recorded for now: {reason} What is missing is written as soon as "
        "that is mended.",
        reason=reason,
    )
