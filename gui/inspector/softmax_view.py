"""What a function over a whole dimension makes of one row that can be typed in."""

from functools import partial

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from engine import numbers
from engine.catalog.kind import Shape
from engine.spec.fields import Reals
from engine.text import Text, UserError, text
from gui.forms.typed import read, written
from gui.inspector.figures import six_places
from gui.inspector.parts import Spoken, column, preset, words
from gui.inspector.subject import Subject
from gui.plots.bars import Bar, Bars
from gui.translate import show, tr

_MOST = 12
_FIELD = Reals(name="z", default=(1.0, 2.0, 3.0))
_ROW_HEIGHT = 22
_PRESETS = {"Small": (1.0, 2.0, 3.0), "Large": (1000.0, 1001.0, 1002.0)}


class SoftmaxView(Spoken):
    """A row of numbers, the bars it becomes, and which dimension of the layer that is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._row: tuple[float, ...] = _FIELD.default
        self._error: Text | None = None
        self._line = QLineEdit()
        self._line.setObjectName("softmaxRow")
        self._line.editingFinished.connect(self._type)
        self._presets = {
            name: preset(f"softmax{name}", partial(self._take, row))
            for name, row in _PRESETS.items()
        }
        self._refusal = words("bad", "softmaxRowError")
        self._bars = Bars()
        self._bars.setObjectName("softmaxBars")
        self._sum = words("mono", "softmaxSum", selectable=True)
        self._along = words("muted", "softmaxAlong")
        self._finite = words("muted", "softmaxFinite")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(caption := words("muted"))
        caption.setText("z")
        head.addWidget(self._line, 1)
        for button in self._presets.values():
            head.addWidget(button)
        layout = column(self, 4)
        layout.addLayout(head)
        for widget in (self._refusal, self._bars, self._sum, self._along, self._finite):
            layout.addWidget(widget)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Turns to a layer; hidden where it is no function over a dimension."""
        self._subject = subject
        self.setVisible(subject.kind.row is not None)
        self._show()

    def retranslate(self) -> None:
        self._line.setAccessibleName(tr("One row of numbers"))
        self._line.setToolTip(tr("Numbers of one row, with commas between"))
        self._bars.setAccessibleName(tr("What the row becomes"))
        for name, button in self._presets.items():
            button.setText(f"{_PRESETS[name][0]:g} …")
            button.setAccessibleName(written(_FIELD, _PRESETS[name]))
        self._show()

    def _type(self) -> None:
        try:
            row = read(_FIELD, self._line.text())
            if len(row) > _MOST:
                raise UserError(text("Type at most {count} numbers.", count=_MOST))
        except UserError as error:
            self._error = error.text
            self._show_error()
            return
        self._take(row)

    def _take(self, row: tuple[float, ...]) -> None:
        self._row, self._error = row, None
        self._show()

    def _show_error(self) -> None:
        self._refusal.setVisible(self._error is not None)
        self._refusal.setText("" if self._error is None else show(self._error))

    def _show(self) -> None:
        self._show_error()
        kind = self._subject.kind if self._subject is not None else None
        if kind is None or kind.row is None or self._subject is None:
            return
        if self._error is None:
            self._line.setText(written(_FIELD, self._row))
            self._line.setCursorPosition(0)
        row = np.array(self._row)
        made = kind.row(row, self._subject.params)
        bars = [
            Bar(numbers.short(z), float(value), "activation", six_places(float(value)))
            for z, value in zip(row, made, strict=True)
        ]
        self._bars.set_bars(bars)
        self._bars.setFixedHeight(_ROW_HEIGHT * len(bars))
        logs = kind.name == "LogSoftmax"
        total = np.exp(made).sum() if logs else made.sum()
        self._sum.setText(f"{'Σ exp f' if logs else 'Σ f'} = {six_places(float(total))}")
        self._along.setText(self._dimension())
        self._finite.setVisible(bool(np.abs(row).max() > 700))
        self._finite.setText(
            tr(
                "exp({value}) is more than a float can hold. The result is finite all the same: the "
                "largest number is taken off all of them first, which changes no share."
            ).format(value=numbers.short(float(row.max())))
        )

    def _dimension(self) -> str:
        """Along which dimension of the layer's input the numbers belong together."""
        assert self._subject is not None, "asked only with a layer on show"
        dim = self._subject.params["dim"]
        shape = self._subject.info.inputs[0] if self._subject.info is not None else ()
        if not shape:
            return tr("Along dimension {dim}, without the batch.").format(dim=numbers.short(dim))
        return tr("Along dimension {dim} of {shape}: {count} numbers belong together.").format(
            dim=numbers.short(dim), shape=_marked(shape, dim), count=numbers.count(shape[dim])
        )


def _marked(shape: Shape, dim: int) -> str:
    """The shape with the dimension in brackets: N×4×[10]."""
    at = dim % len(shape)
    sizes = [f"[{size}]" if place == at else str(size) for place, size in enumerate(shape)]
    return "×".join(["N", *sizes])
