"""The fix and the original side by side: two loss curves that grow, and a sentence at the end."""

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.check.remedies import Fix
from engine.proof import STEPS, Proof
from engine.text import Text, text
from gui.card import plain_label, restyle, tell
from gui.plots.line_plot import LinePlot
from gui.translate import show, tr

_SIZE = (560, 440)


class ProofDialog(QDialog):
    """Stays open beside the window while the two take their steps.

    Signals:
        apply_wanted(Fix): the fix is to be made.
        start_wanted(): both are to begin with the run's first weights instead.
        left(): it was closed; nothing more needs to be tried out.
    """

    apply_wanted = Signal(object)
    start_wanted = Signal()
    left = Signal()

    def __init__(self, fix: Fix, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("proofDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(self.left)
        self.resize(*_SIZE)
        self._fix = fix
        self._proof: Proof | None = None
        self._refusal: Text | None = None
        self._drawn = {"original": 0, "fixed": 0}
        self._start = plain_label("muted", "proofStart")
        self._verdict = plain_label("heading", "proofVerdict")
        self._validation = plain_label("", "proofValidation")
        for words in (self._start, self._verdict, self._validation):
            words.setWordWrap(True)
        self._plot = LinePlot(text("Loss"), x_label=text("step"))
        self._plot.setObjectName("proofPlot")
        self._plot.add_series("original", tr("without the fix"), "muted")
        self._plot.add_series("fixed", tr("with the fix"), "good")
        self._plot.set_x_extent(1, STEPS)
        self._apply, self._close, self._anew = QPushButton(), QPushButton(), QPushButton()
        self._anew.setObjectName("proofAnew")
        self._anew.clicked.connect(self._begin_anew)
        self._apply.setObjectName("proofApply")
        self._apply.clicked.connect(self._want_fix)
        self._close.setObjectName("proofClose")
        self._close.clicked.connect(self.close)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._anew)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._apply)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        box.addWidget(self._verdict)
        box.addWidget(self._validation)
        box.addWidget(self._start)
        box.addWidget(self._plot, 1)
        box.addLayout(buttons)

    def show_proof(self, proof: Proof) -> None:
        """How far the two are."""
        self._proof = proof
        for key, side in (("original", proof.original), ("fixed", proof.fixed)):
            new = side.losses[self._drawn[key] :]
            self._plot.append(key, self._drawn[key] + np.arange(1, len(new) + 1), new)
            self._drawn[key] = len(side.losses)
        self._plot.refresh()
        self._retranslate()

    def show_refusal(self, reason: Text) -> None:
        """It can't be tried out, and why."""
        self._refusal = reason
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _begin_anew(self) -> None:
        self._proof = None
        self._drawn = dict.fromkeys(self._drawn, 0)
        self._plot.clear()
        self._retranslate()
        self.start_wanted.emit()

    def _want_fix(self) -> None:
        self.apply_wanted.emit(self._fix)
        self.close()

    def _retranslate(self) -> None:
        proof = self._proof
        self.setWindowTitle(tr("Prove it: {fix}").format(fix=show(self._fix.label)))
        self.setAccessibleName(self.windowTitle())
        self._start.setText(show(proof.start) if proof is not None else "")
        self._validation.setText("")
        if self._refusal is not None:
            self._verdict.setText(show(self._refusal))
        elif proof is None:
            self._verdict.setText(tr("Getting ready …"))
        elif not proof.done:
            taken = min(len(proof.original.losses), len(proof.fixed.losses))
            words = tr("Step {taken} of {steps} …")
            self._verdict.setText(words.format(taken=taken, steps=proof.steps))
        else:
            self._verdict.setText(show(proof.verdict))
            if proof.validation_verdict is not None:
                self._validation.setText(show(proof.validation_verdict))
        self._validation.setVisible(bool(self._validation.text()))
        self._anew.setText(tr("Try it from the start"))
        tell(
            self._anew,
            tr("Try it from the start"),
            tr("50 steps of both from the weights that the run began with"),
        )
        # Where the fix comes too late for the weights on hand, it may still be right.
        self._anew.setVisible(proof is not None and proof.done and bool(proof.from_step))
        self._apply.setText(tr("Apply the fix"))
        tell(self._apply, tr("Apply the fix"), show(self._fix.label))
        self._apply.setEnabled(self._refusal is None)
        worse = proof is not None and proof.is_worse
        for button, wanted in ((self._apply, not worse), (self._close, worse)):
            if button.property("primary") != wanted:
                button.setProperty("primary", wanted)
                button.setDefault(wanted)
                restyle(button)
        self._close.setText(tr("Close"))
        tell(self._close, tr("Close"))
