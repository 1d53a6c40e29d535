"""The states of a run, seen from the screen, and what can be asked of it."""

from collections.abc import Callable
from enum import Enum
from typing import Literal

from engine.train.control import Control

#: What becomes of a run that is stopped.
Keep = Literal["last", "best", "discard"]
#: What a run is to do once it goes on.
Move = Callable[[Control], None]


class RunState(Enum):
    """IDLE: nothing runs. PREPARING: torch is still loading, or the network is being built."""

    IDLE = "idle"
    PREPARING = "preparing"
    TRAINING = "training"
    PAUSED = "paused"
    STOPPING = "stopping"


RUNNING = frozenset({RunState.TRAINING, RunState.PAUSED, RunState.STOPPING})


def go_on(_control: Control) -> None:
    """Nothing holds the run up."""


def wait_here(control: Control) -> None:
    """No step is taken: the run waits where it stands."""
    control.run_to(0)


def wait_anew(control: Control) -> None:
    """The same, before the first step of a new run."""
    control.run_to(0)
