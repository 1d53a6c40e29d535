"""The sample that goes in: drawn, typed in, or a row of the table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from engine.data.fitted import Fitted
from engine.spec.data import Cell
from engine.spec.fields import Whole
from gui.card import Card, link_button, plain_label, tell
from gui.forms.editors import WholeEditor
from gui.pages.predict.canvas import DrawCanvas
from gui.pages.predict.form import SampleForm
from gui.pages.predict.sample import Sample, drawn_shape, ink_of, sample_of_ink
from gui.translate import tr


class InputCard(Card):
    """The Input card.

    Signals:
        edited(Sample): drawn or typed in.
        row_wanted(int): a row of the table, counted from 0; −1 for any.
        cleared(): back to an empty picture or to typical values.
        file_wanted(): predict every row of a file.
    """

    edited = Signal(object)
    row_wanted = Signal(int)
    cleared = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("predictInput", parent=parent)
        self._fitted: Fitted | None = None
        self._sample = Sample()
        self._file = link_button("predictFileLink")
        self._file.clicked.connect(self.file_wanted)
        self._clear = link_button("predictClearLink")
        self._clear.clicked.connect(self.cleared)
        self.controls.addWidget(self._file)
        self.controls.addWidget(self._clear)
        self._canvas, self._form = DrawCanvas(), SampleForm()
        self._canvas.drawn.connect(self._take_drawing)
        self._form.edited.connect(self._take_value)
        self._views = QStackedWidget()
        self._views.addWidget(self._canvas)
        self._views.addWidget(self._form)
        self._row_label = plain_label("muted")
        self._row = WholeEditor(Whole(name="row", default=0, low=0))
        self._row.control.setObjectName("predictRowSpin")
        self._row.setFixedWidth(100)
        self._row.valueChanged.connect(self._want_row)
        self._random = link_button("predictRandomRow")
        self._random.clicked.connect(lambda: self.row_wanted.emit(-1))
        row = QHBoxLayout()
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._row_label)
        row.addWidget(self._row)
        row.addWidget(self._random)
        row.addStretch(1)
        self.body.addWidget(self._views, 1)
        self.body.addLayout(row)

    def show_sample(self, fitted: Fitted, sample: Sample) -> None:
        """Show the sample as drawing or form, whichever suits the data."""
        self._fitted, self._sample = fitted, sample
        drawn = drawn_shape(fitted) is not None
        self._views.setCurrentIndex(0 if drawn else 1)
        if drawn:
            self._canvas.show_ink(ink_of(sample, fitted))
        else:
            self._form.show_sample(fitted, sample)
        self._row.setValue(0 if sample.row is None else sample.row + 1)
        self._retranslate(drawn)

    def _retranslate(self, drawn: bool) -> None:
        self.set_title(
            tr("Input"), tr("draw with the mouse") if drawn else tr("type values, or take a row")
        )
        self._canvas.retranslate()
        self._form.setAccessibleName(tr("Input"))
        self._clear.setText(tr("Clear") if drawn else tr("Typical"))
        tell(self._clear, tr("Clear the drawing") if drawn else tr("Back to typical values"))
        self._file.setText(tr("CSV file…"))
        tell(
            self._file,
            tr("Predict a file"),
            tr("Predict every row of a CSV file and save the result"),
        )
        self._row_label.setText(tr("Row"))
        self._row.control.setAccessibleName(tr("Row"))
        self._random.setText(tr("Random sample"))
        tell(self._random, tr("Random sample"), tr("Take any row that training never saw"))

    def _take_drawing(self) -> None:
        if self._fitted is not None:
            self.edited.emit(sample_of_ink(self._canvas.ink, self._fitted))

    def _take_value(self, name: str, value: Cell) -> None:
        self.edited.emit(self._sample.with_value(name, value))

    def _want_row(self, number: int) -> None:
        if number > 0:
            self.row_wanted.emit(number - 1)
