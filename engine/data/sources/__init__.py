"""Where tables come from: one module a format, one door for all of them."""

import difflib
from pathlib import Path

from engine.data.sources import builtin, csv_file, generated, inline
from engine.data.table import Table
from engine.spec.data import (
    BuiltinSource,
    CsvSource,
    GeneratedSource,
    InlineSource,
    Source,
)
from engine.text import Text, UserError, text

BUILTIN_NAMES: tuple[str, ...] = tuple(builtin.DOCS)
GENERATED_NAMES: tuple[str, ...] = tuple(generated.DOCS)

#: What each built-in and generated set is called.
SOURCE_TITLES: dict[str, Text] = builtin.TITLES | generated.TITLES

#: One line about each built-in and generated set.
SOURCE_DOCS: dict[str, Text] = builtin.DOCS | generated.DOCS


def open_source(source: Source, folder: Path | None = None) -> Table:
    """The table that `source` describes.

    Args:
        source: a built-in, generated, CSV or inline source.
        folder: where the project file lies; a relative path starts there, or else in the current
            folder.

    Raises:
        UserError: when it can't be read, saying where it stops making sense.
    """
    match source:
        case BuiltinSource():
            return builtin.read(source)
        case GeneratedSource():
            return generated.read(source)
        case InlineSource():
            return inline.read(source)
        case CsvSource():
            return csv_file.read(source, folder)


def source_from_argument(argument: str) -> Source:
    """What a person means on the command line: the name of a set, or else the path of a file.

    Raises:
        UserError: for a word that is neither, naming sets spelt nearly so.
    """
    if argument in BUILTIN_NAMES:
        return BuiltinSource(name=argument)
    if argument in GENERATED_NAMES:
        return GeneratedSource(name=argument)
    path = Path(argument)
    if path.suffix or len(path.parts) > 1 or path.exists():
        return CsvSource(path=argument)
    near = difflib.get_close_matches(argument, [*BUILTIN_NAMES, *GENERATED_NAMES], n=3)
    raise UserError(
        text(
            "“{name}” is no file and no data set. Data sets: {known}.",
            name=argument[:60],
            known=", ".join(near or [*BUILTIN_NAMES, *GENERATED_NAMES]),
        )
    )
