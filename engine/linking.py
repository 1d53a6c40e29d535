"""Copies of a block follow what is edited in one of them: a block's inside is edited once.

Edits know nothing of copies; afterwards `follow` finds the block that was edited in each family and
makes the others like it. The k-th layer of one was the k-th layer of the other before the edit.
Whether a copy has a value of its own is nowhere written: it has one where it differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.blocks import Structure, families, head_length, outer_path, structure, tidied
from engine.images import Image, Twins, image_of
from engine.latest import kept
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec, source_id
from engine.text import UserError, text
from engine.twins import pairs, with_values_followed


def follow(
    before: NetworkSpec,
    after: NetworkSpec,
    *,
    only_here: bool = False,
    since: NetworkSpec | None = None,
) -> NetworkSpec:
    """The network after an edit, with the copies of what was edited made like it.

    A copy keeps what it had of its own before the edit, or in the network `since` which it goes on.
    Kinds and connections always follow; parameters, initialisation and switches unless `only_here`.
    Blocks that did not match from the first, as a file may bring them, are copies no longer.

    Raises:
        UserError: when a block would come to lie in a copy of itself, or two copies contradict.
    """
    if not any(block.copy_of for block in after.blocks):
        return after
    values_only = _same_structure(before, after) and _alike(before)
    network = after if values_only else _without_misfits(before, after)
    network = with_values_followed(before, network, since or before, only_here=only_here)
    if values_only:
        return network
    # Making inner blocks alike changes the blocks around them, which then have their turn.
    for _ in range(2 * len(network.blocks)):
        odd = _odd_ones(before, network)
        if odd is None:
            return network
        source, others = odd
        for other in others:
            network = _Sibling(before, network, source, other).rebuilt()
    raise UserError(
        text(
            "The copies of a block can't follow this: one would have to stand inside itself, or two "
            "would have to be different. Unlink one of them first."
        )
    )


def _same_structure(before: NetworkSpec, after: NetworkSpec) -> bool:
    """Whether an edit left blocks, kinds and connections as they were."""
    return (before.blocks, len(before.layers)) == (after.blocks, len(after.layers)) and all(
        one is other
        or (one.id, one.kind, one.group, one.inputs)
        == (other.id, other.kind, other.group, other.inputs)
        for one, other in zip(before.layers, after.layers, strict=True)
    )


@kept
def _alike(network: NetworkSpec) -> bool:
    """Whether every copy of a block is like its original."""
    shapes = _structures(network)
    copies = (block for block in network.blocks if block.copy_of)
    return all(shapes[block.id] == shapes[block.copy_of] for block in copies)


def _without_misfits(before: NetworkSpec, after: NetworkSpec) -> NetworkSpec:
    """Without links between blocks that were never alike: before the edit, or since they are there."""
    shapes = _structures(after)
    odd = [b for b in after.blocks if b.copy_of and shapes[b.copy_of] != shapes[b.id]]
    if not odd:
        return after
    old = _structures(before)
    never = {
        block.id
        for block in odd
        if (block.id in old) == (block.copy_of in old)
        and (block.id not in old or old[block.copy_of] != old[block.id])
    }
    blocks = tuple(b.replace(copy_of="") if b.id in never else b for b in after.blocks)
    return after.replace(blocks=blocks) if never else after


@kept
def _structures(network: NetworkSpec) -> Mapping[str, Structure]:
    return {
        block.id: structure(network, block.id, network.spans[block.id]) for block in network.blocks
    }


def _odd_ones(before: NetworkSpec, network: NetworkSpec) -> tuple[str, list[str]] | None:
    """The innermost family whose blocks differ: the block that was edited, and those unlike it."""
    places, known = network.spans, _structures(network)
    found = [ids for ids in families(network).values() if len(ids) > 1]
    found.sort(key=lambda ids: -network.layers[places[ids[0]].start].group.index(ids[0]))
    for ids in found:
        shapes = {block_id: known[block_id] for block_id in ids}
        if len(set(shapes.values())) > 1:
            source = _edited(before, network, shapes)
            return source, [other for other in ids if shapes[other] != shapes[source]]
    return None


def _edited(before: NetworkSpec, network: NetworkSpec, shapes: Mapping[str, Structure]) -> str:
    """The block of a family that was edited; of several the one that has most to give."""
    known = _structures(before)
    edited = [
        block_id
        for block_id, shape in shapes.items()
        if block_id in known and known[block_id] != shape
    ]

    def gained(block_id: str) -> int:
        old = {layer.id for layer in before.members(block_id)}
        return sum(layer.id not in old for layer in network.members(block_id))

    return max(edited, key=gained) if edited else next(iter(shapes))


@dataclass(frozen=True)
class _Use:
    """Somebody outside a block who takes one of its layers, or the network's output."""

    ref: str
    behind: bool


class _Sibling:
    """A block that is being made like another one of its family."""

    def __init__(self, before: NetworkSpec, now: NetworkSpec, source: str, block_id: str) -> None:
        self._before, self._now, self._source, self._id = before, now, source, block_id
        self._span = now.spans[block_id]
        self._inside = {layer.id for layer in now.members(block_id)}
        self._source_inside = {layer.id for layer in now.members(source)}
        known = {block.id for block in before.blocks}
        self._pairs = pairs(before, source, block_id) if {source, block_id} <= known else []
        self._ways_in = self._find_ways_in()

    def rebuilt(self) -> NetworkSpec:
        """The network with the block made like its source; its users find what they took."""
        place = (outer_path(self._now, self._id), self._now.block(self._id))
        image = image_of(self._now, self._source, place, self._outside, self._twins())
        users = _Users(self._before, self._now, self._source, self._pairs, image)
        start, stop = self._span.start, self._span.stop
        layers = list(self._now.layers)
        layers[start:stop] = image.layers
        end = start + len(image.layers)
        behind = end + head_length(layers, end, layers[end - 1].group)
        for number in range(end, len(layers)):
            layers[number] = self._redirected(layers[number], users, behind=number < behind)
        outputs = (
            users.of(ref, behind=True) if source_id(ref) in self._inside else ref
            for ref in self._now.outputs
        )
        gone = {b for layer in self._now.members(self._id) for b in layer.group}
        gone -= {self._id, *place[0]}
        blocks = [block for block in self._now.blocks if block.id not in gone] + image.blocks
        return NetworkSpec.parse(
            {
                "layers": tuple(layers),
                "outputs": tuple(dict.fromkeys(outputs)),
                "blocks": tidied(layers, blocks),
            }
        )

    def _redirected(self, layer: LayerSpec, users: "_Users", *, behind: bool) -> LayerSpec:
        if self._inside.isdisjoint(layer.sources):
            return layer
        inputs = tuple(
            users.of(ref, behind=behind) if source_id(ref) in self._inside else ref
            for ref in layer.inputs
        )
        return layer.replace(inputs=inputs)

    def _twins(self) -> Twins:
        """What of the image is there already."""
        layers = {
            one.id: self._now.layer(two.id)
            for one, two in self._pairs
            if one.id in self._source_inside and two.id in self._inside
        }
        here = {block.id: block for block in self._now.blocks}
        blocks: dict[str, BlockSpec] = {}
        for one, two in self._pairs:
            deeper = one.group[one.group.index(self._source) + 1 :]
            for inner, twin in zip(
                deeper, two.group[two.group.index(self._id) + 1 :], strict=False
            ):
                if inner in here and twin in here and self._holds(twin):
                    blocks[inner] = here[twin]
        return Twins(layers, blocks)

    def _holds(self, block_id: str) -> bool:
        return all(layer.id in self._inside for layer in self._now.members(block_id))

    def _find_ways_in(self) -> dict[str, str]:
        """What the source takes from outside, and what this block takes in its place."""
        found: dict[str, str] = {}
        for version in (self._now, self._before):
            for one, two in self._pairs:
                if one.id in version and two.id in self._now:
                    inputs, own = version.layer(one.id).inputs, self._now.layer(two.id).inputs
                    if len(inputs) == len(own):
                        for ref, twin in zip(inputs, own, strict=True):
                            if source_id(twin) not in self._inside:
                                found.setdefault(ref, twin)
        return found

    def _outside(self, layer: LayerSpec, slot: int) -> str:
        ref = layer.inputs[slot]
        if ref in self._ways_in:
            return self._ways_in[ref]
        if self._now.index(source_id(ref)) < self._span.start:
            return ref
        members = self._now.members(self._id)
        return next(r for la in members for r in la.inputs if source_id(r) not in self._inside)


class _Users:
    """Where those who took a layer of a block find it after the block was made like another one."""

    def __init__(
        self,
        before: NetworkSpec,
        now: NetworkSpec,
        source: str,
        known: list[tuple[LayerSpec, LayerSpec]],
        image: Image,
    ) -> None:
        self._image = image
        self._counterpart = {two.id: one.id for one, two in known}
        inside = {layer.id for layer in now.members(source)}
        uses, previous = _uses(now, source), _uses(before, source) if known else {}
        #: What its users, those behind it and others, took before, and what they take instead.
        self._moved: dict[tuple[str, bool], str] = {}
        for user, use in previous.items():
            taken = uses[user].ref if user in uses else use.ref
            if taken != use.ref and source_id(taken) in inside:
                self._moved.setdefault((source_id(use.ref), use.behind), taken)

    def of(self, ref: str, *, behind: bool) -> str:
        """The reference to take instead of `ref`: the one that such a user of the source takes."""
        layer_id, colon, port = ref.partition(":")
        taken = self._counterpart.get(layer_id, "")
        moved = self._moved.get((taken, behind), "")
        if not moved and (behind or taken not in self._image.ids):
            moved = self._moved.get((taken, not behind), "")
        if moved:
            taken, colon, port = moved.partition(":")
        if taken in self._image.ids:
            return self._image.ids[taken] + colon + port
        return self._image.layers[-1].id


def _uses(network: NetworkSpec, block_id: str) -> dict[tuple[str, int], _Use]:
    """Who takes a layer of a block from outside: by layer and slot, and by number of the output."""
    span = network.spans[block_id]
    inside = {layer.id for layer in network.members(block_id)}
    found = {
        ("", number): _Use(ref, behind=True)
        for number, ref in enumerate(network.outputs)
        if source_id(ref) in inside
    }
    path = network.layers[span.start].group
    behind = span.stop + head_length(network.layers, span.stop, path)
    for place in range(span.stop, len(network.layers)):
        layer = network.layers[place]
        if inside.isdisjoint(layer.sources):
            continue
        for slot, (ref, source) in enumerate(zip(layer.inputs, layer.sources, strict=True)):
            if source in inside:
                found[layer.id, slot] = _Use(ref, behind=place < behind)
    return found
