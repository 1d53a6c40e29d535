"""Which session the engine's weights belong to, and the history of each."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance

from engine.data.preprocess import Prepared
from engine.history import History
from engine.spec.project import Project
from engine.text import Text, text
from gui.document import Document
from gui.run.messages import OpenSession, SessionFailed, SessionOpened
from gui.run.worker import SESSIONS_KEPT


class DataProvider(Protocol):
    """Where the prepared data comes from."""

    changed: SignalInstance

    @property
    def prepared(self) -> Prepared | None:
        """The project's data, once it has been read."""

    @property
    def error(self) -> Text | None:
        """Why there is none."""

    @property
    def busy(self) -> bool:
        """Whether it is being read."""


class Sessions:
    """What was asked of the engine, and what it has: `session`, or the `problem` that there is none.

    `history` belongs to the session; after an edit the one before stays until the engine has answered.
    """

    def __init__(self, document: Document, store: DataProvider) -> None:
        self._document, self._store = document, store
        self._histories: dict[int, History] = {}
        self._loaded_history: History | None = None
        self._loaded_for: Project | None = None
        self._checkpoint_file: Path | None = None
        self._another = True
        self._asked_for: tuple[Project, Prepared] | None = None
        self.session: SessionOpened | None = None
        self.problem: Text | None = None
        self.history = History()

    def load(self, path: Path | None, history: History | None) -> None:
        """The document is about to be loaded from `path`: its weights and history come with it."""
        self._checkpoint_file, self._loaded_history = path, history
        self._loaded_for, self._asked_for, self.session = None, None, None
        self._another = True
        self.history = history or History()

    @property
    def is_finished(self) -> bool:
        """Whether all epochs that the project on screen asks for are done."""
        epochs = self._document.project.training.epochs
        return self.session is not None and 0 < epochs <= self.session.epoch

    @property
    def broke_off(self) -> bool:
        """Whether the run stands before a step that gave no numbers, and would do so again."""
        ended, session = self.history.ended, self.session
        if ended is None or session is None:
            return False
        return ended.layer is not None and ended.step == session.step

    @property
    def is_current(self) -> bool:
        """Whether the engine's answer to the latest state of project and data has come."""
        project = self._document.project
        known = self.session.project if self.session is not None else None
        failed_for = self._asked_for[0] if self._asked_for and self.problem is not None else None
        prepared = self._store.prepared
        return (
            prepared is not None
            and not self._store.busy
            and self._asked_for is not None
            and self._asked_for[1] is prepared
            and project in (known, failed_for)
        )

    @property
    def refusal(self) -> Text | None:
        """Why there can be no run of what is on screen; None while that is not known."""
        if self._store.prepared is None and not self._store.busy:
            return self._store.error or text(
                "There is no data to train on yet. Open a file or an example on the Data page."
            )
        return self.problem if self.is_current else None

    def next_request(self) -> OpenSession | None:
        """What to ask the engine for, if project or data are others than it was asked for last."""
        prepared = self._store.prepared
        if prepared is None or self._store.busy:
            return None
        wanted = (self._document.project, prepared)
        if self._asked_for is not None and _same(self._asked_for, wanted):
            return None
        self._asked_for, self.problem = wanted, None
        request = OpenSession(*wanted, self._checkpoint_file, self._another, self._document.undone)
        self._another = False
        if self._checkpoint_file is not None:
            self._checkpoint_file, self._loaded_for = None, wanted[0]
        return request

    def open(self, session: SessionOpened) -> bool:
        """Takes the engine's new session; False when another one is awaited by now."""
        history = self._histories.pop(session.key, None) or self._history_of_new(session)
        # The last ones, as the engine keeps them.
        self._histories = dict([*self._histories.items(), (session.key, history)][-SESSIONS_KEPT:])
        if not self._is_awaited(session.project):
            return False
        self.session, self.problem, self.history = session, None, history
        return True

    def fail(self, failure: SessionFailed) -> bool:
        """Takes the engine's refusal; False when another project is awaited by now."""
        if not self._is_awaited(failure.project):
            return False
        self.problem = failure.message
        return True

    def note_position(self, epoch: int, step: int) -> None:
        """The session stands there now."""
        if self.session is not None:
            self.session = replace(self.session, epoch=epoch, step=step)

    def take_back(self, step: int, epoch: int) -> None:
        """The session stands after `step` again, and so does its history."""
        if self.session is not None:
            self.session = replace(self.session, epoch=epoch, step=step, kept=(), fresh=())
        self.history.take_back(step)

    def _is_awaited(self, project: Project) -> bool:
        """Whether an answer is about what was asked for last: another may be open by now."""
        return self._asked_for is not None and project == self._asked_for[0]

    def _history_of_new(self, session: SessionOpened) -> History:
        """What the file brought, or a copy of what it goes on from, or nothing yet."""
        if session.project == self._loaded_for and session.step:
            self._loaded_for = None
            return self._loaded_history or History()
        before = self._histories.get(session.begins_from or -1)
        if before is not None and session.branched_at is not None:
            return before.until(session.branched_at)
        # A copy: undo goes back to the session before, whose history must not have gone on.
        return before.snapshot() if before is not None else History()


def _same(first: tuple[Project, Prepared], second: tuple[Project, Prepared]) -> bool:
    return first[1] is second[1] and first[0] == second[0]
