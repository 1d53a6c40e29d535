"""Tab goes through controls as they stand, whenever they were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


class TabbedColumn(QWidget):
    """A column whose parts come and go: the Tab key follows its layout, from where the column stands.

    Qt itself puts a new control at the end of the whole window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: list[QWidget] = []

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._follow()
        return super().event(event)

    def _follow(self) -> None:
        order = list(stops(self))
        if order == self._order:
            return
        left = set(order)
        # What stood together stays together: of hundreds of parts only a few come and go at once.
        known = set(pairwise([stop for stop in self._order if stop in left]))
        self._order = order
        for pair in pairwise([*self._stop_before(), *order]):
            if pair not in known:
                QWidget.setTabOrder(*pair)

    def _stop_before(self) -> list[QWidget]:
        """The stop before the column; Qt takes no place from what Tab can't stop at, as the column."""
        before = self.previousInFocusChain()
        while before is not None and before is not self:
            if before.focusPolicy() & Qt.FocusPolicy.TabFocus and not self.isAncestorOf(before):
                return [before]
            before = before.previousInFocusChain()
        return []


def stops(widget: QWidget) -> Iterator[QWidget]:
    """The controls in a widget's layout that Tab can stop at, hidden ones too, in reading order."""
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    if inner is not None:
        yield from stops(inner)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                yield widget
            yield from stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)
