"""Checkpoints of a run to go back to: at its start, now and then on the way, at its end.

They are few and spread evenly over the run. What does not fit into memory lives in temporary files.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.spec.project import Project
from engine.text import UserError, text
from engine.train.kept_state import KeptState

if TYPE_CHECKING:
    from engine.train.checkpoint import Checkpoint
    from engine.train.paths import Lowering

_MB = 2**20
#: Taking and keeping checkpoints may take this share of a run's time.
SHARE = 0.02


@dataclass(frozen=True)
class Limits:
    """How much is kept, and how often at most: at the end of an epoch, and inside of one."""

    count: int = 40
    memory: int = 256 * _MB
    disk: int = 2048 * _MB
    epoch_seconds: float = 0.1
    seconds: float = 10.0


class Keeping:
    """What is kept of one session, in order of its steps.

    Args:
        limits: how much and how often.
        clock: gives seconds.
    """

    def __init__(
        self, limits: Limits | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = self._limits = limits or Limits()
        self._clock = clock
        self._kept: list[KeptState] = []
        self._first = self._last = clock()
        self._cost = 0.0
        #: Where the run really stands while an earlier checkpoint is looked at …
        self.present: Checkpoint | None = None
        #: … and the way in which its steps are taken.
        self.lowering: Lowering | None = None

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps after which a checkpoint is kept."""
        return tuple(kept.step for kept in self._kept)

    def is_due(self, *, epoch_ended: bool) -> bool:
        """Whether it is time to keep another one."""
        limits, now = self._limits, self._clock()
        apart = limits.epoch_seconds if epoch_ended else limits.seconds
        spread = (now - self._first) / (2 * limits.count)
        return now - self._last >= max(apart, spread, self._cost / SHARE)

    def add(self, step: int, project: Project, take: Callable[[], "Checkpoint"]) -> None:
        """Keeps what `take` gives as the state after `step`, in place of anything from there on."""
        began = self._clock()
        self.forget_from(step)
        self._kept.append(KeptState(step, project, take()))
        self._fit()
        self._last = self._clock()
        self._cost = self._last - began

    def extend(self, states: Iterable[KeptState]) -> None:
        """Keeps these, too, which come after those kept so far."""
        self._kept.extend(states)
        self._fit()

    def excerpt(self, now: "Checkpoint", count: int, most_bytes: int) -> tuple[KeptState, ...]:
        """What is kept from before `now`, thinned out evenly until it is little enough to be saved beside it.

        The first state stays the longest. What a state shares with `now` or another one counts once.
        """
        step = int(now.state["step"])
        chosen = [kept for kept in self._kept if kept.step < step]
        shared = {id(tensors) for tensors in (now.last, now.best, now.initial)}
        sizes = {kept: kept.parts() for kept in chosen}

        def size() -> int:
            parts: dict[int, int] = {}
            for kept in chosen:
                parts |= sizes[kept]
            in_memory = sum(n for key, n in parts.items() if key not in shared)
            return in_memory + sum(kept.on_disk for kept in chosen)

        while chosen and (len(chosen) > count or size() > most_bytes):
            del chosen[_most_crowded([*(kept.step for kept in chosen), step])]
        return tuple(chosen)

    def forget_from(self, step: int) -> None:
        """Lets go of what was kept after `step` or later."""
        self._kept = [kept for kept in self._kept if kept.step < step]

    def at(self, step: int) -> tuple["Checkpoint", Project]:
        """The checkpoint taken after `step`, and the project that was trained.

        Raises:
            UserError: when it is not kept, or its file can't be read.
        """
        for kept in self._kept:
            if kept.step == step:
                return kept.checkpoint(), kept.project
        raise UserError(
            text("The network as it was after step {step} is no longer kept.", step=step)
        )

    def copy(self) -> "Keeping":
        """The same checkpoints; what is added to one does not appear in the other."""
        other = Keeping(self._most, self._clock)
        other._kept = list(self._kept)
        return other

    def shrink(self) -> None:
        """Keeps a quarter as much from now on: another session has taken the place of this one."""
        most = self._most
        self._limits = replace(most, count=max(most.count // 4, 2), memory=most.memory // 4)
        self._fit()

    def expand(self) -> None:
        """Keeps as much as it may again."""
        self._limits = self._most

    def _fit(self) -> None:
        """Moves checkpoints to files and drops some, until what is kept is within the limits."""
        limits = self._limits
        while len(self._kept) > limits.count:
            self._thin()
        while len(self._kept) > 1 and self._memory() > limits.memory:
            oldest = next(kept for kept in self._kept if kept.in_memory)
            if not self._move_to_disk(oldest):
                self._thin()

    def _memory(self) -> int:
        """Bytes of the checkpoints in memory; best and initial weights that they share count once."""
        parts: dict[int, int] = {}
        for kept in self._kept:
            parts |= kept.parts()
        return sum(parts.values())

    def _move_to_disk(self, kept: KeptState) -> bool:
        """Whether there was room for it on the disk."""
        if sum(other.on_disk for other in self._kept) >= self._limits.disk:
            return False
        try:
            kept.move_to_disk()
        except (OSError, UserError):
            return False  # fewer are kept then
        return True

    def _thin(self) -> None:
        """Drops the checkpoint between the two nearest ones; the first and the latest stay."""
        del self._kept[_most_crowded(self.steps)]


def _most_crowded(steps: Sequence[int]) -> int:
    """Which of the steps between the first and the last lies between the two nearest; else the first."""
    if len(steps) < 3:
        return 0
    gaps = [after - before for before, after in zip(steps, steps[2:], strict=False)]
    return 1 + gaps.index(min(gaps))
