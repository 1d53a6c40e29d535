"""What the gallery shows: each template at the size it would have here, or why it does not fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from engine.catalog.templates import TEMPLATE_GROUPS, TEMPLATES, DataShape, Template
from engine.catalog.templates.blocks import BLOCKS, BlockTemplate
from engine.check.shapes import NetworkInfo, require_valid
from engine.insertion import place_below, shape_at
from engine.spec.network import NetworkSpec
from engine.text import Text, UserError
from gui import counts
from gui.network.gallery.sketch import Sketch, sketch_of
from gui.translate import show

#: Where a template does not fit the data, its drawing shows it for data that it does fit.
_USUAL = (
    DataShape((3, 64, 64), "multiclass", 10, 1_000),
    DataShape((64, 3), "multiclass", 10, 1_000),
)
#: The same for blocks.
_USUAL_BELOW = ((64, 16, 16), (32, 16))


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


def block_entries(network: NetworkSpec, info: NetworkInfo, after: str | None) -> list[Entry]:
    """A card for each block, sized to the place below a card."""

    def build(block: BlockTemplate) -> NetworkSpec:
        _at, ref = place_below(network, after)
        return block.build(shape_at(network, info, ref), block.name)

    return [_block_entry(block, partial(build, block)) for block in BLOCKS.values()]


def search(entries: Sequence[Entry], query: str) -> list[Entry]:
    """The entries that have every word of the query somewhere in their words."""
    words = query.casefold().split()
    return [entry for entry in entries if all(word in entry.also for word in words)]


def _entry(template: Template, shape: DataShape) -> Entry:
    group = show(Text(TEMPLATE_GROUPS[template.group]))
    caption = f"{group} · {template.source}" if template.source else group
    usual = (partial(template.build, shape) for shape in _USUAL)
    return _card(template, caption, partial(template.build, shape), usual)


def _block_entry(block: BlockTemplate, build: Callable[[], NetworkSpec]) -> Entry:
    usual = (partial(block.build, shape, block.name) for shape in _USUAL_BELOW)
    return _card(block, block.source, build, usual)


def _card(
    made: Template | BlockTemplate,
    caption: str,
    build: Callable[[], NetworkSpec],
    usual: Iterable[Callable[[], NetworkSpec]],
) -> Entry:
    """A card drawn as it would be here, or else as it usually is."""
    title, doc = show(Text(made.title)), show(Text(made.doc))
    figure, reason, sketch = _sized(build)
    if sketch is None:
        drawings = (_sized(other)[2] for other in usual)
        sketch = next((drawing for drawing in drawings if drawing is not None), None)
    # A search finds the English words too, whatever the language on screen.
    words = (title, doc, caption, made.name, made.title, made.doc, made.group)
    return Entry(made.name, title, doc, caption, figure, reason, sketch, " ".join(words).casefold())


def _sized(build: Callable[[], NetworkSpec]) -> tuple[str, str, Sketch | None]:
    """Parameters in words, why it can't be built, and the drawing."""
    try:
        network = build()
        info = require_valid(network)
    except UserError as error:
        return "", show(error.text), None
    return counts.parameters(info.parameters), "", sketch_of(network, info)
