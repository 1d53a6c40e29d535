"""The centre of the window: one tab a page."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from engine.text import Text
from gui.translate import show

#: Qt stands a corner's widget on the lower edge of the tab bar; so it is level with the tabs' words.
_CORNER_LIFT = 10


class Workspace(QTabWidget):
    """Pages under their titles; a page is made by whoever composes the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self.setDocumentMode(True)
        self.tabBar().setObjectName("workspaceTabs")
        self._titles: list[Text] = []
        self._by_id: dict[str, QWidget] = {}
        self._corners = QStackedWidget()
        self._corners.setContentsMargins(0, 0, 0, _CORNER_LIFT)
        self.setCornerWidget(self._corners, Qt.Corner.TopRightCorner)
        self.currentChanged.connect(self._show_corner)

    def add_page(self, page_id: str, title: Text, page: QWidget) -> None:
        """Adds a page behind the others; its `corner`, where it has one, stands beside the tabs."""
        corner = getattr(page, "corner", None)
        if isinstance(corner, QWidget):
            self._corners.addWidget(corner)
        self._titles.append(title)
        self._by_id[page_id] = page
        self.addTab(page, show(title))

    def _show_corner(self) -> None:
        corner = getattr(self.currentWidget(), "corner", None)
        self._corners.setVisible(isinstance(corner, QWidget))
        if isinstance(corner, QWidget):
            self._corners.setCurrentWidget(corner)

    def show_page(self, page_id: str) -> None:
        """Brings a page to the front."""
        self.setCurrentWidget(self._by_id[page_id])

    @property
    def current_id(self) -> str:
        """The page in front."""
        return next(i for i, page in self._by_id.items() if page is self.currentWidget())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for number, title in enumerate(self._titles):
                self.setTabText(number, show(title))
        super().changeEvent(event)
