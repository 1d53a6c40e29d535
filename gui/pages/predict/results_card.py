"""How the network does on a split: true against predicted classes or values."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine import numbers
from engine.answers import EvaluateAnswer
from engine.data.preprocess import Prepared
from gui.card import Card, plain_label, tell
from gui.forms.boxes import Combo
from gui.plots.heat_map import HeatMap
from gui.plots.scatter import Scatter
from gui.translate import tr

#: Splits in the order in which they are worth looking at.
SPLITS = ("test", "validation", "train")
#: More classes have no room for labels.
_MOST_LABELS = 30

Cell = tuple[int, int]


class ResultsCard(Card):
    """Confusion matrix or scatter.

    Signals:
        split_chosen(str): look at another split.
        cell_chosen(object): the true and the predicted class, or None for all.
        target_chosen(int): of several targets, the one to show.
    """

    split_chosen = Signal(str)
    cell_chosen = Signal(object)
    target_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("predictResults", parent=parent)
        self._target = Combo()
        self._target.setObjectName("predictTargetCombo")
        self._target.activated.connect(self.target_chosen)
        self._split = Combo()
        self._split.setObjectName("predictSplitCombo")
        self._split.activated.connect(self._choose_split)
        self.controls.addWidget(self._target)
        self.controls.addWidget(self._split)
        self._matrix = HeatMap("sequential", square=True)
        self._matrix.setObjectName("predictConfusion")
        self._matrix.set_clickable(True)
        self._matrix.cell_clicked.connect(self._choose_cell)
        self._scatter = Scatter()
        self._scatter.setObjectName("predictScatter")
        self._empty = plain_label("muted")
        self._views = QStackedWidget()
        for view in (self._empty, self._matrix, self._scatter):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)

    def show_splits(self, prepared: Prepared, split: str) -> None:
        """Offer the splits that have rows."""
        self._split.clear()
        for name, words in split_words().items():
            if len(getattr(prepared, name)):
                self._split.addItem(words, name)
        self._split.setCurrentIndex(self._split.findData(split))
        self._split.setVisible(self._split.count() > 1)
        self._split.setFixedWidth(max(self._split.wanted_width, 80))
        tell(self._split, tr("Split"), tr("Which rows to look at"))
        names = prepared.target_names
        if [self._target.itemText(i) for i in range(self._target.count())] != list(names):
            self._target.clear()
            self._target.addItems(names)
        self._target.setVisible(len(names) > 1)
        self._target.setFixedWidth(min(max(self._target.wanted_width, 80), 160))
        tell(self._target, tr("Target"), tr("Which target to look at"))

    def show_answer(
        self, prepared: Prepared, answer: EvaluateAnswer | None, cell: Cell | None, target: int
    ) -> None:
        """Show an evaluation; None while there is none yet."""
        title = tr("Confusion matrix") if prepared.classes else tr("Predicted against true")
        if answer is None:
            self.set_title(title)
            self._views.setCurrentIndex(0)
            return
        count = numbers.count(len(answer.rows))
        if prepared.classes:
            template = tr("{count} rows · click a cell for its samples")
        else:
            template = tr("{count} rows")
        self.set_title(title, template.format(count=count))
        if answer.confusion is not None:
            labels = prepared.classes if len(prepared.classes) <= _MOST_LABELS else ()
            self._matrix.set_matrix(
                answer.confusion, row_labels=labels, column_labels=labels, counts=True
            )
            self._matrix.set_selected(cell)
            self._matrix.setAccessibleName(
                tr("Confusion matrix: true class down, predicted across")
            )
            self._views.setCurrentIndex(1)
        else:
            self._scatter.set_points(answer.truth[:, target], answer.predicted[:, target])
            self._scatter.setAccessibleName(title)
            self._views.setCurrentIndex(2)

    def _choose_split(self, index: int) -> None:
        self.split_chosen.emit(self._split.itemData(index))

    def _choose_cell(self, true: int, predicted: int) -> None:
        self.cell_chosen.emit((true, predicted))


def split_words() -> dict[str, str]:
    """The names of the splits, the one worth looking at first."""
    return {"test": tr("test"), "validation": tr("validation"), "train": tr("training")}


def best_split(prepared: Prepared) -> str:
    """The split that tells most: the first of test, validation and training with rows."""
    return next((name for name in SPLITS if len(getattr(prepared, name))), "")


def chosen_samples(answer: EvaluateAnswer, cell: Cell | None) -> np.ndarray:
    """The places in an evaluation of the samples of a cell, or of all, the largest loss first."""
    places = np.arange(len(answer.rows))
    if cell is not None and answer.confusion is not None:
        places = places[(answer.truth == cell[0]) & (answer.predicted == cell[1])]
    # Rows beyond those whose loss was computed come last.
    order = np.argsort(-np.nan_to_num(answer.losses[places], nan=-np.inf), kind="stable")
    return places[order]
