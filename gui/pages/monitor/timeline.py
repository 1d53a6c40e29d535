"""Where a point stands on the x axis that all curves share: by epochs, or by steps."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.history import History
from engine.text import Text, text

Unit = Literal["epoch", "step"]
Floats = NDArray[np.float64]

#: All epochs to come are shown from this share of them on; before, the axis ends nearer.
_SHOW_ALL_FROM = 0.05
_ROUND = (1.0, 2.0, 5.0)


class Timeline:
    """The x of steps and epochs of one history.

    An epoch is `steps_per_epoch` steps, unless the history goes on from a run with another batch
    size: then the recorded ends of the epochs say where each begins.
    """

    def __init__(self, history: History, unit: Unit) -> None:
        self._history = history
        self._unit: Unit = unit
        self._per_epoch = max(history.steps_per_epoch, 1)
        self._even = self._is_even()

    @property
    def is_stale(self) -> bool:
        """Whether the history has changed so that points already placed stand elsewhere now."""
        history = self._history
        return history.steps_per_epoch != self._per_epoch or self._is_even() != self._even

    @property
    def label(self) -> Text:
        """The name of the axis."""
        return text("epoch") if self._unit == "epoch" else text("step")

    def of_steps(self, start: int, stop: int) -> Floats:
        """The x of the steps with these indices; the first step has index 0 and number 1."""
        return self.of(np.arange(start + 1, stop + 1, dtype=np.float64))

    def of_epochs(self, start: int, stop: int) -> Floats:
        """The x of the ends of these epochs."""
        if self._unit == "epoch" and not self._even:
            return np.arange(start + 1, stop + 1, dtype=np.float64)
        return self.of(self._ends[start:stop])

    def of(self, steps: Floats) -> Floats:
        """The x of these step numbers."""
        if self._unit == "step":
            return steps
        if self._even:
            return steps / self._per_epoch
        ends = np.concatenate([[0.0], self._ends])
        beyond = np.minimum((steps - ends[-1]).clip(min=0.0) / self._per_epoch, 1.0)
        return np.asarray(np.interp(steps, ends, np.arange(len(ends), dtype=np.float64)) + beyond)

    def extent(self, epochs: int, *, running: bool) -> tuple[float, float]:
        """The stretch to show: to the last epoch while running, else as far as the points go."""
        steps = np.array([float(self._history.step_count)])
        now = float(self.of(steps)[0])
        if not running:
            return 0.0, now
        whole = epochs if self._unit == "epoch" else epochs * self._per_epoch
        return 0.0, max(near_end(now, whole), now)

    @property
    def _ends(self) -> Floats:
        ends = self._history.epochs.get("step")
        return np.empty(0) if ends is None else ends.values

    def _is_even(self) -> bool:
        return bool(np.all(self._ends % max(self._history.steps_per_epoch, 1) == 0))


def near_end(now: float, whole: float) -> float:
    """Where an axis ends while a run is at `now` of `whole`.

    Early in a long run the curve would be a sliver at the left, so the axis ends at a round number
    several times as far as the run is.
    """
    if now >= whole * _SHOW_ALL_FROM or now <= 0:
        return whole
    power = 10.0 ** np.floor(np.log10(4 * now))
    ends = [factor * power for factor in (*_ROUND, 10.0)]
    return min(next(float(end) for end in ends if end >= 4 * now), whole)
