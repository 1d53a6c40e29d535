"""Has the curves judged now and then, and lets the user act on what is said."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from engine.check.doctor import Evidence, Finding, findings
from engine.check.remedies import Fix
from engine.train.events import RunEnded
from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.pages.monitor.findings.prover import Prover
from gui.pages.monitor.findings.row import fixed
from gui.pages.monitor.findings.strip import FindingsList
from gui.pages.monitor.source import Source
from gui.run.controller import RunController
from gui.translate import show

#: New points are judged after at most this long; never at every event.
JUDGE_MS = 1000


class Doctor(QObject):
    """Keeps what was found, as rules ask what held before.

    Signals:
        place_wanted(Evidence): a figure is to be shown on the plots.
    """

    place_wanted = Signal(object)

    def __init__(
        self,
        document: Document,
        controller: RunController,
        store: DataStore,
        selection: Selection,
        source: Source,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._document, self._store, self._source = document, store, source
        self._ended: RunEnded | None = None
        self._found: tuple[Finding, ...] = ()
        self._prover = Prover(controller, page)
        self._prover.fix_wanted.connect(self._fix)
        self.strip = FindingsList()
        self.strip.fix_wanted.connect(self._fix)
        self.strip.proof_wanted.connect(self._prover.begin)
        self.strip.layer_wanted.connect(lambda layer: selection.set([layer]))
        self.strip.place_wanted.connect(self._show_place)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.judge)

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the curves say, as of the last look."""
        return self._found

    def note_start(self) -> None:
        """A run begins or goes on, or another is opened: what was said of the one before is past."""
        self._ended, self._found = None, ()

    def note_end(self, event: RunEnded) -> None:
        """The run is over: how it ended is part of what is said."""
        self._ended = event
        self.judge()

    def forget(self) -> None:
        """The history is another one."""
        self._found = ()

    def _ending(self) -> RunEnded | None:
        """How the run ended, unless it has been gone back in since, or another one is open."""
        ended = self._ended or self._source.history.ended
        return ended if ended and ended.step <= self._source.history.step_count else None

    def judge_soon(self, milliseconds: int) -> None:
        """Judges after at most so long."""
        waiting = self._timer.isActive() and self._timer.remainingTime() <= milliseconds
        if not waiting:
            self._timer.start(milliseconds)

    def judge(self) -> None:
        """Looks at the curves now."""
        self._timer.stop()
        source = self._source
        # While others are being read, those at hand are of the project before.
        data = None if self._store.busy else self._store.prepared
        self._found = findings(source.history, source.project, self._ending(), self._found, data)
        self.show()

    def show(self) -> None:
        """What was found, with the fixes that would change the project on screen."""
        self.strip.show_findings(self._found, self._document.project, self._prover.trained)

    def _fix(self, fix: Fix) -> None:
        after = fixed(fix, self._document.project)
        if after is not None:
            self._document.apply(after, show(fix.label))

    def _show_place(self, evidence: Evidence) -> None:
        if evidence.source is not None:
            self.place_wanted.emit(evidence)
