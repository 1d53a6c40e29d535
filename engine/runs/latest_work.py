"""Work done in a thread of its own, where only the latest of its kind counts."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

#: Seconds until what failed is tried again; and, once there is nothing more to come, the tries that are left.
PAUSE, LAST_PAUSE, LAST_TRIES = 2.0, 0.5, 3


class LatestWork(Generic[Item]):
    """Does `do` for each item, one after the other, in the order in which their keys came.

    Args:
        name: of the thread.
        do: does an item's work in the thread; False when it is to be tried again.
        joined: what becomes of an item that still waits when another of its key comes.
    """

    def __init__(
        self, name: str, do: Callable[[Item], bool], joined: Callable[[Item, Item], Item]
    ) -> None:
        self._do, self._joined = do, joined
        self._changed = threading.Condition()
        self._waiting: dict[str, Item] = {}
        self._busy = self._closing = False
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)
        self._thread.start()

    def put(self, key: str, item: Item) -> None:
        """Hands an item over; returns at once."""
        with self._changed:
            before = self._waiting.get(key)
            self._waiting[key] = item if before is None else self._joined(before, item)
            self._changed.notify()

    @property
    def is_idle(self) -> bool:
        """Whether everything handed over is done."""
        with self._changed:
            return not self._waiting and not self._busy

    def close(self, seconds: float) -> bool:
        """Lets the thread end when all is done; False when that took longer than `seconds`."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _live(self) -> None:
        tries = 0
        while True:
            with self._changed:
                self._busy = False
                while not self._waiting and not self._closing:
                    self._changed.wait()
                if not self._waiting or tries >= LAST_TRIES:
                    return
                key = next(iter(self._waiting))
                item = self._waiting.pop(key)
                self._busy = True
            if not self._do(item):
                tries += self._closing
                self._put_back(key, item)

    def _put_back(self, key: str, item: Item) -> None:
        """Waits a while; by then there may be something newer to do in the same go."""
        with self._changed:
            if self._closing:
                self._changed.wait(LAST_PAUSE)
            else:
                self._changed.wait_for(lambda: self._closing, PAUSE)
            newer = self._waiting.pop(key, None)
            again = item if newer is None else self._joined(item, newer)
            self._waiting = {key: again, **self._waiting}
