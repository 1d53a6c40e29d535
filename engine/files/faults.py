"""What the operating system says when a file can't be written or read, in words for people."""

import errno
from pathlib import Path

from engine.text import Text, UserError, text

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_fault(path: Path, error: OSError) -> UserError:
    """Why `path` was not saved; the message says that the file before is as it was."""
    return UserError(_write_reason(path, error))


def _write_reason(path: Path, error: OSError) -> Text:
    if error.errno in _FULL:
        return text(
            "“{file}” was not saved: the disk is full. The file before is unchanged. Free some "
            "space, or save to another disk.",
            file=path.name,
        )
    if error.errno in _FORBIDDEN:
        return text(
            "“{file}” was not saved: writing is not allowed in {folder}. The file before is "
            "unchanged. Save to a folder of your own.",
            file=path.name,
            folder=path.parent,
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return text(
            "“{file}” was not saved: there is no folder {folder}. Save to another one.",
            file=path.name,
            folder=path.parent,
        )
    if error.errno == errno.ENAMETOOLONG:
        return text("“{file}” was not saved: its name is too long.", file=path.name[:40] + "…")
    return text(
        "“{file}” was not saved: {reason}. The file before is unchanged. Try again, or save to "
        "another disk.",
        file=path.name,
        reason=error.strerror or type(error).__name__,
    )


def read_fault(path: Path, error: OSError) -> UserError:
    """Why `path` can't be opened."""
    if isinstance(error, FileNotFoundError):
        return UserError(
            text(
                "There is no file {path}: it was moved, renamed or deleted. Choose it again.",
                path=path,
            )
        )
    if isinstance(error, IsADirectoryError):
        return UserError(text("{path} is a folder: choose a file in it.", path=path))
    return UserError(
        text(
            "“{file}” can't be opened: {reason}.",
            file=path.name,
            reason=error.strerror or type(error).__name__,
        )
    )
