"""A curve with a point on it that is moved by mouse and keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.plots.curve import Curve
from gui.theme import theme

_STEP, _LARGE_STEP = 0.1, 1.0


class ExplorerCurve(Curve):
    """Press, drag, arrow keys (with Shift in larger steps), Home and End move the point.

    Signals:
        point_moved(float): the user has moved the point to this z.
    """

    point_moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def set_point(self, z: float) -> None:
        """Stands the point at z; none is drawn where z lies outside the picture."""
        self._point = z
        low, high = self._span()
        self.set_marker(z if low <= z <= high else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._move_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _LARGE_STEP if large else _STEP
        low, high = self._span()
        places = {
            Qt.Key.Key_Left: self._point - step,
            Qt.Key.Key_Right: self._point + step,
            Qt.Key.Key_Home: low,
            Qt.Key.Key_End: high,
        }
        if (place := places.get(Qt.Key(event.key()))) is not None:
            self._go(round(place, 6))  # a tenth added often must not become 0.30000000000000004
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme().color("focus"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _move_to(self, event: QMouseEvent) -> None:
        low, high = self._span()
        share = event.position().x() / max(self.width(), 1)
        self._go(round(low + (high - low) * share, 2))

    def _go(self, z: float) -> None:
        low, high = self._span()
        self.point_moved.emit(min(max(z, low), high))
