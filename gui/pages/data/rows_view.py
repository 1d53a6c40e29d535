"""The view of the rows: two-line headers that are clicked to change what a column is for."""

import math
from collections.abc import Iterator
from unicodedata import east_asian_width

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.icons import icon
from gui.pages.data.table_model import SAMPLE, RowsModel
from gui.theme import mono_font, theme
from gui.translate import tr

_ROW_HEIGHT = 25
_HEADER_HEIGHT = 46
#: Where the delegate puts a cell's words: the style sheet's 10 pixels and its own 3.
_PADDING = 13
_NARROWEST, _WIDEST = 52, 220
_MARK = 13
#: Rows whose cells decide about a column's width.
_MEASURED = 30


class ColumnHeader(QHeaderView):
    """A column's name over its type and role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(_NARROWEST)
        self._hovered = -1

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEADER_HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        spec = model.spec_of(logicalIndex)
        target = spec is not None and spec.role == "target"
        used = spec is not None and spec.role != "ignore"
        painter.save()
        painter.fillRect(
            rect, theme().color("raised" if logicalIndex == self._hovered else "panel")
        )
        painter.setPen(theme().color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        side = Qt.AlignmentFlag.AlignRight
        if not model.right_aligned(logicalIndex):
            side = Qt.AlignmentFlag.AlignLeft
        inner = rect.adjusted(_PADDING, 6, -_PADDING, -5)
        upper = inner.adjusted(0, 0, -_MARK - 4 if target else 0, -inner.height() // 2)
        lower = inner.adjusted(0, inner.height() // 2, 0, 0)
        name = _name_font()
        painter.setFont(name)
        painter.setPen(theme().color("accent" if target else "text" if used else "disabled"))
        words = QFontMetrics(name).elidedText(
            model.column_name(logicalIndex), Qt.TextElideMode.ElideRight, upper.width()
        )
        painter.drawText(upper, int(side | Qt.AlignmentFlag.AlignVCenter), words)
        if target:
            width = min(QFontMetrics(name).horizontalAdvance(words), upper.width())
            left = (
                upper.right() + 4
                if side == Qt.AlignmentFlag.AlignRight
                else upper.left() + width + 5
            )
            mark = QRect(left, upper.center().y() - _MARK // 2, _MARK, _MARK)
            icon("target", "accent").paint(painter, mark)
        small = mono_font(-3)
        painter.setFont(small)
        painter.setPen(theme().color("muted" if used else "disabled"))
        purpose = QFontMetrics(small).elidedText(
            model.purpose(logicalIndex), Qt.TextElideMode.ElideRight, lower.width()
        )
        painter.drawText(lower, int(side | Qt.AlignmentFlag.AlignVCenter), purpose)
        painter.restore()

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()


class RowsView(QTableView):
    """The rows. Signal column_menu_wanted(int, QPoint): change what this column is for."""

    column_menu_wanted = Signal(int, QPoint)

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataTable")
        self._rows = model
        self.setModel(model)
        self._header = ColumnHeader(self)
        self.setHorizontalHeader(self._header)
        self._header.sectionClicked.connect(self._want_menu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.setFont(mono_font(-1))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(_HEADER_HEIGHT + 3 * _ROW_HEIGHT)
        model.modelReset.connect(self._fit_columns)
        model.headerDataChanged.connect(self._widen_columns)
        theme().changed.connect(self.viewport().update)

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(tr("Rows"))
        self.setAccessibleDescription(
            tr("Return opens the menu of the current column: role and type")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return, or the menu key, opens the menu of the current column."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu)
        if event.key() in keys and self.currentIndex().isValid():
            self._want_menu(self.currentIndex().column())
            return
        super().keyPressEvent(event)

    def _want_menu(self, column: int) -> None:
        left = self._header.sectionViewportPosition(column)
        below = QPoint(max(left, 0), self._header.height())
        self.column_menu_wanted.emit(column, self._header.viewport().mapToGlobal(below))

    def _fit_columns(self) -> None:
        """Widths from the first rows: letters are counted, which is faster than measuring words."""
        letter = QFontMetricsF(self.font()).horizontalAdvance("0")
        count = min(self._rows.rowCount(), _MEASURED, SAMPLE)
        for column, heading in enumerate(self._heading_widths()):
            cells = max(
                (_letters(self._rows.words(row, column)) for row in range(count)), default=0
            )
            if self._rows.has_gaps(column):
                cells = max(cells, _letters(tr("missing")))
            self.setColumnWidth(column, _padded(max(cells * letter, heading)))

    def _widen_columns(self) -> None:
        """Room for what a column is for, after that or the language has changed."""
        for column, heading in enumerate(self._heading_widths()):
            if _padded(heading) > self.columnWidth(column):
                self.setColumnWidth(column, _padded(heading))

    def _heading_widths(self) -> Iterator[float]:
        letter = QFontMetricsF(_name_font()).horizontalAdvance("0")
        small = QFontMetricsF(mono_font(-3)).horizontalAdvance("0")
        for column in range(self._rows.columnCount()):
            spec = self._rows.spec_of(column)
            mark = _MARK + 6 if spec is not None and spec.role == "target" else 0
            name, purpose = self._rows.column_name(column), self._rows.purpose(column)
            yield max(_letters(name) * letter + mark, _letters(purpose) * small)


def _padded(width: float) -> int:
    return min(max(math.ceil(width) + 2 * _PADDING + 1, _NARROWEST), _WIDEST)


def _letters(words: str) -> int:
    """How many letters wide words are; a Chinese character is at most as wide as two."""
    if words.isascii():
        return len(words)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


def _name_font() -> QFont:
    font = mono_font(-1)
    font.setBold(True)
    return font
