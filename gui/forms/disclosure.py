"""What folds away the seldom wanted: a small heading, or three dots."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from gui.icons import icon

_MARK = 12
_BUTTON = 20


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


class MoreButton(QToolButton):
    """Three dots that do the same where there is no room for a heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setIconSize(QSize(_MARK, _MARK))
        self.setIcon(icon("ellipsis", "muted"))
        self.setFixedSize(_BUTTON, _BUTTON)

    def set_title(self, title: str) -> None:
        """The words on hover."""
        self.setToolTip(title)
        self.setAccessibleName(title)
