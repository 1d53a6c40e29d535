"""What the palette offers for a place in the network, and how well each kind matches a search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine import edits
from engine.catalog.kind import LayerKind, Shape
from engine.catalog.layers import GROUPS, LAYERS
from engine.catalog.templates.blocks import BLOCKS, BlockTemplate
from engine.check.shapes import NetworkInfo
from engine.insertion import place_below
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id, source_port
from engine.text import Text, UserError, text
from gui.forms.component_editor import kind_label
from gui.network.search_words import SEARCH_WORDS
from gui.translate import show, tr

#: A kind that works at that place comes before one that matches as well but does not.
_FITS = 5
#: What the key of a block begins with; no kind has a colon in its name.
BLOCK = "block:"
_EXACT, _PREFIX, _PART, _INSIDE, _SCATTERED, _ELSEWHERE = 100, 80, 70, 60, 30, 20
#: The words that a kind's name is made of, such as Multihead and Attention.
_PARTS = re.compile(r"[A-Z]+[a-z0-9]*|[a-z0-9]+")


@dataclass(frozen=True)
class Entry:
    """A line of the palette: a kind, a block by `BLOCK` and its name, or what a choice stands for.

    `warning` says why it does not work at that place as it is; one that is not `possible` can't be
    chosen at all.
    """

    key: str
    label: str
    doc: str
    group: str
    group_title: str
    warning: str = ""
    also: tuple[str, ...] = ()
    possible: bool = True


def entries(network: NetworkSpec, info: NetworkInfo, after: str | None) -> list[Entry]:
    """All kinds in the order of the palette, then the blocks, and at last the input."""
    groups = [group for group in GROUPS if group != "input"] + ["input"]
    kinds = sorted(LAYERS.values(), key=lambda kind: groups.index(kind.group))
    place = _place(network, info, after)
    found = [_entry(kind, _warning(kind, place)) for kind in kinds]
    last = next(place for place, entry in enumerate(found) if entry.group == "input")
    blocks = [_block_entry(block, place) for block in BLOCKS.values()]
    return [*found[:last], *blocks, *found[last:]]


def replacements(network: NetworkSpec, info: NetworkInfo, layer_id: str) -> list[Entry]:
    """All kinds that a layer could become, with what it would keep of its parameters."""
    layer = network.layer(layer_id)
    found = [
        _entry(kind, _replacing(kind, layer, network, info))
        for kind in LAYERS.values()
        if kind.name != INPUT
    ]
    return [replace(entry, possible=entry.key != layer.kind) for entry in found]


def _replacing(
    kind: LayerKind, layer: LayerSpec, network: NetworkSpec, info: NetworkInfo
) -> Text | None:
    """Why the layer would not work as this kind."""
    if kind.name == layer.kind:
        return text("“{layer}” is one already.", layer=layer.name)
    refs = edits.replace_kind(network, layer.id, kind.name).layer(layer.id).inputs
    low, _high = kind.arity
    if len(refs) < low:
        return text("It takes at least {count} inputs: connect another layer to it.", count=low)
    above = [info.layers.get(source_id(ref)) for ref in refs]
    shapes = [
        known.outputs[source_port(ref)]
        for ref, known in zip(refs, above, strict=True)
        if known is not None and source_port(ref) < len(known.outputs)
    ]
    if len(shapes) < len(refs):
        return None  # nothing is known of what it would be given
    try:
        params = kind.values(kind.fitting(layer.params))
        kind.out_shapes(params, tuple(shapes))
    except UserError as error:
        return error.text
    return None


def search(found: Sequence[Entry], query: str) -> list[Entry]:
    """The entries that match, the best first; all of them for an empty query."""
    wanted = query.casefold().split()
    if not wanted:
        return list(found)
    ranked = [(sum(_match(word, entry) for word in wanted), entry) for entry in found]
    matching = [
        (score + (0 if entry.warning else _FITS), entry)
        for score, entry in ranked
        if all(_match(word, entry) for word in wanted)
    ]
    return [entry for _score, entry in sorted(matching, key=lambda pair: -pair[0])]


def _match(word: str, entry: Entry) -> int:
    """How well a word matches an entry; 0 when not at all."""
    names = [entry.key.removeprefix(BLOCK).casefold(), entry.label.casefold()]
    if word in names:
        return _EXACT
    if any(name.startswith(word) for name in names):
        return _PREFIX
    if any(part.casefold().startswith(word) for part in _PARTS.findall(entry.key)):
        return _PART
    if any(word in name for name in names):
        return _INSIDE
    if word in entry.also:
        return _INSIDE
    if any(_in_order(word, name) for name in names):
        return _SCATTERED
    return _ELSEWHERE if any(word in other for other in entry.also) else 0


def _in_order(word: str, name: str) -> bool:
    """Whether the letters of `word` stand in `name` in this order, as “bn2” in “batchnorm2d”."""
    rest = iter(name)
    return all(letter in rest for letter in word)


def _entry(kind: LayerKind, warning: Text | None) -> Entry:
    title, doc = show(Text(GROUPS[kind.group])), show(Text(kind.doc))
    # A search finds the English words too, whatever the language on screen.
    words = SEARCH_WORDS.get(kind.name)
    other = (show(words), words.template) if words else ()
    also = (title, doc, GROUPS[kind.group], kind.doc, kind.group, kind.stem, *other)
    return Entry(
        key=kind.name,
        label=kind_label(kind),
        doc=doc,
        group=kind.group,
        group_title=title,
        warning=show(warning) if warning else "",
        also=tuple(words.casefold() for words in also),
    )


def _place(network: NetworkSpec, info: NetworkInfo, after: str | None) -> Shape | Text | None:
    """The shape that a newcomer would take, why nothing can stand there, or None where unknown."""
    try:
        _at, ref = place_below(network, after)
    except UserError as error:
        return error.text
    above = info.layers.get(source_id(ref))
    if above is None or source_port(ref) >= len(above.outputs):
        return None
    return above.outputs[source_port(ref)]


def _warning(kind: LayerKind, place: Shape | Text | None) -> Text | None:
    """Why a new layer of this kind would not work there with its default parameters."""
    if kind.name == INPUT or place is None:
        return None
    if isinstance(place, Text):
        return place
    if kind.arity[0] > 1:
        return None  # a merge gets its other inputs afterwards
    try:
        kind.out_shapes(kind.values({}), (place,))
    except UserError as error:
        return error.text
    return None


def _block_entry(block: BlockTemplate, place: Shape | Text | None) -> Entry:
    title, doc = show(Text(block.title)), show(Text(block.doc))
    group_title = tr("Blocks")
    warning = place if isinstance(place, Text) else None
    if isinstance(place, tuple):
        try:
            block.build(place, block.name)
        except UserError as error:
            warning = error.text
    also = (title, doc, group_title, block.title, block.doc, block.source, "block")
    return Entry(
        key=BLOCK + block.name,
        label=title,
        doc=doc,
        group=block.group,
        group_title=group_title,
        warning=show(warning) if warning else "",
        also=tuple(words.casefold() for words in also),
        possible=warning is None,
    )
