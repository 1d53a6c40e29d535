"""The table as rows on screen; a cell is formatted only when it is painted."""

from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from engine import numbers
from engine.data.table import Column, Table, is_number, missing
from engine.spec.data import ColumnSpec, DataSpec
from gui.theme import theme
from gui.tooltips import plain
from gui.translate import tr

Index = QModelIndex | QPersistentModelIndex

#: Rows that decide about a column's decimals and width.
SAMPLE = 200
_NO_PARENT = QModelIndex()


class RowsModel(QAbstractTableModel):
    """All rows and columns of a table, with what each column is for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._names: list[str] = []
        self._columns: list[Column] = []
        self._specs: dict[str, ColumnSpec] = {}
        self._classes: tuple[str, ...] = ()
        self._decimals = cache(self._find_decimals)

    @property
    def table(self) -> Table | None:
        """The table on show."""
        return self._table

    def show_table(self, table: Table, spec: DataSpec, classes: tuple[str, ...]) -> None:
        """Show a table, or only other roles of the same one, which keeps the place on screen."""
        self._specs = {column.name: column for column in spec.columns}
        self._classes = classes
        if table is self._table:
            if self._names:
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._names) - 1)
                last = self.index(self.rowCount() - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._table = table
        self._names, self._columns = list(table.columns), list(table.columns.values())
        self._decimals = cache(self._find_decimals)
        self.endResetModel()

    def column_name(self, column: int) -> str:
        """The name of a column by its place."""
        return self._names[column]

    def spec_of(self, column: int) -> ColumnSpec | None:
        """What a column is for; None while that is not known."""
        return self._specs.get(self._names[column])

    def purpose(self, column: int) -> str:
        """The line under a column's name."""
        spec = self.spec_of(column)
        if spec is None or spec.role == "ignore":
            return tr("ignored")
        number = spec.type == "number"
        if spec.role == "target":
            if number:
                return tr("target · number")
            return tr("target · {count} classes").format(count=numbers.count(len(self._classes)))
        return tr("number") if number else tr("category")

    def right_aligned(self, column: int) -> bool:
        """Whether the column holds numbers to compare digit by digit."""
        return is_number(self._columns[column])

    def has_gaps(self, column: int) -> bool:
        """Whether values are missing: among all numbers, or among the first rows of words."""
        values = self._columns[column]
        return bool(missing(values if is_number(values) else values[:SAMPLE]).any())

    def words(self, row: int, column: int) -> str:
        """A cell as it is shown; "" where the value is missing."""
        value = self._columns[column][row]
        if _is_missing(value):
            return ""
        if isinstance(value, str):
            return value
        return numbers.fixed(float(value), self._decimals(column))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self._table is None else self._table.n_rows

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = self._columns[index.column()][index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(index.row(), index.column()) or tr("missing")
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight
                if not self.right_aligned(index.column()):
                    side = Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return self._brush(index.column(), missing=_is_missing(value))
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(value)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._names):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._names[section]
            case Qt.ItemDataRole.ToolTipRole:
                return plain("\n".join((self._names[section], self.purpose(section))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._names[section]}, {self.purpose(section)}"
            case _:
                return None

    def _brush(self, column: int, *, missing: bool) -> QBrush | None:
        if missing:
            return QBrush(theme().color("warning"))
        spec = self.spec_of(column)
        ignored = spec is None or spec.role == "ignore"
        return QBrush(theme().color("disabled")) if ignored else None

    def _tip(self, value: Any) -> str:
        if _is_missing(value):
            return tr("This value is missing")
        return plain(value if isinstance(value, str) else numbers.full(float(value)))

    def _find_decimals(self, column: int) -> int:
        return numbers.decimals([float(value) for value in self._columns[column][:SAMPLE]])


def _is_missing(value: Any) -> bool:
    return value is None or value != value  # noqa: PLR0124 - only NaN differs from itself
