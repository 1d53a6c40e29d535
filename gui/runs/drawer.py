"""The drawer under the page: the list of runs with its filter, and what can be done with them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.runs.run import Run
from gui.card import ElidedLabel, divider, plain_label
from gui.icons import icon
from gui.runs.actions import RunActions
from gui.runs.model import RunsModel
from gui.runs.table import RunsTable
from gui.runs.watch import RunsWatch
from gui.theme import theme
from gui.translate import tr

_LONGEST = 100


class RunsDrawer(QFrame):
    """Reads the watch; what goes beyond the list is asked of whoever listens.

    Signals:
        restore_wanted(Run): open a copy of it.
        compare_wanted(Run, Run).
        export_wanted(Run, str): write the figures of “steps” or “epochs”.
        curves_wanted(str, bool): show or hide the curves of the run with this id.
        closed(): the close button was pressed, or Escape.
    """

    restore_wanted = Signal(object)
    compare_wanted = Signal(object, object)
    export_wanted = Signal(object, str)
    curves_wanted = Signal(str, bool)
    closed = Signal()

    def __init__(self, watch: RunsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsDrawer")
        self.setProperty("surface", "panel")
        self._watch = watch
        self._shown: frozenset[str] = frozenset()
        self._deleted: list[str] = []
        self._model = RunsModel(self)
        self.table = RunsTable(self._model)
        self._actions = RunActions(self, self._do, self._set_colour, self.table.sort_by)
        self._heading, self._count = plain_label("heading"), ElidedLabel("muted", "runsCount")
        self._filter = QLineEdit()
        self._filter.setObjectName("runsFilter")
        self._filter.setMaxLength(_LONGEST)
        self._filter.setClearButtonEnabled(True)
        self._filter.setMinimumWidth(90)
        self._filter.setMaximumWidth(220)
        self._filter.installEventFilter(self)
        self._restore = self._button("runsRestore", "restore")
        self._compare = self._button("runsCompare", "compare")
        self._more = QPushButton()
        self._more.setObjectName("runsMore")
        self._more.setProperty("compact", True)
        self._more.setProperty("menu", True)
        self._more.setMenu(self._actions.menu)
        self._close = QToolButton()
        self._close.setObjectName("runsClose")
        self._close.setIcon(icon("x", "muted"))
        self._close.setIconSize(QSize(14, 14))
        self._close.clicked.connect(self.closed)
        self._undo_strip = QWidget()
        self._undo_words = ElidedLabel("muted", "runsDeletedText")
        self._undo = QPushButton()
        self._undo.setObjectName("runsUndo")
        self._undo.setProperty("link", True)
        self._undo.clicked.connect(self._put_back)
        self._empty = plain_label("muted", "runsEmpty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._lay_out()
        self._undo_strip.hide()
        watch.changed.connect(self._take)
        self._filter.textChanged.connect(self._search)
        self.table.chosen.connect(self._show_possible)
        self.table.action_wanted.connect(self._do)
        self.table.menu_wanted.connect(self._open_menu)
        self._model.edited.connect(self._write)
        self._model.ticked.connect(self.curves_wanted)
        theme().changed.connect(self._actions.retranslate)
        self._retranslate()
        self._show_possible([])

    def _button(self, name: str, action: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setProperty("compact", True)
        button.clicked.connect(lambda: self._do(action))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._count, 1)
        for part in (self._filter, self._restore, self._compare, self._more, self._close):
            head.addWidget(part)
        strip = QHBoxLayout(self._undo_strip)
        strip.setContentsMargins(12, 0, 12, 6)
        strip.addWidget(self._undo_words)
        strip.addWidget(self._undo)
        strip.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(divider())
        column.addLayout(head)
        column.addWidget(self._undo_strip)
        sides = QHBoxLayout()
        sides.setContentsMargins(8, 0, 8, 0)
        sides.addWidget(self.table)
        column.addLayout(sides, 1)
        column.addWidget(self._empty, 1)
        for before, after in zip(self._stops, self._stops[1:], strict=False):
            QWidget.setTabOrder(before, after)

    @property
    def _stops(self) -> list[QWidget]:
        """Where Tab stops, as they stand."""
        head = [self._filter, self._restore, self._compare, self._more, self._close]
        return [*head, self._undo, self.table]

    def open_drawer(self) -> None:
        """Shows the list, with the keyboard in its filter."""
        self.show()
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_shown(self, run_ids: frozenset[str]) -> None:
        """These runs have their curves on the plots."""
        self._shown = run_ids
        self._model.set_shown(run_ids)

    def _tag(self, run_id: str, tags: list[str]) -> None:
        """What was changed in the tags of one of the selected runs is changed in those of all of them."""
        chosen = {run.id: run for run in self.table.selected}
        if run_id not in chosen:
            self._watch.set_tags([run_id], tags)
            return
        before = chosen[run_id].tags
        gone, new = set(before) - set(tags), [tag for tag in tags if tag not in before]
        for run in chosen.values():
            kept = [tag for tag in run.tags if tag not in gone]
            self._watch.set_tags([run.id], [*kept, *new])

    def delete(self, run_ids: list[str]) -> None:
        """Takes runs off the list, with a way to put them back."""
        if self._watch.delete(run_ids):
            self._deleted = run_ids
            self._show_deleted()
            if self.table.hasFocus():
                self.table.select_one()

    def _take(self, run_ids: set[str]) -> None:
        self._model.update(run_ids, self._watch.run)
        self._show_count()

    def _search(self, words: str) -> None:
        self.table.set_filter(words)
        self._show_count()

    def _show_count(self) -> None:
        runs, shown = self._model.rowCount(), self.table.shown_count
        words = f"{shown} / {runs}" if self._filter.text() else f"{runs}"
        self._count.set_words(words)
        self.table.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._empty.setText(
            tr("No run has these words.")
            if runs
            else tr("No runs yet. Every training is kept here from its first step on.")
        )

    def _show_possible(self, runs: list[Run]) -> None:
        self._actions.update(runs)
        for button, action in ((self._restore, "restore"), (self._compare, "compare")):
            button.setEnabled(self._actions.by_id[action].isEnabled())

    def _open_menu(self, place: QPoint) -> None:
        if self.table.selected:
            self._actions.menu.popup(place)

    def _do(self, action: str) -> None:
        runs = self.table.selected
        self._actions.update(runs)
        if not self._actions.by_id[action].isEnabled():
            return
        what: dict[str, Callable[[], object]] = {
            "restore": lambda: self.restore_wanted.emit(runs[0]),
            "compare": lambda: self.compare_wanted.emit(*sorted(runs, key=lambda r: r.number)),
            "showCurves": lambda: self._turn_curves(runs),
            "rename": lambda: self.table.edit_cell("name"),
            "tag": lambda: self.table.edit_cell("tags"),
            "annotate": lambda: self.table.edit_cell("note"),
            "exportSteps": lambda: self.export_wanted.emit(runs[0], "steps"),
            "exportEpochs": lambda: self.export_wanted.emit(runs[0], "epochs"),
            "delete": lambda: self.delete([run.id for run in runs]),
        }
        what[action]()

    def _turn_curves(self, runs: list[Run]) -> None:
        """Shows all of them, unless all are on show."""
        on = not all(run.id in self._shown for run in runs)
        for run in runs:
            self.curves_wanted.emit(run.id, on)

    def _set_colour(self, colour: int | None) -> None:
        self._watch.set_colour([run.id for run in self.table.selected], colour)

    def _write(self, run_id: str, column: str, words: str) -> None:
        match column:
            case "name":
                self._watch.rename(run_id, words)
            case "tags":
                self._tag(run_id, words.split())
            case _:
                self._watch.set_note(run_id, words)

    def _put_back(self) -> None:
        ids, self._deleted = self._deleted, []
        self._watch.put_back(ids)
        self._show_deleted()
        self.table.select(ids)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_deleted(self) -> None:
        self._undo_strip.setVisible(bool(self._deleted))
        self._undo_words.set_words(
            tr("Deleted: {count}. They go for good when the program ends.").format(
                count=len(self._deleted)
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow down leads from the filter into the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.select_one()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.set_awake("list", awake=True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._watch.set_awake("list", awake=False)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._heading.setText(tr("Runs"))
        self._filter.setPlaceholderText(tr("Filter"))
        self._filter.setAccessibleName(tr("Filter the runs"))
        self._filter.setToolTip(tr("Words of a name, a tag, a note, a state or a device"))
        self._restore.setText(tr("Restore"))
        self._restore.setToolTip(
            tr("Open a copy of the selected run, with its weights and its history")
        )
        self._compare.setText(tr("Compare"))
        self._compare.setToolTip(tr("Select two runs to see what differs between them"))
        self._more.setText(tr("More"))
        self._more.setAccessibleName(tr("More that can be done with the selected runs"))
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close the list of runs"))
        self._undo.setText(tr("Undo"))
        self._undo.setAccessibleName(tr("Put the deleted runs back"))
        self._actions.retranslate()
        self._show_count()
        self._show_deleted()
