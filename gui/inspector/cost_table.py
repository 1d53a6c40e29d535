"""What each layer of the network costs, the most expensive first."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from engine import numbers
from gui.theme import mono_font, sized_font
from gui.translate import tr

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_ROW = 24
_MOST_ROWS = 14
_PADDING = 18


@dataclass(frozen=True)
class Cost:
    """A layer with its parameters, multiply-adds and bytes kept, the last two a sample."""

    layer_id: str
    name: str
    parameters: int
    multiply_adds: int
    memory: int

    @property
    def figures(self) -> tuple[int, int, int]:
        """The figures in the order of the columns."""
        return self.parameters, self.multiply_adds, self.memory


class CostModel(QAbstractTableModel):
    """Name, parameters, multiply-adds, memory; sorted by any of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: list[Cost] = []
        self._costs: list[Cost] = []
        self._column, self._order = 2, Qt.SortOrder.DescendingOrder

    def set_costs(self, costs: Sequence[Cost]) -> None:
        """Shows these layers in the order chosen last."""
        if costs == self._given:
            return
        self.beginResetModel()
        self._given, self._costs = list(costs), list(costs)
        self._arrange()
        self.endResetModel()

    def widest(self, place: int) -> Index:
        """The cell of a column with the longest name or figure; figures stand in a font of one width."""
        if place == 0:
            names = {cost.name: row for row, cost in enumerate(self._costs)}
            return self.index(names[max(names, key=len)], 0) if names else _NO_INDEX
        rows = {cost.figures[place - 1]: row for row, cost in enumerate(self._costs)}
        longest = max(rows, key=lambda figure: len(_short(figure, place)), default=None)
        return _NO_INDEX if longest is None else self.index(rows[longest], place)

    def layer_at(self, index: Index) -> str:
        """The id of the layer in this row."""
        return self._costs[index.row()].layer_id

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._costs)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cost, place = self._costs[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cost.name if place == 0 else _short(cost.figures[place - 1], place)
            case Qt.ItemDataRole.ToolTipRole:
                return cost.name if place == 0 else numbers.count(cost.figures[place - 1])
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole:
                return mono_font(-2) if place else sized_font(-1)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Layer"), tr("Params"), tr("MACs"), tr("Memory"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                tr("Click a row to select its layer"),
                tr("Learnable numbers"),
                tr("Multiply-adds: multiplications of one sample's forward pass"),
                tr("What a sample leaves for the backward pass"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._column, self._order = column, order
        self._arrange()
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        down = self._order is Qt.SortOrder.DescendingOrder
        if self._column == 0:
            self._costs.sort(key=lambda cost: cost.name, reverse=down)
        else:
            first = self._column - 1
            self._costs.sort(key=lambda cost: (cost.figures[first], *cost.figures), reverse=down)


def _short(figure: int, place: int) -> str:
    if not figure:
        return numbers.NOTHING
    return numbers.size(figure) if place == 3 else numbers.large(figure)


class CostTable(QTableView):
    """The table; a click or Enter chooses a layer.

    Signals:
        chosen(str): the id of the layer.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("networkCosts")
        self._costs = CostModel(self)
        self.setModel(self._costs)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # long names differ at their ends
        self.setWordWrap(False)
        self.setProperty("compact", "true")
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setProperty("compact", "true")
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        header.setSortIndicatorShown(False)  # its place on every column would cost the names theirs
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_costs(self, costs: Sequence[Cost]) -> None:
        """Shows these layers."""
        self._costs.set_costs(costs)
        self.setVisible(bool(costs))
        self._fit()

    def retranslate(self) -> None:
        """Sets the words of the header again."""
        self.setAccessibleName(tr("Cost of each layer"))
        self._costs.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 3)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()  # the first costs come before the program's own look

    def _fit(self) -> None:
        """Figures as wide as they are; the names take what is left.

        Where that is too little for the longest name the parameters give way: the cards show them too.
        """
        names = self.sizeHintForIndex(self._costs.widest(0)).width()
        header, widths = self.horizontalHeader(), [names]
        self.updateGeometry()
        for place in range(1, 4):
            title = str(self._costs.headerData(place, Qt.Orientation.Horizontal))
            wide = header.fontMetrics().horizontalAdvance(title) + _PADDING
            needed = self.sizeHintForIndex(self._costs.widest(place)).width()
            widths.append(max(wide, needed))
            self.setColumnWidth(place, widths[place])
        self.setColumnHidden(1, sum(widths) > self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the column of the inspector gets."""
        return QSize(120, self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """As high as the rows, up to so many."""
        rows = min(self._costs.rowCount(), _MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + rows * _ROW + 2
        return QSize(super().sizeHint().width(), height)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._costs.layer_at(index))
