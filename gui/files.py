"""New, open, save, export, and the questions before anything is lost."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.check.shapes import require_valid
from engine.examples import blank_project
from engine.export.python_code import python_code
from engine.files.atomic import write_bytes
from engine.files.layout import SUFFIX
from engine.files.project_file import ProjectFile, fingerprint, load_project_only, save
from engine.history import History
from engine.spec.project import Project
from engine.text import Text, UserError, text
from gui.background import Background
from gui.data_store import DataStore
from gui.dialogs import Answer, ask
from gui.document import Document
from gui.file_dialogs import ask_open, ask_save
from gui.recovery import Recovery, with_history
from gui.run.controller import RunController
from gui.run.messages import Question
from gui.settings import Settings
from gui.titles import project_title
from gui.translate import tr

#: A window that is closed waits this long for the step under way.
CLOSE_WAIT_MS = 2000
TABLES = {".csv", ".tsv", ".txt"}
PROJECTS = f"(*{SUFFIX})"


class FileActions(QObject):
    """Everything that touches the user's files.

    Signals:
        path_changed(): another file is open now.
        saved(), autosaved(): it has just been written.
        failed(Text), told(Text): for the notice strip.
    """

    path_changed = Signal()
    saved = Signal()
    autosaved = Signal()
    failed = Signal(object)
    told = Signal(object)

    def __init__(
        self,
        window: QWidget,
        document: Document,
        store: DataStore,
        controller: RunController,
        settings: Settings,
        recovery_folder: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._document = window, document
        self._store, self._controller, self._settings = store, controller, settings
        self._file: ProjectFile | None = None
        self._fingerprint: str | None = None
        self._saving: Project | None = None
        self._saving_to = Path()
        self._after_save: Callable[[], None] | None = None
        self._after_run: Callable[[], None] | None = None
        self._may_close = False
        self._writer = Background(self)
        self._writer.done.connect(self._written)
        self._writer.failed.connect(self._save_failed)
        self.recovery = Recovery(
            window, document, controller, recovery_folder, self._without_session
        )
        self.recovery.restored.connect(self.restore)
        self.recovery.written.connect(self.autosaved)
        self.recovery.failed.connect(self.failed)
        controller.answered.connect(self._answered)
        controller.ask_failed.connect(self._ask_failed)
        controller.run_ended.connect(self._run_ended)

    def begin(self) -> None:
        """The window is on screen: offers what a crash has left, and keeps work from now on."""
        self.recovery.begin()

    def new(self) -> None:
        """An empty network on no data."""
        self._unless_unsaved(lambda: self._replace(ProjectFile(blank_project()), None))

    def open_example(self, path: Path) -> None:
        """Opens a copy of an example: it has no path, so that saving asks for one."""
        self._unless_unsaved(lambda: self._open_project(path, keep_path=False))

    def open_copy(
        self,
        read: Callable[[], ProjectFile],
        opened: Callable[[ProjectFile], None] | None = None,
    ) -> None:
        """Opens what `read` gives, without a path; `opened` follows once it is on screen."""

        def go_on() -> None:
            try:
                file = read()
            except UserError as error:
                self.failed.emit(error.text)
            else:
                self._replace(file, None, opened=opened)

        self._unless_unsaved(go_on)

    def open_dialog(self) -> None:
        """Asks for a project or a table and opens it."""
        filters = (
            tr("Projects and tables") + f" (*{SUFFIX} *.csv *.tsv *.txt)",
            tr("All files") + " (*)",
        )
        ask_open(self._window, tr("Open"), filters, self._folder(), self.open_path)

    def open_path(self, path: Path) -> None:
        """Opens a project, or a table as the data of this one."""
        if path.suffix.lower() in TABLES:
            self._store.open_path(str(path.resolve()))
        elif path.is_dir():
            self.failed.emit(
                text("“{file}” is a folder. Choose a project or a CSV file.", file=path.name)
            )
        else:
            self._unless_unsaved(lambda: self._open_project(path, keep_path=True))

    def _open_project(self, path: Path, *, keep_path: bool) -> None:
        try:
            file = load_project_only(path)
            found = fingerprint(path)
        except UserError as error:
            if keep_path and not path.exists():
                self._settings.forget_recent(path)
            self.failed.emit(error.text)
            return
        if keep_path:
            self._settings.add_recent(path)
        self._replace(file, path if keep_path else None, found)

    def _replace(
        self,
        file: ProjectFile,
        path: Path | None,
        found: str | None = None,
        opened: Callable[[ProjectFile], None] | None = None,
    ) -> None:
        """Another project takes the place of this one; a run under way is stopped first."""
        if self._controller.is_running:
            self._after_run = lambda: self._replace(file, path, found, opened)
            self._controller.stop()
            return
        self._file, self._fingerprint = file, found
        stored = file.stored.path if file.stored is not None else None
        self._controller.open_saved(stored, file.history)
        self._document.load(file.project, path)
        self.recovery.forget()
        self.path_changed.emit()
        if opened is not None:
            opened(file)

    def restore(self, file: ProjectFile, path: Path | None) -> None:
        """Opens what autosave had kept; it counts as unsaved."""
        found = fingerprint(path) if path is not None else None
        self._replace(file, path if found is not None else None, found)
        self._document.mark_trained()

    def save(self, *, then: Callable[[], None] | None = None) -> None:
        """Saves to the project's file, or asks for one; `then` follows only once it is saved."""
        path = self._document.path
        if path is None:
            self.save_dialog(then=then)
            return
        try:
            changed = self._fingerprint is not None and fingerprint(path) not in {
                None,
                self._fingerprint,
            }
        except UserError as error:
            self.failed.emit(error.text)
            return
        if changed:
            self._ask_overwrite(path, then)
        else:
            self._save_to(path, then)

    def _ask_overwrite(self, path: Path, then: Callable[[], None] | None) -> None:
        answers = (
            Answer("overwrite", tr("Overwrite"), "destructive"),
            Answer("other", tr("Save as…")),
            Answer("cancel", tr("Cancel"), "reject"),
        )
        chosen = {
            "overwrite": lambda: self._save_to(path, then),
            "other": lambda: self.save_dialog(then=then),
        }
        ask(
            self._window,
            tr("Changed by another program"),
            tr("“{file}” was changed on disk since it was opened. Overwrite it?").format(
                file=path.name
            ),
            answers,
            lambda key: chosen[key]() if key in chosen else None,
        )

    def save_dialog(self, *, then: Callable[[], None] | None = None) -> None:
        """Asks where to save; `then` follows only once it is saved."""
        name = project_title(self._document.project.title)
        start = self._folder() / f"{name}{SUFFIX}"
        ask_save(
            self._window,
            tr("Save project"),
            tr("Netwright projects") + " " + PROJECTS,
            start,
            lambda path: self._save_to(path, then),
        )

    def _save_to(self, path: Path, then: Callable[[], None] | None) -> None:
        """Saves there; a run under way ends first where the project is left, so that its end is saved."""
        if then is not None and self._controller.is_running:
            self._after_run = lambda: self._save_to(path, then)
            self._controller.stop()
            return
        project = self._document.project
        self._saving, self._saving_to, self._after_save = project, path, then
        session = self._controller.session
        if session is not None:
            if not self._controller.is_running:
                self._controller.sync_now()
            self._controller.ask("save", project=project)
        else:
            self._write(self._without_session(project))

    def _write(self, contents: ProjectFile) -> None:
        """Writes in a thread of its own: neither the window nor the run waits for the disk."""
        path = self._saving_to
        self._writer.start(lambda: _written_to(path, contents))

    def _without_session(self, project: Project) -> ProjectFile:
        """What to save before torch is there: weights are copied from the file they are in."""
        file = self._file
        same = file is not None and file.project.network == project.network
        history: History | None = self._controller.history if same else None
        prepared = self._store.prepared
        return ProjectFile(
            project,
            stored=file.stored if file is not None and same else None,
            history=history if history is not None and history.step_count else None,
            fitted=prepared.encoder if prepared is not None else None,
        )

    def _written(self, path: Path) -> None:
        self._fingerprint = fingerprint(path)
        if self._document.project == self._saving:
            self._document.mark_saved(path)
        else:
            self._document.path = path
        self._settings.add_recent(path)
        self.recovery.forget()
        self.path_changed.emit()
        self.saved.emit()
        after, self._after_save = self._after_save, None
        if after is not None and self._document.project == self._saving:
            after()

    def _save_failed(self, message: Text) -> None:
        self._after_save = None
        self.failed.emit(message)

    def _answered(self, kind: str, value: object) -> None:
        if kind == "save" and isinstance(value, ProjectFile):
            self._write(with_history(value, self._controller))
        elif kind == "save weights" and isinstance(value, Path):
            self.told.emit(text("Weights saved to “{file}”.", file=value.name))
        elif kind == "open weights" and isinstance(value, Path):
            self._document.mark_trained()
            self._controller.weights_changed.emit()
            self.told.emit(text("Weights of “{file}” are in the network now.", file=value.name))

    def _ask_failed(self, kind: str, message: Text) -> None:
        if kind == "save":
            self._save_failed(message)
        elif kind in {"save weights", "open weights"}:
            self.failed.emit(message)

    def open_weights_dialog(self) -> None:
        """Puts weights from a file into the network."""
        filters = (tr("Weights") + " (*.safetensors *.pt)",)
        ask_open(
            self._window,
            tr("Open weights"),
            filters,
            self._folder(),
            lambda path: self._controller.ask("open weights", path=path),
        )

    def save_weights_dialog(self) -> None:
        """Saves the best weights alone."""
        start = self._folder() / "weights.safetensors"
        ask_save(
            self._window,
            tr("Save weights"),
            tr("Weights") + " (*.safetensors *.pt)",
            start,
            lambda path: self._controller.ask("save weights", path=path),
        )

    def export_dialog(self) -> None:
        """Saves the PyTorch script of what is on screen."""
        try:
            require_valid(self._document.project.network)
        except UserError as error:
            self.failed.emit(error.text)
            return
        start = self._folder() / "train.py"
        ask_save(self._window, tr("Export as PyTorch code"), "Python (*.py)", start, self._export)

    def _export(self, path: Path) -> None:
        try:
            folder = self._document.path.parent if self._document.path else None
            write_bytes(
                path, python_code(self._document.project, folder).encode(), keep_previous=False
            )
        except UserError as error:
            self.failed.emit(error.text)
        else:
            self.told.emit(text("PyTorch code saved to “{file}”.", file=path.name))

    def may_close(self) -> bool:
        """Whether the window may go now; asks first when something is unsaved."""
        if self._may_close or not self._document.unsaved:
            return True
        self._unless_unsaved(self._close)
        return False

    def _close(self) -> None:
        self._may_close = True
        self._window.close()

    def _unless_unsaved(self, go_on: Callable[[], None]) -> None:
        """Goes on at once, or after the user has saved or discarded what is unsaved."""
        if not self._document.unsaved:
            go_on()
            return
        answers = (
            Answer("save", tr("Save")),
            Answer("discard", tr("Discard"), "destructive"),
            Answer("cancel", tr("Cancel"), "reject"),
        )

        def chosen(key: str) -> None:
            if key == "discard":
                go_on()
            elif key == "save":
                self.save(then=go_on)

        ask(
            self._window,
            tr("Unsaved changes"),
            tr("Save the changes to “{name}”?").format(name=self._name()),
            answers,
            chosen,
            tr("Training stops then. Without saving, what was built and trained since is lost.")
            if self._controller.is_running
            else tr("Without saving, what was built and trained since is lost."),
        )

    def _name(self) -> str:
        path = self._document.path
        return path.name if path else project_title(self._document.project.title)

    def _run_ended(self) -> None:
        after, self._after_run = self._after_run, None
        if after is not None:
            after()

    def shut_down(self, parting: Question | None = None) -> None:
        """The window goes: ends the engine's thread, which answers first, and forgets the autosave."""
        self._controller.shut_down(CLOSE_WAIT_MS, parting)
        self.recovery.close()
        self._writer.close()

    def _folder(self) -> Path:
        path = self._document.path
        if path is not None:
            return path.parent
        recent = self._settings.recent
        return recent[0].parent if recent else Path.home()


def _written_to(path: Path, contents: ProjectFile) -> Path:
    save(path, contents)
    return path
