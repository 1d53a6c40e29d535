"""Project files whose digests and records are right, whatever their members say."""

import hashlib
import json
import zlib

from engine.files import layout, zip_records
from engine.files.zip_records import Entry

Members = list[tuple[str, bytes]]


def sealed(members: Members, manifest: dict | None = None) -> bytes:
    """A file of `members` whose manifest and records are right; `manifest` overrides its entries."""
    members = [(name, data) for name, data in members if name != "manifest.json"]
    listed = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members
    }
    described = {
        "format": "netwright",
        "version": layout.VERSION,
        "program": "0.1.0",
        "members": listed,
    }
    return bound([*members, ("manifest.json", json.dumps(described | (manifest or {})).encode())])


def bound(members: Members) -> bytes:
    """A zip of stored members with the records that belong to them."""
    entries = [Entry(name, zlib.crc32(data), len(data)) for name, data in members]
    body = b"".join(zip_records.head(e) + d for e, (_, d) in zip(entries, members, strict=True))
    return body + zip_records.directory(entries)
