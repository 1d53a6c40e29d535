"""How files of older formats become today's: one step a version, on the parsed JSON members."""

from collections.abc import Callable
from typing import Any

from engine.files import layout
from engine.files.archive import Archive, damaged
from engine.text import text

Documents = dict[str, dict[str, Any]]


def _without_blocks(documents: Documents) -> Documents:
    """Version 1 knew no blocks and no layers that are switched off: both have defaults."""
    return documents


#: From a version to the next: takes and gives the JSON members by name. Version 1 is the first.
MIGRATIONS: dict[int, Callable[[Documents], Documents]] = {1: _without_blocks}

_MIGRATED = (layout.PROJECT, layout.FITTED, layout.TRAINING)


def migrated(archive: Archive) -> Documents:
    """The JSON members as today's format has them; the file itself is left alone.

    Raises:
        DamagedFileError: when a member is no JSON, or the version is one that never was.
    """
    documents = {name: archive.json(name) for name in _MIGRATED if name in archive}
    for version in range(archive.version, layout.VERSION):
        if version not in MIGRATIONS:
            raise damaged(archive.path, text("its format {version} is unknown", version=version))
        documents = MIGRATIONS[version](documents)
    return documents
