"""Settings of a run under way: it follows what the project says of those that it can take on."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine import live_settings
from engine.spec.project import Project
from engine.text import Text, text


class Open(Protocol):
    """The open project; Document is one."""

    changed: SignalInstance

    @property
    def project(self) -> Project:
        """The project on screen."""

    def apply(self, project: Project, text: Text, /) -> None:
        """Makes an edit a step of undo."""


class LiveSettings(QObject):
    """What the run uses beside what its project says.

    Signals:
        wanted(name, value): the run is to take a setting on.
        changed(): `differing` may be another.
    """

    wanted = Signal(str, float)
    changed = Signal()

    def __init__(self, document: Open, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._run: Project | None = None
        self._told: dict[str, float] = {}
        self._used: dict[str, float] = {}
        document.changed.connect(self._follow)

    @property
    def differing(self) -> dict[str, float]:
        """Settings that the run uses and the project on screen does not say."""
        return live_settings.differing(self._document.project, self._used)

    def take_over(self) -> None:
        """Lets the project say what the run uses."""
        project = live_settings.with_settings(self._document.project, self.differing)
        self._document.apply(project, text("Keep the settings of the run"))

    def session_opened(self, live: Mapping[str, float]) -> None:
        """Another session is there, in which these settings are not what its project says."""
        self._used = dict(live)
        self.changed.emit()

    def run_started(self, project: Project) -> None:
        """A run of this project has begun."""
        self._run = project
        self._told = live_settings.settings_of(project)
        for name, value in self._used.items():
            live_settings.put(self._told, name, value)
        self._follow()

    def run_ended(self) -> None:
        """No run is there to follow the project."""
        self._run = None

    def took_effect(self, name: str, value: float) -> None:
        """The run goes on with this setting."""
        if self._run is None:
            return
        own = live_settings.settings_of(self._run)
        for each in self._meant(name):
            live_settings.put(self._used, each, value)
            if own.get(each) == value:
                del self._used[each]
        self.changed.emit()

    def _meant(self, name: str) -> list[str]:
        if name != live_settings.DROPOUT or self._run is None:
            return [name]
        layers = filter(live_settings.is_dropout, self._run.network.layers)
        return [live_settings.layer_name(layer.id) for layer in layers]

    def _follow(self) -> None:
        """Tells the run what was edited, undone or redone since."""
        if self._run is None:
            return
        now, run = self._document.project, self._run
        for name, value in live_settings.changed(now, self._told).items():
            layer = live_settings.layer_of(name)
            fits = layer is None or (
                layer in run.network
                and run.network.layer(layer).kind == now.network.layer(layer).kind
            )
            if name == live_settings.LR:
                fits = run.training.optimizer.kind == now.training.optimizer.kind
            if fits:
                live_settings.put(self._told, name, value)
                self.wanted.emit(name, value)
