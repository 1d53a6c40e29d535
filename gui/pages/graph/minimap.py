"""The small overview in the corner of the graph; its rectangle is what the view shows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import theme
from gui.translate import tr

_WIDEST, _HIGHEST, _LEAST = 168.0, 150.0, 40.0
_PAD = 6.0


class Minimap(QWidget):
    """Drag or click in it to look elsewhere. Signal moved(QPointF): the middle wanted, in the scene."""

    moved = Signal(QPointF)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("graphMinimap")
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self._boxes: Sequence[tuple[QRectF, str]] = ()
        self._content = QRectF()
        self._seen = QRectF()
        self._retranslate()
        theme().changed.connect(self.update)

    def show_boxes(self, boxes: Sequence[tuple[QRectF, str]]) -> None:
        """Each node's place in the scene and the role of its colour."""
        self._boxes = boxes
        self.update()

    def show_view(self, seen: QRectF, content: QRectF) -> None:
        """What the view shows of all there is, in the scene."""
        self._seen = seen
        if content != self._content:
            self._content = content
            scale = self._scale
            self.resize(
                round(max(content.width() * scale, _LEAST) + 2 * _PAD),
                round(max(content.height() * scale, _LEAST) + 2 * _PAD),
            )
        self.update()

    @property
    def _scale(self) -> float:
        return min(
            _WIDEST / max(self._content.width(), 1.0), _HIGHEST / max(self._content.height(), 1.0)
        )

    @property
    def _origin(self) -> QPointF:
        """Where the scene's (0, 0) lies; the content is in the middle."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        return middle - self._content.center() * self._scale

    def to_scene(self, place: QPointF) -> QPointF:
        """The place in the scene under one here."""
        return (place - self._origin) * (1.0 / self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme().color("background")
        ground.setAlphaF(0.92)
        painter.setPen(QPen(theme().color("line"), 1.0))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        for box, role in self._boxes:
            painter.setBrush(theme().color(role))
            painter.drawRect(self._mapped(box, 1.5))
        accent = theme().color("accent")
        painter.setPen(QPen(accent, 1.5))
        accent.setAlphaF(0.12)
        painter.setBrush(accent)
        bounds = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRect(self._mapped(self._seen, 4.0) & bounds)

    def _mapped(self, box: QRectF, least: float) -> QRectF:
        corner = self._origin + box.topLeft() * self._scale
        width = max(box.width() * self._scale, least)
        return QRectF(corner.x(), corner.y(), width, max(box.height() * self._scale, least))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.moved.emit(self.to_scene(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self.to_scene(event.position()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Overview of the graph"))
        self.setToolTip(tr("Drag to look elsewhere"))
