"""Input values that the user types, with the target where the loss needs it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from engine.data.fitted import Fitted
from engine.data.typed import CellError, column_names, typed_columns
from engine.text import Text
from gui.card import ElidedLabel, link_button, plain_label, tell
from gui.icons import icon
from gui.pages.steps.typed_model import MOST_ROWS, TypedModel
from gui.pages.steps.typed_table import TypedTable
from gui.translate import show, tr

_ICON = QSize(13, 13)


class TypedPanel(QFrame):
    """A small table with the data's columns, in the data's own units.

    Signals:
        values_chosen(dict): walk these columns of raw values.
        rows_wanted(): the rows of the step in front are to stand here again.
        left(): it was closed; the keyboard goes elsewhere.
    """

    values_chosen = Signal(object)
    rows_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stepsTyped")
        self.setProperty("card", True)
        self._fitted: Fitted | None = None
        self._with_targets = True
        self._problem: Text | str = ""
        self._model = TypedModel()
        self.table = TypedTable(self._model)
        self._heading = plain_label("heading")
        self._about = ElidedLabel("caption", "stepsTypedAbout")
        self._add, self._remove, self._again = (
            link_button("stepsTypedAdd"),
            link_button("stepsTypedRemove"),
            link_button("stepsTypedAgain"),
        )
        self._walk = QPushButton()
        self._walk.setObjectName("stepsTypedWalk")
        self._walk.setProperty("compact", True)
        self._close = QToolButton()
        self._close.setObjectName("stepsTypedClose")
        self._close.setIcon(icon("x", "muted"))
        self._close.setIconSize(_ICON)
        self._said = plain_label("bad", "stepsTypedProblem")
        self._said.setWordWrap(True)
        self._said.hide()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._heading)
        head.addWidget(self._about, 1)
        for button in (self._add, self._remove, self._again, self._walk, self._close):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self._said)
        self._add.clicked.connect(self._add_row)
        self._remove.clicked.connect(self._remove_row)
        self._again.clicked.connect(self.rows_wanted)
        self._walk.clicked.connect(self._choose)
        self._close.clicked.connect(self.left)
        self.table.walk_wanted.connect(self._choose)
        self.table.left.connect(self.left)
        self.table.told.connect(self.show_problem)
        for changed in (self._model.dataChanged, self._model.rowsRemoved, self._model.rowsInserted):
            changed.connect(self._follow_rows)
        self._model.modelReset.connect(self._follow_rows)
        self._retranslate()

    @property
    def problem(self) -> str:
        """Why the values can't be walked, in the language on screen; "" where nothing is wrong."""
        return self._said.text()

    def is_free_for(self, fitted: Fitted, *, with_targets: bool) -> bool:
        """Whether nothing typed would be lost by other rows: the columns are of other data, or untouched."""
        same = (self._fitted, self._with_targets) == (fitted, with_targets)
        return not same or not self._model.edited

    def set_rows(
        self, fitted: Fitted, rows: Sequence[Mapping[str, str]], *, with_targets: bool
    ) -> None:
        """Rows to start from, in the data's own units."""
        self._fitted, self._with_targets = fitted, with_targets
        targets = fitted.targets if with_targets else ()
        self._model.set_rows(column_names(fitted, with_targets=with_targets), targets, rows)
        self.table.setCurrentIndex(self._model.index(0, 0))
        self.show_problem("")
        self._retranslate()

    def show_problem(self, problem: Text | str) -> None:
        """Says why the values can't be walked; what was typed stays."""
        self._problem = problem
        self._said.setText(show(problem) if isinstance(problem, Text) else problem)
        self._said.setVisible(bool(problem))
        self.table.setAccessibleDescription(self._said.text())
        if not problem:
            self.table.retranslate()

    def _choose(self) -> None:
        if self._fitted is None:
            return
        self.table.setFocus()  # ends writing in a cell
        try:
            columns = typed_columns(self._fitted, self._model.rows, with_targets=self._with_targets)
        except CellError as problem:
            place = self._model.mark(problem.row, problem.column, problem.text)
            self.table.setCurrentIndex(place)
            self.show_problem(problem.text)
        else:
            self.show_problem("")
            self.values_chosen.emit(columns)

    def _add_row(self) -> None:
        at = self.table.currentIndex()
        row = self._model.add_row(max(at.row(), 0))
        self.table.setCurrentIndex(self._model.index(row, max(at.column(), 0)))
        self.table.setFocus()

    def _remove_row(self) -> None:
        self._model.remove_row(max(self.table.currentIndex().row(), 0))
        self.table.setFocus()

    def _follow_rows(self) -> None:
        count = self._model.rowCount()
        self._add.setEnabled(0 < count < MOST_ROWS)
        self._remove.setEnabled(count > 1)

    def _retranslate(self) -> None:
        self._heading.setText(tr("Typed values"))
        self._about.set_words(
            tr("in the data’s own units, before scaling")
            if self._fitted is not None and self._fitted.changes_values
            else tr("as the network sees them")
        )
        self._add.setText(tr("Add row"))
        tell(self._add, tr("Add row"), tr("Adds a row like the current one"))
        self._remove.setText(tr("Remove row"))
        tell(self._remove, tr("Remove row"), tr("Takes the current row away"))
        self._again.setText(tr("Step’s rows"))
        tell(self._again, tr("Step’s rows"), tr("Starts again from the rows that are walked now"))
        self._walk.setText(tr("Walk these"))
        tell(
            self._walk,
            tr("Walk these"),
            tr("Walks a step on these rows, on a copy of the network (Enter)"),
        )
        tell(self._close, tr("Close"), tr("Close (Esc)"))
        self.table.retranslate()
        self.show_problem(self._problem)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
