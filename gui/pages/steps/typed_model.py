"""Cells that are typed: a few rows, with a column for each input and each target of the data."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engine.text import Text
from gui.icons import icon
from gui.theme import mono_font, theme
from gui.tooltips import plain
from gui.translate import show, tr

#: More rows than this are too many to look at number by number.
MOST_ROWS = 64

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TypedModel(QAbstractTableModel):
    """The words in the cells; whether they can be used is asked only once they are walked."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self._targets: frozenset[str] = frozenset()
        self._rows: list[list[str]] = []
        self._wrong: tuple[int, str] | None = None
        self._reason: Text | None = None
        #: Whether something was typed since the rows were set.
        self.edited = False

    @property
    def rows(self) -> list[dict[str, str]]:
        """The cells of each row by column."""
        return [dict(zip(self.names, row, strict=True)) for row in self._rows]

    def set_rows(
        self, names: Sequence[str], targets: Sequence[str], rows: Sequence[Mapping[str, str]]
    ) -> None:
        """Other columns and rows."""
        self.beginResetModel()
        self.names, self._targets = tuple(names), frozenset(targets)
        self._rows = [[row.get(name, "") for name in names] for row in rows]
        self._wrong, self._reason, self.edited = None, None, False
        self.endResetModel()

    def mark(self, row: int, column: str, reason: Text) -> _Index:
        """Marks the cell that can't be used; returns its place."""
        self._wrong, self._reason = (row, column), reason
        self._tell_all()
        return self.index(row, self.names.index(column))

    def put(self, row: int, names: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Puts lines of words into these columns from a row on; rows are added for those that are missing."""
        more = row + len(lines) - len(self._rows)
        if more > 0:
            last = len(self._rows)
            self.beginInsertRows(_NOWHERE, last, last + more - 1)
            self._rows += [[""] * len(self.names) for _ in range(more)]
            self.endInsertRows()
        places = [self.names.index(name) for name in names]
        for cells, line in zip(self._rows[row:], lines, strict=False):
            for place, words in zip(places, line, strict=True):
                cells[place] = words
        self._change()

    def add_row(self, like: int) -> int:
        """Adds a row under one, with the same words; returns its number."""
        self.beginInsertRows(_NOWHERE, like + 1, like + 1)
        self._rows.insert(like + 1, list(self._rows[like]))
        self.endInsertRows()
        self._change()
        return like + 1

    def remove_row(self, row: int) -> None:
        """Takes a row away."""
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._rows[row]
        self.endRemoveRows()
        self._change()

    def _change(self) -> None:
        self.edited, self._wrong, self._reason = True, None, None
        self._tell_all()

    def _tell_all(self) -> None:
        last = self.index(len(self._rows) - 1, len(self.names) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.names)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        if value != self._rows[index.row()][index.column()]:
            self._rows[index.row()][index.column()] = value
            self._change()
        return True

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words = self._rows[index.row()][index.column()]
        name = self.names[index.column()]
        wrong = self._wrong == (index.row(), name) and self._reason is not None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return words
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT
            case Qt.ItemDataRole.FontRole:
                return mono_font(-1)
            case Qt.ItemDataRole.ForegroundRole:
                return theme().color("bad") if wrong else None
            case Qt.ItemDataRole.DecorationRole:
                return icon("circle-alert", "bad") if wrong else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain(show(self._reason)) if wrong and self._reason is not None else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}, {words}"
            case _:
                return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if way is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        name = self.names[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return tr("{name} (target)").format(name=name) if name in self._targets else name
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return plain(name)
            case _:
                return None
