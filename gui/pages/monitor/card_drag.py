"""What the mouse does on the header of a card: a drag moves the card, two clicks enlarge it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.plots.card import PlotCard
from gui.theme import theme

_WIDTH = 3


class DropLine(QWidget):
    """Shows where a dragged card would come to stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("dropLine")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def stand(self, card: QRect, *, after: bool, upright: bool) -> None:
        """Stands at one side of a card: left or right when upright, else above or below."""
        if upright:
            x = card.right() + 1 if after else card.left() - _WIDTH
            place = QRect(max(x, 0), card.top(), _WIDTH, card.height())
        else:
            y = card.bottom() + 1 if after else card.top() - _WIDTH
            place = QRect(card.left(), max(y, 0), card.width(), _WIDTH)
        place.moveRight(min(place.right(), self._room.width() - 1))
        place.moveBottom(min(place.bottom(), self._room.height() - 1))
        self.setGeometry(place)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line in the accent colour."""
        QPainter(self).fillRect(self.rect(), theme().color("accent"))


class CardDrag(QObject):
    """Watches a card.

    Signals:
        moved(QPoint), dropped(QPoint): the dragged card is at, was let go at this place on screen.
        cancelled(): Escape ended the drag.
        enlarge_wanted(): the header was clicked twice.
    """

    moved = Signal(QPoint)
    dropped = Signal(QPoint)
    cancelled = Signal()
    enlarge_wanted = Signal()

    def __init__(self, card: PlotCard) -> None:
        super().__init__(card)
        self._card = card
        self._start: QPoint | None = None
        self._dragging = False
        card.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Takes the presses on the header and what follows them."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            place = event.globalPosition().toPoint()
            if kind == QEvent.Type.MouseButtonPress and self._is_header(event):
                self._start = place
                return True
            if kind == QEvent.Type.MouseButtonDblClick and self._is_header(event):
                self._start = None
                self.enlarge_wanted.emit()
                return True
            if kind == QEvent.Type.MouseMove and self._start is not None:
                self._drag(place)
                return True
            if kind == QEvent.Type.MouseButtonRelease and self._start is not None:
                dragged = self._dragging
                self._end()
                if dragged:
                    self.dropped.emit(place)
                return True
        if self._dragging and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._end()
            self.cancelled.emit()
            return True
        return False

    def _is_header(self, event: QMouseEvent) -> bool:
        below = self._card.header.geometry().bottom()
        return event.button() == Qt.MouseButton.LeftButton and event.position().y() <= below

    def _drag(self, place: QPoint) -> None:
        assert self._start is not None
        far = (place - self._start).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragging and far:
            self._dragging = True
            QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
            self._card.grabKeyboard()
        if self._dragging:
            self.moved.emit(place)

    def _end(self) -> None:
        if self._dragging:
            self._card.releaseKeyboard()
            QApplication.restoreOverrideCursor()
        self._start, self._dragging = None, False
