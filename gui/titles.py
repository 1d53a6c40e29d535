"""What a project or a table is called on screen: those that come with the program follow the language."""

from engine.data.sources import SOURCE_TITLES
from engine.data.table import Table
from engine.examples import EXAMPLES
from engine.spec.data import BuiltinSource, GeneratedSource, InlineSource
from gui.translate import show, tr

#: What a table is called that was typed in and never named.
_UNNAMED = InlineSource.model_fields["name"].default
_EXAMPLES = {example.title.template: example.title for example in EXAMPLES}


def project_title(title: str) -> str:
    """The title of a project that has no file yet."""
    own = _EXAMPLES.get(title)
    return show(own) if own is not None else title or tr("Untitled")


def table_title(table: Table) -> str:
    """The name of a set, or of the file."""
    source = table.source
    if isinstance(source, BuiltinSource | GeneratedSource):
        return show(SOURCE_TITLES[source.name])
    if isinstance(source, InlineSource) and source.name == _UNNAMED:
        return tr("typed table")
    return table.title
