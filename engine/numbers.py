"""The one way to write a number, so that a figure looks the same wherever it is shown.

A true minus sign, a thin space between thousands, and as many significant digits as the place
deserves: four in plots and cards, seven in Step-through, all of them on hover and in copies.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import SupportsFloat

import numpy as np

#: Narrow, and no line breaks at it.
THIN_SPACE = "\u202f"
MINUS = "\u2212"
NOTHING = "–"
_UNIT_SPACE = "\u00a0"
_DECIMAL_UNITS = ("", "k", "M", "G", "T", "P", "E")
_BINARY_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


def count(n: int | None) -> str:
    """A whole number in full: 203 930."""
    if n is None:
        return NOTHING
    return _signed(f"{n:,}").replace(",", THIN_SPACE)


def short(x: SupportsFloat | None) -> str:
    """Four significant digits, for plots and cards: 0.3127, 5 928, 8.1e−4."""
    return _significant(x, 4)


def long(x: SupportsFloat | None) -> str:
    """Seven significant digits, all that a float32 holds: 0.1392957."""
    return _significant(x, 7)


def full(x: SupportsFloat | None) -> str:
    """Every digit needed to read the same float back, as Python writes it; for hover and copies."""
    if x is None:
        return NOTHING
    return _signed(repr(float(x)))


def exact(x: np.generic) -> str:
    """Every digit needed to read the same number back in its own precision: 0.1 for a float32 of 0.1."""
    if x.dtype.kind != "f":
        return _signed(str(x))
    mantissa, e, power = str(x).partition("e")
    return _signed(_trimmed(mantissa) + (f"e{int(power)}" if e else ""))


def typed(x: float) -> str:
    """The shortest text that reads back as the same number, as one would type it: 0.001, 1e−8, 1e12."""
    if isinstance(x, int):
        return _signed(str(x))
    mantissa, e, power = repr(float(x)).partition("e")
    plain = _trimmed(mantissa) + (f"e{int(power)}" if e else "")
    if not e and abs(x) >= 1e7:
        digits = plain.removeprefix("-").partition(".")[0]
        plain = min(plain, _in_tens(plain, len(digits) - 1), key=len)
    return _signed(plain)


def _in_tens(plain: str, power: int) -> str:
    """A number from 1 on with its point moved behind the first digit: 1.2e9 for 1200000000."""
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    digits = digits.replace(".", "")
    return f"{sign}{_trimmed(f'{digits[0]}.{digits[1:]}')}e{power}"


def seconds(s: float | None) -> str:
    """A length of time as a clock shows it: 0:18, 12:05, 1:02:03."""
    if s is None or not math.isfinite(s):
        return NOTHING
    whole = max(0, round(s))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def size(n: float | None) -> str:
    """A number of bytes in binary units: 812 B, 1.5 MiB."""
    if n is None:
        return NOTHING
    value, unit = float(n), 0
    while abs(value) >= 1023.5 and unit < len(_BINARY_UNITS) - 1:
        value /= 1024
        unit += 1
    digits = 0 if unit == 0 or abs(value) >= 99.95 else 1
    return _signed(f"{value:.{digits}f}") + _UNIT_SPACE + _BINARY_UNITS[unit]


def large(n: int | None) -> str:
    """A count that may be huge, three digits of it: 9 216, 203 k, 1.81 G."""
    if n is None:
        return NOTHING
    if abs(n) < 10_000:
        return count(n)
    value, unit = float(n), 0
    while abs(value) >= 999.5 and unit < len(_DECIMAL_UNITS) - 1:
        value /= 1000
        unit += 1
    return _significant(value, 3) + _UNIT_SPACE + _DECIMAL_UNITS[unit]


def duration(s: float | None) -> str:
    """A length of time that may be short: 8.2 ms, 0.42 s, 12 s, then as a clock shows it."""
    if s is None or not math.isfinite(s):
        return NOTHING
    if s >= 59.5:
        return seconds(s)
    milli = s < 0.0995
    return _significant(s * 1000 if milli else s, 2) + _UNIT_SPACE + ("ms" if milli else "s")


def shape(sizes: Sequence[int | str | None]) -> str:
    """Sizes joined by a multiplication sign: 1×28×28, N×64; a scalar has none."""
    return "×".join(NOTHING if n is None else _signed(str(n)) for n in sizes)


def rate(x: float | None) -> str:
    """A speed, steady enough to read while it changes: three significant digits, 41 300."""
    if x is None or not math.isfinite(x):
        return NOTHING
    if x == 0 or abs(x) >= 1e9:
        return _significant(x, 3)
    digits = 2 - _exponent(x, 3)
    return _group(f"{round(x, digits):.{max(digits, 0)}f}")


def percent(fraction: float | None) -> str:
    """A fraction as a percentage of at most three significant digits: 22 %, 0.6 %."""
    if fraction is None:
        return NOTHING
    return _significant(float(fraction) * 100, 3) + _UNIT_SPACE + "%"


def ticks(values: Sequence[float]) -> list[str]:
    """The labels of an axis, all with the decimals that tell evenly spaced values apart."""
    largest = max((abs(value) for value in values), default=0.0)
    step = min((abs(b - a) for a, b in pairwise(values)), default=largest)
    if largest == 0 or step == 0:
        return [short(value) for value in values]
    if largest >= 1e6 or largest < 1e-3:
        return _told_apart(values)
    decimals = next((d for d in range(9) if abs(round(step, d) - step) < step * 1e-6), 9)
    return ["0" if abs(value) < step / 1e6 else _group(f"{value:.{decimals}f}") for value in values]


def _told_apart(values: Sequence[float]) -> list[str]:
    """With six digits, or as many more as neighbours need; all that a float has for one float apart."""
    for digits in range(6, 17):
        labels = [_significant(value, digits) for value in values]
        if all(a != b for a, b in pairwise(labels)):
            return labels
    return [full(value) for value in values]


def decimals(values: Sequence[float], most: int = 4) -> int:
    """How many decimals a column needs to show these values as they were read, up to `most`."""
    finite = [value for value in values if math.isfinite(value)]
    return next(
        (d for d in range(most) if all(math.isclose(round(v, d), v, rel_tol=1e-9) for v in finite)),
        most,
    )


def fixed(x: float, places: int) -> str:
    """A number of a column whose decimals line up: 15.00 above 2.06; a large or tiny one as short."""
    if not math.isfinite(x) or abs(x) >= 1e9 or (x and abs(x) < 0.5 * 10.0**-places):
        return short(x)
    return _group(f"{x:.{places}f}")


def _significant(x: SupportsFloat | None, digits: int) -> str:
    if x is None:
        return NOTHING
    value = float(x)
    if not math.isfinite(value):
        return _signed(str(value))
    if value == 0:
        return "0"
    exponent = _exponent(value, digits)
    if exponent < -3 or exponent >= max(digits, 6):
        mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
        return _signed(f"{_trimmed(mantissa)}e{int(power)}")
    return _group(_trimmed(f"{value:.{max(digits - 1 - exponent, 0)}f}"))


def _exponent(value: float, digits: int) -> int:
    """The power of ten after rounding, so that 9.99996 counts as 10."""
    return int(f"{value:.{digits - 1}e}".partition("e")[2])


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _group(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    sign = MINUS if whole.startswith("-") else ""
    return sign + f"{abs(int(whole)):,}".replace(",", THIN_SPACE) + point + rest


def _signed(digits: str) -> str:
    return digits.replace("-", MINUS)
