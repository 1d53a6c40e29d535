"""A disk on which writing fails once so many bytes are written."""

import contextlib
import os
from collections.abc import Iterator

from engine.files import atomic


@contextlib.contextmanager
def failing_disk(offset: int, number: int) -> Iterator[None]:
    """Within the block writes of saved files fail with this error from byte `offset` on."""
    write, left = os.write, offset

    def until_full(descriptor: int, data: bytes) -> int:
        nonlocal left
        if not left:
            raise OSError(number, os.strerror(number))
        count = write(descriptor, bytes(data[:left]))
        left -= count
        return count

    atomic.os.write = until_full
    try:
        yield
    finally:
        atomic.os.write = write
