"""What stands below the plots leaves them the room to be read: it gives way where the page is low."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLayout, QWidget

from gui.pages.monitor.rows import LEAST_HEIGHT


class Below(QObject):
    """Shares the height of a page among its plots, the pinned values and the findings.

    Plots have at least one row. Pinned values give way first, down to a few rows, then findings do;
    what is left of both scrolls.

    Args:
        page: whose layout has all of them.
        plots: take what is left.
        pins: of the rest these give way first …
        findings: … and these then, each down to its minimum size.
    """

    def __init__(self, page: QWidget, plots: QWidget, pins: QWidget, findings: QWidget) -> None:
        super().__init__(page)
        self._page, self._plots, self._pins, self._findings = page, plots, pins, findings
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page has another height, or something on it wants another one."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        layout = self._page.layout()
        assert layout is not None
        free = self._page.height() - self._others(layout) - LEAST_HEIGHT
        free -= _give(self._pins, free - _wanted(self._findings))
        _give(self._findings, free)

    def _others(self, layout: QLayout) -> int:
        """The height of all else, with the gaps."""
        margins, shown = layout.contentsMargins(), 0
        height = margins.top() + margins.bottom()
        for place in range(layout.count()):
            item = layout.itemAt(place)
            if item is None or item.isEmpty():
                continue
            shown += 1
            if item.widget() not in {self._plots, self._pins, self._findings}:
                height += item.sizeHint().height()
        return height + max(shown - 1, 0) * layout.spacing()


def _wanted(part: QWidget) -> int:
    return 0 if part.isHidden() else part.sizeHint().height()


def _give(part: QWidget, room: int) -> int:
    """Makes a part as high as it wants to be, or as the room, but no lower than its minimum; tells how high."""
    if part.isHidden():
        return 0
    wanted = part.sizeHint().height()
    height = max(min(wanted, room), min(part.minimumSizeHint().height(), wanted))
    if part.maximumHeight() != height or part.minimumHeight() != height:
        part.setFixedHeight(height)
    return height
