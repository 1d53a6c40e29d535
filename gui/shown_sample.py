"""Which sample's outputs are shown: the page and the strip under the card look at the same one."""

from PySide6.QtCore import QObject, Signal


class ShownSample(QObject):
    """A row of a split by its place; the first validation row unless told.

    Signals:
        changed(): another one is shown.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.split, self.index = "validation", 0

    def set(self, split: str, index: int) -> None:
        """Turns to a row; an index beyond the end counts from the start again."""
        if (split, index) != (self.split, self.index):
            self.split, self.index = split, index
            self.changed.emit()
