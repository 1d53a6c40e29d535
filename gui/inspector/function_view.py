"""An activation as a function: explored at one point, compared, and where this batch sits on it."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from engine import numbers
from engine.answers import LayerAnswer
from engine.catalog.kind import LayerKind, Params
from engine.catalog.layers import LAYERS
from engine.spec.fields import Real
from engine.tensor_figures import spread
from engine.text import UserError
from gui.forms.component_editor import kind_label
from gui.forms.typed import read
from gui.inspector.explorer_curve import ExplorerCurve
from gui.inspector.figures import six_places
from gui.inspector.parts import Spoken, column, preset, words
from gui.inspector.saturation import FLAT, saturation
from gui.inspector.subject import Subject
from gui.plots.curve import Line
from gui.translate import tr

_SAMPLES = 401
_HEIGHT = 176
_BARS = 50
_PRESETS = {"Minus5": -5.0, "0": 0.0, "5": 5.0}
#: Activations beside the layer's own, each in a colour of its own.
_COLORS = ("convolution", "pooling", "regularization", "normalization")
_COMPARABLE = {name: kind for name, kind in LAYERS.items() if kind.curve is not None}
_MOST = 50_000


class FunctionView(Spoken):
    """f(z) and f′(z), a movable z with both values, other activations, the batch behind the curve."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._z = 1.0
        self._others: tuple[str, ...] = ()
        self._inputs: NDArray[np.floating] | None = None
        self._curve = ExplorerCurve()
        self._curve.setObjectName("activationCurve")
        self._curve.setFixedHeight(_HEIGHT)
        self._curve.point_moved.connect(self._move)
        self._line = QLineEdit()
        self._line.setObjectName("activationPoint")
        self._line.editingFinished.connect(self._type)
        self._caption = words("muted")
        self._presets = [
            preset(f"activationPoint{name}", partial(self._move, z)) for name, z in _PRESETS.items()
        ]
        self._compare = QPushButton()
        self._compare.setObjectName("activationCompare")
        self._compare.setProperty("link", "true")
        self._compare.setProperty("flush", "true")
        self._menu = QMenu(self._compare)
        self._menu.setObjectName("activationCompareMenu")
        self._menu.triggered.connect(self._choose)
        self._compare.setMenu(self._menu)
        for name in _COMPARABLE:
            action = self._menu.addAction(name)
            action.setObjectName(f"compare{name}")
            action.setData(name)
            action.setCheckable(True)
        self._values = words("mono", "activationValues", selectable=True)
        self._batch = words("muted", "activationBatch")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._caption)
        row.addWidget(self._line, 1)
        for button in self._presets:
            row.addWidget(button)
        below = QHBoxLayout()
        below.addWidget(self._compare)
        below.addStretch(1)
        layout = column(self, 4)
        layout.addWidget(self._curve)
        layout.addLayout(row)
        layout.addWidget(self._values)
        layout.addLayout(below)
        layout.addWidget(self._batch)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Draws the layer's function; hidden where it has none of one variable."""
        self._subject = subject
        self.setVisible(subject.kind.curve is not None)
        if subject.kind.curve is not None:
            self._draw(subject.kind)

    def show_answer(self, answer: LayerAnswer | None) -> None:
        """Stands the batch's real z behind the curve."""
        inputs = answer.inputs if answer is not None else None
        self._inputs = inputs
        self._show_batch()

    def retranslate(self) -> None:
        self._curve.setAccessibleName(tr("The activation and its derivative"))
        self._curve.setToolTip(tr("Drag the point, or move it with the arrow keys"))
        self._caption.setText("z")
        self._line.setAccessibleName(tr("The point z"))
        self._compare.setText(tr("Compare with others"))
        self._compare.setToolTip(tr("Draw other activations into the same picture"))
        for button, z in zip(self._presets, _PRESETS.values(), strict=True):
            button.setText(numbers.short(z))
            button.setAccessibleName(tr("z = {value}").format(value=numbers.short(z)))
        for action in self._menu.actions():
            action.setText(kind_label(_COMPARABLE[action.data()]))
        self._show_values()
        self._show_batch()

    def _draw(self, kind: LayerKind) -> None:
        """The layer's own two lines, then the others in the same stretch of z."""
        z = np.linspace(*kind.curve_range, _SAMPLES)
        lines = [
            Line(label, role, z, curve(z, self._params(kind)))
            for label, role, curve in (
                ("f(z)", "train", kind.curve),
                ("f′(z)", "validation", kind.derivative),
            )
            if curve is not None
        ]
        for other, role in zip(self._compared(), _COLORS, strict=False):
            if other.curve is not None:
                lines.append(Line(other.name, role, z, other.curve(z, other.values({}))))
        self._curve.set_lines(lines)
        self._curve.set_point(self._z)
        self._show_values()
        self._show_batch()

    def _compared(self) -> Sequence[LayerKind]:
        own = self._subject.kind.name if self._subject is not None else ""
        return [_COMPARABLE[name] for name in self._others if name != own]

    def _params(self, kind: LayerKind) -> Params:
        own = self._subject is not None and self._subject.kind is kind
        return self._subject.params if own and self._subject is not None else kind.values({})

    def _move(self, z: float) -> None:
        self._z = z
        self._curve.set_point(z)
        self._show_values()

    def _type(self) -> None:
        """A point typed in; what is no number gives way to the point that is shown."""
        try:
            z = read(Real(name="z", default=0.0), self._line.text())
        except UserError:
            z = self._z
        self._move(z)

    def _choose(self, action: QAction) -> None:
        """The latest four that were chosen are drawn."""
        name = action.data()
        others = [other for other in self._others if other != name]
        self._others = tuple([*others, *([name] if action.isChecked() else [])][-len(_COLORS) :])
        for each in self._menu.actions():
            each.setChecked(each.data() in self._others)
        if self._subject is not None:
            self._draw(self._subject.kind)

    def _show_values(self) -> None:
        self._line.setText(numbers.typed(self._z))
        if self._subject is None or self._subject.kind.curve is None:
            return
        others = self._compared()
        if not others:
            f, slope = self._values_of(self._subject.kind)
            self._values.setText(f"f(z)\u00a0=\u00a0{f}   f′(z)\u00a0=\u00a0{slope}")
            return
        rows = [("", "f(z)", "f′(z)")]
        rows += [(k.name, *self._values_of(k)) for k in (self._subject.kind, *others)]
        widths = [max(map(len, parts)) for parts in zip(*rows, strict=True)]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
        self._values.setText("\n".join(lines))

    def _values_of(self, kind: LayerKind) -> tuple[str, str]:
        at, params = np.array([self._z]), self._params(kind)
        assert kind.curve is not None, "only kinds with a curve are shown"
        assert kind.derivative is not None, "every curve has its derivative"
        f, slope = kind.curve(at, params), kind.derivative(at, params)
        return six_places(float(f[0])), six_places(float(slope[0]))

    def _show_batch(self) -> None:
        """How the batch lies on the curve, and how much of it where the slope lets nothing through."""
        inputs, kind = self._inputs, self._subject.kind if self._subject is not None else None
        known = inputs is not None and kind is not None and kind.derivative is not None
        self._batch.setVisible(known)
        if inputs is None or kind is None or kind.derivative is None:
            self._curve.set_bars(np.zeros(0))
            return
        counts, _ = np.histogram(spread(inputs, _MOST), bins=_BARS, range=kind.curve_range)
        self._curve.set_bars(counts.astype(np.float64))
        found = saturation(kind, self._params(kind), inputs)
        self._batch.setText(
            tr(
                "Behind the curve: z of {rows} training rows. {share} lie where |f′| < {limit} and no "
                "gradient comes through; {dead} of {units} units always do."
            ).format(
                rows=numbers.count(len(inputs)),
                share=numbers.percent(found.share),
                limit=numbers.short(FLAT),
                dead=numbers.count(found.always),
                units=numbers.count(found.units),
            )
        )
