"""The Data page: puts its cards together and turns their wishes into edits of the project."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.data.choices import set_target, set_task
from engine.spec.data import DataSpec, Source, SplitSpec, Task
from engine.spec.project import Project
from engine.text import Text, UserError, text
from gui.card import plain_label
from gui.data_store import DataStore
from gui.document import Document
from gui.file_drop import FileDrop
from gui.notice import NoticeAction, NoticeBar
from gui.pages.data.empty import EmptyView
from gui.pages.data.features_card import FeaturesCard
from gui.pages.data.open_bar import OpenBar
from gui.pages.data.rows_card import RowsCard
from gui.pages.data.split_card import SplitCard
from gui.pages.data.strip import Strip
from gui.translate import tr

#: Reading that is done sooner shows no progress, which would only flicker.
_SHOW_PROGRESS_AFTER_MS = 250
_MARGIN = 8


class DataPage(QWidget):
    """Where the rows come from, what each column is for, how they are scaled and split."""

    def __init__(self, document: Document, store: DataStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataPage")
        self.setProperty("surface", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document, self._store = document, store
        self._told: Text | None = None
        self._shown: DataSpec | None = None
        self._bar = OpenBar()
        self._notice = NoticeBar()
        self._notice.setObjectName("dataNotice")
        self._progress = QProgressBar()
        self._progress.setObjectName("dataProgress")
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._strip, self._rows = Strip(), RowsCard()
        self._features, self._split = FeaturesCard(), SplitCard()
        self._empty = EmptyView()
        self._cards = QScrollArea()
        self._waiting = plain_label("muted", "dataWaiting")
        self._stack = QStackedWidget()
        self._drop = FileDrop(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SHOW_PROGRESS_AFTER_MS)
        self._patience.timeout.connect(self._progress.show)
        self._lay_out()
        self._connect()
        self._retranslate()

    def open_dialog(self) -> None:
        """Ask for a file to open."""
        self._bar.ask_file()

    def _lay_out(self) -> None:
        cards = QWidget()
        cards.setMinimumHeight(460)
        grid = QGridLayout(cards)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_MARGIN)
        grid.addWidget(self._strip, 0, 0, 1, 2)
        grid.addWidget(self._rows, 1, 0, 1, 2)
        grid.addWidget(self._features, 2, 0)
        grid.addWidget(self._split, 2, 1)
        grid.setRowStretch(1, 355)
        grid.setRowStretch(2, 262)
        grid.setColumnStretch(0, 494)
        grid.setColumnStretch(1, 290)
        self._features.setMinimumWidth(180)
        self._split.setMinimumWidth(274)
        self._cards.setWidgetResizable(True)
        self._cards.setWidget(cards)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for view in (self._cards, self._empty, self._waiting):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN + 2, _MARGIN, _MARGIN)
        column.setSpacing(_MARGIN)
        column.addWidget(self._bar)
        column.addWidget(self._progress)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._document.changed.connect(self._follow)
        self._store.changed.connect(self._refresh)
        self._bar.path_chosen.connect(self._store.open_path)
        self._bar.source_chosen.connect(self._store.open_source)
        self._bar.source_edited.connect(self._change_source)
        self._empty.file_wanted.connect(self._bar.ask_file)
        self._empty.source_chosen.connect(self._store.open_source)
        self._drop.dropped.connect(self._store.open_path)
        self._strip.target_chosen.connect(self._choose_target)
        self._strip.task_chosen.connect(self._choose_task)
        self._strip.fit_wanted.connect(self._store.fit_network)
        self._rows.spec_edited.connect(self._change)
        self._features.spec_edited.connect(self._change)
        self._split.split_edited.connect(self._change_split)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._bar.retranslate()
        self._empty.retranslate()
        self._drop.set_words(tr("Drop to open"))
        self._progress.setAccessibleName(tr("Reading data"))
        self._cards.setAccessibleName(tr("Data"))
        self._waiting.setText(tr("Reading data…"))
        self._refresh()

    def _follow(self, project: Project) -> None:
        """An edit of the network changes nothing here but whether it fits."""
        if project.data is not self._shown:
            self._refresh()
        elif self._store.table is not None:
            self._strip.show_fit(self._store.prepared, self._store.misfit())

    def _refresh(self) -> None:
        """Show the project and the store as they are now."""
        project, store = self._document.project, self._store
        self._shown = project.data
        self._bar.show_source(project.data.source)
        self._show_progress()
        self._show_error()
        table, spec = store.table, self._spec()
        self._bar.setVisible(table is not None or store.error is not None)
        self._stack.setCurrentWidget(
            self._cards if table is not None else self._waiting if store.busy else self._empty
        )
        if table is None or spec is None:
            return
        prepared = store.prepared
        self._strip.show_data(table, spec, prepared, store.misfit())
        self._rows.show_data(table, spec, prepared, store.noticed)
        self._features.show_data(spec, prepared)
        self._split.show_data(spec, prepared)

    def _spec(self) -> DataSpec | None:
        """The project's data with every choice made; edits of a second ago are in it already."""
        data, resolved = self._document.project.data, self._store.resolved
        if data.columns or resolved is None:
            return data
        return data.replace(columns=resolved.columns, shape=resolved.shape)

    def _show_progress(self) -> None:
        if self._store.busy:
            if not self._progress.isVisible() and not self._patience.isActive():
                self._patience.start()
        else:
            self._patience.stop()
            self._progress.hide()

    def _show_error(self) -> None:
        error = None if self._store.busy else self._store.error
        if error == self._told:
            return
        self._told = error
        if error is None:
            self._notice.hide()
            return
        actions = [
            NoticeAction(text("Open another file…"), self._bar.ask_file),
            NoticeAction(text("Read again"), self._store.reload),
        ]
        self._notice.show_notice("error", error, actions)

    def _change(self, spec: DataSpec, undo: Text | str, merge_key: str = "") -> None:
        self._document.set_data(spec, undo, merge_key)

    def _change_split(self, split: SplitSpec, undo: Text | str, merge_key: str) -> None:
        self._change(self._document.project.data.replace(split=split), undo, merge_key)

    def _change_source(self, source: Source, merge_key: str) -> None:
        data = self._document.project.data
        self._change(data.replace(source=source), text("Change the generated data"), merge_key)

    def _choose_target(self, name: str) -> None:
        table, spec = self._store.table, self._spec()
        if table is None or spec is None:
            return
        try:
            changed = set_target(spec, table, name)
        except UserError as error:
            self._document.report(error.text)
            self._refresh()
            return
        self._change(changed, text("Choose the target"))

    def _choose_task(self, task: Task) -> None:
        spec = self._spec()
        if spec is not None:
            self._change(set_task(spec, task), text("Choose the task"))
