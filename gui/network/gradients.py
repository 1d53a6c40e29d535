"""The gradient bars: how long each layer's bar is, four times a second at most."""

import math
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from engine.history import History
from gui.run.state import RUNNING, RunState

_PREFIX = "gradient/"
_INTERVAL_MS = 250
#: The layer with the smallest norm still shows a stub: its gradient is small, not missing.
_SHORTEST, _LONGEST = 0.12, 0.94


def latest_norms(history: History) -> dict[str, float]:
    """The last gradient norm of each layer by its id; those that are not numbers are left out."""
    found = {}
    for name, series in history.steps.items():
        if name.startswith(_PREFIX) and len(series):
            norm = float(series.values[-1])
            if math.isfinite(norm):
                found[name.removeprefix(_PREFIX)] = norm
    return found


def bar_lengths(norms: Mapping[str, float]) -> dict[str, float]:
    """Lengths from 0 to 1 on a logarithmic scale between the smallest and the largest norm."""
    logs = {layer: math.log(norm) for layer, norm in norms.items() if norm > 0}
    low, high = min(logs.values(), default=0.0), max(logs.values(), default=0.0)
    lengths = dict.fromkeys(norms, 0.0)
    for layer, value in logs.items():
        share = 1.0 if high == low else (value - low) / (high - low)
        lengths[layer] = _SHORTEST + (_LONGEST - _SHORTEST) * share
    return lengths


class Run(Protocol):
    """What the panel wants to know of a run; RunController is one."""

    progressed: SignalInstance
    state_changed: SignalInstance
    state: RunState

    @property
    def history(self) -> History:
        """The run's figures."""


class GradientBars(QObject):
    """Follows a run and tells the lengths of the bars.

    Signals:
        changed(dict[str, float]): lengths by layer id; empty while nothing is trained.
    """

    changed = Signal(object)

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._read)
        run.progressed.connect(self._progressed)
        run.state_changed.connect(self._state_changed)

    @Slot()
    def _progressed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot(object)
    def _state_changed(self, _state: RunState) -> None:
        self._read()

    @Slot()
    def _read(self) -> None:
        running = self._run.state in RUNNING
        self.changed.emit(bar_lengths(latest_norms(self._run.history)) if running else {})
