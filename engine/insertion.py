"""Puts a block template into a network, as one more click in the builder."""

from engine.catalog.kind import Shape
from engine.catalog.templates.blocks import BlockTemplate
from engine.check.shapes import NetworkInfo, infer
from engine.rewiring import Rewiring
from engine.spec.network import INPUT, BlockSpec, LayerSpec, NetworkSpec, source_id, source_port
from engine.text import UserError, text


def insert_block(
    network: NetworkSpec, template: BlockTemplate, after: str | None = None
) -> tuple[NetworkSpec, list[str]]:
    """Puts a block behind `after` (the last layer unless told), sized to the shape there.

    It stands in the blocks that both of its neighbours stand in. Gives the network and the new ids.

    Raises:
        UserError: when there is no shape there yet, or the block can't work on it.
    """
    at, entry = place_below(network, after)
    shape = shape_at(network, infer(network), entry)
    name = _free_block_name(network, template.name)
    part = template.build(shape, name)
    draft = Rewiring(network)
    layers, blocks = _transplanted(network, part, entry, draft.path(at))
    draft.splice(layers, at)
    draft.blocks += tuple(blocks)
    return draft.done(), [layer.id for layer in layers]


def place_below(network: NetworkSpec, after: str | None) -> tuple[int, str]:
    """The place behind `after`, or at the end, and the reference that a newcomer there takes.

    Raises:
        UserError: when there is no input yet.
    """
    if not network.layers:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    at = network.index(after) + 1 if after is not None else len(network.layers)
    return at, Rewiring(network).onward(at)


def shape_at(network: NetworkSpec, info: NetworkInfo, ref: str) -> Shape:
    """The shape that a reference gives.

    Raises:
        UserError: when the layer has none, because something above it is wrong.
    """
    above = info.layers.get(source_id(ref))
    if above is None or source_port(ref) >= len(above.outputs):
        raise UserError(
            text(
                "“{layer}” gives nothing yet. Mend what is wrong there first.",
                layer=network.layer(source_id(ref)).name,
            )
        )
    return above.outputs[source_port(ref)]


def _free_block_name(network: NetworkSpec, stem: str) -> str:
    """The first of stem1, stem2, … that no block has and no layer's name begins with."""
    taken = {block.name for block in network.blocks}
    number = 1
    while f"{stem}{number}" in taken or any(
        layer.name.startswith(f"{stem}{number}_") for layer in network.layers
    ):
        number += 1
    return f"{stem}{number}"


def _transplanted(
    network: NetworkSpec, part: NetworkSpec, entry: str, around: tuple[str, ...]
) -> tuple[list[LayerSpec], list[BlockSpec]]:
    """The part's layers and blocks with ids that are free; its Input is what `entry` gives."""
    layer_ids = _fresh("l", {layer.id for layer in network.layers}, [la.id for la in part.layers])
    block_ids = _fresh("b", {block.id for block in network.blocks}, [b.id for b in part.blocks])
    layer_ids |= {layer.id: entry for layer in part.inputs}
    layers = [
        layer.replace(
            id=layer_ids[layer.id],
            inputs=tuple(layer_ids[source] for source in layer.inputs),
            group=around + tuple(block_ids[block] for block in layer.group),
        )
        for layer in part.layers
        if layer.kind != INPUT
    ]
    return layers, [block.replace(id=block_ids[block.id]) for block in part.blocks]


def _fresh(letter: str, taken: set[str], wanted: list[str]) -> dict[str, str]:
    """An id for each of the wanted ones that is not taken."""
    numbers = iter(range(len(taken) + 1, 2 * (len(taken) + len(wanted)) + 2))
    free = (f"{letter}{number}" for number in numbers if f"{letter}{number}" not in taken)
    return {old: next(free) for old in wanted}
