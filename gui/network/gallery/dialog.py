"""The gallery's window: it stays beside the main one and never blocks it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gui.card import ElidedLabel
from gui.icons import icon
from gui.network.gallery.cards import ENTRY, CardGrid, Cards
from gui.network.gallery.entries import Entry, search
from gui.network.gallery.shelves import Shelf
from gui.network.geometry import scaled
from gui.translate import tr

Index = QModelIndex | QPersistentModelIndex
_WIDTH, _HEIGHT = 940, 660
_MARGIN = 16
_LEADING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


class Gallery(QDialog):
    """Shelves of cards with a search field; Enter uses the chosen one and closes.

    Args:
        shelves: the tabs.
        changes: signals after which the entries have other sizes.
        parent: the main window.
    """

    def __init__(
        self, shelves: Sequence[Shelf], changes: Sequence[SignalInstance], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("templatesDialog")
        self._shelves = shelves
        self._entries: list[Entry] = []
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("templatesTabs")
        self._search = QLineEdit(self)
        self._search.setObjectName("templatesSearch")
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.installEventFilter(self)
        self._cards = Cards(self)
        self._grid = CardGrid(self)
        self._grid.setObjectName("templatesList")
        self._grid.setModel(self._cards)
        self._none = QLabel(self)
        self._none.setObjectName("templatesNone")
        self._none.setProperty("role", "muted")
        self._none.setTextFormat(Qt.TextFormat.PlainText)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._context = ElidedLabel("muted", "templatesContext")
        self._use = QPushButton(self)
        self._use.setObjectName("templatesUse")
        self._use.setProperty("primary", True)
        self._close = QPushButton(self)
        self._close.setObjectName("templatesClose")
        for button in (self._use, self._close):
            # Enter belongs to the cards and to the field above them.
            button.setAutoDefault(False)
        self._arrange()
        self._tabs.currentChanged.connect(self._show_shelf)
        self._search.textChanged.connect(self._filter)
        self._grid.activated.connect(self._choose)
        self._grid.selectionModel().currentChanged.connect(self._show_chosen)
        self._use.clicked.connect(lambda: self._choose(self._grid.currentIndex()))
        self._close.clicked.connect(self.close)
        for change in changes:
            change.connect(self._follow)
        self._tabs.blockSignals(True)  # nothing is shown before the window opens
        for _shelf in shelves:
            self._tabs.addTab("")
        self._tabs.blockSignals(False)

    def open_shelf(self, name: str) -> None:
        """Shows the window with this shelf in front, ready to search."""
        names = [shelf.name for shelf in self._shelves]
        self._search.clear()
        self._tabs.setCurrentIndex(names.index(name))
        self._retranslate()
        self.show()
        self.raise_()
        self.activateWindow()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _follow(self) -> None:
        """Sizes the entries anew while they are on show; the chosen one stays chosen."""
        if not self.isVisible():
            return
        chosen = self._chosen()
        self._show_shelf()
        rows = [entry.name for entry in search(self._entries, self._search.text())]
        if chosen is not None and chosen.name in rows:
            self._grid.setCurrentIndex(self._cards.index(rows.index(chosen.name)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys and Enter in the search field work on the cards."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._grid.currentIndex())
                return True
            if key in _LEADING or (key in _SIDEWAYS and not self._search.text()):
                QApplication.sendEvent(self._grid, event)
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._retranslate()
        super().changeEvent(event)

    @property
    def _shelf(self) -> Shelf:
        return self._shelves[self._tabs.currentIndex()]

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(_MARGIN)
        head.addWidget(self._tabs)
        head.addStretch(1)
        head.addWidget(self._search, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._context, 1)
        foot.addWidget(self._close)
        foot.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, _MARGIN)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._grid, 1)
        column.addWidget(self._none, 1)
        column.addLayout(foot)
        self.resize(scaled(_WIDTH), scaled(_HEIGHT))

    def _show_shelf(self) -> None:
        self._entries = self._shelf.entries()
        self._context.set_words(self._shelf.context())
        self._use.setText(self._shelf.verb())
        self._filter(self._search.text())

    def _filter(self, query: str) -> None:
        found = search(self._entries, query)
        self._cards.show_entries(found)
        self._grid.setVisible(bool(found))
        self._none.setVisible(not found)
        self._none.setText(tr("No template matches “{query}”.").format(query=query[:40]))
        fitting = next((row for row, entry in enumerate(found) if entry.fits), 0)
        self._grid.setCurrentIndex(self._cards.index(fitting) if found else QModelIndex())
        self._show_chosen()

    def _chosen(self) -> Entry | None:
        index = self._grid.currentIndex()
        entry = index.data(ENTRY) if index.isValid() else None
        return entry if isinstance(entry, Entry) else None

    def _show_chosen(self) -> None:
        entry = self._chosen()
        self._use.setEnabled(entry is not None and entry.fits)

    def _choose(self, index: Index) -> None:
        entry = index.data(ENTRY) if index.isValid() else None
        if isinstance(entry, Entry) and entry.fits:
            self.close()
            self._shelf.use(entry.name)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Templates"))
        self._search.setPlaceholderText(tr("Search templates: residual, digits …"))
        self._search.setAccessibleName(tr("Search templates"))
        self._grid.setAccessibleName(tr("Templates"))
        self._tabs.setAccessibleName(tr("What to start from"))
        self._close.setText(tr("Close"))
        for place, shelf in enumerate(self._shelves):
            self._tabs.setTabText(place, shelf.title())
        self._show_shelf()
