"""What a plot says in its middle while there is nothing to draw."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from engine.text import Text
from gui.translate import show

_MARGIN = 20


class EmptyNote(QLabel):
    """Muted words in place of a plot's picture; they let the mouse through."""

    def __init__(self, body: QWidget) -> None:
        super().__init__(body)
        self.setObjectName("plotEmpty")
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("surface", "panel")  # empty axes would run through the words
        self.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self._body = body
        self._said: Text | None = None
        body.installEventFilter(self)
        self.hide()

    def say(self, words: Text | None) -> None:
        """Says this, or nothing."""
        if words != self._said:
            self._said = words
            self._retranslate()
        self.setVisible(words is not None)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setText(show(self._said) if self._said else "")
        self._fill()

    def _fill(self) -> None:
        self.setGeometry(self._body.rect())
