"""One editor class a field type, each with `value()`, `setValue()` and `valueChanged`.

An editor shows a value of the spec and offers a new one; it never decides. A text that the field
refuses stays on screen with the field's sentence below it, the value stays what it was, and Escape
goes back to it.
"""

import itertools
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from engine.spec.fields import Choice, Field, Flag, Real, Reals, Size, Whole, Wholes
from engine.text import Text, UserError
from gui.forms.boxes import ROW_HEIGHT, Combo, StepLine
from gui.forms.stepping import stepped
from gui.forms.typed import item_at, read, written
from gui.tooltips import plain
from gui.translate import show, tr

_visits = itertools.count(1)


class Editor(QWidget):
    """What every editor has; `valueChanged` tells of the user's changes only.

    `merge_token` is the same for all changes of one visit to a number, so that they can become one
    step of undo; it is empty where every change is a step of its own.
    """

    valueChanged = Signal(object)  # noqa: N815 - as Qt's own editors call it

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._value: Any = field.default
        self._error: Text | None = None
        self.merge_token = ""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Minimum)

    @property
    def control(self) -> QWidget:
        """The widget that takes the keyboard."""
        raise TypeError(f"{type(self).__name__} has no control")

    @property
    def wanted_width(self) -> int:
        """The width below which the value can't be read in full; 0 where it hardly matters."""
        return 0

    @property
    def error(self) -> Text | None:
        """Why the text on screen is refused."""
        return self._error

    def value(self) -> Any:
        """The value on show, or the last one that was allowed."""
        return self._value

    def setValue(self, value: Any) -> None:
        """Shows a value of the spec; emits nothing."""
        raise TypeError(f"{type(self).__name__} can't show {value!r}")

    def refuse(self, reason: Text) -> None:
        """Says why what was chosen can't be, and goes back to the value before."""
        self.setValue(self._value)
        self._set_error(reason)

    def _dress(self) -> None:
        """Tooltip and accessible name, in the language on screen."""
        control = self.control
        control.setToolTip(plain(hint(self.field)))
        # A bare name is the same in every language: whoever gave the control a better one keeps it.
        if self.field.label or not control.accessibleName():
            control.setAccessibleName(caption(self.field))
        control.setAccessibleDescription(show(Text(self.field.help)))

    def _set_error(self, reason: Text | None) -> None:
        """The label is made only when there is something to say."""
        self._error = reason
        label = self.findChild(QLabel, "fieldError")
        if label is None:
            if reason is None:
                return
            label = QLabel(self)
            label.setObjectName("fieldError")
            label.setProperty("role", "bad")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._rows.addWidget(label)
        label.setText("" if reason is None else show(reason))
        label.setVisible(reason is not None)
        self.control.setProperty("invalid", "true" if reason is not None else "false")
        style = self.control.style()
        style.unpolish(self.control)
        style.polish(self.control)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._dress()
        self._set_error(self._error)


class LineEditor(Editor):
    """An editor whose value is typed, and stepped where it is made of numbers."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._line = StepLine(self)
        self._rows.addWidget(self._line)
        self._line.editingFinished.connect(self._commit)
        self._line.stepped.connect(self._step)
        self._line.cancelled.connect(self._cancel)
        self._line.entered.connect(self._begin_visit)
        self._dress()
        self.setValue(field.default)

    @property
    @override
    def control(self) -> StepLine:
        return self._line

    @property
    @override
    def wanted_width(self) -> int:
        return self._line.wanted_width

    @override
    def setValue(self, value: Any) -> None:
        if value == self._value and self._line.edited and self._line.hasFocus():
            return  # somebody is typing: the rest of the program may repaint, not interrupt
        self._value = value
        self._line.set_text(written(self.field, value))
        self._set_error(None)

    def _commit(self) -> None:
        if not self._line.edited:
            return
        try:
            value = read(self.field, self._line.text())
        except UserError as error:
            self._set_error(error.text)
            return
        self._offer(value)

    def _offer(self, value: Any) -> None:
        changed = value != self._value
        self._value = value
        self._line.set_text(written(self.field, value))
        self._set_error(None)
        if changed:
            self.valueChanged.emit(value)

    def _step(self, steps: int) -> None:
        """Steps from what is typed, where that can be read."""
        text = self._line.text()
        try:
            value = read(self.field, text)
        except UserError:
            value = self._value
        caret = self._line.lineEdit().cursorPosition()
        self._offer(stepped(self.field, value, steps, item_at(self.field, text, caret)))
        self._line.lineEdit().setCursorPosition(min(caret, len(self._line.text())))

    def _cancel(self) -> None:
        self._line.set_text(written(self.field, self._value))
        self._set_error(None)

    def _begin_visit(self) -> None:
        self.merge_token = str(next(_visits))

    @override
    def _dress(self) -> None:
        super()._dress()
        if getattr(self.field, "optional", False):
            self._line.lineEdit().setPlaceholderText(tr("automatic"))

    @override
    def _retranslate(self) -> None:
        super()._retranslate()
        if not self._line.edited:
            self._line.set_text(written(self.field, self._value))


class WholeEditor(LineEditor):
    """A whole number."""


class RealEditor(LineEditor):
    """A real number; takes 0.001 and 1e-3 alike."""


class WholesEditor(LineEditor):
    """A list of whole numbers, such as a shape; steps the number at the cursor."""


class RealsEditor(LineEditor):
    """A list of numbers, such as Adam's betas; steps the number at the cursor."""


class SizeEditor(LineEditor):
    """One whole number for all dimensions, one each, or a word of the field's."""

    def __init__(self, field: Size, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        if field.words:
            self._line.offer(field.words)
            self._line.chosen.connect(self._choose)

    def _choose(self, word: str) -> None:
        self._begin_visit()
        self._offer(word)


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Flag, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._box = QCheckBox(self)
        self._box.setMinimumHeight(ROW_HEIGHT)
        self._rows.addWidget(self._box, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.clicked.connect(self._offer)
        self._dress()
        self.setValue(field.default)

    @property
    @override
    def control(self) -> QCheckBox:
        return self._box

    @override
    def setValue(self, value: Any) -> None:
        self._value = value
        self._box.setChecked(bool(value))
        self._set_error(None)

    def _offer(self, checked: bool) -> None:
        self._value, before = checked, self._value
        self._set_error(None)
        if checked != before:
            self.valueChanged.emit(checked)


class ChoiceEditor(Editor):
    """One of a few words, translated where a translation exists."""

    def __init__(self, field: Choice, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._combo = Combo(self)
        for option in field.options:
            self._combo.addItem(show(Text(option)), option)
        self._rows.addWidget(self._combo)
        self._combo.activated.connect(self._offer)
        self._dress()
        self.setValue(field.default)

    @property
    @override
    def control(self) -> Combo:
        return self._combo

    @property
    @override
    def wanted_width(self) -> int:
        return self._combo.wanted_width

    @override
    def setValue(self, value: Any) -> None:
        self._value = value
        self._combo.setCurrentIndex(self._combo.findData(value))
        self._set_error(None)

    def _offer(self, index: int) -> None:
        value = self._combo.itemData(index)
        self._value, before = value, self._value
        self._set_error(None)
        if value != before:
            self.valueChanged.emit(value)

    @override
    def _retranslate(self) -> None:
        super()._retranslate()
        for index in range(self._combo.count()):
            self._combo.setItemText(index, show(Text(self._combo.itemData(index))))


_EDITORS: dict[type[Field], type[Editor]] = {
    Whole: WholeEditor,
    Real: RealEditor,
    Flag: FlagEditor,
    Choice: ChoiceEditor,
    Size: SizeEditor,
    Wholes: WholesEditor,
    Reals: RealsEditor,
}


def editor_for(field: Field, parent: QWidget | None = None) -> Editor:
    """The editor for a field's type."""
    return _EDITORS[type(field)](field, parent)


def caption(field: Field) -> str:
    """What stands before a field's editor: its label, else PyTorch's name."""
    return show(caption_text(field))


def caption_text(field: Field) -> Text:
    """The same, to be shown in the language of the moment."""
    return Text(field.label or field.name)


def hint(field: Field) -> str:
    """The tooltip of a field: its help, and PyTorch's name where the label is another."""
    lines = [show(Text(field.help))] if field.help else []
    if field.label:
        lines.append(tr("In PyTorch: {name}").format(name=field.name))
    return "\n".join(lines)
