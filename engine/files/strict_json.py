"""JSON as this program writes it: refused when too deep, too large, ambiguous or not finite."""

import json
import math
import re
from collections.abc import Callable
from typing import Any

from engine.text import UserError, text

MOST_DEPTH = 64
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+"')
_BRACKETS = re.compile(rb"[\[\]{}]")
#: Enough for every 64-bit number; a longer one takes quadratic time to read.
_MOST_DIGITS = 20


class JsonError(UserError):
    """Why a text is no JSON of ours; the reader adds which file."""


def dump(value: Any) -> bytes:
    """The value as compact UTF-8 with its keys in order, so that equal values are equal bytes."""
    written = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return written.encode()


def parse(data: bytes, most_bytes: int) -> dict[str, Any]:
    """The object that `data` describes.

    Raises:
        JsonError: when it is too large or too deep, or holds a key twice, a number that is not
            finite, or text that is not Unicode; or is not an object at all.
    """
    if len(data) > most_bytes:
        raise JsonError(text("it is larger than {most} bytes", most=most_bytes))
    _check_depth(data)
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_short,
        )
        if b"\\u" in data:
            json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair can't be written
    except JsonError:
        raise
    except (ValueError, RecursionError) as error:
        raise JsonError(text("it is not JSON ({reason})", reason=str(error)[:80])) from None
    if not isinstance(value, dict):
        raise JsonError(text("it is not a JSON object"))
    return value


def member(value: dict[str, Any], key: str, check: Callable[[Any], bool]) -> Any:
    """The entry `key`, if it is there and passes `check`; raises JsonError else."""
    if key not in value or not check(value[key]):
        raise JsonError(text("its entry “{key}” is missing or wrong", key=key))
    return value[key]


def _check_depth(data: bytes) -> None:
    depth = 0
    for match in _BRACKETS.finditer(_STRINGS.sub(b"", data)):
        depth += 1 if match[0] in b"[{" else -1
        if depth > MOST_DEPTH:
            raise JsonError(text("it is nested more than {most} deep", most=MOST_DEPTH))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise JsonError(text("it holds “{key}” twice", key=twice[:40]))
    return found


def _refuse_constant(word: str) -> Any:
    raise JsonError(text("it holds {word}, which is no number", word=word))


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise JsonError(text("it holds a number too large"))
    return value


def _short(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise JsonError(text("it holds a number too large"))
    return int(digits)
