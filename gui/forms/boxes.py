"""The two controls that editors are made of: a line with steps, and a list of choices.

Both leave the wheel to the page unless they have the keyboard, so scrolling never changes a value.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from gui.icons import icon

#: The height of a control in a form, of text of ordinary size.
ROW_HEIGHT = 28
_POPUP_MARGINS = 36
_BUTTONS = 52  # the room of both buttons, padding and frame
_LONGEST = 20
_LINE_INDENT = -2  # takes back what a line edit adds, so that numbers stand under words
_ALT = Qt.KeyboardModifier.AltModifier


class StepLine(QAbstractSpinBox):
    """A line of text with buttons for up and down; knows nothing of what the text means."""

    stepped = Signal(int)
    cancelled = Signal()
    entered = Signal()
    chosen = Signal(str)
    _STEPS = QAbstractSpinBox.StepEnabledFlag

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.setMinimumWidth(48)
        self.setProperty("steps", "true")
        self.lineEdit().setTextMargins(_LINE_INDENT, 0, 0, 0)
        self._menu: QMenu | None = None
        self._edited = False  # Qt's own mark is lost when Return is pressed
        self.lineEdit().textEdited.connect(self._note_edit)

    @property
    def edited(self) -> bool:
        """Whether something was typed since the text was last set."""
        return self._edited

    @property
    def wanted_width(self) -> int:
        """The width that shows the whole text, up to the length of a few numbers."""
        words = self.lineEdit().text()[:_LONGEST]
        return self.fontMetrics().horizontalAdvance(words) + _BUTTONS

    def set_text(self, text: str) -> None:
        """Shows a text that counts as unedited; a text that stands already keeps its cursor."""
        line = self.lineEdit()
        if line.text() != text:
            line.setText(text)
            line.setCursorPosition(0)
        self._edited = False

    def _note_edit(self, _text: str) -> None:
        self._edited = True

    def offer(self, words: Sequence[str]) -> None:
        """Puts a list of words in the place of the buttons; arrow keys still step."""
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setProperty("steps", "words")
        self._menu = QMenu(self)
        for word in words:
            self._menu.addAction(word)
        self._menu.triggered.connect(self._tell_choice)
        mark = self.lineEdit().addAction(
            icon("chevron-down", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        mark.triggered.connect(self._open_menu)

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.setMinimumWidth(self.width())
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _tell_choice(self, action: QAction) -> None:
        self.chosen.emit(action.text())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(48, _height(self))

    def stepBy(self, steps: int) -> None:
        self.stepped.emit(steps)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return self._STEPS.StepUpEnabled | self._STEPS.StepDownEnabled

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() == _ALT:
            self._open_menu()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leaves Undo and Redo to the project when there is no half-typed text to undo."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.edited
            and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
            )
        ):
            event.ignore()
            return True
        return super().event(event)


class Combo(QComboBox):
    """A list of choices whose popup is as wide as its longest one; a long choice is elided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.setMaxVisibleItems(20)

    @property
    def wanted_width(self) -> int:
        """The width that shows the current choice in full."""
        frame = self.width() - self._text_room()
        return self.fontMetrics().horizontalAdvance(self.currentText()) + frame + 2

    def _text_room(self) -> int:
        """The width that the style leaves for the text."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return (
            self.style()
            .subControlRect(
                QStyle.ComplexControl.CC_ComboBox,
                option,
                QStyle.SubControl.SC_ComboBoxEditField,
                self,
            )
            .width()
        )

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(48, _height(self))

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _POPUP_MARGINS)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isEditable():
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._text_room()
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


def _height(control: QWidget) -> int:
    """One height for every control, so that the rows of a form keep their rhythm."""
    return max(ROW_HEIGHT, control.fontMetrics().height() + 8)
