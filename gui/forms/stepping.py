"""The next value up or down, for arrow keys, buttons and the wheel.

Magnitudes such as a learning rate go by one significant digit (0.001, 0.002 … 0.009, 0.01), shares
by a twentieth, signed numbers by a tenth, whole numbers by one.
"""

import math
from typing import Any

from engine.spec.fields import Field, Real, Reals, Size, Whole, Wholes
from engine.text import UserError

_FIRST_MAGNITUDE = 1e-4
_SMALLEST_MAGNITUDE = 1e-12
_SHARE = 0.05


def stepped(field: Field, value: Any, steps: int, item: int = 0) -> Any:
    """The value after some steps, up when positive; unchanged where the field allows no more.

    Args:
        field: what is edited.
        value: what it is now.
        steps: how many steps.
        item: which number of a list is stepped.
    """
    for _ in range(abs(steps)):
        try:
            value = field.check(_next(field, value, 1 if steps > 0 else -1, item))
        except UserError:
            break
    return value


def _next(field: Field, value: Any, way: int, item: int) -> Any:
    if isinstance(field, Whole):
        return _whole(value, way, field.low)
    if isinstance(field, Real):
        return _real(field, value, way)
    if isinstance(field, Size):
        if isinstance(value, str) or value is None:
            return max(1, field.low)
        return tuple(v + way for v in value) if isinstance(value, tuple) else value + way
    if isinstance(field, Wholes | Reals) and value:
        one = (
            Whole(name=field.name, default=0, low=field.low)
            if isinstance(field, Wholes)
            else Real(name=field.name, default=0.0, low=field.low, below=field.below)
        )
        at = min(item, len(value) - 1)
        return (*value[:at], _next(one, value[at], way, 0), *value[at + 1 :])
    return value


def _whole(value: int | None, way: int, low: int | None) -> int:
    return value + way if value is not None else max(1, low or 0)


def _real(field: Real, value: float | None, way: int) -> float:
    bottom = field.low if field.low is not None else field.above
    top = field.high if field.high is not None else field.below
    if value is None:
        return field.default or _SHARE
    if bottom is not None and bottom >= 0:
        if top is not None and top <= 1:
            return _to_grid(value, _SHARE, way)
        return _magnitude(value, way)
    small = 0 < abs(value) < 0.1
    return _to_grid(value, 10.0 ** math.floor(math.log10(abs(value))) if small else 0.1, way)


def _to_grid(value: float, width: float, way: int) -> float:
    """The next multiple of `width`."""
    place = value / width
    nearest = round(place)
    on_grid = abs(place - nearest) < 1e-6
    following = nearest + way if on_grid else (math.floor(place) + (way > 0))
    return _clean(following * width)


def _magnitude(value: float, way: int) -> float:
    """The next number of one significant digit; from the smallest ones down to 0."""
    if value == 0:
        return _FIRST_MAGNITUDE if way > 0 else -1.0
    if way < 0 and value <= _SMALLEST_MAGNITUDE:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value) + 1e-9)
    digit = value / power
    if way < 0 and digit < 1 + 1e-6:
        power, digit = power / 10, digit * 10
    return _clean(_to_grid(digit, 1.0, way) * power)


def _clean(value: float) -> float:
    """Without the dust of binary fractions: 0.3, not 0.30000000000000004."""
    return float(f"{value:.12g}")
