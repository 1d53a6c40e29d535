"""The field in which a card is renamed; below it stands why a name can't be, while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHideEvent, QMoveEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from engine.spec.network import LONGEST_NAME
from engine.text import Text
from gui.network.handle import DragReason
from gui.network.keys import is_for_cards
from gui.translate import show, tr


class RenameField(QLineEdit):
    """A name being typed; `refusal` says why it can't be, or gives None."""

    def __init__(self, parent: QWidget, refusal: Callable[[str], Text | None]) -> None:
        super().__init__(parent)
        self.setObjectName("renameField")
        self.setAccessibleName(tr("Name of the layer"))
        self.setMaxLength(LONGEST_NAME)
        self._refusal = refusal
        self._reason: Text | None = None
        self._label = DragReason(parent)
        self._label.setObjectName("renameReason")
        self.destroyed.connect(self._label.deleteLater)
        self.textChanged.connect(self._judge)

    @property
    def accepts(self) -> bool:
        """Whether the name can be given to the layer."""
        return self._reason is None

    def event(self, event: QEvent) -> bool:
        """The keys of the cards behind it do nothing here."""
        return is_for_cards(event) or super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._label.hide()
        super().hideEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._show_reason()

    def _judge(self, name: str) -> None:
        self._reason = self._refusal(name)
        self._show_reason()

    def _show_reason(self) -> None:
        words = show(self._reason) if self._reason is not None else ""
        self.setAccessibleDescription(words)
        parent = self.parentWidget()
        if parent is not None:
            below = self.geometry().bottomLeft() - QPoint(12, 12)
            self._label.say(words, below, parent.rect(), "bad")


def is_enter(key: int) -> bool:
    """Whether a key takes the name over."""
    return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
