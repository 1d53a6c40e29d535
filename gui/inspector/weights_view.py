"""The selected layer's weights as they are now, and the gradient that moved them last."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import numbers
from engine.answers import LayerAnswer
from gui.inspector import figures
from gui.inspector.number_editor import NumberEditor
from gui.inspector.number_field import NumberField
from gui.inspector.parts import Spoken, column, words
from gui.inspector.reinitialise import ReinitialiseButton
from gui.inspector.subject import Subject
from gui.inspector.tensor_view import TensorView
from gui.translate import tr

_FEW = 64


class WeightsView(Spoken):
    """Few numbers as a table, many as pictures of one tensor; both can be edited.

    Signals:
        number_set(str, int, float, str): tensor, flat place, value, and the number's name.
        reinitialise_wanted(bool): from the project's seed, or from a new one.
        look_wanted(str, Part | None): of which tensor which part is shown.
    """

    number_set = Signal(str, int, float, str)
    reinitialise_wanted = Signal(bool)
    look_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._answer: LayerAnswer | None = None
        self._before: LayerAnswer | None = None
        self._title = words("heading")
        self._reinitialise = ReinitialiseButton()
        self._waiting = words("muted", "layerWeightsWaiting")
        self._table = NumberEditor()
        self._table.setObjectName("layerNumbers")
        self._tensor = TensorView()
        self._field = NumberField()
        self._gradient_title = words("heading")
        self._gradient = words("mono", "layerGradient", selectable=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._reinitialise)
        layout = column(self, 4)
        layout.addLayout(head)
        parts: tuple[QWidget, ...] = (self._waiting, self._table, self._tensor, self._field)
        for widget in parts:
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self._gradient_title)
        layout.addWidget(self._gradient)
        self._table.edited.connect(self._tell_number)
        self._field.edited.connect(self._tell_number)
        self._reinitialise.wanted.connect(self.reinitialise_wanted)
        self._tensor.look_wanted.connect(self.look_wanted)
        self._tensor.look_wanted.connect(self._aim)
        self._tensor.number_chosen.connect(self._field.set_place)
        self.retranslate()

    def show_count(self, chosen: int) -> None:
        """So many of the selected layers have weights."""
        self._reinitialise.show_count(chosen)

    def show_subject(self, subject: Subject) -> None:
        """Turns to a layer; its numbers come with an answer."""
        other = self._subject is None or self._subject.layer.id != subject.layer.id
        self._subject = subject
        if other:
            self._tensor.begin(subject)
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
        self._waiting.setText(
            tr("Not made yet: PyTorch has to be loaded, and data and network have to fit together.")
        )
        self._gradient_title.setText(tr("Gradient ∂L/∂w"))
        self._table.setAccessibleName(tr("Weights and gradients"))
        self._arrange()

    def _arrange(self) -> None:
        """Shows what suits the size of the weights."""
        answer = self._answer
        known = answer is not None and bool(answer.tensors)
        whole = answer.whole if answer is not None else None
        few = whole is not None and sum(w.size for w in whole.values()) <= _FEW
        self._waiting.setVisible(not known)
        self._reinitialise.setVisible(known)
        self._table.setVisible(known and few)
        self._tensor.setVisible(known and not few)
        self._field.setVisible(known and not few)
        self._gradient_title.setVisible(known)
        self._gradient.setVisible(known)
        if answer is None or not known:
            return
        self._gradient.setText(self._gradient_words(answer))
        if few and whole is not None:
            slopes = {n: g.values if g is not None else None for n, g in answer.gradients.items()}
            self._table.set_tensors(whole, slopes)
        else:
            self._tensor.show_answer(answer)
            self._aim()

    def _aim(self) -> None:
        """The field edits the tensor that is shown."""
        shown = self._answer.tensors.get(self._tensor.tensor) if self._answer else None
        if shown is not None:
            self._field.show_tensor(self._tensor.tensor, shown)

    def _tell_number(self, tensor: str, at: int, value: float, name: str) -> None:
        layer = self._subject.layer.name if self._subject is not None else ""
        self.number_set.emit(tensor, at, value, f"{layer}.{name}")

    def _gradient_words(self, answer: LayerAnswer) -> str:
        if self._subject is not None and self._subject.layer.frozen:
            return tr("none: the layer is frozen")
        length = figures.norm(answer.gradients.values())
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
