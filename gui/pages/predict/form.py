"""A sample typed in: one editor a column, starting from what is typical."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from engine import numbers
from engine.data.fitted import Fitted, FittedColumn
from engine.spec.data import Cell
from engine.spec.fields import Real
from gui.card import ElidedLabel
from gui.forms.boxes import Combo
from gui.forms.editors import RealEditor
from gui.pages.predict.sample import Sample
from gui.tooltips import plain
from gui.translate import tr

#: More columns than a person would fill in keep their values without an editor.
MOST_FIELDS = 60


class _NumberCell(RealEditor):
    """A number of a sample; an empty one is missing, as it is in a file."""

    @override
    def _dress(self) -> None:
        super()._dress()
        self._line.lineEdit().setPlaceholderText(tr("missing"))


class SampleForm(QScrollArea):
    """The columns of one sample. Signal edited(str, value): a column's new value."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictForm")
        self.setWidgetResizable(True)
        self._columns: tuple[FittedColumn, ...] = ()
        self._editors: list[RealEditor | Combo] = []
        self._ranges: list[ElidedLabel] = []
        self._more = ElidedLabel("caption", "predictMoreColumns")

    def show_sample(self, fitted: Fitted, sample: Sample) -> None:
        """Show these values; editors are made anew only for other columns."""
        if fitted.columns != self._columns:
            self._build(fitted.columns)
        for column, editor in zip(self._columns, self._editors, strict=False):
            value = sample.values.get(column.name)
            if isinstance(editor, RealEditor):
                editor.setValue(value)
            else:
                editor.setCurrentIndex(editor.findData(value))
        self._retranslate()

    def _build(self, columns: tuple[FittedColumn, ...]) -> None:
        self._columns = columns
        self._editors, self._ranges = [], []
        self._more = ElidedLabel("caption", "predictMoreColumns")
        page = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 4)
        grid.setColumnMinimumWidth(1, 104)
        for row, column in enumerate(columns[:MOST_FIELDS]):
            name = ElidedLabel("muted")
            name.set_words(column.name)
            span = ElidedLabel("caption")
            editor = self._editor(column)
            control = editor.control if isinstance(editor, RealEditor) else editor
            control.setObjectName(f"predictField{row}")
            control.setAccessibleName(column.name)
            grid.addWidget(name, row, 0)
            grid.addWidget(editor, row, 1)
            grid.addWidget(span, row, 2)
            self._editors.append(editor)
            self._ranges.append(span)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(2, 0, 0, 0)
        rows.addLayout(grid)
        rows.addWidget(self._more)
        rows.addStretch(1)
        self.setWidget(page)

    def _editor(self, column: FittedColumn) -> RealEditor | Combo:
        if column.type == "number":
            field = Real(name=column.name, default=0.0, optional=True)
            editor = _NumberCell(field)
            editor.valueChanged.connect(lambda value: self.edited.emit(column.name, value))
            return editor
        combo = Combo()
        for name in column.categories:
            combo.addItem(name, name)
        combo.activated.connect(lambda index: self.edited.emit(column.name, combo.itemData(index)))
        return combo

    def _retranslate(self) -> None:
        for column, span, editor in zip(self._columns, self._ranges, self._editors, strict=False):
            if column.type == "number":
                words = tr("{low} … {high}").format(
                    low=numbers.short(column.low), high=numbers.short(column.high)
                )
                tip = tr("In training between {low} and {high}, in the middle {typical}").format(
                    low=numbers.short(column.low),
                    high=numbers.short(column.high),
                    typical=_typical_words(column.typical),
                )
            else:
                words = tr("{count} categories").format(count=len(column.categories))
                tip = tr("Most frequent in training: {typical}").format(typical=column.typical)
            if isinstance(editor, Combo):
                editor.setPlaceholderText(tr("missing"))
            span.set_words(words, tip)
            control = editor.control if isinstance(editor, RealEditor) else editor
            control.setAccessibleName(column.name)
            control.setToolTip(plain("\n".join((column.name, tip))))
        rest = len(self._columns) - MOST_FIELDS
        self._more.setVisible(rest > 0)
        self._more.set_words(tr("and {count} more, which keep their values").format(count=rest))


def _typical_words(value: Cell) -> str:
    return value if isinstance(value, str) else numbers.short(value)
