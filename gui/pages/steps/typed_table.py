"""The small table in which input values are typed or pasted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.data.typed import pasted_rows
from gui.pages.steps.typed_model import MOST_ROWS, TypedModel
from gui.theme import theme
from gui.translate import tr

_ROW, _LEAST = 26, 72
#: Rows shown at once; the others are scrolled to. In a low window the cards need the room more.
_MOST_SHOWN, _MOST_OF_LOW, _LOW = 4, 2, 800
_MARGIN = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Delegate(QStyledItemDelegate):
    """A plain line in the cell."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("stepsTypedCell")
        editor.setProperty("cell", True)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(
            str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        )
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        editor.setGeometry(QRect(option.rect).adjusted(1, 1, -1, -2))


class TypedTable(QTableView):
    """Typing begins to write in a cell; Enter ends it, and once more walks the rows.

    Signals:
        walk_wanted(): the rows are to be walked.
        left(): the keyboard goes back to where it came from.
        told(str): what of pasted cells could not be taken; "" where they were.
    """

    walk_wanted = Signal()
    left = Signal()
    told = Signal(str)

    def __init__(self, model: TypedModel) -> None:
        super().__init__()
        self.setObjectName("stepsTypedTable")
        self.setProperty("compact", True)
        self._cells = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setWordWrap(False)
        self.setShowGrid(False)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setProperty("compact", True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST)
        numbers = self.verticalHeader()
        numbers.setProperty("compact", True)
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultSectionSize(_ROW)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.updateGeometry)
        model.modelReset.connect(self.resizeColumnsToContents)
        model.dataChanged.connect(self.resizeColumnsToContents)
        theme().changed.connect(self.viewport().update)

    def retranslate(self) -> None:
        """Sets the words again."""
        self.setAccessibleName(tr("Typed values"))
        self.setAccessibleDescription(
            tr("Type into a cell; Enter walks the rows, Ctrl+V pastes rows, Esc closes")
        )

    def sizeHint(self) -> QSize:
        """As high as its rows; of many only the first, the others are scrolled to."""
        most = _MOST_SHOWN if self.window().height() >= _LOW else _MOST_OF_LOW
        return QSize(super().sizeHint().width(), self._height(most))

    def minimumSizeHint(self) -> QSize:
        """Room for two rows."""
        return QSize(_LEAST, self._height(2))

    def _height(self, most: int) -> int:
        bar = self.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > 0 else 0
        rows = max(1, min(self._cells.rowCount(), most))
        return self.horizontalHeader().sizeHint().height() + rows * _ROW + room + _MARGIN

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        writes = self.state() is QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._selected_words())
        elif event.key() in _ENTER and not writes:
            self.walk_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and not writes:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not writes:
            for index in self.selectedIndexes():
                self._cells.setData(index, "")
        else:
            super().keyPressEvent(event)

    def paste(self, words: str) -> None:
        """Puts copied rows into the cells from the current one on; a first line of names says the columns."""
        lines = pasted_rows(words)
        at = self.currentIndex()
        row, names = max(at.row(), 0), self._cells.names[max(at.column(), 0) :]
        if lines and all(cell in self._cells.names for cell in lines[0]):
            names, lines = tuple(lines[0]), lines[1:]
        else:
            names = names[: max(map(len, lines), default=0)]
        problem = self._problem(
            row, names, lines, room=len(self._cells.names) - max(at.column(), 0)
        )
        if not problem:
            self._cells.put(row, names, lines)
        self.told.emit(problem)

    def _problem(
        self, row: int, names: tuple[str, ...], lines: list[list[str]], *, room: int
    ) -> str:
        """Why these can't be pasted; "" where they can."""
        if not lines:
            return tr("There are no rows to paste: copy some, one line each.")
        if row + len(lines) > MOST_ROWS:
            return tr("At most {most} rows can be walked.").format(most=MOST_ROWS)
        for number, line in enumerate(lines, 1):
            if len(line) > room:
                return tr(
                    "Row {row} of what was pasted has {found} values, but from the chosen cell on there "
                    "are {room} columns. Nothing was changed."
                ).format(row=number, found=len(line), room=room)
            if len(line) != len(names):
                return tr(
                    "Row {row} of what was pasted has {found} values where another has {expected}. Nothing "
                    "was changed."
                ).format(row=number, found=len(line), expected=len(names))
        return ""

    def _selected_words(self) -> str:
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes()):
            lines.setdefault(index.row(), []).append(str(index.data()))
        return "\n".join("\t".join(line) for line in lines.values())
