"""Copying layers, within a network and from the clipboard, with the blocks that are copied whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.blocks import Path, shared, spans
from engine.catalog.layers import layer_kind
from engine.naming import Fresh
from engine.rewiring import Rewiring
from engine.spec.network import INPUT, BlockSpec, LayerSpec, NetworkSpec
from engine.text import UserError, text


@dataclass(frozen=True)
class Excerpt:
    """Layers out of a network, and those blocks that they are all of.

    `around` names the blocks that the layers stood in together.
    """

    layers: tuple[LayerSpec, ...]
    blocks: tuple[BlockSpec, ...] = ()
    around: Path = ()


def excerpt(network: NetworkSpec, layer_ids: Iterable[str]) -> Excerpt:
    """The layers of these ids, from the top down; a copy without its original is a block of its own."""
    ids = set(layer_ids)
    layers = tuple(layer for layer in network.layers if layer.id in ids)
    inside = spans(layers)
    whole = {
        block_id
        for block_id, span in network.spans.items()
        if block_id in inside and len(span) == sum(block_id in la.group for la in layers)
    }
    blocks = tuple(
        block if block.copy_of in whole else block.replace(copy_of="")
        for block in network.blocks
        if block.id in whole
    )
    paths = [_within(layer.group, whole) for layer in layers]
    around = shared(
        layer.group[: len(layer.group) - len(path)]
        for layer, path in zip(layers, paths, strict=True)
    )
    cut = tuple(
        layer.replace(group=path) if path != layer.group else layer
        for layer, path in zip(layers, paths, strict=True)
    )
    return Excerpt(cut, blocks, around)


def copies(
    network: NetworkSpec,
    layers: Sequence[LayerSpec],
    at: int,
    blocks: Sequence[BlockSpec] = (),
    group: Path = (),
) -> tuple[NetworkSpec, list[str]]:
    """Inserts copies of `layers` at `at` with new ids; connections among them are kept.

    What a copy took from elsewhere, it takes from the card above the copies. A name that is free
    is kept, which is what cutting and pasting wants. `blocks` come along; around them are those of
    `group` that reach to that place.
    """
    draft, fresh = Rewiring(network), Fresh(network)
    at = max(at, 1)
    if not draft.layers:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    entry, path = draft.onward(at), draft.path(at, group)
    new_blocks = {block.id: fresh.block_id() for block in blocks}
    new_ids: dict[str, str] = {}
    made: list[LayerSpec] = []
    for layer in (layer for layer in layers if layer.kind != INPUT):
        kind = layer_kind(layer.kind)
        values = kind.filled(layer.params, owner=layer.name)
        params = {f.name: values[f.name] for f in kind.fields if values[f.name] != f.default}
        copy = layer.replace(
            id=fresh.layer_id(),
            name=fresh.name_like(layer.name, layer.name),
            params=params,
            inputs=_copied_inputs(layer, new_ids, entry),
            group=path + tuple(new_blocks[b] for b in layer.group if b in new_blocks),
        )
        new_ids[layer.id] = copy.id
        made.append(copy)
    if made:
        draft.splice(made, at)
        draft.blocks += tuple(
            BlockSpec(
                id=new_blocks[block.id],
                name=fresh.block_name(block.name),
                copy_of=new_blocks.get(block.copy_of, ""),
            )
            for block in blocks
        )
    return draft.done(), [layer.id for layer in made]


def _within(path: Path, whole: set[str]) -> Path:
    """The end of a path that lies in blocks that are copied whole."""
    return tuple(block_id for block_id in path if block_id in whole)


def _copied_inputs(layer: LayerSpec, new_ids: Mapping[str, str], entry: str) -> tuple[str, ...]:
    """References among the copies follow to the copies; all others become the way in, once."""
    refs = []
    for ref in layer.inputs or (entry,):
        source, colon, port = ref.partition(":")
        refs.append(new_ids[source] + colon + port if source in new_ids else entry)
    return tuple(dict.fromkeys(refs))
