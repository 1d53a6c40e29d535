"""Tries a fix out beside the run, slice by slice, and shows how it goes."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.check.remedies import Fix
from engine.proof import Proof
from engine.spec.project import Project
from engine.text import Text, text
from gui.pages.monitor.findings.proof_dialog import ProofDialog
from gui.pages.monitor.findings.row import fixed
from gui.run.controller import RunController
from gui.run.slices import Slices


class Prover(QObject):
    """Asks the engine for one slice after the other; the run goes on in between.

    Signals:
        fix_wanted(Fix): the fix that was tried out is to be made.
    """

    fix_wanted = Signal(object)

    def __init__(self, controller: RunController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller, self._window = controller, parent
        self._dialog: ProofDialog | None = None
        self._slices = Slices(controller, "prove", self)
        self._slices.told.connect(self._show)
        self._slices.failed.connect(self._refuse)

    @property
    def trained(self) -> Project | None:
        """What a fix is tried out on: the project that the weights on hand belong to."""
        session = self._controller.session
        return session.project if session is not None else None

    def begin(self, fix: Fix) -> None:
        """Opens the dialog and takes the first steps."""
        if self._tried(fix) is None:
            return
        if self._dialog is not None:
            self._dialog.close()
        self._dialog = dialog = ProofDialog(fix, self._window.window())
        dialog.apply_wanted.connect(self.fix_wanted)
        dialog.start_wanted.connect(lambda: self._ask(fix, from_start=True))
        dialog.left.connect(self._leave)
        dialog.show()
        self._ask(fix)

    def _tried(self, fix: Fix) -> Project | None:
        trained = self.trained
        return fixed(fix, trained) if trained is not None else None

    def _ask(self, fix: Fix, *, from_start: bool = False) -> None:
        """Takes the first steps with the fix and without it; the run may have moved on since it was offered."""
        tried = self._tried(fix)
        if tried is None:
            self._refuse(text("The project has this fix by now: there is nothing to compare."))
            return
        self._slices.begin(
            lambda value: isinstance(value, Proof) and value.project is tried,
            fixed=tried,
            **({"from_start": True} if from_start else {}),
        )

    def _show(self, proof: Proof) -> None:
        if self._dialog is not None:
            self._dialog.show_proof(proof)

    def _refuse(self, reason: Text) -> None:
        if self._dialog is not None:
            self._dialog.show_refusal(reason)

    def _leave(self) -> None:
        self._slices.leave()
        self._dialog = None
