"""The small heading that folds away what is seldom wanted."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from gui.icons import icon

_MARK = 12


class Disclosure(QToolButton):
    """A checkable heading with a mark that points down while open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setProperty("disclosure", "true")
        self.setIconSize(QSize(_MARK, _MARK))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggled.connect(self._turn)
        self._turn(False)

    def set_title(self, title: str) -> None:
        """The words of the heading."""
        self.setText(title)
        self.setAccessibleName(title)

    def _turn(self, opened: bool) -> None:
        self.setIcon(icon("chevron-down" if opened else "chevron-right", "muted"))
