"""Requests to a run, honoured at a step boundary: pause, step, stop, live settings, questions.

Any thread may ask; only the thread that trains answers. A question is a function of the session;
of several waiting ones of the same kind only the latest is answered, unless each was asked for.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from engine.live_settings import checked, family

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
        self._allow()
        self._settings: dict[str, float] = {}
        self._queries: list[tuple[str, Query]] = []

    @contextmanager
    def _change(self) -> Iterator[None]:
        with self._changed:
            yield
            self.attention = True
            self._changed.notify_all()

    def _allow(self, steps: int = 0, epochs: int = 0, until: int = 0) -> None:
        """What may be done before the run waits, once it is paused."""
        self._steps, self._epochs, self._until = steps, epochs, until

    def pause(self) -> None:
        """Wait after the step under way."""
        with self._change():
            self._paused = True
            self._allow()

    def resume(self) -> None:
        """Go on."""
        with self._change():
            self._paused = False
            self._allow()

    def step(self, count: int = 1) -> None:
        """Take `count` steps, then wait."""
        with self._change():
            self._paused = True
            self._allow(steps=self._steps + count)

    def run_epochs(self, count: int = 1) -> None:
        """Go on to the end of the epoch under way, or of the `count`-th from it, then wait."""
        with self._change():
            self._paused = True
            self._allow(epochs=count)

    def run_to(self, step: int) -> None:
        """Go on until so many steps have been taken in the whole run, then wait.

        A step that lies behind is reached already: the run waits where it is.
        """
        with self._change():
            self._paused = True
            self._allow(until=step)

    def stop(self) -> None:
        """End the run after the step under way."""
        with self._change():
            self._stop = True

    def set(self, name: str, value: float) -> None:
        """Change a live setting, see engine.live_settings.

        Raises:
            UserError: when there is none of this name, or it does not take the value.
        """
        value = checked(name, value)
        with self._change():
            same = [waiting for waiting in self._settings if family(waiting) == family(name)]
            for waiting in same:
                del self._settings[waiting]
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
            self._allow()
            self._settings = {}

    @property
    def stopping(self) -> bool:
        """Whether the run was asked to end."""
        return self._stop

    def waits_at(self, step: int) -> bool:
        """Whether the run, having taken so many steps, has to wait now."""
        if self._stop or not self._paused:
            return False
        return not (self._steps or self._epochs or self._until > step)

    def allowance(self, step: int) -> int | None:
        """How many steps may be taken after `step` before the run has to wait; None for any number."""
        if not self._paused or self._epochs:
            return None
        return max(self._steps, self._until - step)

    def count_steps(self, taken: int) -> None:
        """Called by the trainer after it took steps of a limited allowance."""
        with self._changed:
            self._steps = max(0, self._steps - taken)

    def count_epoch(self) -> None:
        """Called by the trainer after each epoch."""
        with self._changed:
            self._epochs = max(0, self._epochs - 1)

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
            self.attention = bool(self._stop or self._paused or self._settings or self._queries)

    def wait(self, timeout: float | None = None, *, settings: bool = True) -> None:
        """Sleeps until something is asked (or `timeout` seconds have passed).

        Args:
            timeout: in seconds.
            settings: whether live settings that wait already count.
        """
        with self._changed:
            if not (self._queries or (self._settings and settings)):
                self._changed.wait(timeout)
