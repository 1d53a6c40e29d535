"""The way that training walks: the learnable numbers after some of the steps, bounded."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

#: Points kept where one number or two are learnt: enough for every step of a first lesson.
MOST_POINTS = 2048
#: Points kept of larger networks, and the numbers that these may have in all (32 MB).
MOST_SNAPSHOTS, MOST_NUMBERS = 48, 1 << 23
#: With fewer than these the main directions of the way say nothing.
FEWEST = 8


#: A step, and all learnable numbers after it in order of execution, [P].
Point = tuple[int, np.ndarray]


class Trail:
    """Keeps the learnable numbers after every `stride`th step; the stride doubles when there is no room.

    Networks so large that only a few points would fit keep none. The trainer cuts its chunks of steps
    at `room`, so that a step that is due is the last of its chunk. `version` grows when points go because
    the weights took another way.
    """

    def __init__(self, parameters: Sequence[nn.Parameter]) -> None:
        self._parameters = parameters
        self.size = sum(p.numel() for p in parameters)
        fitting = MOST_NUMBERS // self.size if self.size else 0
        most = MOST_POINTS if self.size in {1, 2} else min(MOST_SNAPSHOTS, fitting)
        self._most = most if most >= FEWEST else 0
        self.version = 0
        self.restart()

    @property
    def is_kept(self) -> bool:
        """Whether the network is small enough."""
        return self._most > 0

    def restart(self) -> None:
        """The weights are others than those that training led to."""
        self._points: list[Point] = []
        self._stride, self._due = 1, 0
        self.version += 1

    def go_on_from(self, other: "Trail") -> None:
        """The run of another session with the same network goes on here."""
        self._points, self._stride, self._due = other.state

    @property
    def state(self) -> tuple[list[Point], int, int]:
        """What the trail goes on with: its points, its stride, and the step that is due next."""
        return [*self._points], self._stride, self._due

    def room(self, step: int, most: int) -> int:
        """How many of `most` steps may be taken after `step` before one is due."""
        return min(most, max(self._due - step, 1)) if self._most else most

    def note(self, step: int) -> None:
        """Keeps the numbers as they are after `step` where it is due, or the run was taken back."""
        if self._most and (step >= self._due or step < self._points[-1][0]):
            self._keep(step)

    def way(self, step: int) -> list[Point]:
        """The points kept before `step` and, last, the numbers as they are now, after it."""
        return [*(point for point in self._points if point[0] < step), (step, self.now())]

    def now(self) -> np.ndarray:
        """All learnable numbers as they are, [P]; a copy."""
        with torch.no_grad():
            flat = torch.cat([p.detach().reshape(-1) for p in self._parameters])
        return np.array(flat.cpu().numpy(), np.float32)

    def _keep(self, step: int) -> None:
        while self._points and self._points[-1][0] >= step:
            self._points.pop()
            self.version += 1
        if len(self._points) == self._most:
            self._points = self._points[::2]
            self._stride *= 2
        self._points.append((step, self.now()))
        self._due = step + self._stride
