"""Keeps one evaluation of the network up to date, seldom enough to leave training its time."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from engine.answers import EvaluateAnswer, PredictAnswer
from engine.text import Text
from gui.pages.predict.sample import Sample

#: At most one evaluation in this time.
EVALUATE_EVERY_MS = 1000
#: Edits that follow each other faster become one prediction.
PREDICT_AFTER_MS = 40


class Asks(Protocol):
    """What the page needs of the run's controller."""

    answered: SignalInstance
    ask_failed: SignalInstance
    weights_changed: SignalInstance
    session_failed: SignalInstance

    def ask(self, kind: str, **arguments: object) -> None:
        """Asks the session; the answer comes by a signal."""


class Evaluator(QObject):
    """Asks for predictions and evaluations while somebody looks.

    Signals:
        evaluated(EvaluateAnswer), predicted(PredictAnswer): the latest answers.
        failed(Text): why there are none.
    """

    evaluated = Signal(object)
    predicted = Signal(object)
    file_predicted = Signal(object)
    failed = Signal(object)

    def __init__(self, controller: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._visible = False
        self._stale = True
        self._split = ""
        self._sample: Sample | None = None
        self._file_rows = 0
        self.answer: EvaluateAnswer | None = None
        self._rest = _single_shot(self, EVALUATE_EVERY_MS, self._evaluate_if_stale)
        self._soon = _single_shot(self, PREDICT_AFTER_MS, self._predict)
        controller.answered.connect(self._take)
        controller.ask_failed.connect(self._fail)
        controller.weights_changed.connect(self.refresh)
        controller.session_failed.connect(self.failed)

    @property
    def predicting_file(self) -> bool:
        """Whether the rows of a file are being predicted."""
        return self._file_rows > 0

    def set_visible(self, visible: bool) -> None:
        """Nothing is asked while nobody looks."""
        self._visible = visible
        if visible:
            self._evaluate_if_stale()
            self._soon.start()

    def set_split(self, split: str) -> None:
        """Evaluate this split; "" for none."""
        if split != self._split:
            self._split, self.answer = split, None
            self.refresh()

    def set_sample(self, sample: Sample) -> None:
        """Predict this sample from now on."""
        self._sample = sample
        self._soon.start()

    def forget(self) -> None:
        """The data is other data now."""
        self.answer, self._sample = None, None
        self._stale = True

    def refresh(self) -> None:
        """The weights are others now."""
        self._stale = True
        if not self._visible:
            return
        if not self._rest.isActive():
            self._evaluate_if_stale()
        if not self._soon.isActive():
            self._soon.start()

    def predict_rows(self, x: object, count: int) -> None:
        """Predict the rows of a file; the sample waits until that is done."""
        self._file_rows = count
        self._controller.ask("predict", x=x)

    def _evaluate_if_stale(self) -> None:
        if self._visible and self._stale and self._split:
            self._stale = False
            self._rest.start()
            self._controller.ask("evaluate", split=self._split)

    def _predict(self) -> None:
        if self._visible and self._sample is not None and not self._file_rows:
            self._controller.ask("predict", rows=self._sample.columns())

    def _take(self, kind: str, value: object) -> None:
        if kind == "evaluate" and isinstance(value, EvaluateAnswer) and value.split == self._split:
            self.answer = value
            self.evaluated.emit(value)
        elif kind == "predict" and isinstance(value, PredictAnswer):
            if self._file_rows and _row_count(value) == self._file_rows:
                self._file_rows = 0
                self._soon.start()
                self.file_predicted.emit(value)
            else:
                self.predicted.emit(value)

    def _fail(self, kind: str, reason: Text) -> None:
        if kind in {"evaluate", "predict"}:
            if kind == "predict":
                self._file_rows = 0
            else:
                self._stale = True
            self.failed.emit(reason)


def _row_count(answer: PredictAnswer) -> int:
    rows = answer.values if answer.probabilities is None else answer.probabilities
    return 0 if rows is None else len(rows)


def _single_shot(parent: QObject, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
