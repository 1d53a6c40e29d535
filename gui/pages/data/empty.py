"""What the Data page shows before there is any data: three ways to bring some."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.card import plain_label
from gui.icons import icon_pixmap
from gui.pages.data.open_bar import ExamplesMenu
from gui.theme import theme
from gui.translate import tr

_ICON = 40


class EmptyView(QWidget):
    """Open a file, take an example, or drop a file. Signals as those of the row of buttons."""

    file_wanted = Signal()
    source_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataEmpty")
        self._icon = QLabel()
        self._title = plain_label("title")
        self._words = plain_label("muted")
        self._drop = plain_label("muted")
        self._open = QPushButton()
        self._open.setObjectName("dataEmptyOpen")
        self._open.setProperty("primary", True)
        self._open.clicked.connect(self.file_wanted)
        self._examples = QPushButton()
        self._examples.setObjectName("dataEmptyExamples")
        self._examples.setProperty("menu", True)
        self._examples.setMenu(ExamplesMenu(self, self.source_chosen.emit))
        for label in (self._title, self._words, self._drop):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._examples)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._icon, self._title, self._words):
            column.addWidget(label)
        column.addLayout(buttons)
        column.addWidget(self._drop)
        column.addStretch(3)
        theme().changed.connect(self._paint_icon)
        self._paint_icon()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        self._title.setText(tr("No data yet"))
        self._words.setText(
            tr("A network learns from a table: one row a sample, one column to predict.")
        )
        self._open.setText(tr("Open file…"))
        self._open.setAccessibleName(tr("Open a file"))
        self._examples.setText(tr("Examples"))
        self._examples.setAccessibleName(tr("Examples"))
        self._drop.setText(tr("or drop a CSV file here"))

    def _paint_icon(self) -> None:
        self._icon.setPixmap(icon_pixmap("table", "muted", _ICON, self.devicePixelRatioF()))
