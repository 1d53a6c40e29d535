"""Autosave to the recovery folder, and the offer to restore after a crash."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from engine.files.autosave import Abandoned, Slot, find_abandoned, open_slot
from engine.files.project_file import ProjectFile, load_project_only, save
from engine.spec.project import Project
from engine.text import UserError
from gui.background import Background
from gui.dialogs import Answer, ask
from gui.document import Document
from gui.run.controller import RunController
from gui.titles import project_title
from gui.translate import tr

#: An edit is kept at the latest after this long.
EDIT_MS = 8_000
#: While training, what has been learnt is kept this often.
TRAINING_MS = 30_000

MakeContents = Callable[[Project], ProjectFile]


def with_history(contents: ProjectFile, controller: RunController) -> ProjectFile:
    """What the engine gave to save, with the points up to its weights: those that have come so far."""
    if contents.checkpoint is None or not contents.checkpoint.state["step"]:
        return contents
    return replace(contents, history=controller.history.snapshot())


class Recovery(QObject):
    """Keeps what is unsaved in a slot of this process.

    Args:
        window: asks in front of it.
        contents: makes what to save while the engine has no session yet.

    Signals:
        written(): the slot was just written.
        failed(Text): it could not be.
        restored(ProjectFile, original path): the user wants an abandoned project back.
    """

    written = Signal()
    failed = Signal(object)
    restored = Signal(object, object)

    def __init__(
        self,
        window: QWidget,
        document: Document,
        controller: RunController,
        folder: Path,
        contents: MakeContents,
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._controller = window, document, controller
        self._folder, self._contents = folder, contents
        self._slot: Slot | None = None
        self._abandoned: list[Abandoned] = []
        self._restoring: Abandoned | None = None
        self._kept = False
        self._writer = Background(self)
        self._writer.done.connect(self._note_written)
        self._writer.failed.connect(self.failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write)
        document.changed.connect(self._edited)
        # Of the first edit since the file was saved `changed` comes before it counts as unsaved.
        document.unsaved_changed.connect(self._edited)
        controller.progressed.connect(self._trained)
        controller.answered.connect(self._answered)
        controller.ask_failed.connect(self._ask_failed)
        controller.session_changed.connect(self._finish_restoring)

    def begin(self) -> None:
        """Takes a slot, and offers what a crash has left."""
        try:
            self._abandoned = find_abandoned(self._folder)
            self._slot = open_slot(self._folder)
        except UserError as error:
            self.failed.emit(error.text)
        if self._abandoned:
            self._offer(self._abandoned.pop(0))

    def _edited(self, _what: object) -> None:
        if self._document.unsaved and not self._timer.isActive():
            self._timer.start(EDIT_MS)

    def _trained(self) -> None:
        if self._controller.is_running and not self._timer.isActive():
            self._timer.start(TRAINING_MS)

    def write(self) -> None:
        """Writes the slot now."""
        if self._slot is None:
            return
        project = self._document.project
        if self._controller.session is not None:
            self._controller.ask("autosave", project=project)
        else:
            self._write(self._contents(project))

    def _write(self, contents: ProjectFile) -> None:
        if self._slot is not None:
            path = self._slot.path
            self._writer.start(lambda: save(path, contents, embed=None))

    def _answered(self, kind: str, value: object) -> None:
        if kind == "autosave" and isinstance(value, ProjectFile):
            self._write(with_history(value, self._controller))

    def _ask_failed(self, kind: str, message: object) -> None:
        if kind == "autosave":
            self.failed.emit(message)

    def _note_written(self) -> None:
        if self._slot is None:
            return
        try:
            self._slot.describe(self._document.path, self._document.project.title)
        except UserError as error:
            self.failed.emit(error.text)
            return
        self._kept = True
        self._finish_restoring()
        if self._document.unsaved:
            self.written.emit()
        else:
            self._slot.clear()

    def forget(self) -> None:
        """The project is saved, or another is open: nothing is to be recovered."""
        self._timer.stop()
        self._kept = True
        self._finish_restoring()
        if self._slot is not None:
            self._slot.clear()

    def _finish_restoring(self) -> None:
        """Deletes what was restored, once it is kept elsewhere and the engine has its weights."""
        if self._restoring is not None and self._kept and self._controller.session is not None:
            self._restoring.slot.discard()
            self._restoring = None

    def close(self) -> None:
        """A clean exit: the slot goes; what was offered and not decided stays for the next start."""
        self._timer.stop()
        self._writer.close()
        if self._restoring is not None:
            self._restoring.slot.discard()
        self._release_abandoned()
        if self._slot is not None:
            self._slot.discard()
            self._slot = None

    def _release_abandoned(self) -> None:
        """Leaves the rest to be offered at another start."""
        for work in self._abandoned:
            work.slot.release()
        self._abandoned = []

    def _offer(self, work: Abandoned) -> None:
        name = work.original.name if work.original else project_title(work.title)
        answers = (
            Answer("restore", tr("Restore")),
            Answer("discard", tr("Discard"), "destructive"),
            Answer("later", tr("Ask again next time"), "reject"),
        )
        ask(
            self._window,
            tr("Restore unsaved work"),
            tr("Netwright did not close properly. Restore the unsaved work on “{name}”?").format(
                name=name
            ),
            answers,
            lambda key: self._decide(work, key),
        )

    def _decide(self, work: Abandoned, key: str) -> None:
        if key == "restore":
            try:
                self.restored.emit(load_project_only(work.path), work.original)
            except UserError as error:
                self.failed.emit(error.text)
                work.slot.release()
            else:
                # The engine still reads weights from it: it goes once our own slot has them.
                self._restoring, self._kept = work, False
                self._timer.start(EDIT_MS)
                self._release_abandoned()
        elif key == "discard":
            work.slot.discard()
        else:
            work.slot.release()
        if self._abandoned:
            self._offer(self._abandoned.pop(0))
