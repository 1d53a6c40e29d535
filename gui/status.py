"""The status bar: the state in one word with its dot, the data in one line, autosave, torch."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from engine import numbers
from engine.walk_answers import PHASES
from gui.data_store import DataStore
from gui.run.controller import RunController
from gui.run.messages import SessionOpened
from gui.run.state import RunState
from gui.theme import theme
from gui.titles import table_title
from gui.translate import tr

#: The words “autosaved … ago” are brought up to date this often.
REFRESH_MS = 5000


class StatusLine(QFrame):
    """Reads the controller and the data store; holds nothing but when autosave last wrote."""

    def __init__(self, controller: RunController, store: DataStore) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setProperty("surface", "panel")
        self._controller, self._store = controller, store
        self._saved_seconds: float | None = None
        self._outcome = self._phase = ""
        self._dot, self._state = QLabel("●"), QLabel()
        self._dot.setObjectName("stateDot")
        self._state.setObjectName("stateLabel")
        self._data, self._saved, self._torch = QLabel(), QLabel(), QLabel()
        for label, name in (
            (self._data, "dataLabel"),
            (self._saved, "autosaveLabel"),
            (self._torch, "torchLabel"),
        ):
            label.setObjectName(name)
            label.setProperty("role", "small")
            label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(self._dot)
        row.addWidget(self._state)
        row.addSpacing(12)
        row.addWidget(self._data, 1)
        row.addWidget(self._saved)
        row.addSpacing(12)
        row.addWidget(self._torch)
        controller.state_changed.connect(self._state_changed)
        controller.run_ended.connect(self._run_ended)
        controller.walk.changed.connect(self.refresh)
        controller.session_changed.connect(self._session_changed)
        controller.ready.connect(self.refresh)
        store.changed.connect(self.refresh)
        theme().changed.connect(self.refresh)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._count_up)
        self.refresh()

    def note_autosave(self) -> None:
        """The project was just written to the recovery folder."""
        self._saved_seconds = 0.0
        self._timer.start()
        self.refresh()

    def note_saved(self) -> None:
        """The project was just saved; nothing is waiting for autosave."""
        self._saved_seconds = None
        self._timer.stop()
        self.refresh()

    def show_phase(self, phase: str) -> None:
        """The phase of the walked step that is on screen, which may be before the one it has come to."""
        if phase != self._phase:
            self._phase = phase
            self.refresh()

    def _count_up(self) -> None:
        if self._saved_seconds is not None:
            self._saved_seconds += REFRESH_MS / 1000
        self.refresh()

    def _state_changed(self, state: RunState) -> None:
        if state is not RunState.IDLE:
            self._outcome = ""
        self.refresh()

    def _session_changed(self, session: SessionOpened | None) -> None:
        """How a run ended is said as long as the weights come from it."""
        if session is None or session.begins_from is None:
            self._outcome = ""
        self.refresh()

    def _run_ended(self, event: object) -> None:
        self._outcome = str(getattr(event, "reason", ""))
        self.refresh()

    def refresh(self) -> None:
        """Shows everything as it is now."""
        words, role = self._state_words()
        self._state.setText(words)
        for label in (self._dot, self._state):
            label.setStyleSheet(f"color: {theme().color(role).name()};")
        self._data.setText(self._data_words())
        self._saved.setText(self._saved_words())
        engine = self._controller.engine
        session = self._controller.session
        self._torch.setText(
            tr("loading PyTorch…")
            if engine is None
            else tr("torch {version} · threads: {threads}").format(
                version=".".join(engine.version.split("+")[0].split(".")[:2]),
                threads=session.threads if session is not None else engine.threads,
            )
        )

    def _state_words(self) -> tuple[str, str]:
        match self._controller.state:
            case RunState.PREPARING:
                return tr("Getting ready"), "warning"
            case RunState.TRAINING:
                return tr("Training"), "good"
            case RunState.PAUSED if (walked := self._controller.walk.answer) is not None:
                names: tuple[str, ...] = PHASES
                place = names.index(self._phase or walked.phase) + 1
                return tr("Stepping · phase {phase} of {all}").format(
                    phase=place, all=len(PHASES)
                ), "accent"
            case RunState.PAUSED:
                return tr("Paused"), "warning"
            case RunState.STOPPING:
                return tr("Stopping"), "warning"
            case _:
                pass
        match self._outcome:
            case "finished" | "stopped early":
                return tr("Trained"), "good"
            case "diverged":
                return tr("Diverged"), "bad"
            case "failed":
                return tr("Stopped by an error"), "bad"
            case "stopped":
                return tr("Stopped"), "muted"
            case _:
                return tr("Ready"), "muted"

    def _data_words(self) -> str:
        if self._store.busy:
            return tr("Reading data…")
        prepared, table = self._store.prepared, self._store.table
        if prepared is None or table is None:
            return tr("No data")
        count, shape = len(prepared.x), numbers.shape(prepared.shape)
        size = (
            tr("1 row × {shape}").format(shape=shape)
            if count == 1
            else tr("{rows} rows × {shape}").format(rows=numbers.count(count), shape=shape)
        )
        task = (
            tr("regression")
            if prepared.task == "regression"
            else tr("{count} classes").format(count=len(prepared.classes))
        )
        return " · ".join((table_title(table), size, task))

    def _saved_words(self) -> str:
        if self._saved_seconds is None:
            return ""
        return tr("autosaved {time} ago").format(time=numbers.seconds(self._saved_seconds))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
