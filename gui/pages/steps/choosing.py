"""What a step is of: the trainer's next batch, or on a copy of the network chosen rows or typed values."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.typed import column_names, table_cells
from engine.text import Text, text
from engine.walk_answers import WalkAnswer
from gui.data_store import DataStore
from gui.document import Document
from gui.notice import NoticeAction, NoticeBar
from gui.pages.steps.answer_facts import is_typed
from gui.pages.steps.rows_chooser import RowsChooser
from gui.pages.steps.typed_panel import TypedPanel
from gui.run.walk import Walking

#: Nobody types more values a row, nor finds one among them.
MOST_COLUMNS = 1024
#: Typing starts from so many rows of the step.
_ROWS_TO_START = 4


class Choosing(QWidget):
    """Leads the choice of rows, and holds the table in which values are typed.

    Args:
        rows: the button with the three choices.
        notice: says that a copy is walked.
        document: what the loss looks at.
        store: the data, in its own units.
        walk: goes through the step.

    Signals:
        begun(): another step is asked for.
        left(): the table was closed; the keyboard goes elsewhere.
    """

    begun = Signal()
    left = Signal()

    def __init__(
        self,
        rows: RowsChooser,
        notice: NoticeBar,
        document: Document,
        store: DataStore,
        walk: Walking,
    ) -> None:
        super().__init__()
        self._rows, self._notice = rows, notice
        self._document, self._store, self._walk = document, store, walk
        self._answer: WalkAnswer | None = None
        self._waits = False
        self.panel = TypedPanel()
        self.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 0)
        column.addWidget(self.panel)
        rows.rows_chosen.connect(self._choose_rows)
        rows.typing_wanted.connect(self.type_values)
        rows.refused.connect(self._refuse_rows)
        self.panel.values_chosen.connect(self._choose_values)
        self.panel.rows_wanted.connect(self._start_anew)
        self.panel.left.connect(self._leave)

    def type_values(self) -> None:
        """Opens the table, with the rows of the step or what was last typed."""
        prepared = self._store.prepared
        if prepared is None or self._answer is None:
            return
        count = len(column_names(prepared.encoder, with_targets=self._with_targets))
        if count > MOST_COLUMNS:
            self._notice.show_notice(
                "warning",
                text(
                    "A row of this data has {count} values, too many to type. Choose rows by their numbers "
                    "instead.",
                    count=count,
                ),
            )
            return
        if self.panel.is_free_for(prepared.encoder, with_targets=self._with_targets):
            self._start_anew()
        self.show()
        self.panel.table.setFocus()

    def follow(self, answer: WalkAnswer | None) -> None:
        """Turns to the step in front."""
        before, self._answer = self._answer, answer
        if answer is None or (before is not None and answer.number != before.number):
            self._waits = False
        if (answer is None or not answer.on_copy) and self._notice.kind == "info":
            self._notice.close_notice()
        if answer is None:
            self.hide()
            return
        if self._store.prepared is not None:
            self._rows.set_rows(self._store.prepared.rows)
        self._rows.show_choice(on_copy=answer.on_copy, typed=is_typed(answer))
        if before is not None and is_typed(before) and not is_typed(answer):
            self.hide()
        anew = before is None or before.number != answer.number
        if answer.on_copy and (anew or self._notice.isHidden()):
            self._tell_copy(answer)

    def take_problem(self, problem: Text) -> bool:
        """Says beside the typed values why they can't be walked; whether that is what was asked for."""
        waits, self._waits = self._waits, False
        if waits:
            self.panel.show_problem(problem)
        return waits

    @property
    def _with_targets(self) -> bool:
        return self._document.project.training.looks_at_targets

    def _tell_copy(self, answer: WalkAnswer) -> None:
        self._notice.show_notice(
            "info",
            text(
                "This step is of a copy of the network, for values that you typed: training does not "
                "take it."
            )
            if is_typed(answer)
            else text(
                "This step is of a copy of the network, for rows that you chose: training does not "
                "take it."
            ),
            [NoticeAction(text("Trainer’s next batch"), lambda: self._choose_rows(()))],
            closable=False,
        )

    def _refuse_rows(self, problem: str) -> None:
        """Says why row numbers can't be taken, or takes that back."""
        if problem:
            self._notice.show_notice("warning", problem)
        elif self._notice.kind == "warning":
            self._notice.close_notice()
            self.follow(self._answer)

    def _choose_rows(self, rows: Sequence[int]) -> None:
        """Walks a step of these rows on a copy; with none the trainer's own."""
        self.begun.emit()
        self._walk.choose_rows(rows)

    def _choose_values(self, columns: Mapping[str, Sequence[object]]) -> None:
        self._waits = True
        self.begun.emit()
        self._walk.type_values(columns)

    def _start_anew(self) -> None:
        prepared, table = self._store.prepared, self._store.table
        if prepared is None or table is None or self._answer is None:
            return
        encoder, with_targets = prepared.encoder, self._with_targets
        places = self._answer.rows[:_ROWS_TO_START]
        places = places[places < len(prepared.rows)] if len(places) else prepared.train[:1]
        rows = [
            table_cells(encoder, table, int(prepared.rows[place]), with_targets=with_targets)
            for place in places
        ]
        self.panel.set_rows(encoder, rows, with_targets=with_targets)
        self.panel.table.setFocus()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
