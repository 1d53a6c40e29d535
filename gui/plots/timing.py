"""Measures how long a widget paints, for the scheduler that decides how often plots are drawn."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Timed(Protocol):
    """A widget that notes the time it spent painting."""

    paint_seconds: float


@contextmanager
def timed(widget: Timed) -> Iterator[None]:
    """Adds the time spent inside to the widget's."""
    begun = time.perf_counter()
    yield
    widget.paint_seconds += time.perf_counter() - begun
