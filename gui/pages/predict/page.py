"""The Predict page: one sample in and out above, a whole split below."""

import random

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from engine import numbers
from engine.answers import EvaluateAnswer, PredictAnswer
from engine.catalog.metrics import metrics_for
from engine.data.preprocess import Prepared
from engine.text import Text
from gui.card import plain_label
from gui.data_store import DataStore
from gui.document import Document
from gui.file_drop import FileDrop
from gui.notice import NoticeBar
from gui.pages.predict.evaluator import Asks, Evaluator
from gui.pages.predict.file_prediction import FilePrediction
from gui.pages.predict.input_card import InputCard
from gui.pages.predict.output_card import OutputCard
from gui.pages.predict.results_card import Cell, ResultsCard, best_split, split_words
from gui.pages.predict.sample import Sample, from_table, typical
from gui.pages.predict.samples_card import SamplesCard
from gui.translate import show, tr

_MARGIN = 8


class PredictPage(QWidget):
    """Try the network on one sample, and see how it does on a split.

    `corner` is a label for the tab bar: the main figure and whose weights it is of.
    """

    def __init__(
        self, document: Document, store: DataStore, controller: Asks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("predictPage")
        self.setProperty("surface", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document, self._store = document, store
        self._prepared: Prepared | None = None
        self._sample = Sample()
        self._prediction: PredictAnswer | None = None
        self._problem: Text | None = None
        self._split, self._target = "", 0
        self._cell: Cell | None = None
        self._evaluator = Evaluator(controller, self)
        self._files = FilePrediction(self._evaluator, self)
        self._random = random.Random()
        self.corner = QLabel()
        self.corner.setObjectName("predictMetrics")
        self.corner.setProperty("role", "muted")
        self.corner.setContentsMargins(0, 0, 12, 4)
        self.corner.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Only figures of our own go in, never a name.
        self.corner.setTextFormat(Qt.TextFormat.RichText)
        self._notice = NoticeBar()
        self._notice.setObjectName("predictNotice")
        self._input, self._output = InputCard(), OutputCard()
        self._results, self._samples = ResultsCard(), SamplesCard()
        self._empty = plain_label("muted", "predictEmpty")
        self._drop = FileDrop(self)
        self._stack, self._cards = QStackedWidget(), QScrollArea()
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        cards = QWidget()
        cards.setMinimumHeight(500)
        grid = QGridLayout(cards)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_MARGIN)
        for place, card in enumerate((self._input, self._output, self._results, self._samples)):
            grid.addWidget(card, place // 2, place % 2)
            card.setMinimumWidth(264)
        grid.setColumnStretch(0, 348)
        grid.setColumnStretch(1, 436)
        grid.setRowStretch(0, 385)
        grid.setRowStretch(1, 350)
        self._cards.setWidgetResizable(True)
        self._cards.setWidget(cards)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_MARGIN)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._store.changed.connect(self._take_data)
        self._evaluator.evaluated.connect(self._show_results)
        self._evaluator.predicted.connect(self._take_prediction)
        self._evaluator.failed.connect(self._take_problem)
        self._input.edited.connect(self._set_sample)
        self._input.row_wanted.connect(self._take_row)
        self._input.cleared.connect(self._clear)
        self._input.file_wanted.connect(self._ask_file)
        self._results.split_chosen.connect(self._choose_split)
        self._results.cell_chosen.connect(self._choose_cell)
        self._results.target_chosen.connect(self._choose_target)
        self._samples.row_chosen.connect(self._take_row)
        self._samples.all_wanted.connect(lambda: self._choose_cell(None))
        self._samples.export_wanted.connect(self._export)
        self._drop.dropped.connect(self._predict_file)
        self._files.told.connect(lambda words: self._notice.show_notice("success", words))
        self._files.failed.connect(lambda words: self._notice.show_notice("error", words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_data()
        self._evaluator.set_visible(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._evaluator.set_visible(False)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._cards.setAccessibleName(tr("Predict"))
        self._drop.set_words(tr("Drop to predict every row"))
        self._empty.setText(
            tr("There is nothing to predict yet. Open a file or an example on the Data page.")
        )
        self._refresh()

    def _take_data(self) -> None:
        """Begin anew with other data; hidden pages wait until they are looked at."""
        prepared = self._store.prepared
        if prepared is self._prepared or not self.isVisible():
            return
        before, self._prepared = self._prepared, prepared
        self._evaluator.forget()
        self._prediction, self._problem, self._cell, self._target = None, None, None, 0
        if prepared is not None:
            kept = before is not None and before.encoder.columns == prepared.encoder.columns
            self._sample = self._sample if kept else self._first_sample(prepared)
            self._split = best_split(prepared)
            self._evaluator.set_split(self._split)
            self._evaluator.set_sample(self._sample)
            self._evaluator.refresh()
        self._refresh()

    def _first_sample(self, prepared: Prepared) -> Sample:
        """A real one, so that there is something to see at once."""
        table, rows = self._store.table, getattr(prepared, best_split(prepared))
        if table is None or not len(rows):
            return typical(prepared.encoder)
        return from_table(table, prepared.encoder, int(prepared.rows[rows[0]]))

    def _refresh(self) -> None:
        """Show everything as it is now."""
        prepared = self._prepared
        self._stack.setCurrentIndex(0 if prepared is None else 1)
        if prepared is None:
            self.corner.setText("")
            return
        self._input.show_sample(prepared.encoder, self._sample)
        self._show_output()
        self._results.show_splits(prepared, self._split)
        self._show_results(self._evaluator.answer)

    def _show_output(self) -> None:
        if self._prepared is None:
            return
        if self._problem is not None:
            self._output.show_message(show(self._problem))
        elif self._prediction is None:
            self._output.show_message(tr("Waiting for the network…"))
        else:
            names = self._prepared.target_names
            self._output.show_answer(self._prediction, names, self._sample.truth)

    def _show_results(self, answer: EvaluateAnswer | None) -> None:
        prepared, table = self._prepared, self._store.table
        if prepared is None or table is None or not _belongs(answer, prepared):
            return
        if answer is not None:
            self._problem = None
        self._results.show_answer(prepared, answer, self._cell, self._target)
        self._samples.show_answer(table, prepared, answer, self._cell)
        self.corner.setText(metrics_line(answer, prepared) if answer else "")

    def _take_prediction(self, answer: PredictAnswer) -> None:
        if self._prepared is None or answer.classes != self._prepared.classes:
            return
        self._prediction, self._problem = answer, None
        self._show_output()

    def _take_problem(self, reason: Text) -> None:
        self._problem = reason
        self._show_output()

    def _set_sample(self, sample: Sample) -> None:
        self._sample = sample
        if self._prepared is not None:
            self._input.show_sample(self._prepared.encoder, sample)
        self._evaluator.set_sample(sample)

    def _take_row(self, row: int) -> None:
        prepared, table = self._prepared, self._store.table
        if prepared is None or table is None:
            return
        if row < 0:
            rows = getattr(prepared, best_split(prepared))
            row = int(prepared.rows[self._random.choice(rows)])
        self._set_sample(from_table(table, prepared.encoder, min(row, table.n_rows - 1)))

    def _clear(self) -> None:
        if self._prepared is not None:
            self._set_sample(typical(self._prepared.encoder))

    def _choose_split(self, split: str) -> None:
        self._split, self._cell = split, None
        self._evaluator.set_split(split)

    def _choose_cell(self, cell: Cell | None) -> None:
        self._cell = cell
        self._show_results(self._evaluator.answer)

    def _choose_target(self, target: int) -> None:
        self._target = target
        self._show_results(self._evaluator.answer)

    def _ask_file(self) -> None:
        if self._prepared is not None:
            self._files.ask_file(self._prepared.encoder)

    def _predict_file(self, path: str) -> None:
        if self._prepared is not None:
            self._files.predict_path(path, self._prepared.encoder)

    def _export(self) -> None:
        answer, table = self._evaluator.answer, self._store.table
        if answer is not None and table is not None and self._prepared is not None:
            self._files.save_split(table, self._prepared, answer)


def metrics_line(answer: EvaluateAnswer, prepared: Prepared) -> str:
    """The main figure of an evaluation, and which weights it is of."""
    kind = metrics_for(prepared.task)[0]
    figures = {
        "split": split_words()[answer.split],
        "metric": show(Text(kind.title)),
        "value": f"<b>{numbers.short(answer.metrics[kind.name])}</b>",
        "epoch": numbers.count(answer.epoch),
    }
    if answer.epoch == 0:
        return tr("{metric} ({split}) {value} · untrained weights").format(**figures)
    if answer.source == "best":
        return tr("{metric} ({split}) {value} · best weights of epoch {epoch}").format(**figures)
    return tr("{metric} ({split}) {value} · weights of epoch {epoch}").format(**figures)


def _belongs(answer: EvaluateAnswer | None, prepared: Prepared) -> bool:
    """Whether an answer is about these rows; one for the data before may come late."""
    if answer is None:
        return True
    rows = getattr(prepared, answer.split)
    return len(answer.rows) == len(rows) and (answer.confusion is not None) == bool(
        prepared.classes
    )
