"""The row at the top of the window: the program's name, the menus, the open file."""

from pathlib import Path

from PySide6.QtWidgets import QMenuBar, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.card import panel_row, plain_label
from gui.tooltips import plain


class MenuRow(QWidget):
    """Menus made from the table of actions."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        menus = QMenuBar()
        menus.setObjectName("menuBar")
        menus.setNativeMenuBar(False)
        actions.fill(menus)
        self._file = plain_label("muted", "fileLabel")
        wordmark = plain_label("heading", "wordmark")
        wordmark.setText("Netwright")
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(panel_row(wordmark, menus, None, self._file))

    def show_file(self, name: str, path: Path | None) -> None:
        """Says what is open; where it lies is on the tooltip."""
        self._file.setText(name)
        self._file.setToolTip(plain(str(path)) if path else "")
