"""The handle at a card's edge from which a connection is drawn, and the word beside the pointer."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import theme
from gui.translate import tr

_SIDE = 16
_DISC = 5.0


class ConnectHandle(QWidget):
    """Shows up at the card under the pointer; dragging it tells where the pointer is.

    Signals:
        begun(), moved(QPoint), released(QPoint): in the parent's coordinates.
    """

    begun = Signal()
    moved = Signal(QPoint)
    released = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("connectHandle")
        self.setFixedSize(_SIDE, _SIDE)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.layer_id = ""
        self._dragging = False
        self._retranslate()
        self.hide()

    def show_at(self, layer_id: str, where: QPointF) -> None:
        """Puts the handle at a card's edge, unless it is being dragged."""
        if not self._dragging:
            self.layer_id = layer_id
            self.move(round(where.x()) - _SIDE // 2, round(where.y()) - _SIDE // 2)
            self.show()

    def leave(self) -> None:
        """Hides it, unless it is being dragged."""
        if not self._dragging:
            self.hide()

    def cancel(self) -> None:
        """Ends a drag without a release."""
        self._dragging = False
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self.begun.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.moved.emit(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.cancel()
            self.released.emit(self.mapToParent(event.position().toPoint()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().color("accent"))
        painter.setPen(QPen(theme().color("panel"), 2.0))
        painter.drawEllipse(QPointF(_SIDE / 2, _SIDE / 2), _DISC, _DISC)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Connect"))
        self.setToolTip(tr("Drag to a card below to connect them"))


class DragReason(QLabel):
    """Says beside the pointer what a drop would do, or why it is not possible."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dragReason")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(8)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("reason", "bad")
        self.hide()

    def say(self, words: str, pointer: QPoint, within: QRect, role: str) -> None:
        """Shows the words below or above the pointer, inside the list; no words hide it.

        The role “bad” is for a drop that can't be.
        """
        if not words:
            self.hide()
            return
        if self.property("reason") != role:
            self.setProperty("reason", role)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setText(words)
        width = min(260, within.width() - 16)
        self.setFixedWidth(width)
        height = self.heightForWidth(width)
        self.resize(width, height)
        left = max(within.left() + 8, min(pointer.x() + 12, within.right() - width - 8))
        below = pointer.y() + 18
        fits = below + height <= within.bottom() - 4
        self.move(left, below if fits else max(within.top() + 4, pointer.y() - 18 - height))
        self.raise_()
        self.show()
