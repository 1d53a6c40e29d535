"""Predictions saved as CSV: of a file's rows, or of the split on show; nothing of it blocks."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.answers import EvaluateAnswer, PredictAnswer
from engine.data.fitted import Encoded, Fitted, encode_rows
from engine.data.preprocess import Prepared
from engine.data.sources import open_source
from engine.data.table import Table
from engine.predict_file import write_predictions
from engine.spec.data import CsvSource
from engine.text import Text, text
from gui.background import Background
from gui.file_drop import TABLE_SUFFIXES
from gui.pages.predict.evaluator import Evaluator
from gui.translate import tr


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows on their way to a file."""

    table: Table
    fitted: Fitted
    encoded: Encoded


class FilePrediction(QObject):
    """Reads, predicts and writes one step after the other.

    Signals:
        told(Text): what was written.
        failed(Text): why nothing was.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, evaluator: Evaluator, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._evaluator = evaluator
        self._rows: _Rows | None = None
        self._reader = Background(self)
        self._reader.done.connect(self._predict)
        self._reader.failed.connect(self.failed)
        self._writer = Background(self)
        self._writer.done.connect(self.told)
        self._writer.failed.connect(self.failed)
        evaluator.file_predicted.connect(self._ask_where)
        evaluator.failed.connect(self._give_up)

    def ask_file(self, fitted: Fitted) -> None:
        """Ask which file to predict."""
        dialog = _dialog(self._window, tr("Predict a file"), "predictFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.predict_path(path, fitted))
        dialog.open()

    def predict_path(self, path: str, fitted: Fitted) -> None:
        """Predict every row of a file, then ask where to save the result."""

        def read() -> _Rows:
            table = open_source(CsvSource(path=path))
            return _Rows(table, fitted, encode_rows(fitted, table.columns))

        self._reader.start(read)

    def save_split(self, table: Table, prepared: Prepared, answer: EvaluateAnswer) -> None:
        """Save the rows of an evaluated split with their predictions."""
        rows = prepared.rows[answer.rows]
        columns = {name: values[rows] for name, values in table.columns.items()}
        part = Table(table.source, table.title, columns)
        predicted = PredictAnswer(
            classes=prepared.classes,
            probabilities=answer.probabilities,
            values=answer.predicted if answer.probabilities is None else None,
            warnings=(),
            source=answer.source,
            epoch=answer.epoch,
        )
        nothing = Encoded(np.zeros((0, 0), np.float32))
        self._ask_target(_Rows(part, prepared.encoder, nothing), predicted)

    def _predict(self, rows: _Rows) -> None:
        self._rows = rows
        self._evaluator.predict_rows(rows.encoded.x, rows.table.n_rows)

    def _give_up(self, reason: Text) -> None:
        if self._rows is not None:
            self._rows = None
            self.failed.emit(reason)

    def _ask_where(self, answer: PredictAnswer) -> None:
        rows, self._rows = self._rows, None
        if rows is not None:
            self._ask_target(rows, answer)

    def _ask_target(self, rows: _Rows, answer: PredictAnswer) -> None:
        dialog = _dialog(self._window, tr("Save the predictions"), "savePredictionsDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{Path(rows.table.title).stem}-predictions.csv")
        dialog.fileSelected.connect(lambda path: self._write(Path(path), rows, answer))
        dialog.open()

    def _write(self, target: Path, rows: _Rows, answer: PredictAnswer) -> None:
        warnings = rows.table.warnings + rows.encoded.warnings

        def write() -> Text:
            write_predictions(target, rows.table.columns, rows.fitted, answer)
            if warnings:
                return text(
                    "Predictions for {count} rows are in {file}. {warning}",
                    count=rows.table.n_rows,
                    file=target.name,
                    warning=warnings[0],
                )
            return text(
                "Predictions for {count} rows are in {file}.",
                count=rows.table.n_rows,
                file=target.name,
            )

        self._writer.start(write)


def _dialog(parent: QWidget, title: str, name: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    patterns = " ".join(f"*{suffix}" for suffix in TABLE_SUFFIXES)
    dialog.setNameFilters(
        [
            tr("Text tables ({patterns})").format(patterns=patterns),
            tr("All files ({patterns})").format(patterns="*"),
        ]
    )
    return dialog
