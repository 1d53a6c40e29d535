"""The small field in which a person says how often a block is to stand there."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from engine.block_edits import MOST_COPIES
from gui.network.rename_field import is_enter
from gui.translate import tr


class RepeatPopup(QFrame):
    """Enter or the button takes the number, Escape or a click elsewhere closes.

    Signals:
        chosen(int): how often.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("repeatPopup")
        self.setProperty("popup", True)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._count = QSpinBox(self)
        self._count.setObjectName("repeatCount")
        self._count.setRange(1, MOST_COPIES)
        self._done = QPushButton(self)
        self._done.setObjectName("repeatDone")
        self._done.setProperty("primary", True)
        self._done.clicked.connect(self._take)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        for part in (self._label, self._count, self._done):
            row.addWidget(part)
        self._retranslate()

    def open_at(self, name: str, count: int, where: QPoint) -> None:
        """Asks how often the block of this name is to stand there; `where` is on screen."""
        self._label.setText(tr("Repeat {block}").format(block=name))
        self._count.setValue(count)
        self._count.selectAll()
        self.adjustSize()
        self.move(where)
        self.show()
        self._count.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event.key()):
            self._take()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._count.setAccessibleName(tr("How often the block stands one behind the other"))
        self._count.setToolTip(self._count.accessibleName())
        self._done.setText(tr("Repeat"))

    def _take(self) -> None:
        self._count.interpretText()
        self.close()
        self.chosen.emit(self._count.value())
