"""The few pieces that both pages are made of: the scrolling page, labels, links and folds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.forms.disclosure import Disclosure
from gui.forms.form import SPACING
from gui.tab_order import TabbedColumn

_MARGIN = 12
_SPACING = 8


def column(owner: QWidget, spacing: int = SPACING) -> QVBoxLayout:
    """A column without margins that fills its owner."""
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def words(role: str = "", name: str = "", *, selectable: bool = False) -> QLabel:
    """A label of plain text that wraps; `role` is one of the style sheet's."""
    label = QLabel()
    label.setProperty("role", role)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def link(name: str) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("link", "true")
    button.setProperty("flush", "true")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
    return button


def preset(name: str, choose: Callable[[], object]) -> QPushButton:
    """A small quiet button that puts a ready value into the field beside it."""
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("compact", "true")
    button.setProperty("flat", "true")
    button.clicked.connect(choose)
    return button


class Page(QScrollArea):
    """A column that scrolls up and down; its width stays the same with and without a scroll bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = TabbedColumn()
        self.body = QVBoxLayout(self._content)
        self.body.setSpacing(_SPACING)
        self.setWidget(self._content)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)

    def _make_room(self, _low: int, high: int) -> None:
        bar = self.verticalScrollBar().sizeHint().width() if high > 0 else 0
        self.body.setContentsMargins(_MARGIN, _MARGIN, max(_MARGIN - bar, 0), _MARGIN + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The content is never wider than the page."""
        self._content.setMaximumWidth(self.viewport().width())
        super().resizeEvent(event)


class Fold(QWidget):
    """A heading that opens and closes what is below it.

    Signals:
        opened(bool): the user opened or closed it.
    """

    opened = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = Disclosure()
        self._button.setObjectName(name)
        self._button.toggled.connect(self._turn)
        self._inside = QWidget()
        self.body = column(self._inside)
        layout = column(self)
        layout.addWidget(self._button)
        layout.addWidget(self._inside)
        self._turn(False)

    def set_title(self, title: str) -> None:
        """The words of the heading."""
        self._button.set_title(title)

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        self._button.setChecked(opened)

    def _turn(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self.opened.emit(opened)


class Spoken(QWidget):
    """A widget that sets its words again in a new language."""

    def retranslate(self) -> None:
        """Sets every word; called once by the subclass and then on each change of language."""
        raise TypeError(f"{type(self).__name__} has no words")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
