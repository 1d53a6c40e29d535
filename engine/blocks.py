"""Where blocks lie in the list of layers, which of them are copies of one another, and their shape.

A path names the blocks around a layer, the outermost first. A family is an original and its copies.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from engine.spec.network import (
    BlockSpec,
    LayerSpec,
    NetworkSpec,
    block_spans,
    source_port,
)

Path = tuple[str, ...]
#: What two blocks of a family have in common; see `structure`.
Structure = tuple[object, ...]
#: The places that each block takes up in a list of layers; a network has them as `spans`.
spans = block_spans


def common(first: Path, second: Path) -> Path:
    """The blocks that both paths begin with."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    return tuple(block_id for block_id, _ in pairs)


def shared(paths: Iterable[Path]) -> Path:
    """The blocks that all paths begin with."""
    found: Path | None = None
    for path in paths:
        found = path if found is None else common(found, path)
    return found or ()


def fitting(wanted: Path, above: Path, below: Path) -> Path:
    """The path nearest to `wanted` that a layer between two others can have."""
    least = common(above, below)
    best = max(common(wanted, above), common(wanted, below), key=len)
    return best if len(best) > len(least) else least


def head_length(layers: Sequence[LayerSpec], at: int, path: Path) -> int:
    """How many layers at `at` have one way in for those above that stand in `path`.

    All of a block that begins there, else the one layer.
    """
    if at >= len(layers):
        return 0
    group = layers[at].group
    begun = group[len(common(path, group)) :][:1]
    if not begun:
        return 1
    return sum(1 for _ in takewhile(lambda layer: begun[0] in layer.group, layers[at:]))


def original(network: NetworkSpec, block_id: str) -> str:
    """The block that this one is a copy of; itself when it is none."""
    return network.block(block_id).copy_of or block_id


def families(network: NetworkSpec) -> dict[str, tuple[str, ...]]:
    """The blocks of each family by the id of its original, from the top down."""
    order = {block_id: number for number, block_id in enumerate(network.spans)}
    found: dict[str, list[str]] = {}
    for block in sorted(network.blocks, key=lambda block: order[block.id]):
        found.setdefault(block.copy_of or block.id, []).append(block.id)
    return {root: tuple(ids) for root, ids in found.items()}


def family(network: NetworkSpec, block_id: str) -> tuple[str, ...]:
    """A block's original and all its copies, itself among them, from the top down."""
    return families(network)[original(network, block_id)]


def outer_path(network: NetworkSpec, block_id: str) -> Path:
    """The blocks around a block."""
    group = network.members(block_id)[0].group
    return group[: group.index(block_id)]


def children(network: NetworkSpec, block_id: str) -> tuple[str, ...] | None:
    """The blocks that fill a block; None when a layer stands in it by itself."""
    found: dict[str, None] = {}
    for layer in network.members(block_id):
        depth = layer.group.index(block_id) + 1
        if len(layer.group) == depth:
            return None
        found[layer.group[depth]] = None
    return tuple(found)


def run_in(network: NetworkSpec, block_id: str) -> tuple[str, ...]:
    """The copies that fill a block and nothing else; empty when it holds other things."""
    inside = children(network, block_id) or ()
    roots = {original(network, child) for child in inside}
    return inside if len(roots) == 1 else ()


def structure(network: NetworkSpec, block_id: str, span: range) -> Structure:
    """Kinds, connections and inner blocks: what all blocks of a family have in common.

    Whence a layer takes what comes from outside is each block's own affair, and so are parameters.
    """
    members = network.layers[span.start : span.stop]
    places = {layer.id: place for place, layer in enumerate(members)}
    depth = members[0].group.index(block_id) + 1
    numbers: dict[str, int] = {}
    for layer in members:
        for inner in layer.group[depth:]:
            numbers.setdefault(inner, len(numbers))
    links = {inner: network.block(inner).copy_of for inner in numbers}
    rows = tuple(
        (
            layer.kind,
            tuple(numbers[inner] for inner in layer.group[depth:]),
            tuple(
                (places[source], source_port(ref)) if source in places else None
                for ref, source in zip(layer.inputs, layer.sources, strict=True)
            ),
        )
        for layer in members
    )
    return (rows, tuple(numbers.get(links[inner]) for inner in numbers))


def tidied(layers: Sequence[LayerSpec], blocks: Iterable[BlockSpec]) -> tuple[BlockSpec, ...]:
    """The blocks that still have layers, from the top down; a copy of a copy names the original.

    Where an original has gone, its first copy takes its place.
    """
    blocks = tuple(blocks)
    order = {block_id: number for number, block_id in enumerate(spans(layers))}
    kept = sorted((b for b in blocks if b.id in order), key=lambda block: order[block.id])
    links = {block.id: block.copy_of for block in blocks}
    heirs: dict[str, str] = {}
    found = []
    for block in kept:
        root = block.copy_of
        while links.get(root):
            root = links[root]
        if root and root not in order:
            root = heirs.setdefault(root, block.id)
        root = "" if root == block.id else root
        found.append(block if block.copy_of == root else block.replace(copy_of=root))
    return tuple(found)


def with_paths(
    network: NetworkSpec, paths: Mapping[str, Path], blocks: Iterable[BlockSpec]
) -> NetworkSpec:
    """The network with other paths for the layers named."""
    layers = tuple(
        layer.replace(group=paths[layer.id])
        if paths.get(layer.id, layer.group) != layer.group
        else layer
        for layer in network.layers
    )
    return network.replace(layers=layers, blocks=tidied(layers, blocks))
