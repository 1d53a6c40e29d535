"""Which rows a step is of: the trainer's next batch, rows that the user names, or typed values."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from gui.card import restyle, tell
from gui.icons import icon
from gui.pages.steps.typed_model import MOST_ROWS
from gui.tooltips import plain
from gui.translate import tr

_ICON = QSize(13, 13)


class RowsChooser(QWidget):
    """A choice, and a field for row numbers.

    Signals:
        rows_chosen(list[int]): walk these of the rows there are, by their places; none stand for the
            trainer's next batch.
        typing_wanted(): values are to be typed.
        refused(str): why the row numbers can't be taken; empty once they are changed.
    """

    rows_chosen = Signal(object)
    typing_wanted = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._known = np.zeros(0, np.int64)
        self._copied, self._typing = False, False
        self._button = QToolButton()
        self._button.setObjectName("stepsRows")
        self._button.setProperty("bordered", True)
        self._button.setProperty("narrow", True)
        self._button.setIcon(icon("table"))
        self._button.setIconSize(_ICON)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._button)
        self._menu.setObjectName("stepsRowsMenu")
        self._next = self._action("stepsRows-next", self._take_next)
        self._own = self._action("stepsRows-chosen", self._type_rows)
        self._typed = self._action("stepsRows-typed", self._type_values)
        self._button.setMenu(self._menu)
        self._rows = QLineEdit()
        self._rows.setObjectName("stepsRowNumbers")
        self._rows.setFixedWidth(96)
        self._rows.returnPressed.connect(self._take_rows)
        self._rows.textEdited.connect(lambda: self._mark(""))
        self._rows.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._rows)
        row.addWidget(self._button)
        self._retranslate()

    def _action(self, name: str, does: Callable[[], None]) -> QAction:
        action = self._menu.addAction("")
        action.setObjectName(name)
        action.setCheckable(True)
        action.triggered.connect(does)
        return action

    def set_rows(self, known: NDArray[np.int64]) -> None:
        """Which rows of the table, counted from 0, there are to choose from, in order."""
        self._known = known

    def show_choice(self, *, on_copy: bool, typed: bool = False) -> None:
        """Follows what the step is of."""
        self._copied, self._typing = on_copy, typed
        self._next.setChecked(not on_copy)
        self._own.setChecked(on_copy and not typed)
        self._typed.setChecked(typed)
        if not self._rows.hasFocus():
            self._rows.setVisible(on_copy and not typed)

    def _show_again(self) -> None:
        """A click has turned an entry of the menu; it says what is walked, not what is wanted."""
        self.show_choice(on_copy=self._copied, typed=self._typing)

    def _take_next(self) -> None:
        self._rows.hide()
        self._show_again()
        if self._copied:
            self.rows_chosen.emit([])

    def _type_values(self) -> None:
        self._show_again()
        self.typing_wanted.emit()

    def _type_rows(self) -> None:
        self._show_again()
        self._rows.show()
        self._rows.setFocus()

    def _take_rows(self) -> None:
        try:
            rows = row_places(self._rows.text(), self._known)
        except ValueError as problem:
            self._mark(str(problem))
        else:
            self._mark("")
            self.rows_chosen.emit(rows)

    def _mark(self, problem: str) -> None:
        self._rows.setProperty("invalid", bool(problem))
        restyle(self._rows)
        self._rows.setToolTip(plain(problem or self._hint()))
        self._rows.setAccessibleDescription(problem)
        self.refused.emit(problem)

    def _hint(self) -> str:
        return tr("Row numbers of the data, such as 1-3, 8; then press Enter")

    def _retranslate(self) -> None:
        self._next.setText(tr("Trainer’s next batch"))
        self._own.setText(tr("Chosen rows…"))
        self._typed.setText(tr("Typed values…"))
        tell(self._button, tr("Which rows the step is of"))
        self._rows.setPlaceholderText("1-3, 8")
        tell(self._rows, tr("Row numbers"), self._hint())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def row_places(words: str, known: NDArray[np.int64]) -> list[int]:
    """The places of rows of the table among those that can be used; those without a target can't.

    Args:
        words: numbers and stretches, as in `row_numbers`.
        known: the rows of the table, counted from 0, that can be used, in order.

    Raises:
        ValueError: what is wrong, for people.
    """
    places = []
    for row in row_numbers(words, int(known[-1]) + 1 if len(known) else 0):
        place = int(np.searchsorted(known, row))
        if known[place] != row:
            raise ValueError(
                tr("Row {row} is left out of the data: it has gaps, or no target.").format(
                    row=row + 1
                )
            )
        places.append(place)
    return places


def row_numbers(words: str, count: int) -> list[int]:
    """Rows counted from 0 of what people count from 1: `1-3, 8` is [0, 1, 2, 7].

    Args:
        words: numbers and stretches between commas or spaces.
        count: how many rows there are.

    Raises:
        ValueError: what is wrong, for people.
    """
    found: list[int] = []
    for part in words.replace(",", " ").replace("–", "-").split():
        first, dash, last = part.partition("-")
        if not (first.isascii() and first.isdigit()) or (
            dash and not (last.isascii() and last.isdigit())
        ):
            raise ValueError(
                tr("“{part}” is no row number. Type such as 1-3, 8.").format(part=part)
            )
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= count:
            raise ValueError(
                tr("Rows go from 1 to {count}; “{part}” is not among them.").format(
                    count=count, part=part
                )
            )
        if end - start >= MOST_ROWS:
            raise ValueError(tr("At most {most} rows can be walked.").format(most=MOST_ROWS))
        found += range(start - 1, end)
    if not found:
        raise ValueError(tr("Type row numbers, such as 1-3, 8."))
    if len(found) > MOST_ROWS:
        raise ValueError(tr("At most {most} rows can be walked.").format(most=MOST_ROWS))
    return found
