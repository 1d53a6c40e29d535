"""The samples behind the figures, the worst first, as pictures or as rows."""

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QWidget

from engine import numbers
from engine.answers import EvaluateAnswer
from engine.data.preprocess import Prepared
from engine.data.table import Table
from gui.card import Card, link_button, plain_label, tell
from gui.pages.predict.results_card import Cell, chosen_samples, split_words
from gui.plots.pictures import Picture, PictureGrid, as_pictures
from gui.theme import mono_font
from gui.tooltips import plain
from gui.translate import tr

Index = QModelIndex | QPersistentModelIndex

_ROW_HEIGHT = 24
_COLUMN_WIDTH = 88
#: Row number, truth, prediction and loss stand before the features.
_FIXED_COLUMNS = 4
#: Columns of the table that follow the prediction.
_MOST_FEATURES = 20
_NO_PARENT = QModelIndex()


class SamplesCard(Card):
    """The Samples card.

    Signals:
        row_chosen(int): look at this row of the table, counted from 0.
        all_wanted(): show all samples again instead of one cell's.
        export_wanted(): save the predictions of the whole split.
    """

    row_chosen = Signal(int)
    all_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("predictSamples", parent=parent)
        self._rows: np.ndarray = np.zeros(0, np.int64)
        self._all = link_button("predictAllSamples")
        self._all.clicked.connect(self.all_wanted)
        self._export = link_button("predictExportLink")
        self._export.clicked.connect(self.export_wanted)
        self.controls.addWidget(self._all)
        self.controls.addWidget(self._export)
        self._pictures = PictureGrid(side=96, margin=4)
        self._pictures.setObjectName("predictSamplePictures")
        self._pictures.picture_chosen.connect(self._choose)
        self._model = _SamplesModel(self)
        self._table = QTableView()
        self._table.setObjectName("predictSampleTable")
        self._table.setModel(self._model)
        self._dress_table()
        self._none = plain_label("muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._views = QStackedWidget()
        for view in (self._none, self._pictures, self._table):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)

    def show_answer(
        self, table: Table, prepared: Prepared, answer: EvaluateAnswer | None, cell: Cell | None
    ) -> None:
        """Show the samples of a cell, or all, the largest loss first."""
        self._retranslate(cell)
        if answer is None:
            self.set_title(tr("Samples"))
            self._none.setText("")
            self._views.setCurrentIndex(0)
            return
        places = chosen_samples(answer, cell)
        self._rows = prepared.rows[answer.rows[places]]
        self._show_title(prepared, answer, cell, len(places))
        if not len(places):
            self._none.setText(tr("No samples here"))
            self._views.setCurrentIndex(0)
        elif len(prepared.shape) == 3:
            self._show_pictures(prepared, answer, places)
            self._views.setCurrentIndex(1)
        else:
            self._model.show_samples(table, prepared, answer, places)
            for column in range(_FIXED_COLUMNS):
                self._table.resizeColumnToContents(column)
            self._views.setCurrentIndex(2)

    def _retranslate(self, cell: Cell | None) -> None:
        self._all.setText(tr("All"))
        self._all.setVisible(cell is not None)
        tell(self._all, tr("Show the samples of all cells"))
        self._export.setText(tr("Export CSV"))
        tell(
            self._export, tr("Export CSV"), tr("Save all rows of this split with their predictions")
        )
        self._pictures.setAccessibleName(tr("Samples"))
        self._table.setAccessibleName(tr("Samples"))

    def _show_title(
        self, prepared: Prepared, answer: EvaluateAnswer, cell: Cell | None, count: int
    ) -> None:
        if cell is None:
            heading = tr("Largest losses")
            caption = tr("{split}, {count} samples").format(
                split=split_words()[answer.split], count=numbers.count(count)
            )
        else:
            heading = tr("True {true} → predicted {predicted}").format(
                true=prepared.classes[cell[0]], predicted=prepared.classes[cell[1]]
            )
            caption = tr("{count} samples, by loss").format(count=numbers.count(count))
        self.set_title(heading, caption)

    def _show_pictures(
        self, prepared: Prepared, answer: EvaluateAnswer, places: np.ndarray
    ) -> None:
        low, high = float(prepared.x.min()), float(prepared.x.max())
        samples = answer.rows[places]

        def picture(index: int) -> Picture:
            return as_pictures(prepared.x[samples[index]][None], low, high)[0]

        def caption(index: int) -> str:
            row = numbers.count(int(self._rows[index]) + 1)
            return tr("row {row} · {prediction}").format(
                row=row, prediction=prediction_words(prepared, answer, int(places[index]))
            )

        self._pictures.show_pictures(len(places), picture, caption)

    def _dress_table(self) -> None:
        table = self._table
        table.setFont(mono_font(-1))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultSectionSize(_COLUMN_WIDTH)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.selectionModel().currentRowChanged.connect(self._choose_index)

    def _choose_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self._choose(index.row())

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self.row_chosen.emit(int(self._rows[index]))


def prediction_words(prepared: Prepared, answer: EvaluateAnswer, place: int) -> str:
    """The two likeliest classes with their probabilities, or predicted and true value."""
    if answer.probabilities is None:
        return tr("{predicted}, true {true}").format(
            predicted=", ".join(numbers.short(v) for v in answer.predicted[place]),
            true=", ".join(numbers.short(v) for v in answer.truth[place]),
        )
    shares = answer.probabilities[place]
    best = np.argsort(-shares, kind="stable")[:2]
    return " · ".join(
        tr("{name} ({share})").format(
            name=prepared.classes[i], share=numbers.fixed(round(float(shares[i]), 2), 2)
        )
        for i in best
    )


class _SamplesModel(QAbstractTableModel):
    """Row number, truth, prediction, loss and the first features of each sample."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._prepared: Prepared | None = None
        self._answer: EvaluateAnswer | None = None
        self._places: np.ndarray = np.zeros(0, np.int64)
        self._features: list[str] = []

    def show_samples(
        self, table: Table, prepared: Prepared, answer: EvaluateAnswer, places: np.ndarray
    ) -> None:
        self.beginResetModel()
        self._table, self._prepared, self._answer, self._places = table, prepared, answer, places
        self._features = [c.name for c in prepared.encoder.columns[:_MOST_FEATURES]]
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return (
            0 if parent.isValid() or self._table is None else _FIXED_COLUMNS + len(self._features)
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section >= _FIXED_COLUMNS:
            return plain(self._features[section - _FIXED_COLUMNS])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        fixed = (tr("row"), tr("true"), tr("predicted"), tr("loss"))
        return (
            fixed[section] if section < _FIXED_COLUMNS else self._features[section - _FIXED_COLUMNS]
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        answer, prepared, table = self._answer, self._prepared, self._table
        if answer is None or prepared is None or table is None:
            return None
        place = int(self._places[index.row()])
        row = int(prepared.rows[answer.rows[place]])
        match index.column():
            case 0:
                return numbers.count(row + 1)
            case 1:
                return _words(prepared, answer.truth[place])
            case 2:
                return _words(prepared, answer.predicted[place])
            case 3:
                return numbers.short(float(answer.losses[place]))
            case column:
                return _cell_words(table.columns[self._features[column - _FIXED_COLUMNS]][row])


def _words(prepared: Prepared, value: Any) -> str:
    if prepared.classes:
        return prepared.classes[int(value)]
    return ", ".join(numbers.short(float(v)) for v in np.atleast_1d(value))


def _cell_words(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return numbers.NOTHING
    return value if isinstance(value, str) else numbers.short(float(value))
