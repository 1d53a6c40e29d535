"""The runs whose curves are shown behind those of the page, kept up to date while they train."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engine.history import History
from engine.runs.reading import RunReader
from engine.runs.run import Run
from engine.text import UserError, text
from gui.runs.watch import RunsWatch

#: More curves over one another tell nobody anything.
MOST = 12


@dataclass(frozen=True)
class Shown:
    """A run on the plots."""

    run: Run
    history: History


class RunOverlays(QObject):
    """Reads the histories of ticked runs and follows those that are live.

    Args:
        watch: the list.
        is_on_page: whether the page shows this run's own history already.

    Signals:
        changed(): other runs are shown, or one of them has new points, another name or colour.
        failed(Text): why a run can't be shown.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, watch: RunsWatch, is_on_page: Callable[[str], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._watch, self._is_on_page = watch, is_on_page
        self._read: dict[str, tuple[RunReader, History]] = {}
        watch.changed.connect(self._follow)

    @property
    def ids(self) -> frozenset[str]:
        """The ticked runs."""
        return frozenset(self._read)

    @property
    def shown(self) -> list[Shown]:
        """What is to be drawn, in the order in which it was ticked."""
        known = [(self._watch.run(run_id), history) for run_id, (_, history) in self._read.items()]
        return [
            Shown(run, history)
            for run, history in known
            if run is not None and not self._is_on_page(run.id)
        ]

    def turn(self, run_id: str, on: bool) -> None:
        """Shows or hides the curves of a run."""
        if not on:
            self._read.pop(run_id, None)
        elif run_id not in self._read:
            if len(self._read) >= MOST:
                self.failed.emit(text("At most {most} runs are shown at once.", most=MOST))
            else:
                self._begin(run_id)
        self._tell()

    def _begin(self, run_id: str) -> None:
        try:
            reader = RunReader(self._watch.store, run_id)
            self._read[run_id] = reader, reader.history()
        except UserError as error:
            self.failed.emit(error.text)

    def _follow(self, run_ids: set[str]) -> None:
        """Some of the runs are others now: the live ones have new points."""
        if not run_ids & self._read.keys():
            return
        for run_id in run_ids & self._read.keys():
            if self._watch.run(run_id) is None:
                del self._read[run_id]
                continue
            reader, history = self._read[run_id]
            try:
                reader.follow(history)
            except UserError as error:
                del self._read[run_id]
                self.failed.emit(error.text)
        self._tell()

    def _tell(self) -> None:
        self._watch.set_awake("overlays", awake=bool(self._read))
        self.changed.emit()
