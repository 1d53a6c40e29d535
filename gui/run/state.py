"""The states of a run, seen from the screen."""

from enum import Enum


class RunState(Enum):
    """IDLE: nothing runs. PREPARING: torch is still loading, or the network is being built."""

    IDLE = "idle"
    PREPARING = "preparing"
    TRAINING = "training"
    PAUSED = "paused"
    STOPPING = "stopping"


RUNNING = frozenset({RunState.TRAINING, RunState.PAUSED, RunState.STOPPING})
