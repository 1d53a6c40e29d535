"""One term of the loss: which loss, its formula and curve, and its place in a mixed loss."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import numbers
from engine.catalog.kind import LossKind
from engine.catalog.losses import LOSSES
from engine.catalog.training_fields import TERM_FIELDS
from engine.spec.component import Component
from engine.spec.training import LossTerm
from engine.text import Text, text
from gui.card import divider
from gui.forms.boxes import Combo
from gui.forms.component_editor import ComponentEditor
from gui.forms.form import FieldsForm
from gui.forms.row import FormRow
from gui.inspector.parts import Spoken, column, link, words
from gui.plots.curve import Curve, Line
from gui.translate import show, tr

_SAMPLES = 241
_CURVE_HEIGHT = 92
#: An output's name and the id of its layer.
Outputs = Sequence[tuple[str, str]]


class TermEditor(Spoken):
    """A loss term; only when there are several does it show its weight, output, target, transform.

    Signals:
        changed(LossTerm, merge_token): the user changed it.
        removed(): the user does not want it.
    """

    changed = Signal(object, str)
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        suffix = "" if number == 0 else str(number + 1)
        self._number = number
        self._term = LossTerm(loss=Component(kind="MSE"))
        self._loss = ComponentEditor(LOSSES, text("Loss"), f"trainingLoss{suffix}")
        self._loss.valueChanged.connect(self._set_loss)
        self._formula = words("mono-muted", f"trainingLossFormula{suffix}", selectable=True)
        self._curve = Curve()
        self._curve.setObjectName(f"trainingLossCurve{suffix}")
        self._curve.setFixedHeight(_CURVE_HEIGHT)
        self._rule = divider()
        self._title = words("heading")
        self._remove = link(f"removeLossTerm{suffix}")
        self._remove.clicked.connect(self.removed)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        self._output, self._output_row = self._choice(f"termOutput{suffix}", self._set_output)
        self._target, self._target_row = self._choice(f"termTarget{suffix}", self._set_target)
        self._fields = FieldsForm(TERM_FIELDS, f"term{suffix}")
        self._fields.changed.connect(self._set_field)
        layout = column(self)
        for widget in (self._rule, self._head, self._loss, self._formula, self._curve):
            layout.addWidget(widget)
        for row in (self._fields, self._output_row, self._target_row):
            layout.addWidget(row)
        self.retranslate()

    def _choice(self, name: str, chosen: Any) -> tuple[Combo, FormRow]:
        combo = Combo()
        combo.setObjectName(name)
        combo.activated.connect(chosen)
        return combo, FormRow(combo, combo)

    def show_term(self, term: LossTerm, *, mixed: bool, outputs: Outputs) -> None:
        """Shows a term; `mixed` when it is one of several."""
        self._term = term
        self._rule.setVisible(mixed and self._number > 0)
        self._head.setVisible(mixed)
        apart = mixed or term != LossTerm(loss=term.loss)
        self._fields.setVisible(apart)
        self._target_row.setVisible(apart)
        self._output_row.setVisible(len(outputs) > 1 or bool(term.output))
        self._loss.setValue(term.loss)
        self._fields.set_values(term.model_dump(include={"weight", "transform"}))
        self._fill_outputs(outputs)
        self._target.setCurrentIndex(self._target.findData(term.target))
        self._draw()

    def retranslate(self) -> None:
        self._remove.setText(tr("Remove"))
        self._remove.setToolTip(tr("Remove this loss term"))
        self._remove.setAccessibleName(
            tr("Remove loss term {number}").format(number=self._number + 1)
        )
        self._title.setText(tr("Term {number}").format(number=self._number + 1))
        for combo, row, caption in (
            (self._output, self._output_row, tr("Output")),
            (self._target, self._target_row, tr("Target")),
        ):
            row.set_caption(caption)
            combo.setAccessibleName(caption)
        chosen = self._term.target
        self._target.clear()
        self._target.addItem(tr("the data's target"), "")
        self._target.addItem(tr("the input itself"), "input")
        self._target.setCurrentIndex(self._target.findData(chosen))
        self._curve.setAccessibleName(tr("Curve of the loss"))
        self._draw()

    def _fill_outputs(self, outputs: Outputs) -> None:
        items = [(tr("first output"), ""), *outputs]
        if self._term.output and self._term.output not in {ref for _, ref in items}:
            items.append((self._term.output, self._term.output))
        known = [
            (self._output.itemText(i), self._output.itemData(i))
            for i in range(self._output.count())
        ]
        if items != known:
            self._output.clear()
            for name, ref in items:
                self._output.addItem(name, ref)
        self._output.setCurrentIndex(self._output.findData(self._term.output))

    def _draw(self) -> None:
        """Formula and curve of the chosen loss."""
        kind = LOSSES.get(self._term.loss.kind)
        self._formula.setVisible(kind is not None and bool(kind.formula))
        self._curve.setVisible(kind is not None and kind.curve is not None)
        if kind is None:
            return
        self._formula.setText(show(Text(kind.formula)))
        if kind.curve is not None:
            low, high = kind.curve_range
            x = np.linspace(low, high, _SAMPLES)
            y = kind.curve(x, kind.values(self._term.loss.params))
            self._curve.set_lines([Line("", "train", x, y)], *_axis(kind))

    def _set_loss(self, loss: Component) -> None:
        self.changed.emit(self._term.replace(loss=loss), self._loss.merge_token)

    def _set_field(self, name: str, value: Any, token: str) -> None:
        self.changed.emit(self._term.replace(**{name: value}), token)

    def _set_output(self, index: int) -> None:
        self.changed.emit(self._term.replace(output=self._output.itemData(index)), "")

    def _set_target(self, index: int) -> None:
        self.changed.emit(self._term.replace(target=self._target.itemData(index)), "")


def _axis(kind: LossKind) -> tuple[str, str]:
    """The captions of both ends of the curve: what x is and where it starts, and where it ends."""
    low, high = kind.curve_range
    name = {
        "error": "ŷ − y",
        "probability": tr("p(true class)"),
        "margin": "y·ŷ",
        "prediction": tr("ŷ, for y = 1"),
        "angle": tr("angle in degrees"),
    }[kind.curve_axis]
    start = 0.0 if kind.curve_axis == "probability" else low
    left = tr("{axis} = {value}").format(axis=name, value=numbers.short(start))
    return left, numbers.short(high)
