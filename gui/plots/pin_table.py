"""The values of every series at the pinned places, with the difference between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
)

from engine import numbers
from gui.plots import export
from gui.plots.card import small_button
from gui.plots.saving import ask_file
from gui.theme import mono_font, sized_font, theme
from gui.translate import tr

_ROW = 22
_HEADER = 28
#: Rows on show: so many at most, and while the page is low.
_MOST_ROWS, _LEAST_ROWS = 4, 2
#: Names of plots and series are not cut shorter than this, in pixels.
_LEAST_NAME = 64
_SWATCH = QSize(10, 3)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Pin:
    """A pinned place in words: short for a column, in full for its button and for copies."""

    short: str
    full: str


@dataclass(frozen=True)
class PinRow:
    """One series: which plot it is of, its colour, and its value at each pin; None where it has none."""

    plot: str
    series: str
    color: QColor
    values: tuple[float | None, ...]


class _Model(QAbstractTableModel):
    """Plot, series, a column a pin, and the difference between two pins."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PinRow, ...] = ()
        self.pins: tuple[Pin, ...] = ()
        self.pair: tuple[int, int] | None = None

    def show_rows(
        self, pins: tuple[Pin, ...], rows: tuple[PinRow, ...], pair: tuple[int, int] | None
    ) -> None:
        self.beginResetModel()
        self.pins, self.rows, self.pair = pins, rows, pair
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 2 + len(self.pins) + (self.pair is not None)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                if column < 2:
                    return (row.plot, row.series)[column]
                write = numbers.short if role == Qt.ItemDataRole.DisplayRole else numbers.full
                return write(self.value(row, column))
            case Qt.ItemDataRole.ForegroundRole:
                return theme().color("muted") if column == 0 else None
            case Qt.ItemDataRole.DecorationRole:
                return row.color if column == 1 else None
            case Qt.ItemDataRole.FontRole:
                return sized_font(-2) if column < 2 else mono_font(-2)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if column < 2 else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < 2 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return self.titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def value(self, row: PinRow, column: int) -> float | None:
        if column - 2 < len(self.pins):
            return row.values[column - 2]
        first, second = (row.values[pin] for pin in self.pair or (0, 0))
        return None if first is None or second is None else second - first

    def titles(self, *, full: bool = False) -> tuple[str, ...]:
        pins = (pin.full if full else pin.short for pin in self.pins)
        numbered = (f"{number} · {place}" for number, place in enumerate(pins, 1))
        difference = (pair_words(self.pair),) if self.pair else ()
        return (tr("plot"), tr("series"), *numbered, *difference)


class PinTable(QFrame):
    """A button for each pin that takes it away, and the table below.

    Signals:
        removed(int): this pin is to go; cleared(): all of them.
        problem(Text): a file could not be written.
    """

    removed = Signal(int)
    cleared = Signal()
    problem = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pinTable")
        self.setProperty("card", True)
        self._pins: tuple[Pin, ...] = ()
        self._rows: tuple[PinRow, ...] = ()
        self._chosen: tuple[int, int] | None = None
        self._model = _Model()
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._buttons: list[QToolButton] = []
        self._difference = small_button("pinDifference")
        self._difference.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._difference.setMenu(QMenu(self._difference))
        self._copy, self._save = small_button("copyPins", "copy"), small_button("savePins", "table")
        self._clear = small_button("clearPins", "x")
        self._copy.clicked.connect(self.copy)
        self._save.clicked.connect(self._ask_csv)
        self._clear.clicked.connect(self.cleared)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(4)
        self._bar.addWidget(self._title)
        self._bar.addStretch(1)
        for button in (self._difference, self._copy, self._save, self._clear):
            self._bar.addWidget(button)
        self._view = _table(self._model)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 4, 6, 4)
        box.setSpacing(2)
        box.addLayout(self._bar)
        box.addWidget(self._view)
        self.retranslate()
        self.hide()

    def show_pins(self, pins: Sequence[Pin], rows: Sequence[PinRow]) -> None:
        """Show the values at these places; nothing is shown while there is no pin."""
        if (tuple(pins), tuple(rows)) == (self._pins, self._rows):
            return
        if len(pins) != len(self._pins):
            self._chosen = None
        self._pins, self._rows = tuple(pins), tuple(rows)
        self._fill()

    @property
    def pair(self) -> tuple[int, int] | None:
        """The two pins whose difference is shown: the chosen ones, else the last two."""
        count = len(self._pins)
        return self._chosen or ((count - 2, count - 1) if count > 1 else None)

    def table(self) -> export.Table:
        """Everything in the table, every number in full."""
        rows, titles = self._rows, self._model.titles(full=True)
        columns: dict[str, list[Any]] = {
            titles[0]: [row.plot for row in rows],
            titles[1]: [row.series for row in rows],
        }
        for column, title in enumerate(titles[2:], 2):
            columns[title] = [self._model.value(row, column) for row in rows]
        return columns

    def copy(self) -> None:
        """Put the table on the clipboard."""
        export.copy_table(self.table())

    def retranslate(self) -> None:
        """Set the words again."""
        self._title.setText(tr("Pinned"))
        self._view.setAccessibleName(tr("Values at the pinned places"))
        for button, words in (
            (self._difference, tr("Which two pins are compared")),
            (self._copy, tr("Copy the table")),
            (self._save, tr("Export the table as CSV…")),
            (self._clear, tr("Remove all pins")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the table; Delete takes the pin of the button or the column away."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Delete) and self._current_pin() is not None:
            self.removed.emit(self._current_pin())
        else:
            super().keyPressEvent(event)

    def _current_pin(self) -> int | None:
        for number, button in enumerate(self._buttons):
            if button.hasFocus():
                return number
        column = self._view.currentIndex().column() - 2
        return column if self._view.hasFocus() and 0 <= column < len(self._pins) else None

    def _fill(self) -> None:
        self._fill_bar()
        self._model.show_rows(self._pins, self._rows, self.pair)
        rows = len(self._rows)
        self._view.setMinimumHeight(_HEADER + min(rows, _LEAST_ROWS) * _ROW)
        self._view.setMaximumHeight(_HEADER + min(rows, _MOST_ROWS) * _ROW)
        self._fit_columns()
        self.setVisible(bool(self._pins))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the figures whole."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Where there is little room names are cut short, figures are not; hovering tells the names."""
        view, header = self._view, self._view.horizontalHeader()
        columns = range(self._model.columnCount())
        wanted = [max(view.sizeHintForColumn(c), header.sectionSizeHint(c)) for c in columns]
        missing = sum(wanted) - view.viewport().width()
        for column in (0, 1):
            cut = min(max(missing, 0), max(wanted[column] - _LEAST_NAME, 0))
            missing -= cut
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, wanted[column] - cut)

    def _fill_bar(self) -> None:
        while len(self._buttons) > len(self._pins):
            button = self._buttons.pop()
            button.setParent(None)
            button.deleteLater()
        while len(self._buttons) < len(self._pins):
            number = len(self._buttons)
            button = small_button(f"pin-{number + 1}")
            button.clicked.connect(lambda _checked=False, number=number: self.removed.emit(number))
            self._bar.insertWidget(1 + number, button)
            self._buttons.append(button)
        for number, (button, pin) in enumerate(zip(self._buttons, self._pins, strict=True), 1):
            button.setText(f"{number} · {pin.full}  ×")
            button.setToolTip(tr("Remove this pin"))
            button.setAccessibleName(
                tr("Remove pin {number}, {place}").format(number=number, place=pin.full)
            )
        self._difference.setVisible(len(self._pins) > 2)
        menu = self._difference.menu()
        menu.clear()
        for pair in combinations(range(len(self._pins)), 2):
            action = menu.addAction(pair_words(pair))
            action.setObjectName(f"pinDifference-{pair[0] + 1}-{pair[1] + 1}")
            action.setCheckable(True)
            action.setChecked(pair == self.pair)
            action.triggered.connect(lambda _checked, pair=pair: self._choose(pair))
        self._difference.setText(f"{pair_words(self.pair)} ▾" if self.pair else "")

    def _choose(self, pair: tuple[int, int]) -> None:
        self._chosen = pair
        self._fill()

    def _ask_csv(self) -> None:
        ask_file(
            self,
            tr("Pinned"),
            "csv",
            lambda file: export.save_csv(self.table(), file),
            self.problem.emit,
        )


def pair_words(pair: tuple[int, int]) -> str:
    """How the difference between two pins is called."""
    return f"{pair[1] + 1} {numbers.MINUS} {pair[0] + 1}"


def _table(model: _Model) -> QTableView:
    view = QTableView()
    view.setObjectName("pinValues")
    view.setModel(model)
    view.setShowGrid(False)
    view.setIconSize(_SWATCH)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.setProperty("compact", True)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(_ROW)
    view.verticalHeader().setMinimumSectionSize(_ROW)
    header = view.horizontalHeader()
    header.setProperty("compact", True)
    header.setFont(sized_font(-2))
    header.setFixedHeight(_HEADER)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(False)
    header.setHighlightSections(False)
    return view
