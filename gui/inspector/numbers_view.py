"""The selected layer's numbers as they are now: weights, kernels, gradient, and what comes out."""

import numpy as np
from PySide6.QtWidgets import QWidget

from engine import numbers
from engine.answers import LayerAnswer
from gui.inspector import figures
from gui.inspector.kernels import KernelGrid
from gui.inspector.number_table import NumberTable
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.plots.heat_map import HeatMap
from gui.plots.histogram import Histogram
from gui.translate import tr

_FEW = 64
_HISTOGRAM_HEIGHT = 94
_HEAT_MAP_HEIGHT = 150
#: A heat map beyond this many numbers shows every nth row and column.
_WIDEST = 256


class WeightsView(Spoken):
    """Few weights as a table with gradients; many as a histogram and a picture; then the gradient."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._answer: LayerAnswer | None = None
        self._before: LayerAnswer | None = None
        self._title = words("heading")
        self._waiting = words("muted", "layerWeightsWaiting")
        self._table = NumberTable()
        self._table.setObjectName("layerNumbers")
        self._histogram = Histogram()
        self._histogram.setObjectName("layerWeightsHistogram")
        self._histogram.setFixedHeight(_HISTOGRAM_HEIGHT)
        self._picture_title = words("heading", "layerPictureTitle")
        self._kernels = KernelGrid()
        self._kernels.setObjectName("layerKernels")
        self._matrix = HeatMap("diverging")
        self._matrix.setObjectName("layerWeightMatrix")
        self._matrix.setFixedHeight(_HEAT_MAP_HEIGHT)
        self._gradient_title = words("heading")
        self._gradient = words("mono", "layerGradient", selectable=True)
        layout = column(self, 4)
        above: tuple[QWidget, ...] = (self._title, self._waiting, self._table, self._histogram)
        below: tuple[QWidget, ...] = (self._picture_title, self._kernels, self._matrix)
        for widget in above:
            layout.addWidget(widget)
        layout.addSpacing(4)
        for widget in below:
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self._gradient_title)
        layout.addWidget(self._gradient)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Turns to a layer; its numbers come with an answer."""
        self._subject = subject
        self.setVisible(bool(subject.info and subject.info.weights))
        self._arrange()

    def show_answer(self, answer: LayerAnswer | None) -> None:
        """Shows the numbers of an answer, or that there are none."""
        if answer is None or (self._answer and answer.step < self._answer.step):
            self._before = None
        elif self._answer is not None and answer.step > self._answer.step:
            self._before = self._answer
        self._answer = answer
        self._arrange()

    def retranslate(self) -> None:
        self._title.setText(tr("Weights now"))
        self._waiting.setText(tr("Not made yet: data and network have to fit together first."))
        self._gradient_title.setText(tr("Gradient ∂L/∂w"))
        for widget, name in (
            (self._table, tr("Weights and gradients")),
            (self._histogram, tr("Histogram of the weights")),
            (self._kernels, tr("Kernels")),
            (self._matrix, tr("Weight matrix")),
        ):
            widget.setAccessibleName(name)
        self._arrange()

    def _arrange(self) -> None:
        """Shows what suits the size and shape of the weights."""
        answer = self._answer
        known = answer is not None and bool(answer.weights)
        self._waiting.setVisible(not known)
        few = answer is not None and sum(w.size for w in answer.weights.values()) <= _FEW
        weight = answer.weights.get("weight") if answer is not None else None
        many = weight is not None and not few
        self._table.setVisible(known and few)
        self._histogram.setVisible(many)
        self._kernels.setVisible(many and weight is not None and weight.ndim in {3, 4})
        self._matrix.setVisible(many and weight is not None and weight.ndim == 2)
        self._picture_title.setVisible(
            self._kernels.isVisibleTo(self) or self._matrix.isVisibleTo(self)
        )
        self._gradient_title.setVisible(known)
        self._gradient.setVisible(known)
        if answer is None or not known:
            return
        self._gradient.setText(self._gradient_words(answer))
        if few:
            self._table.set_tensors(answer.weights, answer.gradients)
        elif weight is not None:
            self._show_many(weight)

    def _show_many(self, weight: np.ndarray) -> None:
        role = self._subject.role if self._subject else ""
        self._histogram.set_counts(*figures.histogram(weight), role)
        if weight.ndim in {3, 4}:
            self._kernels.set_weight(weight)
            total, shown = weight.shape[0] * weight.shape[1], self._kernels.shown
            of_all = tr("Kernels · {shown} of {total}").format(
                shown=shown, total=numbers.count(total)
            )
            self._picture_title.setText(tr("Kernels") if shown == total else of_all)
        elif weight.ndim == 2:
            rows, columns = (max(1, -(-size // _WIDEST)) for size in weight.shape)
            self._matrix.set_matrix(weight[::rows, ::columns])
            self._picture_title.setText(tr("Weight · outputs down, inputs across"))

    def _gradient_words(self, answer: LayerAnswer) -> str:
        if self._subject is not None and self._subject.layer.frozen:
            return tr("none: the layer is frozen")
        length = figures.norm(answer.gradients)
        if length is None:
            return tr("none before the first backward")
        parts = [tr("norm {value}").format(value=numbers.short(length))]
        if (change := figures.moved(self._before, answer)) is not None:
            share, steps = change
            parts.append(
                tr("|Δw|/|w| {share}").format(share=numbers.short(share))
                if steps == 1
                else tr("|Δw|/|w| {share} in {steps} steps").format(
                    share=numbers.short(share), steps=numbers.count(steps)
                )
            )
        return " · ".join(parts)


class OutputsView(Spoken):
    """What the layer gives for this batch: a histogram, and how much of it is zero."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._answer: LayerAnswer | None = None
        self._title = words("heading")
        self._histogram = Histogram("activation")
        self._histogram.setObjectName("layerOutputsHistogram")
        self._histogram.setFixedHeight(_HISTOGRAM_HEIGHT + 4)
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
