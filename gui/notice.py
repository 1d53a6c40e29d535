"""A strip of one message that stays out of the way: errors, warnings, successes and the welcome.

Nothing stops for it. The message is plain text, so names from files show as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from engine.text import Text
from gui.icons import icon, icon_pixmap
from gui.theme import theme
from gui.translate import tr, words

NoticeKind = Literal["info", "success", "warning", "error"]

_ICONS: dict[NoticeKind, tuple[str, str]] = {
    "info": ("info", "accent"),
    "success": ("circle-check", "good"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "bad"),
}
_ICON_SIZE = 18


@dataclass(frozen=True)
class NoticeAction:
    """A button of a notice; its words may be a Text, which follows the language."""

    label: Text | str
    callback: Callable[[], None]
    primary: bool = False


class NoticeBar(QFrame):
    """One message with an icon, optional buttons and a way to close it; hidden while it has none."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._kind: NoticeKind = "info"
        self._message: Text | str = ""
        self._actions: Sequence[NoticeAction] = ()
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        self._words = QLabel()
        self._words.setObjectName("noticeText")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._buttons: list[QPushButton] = []
        self._close = QToolButton()
        self._close.setObjectName("noticeClose")
        self._close.setIcon(icon("x", "muted"))
        self._close.setIconSize(QSize(14, 14))
        self._close.clicked.connect(self.close_notice)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._paint_icon)
        self._retranslate()
        self.hide()

    @property
    def kind(self) -> NoticeKind:
        """The kind of the message on show."""
        return self._kind

    @property
    def text(self) -> str:
        """The message on show, in the language on screen."""
        return words(self._message)

    def show_notice(
        self,
        kind: NoticeKind,
        message: Text | str,
        actions: Sequence[NoticeAction] = (),
        *,
        closable: bool = True,
    ) -> None:
        """Show a message in place of the one before; a Text follows the language."""
        self._kind, self._message, self._actions = kind, message, tuple(actions)
        self._close.setVisible(closable)
        self.setProperty("notice", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._make_buttons()
        self._retranslate()
        self._paint_icon()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def close_notice(self) -> None:
        """Take the message away."""
        self.hide()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _make_buttons(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for number, action in enumerate(self._actions):
            button = QPushButton()
            button.setObjectName(f"noticeAction{number}")
            button.setProperty("primary" if action.primary else "compact", True)
            button.clicked.connect(action.callback)
            self._row.insertWidget(2 + number, button, 0, Qt.AlignmentFlag.AlignVCenter)
            self._buttons.append(button)
        for before, after in pairwise([self._words, *self._buttons, self._close]):
            QWidget.setTabOrder(before, after)  # as they stand, whenever they were made

    def _retranslate(self) -> None:
        self._words.setText(self.text)
        self.setAccessibleName(self.text)
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setText(words(action.label))
            button.setAccessibleName(words(action.label))
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close this message"))

    def _paint_icon(self) -> None:
        name, role = _ICONS[self._kind]
        self._icon.setPixmap(icon_pixmap(name, role, _ICON_SIZE, self.devicePixelRatioF()))
