"""Moving layers: out of the chain at one place and into it at another, blocks and all.

Rails stay; a rail that would run backwards refuses the move.
"""

from collections.abc import Iterable, Sequence, Set
from itertools import takewhile

from engine.blocks import Path, fitting, shared, with_paths
from engine.rewiring import Rewiring, reference_to
from engine.spec.network import INPUT, LayerSpec, NetworkSpec
from engine.text import UserError, text


def move(network: NetworkSpec, layer_id: str, to: int) -> NetworkSpec:
    """Takes a layer from its place in the chain and puts it in at `to`, counted before the move.

    A layer that the card above does not feed is in no chain, so that only its place in the list
    changes.
    """
    return move_all(network, [layer_id], to)


def move_all(
    network: NetworkSpec, layer_ids: Iterable[str], to: int, group: Path | None = None
) -> NetworkSpec:
    """Moves several layers to `to`, where they stand one behind the other in their old order.

    Blocks that are moved with all their layers stay whole. At the edge of a block the layers stay in
    it if they were in it; `group` tells otherwise.
    """
    ids = sorted(set(layer_ids), key=network.index)
    places = [network.index(layer_id) for layer_id in ids]
    in_one_piece = bool(ids) and places[-1] - places[0] == len(ids) - 1
    if not ids or (in_one_piece and places[0] <= to <= places[-1] + 1):
        return network if group is None else _in_blocks(network, network, ids, group)
    if any(network.layer(layer_id).kind == INPUT for layer_id in ids):
        raise UserError(text("The input stays at the top."))
    if to < 1:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    if in_one_piece:
        return _move_piece(network, range(places[0], places[-1] + 1), to, group)
    flat = network.replace(
        layers=tuple(la.replace(group=()) if la.group else la for la in network.layers), blocks=()
    )
    moved = _move_one_by_one(flat, ids, to)
    return _in_blocks(moved, network, ids, group) if network.blocks else moved


def _move_one_by_one(network: NetworkSpec, ids: list[str], to: int) -> NetworkSpec:
    down = [layer_id for layer_id in ids if network.index(layer_id) < to]
    up = [layer_id for layer_id in ids if network.index(layer_id) >= to]
    behind = next((layer.id for layer in network.layers[to:] if layer.id not in ids), None)
    # Those nearest to the goal go first, so that none has to pass another on the way.
    for layer_id in up:
        network = _move_one(network, layer_id, behind)
    goal = up[0] if up else behind
    for layer_id in reversed(down):
        network = _move_one(network, layer_id, goal)
        goal = layer_id
    return network


def _move_one(network: NetworkSpec, layer_id: str, before: str | None) -> NetworkSpec:
    to = len(network.layers) if before is None else network.index(before)
    at = network.index(layer_id)
    return network if to in (at, at + 1) else _move_piece(network, range(at, at + 1), to, None)


def _move_piece(network: NetworkSpec, span: range, to: int, group: Path | None) -> NetworkSpec:
    """Moves layers that stand one behind the other; what feeds the first of them is the way in."""
    piece = network.layers[span.start : span.stop]
    place = to - len(piece) if to > span.start else to
    chain = reference_to(piece[0], network.layers[span.start - 1].id)
    outside = _paths_outside(network, {layer.id for layer in piece})
    draft = Rewiring(network)
    del draft.layers[span.start : span.stop]
    base = draft.path(place, shared(outside.values()) if group is None else group)
    moved = [la.replace(group=base + la.group[len(outside[la.id]) :]) for la in piece]
    if chain is None:
        draft.layers[place:place] = moved
    else:
        _close_chain(draft, span.start, piece[-1], chain)
        entry = draft.onward(place)
        draft.splice(_entering(moved, chain, entry), place)
    draft.require_order()
    return draft.done()


def _entering(piece: Sequence[LayerSpec], chain: str, entry: str) -> list[LayerSpec]:
    """The piece with another way in: in the chain, and by the shortcuts that lead around its head."""
    head = piece[0]
    slot = head.inputs.index(chain)
    inputs = (*head.inputs[:slot], entry, *head.inputs[slot + 1 :])
    return [
        head.replace(inputs=inputs),
        *(
            layer.replace(inputs=tuple(entry if ref == chain else ref for ref in layer.inputs))
            for layer in piece[1:]
        ),
    ]


def _close_chain(draft: Rewiring, at: int, last: LayerSpec, chain: str) -> None:
    """What the last layer of a piece fed next, `chain` feeds now; its rails keep pointing to it."""
    draft.give_up_output(last.id, chain)
    ref = reference_to(draft.layers[at], last.id) if at < len(draft.layers) else None
    if ref is not None:
        draft.feed_below(at, ref, chain, last.group)


def _in_blocks(
    moved: NetworkSpec, before: NetworkSpec, ids: Sequence[str], group: Path | None
) -> NetworkSpec:
    """Finds the blocks for layers that have moved; all others stand in the ones they stood in."""
    outside = _paths_outside(before, set(ids))
    places = sorted(map(moved.index, ids))
    above, below = moved.layers[places[0] - 1], moved.layers[places[-1] + 1 : places[-1] + 2]
    base = fitting(
        shared(outside.values()) if group is None else group,
        before.layer(above.id).group,
        before.layer(below[0].id).group if below else (),
    )
    paths = {layer.id: layer.group for layer in before.layers}
    for layer_id in ids:
        paths[layer_id] = base + paths[layer_id][len(outside[layer_id]) :]
    return with_paths(moved, paths, before.blocks)


def _paths_outside(network: NetworkSpec, ids: Set[str]) -> dict[str, Path]:
    """For each of the layers, the blocks around it that are not moved with all their layers."""
    left = {block_id: len(span) for block_id, span in network.spans.items()}
    for layer_id in ids:
        for block_id in network.layer(layer_id).group:
            left[block_id] -= 1
    return {
        layer_id: tuple(takewhile(lambda b: left[b] > 0, network.layer(layer_id).group))
        for layer_id in ids
    }
