"""A convolution's kernels as small pictures: blue where positive, orange where negative."""

import numpy as np
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
_GAP = 6
_TALLEST = 44


class KernelGrid(Canvas):
    """The first kernels of a weight (out, in, height, width), or (out, in, length)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kernels = np.zeros((0, 1, 1))
        self._names: tuple[str, ...] = ()
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> int:
        """How many kernels are drawn."""
        return len(self._kernels)

    def set_weight(self, weight: np.ndarray) -> None:
        """Show a weight's kernels, one of each output first."""
        sizes = weight.shape[2:] if weight.ndim == 4 else (1, weight.shape[2])
        outs, ins = weight.shape[:2]
        order = [(o, c) for c in range(ins) for o in range(outs)][:_MOST]
        flat = np.asarray(weight, dtype=np.float64).reshape(outs, ins, *sizes)
        self._kernels = np.stack([flat[o, c] for o, c in order])
        self._names = tuple(f"[{o}, {c}]" for o, c in order)
        self.updateGeometry()
        self.update()

    def describe(self, place: QPoint) -> str:
        """Which kernel and number lie there."""
        for index in range(self.shown):
            box = self._box(index)
            if box.contains(place.toPointF()):
                rows, columns = self._kernels.shape[1:]
                row = min(int((place.y() - box.top()) / box.height() * rows), rows - 1)
                column = min(int((place.x() - box.left()) / box.width() * columns), columns - 1)
                value = numbers.full(float(self._kernels[index, row, column]))
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
        largest = float(np.abs(self._kernels).max()) if self.shown else 0.0
        table = theme().diverging
        for index, kernel in enumerate(self._kernels):
            box = self._box(index)
            rows, columns = kernel.shape
            width, height = box.width() / columns, box.height() / rows
            gap = 1.0 if min(width, height) >= 5 else 0.0
            for (row, column), value in np.ndenumerate(kernel):
                share = 0.5 if not largest else 0.5 + 0.5 * value / largest
                shade = table[int(np.clip(np.nan_to_num(share) * 255, 0, 255))]
                cell = QRectF(
                    box.left() + column * width,
                    box.top() + row * height,
                    width - gap,
                    height - gap,
                )
                painter.fillRect(cell, QColor(*(int(part) for part in shade)))

    def _size(self, width: int) -> tuple[float, float]:
        rows, columns = self._kernels.shape[1:]
        wide = (width - _GAP * (_COLUMNS - 1)) / _COLUMNS
        return wide, min(wide * rows / columns, _TALLEST)

    def _box(self, index: int) -> QRectF:
        row, column = divmod(index, _COLUMNS)
        width, height = self._size(self.width())
        return QRectF(column * (width + _GAP), row * (height + _GAP), width, height)
