"""The mark before a finding: its shape and its colour both tell how grave it is."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.theme import theme

_SIZE = 12


class KindMark(QWidget):
    """A dot for good news, a ring for a note, a triangle for a warning, a square for bad news."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIZE, _SIZE)
        self._kind = "good"
        theme().changed.connect(self.update)

    def set_kind(self, kind: str) -> None:
        """Which of good, note, warning and bad."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot, ring, triangle, or square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind == "note":
            painter.setPen(QPen(QColor(theme().color("muted")), 2))
            painter.drawEllipse(2, 2, _SIZE - 4, _SIZE - 4)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().color(self._kind)))
        if self._kind == "warning":
            painter.drawPolygon(_triangle())
        elif self._kind == "bad":
            painter.drawRoundedRect(1, 1, _SIZE - 2, _SIZE - 2, 2, 2)
        else:
            painter.drawEllipse(1, 1, _SIZE - 2, _SIZE - 2)


def _triangle() -> QPolygonF:
    return QPolygonF(
        [QPointF(_SIZE / 2, 0.5), QPointF(_SIZE, _SIZE - 1.0), QPointF(0.0, _SIZE - 1.0)]
    )
