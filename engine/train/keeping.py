"""Checkpoints of a run to go back to: at its start, now and then on the way, at its end.

They are few and spread evenly over the run. What does not fit into memory lives in temporary files.
"""

import json
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING

from torch import Tensor

from engine.files.tensors import tensor_bytes, tensors_from
from engine.spec.project import Project
from engine.text import UserError, text

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


@dataclass(eq=False)
class _Kept:
    """A checkpoint, in memory or in a file; `project` is the one that was trained."""

    step: int
    epoch: int
    project: Project
    checkpoint: "Checkpoint | None"
    file: IO[bytes] | None = None
    sizes: list[int] = field(default_factory=list)


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
        self._kept: list[_Kept] = []
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
        checkpoint = take()
        self._kept.append(_Kept(step, int(checkpoint.state["epoch"]), project, checkpoint))
        self._fit()
        self._last = self._clock()
        self._cost = self._last - began

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
                return kept.checkpoint or _read(kept), kept.project
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
            oldest = next(kept for kept in self._kept if kept.checkpoint is not None)
            if not self._move_to_disk(oldest):
                self._thin()

    def _memory(self) -> int:
        """Bytes of the checkpoints in memory; best and initial weights that they share count once."""
        parts = {
            id(tensors): tensors
            for kept in self._kept
            if (c := kept.checkpoint) is not None
            for tensors in (c.last, c.best, c.initial, c.tensors)
        }
        return sum(_bytes(tensors.values()) for tensors in parts.values())

    def _move_to_disk(self, kept: _Kept) -> bool:
        """Whether there was room for it on the disk."""
        if sum(sum(other.sizes) for other in self._kept) >= self._limits.disk:
            return False
        try:
            _write(kept)
        except (OSError, UserError):
            return False  # fewer are kept then
        return True

    def _thin(self) -> None:
        """Drops the checkpoint between the two nearest ones; the first and the latest stay."""
        if len(self._kept) < 3:
            del self._kept[0]
            return
        steps = self.steps
        gaps = [after - before for before, after in zip(steps, steps[2:], strict=False)]
        del self._kept[1 + gaps.index(min(gaps))]


def _bytes(tensors: Iterable[Tensor]) -> int:
    return sum(tensor.nbytes for tensor in tensors)


_PARTS = ("last", "best", "initial", "tensors")


def _write(kept: _Kept) -> None:
    """Puts the checkpoint into a temporary file that goes with the last one who holds it."""
    checkpoint = kept.checkpoint
    assert checkpoint is not None
    file = tempfile.TemporaryFile(prefix="netwright-kept-")  # noqa: SIM115 - it stays open
    try:
        parts = [tensor_bytes(getattr(checkpoint, name)) for name in _PARTS]
        parts.append(json.dumps(checkpoint.state).encode())
        for part in parts:
            file.write(part)
        file.flush()
    except (OSError, UserError):
        file.close()
        raise
    weakref.finalize(kept, file.close)
    kept.checkpoint, kept.file, kept.sizes = None, file, [len(part) for part in parts]


def _read(kept: _Kept) -> "Checkpoint":
    from engine.train.checkpoint import Checkpoint

    assert kept.file is not None
    try:
        kept.file.seek(0)
        *parts, state = [kept.file.read(size) for size in kept.sizes]
        last, best, initial, tensors = map(tensors_from, parts)
        return Checkpoint(last, best, initial, tensors, json.loads(state))
    except (OSError, ValueError, UserError) as error:
        raise UserError(
            text(
                "The network as it was after step {step} can't be read back: {reason}.",
                step=kept.step,
                reason=error,
            )
        ) from None
