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


def _with_moments(documents: Documents) -> Documents:
    """Version 2 kept the last confusion matrix here, and nothing that is taken now and then.

    Its batches were of one size throughout, so that what was done before the epoch follows from it.
    """
    added: dict[str, dict[str, Any]] = {
        layout.HISTORY: {"paths": [], "kept": []},
        layout.TRAINING: {
            "live": {},
            "steps_before": None,
            "rows_before": None,
            "batched_from": 0,
        },
    }
    return documents | {
        name: {**documents[name], **more} for name, more in added.items() if name in documents
    }


def _with_an_ending(documents: Documents) -> Documents:
    """Version 3 kept nothing of a run between its ends, nor how it ended."""
    if layout.HISTORY not in documents:
        return documents
    return documents | {layout.HISTORY: {**documents[layout.HISTORY], "ended": None}}


#: From a version to the next: takes and gives the JSON members by name. Version 1 is the first.
MIGRATIONS: dict[int, Callable[[Documents], Documents]] = {
    1: _without_blocks,
    2: _with_moments,
    3: _with_an_ending,
}

_MIGRATED = (layout.PROJECT, layout.FITTED, layout.TRAINING, layout.HISTORY)


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
