"""Tries a fix out beside the run, slice by slice, and shows how it goes."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from engine.check.remedies import Fix
from engine.proof import Proof
from engine.spec.project import Project
from engine.text import Text
from gui.pages.monitor.findings.proof_dialog import ProofDialog
from gui.pages.monitor.findings.row import fixed
from gui.run.controller import RunController

_KIND = "prove"
#: Seconds of one slice, and the pause after it, while a run is under way …
_SLICE, _PAUSE_MS = 0.1, 200
#: … and while none is.
_IDLE_SLICE = 0.3


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
        self._tried: Project | None = None
        self._going_on: object = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        controller.answered.connect(self._receive)
        controller.ask_failed.connect(self._fail)

    @property
    def trained(self) -> Project | None:
        """What a fix is tried out on: the project that the weights on hand belong to."""
        session = self._controller.session
        return session.project if session is not None else None

    def begin(self, fix: Fix) -> None:
        """Opens the dialog and takes the first steps."""
        trained = self.trained
        tried = fixed(fix, trained) if trained is not None else None
        if tried is None:
            return
        if self._dialog is not None:
            self._dialog.close()
        self._tried, self._going_on = tried, None
        self._dialog = dialog = ProofDialog(fix, self._window.window())
        dialog.apply_wanted.connect(self.fix_wanted)
        dialog.left.connect(self._leave)
        dialog.show()
        self._ask()

    def _ask(self) -> None:
        seconds = _SLICE if self._controller.is_running else _IDLE_SLICE
        if self._going_on is not None:
            self._controller.ask(_KIND, going_on=self._going_on, seconds=seconds)
        elif self._tried is not None:
            self._controller.ask(_KIND, fixed=self._tried, seconds=seconds)

    def _receive(self, kind: str, value: object) -> None:
        if kind != _KIND or not isinstance(value, Proof) or self._dialog is None:
            return
        if value.project is not self._tried:
            return  # a slice of one that was left
        self._going_on = value.going_on
        self._dialog.show_proof(value)
        if not value.done:
            self._pause.start(_PAUSE_MS if self._controller.is_running else 0)

    def _fail(self, kind: str, reason: Text) -> None:
        if kind == _KIND and self._dialog is not None:
            self._dialog.show_refusal(reason)

    def _leave(self) -> None:
        self._pause.stop()
        self._dialog, self._tried, self._going_on = None, None, None
