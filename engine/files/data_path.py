"""Where a project's CSV file lies: beside the project, elsewhere, or inside the project file.

In memory the path is always absolute, so that it means the same wherever the project is saved next.
In the file it is relative when the data lies in the project's folder tree, so that both can be
moved together. Data inside the file `wine.netw` has the path `…/wine.netw/data/wine.csv`, as if the
file were a folder.
"""

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from engine.files import layout
from engine.files.archive import Archive, open_archive
from engine.files.faults import read_fault
from engine.spec.data import CsvSource
from engine.spec.project import Project
from engine.text import UserError, text

_FOLDER = "data/"


def to_file(
    project: Project, path: Path, *, embed: bool | None
) -> tuple[Project, tuple[str, bytes] | None]:
    """The project as its file at `path` describes it, and the member that holds its data, if any."""
    source = project.data.source
    if not isinstance(source, CsvSource):
        return project, None
    if embed is None:
        return _with_path(project, _whole(source.path)), None
    inside = embedded(Path(source.path))
    if embed or inside is not None:
        name = _member_name(Path(source.path).name)
        data = inside if inside is not None else _small(Path(source.path).absolute())
        return _with_path(project, name), (name, data)
    return _with_path(project, _relative(_whole(source.path), path)), None


def from_file(project: Project, path: Path, archive: Archive) -> Project:
    """The project as it is used: its CSV file's path made absolute.

    Raises:
        UserError: for a path that leads out of the project's folder by a detour.
    """
    source = project.data.source
    if not isinstance(source, CsvSource):
        if archive.names(_FOLDER):
            raise UserError(text("it holds data that the project does not use"))
        return project
    if archive.names(_FOLDER) not in ([], [source.path]):
        raise UserError(text("it holds data that the project does not use"))
    if _is_whole(source.path):
        return project
    parts = PurePosixPath(source.path.replace("\\", "/")).parts
    if not parts or ".." in parts or "\0" in source.path:
        raise UserError(text("the path of its data leads out of the project's folder"))
    base = path if source.path in archive else path.parent
    return _with_path(project, str(base.joinpath(*parts)))


def embedded(path: Path) -> bytes | None:
    """The data at a path that leads into a project file; None for any other path.

    Raises:
        UserError: when the project file can't be read or has no such data.
    """
    if path.parent.parent.suffix != layout.SUFFIX or not path.parent.parent.is_file():
        return None
    with open_archive(path.parent.parent) as archive:
        return archive.read(f"{path.parent.name}/{path.name}")


def lies_elsewhere(project: Project, path: Path) -> str | None:
    """The path of data outside the project's folder tree, which a stranger's file may name."""
    source = project.data.source
    if not isinstance(source, CsvSource):
        return None
    found = Path(source.path).absolute()
    return None if found.is_relative_to(path.absolute().parent) else str(found)


def _small(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(layout.MOST_EMBEDDED + 1)
    except OSError as error:
        raise read_fault(path, error) from None
    if len(data) > layout.MOST_EMBEDDED:
        raise UserError(
            text(
                "“{file}” is too large to be kept in the project: at most {most} MB. Keep it "
                "beside the project instead.",
                file=path.name,
                most=layout.MOST_EMBEDDED // 2**20,
            )
        )
    return data


def _member_name(name: str) -> str:
    """A name that the list of members allows and that still resembles the file's."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", Path(name).stem).strip("_-")[:40]
    return f"{_FOLDER}{stem or 'table'}.csv"


def _is_whole(path: str) -> bool:
    """Whether the path is a whole one, on this system or on the one where it was written."""
    return PurePosixPath(path).is_absolute() or bool(PureWindowsPath(path).drive)


def _whole(path: str) -> str:
    return path if _is_whole(path) else str(Path(path).absolute())


def _relative(data: str, path: Path) -> str:
    folder = path.parent
    return Path(data).relative_to(folder).as_posix() if Path(data).is_relative_to(folder) else data


def _with_path(project: Project, path: str) -> Project:
    source = project.data.source.replace(path=path)
    return project.replace(data=project.data.replace(source=source))
