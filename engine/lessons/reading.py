"""A lesson as a teacher writes it: one TOML file, see docs/lessons.md."""

import tomllib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.examples import EXAMPLES, FOLDER
from engine.files.faults import read_fault
from engine.files.layout import SUFFIX
from engine.files.project_file import ProjectFile, load_project_only
from engine.lessons.places import check_places
from engine.spec.lesson import Lesson
from engine.text import Text, UserError, text

LESSON_SUFFIX = ".toml"
SHIPPED = FOLDER.parent / "lessons"
#: A lesson is words; a larger file is something else.
MOST_BYTES = 1 << 20
#: What the reader of specs says, in words for a teacher.
_PLAINLY = {
    "Field required": text("this entry is missing; add it"),
    "Extra inputs are not permitted": text(
        "there is no entry of this name; docs/lessons.md has their names"
    ),
}


def parse_lesson(source: str) -> Lesson:
    """The lesson that a text describes.

    Raises:
        UserError: saying which line is no TOML, or which entry of which step is wrong.
    """
    try:
        found = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(text("This is no TOML: {reason}.", reason=str(error)[:200])) from None
    try:
        return Lesson.parse(found)
    except UserError as error:
        raise UserError(_in_place(error.text)) from None


def _in_place(reason: Text) -> Text:
    """Steps, tasks and checks are counted from 1 by people and from 0 by the reader."""
    field = str(reason.args.get("field", ""))
    parts = [str(int(part) + 1) if part.isdigit() else part for part in field.split(".")]
    told = _PLAINLY.get(str(reason.args.get("reason", "")), reason.args.get("reason", ""))
    if len(parts) > 1 and parts[0] == "steps" and parts[1].isdigit():
        inner = " ".join(parts[2:]) or "steps"
        return text(
            "Step {number}, {entry}: {reason}.", number=int(parts[1]), entry=inner, reason=told
        )
    return Text(reason.template, {**reason.args, "reason": told}) if field else reason


def read_lesson(path: Path) -> Lesson:
    """The lesson in a file.

    Raises:
        UserError: when it can't be read or is no lesson; names the file.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise read_fault(path, error) from None
    if len(data) > MOST_BYTES:
        raise UserError(text("“{file}” is too large to be a lesson.", file=path.name))
    try:
        with _told_of(path):
            return parse_lesson(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise UserError(
            text("“{file}” is not written in UTF-8. Save it as UTF-8.", file=path.name)
        ) from None


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Names the file in whatever is wrong with it."""
    try:
        yield
    except UserError as error:
        raise UserError(
            text("The lesson “{file}” can't be opened. {reason}", file=path.name, reason=error.text)
        ) from None


def open_lesson(path: Path, actions: Collection[str]) -> ProjectFile:
    """The lesson's project with the lesson in it, as a project file.

    Args:
        path: the lesson's file.
        actions: ids of the actions that the lesson may show.

    Raises:
        UserError: like `read_lesson`, when its project can't be opened, and when it shows what is not there.
    """
    lesson = read_lesson(path)
    file = load_project_only(_project_of(lesson, path))
    with _told_of(path):
        check_places(lesson, file.project, actions)
    title = file.project.title or lesson.title
    return ProjectFile(
        file.project.replace(lesson=lesson, title=title),
        history=file.history,
        fitted=file.fitted,
        stored=file.stored,
    )


def _project_of(lesson: Lesson, path: Path) -> Path:
    known = {example.name: example.path for example in EXAMPLES}
    if lesson.project in known:
        return known[lesson.project]
    beside = path.parent / lesson.project
    if not lesson.project.endswith(SUFFIX) or beside.resolve().parent != path.parent.resolve():
        raise UserError(
            text(
                "The lesson “{file}” names the project “{project}”. Give it a project file in the same "
                "folder, or one of the examples: {examples}.",
                file=path.name,
                project=lesson.project,
                examples=", ".join(known),
            )
        )
    return beside


def shipped_lessons() -> tuple[Path, ...]:
    """The lessons that come with the program, in their order."""
    found = SHIPPED.glob(f"*{LESSON_SUFFIX}")
    return tuple(sorted(found, key=lambda path: int(path.stem.partition("-")[0])))
