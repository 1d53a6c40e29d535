"""One number of a large tensor: its place, its value, and a field to type another one into."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from engine import numbers
from engine.spec.fields import Real, Wholes
from engine.tensor_figures import TensorFigures
from engine.text import Text, UserError, text
from gui.forms.typed import read
from gui.inspector.figures import single
from gui.inspector.parts import Spoken, column, words
from gui.translate import show, tr


class NumberField(Spoken):
    """“[row, column] = value”; Return in the second field changes the weight.

    Signals:
        edited(str, int, float, str): tensor, flat place in it, the new value, and the number's name.
    """

    edited = Signal(str, int, float, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tensor = ""
        self._figures: TensorFigures | None = None
        self._error: Text | None = None
        self._index = QLineEdit()
        self._index.setObjectName("weightIndex")
        self._index.textEdited.connect(self._look)
        self._value = QLineEdit()
        self._value.setObjectName("weightValue")
        self._value.returnPressed.connect(self._take)
        self._refusal = words("bad", "weightError")
        self._refusal.hide()
        self._caption = words("muted")
        self._caption.setWordWrap(False)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._caption)
        line.addWidget(self._index, 3)
        line.addWidget(words_equal := words("muted"))
        words_equal.setText("=")
        line.addWidget(self._value, 4)
        layout = column(self, 2)
        layout.addLayout(line)
        layout.addWidget(self._refusal)
        self.retranslate()

    def show_tensor(self, tensor: str, figures: TensorFigures) -> None:
        """Turns to a tensor, or shows its numbers as they are now."""
        other = tensor != self._tensor or (
            self._figures is not None and figures.shape != self._figures.shape
        )
        self._tensor, self._figures = tensor, figures
        if other or not self._index.text():
            self._index.setText(", ".join("0" for _ in figures.shape))
            self._value.setModified(False)
        self._show_value()
        self.retranslate()

    def set_place(self, at: int) -> None:
        """Turns to the number at a flat place."""
        if self._figures is not None:
            place = np.unravel_index(at, self._figures.shape)
            self._index.setText(", ".join(str(int(i)) for i in place))
            self._look()

    def retranslate(self) -> None:
        self._caption.setText(self._tensor)
        self._index.setAccessibleName(tr("Place in the tensor"))
        self._value.setAccessibleName(tr("Value of this weight"))
        self._value.setToolTip(tr("Type a number and press Enter to change the weight"))
        if self._figures is not None:
            shape = numbers.shape(self._figures.shape) or "1"
            self._index.setToolTip(
                tr("Which number of {shape}, counted from 0").format(shape=shape)
            )
        if self._error is not None:
            self._refusal.setText(show(self._error))

    def _look(self) -> None:
        self._value.setModified(False)
        self._show_value()

    def _show_value(self) -> None:
        """The value at this place where it is known; what is being typed stays."""
        if self._value.isModified():
            return
        self._say(None)
        try:
            known = self._known(self._place())
        except UserError as error:
            self._say(error.text)
            known = None
        self._value.setText("" if known is None else numbers.typed(single(known)))
        self._value.setCursorPosition(0)

    def _known(self, place: tuple[int, ...]) -> float | None:
        figures = self._figures
        if figures is None or figures.values is None:
            return self._pictured(place)
        return float(figures.values[place])

    def _pictured(self, place: tuple[int, ...]) -> float | None:
        """The number from the picture of a large tensor, where it is shown one by one."""
        if self._figures is None or self._figures.picture.steps != (1, 1):
            return None
        picture, shape = self._figures.picture, self._figures.shape
        row, column = divmod(int(np.ravel_multi_index(place, shape)), picture.whole[1])
        row, column = row - picture.part.top, column - picture.part.left
        inside = 0 <= row < picture.part.rows and 0 <= column < picture.part.columns
        return float(picture.cells[row, column]) if inside else None

    def _place(self) -> tuple[int, ...]:
        """The indices typed.

        Raises:
            UserError: when they are not as many as the tensor has dimensions, or outside of it.
        """
        shape = self._figures.shape if self._figures is not None else ()
        field = Wholes(name="index", default=(), low=0)
        typed = self._index.text()
        place = tuple(read(field, typed)) if shape else ()
        if len(place) != len(shape) or any(i >= n for i, n in zip(place, shape, strict=True)):
            raise UserError(
                text(
                    "{typed} is no place in {shape}. Give {count} numbers, counted from 0.",
                    typed=typed[:40],
                    shape=numbers.shape(shape),
                    count=len(shape),
                )
            )
        return place

    def _take(self) -> None:
        name = f"{self._tensor}[{','.join(self._index.text().replace(' ', '').split(','))}]"
        try:
            place = self._place()
            value = read(Real(name=name, default=0.0), self._value.text())
        except UserError as error:
            self._say(error.text)
            return
        shape = self._figures.shape if self._figures is not None else ()
        at = int(np.ravel_multi_index(place, shape)) if shape else 0
        self._value.setModified(False)
        self._say(None)
        self.edited.emit(self._tensor, at, value, name)

    def _say(self, error: Text | None) -> None:
        self._error = error
        self._refusal.setText("" if error is None else show(error))
        self._refusal.setVisible(error is not None)
