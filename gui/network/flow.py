"""A layout that puts its widgets side by side and goes on in the next line, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, line by line; its height follows its width."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        """Places the widgets if told to; gives the height they need.

        A label stands between two others; where the line ends behind it, it gets no room.
        """
        x, y, line = rect.x(), rect.y(), 0
        widths = [min(item.sizeHint().width(), rect.width()) for item in self._items]
        for number, item in enumerate(self._items):
            width, height = widths[number], item.sizeHint().height()
            needed = width
            if isinstance(item.widget(), QLabel):
                needed += self._gap + sum(widths[number + 1 : number + 2])
                height = line
            if x > rect.x() and x + needed > rect.right() + 1:
                x, y, line = rect.x(), y + line, 0
                if isinstance(item.widget(), QLabel):
                    width, height = 0, 0
            if apply:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
            x += width + self._gap if width else 0
            line = max(line, height)
        return y + line - rect.y()
