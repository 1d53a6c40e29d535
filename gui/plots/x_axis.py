"""What an x axis counts: how its values are written and where its labels stand."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from engine import numbers
from engine.text import Text
from gui.plots.ticks import Tick, linear_ticks, log_ticks
from gui.translate import words

Kind = Literal["number", "whole", "time"]

_SECONDS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200)
_DAY: Final = 86_400
#: Less time is labelled in seconds and their fractions.
_SHORTEST_CLOCK: Final = 10
#: Whole numbers are written in full on an axis narrower than this.
_IN_FULL: Final = 1e6


@dataclass(frozen=True)
class XAxis:
    """An axis of any numbers, of whole ones, or of seconds.

    Args:
        finest: the narrowest stretch worth looking at; 0 for any.
        detail: more words about a place, such as its step; "" for none.
    """

    label: Text | str = ""
    kind: Kind = "number"
    finest: float = 0.0
    detail: Callable[[float], str] | None = None

    def title(self, x: float, span: float) -> str:
        """A place in words, precise enough for a view as wide as `span`."""
        parts = [f"{words(self.label)} {self.value(x, span)}".strip()]
        if self.detail is not None:
            parts.append(self.detail(x))
        return " · ".join(part for part in parts if part)

    def value(self, x: float, span: float) -> str:
        """A value of the axis, precise enough for a view as wide as `span`."""
        if self.kind == "whole":
            return numbers.count(round(x))
        places = min(max(math.ceil(2 - math.log10(span)), 0), 9) if span > 0 else 3
        if self.kind == "number":
            return numbers.fixed(x, places)
        if abs(x) < 60 and span < 60:
            return numbers.fixed(x, places) + "\u00a0s"
        return numbers.seconds(x)

    def ticks(self, low: float, high: float, intervals: int, *, log: bool) -> list[Tick]:
        """Labels between two ends in drawn units: two at least, as one alone tells no scale."""
        found = self._ticks(low, high, intervals, log=log)
        return found if len(found) > 1 else self._ticks(low, high, intervals + 1, log=log)

    def _ticks(self, low: float, high: float, intervals: int, *, log: bool) -> list[Tick]:
        if log:
            return log_ticks(low, high, intervals)
        if self.kind == "whole":
            return whole_ticks(low, high, intervals)
        if self.kind == "time" and high - low >= _SHORTEST_CLOCK:
            return time_ticks(low, high, intervals)
        ticks = linear_ticks(low, high, intervals)
        if self.kind == "time":
            return [(value, label + "\u00a0s") for value, label in ticks]
        return ticks


def whole_ticks(low: float, high: float, intervals: int) -> list[Tick]:
    """Round whole numbers; neighbours can always be told apart."""
    if high - low < 2 * intervals:
        step = max(math.ceil((high - low) / max(intervals, 1)), 1)
        first = math.ceil(low / step - 1e-9) * step
        values = range(first, math.floor(high + 1e-9) + 1, step)
        return [(float(value), numbers.count(value)) for value in values]
    ticks = linear_ticks(low, high, intervals)
    if high - low < _IN_FULL:
        return [(value, numbers.count(round(value))) for value, _ in ticks]
    return ticks


def time_ticks(low: float, high: float, intervals: int) -> list[Tick]:
    """Lengths of time a clock has names for: 0:30, 1:00, 1:30."""
    rough = (high - low) / max(intervals, 1)
    step = next((s for s in _SECONDS if s >= rough), math.ceil(rough / _DAY) * _DAY)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(float(n * step), numbers.seconds(n * step)) for n in range(first, last + 1)]
