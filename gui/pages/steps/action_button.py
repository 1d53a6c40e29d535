"""A small button of the page for an entry of the Step-through menu."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from gui.icons import icon

_ICON = QSize(13, 13)


def action_button(
    name: str, picture: str, action: QAction, changed: Callable[[], None]
) -> QToolButton:
    """A button with an icon that triggers an action; `changed` follows the action's state."""
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("bordered", True)
    button.setIcon(icon(picture))
    button.setIconSize(_ICON)
    button.clicked.connect(action.trigger)
    action.changed.connect(changed)
    return button
