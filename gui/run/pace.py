"""How fast a run goes, smoothed so that the figures can be read."""

import time

from engine.train.events import StepsDone

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

    def note(self, chunk: StepsDone) -> None:
        """Takes the latest steps into account."""
        newest, now = chunk.samples_per_second, time.perf_counter()
        known = self.samples_per_second or newest
        self.samples_per_second = known + NEWEST * (newest - known)
        if self._began is None:
            self._began = (now, chunk.last_step)
        elif now > self._began[0]:
            self.steps_per_second = (chunk.last_step - self._began[1]) / (now - self._began[0])
