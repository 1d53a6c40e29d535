"""What the gallery shows: each template at the size it would have here, or why it does not fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from engine import numbers
from engine.catalog.templates import TEMPLATE_GROUPS, TEMPLATES, DataShape, Template
from engine.check.shapes import require_valid
from engine.spec.network import NetworkSpec
from engine.text import Text, UserError
from gui.network.gallery.sketch import Sketch, sketch_of
from gui.translate import show, tr

#: Where a template does not fit the data, its drawing shows it for data that it does fit.
_USUAL = (
    DataShape((3, 64, 64), "multiclass", 10, 1_000),
    DataShape((64, 3), "multiclass", 10, 1_000),
)


@dataclass(frozen=True)
class Entry:
    """A card of the gallery; `reason` says why it can't be used here, empty when it can."""

    name: str
    title: str
    doc: str
    caption: str
    figure: str
    reason: str
    sketch: Sketch | None
    also: str = ""

    @property
    def fits(self) -> bool:
        """Whether it can be used here."""
        return not self.reason


def network_entries(shape: DataShape) -> list[Entry]:
    """A card for each template, in the order of the groups."""
    order = list(TEMPLATE_GROUPS)
    found = sorted(TEMPLATES.values(), key=lambda template: order.index(template.group))
    return [_entry(template, shape) for template in found]


def search(entries: Sequence[Entry], query: str) -> list[Entry]:
    """The entries that have every word of the query somewhere in their words."""
    words = query.casefold().split()
    return [entry for entry in entries if all(word in entry.also for word in words)]


def _entry(template: Template, shape: DataShape) -> Entry:
    title, doc = show(Text(template.title)), show(Text(template.doc))
    group = show(Text(TEMPLATE_GROUPS[template.group]))
    caption = f"{group} · {template.source}" if template.source else group
    figure, reason, sketch = sized(partial(template.build, shape))
    if sketch is None:
        sketch = _usual_sketch(template)
    # A search finds the English words too, whatever the language on screen.
    words = (title, doc, caption, template.name, template.title, template.doc, template.group)
    return Entry(
        template.name, title, doc, caption, figure, reason, sketch, " ".join(words).casefold()
    )


def sized(build: Callable[[], NetworkSpec]) -> tuple[str, str, Sketch | None]:
    """Parameters in words, why it can't be built, and the drawing."""
    try:
        network = build()
        info = require_valid(network)
    except UserError as error:
        return "", show(error.text), None
    template = tr("1 param") if info.parameters == 1 else tr("{count} params")
    figure = template.format(count=numbers.count(info.parameters))
    return figure, "", sketch_of(network, info)


def _usual_sketch(template: Template) -> Sketch | None:
    for shape in _USUAL:
        _figure, _reason, sketch = sized(partial(template.build, shape))
        if sketch is not None:
            return sketch
    return None
