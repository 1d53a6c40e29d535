"""Where a point stands on the x axis that all curves share: by epoch, step, elapsed time or samples."""

from typing import Final, Literal

import numpy as np

from engine import numbers
from engine.history import History
from engine.text import Text, text
from gui.plots.samples import Floats, Referenced
from gui.plots.x_axis import Kind, XAxis
from gui.translate import show

Unit = Literal["epoch", "step", "seconds", "samples"]
UNITS: Final[tuple[Unit, ...]] = ("epoch", "step", "seconds", "samples")

#: All epochs to come are shown from this share of them on; before, the axis ends nearer.
_SHOW_ALL_FROM = 0.1
#: There it ends at least so many times as far as the run is.
_ROOM = 1.5
_KINDS: Final[dict[Unit, Kind]] = {
    "epoch": "number",
    "step": "whole",
    "seconds": "time",
    "samples": "whole",
}
#: No view is narrower than so many steps.
_FEWEST_STEPS: Final = 3
_ROUND = (1.0, 2.0, 5.0)


class Timeline:
    """The x of the steps of one history.

    An epoch is `steps_per_epoch` steps, unless the history goes on from a run with another batch
    size: then the recorded ends of the epochs say where each begins. Seconds and samples are those the
    history notes now and then, with a straight line between two notes.

    Args:
        offset: steps taken before the history's first, such as by the run it branched from.
    """

    def __init__(self, history: History, unit: Unit, offset: int = 0) -> None:
        self._history, self._offset = history, offset
        self._unit: Unit = unit
        self._per_epoch = max(history.steps_per_epoch, 1)
        self._looked_at, self._uneven = 0, False
        self._even = self._is_even()
        self._notes: tuple[Floats, Floats] = (np.zeros(1), np.zeros(1))
        self._noted = (-1, -1)

    @property
    def unit(self) -> Unit:
        """What the axis counts."""
        return self._unit

    @property
    def is_stale(self) -> bool:
        """Whether the history has changed so that points already placed stand elsewhere now."""
        history = self._history
        return history.steps_per_epoch != self._per_epoch or self._is_even() != self._even

    @property
    def axis(self) -> XAxis:
        """The axis as plots show it: at the finest a few steps, which are named where x counts others."""
        kind = _KINDS[self._unit]
        finest = _FEWEST_STEPS * (self.at(1) - self.at(0)) if self._unit != "seconds" else 0.0
        detail = None if self._unit == "step" else self._name_step
        return XAxis(unit_label(self._unit), kind, finest, detail)

    def _name_step(self, x: float) -> str:
        step = self.step_at(x)
        return show(text("step {step}", step=numbers.count(step))) if step else ""

    def of(self, steps: Floats) -> Floats:
        """The x of these step numbers; the first step has number 1."""
        steps = steps + self._offset
        if self._unit == "step":
            return steps
        if self._unit == "epoch":
            return self._epochs(steps)
        places, values = self._standing()
        beyond = (steps - places[-1]).clip(min=0.0) * (values[-1] / max(places[-1], 1.0))
        return np.asarray(np.interp(steps, places, values) + beyond)

    def at(self, step: float) -> float:
        """The x of one step."""
        return float(self.of(np.array([step]))[0])

    def step_at(self, x: float) -> int:
        """The recorded step nearest to this x; 0 while there is none."""
        steps = self._history.steps.get("loss")
        if steps is None:
            return 0
        number = Referenced(steps, lambda numbers: self.of(numbers + np.float64(1))).nearest(x)
        return 0 if number is None else number + 1

    def extent(self, epochs: int, *, running: bool) -> tuple[float, float]:
        """The stretch to show: to the last epoch while running, else as far as the points go."""
        steps = self._history.step_count
        now = self.at(steps)
        if not running:
            return 0.0, now
        if self._unit == "seconds":
            return 0.0, roomy_end(now)
        per_step = now / max(steps, 1)
        whole = epochs if self._unit == "epoch" else self._history.steps_until(epochs)
        if self._unit == "samples":
            whole = round(whole * per_step)
        return 0.0, max(near_end(now, whole), now)

    def _epochs(self, steps: Floats) -> Floats:
        if self._even:
            return steps / self._per_epoch
        ends = np.concatenate([[0.0], self._ends])
        beyond = np.minimum((steps - ends[-1]).clip(min=0.0) / self._per_epoch, 1.0)
        return np.asarray(np.interp(steps, ends, np.arange(len(ends), dtype=np.float64)) + beyond)

    def _standing(self) -> tuple[Floats, Floats]:
        """Steps at which seconds or samples are known, and what they were."""
        chunks = self._history.chunks
        now = (chunks.generation, chunks.count)
        if now != self._noted:
            self._noted = now
            steps, values = np.empty(0), np.empty(0)
            if self._unit in chunks:
                known = np.isfinite(chunks[self._unit].values)
                steps, values = chunks["step"].values[known], chunks[self._unit].values[known]
            self._notes = (
                np.append(0.0, steps),
                np.maximum.accumulate(np.append(0.0, values)),
            )
        if len(self._notes[0]) < 2:  # recorded before seconds and samples were
            count = np.array([0.0, 1.0])
            return count, count
        return self._notes

    @property
    def _ends(self) -> Floats:
        ends = self._history.epochs.get("step")
        return np.empty(0) if ends is None else ends.values

    def _is_even(self) -> bool:
        """Whether every epoch so far had as many steps; only new ones are looked at."""
        ends = self._ends[self._looked_at :]
        first, self._looked_at = self._looked_at + 1, self._looked_at + len(ends)
        even = np.arange(first, self._looked_at + 1) * self._per_epoch
        self._uneven |= not np.array_equal(ends, even)
        return not self._uneven


def unit_label(unit: Unit) -> Text:
    """What an axis of this unit is called."""
    match unit:
        case "epoch":
            return text("epoch")
        case "step":
            return text("step")
        case "seconds":
            return text("elapsed time")
        case "samples":
            return text("samples")


def roomy_end(now: float) -> float:
    """The first round number with a little room behind `now`, where nobody knows the end."""
    power = 10.0 ** np.floor(np.log10(max(now, 0.1)))
    ends = [factor * power for factor in (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0)]
    return next(float(end) for end in ends if end >= 1.02 * now)


def near_end(now: float, whole: float) -> float:
    """Where an axis ends while a run is at `now` of `whole`.

    Early in a long run the curve would be a sliver at the left, so the axis ends at a round number
    that leaves the curve a quarter to two thirds of it.
    """
    if now >= whole * _SHOW_ALL_FROM or now <= 0:
        return whole
    power = 10.0 ** np.floor(np.log10(_ROOM * now))
    ends = [factor * power for factor in (*_ROUND, 10.0)]
    return min(next(float(end) for end in ends if end >= _ROOM * now), whole)
