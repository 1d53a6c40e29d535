"""What an activation gives for this batch: a histogram, and how much of it is zero."""

import numpy as np
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.answers import LayerAnswer
from gui.inspector import figures
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.plots.histogram import Histogram
from gui.translate import tr

_HISTOGRAM_HEIGHT = 98


class OutputsView(Spoken):
    """What the layer gives for this batch: a histogram, and how much of it is zero."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._answer: LayerAnswer | None = None
        self._title = words("heading")
        self._histogram = Histogram("activation")
        self._histogram.setObjectName("layerOutputsHistogram")
        self._histogram.setFixedHeight(_HISTOGRAM_HEIGHT)
        self._summary = words("mono-muted", "layerOutputsSummary")
        layout = column(self, 4)
        for widget in (self._title, self._histogram, self._summary):
            layout.addWidget(widget)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Turns to a layer."""
        self._subject = subject
        self._arrange()

    def show_answer(self, answer: LayerAnswer | None) -> None:
        """Shows the outputs of an answer."""
        self._answer = answer
        self._arrange()

    def retranslate(self) -> None:
        self._title.setText(tr("Outputs of this batch"))
        self._histogram.setAccessibleName(tr("Histogram of the outputs"))
        self._arrange()

    def _arrange(self) -> None:
        outputs = self._answer.outputs if self._answer is not None else None
        wanted = self._subject is not None and self._subject.kind.group == "activation"
        self.setVisible(wanted and outputs is not None)
        if outputs is None or not wanted:
            return
        self._histogram.set_counts(*figures.histogram(outputs))
        self._summary.setText(_outputs_words(outputs))


def _outputs_words(outputs: np.ndarray) -> str:
    share = figures.zero_share(outputs)
    if share > 0:
        silent, units = figures.silent_units(outputs)
        return tr("zero {share} · always zero units {silent} / {units}").format(
            share=numbers.percent(share), silent=numbers.count(silent), units=numbers.count(units)
        )
    return tr("mean {mean} · spread {spread}").format(
        mean=numbers.short(float(np.mean(outputs))), spread=numbers.short(float(np.std(outputs)))
    )
