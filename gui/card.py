"""A titled card and the labels in it: plain text that gives way instead of pushing its neighbours."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from gui.tooltips import plain

_NARROWEST = 24
#: A heading keeps so much of its words before its caption keeps any.
_HEADING_ROOM = 190


def plain_label(role: str = "", name: str = "") -> QLabel:
    """A label that never reads its words as HTML."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    if role:
        label.setProperty("role", role)
    return label


def divider() -> QFrame:
    """The one thin line between areas."""
    line = QFrame()
    line.setProperty("divider", True)
    return line


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the tooltip then has it all."""

    def __init__(self, role: str = "", name: str = "", narrowest: int = _NARROWEST) -> None:
        super().__init__()
        self._narrowest = narrowest
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tip = ""
        if role:
            self.setProperty("role", role)

    def set_words(self, words: str, tip: str = "") -> None:
        """Show these words; `tip` is shown on hover whether they fit or not."""
        self._tip = tip
        self.setText(words)
        self._set_tip()

    def minimumSizeHint(self) -> QSize:
        """Room for little more than the dots."""
        width = min(self._narrowest, super().sizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )

    def _set_tip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        tip = self._tip or (self.text() if cut else "")
        self.setToolTip(plain(tip) if tip else "")


class Card(QFrame):
    """A heading with muted words after it, controls at the right, and whatever is added below."""

    def __init__(self, name: str, *, edge: int = 8, parent: QWidget | None = None) -> None:
        """With `edge` 1 the body reaches the frame."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("card", True)
        self._heading = ElidedLabel("heading", narrowest=_HEADING_ROOM)
        self._caption = ElidedLabel("caption")
        self.controls = QHBoxLayout()
        self.controls.setSpacing(8)
        header = QHBoxLayout()
        header.setContentsMargins(10 - edge, 0, 10 - edge, 0)
        header.setSpacing(10)
        header.addWidget(self._heading)
        header.addWidget(self._caption)
        header.addStretch(1)
        header.addLayout(self.controls)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, 7, edge, edge)
        rows.setSpacing(8)
        rows.addLayout(header)
        rows.addLayout(self.body, 1)

    def set_title(self, heading: str, caption: str = "") -> None:
        """The heading and the muted words after it."""
        self._heading.set_words(heading)
        self._caption.set_words(caption)
        self._caption.setVisible(bool(caption))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(caption)

    @property
    def heading(self) -> str:
        """The heading on show."""
        return self._heading.text()

    @property
    def caption(self) -> str:
        """The muted words on show."""
        return self._caption.text()


def link_button(name: str) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("link", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


def tell(widget: QWidget, words: str, tip: str = "") -> None:
    """The accessible name of a control and its tooltip."""
    widget.setAccessibleName(words)
    widget.setToolTip(plain(tip or words))


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property has changed."""
    style: QStyle = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def panel_row(*parts: QWidget | None) -> QWidget:
    """Widgets side by side; None takes what is left."""
    row = QWidget()
    row.setProperty("surface", "panel")
    layout = QHBoxLayout(row)
    layout.setContentsMargins(12, 0, 12, 0)
    layout.setSpacing(4)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
