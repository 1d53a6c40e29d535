"""What comes out for the sample: the probability of each class, or the predicted values."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from engine import numbers
from engine.answers import PredictAnswer
from engine.text import text
from gui.card import Card, ElidedLabel, plain_label
from gui.plots.bars import Bar, Bars
from gui.tooltips import plain
from gui.translate import show, tr

#: With more classes only the likeliest have a bar.
MOST_BARS = 20
_NOTHING_TO_SHOW = 0


class OutputCard(Card):
    """Class probabilities or values, the truth where it is known, and what is odd."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("predictOutput", parent=parent)
        self._truth = ElidedLabel("muted", "predictTruth")
        self.controls.addWidget(self._truth)
        self._bars = Bars()
        self._bars.setObjectName("predictBars")
        self._values = QWidget()
        self._values.setObjectName("predictValues")
        self._grid = QGridLayout(self._values)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._figures: list[tuple[ElidedLabel, QLabel]] = []
        self._message = plain_label("muted", "predictMessage")
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notes = plain_label("warning", "predictNotes")
        self._notes.setWordWrap(True)
        values = QWidget()
        column = QVBoxLayout(values)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._values)
        column.addStretch(1)
        self._views = QStackedWidget()
        for view in (self._message, self._bars, values):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.body.addWidget(self._notes)

    def show_message(self, message: str) -> None:
        """Say why there is nothing to see."""
        self.set_title(tr("Output"))
        self._truth.set_words("")
        self._notes.hide()
        self._message.setText(message)
        self._views.setCurrentIndex(_NOTHING_TO_SHOW)

    def show_answer(self, answer: PredictAnswer, targets: tuple[str, ...], truth: str) -> None:
        """Show the prediction for the first row of an answer."""
        if answer.probabilities is not None:
            self._show_classes(answer.classes, answer.probabilities[0])
        elif answer.values is not None:
            self._show_values(targets, answer.values[0])
        self._truth.set_words(tr("truth: {truth}").format(truth=truth) if truth else "")
        notes = [show(warning) for warning in answer.warnings]
        if answer.epoch == 0:
            notes.insert(0, show(_UNTRAINED))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _show_classes(self, classes: tuple[str, ...], shares: np.ndarray) -> None:
        self.set_title(
            tr("Class probabilities"),
            ""
            if len(classes) <= MOST_BARS
            else tr("the {count} likeliest").format(count=MOST_BARS),
        )
        order = np.arange(len(classes))
        if len(classes) > MOST_BARS:
            order = np.argsort(-shares, kind="stable")[:MOST_BARS]
        best = int(shares.argmax())
        bars = [
            Bar(classes[i], float(shares[i]), "accent" if i == best else None, _share(shares[i]))
            for i in order
        ]
        self._bars.set_bars(bars, maximum=1.0)
        self._bars.setAccessibleName(tr("Class probabilities"))
        self._views.setCurrentIndex(1)

    def _show_values(self, targets: tuple[str, ...], values: np.ndarray) -> None:
        self.set_title(tr("Predicted value") if len(values) == 1 else tr("Predicted values"))
        if len(self._figures) != len(values):
            self._make_figures(len(values))
        for (caption, figure), name, value in zip(self._figures, targets, values, strict=True):
            caption.set_words(name)
            figure.setText(numbers.short(value))
            figure.setToolTip(plain(numbers.full(value)))
            figure.setAccessibleName(" ".join((name, numbers.short(value))))
        self._views.setCurrentIndex(2)

    def _make_figures(self, count: int) -> None:
        for pair in self._figures:
            for label in pair:
                self._grid.removeWidget(label)
                label.deleteLater()
        self._figures = [
            (ElidedLabel("muted"), plain_label("title", f"predictValue{row}"))
            for row in range(count)
        ]
        for row, (caption, figure) in enumerate(self._figures):
            self._grid.addWidget(caption, row, 0)
            self._grid.addWidget(figure, row, 1)


_UNTRAINED = text(
    "The weights are untrained: this is what chance gives. Press Train to make it better."
)


def _share(value: float) -> str:
    """Three places, so that the figures line up."""
    return numbers.fixed(round(float(value), 3), 3)
