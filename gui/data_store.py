"""The project's data as read and as prepared, kept up to date in a thread of its own.

The table is kept while its source stays the same, so that moving the split or changing a column's
role prepares the rows anew without reading the file again.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.catalog.templates import DataShape
from engine.check.targets import require_fitting
from engine.data.preprocess import Prepared, prepare
from engine.data.recognise import examine, resolve
from engine.data.sources import open_source
from engine.data.table import Table
from engine.spec.data import CsvSource, DataSpec, InlineSource, Source
from engine.spec.project import Project
from engine.suggestion import data_shape, fitted_project, with_input_sized
from engine.text import Text, UserError, text
from gui.background import Background
from gui.document import Document
from gui.large_imports import LARGE_IMPORTS


@dataclass(frozen=True, eq=False)
class _Reading:
    """A table as its source gives it, and what is odd about it at first sight."""

    source: Source
    folder: Path | None
    table: Table
    noticed: tuple[Text, ...]
    proposal: DataSpec | None


@dataclass(frozen=True, eq=False)
class _Loaded:
    """One DataSpec carried out as far as it goes; `opened` when the spec is a new proposal."""

    spec: DataSpec
    reading: _Reading | None
    resolved: DataSpec | None = None
    prepared: Prepared | None = None
    error: Text | None = None
    opened: bool = False


class DataStore(QObject):
    """Reads and prepares `document.project.data` whenever it changes; never blocks the window.

    Signals:
        changed: `table`, `prepared`, `resolved`, `error` or `busy` is another one now.
        opened: other data took the place of the project's.
    """

    changed = Signal()
    opened = Signal()

    def __init__(
        self, document: Document, parent: QObject | None = None, *, at_once: bool = True
    ) -> None:
        """Begins to read now, or `at_once=False` with `begin`, once the window has been painted."""
        super().__init__(parent)
        self._document = document
        self._begun = False
        self._loaded: _Loaded | None = None
        self._wanted: DataSpec | None = None
        self._open_error: Text | None = None
        self._background = Background(self)
        self._background.done.connect(self._take)
        self._background.failed.connect(self._refuse)
        document.changed.connect(self._follow)
        document.loaded.connect(self._forget_error)
        if at_once:
            self.begin()

    def begin(self) -> None:
        """Reads the project's data, and from now on whenever it changes."""
        if not self._begun:
            self._begun = True
            self._follow(self._document.project)

    @property
    def table(self) -> Table | None:
        """The table as read; None before the first reading and when it failed."""
        return self._loaded.reading.table if self._loaded and self._loaded.reading else None

    @property
    def prepared(self) -> Prepared | None:
        """The rows as the network takes them; None while the settings make no sense."""
        return self._loaded.prepared if self._loaded else None

    @property
    def resolved(self) -> DataSpec | None:
        """The project's data with every open choice made, as far as the table is known."""
        return self._loaded.resolved if self._loaded else None

    @property
    def noticed(self) -> tuple[Text, ...]:
        """What is odd about the table and what was done about it."""
        prepared = self.prepared.warnings if self.prepared else ()
        reading = self._loaded.reading if self._loaded else None
        proposal = reading.proposal if reading else None
        if reading is None or proposal is None or self.resolved is None:
            return prepared
        # Once the user has given columns other roles, what was first noticed may no longer hold.
        as_proposed = self.resolved.columns == proposal.columns
        return prepared + (reading.noticed if as_proposed else ())

    @property
    def error(self) -> Text | None:
        """What is wrong with the file last opened, or else with the project's data."""
        return self._open_error or (self._loaded.error if self._loaded else None)

    @property
    def busy(self) -> bool:
        """Whether data is being read or prepared."""
        return self._background.busy or not self._begun

    @property
    def is_empty(self) -> bool:
        """Whether the project has no data yet."""
        return is_empty(self._document.project.data.source)

    @property
    def shape(self) -> DataShape | None:
        """What a network must fit."""
        return data_shape(self.prepared) if self.prepared else None

    def misfit(self) -> Text | None:
        """Why the network and its losses do not fit the data; None when they do."""
        if self.prepared is None:
            return None
        try:
            require_fitting(self._document.project, self.prepared)
        except UserError as error:
            return error.text
        return None

    def fit_network(self) -> None:
        """Puts the suggested network and losses in place of the project's, as one step of undo."""
        if self.shape is not None:
            self._document.apply(
                fitted_project(self._document.project, self.shape),
                text("Fit the network to the data"),
            )

    def open_path(self, path: str) -> None:
        """Reads a text table and makes it the project's data."""
        self.open_source(CsvSource(path=path))

    def open_source(self, source: Source) -> None:
        """Reads a source and makes it the project's data, its columns and task recognised.

        The project changes only once the source has been read; otherwise `error` says why not.
        """
        folder = self._folder()
        self._begun = True
        self._open_error = None
        self._wanted = None
        self._background.start(lambda: _open(source, folder))
        self.changed.emit()

    def reload(self) -> None:
        """Reads the project's source again, such as a file that has changed."""
        self._loaded = None
        self._wanted = None
        self._follow(self._document.project)

    def close(self, seconds: float = 1.0) -> None:
        """Lets go of the thread, waiting for it no longer than that; call it before the window goes."""
        self._background.close(seconds)

    def _folder(self) -> Path | None:
        return self._document.path.parent if self._document.path else None

    def _follow(self, project: Project) -> None:
        spec = project.data
        if spec == self._wanted or not self._begun:
            return
        self._wanted = spec
        self._open_error = None
        if is_empty(spec.source):
            self._loaded = None
            self._background.forget()
            self.changed.emit()
            return
        folder = self._folder()
        known = self._loaded.reading if self._loaded else None
        if known and (known.source, known.folder) != (spec.source, folder):
            known = None
        self._background.start(lambda: _load(spec, folder, known))
        self.changed.emit()

    def _forget_error(self) -> None:
        """A file that could not be opened was for the project before."""
        if self._open_error is not None:
            self._open_error = None
            self.changed.emit()

    def _take(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        self._wanted = loaded.spec
        if loaded.opened:
            self._document.apply(self._with_data(loaded), text("Open data"))
            self.opened.emit()
        self.changed.emit()

    def _with_data(self, loaded: _Loaded) -> Project:
        """The project on other data; until it is saved, a file gives it its name.

        A network of nothing but an input takes the data's samples from now on.
        """
        spec = loaded.spec
        project = self._document.project.replace(data=spec)
        if loaded.prepared is not None:
            project = with_input_sized(project, data_shape(loaded.prepared))
        if self._document.path is None and isinstance(spec.source, CsvSource):
            project = project.replace(title=Path(spec.source.path).stem)
        return project

    def _refuse(self, error: Text) -> None:
        """After a failed opening the project's data stays what it was, read again only if need be."""
        if self._wanted is None:
            if self._loaded is not None and self._loaded.spec == self._document.project.data:
                self._wanted = self._loaded.spec
            else:
                self._follow(self._document.project)
        self._open_error = error
        self.changed.emit()


def is_empty(source: Source) -> bool:
    """Whether a source stands for no data at all: an inline table without columns."""
    return isinstance(source, InlineSource) and not source.columns


def _open(source: Source, folder: Path | None) -> _Loaded:
    """The source with its columns recognised; raises UserError when there is nothing to use."""
    with LARGE_IMPORTS:
        table = open_source(source, folder)
        found = examine(table)
    reading = _Reading(source, folder, table, found.warnings, found.spec)
    return replace(_load(found.spec, folder, reading), opened=True)


def _load(spec: DataSpec, folder: Path | None, known: _Reading | None) -> _Loaded:
    """The spec carried out as far as it goes; what stops it is told in the result."""
    reading = known
    resolved = None
    try:
        with LARGE_IMPORTS:
            reading = known or _read(spec.source, folder)
            resolved = resolve(spec, reading.table)
            prepared = prepare(resolved, reading.table)
    except UserError as error:
        if reading and resolved is None:
            resolved = spec if spec.columns else reading.proposal
        return _Loaded(spec, reading, resolved, error=error.text)
    return _Loaded(spec, reading, resolved, prepared)


def _read(source: Source, folder: Path | None) -> _Reading:
    table = open_source(source, folder)
    try:
        found = examine(table)
    except UserError:
        # The project's own settings may still make sense of the table; if not, they say why.
        return _Reading(source, folder, table, (), None)
    return _Reading(source, folder, table, found.warnings, found.spec)
