"""The centre of the window: one tab a page."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.text import Text
from gui.card import restyle
from gui.translate import show, tr

#: Qt stands a corner's widget on the lower edge of the tab bar; so it is level with the tabs' words.
_CORNER_LIFT = 6
_CORNER_RIGHT = 12
#: Pixels of width under which tabs stand closer together, so that none is scrolled away.
_NARROW = 680
#: The style sheet moves the tabs so far from the left edge.
_TABS_LEFT = 12


@dataclass(frozen=True)
class _Tab:
    """Where a page is or will be."""

    id: str
    title: Text
    make: Callable[[], QWidget]
    place: QVBoxLayout


class Workspace(QTabWidget):
    """Pages under their titles; a page is made when it is first shown, or before by `make_next`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self.setDocumentMode(True)
        self.tabBar().setObjectName("workspaceTabs")
        self._tabs: list[_Tab] = []
        self._pages: dict[str, QWidget] = {}
        self._corners = QStackedWidget()
        corner = QWidget()
        self._corner = QHBoxLayout(corner)
        self._corner.setContentsMargins(0, 0, _CORNER_RIGHT, _CORNER_LIFT)
        self._corner.setSpacing(8)
        self._corner.addWidget(self._corners, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.currentChanged.connect(self._show_current)
        self._retranslate()

    def add_to_corner(self, widget: QWidget) -> None:
        """Stands a control beside the tabs, whichever page is in front."""
        self._corner.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_page(self, page_id: str, title: Text, make: Callable[[], QWidget]) -> None:
        """Adds a page behind the others; its `corner`, where it has one, stands beside the tabs."""
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        self._tabs.append(_Tab(page_id, title, make, column))
        self.addTab(place, show(title))

    def page(self, page_id: str) -> QWidget:
        """A page, made now if it is not there yet."""
        if page_id not in self._pages:
            tab = next(tab for tab in self._tabs if tab.id == page_id)
            page = self._pages[page_id] = tab.make()
            corner = getattr(page, "corner", None)
            if isinstance(corner, QWidget):
                self._corners.addWidget(corner)
                corner.installEventFilter(self)
            tab.place.addWidget(page)
        return self._pages[page_id]

    def make_next(self) -> bool:
        """Makes one page that has never been shown; False when all are there."""
        missing = [tab.id for tab in self._tabs if tab.id not in self._pages]
        if missing:
            self.page(missing[0])
        return len(missing) > 1

    def _show_current(self, number: int) -> None:
        corner = getattr(self.page(self._tabs[number].id), "corner", None)
        if isinstance(corner, QWidget):
            self._corners.setCurrentWidget(corner)
        self._fit_corner()

    def _fit_corner(self) -> None:
        """Shows the page's own corner; mere words only where they leave the tabs their room."""
        corner = getattr(self._pages.get(self.current_id), "corner", None)
        if not isinstance(corner, QWidget):
            self._corners.hide()
            return
        taken = 0
        for place in range(1, self._corner.count()):
            other = self._corner.itemAt(place)
            taken += other.sizeHint().width() + self._corner.spacing() if other is not None else 0
        room = self.width() - self.tabBar().sizeHint().width() - taken - _CORNER_RIGHT - _TABS_LEFT
        words = isinstance(corner, QLabel)
        self._corners.setVisible(not words or corner.sizeHint().width() <= room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A corner that says something else may need more room."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit_corner()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar, narrow = self.tabBar(), self.width() < _NARROW
        if bool(bar.property("narrow")) != narrow:
            bar.setProperty("narrow", narrow)
            restyle(bar)
        super().resizeEvent(event)
        if self._tabs:
            self._fit_corner()

    def show_page(self, page_id: str) -> None:
        """Brings a page to the front."""
        self.setCurrentIndex([tab.id for tab in self._tabs].index(page_id))

    def bring(self, widget: QWidget) -> None:
        """Brings the page that a widget is on to the front, if it is on one."""
        for number, tab in enumerate(self._tabs):
            page = self._pages.get(tab.id)
            if page is not None and (page is widget or page.isAncestorOf(widget)):
                self.setCurrentIndex(number)

    @property
    def current_id(self) -> str:
        """The page in front."""
        return self._tabs[self.currentIndex()].id

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.tabBar().setAccessibleName(tr("Pages"))
        for number, tab in enumerate(self._tabs):
            self.setTabText(number, show(tab.title))
