"""The view of the runs: a tick, a dot and a name, figures, and cells to write into."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.runs.run import Run
from gui.runs.column_widths import ColumnWidths
from gui.runs.model import COLUMNS, DOT_ROLE, PLACES, Index, RunsModel, RunsProxy
from gui.theme import theme
from gui.translate import tr

_ROW = 28
#: No column can be made narrower, in pixels.
_LEAST = 40
_DOT = 4.0
#: Room for a dot and the space behind it.
_DOT_ROOM = 14
#: So many pixels are missing in what the style asks for a name; more of them where fonts are mixed.
_SHORT = 5


class _Delegate(QStyledItemDelegate):
    """Dots before names and states; one plain line to type into."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(DOT_ROLE) is not None:
            option.textElideMode = Qt.TextElideMode.ElideMiddle  # a number at the end is told
            # The dot stands where an icon would: the style leaves room for it.
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize.setWidth(_DOT_ROOM - 6)
            option.decorationSize.setHeight(_DOT_ROOM)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for all its words: beside a tick and a dot the style asks for less."""
        found = super().sizeHint(option, index)
        return found + QSize(_SHORT, 0) if index.column() == PLACES["name"] else found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        colour = index.data(DOT_ROLE)
        if colour is None:
            return
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        part = QStyle.SubElement.SE_ItemViewItemDecoration
        box = option.widget.style().subElementRect(part, filled, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(box.center()) + QPointF(0.5, 0.5), _DOT, _DOT)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("runsCellEdit")
        editor.setProperty("cell", True)
        editor.setAccessibleName(
            str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fills the line; a run that goes on meanwhile leaves what is being written as it is."""
        if not editor.property("filled"):
            editor.setProperty("filled", True)
            super().setEditorData(editor, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(QRect(option.rect).adjusted(1, 2, -1, -2))


class RunsTable(QTableView):
    """The runs, sorted by any column.

    Signals:
        chosen(list[Run]): these are selected now.
        action_wanted(str): a key was pressed for the action of this id.
        menu_wanted(QPoint): the context menu, at this place of the screen.
    """

    chosen = Signal(object)
    action_wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: RunsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsTable")
        self.setProperty("compact", True)
        self._model, self._proxy = model, RunsProxy(model, self)
        self.setModel(self._proxy)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setObjectName("runsHeader")
        header.setProperty("compact", True)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(_LEAST)
        self._widths = ColumnWidths(self)
        self.setSortingEnabled(True)
        self.sortByColumn(PLACES["created"], Qt.SortOrder.DescendingOrder)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self._proxy.rowsRemoved.connect(self._tell_chosen)
        self._proxy.dataChanged.connect(self._tell_chosen)
        self._proxy.rowsInserted.connect(self._widths.fit_soon)
        self._proxy.dataChanged.connect(self._widths.fit_soon)
        theme().changed.connect(self._model.restyle)
        self._retranslate()

    @property
    def selected(self) -> list[Run]:
        """The selected runs, in the order on screen."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self._model.run_at(self._proxy.mapToSource(index)) for index in rows]

    @property
    def shown_count(self) -> int:
        """How many runs pass the filter."""
        return self._proxy.rowCount()

    def set_filter(self, words: str) -> None:
        """Shows only runs that have all these words somewhere."""
        self._proxy.set_filter(words)

    def select(self, run_ids: Sequence[str]) -> None:
        """Selects these runs and shows the first of them."""
        self.clearSelection()
        rows = [self._model.row_of(run_id) for run_id in run_ids]
        indexes = [self._proxy.mapFromSource(self._model.index(row, 0)) for row in rows if row >= 0]
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for index in indexes:
            self.selectionModel().select(index, flags)
        if indexes:
            self.selectionModel().setCurrentIndex(
                indexes[0], QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.scrollTo(indexes[0])

    def select_one(self) -> None:
        """Selects the row that the keys are at, or the first one, where none is selected."""
        row = max(self.currentIndex().row(), 0)
        if not self.selectionModel().hasSelection() and row < self._proxy.rowCount():
            self.selectRow(row)

    def sort_by(self, column: str) -> None:
        """Sorts by this column; by the same one again: the other way round."""
        header, place = self.horizontalHeader(), PLACES[column]
        again = header.sortIndicatorSection() == place
        up = again and header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        first = Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        self.sortByColumn(place, Qt.SortOrder.AscendingOrder if up else first)

    def edit_cell(self, column: str) -> None:
        """Opens a cell of the first selected run to be typed into."""
        rows = self.selectionModel().selectedRows(PLACES[column])
        if rows:
            self.selectionModel().setCurrentIndex(
                rows[0], QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.edit(rows[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and not COLUMNS[self.currentIndex().column()].editable:
            self.edit_cell("name")
        elif event.key() == Qt.Key.Key_Delete:
            self.action_wanted.emit("delete")
        elif event.key() == Qt.Key.Key_Space:
            self.action_wanted.emit("showCurves")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _tell_chosen(self, *_: object) -> None:
        self.chosen.emit(self.selected)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._widths.fit_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.fit_soon()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._model.restyle()
            self._retranslate()
            self._widths.fit_soon()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Runs"))
        self.horizontalHeader().setAccessibleName(tr("Columns of the runs"))
