"""Which rows the list has: a row a layer, and one a block, which stands for all of it while closed.

Pure. A row's key is the layer's id, or that of the block behind a mark that no layer's id has.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from engine.blocks import Path
from engine.spec.network import NetworkSpec

_MARK = "block:"


def block_key(block_id: str) -> str:
    """The key of a block's row."""
    return _MARK + block_id


def block_of(key: str) -> str:
    """The id of the block whose row has this key; "" for a layer's row."""
    return key.removeprefix(_MARK) if key.startswith(_MARK) else ""


def layers_of(network: NetworkSpec, key: str) -> list[str]:
    """The ids of the layers that the row of this key stands for; none when they have gone."""
    if block_id := block_of(key):
        return [layer.id for layer in network.members(block_id)]
    return [key] if key in network else []


@dataclass(frozen=True)
class Line:
    """One row: its key, the places of its layers, the blocks around it, and whether it is open.

    Above the layers of an open block stands a line of its own, which holds all of them too.
    """

    key: str
    span: range
    path: Path = ()
    opened: bool = False

    @property
    def block(self) -> str:
        """The block's id; "" for a layer."""
        return block_of(self.key)


def lines(network: NetworkSpec, opened: Set[str]) -> list[Line]:
    """The rows from the top down; blocks are closed unless `opened` names them."""
    places = network.spans
    found: list[Line] = []
    begun: set[str] = set()
    for place, layer in enumerate(network.layers):
        for depth, block_id in enumerate(layer.group):
            if block_id not in begun:
                begun.add(block_id)
                path, is_open = layer.group[:depth], block_id in opened
                found.append(Line(block_key(block_id), places[block_id], path, opened=is_open))
            if block_id not in opened:
                break
        else:
            found.append(Line(layer.id, range(place, place + 1), layer.group))
    return found


def gap(network: NetworkSpec, rows: Sequence[Line], number: int) -> tuple[int, Path | None]:
    """The place of the gap above row `number`, and the blocks there where the rows tell.

    Between the head of an open block and its first row is inside, above the head is outside. Behind the
    last row of a block can be either: what is moved there stays where it was.
    """
    above = rows[number - 1] if number else None
    if above is not None and above.opened:
        return above.span.start, (*above.path, above.block)
    if number >= len(rows):
        return len(network.layers), None
    below = rows[number]
    return below.span.start, below.path if below.opened else None


def step(
    network: NetworkSpec, rows: Sequence[Line], ids: Sequence[str], *, up: bool
) -> tuple[int, Path | None] | None:
    """Where layers go by one step up or down: past a row, into an open block or out of one.

    Gives the place and the blocks there, where the rows tell; None at the end of the list.
    """
    places = [network.index(layer_id) for layer_id in ids]
    inside = [n for n, row in enumerate(rows) if set(row.span) <= set(places)]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if up:
        above = rows[first - 1] if first else None
        if above is None:
            return None
        if above.opened:
            return places[0], above.path
        depth = len(rows[first].path)
        if len(above.path) > depth:
            return places[0], above.path[: depth + 1]
        return above.span.start, None
    below = rows[last + 1] if last + 1 < len(rows) else None
    path = rows[first].path
    if path and (below is None or below.path[: len(path)] != path):
        return places[-1] + 1, path[:-1]
    if below is None:
        return None
    if below.opened:
        return places[-1] + 1, (*below.path, below.block)
    return below.span.stop, None
