"""One line of a form: a muted label of fixed width and an editor that fills the rest."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.forms.boxes import ROW_HEIGHT

LABEL_WIDTH = 118
_LABEL_SHARE = 0.43  # in a column too narrow for that
_GAP = 8
_BREAK = "\u200b"


class FormRow(QWidget):
    """A label beside an editor.

    A small `mark` may stand behind the label. The label wraps, at the underscores of a PyTorch name too. It gives way where the editor's text
    needs the room: a loss's full title is worth more than a straight edge.
    """

    def __init__(
        self,
        editor: QWidget,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        mark: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._mark = mark
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setMinimumHeight(ROW_HEIGHT)
        self._label.setFixedWidth(LABEL_WIDTH)
        self._label.setBuddy(control)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        if mark is not None:
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Minimum)

    def set_caption(self, text: str, tooltip: str = "") -> None:
        """The words of the label."""
        self._label.setText(text.replace("_", "_" + _BREAK))
        self._label.setToolTip(tooltip)
        self.fit()

    def caption(self) -> str:
        """The words of the label as they were set."""
        return self._label.text().replace(_BREAK, "")

    def fit(self) -> None:
        """Shares the width between the label and what the editor shows now."""
        mark = self._mark
        taken = mark.width() + _GAP if mark is not None and not mark.isHidden() else 0
        usual = min(LABEL_WIDTH, round(self.width() * _LABEL_SHARE)) - taken
        spare = self.width() - _GAP - taken - getattr(self.editor, "wanted_width", 0)
        own = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 2
        self._label.setFixedWidth(max(min(usual, spare), min(own, usual)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.fit()
