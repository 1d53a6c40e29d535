"""A slim bar in pieces, each as long as its share of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.theme import theme
from gui.tooltips import plain

_THICKNESS = 10
_RADIUS = 4.0
#: A piece that is not nothing can be seen and pointed at.
_THINNEST = 3.0


@dataclass(frozen=True)
class Piece:
    """A label with its value in words, the value itself, and the number of the series of its colour."""

    label: str
    words: str
    value: float
    series: int


class BudgetBar(QWidget):
    """The pieces from left to right; the tooltip names the one under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_THICKNESS)
        self._pieces: tuple[Piece, ...] = ()
        theme().changed.connect(self.update)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Shows these pieces."""
        self._pieces = tuple(pieces)
        self.setAccessibleDescription(", ".join(f"{p.label} {p.words}" for p in pieces))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(240, _THICKNESS)

    def piece_at(self, x: float) -> Piece | None:
        """The piece at this distance from the left edge."""
        for piece, left, width in self._places():
            if left <= x < left + width:
                return piece
        return None

    def _places(self) -> list[tuple[Piece, float, float]]:
        shown = [piece for piece in self._pieces if piece.value > 0]
        total = sum(piece.value for piece in shown)
        room = self.width() - _THINNEST * len(shown)
        places, left = [], 0.0
        for piece in shown:
            width = _THINNEST + room * piece.value / total
            places.append((piece, left, width))
            left += width
        return places

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(whole)
        painter.fillRect(self.rect(), theme().color("raised"))
        for piece, left, width in self._places():
            painter.fillRect(
                QRectF(left, 0, max(width - 1, 1), self.height()), theme().series(piece.series)
            )
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            piece = self.piece_at(event.pos().x())
            if piece is not None:
                QToolTip.showText(event.globalPos(), plain(f"{piece.label}: {piece.words}"), self)
                return True
        return super().event(event)


class Swatch(QWidget):
    """A small square in the colour of a piece."""

    def __init__(self, series: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series = series
        self.setFixedSize(8, 8)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().series(self._series))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.end()
