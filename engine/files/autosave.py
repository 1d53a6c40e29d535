"""Recovery after a crash: each running program keeps its unsaved work in a folder of its own.

The recovery folder has one slot a process. A slot is locked by the operating system for as long as
its process lives and freed by it however the process ends, so that two running copies never mix and
a process number used again means nothing. A slot that nobody holds was left by a crash. Nothing here
ever touches the user's own file.
"""

import contextlib
import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.files.atomic import write_bytes
from engine.files.faults import write_fault
from engine.files.project_file import ProjectFile, save
from engine.files.strict_json import JsonError, dump, parse

_PROJECT = "project.netw"
_ABOUT = "about.json"
_LOCK = "lock"
_MOST_ABOUT = 1 << 16


class Slot:
    """A folder in the recovery folder that this process holds."""

    def __init__(self, folder: Path, lock: int) -> None:
        self.folder = folder
        self._lock = lock

    @property
    def path(self) -> Path:
        """The project file in it, for whoever writes it by `project_file.save(…, embed=None)`."""
        return self.folder / _PROJECT

    def describe(self, original: Path | None, title: str) -> None:
        """Notes which file the work belongs to, None for a project never saved.

        Raises:
            UserError: when it can't be written.
        """
        about = {"original": str(original or ""), "title": title, "saved": int(time.time())}
        write_bytes(self.folder / _ABOUT, dump(about), keep_previous=False)

    def write(self, contents: ProjectFile, original: Path | None) -> None:
        """Keeps `contents`; what was kept before is replaced.

        Raises:
            UserError: when it can't be written; what was kept before is still there.
        """
        save(self.path, contents, embed=None)
        self.describe(original, contents.project.title)

    def clear(self) -> None:
        """Forgets what is kept, as after a save to the user's own file."""
        for name in (_ABOUT, _PROJECT, f"{_PROJECT}.bak"):
            with contextlib.suppress(OSError):  # what can't be deleted is offered once too often
                (self.folder / name).unlink(missing_ok=True)

    def discard(self) -> None:
        """Gives the slot back and deletes it: after a clean exit, or once its work is taken over."""
        self.clear()
        os.close(self._lock)
        shutil.rmtree(self.folder, ignore_errors=True)

    def release(self) -> None:
        """Gives the slot back and leaves its work there, to be offered at the next start."""
        os.close(self._lock)


@dataclass(frozen=True)
class Abandoned:
    """Work that a crash left. While it is held no other copy of the program is offered it.

    `original` is the user's file that it belongs to, None where there is none; `saved` is in seconds
    since 1970. End with `slot.discard()`, or `slot.release()` to decide another time.
    """

    slot: Slot
    path: Path
    original: Path | None
    title: str
    saved: float


def open_slot(folder: Path) -> Slot:
    """A new slot for this process in the recovery folder, which is made where it is missing.

    Raises:
        UserError: when it can't be made.
    """
    reason = OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    for _attempt in range(10):
        place = folder / f"{os.getpid()}-{secrets.token_hex(6)}"
        try:
            place.mkdir(parents=True, mode=0o700)
            lock = _locked(place)
        except OSError as error:
            if not place.parent.is_dir() or place.is_dir():
                raise write_fault(place / _PROJECT, error) from None
            reason = error
            lock = None
        if lock is not None:
            return Slot(place, lock)
        # Another copy that was looking for abandoned work took it for an empty slot.
    raise write_fault(folder / _PROJECT, reason)


def find_abandoned(folder: Path) -> list[Abandoned]:
    """What crashed programs left in the recovery folder, the newest first; empty slots are cleared."""
    found = [work for place in _places(folder) if (work := _abandoned(place)) is not None]
    return sorted(found, key=lambda work: -work.saved)


def _places(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):  # no folder, no work
        yield from [place for place in sorted(folder.iterdir()) if place.is_dir()]


def _abandoned(place: Path) -> Abandoned | None:
    try:
        lock = _locked(place)
    except OSError:
        return None  # another user's, or just being deleted by another copy
    if lock is None:
        return None
    slot = Slot(place, lock)
    if not slot.path.exists():
        slot.discard()
        return None
    about = _about(place / _ABOUT)
    return Abandoned(
        slot,
        slot.path,
        Path(about["original"]) if about.get("original") else None,
        str(about.get("title", "")),
        slot.path.stat().st_mtime,
    )


def _about(path: Path) -> dict[str, str]:
    """Where the work belongs; without that note it is offered as a project never saved."""
    try:
        about = parse(path.read_bytes()[: _MOST_ABOUT + 1], _MOST_ABOUT)
    except (OSError, JsonError):
        return {}
    return {name: value for name, value in about.items() if isinstance(value, str)}


def _locked(place: Path) -> int | None:
    """A lock on the slot, held while the number stays open; None while another process holds it."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(place / _LOCK, flags, 0o600)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
