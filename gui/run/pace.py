"""How fast a run goes, smoothed so that the figures can be read."""

import time
from collections.abc import Sequence

from engine.train.events import StepsDone, samples_per_second

#: The share of the newest chunk in the figure shown.
NEWEST = 0.1


class Pace:
    """Samples a second as the steps make them, and steps a second with validation counted in."""

    def __init__(self) -> None:
        self.samples_per_second = 0.0
        self.steps_per_second = 0.0
        self._began: tuple[float, int] | None = None

    def restart(self) -> None:
        """Leaves out a pause: the mean over the steps begins anew."""
        self._began = None

    def note(self, chunks: Sequence[StepsDone]) -> None:
        """Takes the latest steps into account."""
        newest, now, step = samples_per_second(chunks), time.perf_counter(), chunks[-1].last_step
        known = self.samples_per_second or newest
        self.samples_per_second = known + NEWEST * (newest - known)
        if self._began is None:
            self._began = (now, step)
        elif now > self._began[0]:
            self.steps_per_second = (step - self._began[1]) / (now - self._began[0])
