"""Which process writes a run, and whether it still lives."""

import os
import platform
import time
from dataclasses import dataclass
from typing import Self

#: A process on another machine that has not been heard of for so many seconds is taken for dead.
SILENT_AFTER = 60.0
#: When a process began is known to a clock tick or so.
_TICK = 1.0


@dataclass(frozen=True)
class Writer:
    """A process: its machine, its number, and when it began, since numbers are given out again.

    `heartbeat` is when it last wrote. Times are in seconds since 1970.
    """

    host: str
    process: int
    began: float
    heartbeat: float

    @classmethod
    def here(cls) -> Self:
        """This process, now."""
        import psutil  # takes longer to load than all the rest of the list

        began = psutil.Process().create_time()
        return cls(platform.node(), os.getpid(), began, time.time())

    @property
    def lives(self) -> bool:
        """Whether the process is still there, as far as can be known from here."""
        import psutil

        if self.host != platform.node():
            return abs(time.time() - self.heartbeat) < SILENT_AFTER
        if self.process == os.getpid():
            return abs(psutil.Process().create_time() - self.began) <= _TICK
        try:
            found = psutil.Process(self.process)
            began, state = found.create_time(), found.status()
        except psutil.Error:
            return False
        return abs(began - self.began) <= _TICK and state != psutil.STATUS_ZOMBIE
