"""Records a run while it goes on, from a thread of its own: nobody waits for the disk."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.files.project_file import ProjectFile, save
from engine.history import History
from engine.runs.faults import DamagedError, GoneError
from engine.runs.place import weights_file
from engine.runs.points import PointWriter
from engine.runs.run import NewRun, Standing, State
from engine.runs.store import RunStore
from engine.text import Text, UserError, text

#: Seconds between two writes, well below the second that a crash may cost.
EVERY = 0.5
#: Seconds between two times that the weights are kept while the run goes on.
WEIGHTS_EVERY = 30.0
#: Seconds to wait for another program that writes.
_PATIENCE = 5.0
#: Seconds until the next try after a write has failed, and the tries made once the run has ended.
_PAUSE, _LAST_TRIES = 2.0, 3


@dataclass(frozen=True)
class _Latest:
    history: History
    state: State
    message: str = ""
    last: bool = False


class Recording:
    """One run, or one more stretch of it, on its way into the file of runs.

    What can't be written is written later: the history has every point. `tell` is called with each
    new reason why it could not, from the recording's thread; training never stops for it.

    Args:
        path: the file of runs.
        new: the run; where the file has one of this id, that one goes on.
        tell: takes what a person should know.
    """

    def __init__(self, path: Path, new: NewRun, tell: Callable[[Text], None]) -> None:
        self.new = new
        self._path, self._tell = path, tell
        self._told: dict[str, str] = {}
        self._store: RunStore | None = None
        self._writer: PointWriter | None = None
        self._due = 0.0
        self._changed = threading.Condition()
        self._latest: _Latest | None = None
        self._weights: ProjectFile | None = None
        self._weights_due = time.monotonic() + WEIGHTS_EVERY
        self._ended = False
        self._thread = threading.Thread(target=self._live, name="recording", daemon=True)
        self._thread.start()

    @property
    def is_due(self) -> bool:
        """Whether enough time has passed for the history to be noted again."""
        return time.monotonic() >= self._due

    def note(self, history: History, state: State = "running") -> None:
        """Hands over the run as it is now; returns at once."""
        self._due = time.monotonic() + EVERY
        self._put(_Latest(history.snapshot(), state))

    def finish(self, history: History, state: State, message: str = "") -> None:
        """The run has ended, or waits for as long as nobody lets it go on; returns at once."""
        self._put(_Latest(history.snapshot(), state, message, last=True))

    @property
    def wants_weights(self) -> bool:
        """Whether it is time to keep the weights of a run under way."""
        return time.monotonic() >= self._weights_due

    def keep_weights(self, contents: ProjectFile) -> None:
        """Keeps a copy of the run as a project file; before `finish`, so that it is still written."""
        self._weights_due = time.monotonic() + WEIGHTS_EVERY
        with self._changed:
            self._weights = contents
            self._changed.notify()

    def _put(self, latest: _Latest) -> None:
        with self._changed:
            self._ended = self._ended or latest.last
            self._latest = latest
            self._changed.notify()

    def wait(self, seconds: float) -> bool:
        """Waits until a finished run is in the file; False when it took longer."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _live(self) -> None:
        tries = 0
        while True:
            with self._changed:
                while self._latest is None:
                    self._changed.wait()
                latest, self._latest = self._latest, None
                weights, self._weights = self._weights, None
            written = self._try(latest)
            if weights is not None:
                self._save(weights)
            tries += latest.last
            if latest.last and (written or tries >= _LAST_TRIES):
                break
            if not written:
                self._rest(latest)
        if self._store is not None:
            self._store.close()

    def _rest(self, latest: _Latest) -> None:
        """Waits before the next try; what could not be written is written then, if nothing newer is."""
        with self._changed:
            if latest.last:
                self._changed.wait(EVERY)
            else:
                self._changed.wait_for(lambda: self._ended, _PAUSE)
            if self._latest is None:
                self._latest = latest

    def _try(self, latest: _Latest) -> bool:
        try:
            self._write(latest)
        except UserError as error:
            if isinstance(error, DamagedError | GoneError) and self._store is not None:
                self._store.close()
                self._store = self._writer = None
            self._tell_once("points", _not_recorded(error.text), error.text.template)
            return False
        self._told.pop("points", None)
        return True

    def _tell_once(self, what: str, message: Text, reason: str) -> None:
        """Says why something can't be written, unless that was the last thing said of it."""
        if self._told.get(what) != reason:
            self._told[what] = reason
            self._tell(message)

    def _save(self, weights: ProjectFile) -> None:
        path = weights_file(self._path.absolute(), self.new.id)
        try:
            # The points are in the file of runs, and the data stays where it is.
            save(path, replace(weights, history=None), embed=None, keep_previous=False)
        except UserError as error:
            self._tell_once("weights", error.text, error.text.template)

    def _write(self, latest: _Latest) -> None:
        if self._store is None:
            self._store = RunStore(self._path, patience=_PATIENCE)
            if self._store.notice is not None:
                self._tell(self._store.notice)
        if self._writer is None:
            self._store.begin(self.new)
            self._writer = PointWriter(self._store, self.new.id)
        self._writer.write(latest.history)
        standing = Standing.of(latest.history)
        self._store.note(self.new.id, standing, latest.state, latest.message)


def _not_recorded(reason: Text) -> Text:
    return text(
        "The run goes on, but is not recorded for now: {reason} What is missing is written as soon as "
        "that is mended.",
        reason=reason,
    )
