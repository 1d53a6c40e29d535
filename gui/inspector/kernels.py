"""A convolution's kernels as small pictures: blue where positive, orange where negative.

Kernels over three channels can be seen in colour, as the first layer of a photo network is.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine import numbers
from gui.plots.canvas import Canvas
from gui.plots.export import Table
from gui.theme import theme
from gui.translate import tr

_COLUMNS = 6
_MOST = 18
#: Of one channel so many are shown.
_MOST_OF_ONE = 48
#: Which channels are shown: every one after the other, or three together as red, green and blue.
ALL, COLOR = -1, -2
_GAP = 6
_TALLEST = 44


class KernelGrid(Canvas):
    """The first kernels of a weight (out, in, *size); the depth of a 3-D one lies side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kernels = np.zeros((0, 1, 1))
        self._colored = False
        self._names: tuple[str, ...] = ()
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> int:
        """How many kernels are drawn."""
        return len(self._kernels)

    def set_weight(self, weight: np.ndarray, channel: int = ALL) -> None:
        """Show a weight's kernels: one of each output first, of one channel, or in colour."""
        flat = _flat(np.asarray(weight, dtype=np.float64))
        outs, ins = flat.shape[:2]
        self._colored = channel == COLOR and ins == 3
        if self._colored:
            chosen = flat[:_MOST_OF_ONE]
            self._kernels = np.moveaxis(chosen, 1, -1)
            self._names = tuple(f"[{o}]" for o in range(len(chosen)))
        else:
            if 0 <= channel < ins:
                order = [(o, channel) for o in range(outs)][:_MOST_OF_ONE]
            else:
                order = [(o, c) for c in range(ins) for o in range(outs)][:_MOST]
            self._kernels = np.stack([flat[o, c] for o, c in order])
            self._names = tuple(f"[{o}, {c}]" for o, c in order)
        self.updateGeometry()
        self.update()

    def describe(self, place: QPoint) -> str:
        """Which kernel and number lie there."""
        for index in range(self.shown):
            box = self._box(index)
            if box.contains(place.toPointF()):
                rows, columns = self._kernels.shape[1:3]
                row = min(int((place.y() - box.top()) / box.height() * rows), rows - 1)
                column = min(int((place.x() - box.left()) / box.width() * columns), columns - 1)
                found = np.atleast_1d(self._kernels[index, row, column])
                value = ", ".join(numbers.full(float(number)) for number in found)
                return tr("kernel {kernel} at {row}, {column}: {value}").format(
                    kernel=self._names[index], row=row, column=column, value=value
                )
        return ""

    def table(self) -> Table:
        """Every number of the kernels shown."""
        return {
            name: kernel.ravel() for name, kernel in zip(self._names, self._kernels, strict=True)
        }

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """All rows of kernels."""
        rows = -(-self.shown // _COLUMNS)
        return max(1, round(rows * (self._size(width)[1] + _GAP)))

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shades = self._shades()
        for index, kernel in enumerate(shades):
            box = self._box(index)
            rows, columns = kernel.shape[:2]
            width, height = box.width() / columns, box.height() / rows
            gap = 1.0 if min(width, height) >= 5 and not self._colored else 0.0
            for row, column in np.ndindex(rows, columns):
                cell = QRectF(
                    box.left() + column * width,
                    box.top() + row * height,
                    width - gap,
                    height - gap,
                )
                painter.fillRect(cell, QColor(*(int(part) for part in kernel[row, column])))

    def _shades(self) -> NDArray[np.uint8]:
        """The colour of every number, or of every three of them, on one scale for all kernels."""
        if not self.shown:
            return np.zeros((0, 1, 1, 3), np.uint8)
        finite = np.nan_to_num(self._kernels)
        if self._colored:
            low, high = finite.min(), finite.max()
            shares = (finite - low) / ((high - low) or 1.0)
            return np.asarray(np.round(shares * 255), dtype=np.uint8)
        largest = float(np.abs(finite).max()) or 1.0
        places = np.clip((0.5 + 0.5 * finite / largest) * 255, 0, 255).astype(np.intp)
        shades: NDArray[np.uint8] = theme().diverging[places]
        return shades

    def _size(self, width: int) -> tuple[float, float]:
        rows, columns = self._kernels.shape[1:3]
        wide = (width - _GAP * (_COLUMNS - 1)) / _COLUMNS
        return wide, min(wide * rows / columns, _TALLEST)

    def _box(self, index: int) -> QRectF:
        row, column = divmod(index, _COLUMNS)
        width, height = self._size(self.width())
        return QRectF(column * (width + _GAP), row * (height + _GAP), width, height)


def _flat(weight: np.ndarray) -> np.ndarray:
    """Every kernel with a height and a width: a line is one row, slices of a depth stand abreast."""
    outs, ins, *sizes = weight.shape
    if len(sizes) == 3:
        return np.moveaxis(weight, 2, 3).reshape(outs, ins, sizes[1], sizes[0] * sizes[2])
    return weight.reshape(outs, ins, *(sizes if len(sizes) == 2 else (1, *sizes)))
