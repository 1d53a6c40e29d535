"""The table of numbers with a field to type another number into."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from engine import numbers
from engine.spec.fields import Real
from engine.text import Text, UserError
from gui.forms.typed import read
from gui.inspector.figures import single
from gui.inspector.number_table import NumberTable
from gui.theme import mono_font
from gui.tooltips import plain
from gui.translate import show, tr

#: Padding and frame of the field, so that its digits stand over those of the table.
_FRAME = 4
_MORE_DIGITS = 28
_BEGIN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)


class NumberEditor(NumberTable):
    """Double-click or Return edits a number, Return takes it, Tab goes on to the next, Escape leaves.

    Signals:
        edited(str, int, float, str): tensor, flat place in it, the new value, and the number's name.
    """

    edited = Signal(str, int, float, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._error: Text | None = None
        self._row = -1
        self._line = QLineEdit(self)
        self._line.setObjectName("weightEdit")
        self._line.setProperty("cell", "true")
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._line.setFont(mono_font(-1))
        self._line.hide()
        self._line.installEventFilter(self)
        self._line.textEdited.connect(lambda _: self._say(None))

    def set_tensors(
        self, weights: Mapping[str, np.ndarray], gradients: Mapping[str, np.ndarray | None]
    ) -> None:
        """Show every number; a field over a number that is gone closes."""
        before = [row.name for row in self._rows]
        super().set_tensors(weights, gradients)
        if [row.name for row in self._rows] != before:
            self._close()

    def begin(self, row: int) -> None:
        """Opens the field over a number."""
        if not 0 <= row < len(self._rows):
            return
        self._row = row
        self.set_current(row)
        self._say(None)
        self._line.setAccessibleName(tr("New value of {name}").format(name=self._rows[row].name))
        self._line.setText(numbers.typed(single(self._rows[row].value)))
        self._line.setGeometry(self._value_rect(row))
        self._line.show()
        self._line.setFocus()
        self._line.selectAll()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.begin(self.row_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._finish(keep=True)
        self.set_current(self.row_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in _BEGIN:
            self.begin(max(self.current, 0))
        elif (step := moves.get(Qt.Key(event.key()))) is not None and self._rows:
            self.set_current(min(max(self.current + step, 0), len(self._rows) - 1))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.current < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.set_current(0)
        super().focusInEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field, and what happens when it is left."""
        if watched is self._line and event.type() == QEvent.Type.FocusOut:
            self._finish(keep=True)
        if watched is not self._line or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            return False
        if event.type() == QEvent.Type.KeyPress and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Backtab,
            Qt.Key.Key_Escape,
        ):
            self._press(Qt.Key(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> None:
        row = self._row
        if key == Qt.Key.Key_Escape:
            self._finish(keep=False)
        elif self._finish(keep=True) and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.begin(row + (1 if key == Qt.Key.Key_Tab else -1))

    def _finish(self, *, keep: bool) -> bool:
        """Leaves the field; False while it holds something that is no number."""
        if self._row < 0:
            return True
        row = self._rows[self._row]
        if keep and self._line.isModified():
            try:
                value = read(Real(name=row.name, default=0.0), self._line.text())
            except UserError as error:
                self._say(error.text)
                return False
            # Once the field is closed: whoever hears of it may show other numbers.
            self._close()
            if np.float32(value) != np.float32(row.value):
                self.edited.emit(row.tensor, row.at, value, row.name)
            return True
        self._close()
        return True

    def _close(self) -> None:
        self._row = -1
        self._say(None)
        if self._line.hasFocus():
            self.setFocus()
        self._line.hide()

    def _say(self, error: Text | None) -> None:
        """Says beside the field why what is typed can't be."""
        self._error = error
        self._line.setProperty("invalid", "false" if error is None else "true")
        self._line.setAccessibleDescription("" if error is None else show(error))
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)
        if error is not None:
            below = self._line.mapToGlobal(self._line.rect().bottomLeft())
            QToolTip.showText(below, plain(show(error)), self._line)

    def _value_rect(self, row: int) -> QRect:
        """Over the value, and as much to its left as all digits of a number need."""
        right = self.width() - self._figures_width + _FRAME
        width = self._figures_width + _MORE_DIGITS
        return QRect(right - width, (row + 1) * self._height, width, self._height)
