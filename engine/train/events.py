"""What a run reports: small frozen values in one union; no screen, no text to parse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from engine.text import Text

Reason = Literal["finished", "stopped", "stopped early", "diverged", "failed"]


@dataclass(frozen=True)
class RunStarted:
    """The first event: where the run begins and what it will record.

    `rows` are those that an epoch trains on, `validation_rows` those that it is evaluated on;
    `layers` are the ids of the layers whose gradient norms are recorded, in order of execution.
    """

    epoch: int
    step: int
    epochs: int
    steps_per_epoch: int
    layers: tuple[str, ...]
    terms: int
    device: str
    threads: int
    rows: int = 0
    validation_rows: int = 0


@dataclass(frozen=True)
class StepsDone:
    """Figures of consecutive steps, about 30 chunks a second.

    `first_step` counts from 1; `loss` [k], `terms` [k, T] (before weighting), `norms` [k, L] (L2 norm of
    all gradients of a layer, before clipping), `lr` [k] as used by the step. After the last of them the
    run had trained for `seconds`, pauses left out, on `samples` rows.
    """

    first_step: int
    epoch: int
    loss: np.ndarray
    terms: np.ndarray
    norms: np.ndarray
    lr: np.ndarray
    samples_per_second: float
    seconds: float
    samples: int

    @property
    def last_step(self) -> int:
        """The step of the last row."""
        return self.first_step + len(self.loss) - 1


@dataclass(frozen=True)
class EpochEnded:
    """One epoch's summary. `metrics` has `accuracy`, `validation_accuracy` and the like.

    `train_loss` is the mean over the epoch's samples as seen while training; `best` tells that these
    weights are the best so far. `confusion` counts true × predicted of the validation rows.
    """

    epoch: int
    step: int
    train_loss: float
    validation_loss: float | None
    metrics: Mapping[str, float]
    samples_per_second: float
    seconds: float
    best: bool
    confusion: np.ndarray | None = None


@dataclass(frozen=True)
class Histogram:
    """How many numbers lie in each of the equal stretches between `low` and `high`."""

    low: float
    high: float
    counts: np.ndarray


@dataclass(frozen=True)
class Probed:
    """Figures of one step that was looked at closely, about ten a second.

    `figures` by name: `weight/<layer>` is ‖w‖ after the step, `update/<layer>` ‖Δw‖ over it,
    `activation_mean/<layer>` and `activation_std/<layer>` are of the layer's outputs, `dead/<layer>` is
    the share of its units that are zero on every row looked at, `saturated/<layer>` the share of its
    outputs near an end of a bounded activation. `histograms`: `weight/<layer>` after the step, and
    `gradient/<layer>` as the optimizer took it, after clipping.
    """

    step: int
    figures: Mapping[str, float]
    histograms: Mapping[str, Histogram]


@dataclass(frozen=True)
class MachineUsed:
    """What the run takes of the machine, about once a second.

    `figures`: `memory` and `gpu_memory` in bytes, `cpu` and `gpu` from 0 to 1 of all there is; the latter
    two only where there is one.
    """

    step: int
    figures: Mapping[str, float]


@dataclass(frozen=True)
class PathChanged:
    """From the step after `step` on, steps are taken another way; `reason` where it is not the best."""

    step: int
    path: Literal["eager", "lowered"]
    reason: Text | None = None


@dataclass(frozen=True)
class Kept:
    """A checkpoint to go back to was kept after `step`, in the epoch after `epoch` whole ones.

    `steps` are all those that one can go back to now: some are let go of as more come.
    """

    step: int
    epoch: int
    steps: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paused:
    """The run waits at a step boundary."""

    epoch: int
    step: int


@dataclass(frozen=True)
class Resumed:
    """The run goes on."""

    epoch: int
    step: int


@dataclass(frozen=True)
class Setting:
    """A live setting took effect before `step` + 1; an epoch has `steps_per_epoch` steps from then on.

    0 steps: as many as before.
    """

    step: int
    name: str
    value: float
    steps_per_epoch: int = 0


@dataclass(frozen=True)
class Answer:
    """The result of a query asked through the control; `error` when it failed."""

    kind: str
    value: Any = None
    error: Text | None = None


@dataclass(frozen=True)
class RunEnded:
    """The last event, exactly once. `layer` is the id of the layer at fault where there is one."""

    reason: Reason
    epoch: int
    step: int
    seconds: float
    message: Text | None = None
    layer: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


Event = (
    RunStarted
    | StepsDone
    | EpochEnded
    | Probed
    | MachineUsed
    | PathChanged
    | Kept
    | Paused
    | Resumed
    | Setting
    | Answer
    | RunEnded
)

#: What only adds to a history; several of them may be taken in at once.
FIGURES = (StepsDone, EpochEnded, Probed, MachineUsed, Setting, PathChanged, Kept)


def samples_per_second(chunks: Sequence[StepsDone]) -> float:
    """The rate over consecutive chunks: each counts by the time that it took."""
    if len(chunks) == 1:
        return chunks[0].samples_per_second
    seconds = sum(len(chunk.loss) / max(chunk.samples_per_second, 1e-9) for chunk in chunks)
    return sum(len(chunk.loss) for chunk in chunks) / seconds
