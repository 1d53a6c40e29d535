"""The project file, `.netw`: everything of a project in one file, without any code in it.

Opening a project needs no torch: `load_project_only` leaves the weights in the file, and whoever
trains or predicts reads them with `load_checkpoint`. docs/file-format.md describes the format.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.check.project import check_project
from engine.data.fitted import Fitted
from engine.files import data_path, layout, migrations, strict_json
from engine.files.archive import Archive, DamagedFileError, damaged, open_archive, write_archive
from engine.files.atomic import replacing
from engine.files.faults import read_fault
from engine.files.history_file import history_members, read_history
from engine.history import History
from engine.spec.base import Spec
from engine.spec.project import Project
from engine.text import Text, UserError, text

if TYPE_CHECKING:
    from engine.files.kept_file import Moments
    from engine.train.checkpoint import Checkpoint
    from engine.train.kept_state import KeptState

_S = TypeVar("_S", bound=Spec)
#: So many bytes at a file's end are looked at to tell whether it changed: its manifest, at least.
_TAIL = 1 << 16


@dataclass(frozen=True)
class StoredCheckpoint:
    """Weights that are still in a file: where, and the digests by which they are known again."""

    path: Path
    digests: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class ProjectFile:
    """What a project file holds. Evaluation and prediction use the best weights, going on the last.

    `moments` are earlier states of the run; `left_out` says which of them could not be read, if any.
    `stored` stands for a checkpoint and moments that were not read: saving copies them from the file
    they are in.
    """

    project: Project
    checkpoint: "Checkpoint | None" = None
    history: History | None = None
    fitted: Fitted | None = None
    stored: StoredCheckpoint | None = None
    moments: "Sequence[KeptState]" = ()
    left_out: Text | None = None


def save(
    path: Path,
    contents: ProjectFile,
    *,
    embed: bool | None = False,
    keep_previous: bool = True,
) -> None:
    """Writes the project file whole or not at all.

    Args:
        path: the file, by convention with the suffix `.netw`.
        contents: what to save.
        embed: True to keep the data in the file, for a CSV file of at most 5 MB; data that is in a
            project file already stays in. None leaves it where it is: for a copy that will not last.
        keep_previous: whether the generation before stays as `<name>.bak`.

    Raises:
        UserError: when it can't be written; the file before is then unchanged.
    """
    path = path.absolute()
    project, data = data_path.to_file(contents.project, path, embed=embed)
    with replacing(path, keep_previous=keep_previous) as file:
        write_archive(file, _members(replace(contents, project=project), data))


def load(path: Path) -> ProjectFile:
    """Everything that is in the project file.

    Raises:
        UserError: when it can't be read or trusted: which file, what is wrong, what to do.
    """
    contents = replace(load_project_only(path), checkpoint=load_checkpoint(path), stored=None)
    if contents.checkpoint is None:
        return contents
    moments = load_moments(path, contents.project, contents.checkpoint)
    return replace(contents, moments=moments.states, left_out=moments.left_out)


def load_project_only(path: Path) -> ProjectFile:
    """Like `load`, but without torch: weights stay in the file and are only noted as `stored`."""
    path = path.absolute()
    with open_archive(path) as archive:
        documents = migrations.migrated(archive)
        project = _spec(archive, layout.PROJECT, Project, documents)
        fitted = None
        if layout.FITTED in documents:
            fitted = _spec(archive, layout.FITTED, Fitted, documents)
        try:
            project = data_path.from_file(check_project(project), path, archive)
        except UserError as error:
            raise archive.fault(layout.PROJECT, error.text) from None
        history = read_history(archive, documents.get(layout.HISTORY))
        return ProjectFile(project, None, history, fitted, _stored(path, archive))


def load_checkpoint(path: Path) -> "Checkpoint | None":
    """The weights and the state of training in the file; None where it has never been trained.

    Raises:
        UserError: like `load`.
    """
    from engine.files.checkpoint_file import read_checkpoint

    with open_archive(path.absolute()) as archive:
        if _stored(path, archive) is None:
            return None
        return read_checkpoint(archive, migrations.migrated(archive)[layout.TRAINING])


def load_moments(path: Path, project: Project, checkpoint: "Checkpoint") -> "Moments":
    """The earlier moments of the run in the file, and which of them could not be read.

    Args:
        path: the file.
        project: the file's own.
        checkpoint: what `load_checkpoint` gave.

    Raises:
        UserError: like `load`; a moment that is damaged is only left out.
    """
    from engine.files.kept_file import read_kept

    with open_archive(path.absolute()) as archive:
        return read_kept(archive, project, checkpoint)


def trained_steps(path: Path) -> int:
    """How many steps the weights in the file have been trained; 0 where there are none.

    Raises:
        UserError: like `load`.
    """
    with open_archive(path.absolute()) as archive:
        if _stored(path, archive) is None:
            return 0
        steps = migrations.migrated(archive)[layout.TRAINING].get("step")
        if type(steps) is not int or steps < 0:
            raise archive.fault(layout.TRAINING, text("its entry “{key}” is wrong", key="step"))
        return steps


def fingerprint(path: Path) -> str | None:
    """Tells whether another program changed the file; None where there is none.

    The end of a project file lists the digests of everything in it, so a few kilobytes suffice, and
    copying or touching the file is no change.

    Raises:
        UserError: when it can't be read.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL))
            return f"{size}-{hashlib.sha256(file.read()).hexdigest()}"
    except FileNotFoundError:
        return None
    except OSError as error:
        raise read_fault(path, error) from None


def _members(contents: ProjectFile, data: tuple[str, bytes] | None) -> Iterator[tuple[str, bytes]]:
    """The members in their order; each is made only when it is written."""
    yield layout.PROJECT, strict_json.dump(contents.project.model_dump(mode="json"))
    if contents.fitted is not None:
        yield layout.FITTED, strict_json.dump(contents.fitted.model_dump(mode="json"))
    if data is not None:
        yield data
    if contents.checkpoint is not None:
        from engine.files.checkpoint_file import checkpoint_members

        yield from checkpoint_members(contents.checkpoint)
        if contents.moments:
            from engine.files.kept_file import kept_members

            yield from kept_members(contents.checkpoint, contents.moments)
    elif contents.stored is not None:
        yield from _copied(contents.stored)
    if contents.history is not None:
        yield from history_members(contents.history)


def _spec(
    archive: Archive, name: str, kind: type[_S], documents: Mapping[str, dict[str, object]]
) -> _S:
    if name not in documents:
        raise damaged(archive.path, text("its part {member} is missing", member=name))
    try:
        return kind.parse(documents[name])
    except UserError as error:
        raise archive.fault(name, error.text) from None


def _stored(path: Path, archive: Archive) -> StoredCheckpoint | None:
    present = [name for name in layout.CHECKPOINT if name in archive]
    if not present:
        return None
    for name in layout.CHECKPOINT:
        if name not in archive:
            raise damaged(path, text("its part {member} is missing", member=name))
    stored = [n for n in archive.in_order() if n in layout.CHECKPOINT or layout.is_kept(n)]
    return StoredCheckpoint(path, {name: str(archive.digests[name]["sha256"]) for name in stored})


def _copied(stored: StoredCheckpoint) -> Iterator[tuple[str, bytes]]:
    """The members as they are, but for what is of an older format, and moments that are damaged."""
    with open_archive(stored.path) as archive:
        documents = migrations.migrated(archive)
        for name, digest in stored.digests.items():
            if name not in archive or archive.digests[name]["sha256"] != digest:
                raise UserError(
                    text(
                        "The weights are no longer in “{file}”: another program changed it. Open "
                        "the file again, or save the project without weights.",
                        file=stored.path.name,
                    )
                )
            if name in documents:
                yield name, strict_json.dump(documents[name])
                continue
            try:
                data = archive.read(name)
            except DamagedFileError:
                if name not in layout.CHECKPOINT:
                    continue  # said when the copy is opened
                raise
            yield name, data
