"""Where tables come from: one module a format, one door for all of them."""

from engine.data.sources import builtin, generated, inline
from engine.data.table import Table
from engine.spec.data import (
    BuiltinSource,
    GeneratedSource,
    InlineSource,
)
from engine.text import Text, text

BUILTIN_NAMES: tuple[str, ...] = tuple(builtin.DOCS)
GENERATED_NAMES: tuple[str, ...] = tuple(generated.DOCS)

#: One line about each built-in and generated set.
SOURCE_DOCS: dict[str, Text] = builtin.DOCS | generated.DOCS


def open_source(source: BuiltinSource | GeneratedSource | InlineSource) -> Table:
    """The table that `source` describes.

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
