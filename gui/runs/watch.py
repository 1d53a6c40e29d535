"""The runs in the file, kept up to date while somebody looks, whichever program writes them."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.runs.faults import GoneError
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import Text, UserError
from gui.background import Background

#: How often is looked whether another program, or the recording, has written.
_EVERY_MS = 1000
#: Seconds that a click waits for another program that is writing.
_PATIENCE = 0.5


class RunsWatch(QObject):
    """What the list and the overlays read; every change to the file's list goes through here.

    Signals:
        changed(set[str]): these runs are others now, new, or gone from the list.
        failed(Text): why something could not be read or done.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._store: RunStore | None = None
        self._opening = threading.Lock()
        self._notice: Text | None = None
        self._said = ""
        self._seen, self._revision = -1, 0
        self._known: dict[str, Run] = {}
        self._lookers: set[str] = set()
        self._reader = Background(self)
        self._reader.done.connect(self._take)
        self._reader.failed.connect(self._fail)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def path(self) -> Path:
        """The file of runs."""
        return self._path

    @property
    def runs(self) -> list[Run]:
        """The runs on the list, by number."""
        return sorted(self._known.values(), key=lambda run: run.number)

    def run(self, run_id: str) -> Run | None:
        """The run of this id, as it was when it was last looked at; None when it is not on the list."""
        return self._known.get(run_id)

    @property
    def store(self) -> RunStore:
        """The file, opened when it is first needed.

        Raises:
            UserError: when it can't be.
        """
        with self._opening:  # the window asks, and so does the thread that reads
            if self._store is None:
                self._store = RunStore(self._path, patience=_PATIENCE)
                self._notice = self._store.notice
            return self._store

    def set_awake(self, who: str, *, awake: bool) -> None:
        """Looks about once a second while anyone who said so is on screen."""
        (self._lookers.add if awake else self._lookers.discard)(who)
        if not self._lookers:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
            self.look()

    def begin(self) -> None:
        """Reads the list for the first time; runs deleted at an earlier start go for good."""
        self._read(purge=True)

    def look(self) -> None:
        """Reads what has changed, unless nothing has; a live run may have died without a word."""
        if self._reader.busy:
            return
        try:
            change = self.store.change
        except UserError as error:
            self._fail(error.text)
            return
        if change != self._seen or any(run.is_live for run in self._known.values()):
            self._seen = change
            self._read()

    def _read(self, *, purge: bool = False) -> None:
        since = self._revision
        live = [run.id for run in self._known.values() if run.is_live]

        def read() -> list[Run]:
            store = self.store
            if purge:
                store.purge()
            found = {run.id: run for run in store.runs(since, deleted=True)}
            return [*found.values(), *(store.run(one) for one in live if one not in found)]

        self._reader.start(read)

    def _take(self, found: Sequence[Run]) -> None:
        self._said = ""
        if self._notice is not None:
            notice, self._notice = self._notice, None
            self.failed.emit(notice)
        changed = {run.id for run in found if self._known.get(run.id) != run}
        for run in found:
            self._revision = max(self._revision, run.revision)
            if run.deleted:
                self._known.pop(run.id, None)
            else:
                self._known[run.id] = run
        if changed:
            self.changed.emit(changed)

    def _fail(self, message: Text) -> None:
        """Says why, once, and begins anew at the next look: the file may be another one by then."""
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None
        gone = set(self._known)
        self._known, self._seen, self._revision = {}, -1, 0
        self.changed.emit(gone)
        if self._said != message.template:
            self._said = message.template
            self.failed.emit(message)

    def rename(self, run_id: str, name: str) -> None:
        """Gives a run a name; "" takes it back to that of its project."""
        self._do(lambda store: store.rename(run_id, name))

    def set_note(self, run_id: str, note: str) -> None:
        """Writes something beside a run."""
        self._do(lambda store: store.set_note(run_id, note))

    def set_tags(self, run_ids: Sequence[str], tags: Sequence[str]) -> None:
        """Gives runs these tags and no others."""
        self._do(lambda store: store.set_tags(run_ids, tags))

    def set_colour(self, run_ids: Sequence[str], colour: int | None) -> None:
        """Gives runs a colour of the series; None for one by itself."""
        self._do(lambda store: store.set_colour(run_ids, colour))

    def delete(self, run_ids: Sequence[str]) -> bool:
        """Takes runs off the list; False when that could not be."""
        return self._do(lambda store: store.delete(run_ids))

    def put_back(self, run_ids: Sequence[str]) -> None:
        """Puts deleted runs back on the list."""
        self._do(lambda store: store.put_back(run_ids))

    def _do(self, change: Callable[[RunStore], None]) -> bool:
        """Makes a change and shows it at once; says why it could not be."""
        # What is being read may be from before the change: shown after it, that would take it back.
        self._reader.forget()
        self._seen = -1
        try:
            change(self.store)
            self._take(self.store.runs(self._revision, deleted=True))
        except GoneError as error:
            self._fail(error.text)
            return False
        except UserError as error:
            self.failed.emit(error.text)
            return False
        return True

    def close(self) -> None:
        """The window goes, and with it the deleted runs."""
        self._timer.stop()
        self._reader.close()
        if self._store is None:
            return
        try:
            self._store.purge()
        except UserError as error:
            self.failed.emit(error.text)
        self._store.close()
