"""A file written whole or not at all: after a crash or a full disk the old one or the new one is there.

The bytes go to a temporary file in the same folder and are forced to the disk; then one rename puts
them in place. The generation before stays beside it as `<name>.bak`. It is a second name of the same
bytes, so that it costs nothing to make, and a copy where the disk knows no second names.
"""

import contextlib
import errno
import io
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from typing_extensions import override

from engine.files.faults import write_fault
from engine.text import UserError, text

#: A temporary file untouched for so many seconds belongs to a process that died while saving.
STALE_AFTER = 600.0
_BUFFER = 1 << 20
#: On Windows a virus scanner may hold a file for a moment: seconds to wait before each new try.
_PATIENCE = (0.02, 0.05, 0.1, 0.3, 0.6) if os.name == "nt" else ()
#: What file systems answer that can't sync a folder or can't give a file a second name.
_UNSUPPORTED = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EPERM, errno.EMLINK}
)


class _Sink(io.RawIOBase):
    """A file descriptor to write to; the buffer around it takes care of short writes."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @override
    def writable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._descriptor, offset, whence)

    @override
    def write(self, data: Any) -> int:
        return os.write(self._descriptor, data)


@contextlib.contextmanager
def replacing(path: Path, *, keep_previous: bool = True) -> Iterator[IO[bytes]]:
    """A file to write to; leaving the block puts it in the place of `path`, an exception drops it.

    Args:
        path: the file to be; a link is followed, so that what it points to is replaced.
        keep_previous: whether the file before stays as `<name>.bak`.

    Raises:
        UserError: when it can't be written; the file before is then byte for byte what it was.
    """
    try:
        with _replacing(Path(os.path.realpath(path)), keep_previous=keep_previous) as file:
            yield file
    except OSError as error:
        raise write_fault(path, error) from None


def write_bytes(path: Path, data: bytes, *, keep_previous: bool = True) -> None:
    """Writes a small file whole or not at all; raises like `replacing`."""
    with replacing(path, keep_previous=keep_previous) as file:
        file.write(data)


def previous_generation(path: Path) -> Path:
    """Where the generation before the last save is kept."""
    return path.with_name(f"{path.name}.bak")


@contextlib.contextmanager
def _replacing(target: Path, *, keep_previous: bool) -> Iterator[IO[bytes]]:
    _refuse_unwritable(target)
    _remove_stale(target)
    temporary = _temporary_name(target)
    descriptor = os.open(temporary, _flags(), 0o666)
    try:
        try:
            with io.BufferedWriter(_Sink(descriptor), _BUFFER) as file:
                yield file
            _sync(descriptor)
        finally:
            os.close(descriptor)
        _keep_mode(target, temporary)
        _put_in_place(temporary, target, keep_previous=keep_previous)
    finally:
        with contextlib.suppress(OSError):  # gone already when all went well
            temporary.unlink()


def _flags() -> int:
    return (
        os.O_WRONLY
        | os.O_CREAT
        | os.O_EXCL
        | getattr(os, "O_BINARY", 0)
        | getattr(os, "O_CLOEXEC", 0)
        | getattr(os, "O_NOFOLLOW", 0)
    )


def _refuse_unwritable(target: Path) -> None:
    """A rename asks only for the folder's permission; a file marked read-only is meant to stay."""
    if target.is_dir():
        raise UserError(text("{path} is a folder: give the file a name.", path=target))
    if target.exists() and not os.access(target, os.W_OK):
        raise UserError(
            text(
                "“{file}” is marked read-only and was not saved. Save under another name, or allow "
                "writing.",
                file=target.name,
            )
        )


def _stem(target: Path) -> str:
    """Short, so that it fits where the name itself just fits, and the same for the same file."""
    return f".{sha256(target.name.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}-"


def _temporary_name(target: Path) -> Path:
    return target.with_name(f"{_stem(target)}{secrets.token_hex(6)}.tmp")


def _remove_stale(target: Path) -> None:
    """Clears away what a process left that died while saving this file."""
    now = time.time()
    for left in target.parent.glob(f"{_stem(target)}*.tmp"):
        with contextlib.suppress(OSError):  # another process may be clearing up too
            if now - left.stat().st_mtime > STALE_AFTER:
                left.unlink()


def _sync(descriptor: int) -> None:
    os.fsync(descriptor)
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # network disks don't know it; fsync has been done
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself last; Windows does so by itself and can't be asked."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def _keep_mode(target: Path, temporary: Path) -> None:
    if target.exists():
        with contextlib.suppress(OSError):  # some disks have no permissions to keep
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def _put_in_place(temporary: Path, target: Path, *, keep_previous: bool) -> None:
    previous = previous_generation(target) if keep_previous and target.exists() else None
    if previous is not None:
        _second_name(target, previous)
    _patiently(lambda: temporary.replace(target))
    try:
        _sync_folder(target.parent)
    except OSError:
        # The disk would not confirm the rename: what was there before is put back.
        if previous is not None:
            _second_name(previous, target)
        raise


def _second_name(source: Path, name: Path) -> None:
    """Makes `name` the same bytes as `source`, replacing what was there in one step."""
    spare = _temporary_name(source)
    try:
        try:
            os.link(source, spare)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
            shutil.copy2(source, spare)
            with spare.open("rb+") as copy:
                os.fsync(copy.fileno())
        _patiently(lambda: spare.replace(name))
    finally:
        with contextlib.suppress(OSError):  # renamed already when all went well
            spare.unlink()


def _patiently(action: Callable[[], object]) -> None:
    for pause in _PATIENCE:
        try:
            action()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    action()
