"""An activation as a function: its curve and, in the other colour, its derivative."""

import numpy as np
from PySide6.QtWidgets import QWidget

from gui.inspector.parts import Spoken, column
from gui.inspector.subject import Subject
from gui.plots.curve import Curve, Line
from gui.translate import tr

_SAMPLES = 401
_HEIGHT = 176


class FunctionView(Spoken):
    """f(z) and f′(z) over the range where they are interesting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._curve = Curve()
        self._curve.setObjectName("activationCurve")
        self._curve.setFixedHeight(_HEIGHT)
        column(self).addWidget(self._curve)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Draws the layer's function; hidden where it has none of one variable."""
        self._subject = subject
        kind = subject.kind
        self.setVisible(kind.curve is not None)
        if kind.curve is None:
            return
        z = np.linspace(*kind.curve_range, _SAMPLES)
        lines = [Line("f(z)", "train", z, kind.curve(z, subject.params))]
        if kind.derivative is not None:
            lines.append(Line("f′(z)", "validation", z, kind.derivative(z, subject.params)))
        self._curve.set_lines(lines)

    def retranslate(self) -> None:
        self._curve.setAccessibleName(tr("The activation and its derivative"))
