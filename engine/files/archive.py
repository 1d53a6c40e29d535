"""The container of a project file: a plain zip, read with distrust.

Members are stored without compression, one behind the other with nothing between, and the zip's own
records must be, byte for byte, those that we would write. So nothing can be inflated, hidden,
doubled, overlapping, encrypted or linked, and each bit of the file is checked, either by a SHA-256
or by that comparison. Nothing is ever extracted to disk.
"""

import contextlib
import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from engine.files import layout, strict_json, zip_records
from engine.files.faults import read_fault
from engine.files.strict_json import JsonError
from engine.files.zip_records import Entry
from engine.text import Text, UserError, text
from engine.version import VERSION as PROGRAM

Digest = Mapping[str, Any]


class DamagedFileError(UserError):
    """A project file that can't be trusted: which one, what is wrong, what to do."""


def damaged(path: Path, reason: Text) -> DamagedFileError:
    """The one message of every refusal."""
    return DamagedFileError(
        text(
            "“{file}” can't be opened: {reason}. It was damaged or is no project file. Open its "
            "earlier version “{backup}”, or an autosaved one.",
            file=path.name,
            reason=reason,
            backup=f"{path.name}.bak",
        )
    )


def write_archive(file: IO[bytes], members: Iterable[tuple[str, bytes]]) -> None:
    """Writes members and, last, the manifest that lists their sizes and digests."""
    digests: dict[str, Digest] = {}
    entries: list[Entry] = []

    def add(name: str, data: bytes) -> None:
        assert layout.most_bytes(name) is not None, f"{name} is not on the list"
        entry = Entry(name, zlib.crc32(data), len(data))
        file.write(zip_records.head(entry))
        file.write(data)
        entries.append(entry)

    for name, data in members:
        add(name, data)
        digests[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest = {
        "format": layout.FORMAT,
        "version": layout.VERSION,
        "program": PROGRAM,
        "members": digests,
    }
    add(layout.MANIFEST, strict_json.dump(manifest))
    file.write(zip_records.directory(entries))


@dataclass(frozen=True)
class Archive:
    """An open project file whose outline has been checked; members are checked as they are read."""

    path: Path
    version: int
    program: str
    digests: Mapping[str, Digest]
    _file: IO[bytes]
    _places: Mapping[str, tuple[int, int]]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def names(self, prefix: str = "") -> list[str]:
        """The members whose names begin with `prefix`, without the manifest."""
        return sorted(name for name in self.digests if name.startswith(prefix))

    def in_order(self) -> list[str]:
        """All members in the order in which they stand in the file, without the manifest."""
        return [name for name in self._places if name in self.digests]

    def read(self, name: str) -> bytes:
        """The member's bytes, which are what the manifest says.

        Raises:
            DamagedFileError: when it is missing or differs from its digest.
        """
        if name not in self.digests:
            raise damaged(self.path, text("its part {member} is missing", member=name))
        data = self._bytes(name)
        if hashlib.sha256(data).hexdigest() != self.digests[name]["sha256"]:
            raise damaged(self.path, text("its part {member} was changed", member=name))
        return data

    def json(self, name: str) -> dict[str, Any]:
        """The JSON object in member `name`; raises like `read`."""
        data = self.read(name)
        try:
            return strict_json.parse(data, layout.most_bytes(name) or 0)
        except JsonError as error:
            raise self.fault(name, error.text) from None

    def fault(self, name: str, reason: Text) -> DamagedFileError:
        """The refusal of member `name`."""
        return damaged(
            self.path, text("its part {member} is wrong: {reason}", member=name, reason=reason)
        )

    def _bytes(self, name: str) -> bytes:
        start, size = self._places[name]
        self._file.seek(start)
        data = self._file.read(size)
        if len(data) != size:
            raise damaged(self.path, text("it ends too early"))
        return data


@contextlib.contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The project file at `path`, its outline and manifest checked.

    Raises:
        UserError: when there is none, when it was written by a newer program, or is damaged.
    """
    try:
        with path.open("rb") as file:
            yield _outline(path, file)
    except OSError as error:
        raise read_fault(path, error) from None


def _outline(path: Path, file: IO[bytes]) -> Archive:
    places, crc = _places(path, file)
    archive = Archive(path, 0, "", {}, file, places)
    if layout.MANIFEST not in places:
        raise damaged(path, text("it has no manifest"))
    if places[layout.MANIFEST][1] > (layout.most_bytes(layout.MANIFEST) or 0):
        raise damaged(path, text("its manifest is too large"))
    data = archive._bytes(layout.MANIFEST)  # noqa: SLF001 - the same module
    if zlib.crc32(data) != crc[layout.MANIFEST]:
        raise damaged(path, text("its manifest was changed"))
    try:
        manifest = strict_json.parse(data, layout.most_bytes(layout.MANIFEST) or 0)
        version, program = _check_format(path, manifest)
        digests = _check_digests(manifest, places)
    except JsonError as error:
        raise archive.fault(layout.MANIFEST, error.text) from None
    return Archive(path, version, program, digests, file, places)


def _check_format(path: Path, manifest: dict[str, Any]) -> tuple[int, str]:
    strict_json.member(manifest, "format", lambda v: v == layout.FORMAT)
    version = strict_json.member(manifest, "version", lambda v: type(v) is int and v >= 0)
    program = strict_json.member(manifest, "program", lambda v: isinstance(v, str) and len(v) < 40)
    if version > layout.VERSION:
        raise UserError(
            text(
                "“{file}” was saved by Netwright {newer} in format {version}; Netwright {own} reads "
                "formats up to {most}. Update the program to open it; the file is unchanged.",
                file=path.name,
                newer=program,
                version=version,
                own=PROGRAM,
                most=layout.VERSION,
            )
        )
    return version, program


def _check_digests(
    manifest: dict[str, Any], places: Mapping[str, tuple[int, int]]
) -> Mapping[str, Digest]:
    if set(manifest) != {"format", "version", "program", "members"}:
        raise JsonError(text("it has unknown entries"))
    digests: dict[str, Digest] = strict_json.member(
        manifest, "members", lambda v: isinstance(v, dict)
    )
    if set(digests) | {layout.MANIFEST} != set(places) or layout.MANIFEST in digests:
        raise JsonError(text("it does not list the parts that are there"))
    for name, digest in digests.items():
        sound = (
            isinstance(digest, dict)
            and set(digest) == {"size", "sha256"}
            and type(digest["size"]) is int
            and isinstance(digest["sha256"], str)
        )
        if not sound or digest["size"] != places[name][1]:
            raise JsonError(text("it lies about {member}", member=name))
    return digests


def _places(path: Path, file: IO[bytes]) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """Where each member's bytes begin and how many there are; and its checksum."""
    _check_end(path, file)
    try:
        listed = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise damaged(path, text("its list of parts is broken ({reason})", reason=error)) from None
    entries = [Entry(e.filename, e.CRC, e.file_size) for e in listed]
    places: dict[str, tuple[int, int]] = {}
    end = 0
    for entry in entries:
        most = layout.most_bytes(entry.name)
        if most is None:
            raise damaged(path, text("it holds an unknown part “{member}”", member=entry.name[:60]))
        if entry.name in places or entry.size > most:
            raise damaged(
                path, text("its part {member} is twice there or too large", member=entry.name)
            )
        file.seek(end)
        head = zip_records.head(entry)
        if file.read(len(head)) != head:
            raise damaged(path, text("the head of its part {member} is wrong", member=entry.name))
        places[entry.name] = (end + len(head), entry.size)
        end += len(head) + entry.size
    file.seek(end)
    rest = zip_records.directory(entries)
    if file.read(len(rest) + 1) != rest:
        raise damaged(path, text("its list of parts is not the one that belongs to them"))
    return places, {entry.name: entry.crc for entry in entries}


def _check_end(path: Path, file: IO[bytes]) -> None:
    """Checks the record at the file's end, so that the list before it is read within bounds."""
    size = os.fstat(file.fileno()).st_size
    file.seek(max(0, size - zip_records.TAIL))
    bounds = zip_records.list_bounds(file.read(zip_records.TAIL))
    if bounds is None:
        raise damaged(path, text("its end is missing or not that of a project file"))
    if not 0 < bounds[0] <= layout.MOST_MEMBERS or bounds[1] > layout.MOST_DIRECTORY:
        raise damaged(path, text("it lists too many parts, or none"))
