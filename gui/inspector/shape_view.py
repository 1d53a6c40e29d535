"""What goes into the selected layer and what comes out, its weights, or why it can't work."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import numbers
from engine.catalog.kind import Shape, Shapes
from engine.check.memory import NUMBER
from engine.check.shapes import LayerInfo
from engine.spec.network import INPUT
from gui import counts
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.translate import show, tr


class ShapeView(Spoken):
    """“N×16×28×28 → N×16×28×28”, then the weights with the number of parameters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._title = words("heading")
        self._shapes = words("mono", "layerShapes", selectable=True)
        self._shapes.setWordWrap(False)
        self._without = words("mono-muted", "layerNoWeights")
        self._without.setWordWrap(False)
        self._weights = words("mono-muted", "layerWeights", selectable=True)
        self._cost = words("mono-muted", "layerCost", selectable=True)
        self._problem = words("bad", "layerProblem")
        self._sample = words("muted", "layerSample")
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._shapes)
        line.addWidget(self._without)
        line.addStretch(1)
        layout = column(self, 3)
        layout.addWidget(self._title)
        layout.addLayout(line)
        for label in (self._weights, self._cost, self._sample, self._problem):
            layout.addWidget(label)

    def show_subject(self, subject: Subject) -> None:
        """Shows a layer's shapes."""
        self._subject = subject
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(tr("Shape"))
        if self._subject is None:
            return
        info, problem = self._subject.info, self._subject.problem
        for label in (self._shapes, self._without, self._weights, self._cost, self._sample):
            label.setVisible(False)
        self._problem.setVisible(info is None)
        if info is None:
            unknown = tr("Not known: a layer before this one can't work as it is.")
            self._problem.setText(show(problem) if problem else unknown)
            return
        self._shapes.setText(_flow(info.inputs, info.outputs))
        self._shapes.setVisible(True)
        self._show_cost(info, self._subject.kept)
        if self._subject.kind.name == INPUT:
            self._sample.setText(sample_sentence(info.outputs[0]))
            self._sample.setVisible(True)
            return
        count = counts.parameters(info.parameters)
        self._without.setText(tr(" · {count}").format(count=count))
        self._without.setVisible(not info.weights)
        parts = [
            tr("{name} {shape}").format(name=name, shape=numbers.shape(shape) or "1")
            for name, shape in info.weights.items()
        ]
        self._weights.setText(" · ".join([*parts, count]))
        self._weights.setVisible(bool(info.weights))

    def _show_cost(self, info: LayerInfo, kept: int) -> None:
        parts = []
        if info.multiply_adds:
            count = numbers.large(info.multiply_adds)
            parts.append(tr("{count} multiply-adds").format(count=count))
        if kept:
            parts.append(tr("keeps {size}").format(size=numbers.size(kept * NUMBER)))
        self._cost.setText(" · ".join(parts))
        self._cost.setVisible(bool(parts))
        self._cost.setToolTip(
            tr(
                "For one sample: multiplications of the forward pass, and memory that its values "
                "take until the backward pass."
            )
        )


def sample_sentence(shape: Shape) -> str:
    """What one sample is, in words."""
    if len(shape) == 3:
        return tr("One sample is a picture: channels × height × width.")
    if len(shape) == 2:
        return tr("One sample is a sequence: channels × length.")
    return tr("One sample is a row of {count} numbers.").format(
        count=numbers.count(shape[0] if shape else 1)
    )


def _flow(inputs: Shapes, outputs: Shapes) -> str:
    """Shapes in and out, with N for the batch."""
    taken = ", ".join(numbers.shape(("N", *shape)) for shape in inputs)
    given = ", ".join(numbers.shape(("N", *shape)) for shape in outputs)
    return f"{taken} → {given}" if taken else given
