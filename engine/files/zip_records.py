"""The records of a zip file with stored members: heads, the directory and the end of it.

There is exactly one way to write the records of given members, so that a reader can write them
again and compare. Layout: APPNOTE.TXT 6.3.3 by PKWARE, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16.
"""

import struct
from collections.abc import Sequence
from typing import NamedTuple

_HEAD = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR = struct.Struct("<4sIQI")
END = struct.Struct("<4s4H2IH")
#: The most bytes that stand behind the directory's records.
TAIL = _END64.size + _LOCATOR.size + END.size

_FULL = 0xFFFFFFFF
#: Versions of the format that a reader must know: 2.0, and 4.5 for sizes past 4 GB.
_PLAIN, _LARGE = 20, 45
#: The 1st of January 1980, so that equal contents are equal bytes.
_DATE = 0x21
_UNIX = 3 << 8
_PERMISSIONS = 0o100600 << 16


class Entry(NamedTuple):
    """A member: its name in ASCII, its CRC-32, its size."""

    name: str
    crc: int
    size: int


def head(entry: Entry) -> bytes:
    """What stands before a member's bytes."""
    name, large = entry.name.encode(), entry.size >= _FULL
    size = _FULL if large else entry.size
    extra = struct.pack("<2H2Q", 1, 16, entry.size, entry.size) if large else b""
    version = _LARGE if large else _PLAIN
    fixed = (version, 0, 0, 0, _DATE, entry.crc, size, size, len(name), len(extra))
    return _HEAD.pack(b"PK\3\4", *fixed) + name + extra


def directory(entries: Sequence[Entry]) -> bytes:
    """What stands behind the last member: the list of all and where it begins."""
    records, start = b"", 0
    for entry in entries:
        records += _record(entry, start)
        start += len(head(entry)) + entry.size
    count, length = len(entries), len(records)
    behind = b""
    if start >= _FULL:
        sizes = (count, count, length, start)
        behind = _END64.pack(b"PK\6\6", _END64.size - 12, _LARGE, _LARGE, 0, 0, *sizes)
        behind += _LOCATOR.pack(b"PK\6\7", 0, start + length, 1)
    shown = min(start, _FULL)
    return records + behind + END.pack(b"PK\5\6", 0, 0, count, count, length, shown, 0)


def list_bounds(tail: bytes) -> tuple[int, int] | None:
    """Number and bytes of the directory's records, from the file's last TAIL bytes.

    None when they do not end as `directory` ends, so that nothing larger than told is ever read.
    """
    if len(tail) < END.size:
        return None
    mark, *disks, here, count, length, start, comment = END.unpack(tail[-END.size :])
    if mark != b"PK\5\6" or any(disks) or comment or here != count:
        return None
    wide = tail[-TAIL : -END.size]
    located = wide[-_LOCATOR.size :].startswith(b"PK\6\7")
    if located != (start == _FULL):
        return None
    if located and (
        len(tail) < TAIL or _END64.unpack(wide[: _END64.size])[6:9] != (count, count, length)
    ):
        return None
    return count, length


def _record(entry: Entry, start: int) -> bytes:
    name, large = entry.name.encode(), entry.size >= _FULL
    size, shown = (_FULL if large else entry.size), min(start, _FULL)
    wide = ([entry.size, entry.size] if large else []) + ([start] if start >= _FULL else [])
    extra = struct.pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    version = _LARGE if wide else _PLAIN
    fixed = (_UNIX | version, version, 0, 0, 0, _DATE, entry.crc, size, size)
    lengths = (len(name), len(extra), 0, 0, 0)
    return _ENTRY.pack(b"PK\1\2", *fixed, *lengths, _PERMISSIONS, shown) + name + extra
