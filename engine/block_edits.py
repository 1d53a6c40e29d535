"""Pure functions that make, repeat and undo blocks: groups of layers under one name.

A copy made here is linked: `engine.linking` keeps it like its original. Whole blocks are moved,
deleted and duplicated by the edits for layers.
"""

from collections.abc import Iterable

from engine.blocks import Path, families, original, outer_path, run_in, shared, with_paths
from engine.edits import remove
from engine.images import Twins, image_of
from engine.naming import Fresh
from engine.rewiring import Rewiring
from engine.spec.network import (
    INPUT,
    BlockSpec,
    LayerSpec,
    NetworkSpec,
    check_block_name,
    source_id,
)
from engine.text import UserError, text

MOST_COPIES = 100


def group(
    network: NetworkSpec, layer_ids: Iterable[str], name: str = ""
) -> tuple[NetworkSpec, str]:
    """Puts layers that stand one behind the other into a new block; gives the block's id too.

    Raises:
        UserError: when they are apart, cut through another block, or have an input among them.
    """
    ids = set(layer_ids)
    layers = [layer for layer in network.layers if layer.id in ids]
    around = _around(network, layers)
    fresh = Fresh(network)
    block = BlockSpec(id=fresh.block_id(), name=checked_name(name or fresh.block_name("block1")))
    depth = len(around)
    paths = {la.id: (*around, block.id, *la.group[depth:]) for la in layers}
    return with_paths(network, paths, (*network.blocks, block)), block.id


def _around(network: NetworkSpec, layers: list[LayerSpec]) -> Path:
    """The blocks around layers that can be grouped."""
    if not layers:
        raise UserError(text("Select the layers that are to be grouped first."))
    if any(layer.kind == INPUT for layer in layers):
        raise UserError(text("The input stays outside of blocks. Select the layers below it."))
    first, last = network.index(layers[0].id), network.index(layers[-1].id)
    if last - first != len(layers) - 1:
        between = next(la for la in network.layers[first:last] if la not in layers)
        raise UserError(
            text(
                "Only layers that stand one behind the other make a block: “{layer}” is between "
                "them. Select it too, or move it away.",
                layer=between.name,
            )
        )
    around = shared(layer.group for layer in layers)
    ids = {layer.id for layer in layers}
    for block_id in dict.fromkeys(b for layer in layers for b in layer.group[len(around) :]):
        if any(member.id not in ids for member in network.members(block_id)):
            raise UserError(
                text(
                    "This would cut through the block “{block}”. Select all of it, or layers inside "
                    "it only.",
                    block=network.block(block_id).name,
                )
            )
    return around


def ungroup(network: NetworkSpec, block_id: str) -> NetworkSpec:
    """Takes a block away; its layers stay where they are."""
    paths = {
        layer.id: tuple(b for b in layer.group if b != block_id)
        for layer in network.members(block_id)
    }
    return with_paths(network, paths, network.blocks)


def rename_block(network: NetworkSpec, block_id: str, name: str) -> NetworkSpec:
    """Gives a block another name, which need not be one of its own.

    Raises:
        UserError: when the name is empty or too long.
    """
    return _renamed(network, {block_id: checked_name(name)})


def checked_name(name: str) -> str:
    """The name without blanks around it; raises UserError when a block can't be called so."""
    name = " ".join(name.split())
    check_block_name(name)
    return name


def _renamed(network: NetworkSpec, names: dict[str, str]) -> NetworkSpec:
    return network.replace(
        blocks=tuple(
            block.replace(name=names[block.id]) if block.id in names else block
            for block in network.blocks
        )
    )


def run_of(network: NetworkSpec, block_id: str) -> str:
    """The block that holds this block and its copies and nothing else; "" when there is none.

    A block that holds nothing but copies is such a run itself.
    """
    if run_in(network, block_id):
        return block_id
    outer = outer_path(network, block_id)
    return outer[-1] if outer and run_in(network, outer[-1]) else ""


def times(network: NetworkSpec, block_id: str) -> int:
    """How often a block stands in its run."""
    run = run_of(network, block_id)
    return len(run_in(network, run)) if run else 1


def repeat(network: NetworkSpec, block_id: str, count: int) -> NetworkSpec:
    """Makes a block stand `count` times one behind the other, the copies linked and fed in a chain.

    A block around them holds them and takes the name. On such a run the number of copies changes at
    the end; a new copy has the parameters of the one above it.
    """
    if not 1 <= count <= MOST_COPIES:
        raise UserError(text("A block can be repeated 1 to {most} times.", most=MOST_COPIES))
    run = run_of(network, block_id)
    if not run:
        if count == 1:
            return network
        network, run = _with_run_around(network, block_id)
    inside = run_in(network, run)
    if count < len(inside):
        gone = [la.id for child in inside[count:] for la in network.members(child)]
        network = remove(network, gone)
    for _ in range(count - len(inside)):
        last = run_in(network, run)[-1]
        at = network.spans[last].stop
        path = outer_path(network, last)
        network, _new = _with_copy(network, last, at, path)
    return _without_run(network, run) if count == 1 else network


def _with_run_around(network: NetworkSpec, block_id: str) -> tuple[NetworkSpec, str]:
    """A block around the block, which takes over its name."""
    outer, name = outer_path(network, block_id), network.block(block_id).name
    fresh = Fresh(network)
    run = BlockSpec(id=fresh.block_id(), name=name)
    depth = len(outer)
    paths = {la.id: (*outer, run.id, *la.group[depth:]) for la in network.members(block_id)}
    network = with_paths(network, paths, (*network.blocks, run))
    return _renamed(network, {block_id: fresh.block_name(f"{name}_1")}), run.id


def _without_run(network: NetworkSpec, run: str) -> NetworkSpec:
    """A single block needs no other around it, unless that one has copies of its own."""
    if len(families(network)[original(network, run)]) > 1:
        return network
    (only,) = run_in(network, run)
    network = _renamed(network, {only: network.block(run).name})
    return ungroup(network, run)


def reuse(
    network: NetworkSpec, block_id: str, at: int, around: Path = ()
) -> tuple[NetworkSpec, str]:
    """Puts a linked copy of a block in at another place; gives its id too.

    Raises:
        UserError: when that place is inside the block or one of its copies.
    """
    if at < 1:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    return _with_copy(network, block_id, at, Rewiring(network).path(at, around))


def _with_copy(network: NetworkSpec, block_id: str, at: int, path: Path) -> tuple[NetworkSpec, str]:
    """A linked copy at place `at`: it is fed by what feeds on there, its rails stay where they can."""
    fresh, draft = Fresh(network), Rewiring(network)
    name = fresh.block_name(network.block(block_id).name)
    block = BlockSpec(id=fresh.block_id(), name=name, copy_of=original(network, block_id))
    start = network.spans[block_id].start
    way_in, entry = draft.chain_input(start), draft.onward(at)

    def outside(layer: LayerSpec, slot: int) -> str:
        ref = layer.inputs[slot]
        return entry if ref == way_in or network.index(source_id(ref)) >= at else ref

    image = image_of(network, block_id, (path, block), outside, Twins())
    draft.blocks += (block, *image.blocks)
    draft.splice(image.layers, at)
    return draft.done(), block.id


def unlink(network: NetworkSpec, block_id: str) -> NetworkSpec:
    """Makes a block one of its own: it follows no other any more, and no other follows it."""
    others = [b for b in families(network)[original(network, block_id)] if b != block_id]
    heir = next((b for b in others if not network.block(b).copy_of), others[0] if others else "")
    links = {other: "" if other == heir else heir for other in others} | {block_id: ""}
    return network.replace(
        blocks=tuple(
            block.replace(copy_of=links[block.id])
            if links.get(block.id, block.copy_of) != block.copy_of
            else block
            for block in network.blocks
        )
    )
