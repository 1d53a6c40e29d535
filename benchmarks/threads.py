"""What a thread of this process had of the time: worked, and stood in the queue for a processor."""

import functools
import os
import threading
from dataclasses import dataclass
from pathlib import Path

_TASKS = Path("/proc/self/task")


@dataclass(frozen=True)
class Share:
    """Seconds since the thread began: `worked` on a processor, `queued` for one while others had it."""

    worked: float
    queued: float

    def __sub__(self, before: "Share") -> "Share":
        return Share(self.worked - before.worked, self.queued - before.queued)


def share_of(thread: int) -> Share:
    """What the thread of this number of the system had; nothing where the system does not tell."""
    file = _figures_of(thread)
    worked, queued, _turns = os.pread(file, 100, 0).split() if file is not None else (0, 0, 0)
    return Share(int(worked) / 1e9, int(queued) / 1e9)


@functools.cache
def _figures_of(thread: int) -> int | None:
    """The open file: opening it a hundred times a second would be part of what is measured."""
    try:
        return os.open(_TASKS / str(thread) / "schedstat", os.O_RDONLY)
    except OSError:
        return None


def this_thread() -> int:
    """The number of the calling thread."""
    return threading.get_native_id()


def thread_called(name: str) -> int:
    """The number of this process's thread of that name; 0 where there is none, or no way to know."""
    for task in _TASKS.iterdir() if _TASKS.exists() else ():
        if (task / "comm").read_text().strip() == name:
            return int(task.name)
    return 0
