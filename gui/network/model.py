"""The network as a list for Qt's views: a row a layer or closed block, changed only where the network changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine import edits
from engine.block_edits import rename_block
from engine.check.advice import Advice, advise
from engine.check.shapes import NetworkInfo, infer
from engine.check.targets import DataLike
from engine.spec.network import NetworkSpec, source_id
from engine.text import Text, UserError, text
from gui.document import Document
from gui.network.costs import costs
from gui.network.folding import Line, lines
from gui.network.rails import Rails
from gui.network.row import Row, trouble_of
from gui.network.row_maker import RowMaker
from gui.tooltips import plain

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class Role(IntEnum):
    """What can be asked of a row beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole
    LAYER_ID = ROW + 1
    SUMMARY = ROW + 2
    SHAPE = ROW + 3
    PARAMETERS = ROW + 4
    GROUP = ROW + 5
    SHORT = ROW + 6
    PROBLEM = ROW + 7
    GRADIENT = ROW + 8
    RAILS = ROW + 9


class LayerModel(QAbstractListModel):
    """Follows the document; rows keep their identity by key, so that scroll and selection stay."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._data: DataLike | None = None
        self._gradients: Mapping[str, float] = {}
        self._rows: list[Row] = []
        self._maker = RowMaker()
        self._lines: list[Line] = []
        self.info: NetworkInfo = infer(document.project.network)
        self.advice: tuple[Advice, ...] = ()
        self.refresh()
        document.opened.changed.connect(self._show)

    def set_data(self, data: DataLike | None) -> None:
        """Takes the prepared data, against which the network's ends are checked."""
        self._data = data
        self.refresh()

    def refresh(self) -> None:
        """Brings the rows in line with the document."""
        project = self._document.project
        self.info = infer(project.network)
        self.advice = advise(project, self._data, self.info)
        self._show()

    def _show(self) -> None:
        wanted = self._wanted_rows()
        self._align([row.layer_id for row in wanted], wanted)
        changed = [
            new is not old and new != old for new, old in zip(wanted, self._rows, strict=True)
        ]
        same_heights = all(map(_same_height, wanted, self._rows))
        self._rows = wanted
        for first, last in _runs(changed):
            roles = [Role.ROW] if same_heights else []
            self.dataChanged.emit(self.index(first), self.index(last), roles)

    def line(self, number: int) -> Line:
        """What the row at this place stands for."""
        return self._lines[number]

    @property
    def lines(self) -> Sequence[Line]:
        """What the rows stand for, from the top down."""
        return self._lines

    def row_of(self, layer_id: str) -> int:
        """The row that shows a layer: its own, or that of the closed block it stands in; −1 for none."""
        rows = enumerate(self._lines)
        return next((n for n, line in rows if not line.opened and layer_id in self.members(n)), -1)

    def members(self, number: int) -> list[str]:
        """The ids of the layers that the row at this place stands for."""
        layers = self._document.project.network.layers
        return [layers[place].id for place in self._lines[number].span]

    def keys_of(self, layer_ids: frozenset[str], *, first_only: bool = False) -> frozenset[str]:
        """The keys of the rows that show one of these layers, or whose first layer is one of them."""
        found = set()
        for number, line in enumerate(self._lines):
            members = self.members(number)
            if not line.opened and not layer_ids.isdisjoint(members[:1] if first_only else members):
                found.add(line.key)
        return frozenset(found)

    def link_ends(self, source: int, target: int) -> tuple[str, str]:
        """The layers at the ends of a connection between two rows."""
        network, given = self._document.project.network, set(self.members(source))
        for layer_id in self.members(target):
            for ref in network.layer(layer_id).inputs:
                if source_id(ref) in given:
                    return source_id(ref), layer_id
        raise KeyError((source, target))

    def set_gradients(self, levels: Mapping[str, float]) -> None:
        """Sets the gradient bars: a length from 0 to 1 by layer id; layers without one get no bar."""
        self._gradients = levels
        for number, row in enumerate(self._rows):
            found = [levels[i] for i in self.members(number) if i in levels]
            level = None if row.opened else max(found, default=None)
            if level != row.gradient:
                self._rows[number] = replace(row, gradient=level)
                where = self.index(number)
                self.dataChanged.emit(where, where, [Role.GRADIENT])

    @property
    def lanes(self) -> int:
        """Number of lanes that the rails need."""
        return self._rows[0].lanes if self._rows else 0

    @property
    def rails(self) -> Rails:
        """The rails that run beside the rows."""
        return self._maker.layout

    def row(self, number: int) -> Row:
        """What the card at this place shows."""
        return self._rows[number]

    def place(self, layer_id: str) -> int:
        """The row with this key, or −1."""
        return next((i for i, row in enumerate(self._rows) if row.layer_id == layer_id), -1)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            network = self._document.project.network
            return _tooltip(row, costs(network, self.info, row.layer_id))
        read = _READERS.get(role)
        return read(row) if read else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Renames the layer or block; a name that can't be is refused by the document in words."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        row = self._rows[index.row()]
        words = text("Rename {layer}", layer=row.name)
        try:
            network = self._renamed(index.row(), str(value))
        except UserError as error:
            self._document.report(error.text)
            return False
        return self._document.set_network(network, words)

    def refusal(self, number: int, name: str) -> Text | None:
        """Why a layer or block can't be called so, or None."""
        try:
            self._renamed(number, name)
        except UserError as error:
            return error.text
        return None

    def _renamed(self, number: int, name: str) -> NetworkSpec:
        network, line = self._document.project.network, self._lines[number]
        if line.block:
            return rename_block(network, line.block, name)
        return edits.rename(network, line.key, name)

    def _wanted_rows(self) -> list[Row]:
        misfits = [advice for advice in self.advice if advice.level == "misfit"]
        troubles = {a.layer: trouble_of(a.message, "warning") for a in reversed(misfits) if a.layer}
        troubles |= {p.layer_id: trouble_of(p.message, "bad") for p in self.info.problems}
        network = self._document.project.network
        self._lines = lines(network, self._document.opened.ids)
        return self._maker.rows(network, self._lines, self.info, troubles, self._gradients)

    def _align(self, ids: Sequence[str], wanted: Sequence[Row]) -> None:
        """Removes, inserts and moves rows until they stand in the wanted order."""
        keep = set(ids)
        for first, last in reversed(_runs([row.layer_id not in keep for row in self._rows])):
            self.beginRemoveRows(_NO_INDEX, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        present = {row.layer_id for row in self._rows}
        missing = [layer_id not in present for layer_id in ids]
        for target, layer_id in enumerate(i for i in ids if i in present):
            if self._rows[target].layer_id != layer_id:
                source = self.place(layer_id)
                self.beginMoveRows(_NO_INDEX, source, source, _NO_INDEX, target)
                self._rows.insert(target, self._rows.pop(source))
                self.endMoveRows()
        for first, last in _runs(missing):
            self.beginInsertRows(_NO_INDEX, first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()


def _same_height(one: Row, other: Row) -> bool:
    """Whether two rows take the same room: their body, their message and the width left for it."""
    return one is other or (one.short, one.trouble, one.lanes, one.depth, one.opened) == (
        other.short,
        other.trouble,
        other.lanes,
        other.depth,
        other.opened,
    )


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of every unbroken run of marks."""
    found: list[tuple[int, int]] = []
    for place, marked in enumerate(marks):
        if marked and found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        elif marked:
            found.append((place, place))
    return found


def _tooltip(row: Row, cost: str) -> str:
    lines = (row.name, row.title, row.detail, row.trouble.message if row.trouble else "", cost)
    return plain("\n".join(dict.fromkeys(line for line in lines if line)))


_READERS: dict[int, Callable[[Row], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: row.name,
    Qt.ItemDataRole.EditRole: lambda row: row.name,
    Qt.ItemDataRole.AccessibleTextRole: lambda row: row.accessible,
    Role.ROW: lambda row: row,
    Role.LAYER_ID: lambda row: row.layer_id,
    Role.SUMMARY: lambda row: row.detail or row.title,
    Role.SHAPE: lambda row: row.shape,
    Role.PARAMETERS: lambda row: row.parameters,
    Role.GROUP: lambda row: row.group,
    Role.SHORT: lambda row: row.short,
    Role.PROBLEM: lambda row: row.trouble.message if row.trouble else "",
    Role.GRADIENT: lambda row: row.gradient,
    Role.RAILS: lambda row: row.rails,
}
