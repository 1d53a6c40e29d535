"""Source, target, task and what suits them, side by side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine import numbers
from engine.catalog.losses import loss_kind
from engine.catalog.templates import DataShape, suggest_training
from engine.data.choices import possible_tasks, targets
from engine.data.preprocess import Prepared
from engine.data.table import Table
from engine.spec.data import DataSpec, Task
from engine.text import Text
from gui.card import ElidedLabel, link_button, plain_label, tell
from gui.forms.boxes import Combo
from gui.titles import table_title
from gui.translate import show, tr

#: A table of more columns offers its targets through the header's menu only.
MOST_IN_COMBO = 2000


class Strip(QFrame):
    """What the data is, and the two choices everything follows from.

    Signals:
        target_chosen(str): the column to predict.
        task_chosen(str): another task for the same target.
        fit_wanted(): put a network in place that fits.
    """

    target_chosen = Signal(str)
    task_chosen = Signal(str)
    fit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataStrip")
        self.setProperty("card", True)
        self._captions = [ElidedLabel("caption") for _ in range(4)]
        self._source, self._size = ElidedLabel("heading", "dataSourceName"), ElidedLabel("muted")
        self._target = Combo()
        self._target.setObjectName("dataTargetCombo")
        self._target.activated.connect(self._choose_target)
        self._task = Combo()
        self._task.setObjectName("dataTaskCombo")
        self._task.setProperty("flat", True)
        self._task.activated.connect(self._choose_task)
        self._labels = ElidedLabel("muted", "dataLabelsInfo")
        self._suggestion = ElidedLabel("", "dataSuggestion")
        self._fit = link_button("fitNetworkLink")
        self._fit.setProperty("flush", True)
        self._fit.clicked.connect(self.fit_wanted)
        self._fits = plain_label("good", "networkFits")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(20)
        fit_row = QHBoxLayout()
        fit_row.setContentsMargins(0, 0, 0, 0)
        fit_row.addWidget(self._fit)
        fit_row.addWidget(self._fits)
        fit_row.addStretch(1)
        parts: list[list[QWidget | QHBoxLayout]] = [
            [self._source, self._size],
            [self._target],
            [self._task, self._labels],
            [self._suggestion, fit_row],
        ]
        for column, (caption, lines) in enumerate(zip(self._captions, parts, strict=True)):
            box = QVBoxLayout()
            box.setSpacing(1)
            box.addWidget(caption)
            for line in lines:
                if isinstance(line, QHBoxLayout):
                    box.addLayout(line)
                else:
                    box.addWidget(line)
            box.addStretch(1)
            grid.addLayout(box, 0, column)
            grid.setColumnStretch(column, 1)

    def show_data(
        self, table: Table, spec: DataSpec, prepared: Prepared | None, misfit: Text | None
    ) -> None:
        """Show everything as it is now."""
        self._retranslate()
        self._source.set_words(table_title(table))
        self._size.set_words(
            tr("{rows} rows · {columns} columns").format(
                rows=numbers.count(table.n_rows), columns=numbers.count(len(table.columns))
            )
        )
        self._show_target(table, spec)
        self._show_task(table, spec, prepared)
        self._suggestion.set_words(_suggestion_words(prepared) if prepared else "")
        self.show_fit(prepared, misfit)

    def _retranslate(self) -> None:
        words = (tr("SOURCE"), tr("TARGET"), tr("TASK (found from the target)"), tr("SUGGESTED"))
        for caption, word in zip(self._captions, words, strict=True):
            caption.set_words(word)
        tell(self._target, tr("Target"), tr("The column that the network learns to predict"))
        tell(self._task, tr("Task"), tr("What is learnt from the target: classes or numbers"))
        self._fit.setText(tr("Fit the network to the data"))
        self._fits.setText(tr("The network fits"))

    def _show_target(self, table: Table, spec: DataSpec) -> None:
        names = list(table.columns)
        chosen = [column.name for column in targets(spec)]
        listed = names if len(names) <= MOST_IN_COMBO else chosen
        several = [", ".join(chosen)] if len(chosen) > 1 else []
        entries = several + listed
        if [self._target.itemText(i) for i in range(self._target.count())] != entries:
            self._target.clear()
            for name in several:
                self._target.addItem(name, None)
            for name in listed:
                self._target.addItem(name, name)
        self._target.setCurrentIndex(
            0 if several else self._target.findData(chosen[0]) if chosen else -1
        )

    def _show_task(self, table: Table, spec: DataSpec, prepared: Prepared | None) -> None:
        tasks = possible_tasks(spec, table)
        task = prepared.task if prepared else spec.task
        classes = len(prepared.classes) if prepared else 0
        self._task.clear()
        for possible in tasks:
            self._task.addItem(_task_words(possible, classes), possible)
        self._task.setCurrentIndex(self._task.findData(task))
        self._task.setEnabled(len(tasks) > 1)
        self._labels.set_words(_label_words(prepared) if prepared else "")

    def show_fit(self, prepared: Prepared | None, misfit: Text | None) -> None:
        """Show whether the network fits the data."""
        self._fit.setVisible(misfit is not None)
        self._fits.setVisible(prepared is not None and misfit is None)
        words = tr("Fit the network to the data")
        tell(self._fit, words, show(misfit) if misfit else words)

    def _choose_target(self, index: int) -> None:
        name = self._target.itemData(index)
        if name is not None:
            self.target_chosen.emit(name)

    def _choose_task(self, index: int) -> None:
        self.task_chosen.emit(self._task.itemData(index))


def _task_words(task: Task, classes: int) -> str:
    if task == "regression":
        return tr("Regression")
    if task == "binary":
        return tr("Binary classification")
    if classes:
        return tr("{count}-class classification").format(count=numbers.count(classes))
    return tr("Classification")


def _label_words(prepared: Prepared) -> str:
    if prepared.classes:
        return tr("labels → 0…{last}, int64").format(last=len(prepared.classes) - 1)
    if prepared.encoder.target_std != (1.0,) * len(prepared.target_names):
        return tr("float32, standardised")
    return tr("float32, as it is")


def _suggestion_words(prepared: Prepared) -> str:
    outputs = len(prepared.classes) or len(prepared.target_names)
    shape = DataShape(prepared.shape, prepared.task, outputs, len(prepared.rows))
    loss = loss_kind(suggest_training(shape).losses[0].loss.kind)
    template = (
        tr("{outputs} output · {loss}") if shape.width == 1 else tr("{outputs} outputs · {loss}")
    )
    return template.format(outputs=numbers.count(shape.width), loss=show(Text(loss.label)))
