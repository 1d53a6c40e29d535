"""Tab goes through controls as they stand, whenever they were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


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
        """The stop before the column; Qt takes no place from what Tab can't stop at, as the column.

        Found in the layouts around it: PySide takes what `previousInFocusChain` returns for a child,
        and drops the wrappers of everything in it when the supposed parent goes.
        """
        inside: QWidget = self
        while (around := inside.parentWidget()) is not None:
            before: list[QWidget] = []
            for part in parts(around):
                if part is inside:
                    break
                before += [*own_stop(part), *stops(part)]
            else:
                before = []  # it does not stand in a layout, as a viewport
            if before := before or own_stop(around):
                return before[-1:]
            inside = around
        return []


def stops(widget: QWidget) -> Iterator[QWidget]:
    """The controls in a widget's layout that Tab can stop at, hidden ones too, in reading order."""
    for part in parts(widget):
        yield from own_stop(part)
        yield from stops(part)


def own_stop(widget: QWidget) -> list[QWidget]:
    """The widget itself where Tab can stop at it."""
    stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    return [widget] if stop else []


def parts(widget: QWidget) -> Iterator[QWidget]:
    """What stands directly in a widget, in reading order."""
    if isinstance(widget, QScrollArea) and (inside := widget.widget()) is not None:
        yield inside
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            if (part := widget.widget(place)) is not None:
                yield part
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)
