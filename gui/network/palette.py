"""The palette: type a few letters, press Enter, and a layer is there, or a connection."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.text import Text, text
from gui.icons import icon
from gui.network.geometry import scaled
from gui.network.palette_entries import Entry, search
from gui.theme import sized_font, theme
from gui.tooltips import plain
from gui.translate import show

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_ENTRY = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 360, 460
_ROW, _HEADER = 44, 28


class _Rows(QAbstractListModel):
    """Entries, with the title of a group above its first one while nothing is searched."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Entry | str] = []

    def show_entries(self, found: list[Entry], *, grouped: bool) -> None:
        self.beginResetModel()
        self._rows = []
        titles: set[str] = set()
        for entry in found:
            if grouped and entry.group_title and entry.group_title not in titles:
                titles.add(entry.group_title)
                self._rows.append(entry.group_title)
            self._rows.append(entry)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == _ENTRY:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.label
        if isinstance(row, Entry) and role in (
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleDescriptionRole,
        ):
            words = "\n".join(line for line in (row.doc, row.warning) if line)
            return plain(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None


class _Rendering(QStyledItemDelegate):
    """A title in small letters, or a kind with its one line of help."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, scaled(_HEADER if isinstance(index.data(_ENTRY), str) else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Entry | str = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if isinstance(row, str):
            painter.setFont(sized_font(-2, bold=True))
            painter.setPen(theme().color("muted"))
            painter.drawText(QPointF(rect.left() + 12, rect.bottom() - 7), row)
        else:
            self._paint_entry(painter, rect, row, option)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, rect: QRectF, row: Entry, option: QStyleOptionViewItem
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if selected else "hover"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        painter.fillRect(
            QRectF(rect.left() + 12, rect.top() + 8, 4, rect.height() - 16),
            theme().color(row.group if row.possible else "line"),
        )
        left, room = rect.left() + 26, rect.width() - 42
        painter.setPen(theme().color("text" if row.possible else "muted"))
        painter.setFont(sized_font(0, bold=row.possible))
        painter.drawText(QPointF(left, rect.top() + scaled(19)), row.label)
        small = sized_font(-2)
        painter.setFont(small)
        painter.setPen(theme().color("warning" if row.warning and row.possible else "muted"))
        words = row.warning or row.doc
        cut = QFontMetricsF(small).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, rect.top() + scaled(35)), cut)


@dataclass(frozen=True)
class PaletteWords:
    """What a palette calls itself, its field and its list, and what it says where nothing matches."""

    title: Text
    field: Text
    hint: Text
    entries: Text
    nothing: Text


#: The words of the palette of kinds.
KINDS = PaletteWords(
    title=text("Add a layer"),
    field=text("Search layers"),
    hint=text("Search layers: conv, pool, drop …"),
    entries=text("Kinds of layers"),
    nothing=text("No layer matches “{query}”."),
)
#: The words of the same palette where a layer is to become another kind.
REPLACEMENTS = replace(
    KINDS, title=text("Replace a layer"), hint=text("Replace by: conv, pool, drop …")
)


class Palette(QFrame):
    """A popup with a search field over all entries; its parts are named after it.

    Signals:
        chosen(str): the key of an entry.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget, name: str, words: PaletteWords) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName(name)
        self._words = words
        self.setProperty("popup", True)
        self._entries: list[Entry] = []
        self._rows = _Rows(self)
        self._search = QLineEdit(self)
        self._search.setObjectName(f"{name}Search")
        self._search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.installEventFilter(self)
        self._list = QListView(self)
        self._list.setObjectName(f"{name}List")
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_Rendering(self._list))
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._none = QLabel(self)
        self._none.setProperty("role", "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setTextFormat(Qt.TextFormat.PlainText)
        self._none.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._none, 1)
        self.setFixedSize(scaled(_WIDTH), scaled(_HEIGHT))
        self._search.textChanged.connect(self._filter)
        self._list.clicked.connect(self._choose)
        self._retranslate()

    def open_at(self, found: list[Entry], where: QPoint) -> None:
        """Shows the entries; `where` is the upper left corner on screen, moved in where it is cut."""
        self._entries = found
        self._search.clear()
        self._filter("")
        screen = self.screen().availableGeometry()
        left = min(where.x(), screen.right() - self.width() - 8)
        top = min(where.y(), screen.bottom() - self.height() - 8)
        self.move(max(screen.left(), left), max(screen.top(), top))
        self.show()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys and Enter in the search field work on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: 8,
                Qt.Key.Key_PageUp: -8,
            }.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(show(self._words.title))
        self._search.setPlaceholderText(show(self._words.hint))
        self._search.setAccessibleName(show(self._words.field))
        self._list.setAccessibleName(show(self._words.entries))

    def _filter(self, query: str) -> None:
        found = search(self._entries, query)
        self._rows.show_entries(found, grouped=not query.strip())
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._none.setText(show(self._words.nothing).format(query=query[:40]))
        self._none.setTextFormat(Qt.TextFormat.PlainText)
        self._list.scrollToTop()
        self._list.setCurrentIndex(self._next(-1, 1))

    def _step(self, step: int) -> None:
        """Goes on by that many rows, over titles."""
        last = self._rows.rowCount() - 1
        goal = max(0, min(last, self._list.currentIndex().row() + step))
        way = 1 if step > 0 else -1
        index = self._next(goal - way, way)
        self._list.setCurrentIndex(index if index.isValid() else self._next(goal, -way))

    def _next(self, start: int, way: int) -> QModelIndex:
        """The nearest entry behind `start` in that direction; not valid when there is none."""
        place = start + way
        while 0 <= place < self._rows.rowCount():
            index = self._rows.index(place)
            if isinstance(index.data(_ENTRY), Entry):
                return index
            place += way
        return _NO_INDEX

    def _choose(self, index: Index) -> None:
        entry = index.data(_ENTRY) if index.isValid() else None
        if isinstance(entry, Entry) and entry.possible:
            self.close()
            self.chosen.emit(entry.key)
