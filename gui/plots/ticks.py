"""Where an axis puts its labels: round values, few enough to read."""

import math
from collections.abc import Sequence

from engine import numbers

_ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
Tick = tuple[float, str]


def round_step(span: float, intervals: int) -> float:
    """The smallest round step that covers the span in at most that many intervals."""
    rough = span / max(intervals, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _ROUND_STEPS if step * power >= rough * (1 - 1e-9))


def round_range(low: float, high: float, intervals: int = 4) -> tuple[float, float, list[Tick]]:
    """The range widened to round ends, and its labels; a flat range gets room above and below."""
    if high - low <= max(abs(high), abs(low)) * 1e-9:
        room = abs(high) * 0.5 or 1.0
        low, high = low - room, high + room
    step = round_step(high - low, intervals)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return first * step, last * step, _multiples(first, last, step)


def log_range(low: float, high: float, intervals: int = 4) -> tuple[float, float, list[Tick]]:
    """The range of logarithms widened to whole powers of ten, and its labels."""
    floor, ceiling = math.floor(low + 1e-9), math.ceil(high - 1e-9)
    if ceiling <= floor:
        floor, ceiling = floor - 1, ceiling + 1
    return floor, ceiling, log_ticks(floor, ceiling, intervals)


def linear_ticks(low: float, high: float, intervals: int) -> list[Tick]:
    """Round values within the range and their labels."""
    if not high > low:
        return []
    step = round_step(high - low, intervals)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    return _multiples(first, last, step)


def log_ticks(low: float, high: float, intervals: int) -> list[Tick]:
    """Powers of ten within a range of logarithms; round values where it spans less than one."""
    if not high > low:
        return []
    first, last = math.ceil(low - 1e-6), math.floor(high + 1e-6)
    if last - first >= 1:
        step = -(-(last - first) // max(intervals, 1))
        return [(float(exponent), power(exponent)) for exponent in range(first, last + 1, step)]
    return [
        (math.log10(value), label)
        for value, label in linear_ticks(10.0**low, 10.0**high, intervals)
        if value > 0
    ]


def _multiples(first: int, last: int, step: float) -> list[Tick]:
    values = [index * step for index in range(first, last + 1)]
    return list(zip(values, numbers.ticks(values), strict=True))


def power(exponent: int) -> str:
    """The label of a power of ten."""
    return f"1e{exponent}".replace("-", numbers.MINUS)


def positions(ticks: Sequence[Tick]) -> list[float]:
    """The values alone."""
    return [value for value, _ in ticks]
