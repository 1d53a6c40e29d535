"""What was found last, kept for those who ask about the same frozen values again.

After an edit all views ask about the same network. A network has no hash, so that it is told by
identity; few are kept, because hardly anybody asks about an older one.
"""

from collections import deque
from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import TypeVar, TypeVarTuple

_Args = TypeVarTuple("_Args")
_Found = TypeVar("_Found")
_KEPT = 4


def kept(function: Callable[[*_Args], _Found]) -> Callable[[*_Args], _Found]:
    """The function, which works out nothing anew for the very arguments that it was given before.

    They must be frozen, and so must be what it gives.
    """
    latest: deque[tuple[tuple[object, ...], _Found]] = deque(maxlen=_KEPT)

    @wraps(function)
    def asked(*args: *_Args) -> _Found:
        for known, found in tuple(latest):
            if all(map(is_, known, args)):
                return found
        found = function(*args)
        latest.append((args, found))
        return found

    return asked
