"""The bar in which layers are searched for: it goes from match to match and says how many there are."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from gui.document import Document, Selection
from gui.icons import icon
from gui.network.find import matching
from gui.network.keys import is_for_cards
from gui.network.model import LayerModel
from gui.translate import tr

_LONGEST = 100


class FindBar(QWidget):
    """Selects one match after the other; hidden until it is opened.

    Signals:
        found(frozenset[str]): the layers that match now.
        closed(): the list wants the focus.
    """

    found = Signal(object)
    closed = Signal()

    def __init__(
        self, document: Document, model: LayerModel, selection: Selection, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self._model, self._selection = document, model, selection
        self._matches: list[str] = []
        self.setObjectName("findBar")
        self._field = QLineEdit(self)
        self._field.setObjectName("findField")
        self._field.setMaxLength(_LONGEST)
        self._field.setMinimumWidth(60)
        self._field.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setObjectName("findCount")
        self._count.setProperty("role", "muted")
        self._previous = self._button("findPrevious", "chevron-up")
        self._next = self._button("findNext", "chevron-down")
        self._close = self._button("findClose", "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 6)
        row.setSpacing(4)
        row.addWidget(self._field, 1)
        for part in (self._count, self._previous, self._next, self._close):
            row.addWidget(part)
        self._field.textChanged.connect(self._search)
        self._previous.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        self._close.clicked.connect(self.close_bar)
        selection.changed.connect(self._show_count)
        self._retranslate()
        self.hide()

    def open_bar(self) -> None:
        """Shows the bar with what was last searched for, selected for typing over it."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.follow()

    def close_bar(self) -> None:
        """Hides the bar; what is selected stays so."""
        self.hide()
        self._matches = []
        self.found.emit(frozenset())
        self.closed.emit()

    def go_on(self) -> None:
        """Selects the next match; the first one behind the last."""
        self._go(1)

    def go_back(self) -> None:
        """Selects the match before; the last one before the first."""
        self._go(-1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if watched is self._field and is_for_cards(event):
            return True
        if (
            watched is self._field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._go(-1 if back else 1)
                    return True
                case Qt.Key.Key_Down:
                    self._go(1)
                    return True
                case Qt.Key.Key_Up:
                    self._go(-1)
                    return True
                case Qt.Key.Key_Escape:
                    self.close_bar()
                    return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.follow()
        super().changeEvent(event)

    def _button(self, name: str, icon_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(14, 14))
        button.setAutoRaise(True)
        return button

    def _search(self) -> None:
        """Another word: goes to the nearest match from the current card on."""
        self.follow()
        if self._matches and self._selection.current not in self._matches:
            self._go(1)

    def follow(self) -> None:
        """Another network or word: what matches now."""
        if self.isHidden():
            return
        network = self._document.project.network
        self._matches = matching(network, self._model.info, self._field.text())
        self.found.emit(frozenset(self._matches))
        self._show_count()

    def _go(self, step: int) -> None:
        """Selects the nearest match in that direction, round the ends."""
        if not self._matches:
            return
        network, current = self._document.project.network, self._selection.current
        here = network.index(current) if current is not None else -1
        places = [network.index(layer_id) for layer_id in self._matches]
        if step > 0:
            chosen = next((n for n, place in enumerate(places) if place > here), 0)
        else:
            before = [n for n, place in enumerate(places) if place < here]
            chosen = before[-1] if before else len(places) - 1
        self._selection.set([self._matches[chosen]])
        self._show_count()

    def _show_count(self) -> None:
        count = len(self._matches)
        for button in (self._previous, self._next):
            button.setEnabled(count > 0)
        if not self._field.text().strip():
            self._count.setText("")
        elif not count:
            self._count.setText(tr("none"))
        elif self._selection.current in self._matches:
            place = self._matches.index(self._selection.current) + 1
            self._count.setText(tr("{place} of {count}").format(place=place, count=count))
        else:
            self._count.setText(tr("{count} found").format(count=count))

    def _retranslate(self) -> None:
        self._field.setPlaceholderText(tr("Name, kind, 64, problem …"))
        self._field.setAccessibleName(tr("Find a layer"))
        self._field.setToolTip(
            tr("Finds layers by name, kind, parameter or problem; Enter goes on, Esc closes")
        )
        for button, words in (
            (self._previous, tr("Previous match (Shift+Enter)")),
            (self._next, tr("Next match (Enter)")),
            (self._close, tr("Close (Esc)")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
