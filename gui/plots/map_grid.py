"""Feature maps as small pictures side by side, all on one scale."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.colors import channels
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.theme import theme
from gui.translate import tr

_GAP = 4


def map_image(values: NDArray[np.floating], low: float, high: float) -> QImage:
    """One map in grey, or in two colours around zero where numbers may be negative."""
    finite = np.nan_to_num(values, posinf=high, neginf=low)
    if low < 0:
        largest = max(-low, high) or 1.0
        share, table = 0.5 + 0.5 * finite / largest, theme().diverging
    else:
        share, table = finite / (high or 1.0), theme().ink
    rgb = table[np.clip(share * 255, 0, 255).round().astype(np.intp)]
    rgb[np.isnan(values)] = channels(theme().color("bad").name())
    rgb = np.ascontiguousarray(rgb)
    rows, columns = values.shape
    image = QImage(rgb.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
    return image.copy()


def finite_range(values: NDArray[np.floating]) -> tuple[float, float]:
    """The least and the largest finite number; 0 and 0 where there is none."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


class MapGrid(Canvas):
    """Maps in rows as wide as the widget; one can be chosen by click, arrows and Return.

    Signals:
        map_chosen(int): this map was chosen.
    """

    map_chosen = Signal(int)

    def __init__(self, side: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._maps: NDArray[np.floating] = np.zeros((0, 1, 1))
        self._images: list[QImage] = []
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._draw)

    def set_maps(self, maps: NDArray[np.floating]) -> None:
        """Shows maps [n, rows, columns]; the current one stays where there is one of its number."""
        self._maps = maps
        self._current = self._current if self._current < len(maps) else -1
        self._draw()
        self.updateGeometry()

    @property
    def shown(self) -> int:
        """How many maps are shown."""
        return len(self._maps)

    def set_current(self, number: int) -> None:
        """Outlines a map, or with −1 none."""
        self._current = number
        self.update()

    def place_of(self, number: int) -> QRectF:
        """Where a map is painted."""
        row, column = divmod(number, self._columns(self.width()))
        step = self._side + _GAP
        return QRectF(column * step, row * step, self._side, self._side)

    def map_at(self, place: QPoint) -> int:
        """The map at a place; −1 for none."""
        found = (n for n in range(self.shown) if self.place_of(n).contains(place.toPointF()))
        return next(found, -1)

    def describe(self, place: QPoint) -> str:
        """The channel and the number under the mouse."""
        number = self.map_at(place)
        if number < 0:
            return ""
        box, shown = self.place_of(number), self._maps[number]
        row = int((place.y() - box.top()) / box.height() * shown.shape[0])
        column = int((place.x() - box.left()) / box.width() * shown.shape[1])
        return tr("channel {channel} at {row}, {column}: {value}").format(
            channel=number, row=row, column=column, value=numbers.long(float(shown[row, column]))
        )

    def table(self) -> Table:
        """One column a map."""
        return {str(number): shown.ravel() for number, shown in enumerate(self._maps)}

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """All rows of maps."""
        rows = -(-self.shown // self._columns(width))
        return max(rows * (self._side + _GAP), 1)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, image in enumerate(self._images):
            painter.drawImage(self.place_of(number), image)
        if 0 <= self._current < self.shown:
            painter.setPen(QPen(theme().color("focus" if self.hasFocus() else "warning"), 2))
            painter.drawRect(self.place_of(self._current))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self.map_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the outline, Return chooses."""
        columns = self._columns(self.width())
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and self.shown:
            target = self._current + move if self._current >= 0 else 0
            if 0 <= target < self.shown:
                self.set_current(target)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        if number >= 0:
            self.set_current(number)
            self.map_chosen.emit(number)

    def _columns(self, width: int) -> int:
        return max((width + _GAP) // (self._side + _GAP), 1)

    def _draw(self) -> None:
        low, high = finite_range(self._maps)
        self._images = [map_image(shown, low, high) for shown in self._maps]
        self.update()
