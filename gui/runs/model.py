"""The list of runs as a table: one row a run, sorted and filtered by the proxy over it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from engine import numbers
from engine.runs.run import Run
from engine.text import Text, text
from gui.runs.words import origin, run_colour, run_name, state_colour, state_word
from gui.theme import mono_font
from gui.tooltips import plain
from gui.translate import show, translator

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_LAST = float("inf")

#: The colour of a cell's dot.
DOT_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column:
    """One column: what it shows of a run, and by what it is sorted.

    It is as wide as its words, but no wider than `width`, in pixels.
    """

    id: str
    title: Text
    shown: Callable[[Run], str]
    key: Callable[[Run], Any]
    width: int
    is_number: bool = False
    editable: bool = False


def _begun(run: Run) -> str:
    """The time for today, else the day."""
    when = QDateTime.fromSecsSinceEpoch(int(run.created))
    locale, short = QLocale(translator().current), QLocale.FormatType.ShortFormat
    if when.date() == QDate.currentDate():
        return locale.toString(when.time(), short)
    return locale.toString(when.date(), short)


def _figure(value: float | None) -> float:
    """What is not known or no number comes last."""
    return _LAST if value is None or value != value else value  # noqa: PLR0124 - NaN is not itself


COLUMNS: tuple[Column, ...] = (
    Column("name", text("Run"), run_name, lambda run: run_name(run).casefold(), 220, editable=True),
    Column("state", text("State"), state_word, state_word, 120),
    Column(
        "best",
        text("Best"),
        lambda run: numbers.short(run.standing.best),
        lambda run: _figure(run.standing.best),
        88,
        is_number=True,
    ),
    Column(
        "last",
        text("Last"),
        lambda run: numbers.short(run.last_loss),
        lambda run: _figure(run.last_loss),
        88,
        is_number=True,
    ),
    Column(
        "epochs",
        text("Epochs"),
        lambda run: f"{run.standing.epochs}{numbers.THIN_SPACE}/{numbers.THIN_SPACE}{run.planned}",
        lambda run: run.standing.epochs,
        118,
        is_number=True,
    ),
    Column(
        "seconds",
        text("Time"),
        lambda run: numbers.duration(run.standing.seconds),
        lambda run: run.standing.seconds,
        76,
        is_number=True,
    ),
    Column("created", text("Begun"), _begun, lambda run: run.created, 92),
    Column(
        "tags",
        text("Tags"),
        lambda run: " ".join(run.tags),
        lambda run: run.tags,
        96,
        editable=True,
    ),
    Column(
        "note",
        text("Note"),
        lambda run: run.note,
        lambda run: run.note.casefold(),
        120,
        editable=True,
    ),
    Column("device", text("Device"), lambda run: run.device, lambda run: run.device, 64),
)
PLACES = {column.id: place for place, column in enumerate(COLUMNS)}
_DOTS: Mapping[str, Callable[[Run], QColor]] = {"name": run_colour, "state": state_colour}


class RunsModel(QAbstractTableModel):
    """The runs of the list; a tick before the name shows a run's curves.

    Signals:
        edited(run id, column id, words): the user typed something into a cell.
        ticked(run id, bool): the user wants a run's curves on the plots, or no more.
    """

    edited = Signal(str, str, str)
    ticked = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Run] = []
        self._rows: dict[str, int] = {}
        self._shown: Collection[str] = ()

    def update(self, run_ids: Collection[str], find: Callable[[str], Run | None]) -> None:
        """Takes what became of these runs; the other rows stay, and so does a selection."""
        for row in sorted((self._rows[i] for i in run_ids if i in self._rows), reverse=True):
            run = find(self._runs[row].id)
            if run is not None:
                self._runs[row] = run
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
                continue
            self.beginRemoveRows(_NO_INDEX, row, row)
            del self._runs[row]
            self.endRemoveRows()
        added = [run for i in run_ids if i not in self._rows and (run := find(i)) is not None]
        if added:
            count = len(self._runs)
            self.beginInsertRows(_NO_INDEX, count, count + len(added) - 1)
            self._runs += sorted(added, key=lambda run: run.number)
            self.endInsertRows()
        self._rows = {run.id: row for row, run in enumerate(self._runs)}

    def set_shown(self, shown: Collection[str]) -> None:
        """Ticks the runs whose curves are on the plots."""
        others = set(self._shown) ^ set(shown)
        self._shown = frozenset(shown)
        for run_id in others & self._rows.keys():
            index = self.index(self._rows[run_id], 0)
            self.dataChanged.emit(index, index)

    def restyle(self) -> None:
        """Paints everything anew: another theme or language."""
        if self._runs:
            last = self.index(len(self._runs) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def run_at(self, index: Index) -> Run:
        """The run of a row."""
        return self._runs[index.row()]

    def row_of(self, run_id: str) -> int:
        """The row of a run; −1 when it is not there."""
        return self._rows.get(run_id, -1)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if not index.isValid():
            return found
        if COLUMNS[index.column()].editable:
            found |= Qt.ItemFlag.ItemIsEditable
        if index.column() == 0:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run, column = self._runs[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return _one_line(column.shown(run))
            case Qt.ItemDataRole.CheckStateRole if index.column() == 0:
                on = run.id in self._shown
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return plain(self._told(run, column))
            case Qt.ItemDataRole.FontRole:
                return mono_font(-1) if column.is_number else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
            case _ if role == DOT_ROLE and column.id in _DOTS:
                return _DOTS[column.id](run)
        return None

    def _told(self, run: Run, column: Column) -> str:
        """All there is to a cell; beside a name, which run it went on from."""
        if column.id != "name":
            return _told(run, column)
        row = self._rows.get(run.parent)
        began = origin(run, None if row is None else self._runs[row])
        return "\n".join(part for part in (run_name(run), began) if part)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        run, column = self._runs[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(run.id, Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        words = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or words == _one_line(column.shown(run)):
            return False
        self.edited.emit(run.id, column.id, words)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return show(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _one_line(words: str) -> str:
    return " ".join(words.split("\n"))


def _told(run: Run, column: Column) -> str:
    """All there is to a cell, and why a run ended as it did."""
    match column.id:
        case "best" if run.standing.best is not None:
            figure = numbers.full(run.standing.best)
            return show(
                text(
                    "{series} {figure} at epoch {epoch}",
                    series=run.standing.watched,
                    figure=figure,
                    epoch=run.standing.best_epoch,
                )
            )
        case "created":
            when = QDateTime.fromSecsSinceEpoch(int(run.created))
            return QLocale(translator().current).toString(when, QLocale.FormatType.LongFormat)
        case "last" if run.last_loss is not None:
            return numbers.full(run.last_loss)
        case "state":
            return show(run.message) or column.shown(run)
        case "device":
            return show(
                text(
                    "{device}, {threads} threads, torch {torch}",
                    device=run.device,
                    threads=run.threads,
                    torch=run.torch,
                )
            )
    return column.shown(run)


class RunsProxy(QSortFilterProxyModel):
    """The runs that have every word of the filter somewhere, in the order of a column."""

    def __init__(self, model: RunsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._model = model
        self.setSourceModel(model)

    def set_filter(self, words: str) -> None:
        """Shows only runs that have all these words."""
        self.beginFilterChange()
        self._words = tuple(words.casefold().split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        run = self._model.run_at(self._model.index(source_row, 0, source_parent))
        parts = (run_name(run), state_word(run), run.title, run.note, run.device, *run.tags)
        told = "\n".join(parts).casefold()
        return all(word in told for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        first, second = self._model.run_at(left), self._model.run_at(right)
        key = COLUMNS[left.column()].key
        return bool((key(first), first.number) < (key(second), second.number))
