"""The image of a block: the same layers under other ids and names, at another place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from engine.blocks import Path
from engine.naming import Fresh
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec, source_id

#: Gives the reference by which an image takes what its layer takes from outside the block.
Outside = Callable[[LayerSpec, int], str]


@dataclass(frozen=True)
class Twins:
    """Which layers and inner blocks of an image are there already, by their counterparts' ids."""

    layers: Mapping[str, LayerSpec] = field(default_factory=dict)
    blocks: Mapping[str, BlockSpec] = field(default_factory=dict)


@dataclass(frozen=True)
class Image:
    """The layers and inner blocks of an image, and which layer is the image of which."""

    layers: list[LayerSpec]
    blocks: list[BlockSpec]
    ids: Mapping[str, str]


def image_of(
    network: NetworkSpec,
    source: str,
    place: tuple[Path, BlockSpec],
    outside: Outside,
    twins: Twins,
) -> Image:
    """The image of a block; a layer that is there already keeps all that it may have of its own.

    Args:
        network: where the source is read.
        source: the block's id.
        place: the blocks around the image, and the image's own block.
        outside: what the image takes from outside for an input of a layer.
        twins: what is there already.
    """
    outer, block = place
    fresh = Fresh(network, block)
    members = network.members(source)
    depth = members[0].group.index(source) + 1
    inner = {b: network.block(b) for layer in members for b in layer.group[depth:]}
    there = {b: twins.blocks[b].id if b in twins.blocks else fresh.block_id() for b in inner}
    renamed = {network.block(source).name: block.name}
    blocks = []
    for counterpart in inner.values():
        wanted = next(iter(_carried_over(counterpart.name, renamed)), counterpart.name)
        free_name = partial(fresh.block_name, wanted)
        blocks.append(_inner_block(counterpart, there, twins.blocks.get(counterpart.id), free_name))
        renamed[counterpart.name] = blocks[-1].name
    ids: dict[str, str] = {}
    layers = []
    for layer in members:
        twin = twins.layers.get(layer.id)
        if twin is None or twin.kind != layer.kind:
            name = fresh.name_like(layer.name, *_carried_over(layer.name, renamed))
            twin = layer.replace(id=fresh.layer_id(), name=name)
        ids[layer.id] = twin.id
        inputs = tuple(
            _ported(ids[source_id(ref)], ref) if source_id(ref) in ids else outside(layer, slot)
            for slot, ref in enumerate(layer.inputs)
        )
        group = (*outer, block.id, *(there[b] for b in layer.group[depth:]))
        same = (inputs, group) == (twin.inputs, twin.group)
        layers.append(twin if same else twin.replace(inputs=inputs, group=group))
    return Image(layers, blocks, ids)


def _inner_block(
    block: BlockSpec,
    there: Mapping[str, str],
    twin: BlockSpec | None,
    free_name: Callable[[], str],
) -> BlockSpec:
    """The image of an inner block: a copy of what its counterpart is a copy of, if that is inside."""
    link = there.get(block.copy_of, "")
    if twin is None:
        return BlockSpec(id=there[block.id], name=free_name(), copy_of=link)
    kept = twin.copy_of if twin.copy_of not in there.values() else ""
    return twin.replace(copy_of=link or kept)


def _carried_over(name: str, renamed: Mapping[str, str]) -> list[str]:
    """The name with that of the block it begins with exchanged for the image's."""
    return [
        new + name.removeprefix(old)
        for old, new in sorted(renamed.items(), key=lambda pair: -len(pair[0]))
        if name.startswith(f"{old}_")
    ]


def _ported(layer_id: str, ref: str) -> str:
    _, colon, port = ref.partition(":")
    return layer_id + colon + port
