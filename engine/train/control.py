"""Requests to a run, honoured at a step boundary: pause, step, stop, live settings, questions.

Any thread may ask; only the thread that trains answers. A question is a function of the session;
of several waiting ones of the same kind only the latest is answered, unless each was asked for.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Query = Callable[[Any], Any]


class Control:
    """Shared between the one who asks and the one who trains.

    `attention` is true while there is anything to look at: the trainer reads that one flag a step.
    """

    def __init__(self) -> None:
        self.attention = False
        self._changed = threading.Condition()
        self._paused = False
        self._stop = False
        self._steps = 0
        self._settings: dict[str, float] = {}
        self._queries: list[tuple[str, Query]] = []

    @contextmanager
    def _change(self) -> Iterator[None]:
        with self._changed:
            yield
            self.attention = True
            self._changed.notify_all()

    def pause(self) -> None:
        """Wait after the step under way."""
        with self._change():
            self._paused = True
            self._steps = 0

    def resume(self) -> None:
        """Go on."""
        with self._change():
            self._paused = False

    def step(self, count: int = 1) -> None:
        """Take `count` steps, then wait."""
        with self._change():
            self._paused = True
            self._steps += count

    def stop(self) -> None:
        """End the run after the step under way."""
        with self._change():
            self._stop = True

    def set(self, name: str, value: float) -> None:
        """Change a live setting; `lr` is the learning rate."""
        with self._change():
            self._settings[name] = value

    def ask(self, kind: str, query: Query, *, each: bool = False) -> None:
        """Have `query(session)` answered at the next step boundary, or when idle.

        It takes the place of a waiting one of its kind; with `each` both are answered in turn.
        """
        with self._change():
            if not each:
                self._queries = [waiting for waiting in self._queries if waiting[0] != kind]
            self._queries.append((kind, query))

    def begin(self) -> None:
        """Forget a stop and a pause of an earlier run; questions stay."""
        with self._change():
            self._stop = False
            self._paused = False
            self._steps = 0
            self._settings = {}

    @property
    def stopping(self) -> bool:
        """Whether the run was asked to end."""
        return self._stop

    @property
    def waiting(self) -> bool:
        """Whether the run has to wait now."""
        return self._paused and self._steps == 0 and not self._stop

    @property
    def allowance(self) -> int | None:
        """How many steps may be taken before the run has to wait; None for any number."""
        return self._steps if self._paused else None

    def count_steps(self, taken: int) -> None:
        """Called by the trainer after it took steps of a limited allowance."""
        with self._changed:
            self._steps = max(0, self._steps - taken)

    def take_queries(self) -> list[tuple[str, Query]]:
        """The waiting questions with their kinds, taken off the list."""
        with self._changed:
            queries, self._queries = self._queries, []
            return queries

    def take_settings(self) -> dict[str, float]:
        """The live settings asked for, taken off the list."""
        with self._changed:
            settings, self._settings = self._settings, {}
            return settings

    def settle(self) -> None:
        """Clears `attention` when nothing is left to look at."""
        with self._changed:
            self.attention = bool(
                self._stop or self._paused or self._settings or self._queries or self._steps
            )

    def wait(self, timeout: float | None = None) -> None:
        """Sleeps until something is asked (or `timeout` seconds have passed)."""
        with self._changed:
            if not (self._queries or self._settings):
                self._changed.wait(timeout)
