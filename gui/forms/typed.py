"""What a person types into a field, read; what a field holds, written. No widgets.

Reading is generous (full-width digits, a true minus, 3×5, 3x5 or "3, 5") and leaves judging to the
field, whose own sentence says what is allowed.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from engine import numbers
from engine.spec.fields import Field, Reals, Size, Whole, Wholes
from engine.text import Text
from gui.translate import show

_BETWEEN = re.compile(r"[\s×xX*,;、]+")
_BETWEEN_REALS = re.compile(r"[\s,;、]+")


def written(field: Field, value: Any) -> str:
    """The text of a value; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(field, Whole) and value == 0 and field.zero:
        return show(Text(field.zero))
    if isinstance(field, Size) and isinstance(value, int) and value > 1:
        value = (value,) * field.dims  # 0 and 1 change nothing along any dimension: once is enough
    if isinstance(value, tuple | list):
        between = ", " if isinstance(field, Reals) else " × "
        return between.join(_number(item) for item in value)
    return _number(value)


def read(field: Field, typed: str) -> Any:
    """The value meant by what was typed.

    Raises:
        UserError: the field's own, when it does not allow that.
    """
    plain = unicodedata.normalize("NFKC", typed).replace(numbers.MINUS, "-").strip()
    if not plain:
        return field.check(None if getattr(field, "optional", False) else plain)
    if isinstance(field, Size | Wholes):
        return field.check(_several(plain, _BETWEEN, plain.lower()))
    if isinstance(field, Reals):
        return field.check(_several(plain, _BETWEEN_REALS, plain))
    if isinstance(field, Whole) and field.zero and plain in {field.zero, show(Text(field.zero))}:
        return field.check(0)
    return field.check(_one(plain.replace(" ", ""), plain))


def item_at(field: Field, typed: str, caret: int) -> int:
    """Which number of a list stands at the caret."""
    between = _BETWEEN_REALS if isinstance(field, Reals) else _BETWEEN
    return len(between.split(typed[:caret].lstrip())) - 1


def _number(value: Any) -> str:
    return numbers.typed(value) if isinstance(value, int | float) else str(value)


def _several(plain: str, between: re.Pattern[str], word: str) -> Any:
    """A tuple of numbers, the number alone when it is one, or the word when it is none."""
    parts = [part for part in between.split(plain.strip("()[]")) if part]
    found = tuple(_one(part, None) for part in parts)
    if not found or None in found:
        return word
    return found[0] if len(found) == 1 else found


def _one(plain: str, otherwise: Any) -> Any:
    """An exact int where it reads as one, else a float, else `otherwise`."""
    readers: tuple[Callable[[str], int | float], ...] = (int, float)
    for reader in readers:
        try:
            return reader(plain)
        except ValueError:
            continue
    return otherwise
