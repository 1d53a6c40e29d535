"""Where connections that skip cards run in the margin, as a git log draws its branches.

Pure: rows in, lanes out. All connections that leave one card share a rail, which runs down its
lane from that card and sends an arrow into the gap above every card that it feeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.spec.network import NetworkSpec, source_id
from gui.network.folding import Line, lines

#: More rails side by side than this run on top of one another, so that cards keep their width.
MAX_LANES = 6


@dataclass(frozen=True)
class RowRails:
    """What a row draws of the rails.

    Attributes:
        starts: the lane of the rail that begins at this card, if one does.
        passes: lanes that cross the whole row.
        taps: lanes with an arrow into the gap above this card, and whether they end there.
        next_taps: the taps of the row below, whose upper half belongs to this row.
        fed_from_above: whether the card takes its input from the card directly above.
    """

    starts: int | None = None
    passes: tuple[int, ...] = ()
    taps: tuple[tuple[int, bool], ...] = ()
    next_taps: tuple[tuple[int, bool], ...] = ()
    fed_from_above: bool = True


@dataclass(frozen=True)
class Rail:
    """One rail: the row it leaves, the rows it feeds from the top down, and its lane."""

    source: int
    targets: tuple[int, ...]
    lane: int = 0

    @property
    def end(self) -> int:
        return self.targets[-1]


@dataclass(frozen=True)
class Rails:
    """What every row draws, the number of lanes it takes, and the rails themselves."""

    rows: tuple[RowRails, ...]
    lanes: int
    rails: tuple[Rail, ...] = ()


def rails(network: NetworkSpec, rows: Sequence[Line] | None = None) -> Rails:
    """Gives every rail the innermost lane that is free; short rails lie inside long ones.

    Args:
        network: the layers.
        rows: the rows on screen; one a layer unless told. A closed block has the rails of its layers.
    """
    rows = lines(network, {block.id for block in network.blocks}) if rows is None else rows
    above = _rows_above(rows)
    found = _rails(network, rows, above)
    lanes = _assign_lanes(found)
    count = len(rows)
    starts: dict[int, int] = {}
    passes: list[list[int]] = [[] for _ in range(count)]
    taps: list[list[tuple[int, bool]]] = [[] for _ in range(count + 1)]
    for rail, lane in zip(found, lanes, strict=True):
        starts[rail.source] = lane
        for row in range(rail.source + 1, rail.end):
            passes[row].append(lane)
        for target in rail.targets:
            taps[target].append((lane, target == rail.end))
    fed = _fed_from_above(network, rows, above)
    drawn = tuple(
        RowRails(
            starts=starts.get(row),
            passes=tuple(sorted(set(passes[row]))) if passes[row] else (),
            taps=tuple(sorted(taps[row])) if taps[row] else (),
            next_taps=tuple(sorted(taps[row + 1])) if taps[row + 1] else (),
            fed_from_above=fed[row],
        )
        for row in range(count)
    )
    placed = (replace(rail, lane=lane) for rail, lane in zip(found, lanes, strict=True))
    return Rails(drawn, max(lanes, default=-1) + 1, tuple(placed))


def _rows_above(rows: Sequence[Line]) -> list[int]:
    """For each row the one above it that has layers of its own, which the head of an open block has not."""
    found, last = [], -1
    for number, row in enumerate(rows):
        found.append(last)
        if not row.opened:
            last = number
    return found


def _rails(network: NetworkSpec, rows: Sequence[Line], above: Sequence[int]) -> list[Rail]:
    places = {layer.id: place for place, layer in enumerate(network.layers)}
    row_of = {place: n for n, row in enumerate(rows) if not row.opened for place in row.span}
    targets: dict[int, set[int]] = {}
    for place, layer in enumerate(network.layers):
        row = row_of[place]
        for ref in layer.inputs:
            source = row_of[places[source_id(ref)]]
            if source not in (row, above[row]):
                targets.setdefault(source, set()).add(row)
    return [Rail(source, tuple(sorted(ends))) for source, ends in sorted(targets.items())]


def _assign_lanes(found: Sequence[Rail]) -> list[int]:
    """A lane for each rail; two that overlap get different ones while there are lanes left."""
    lanes = [0] * len(found)
    taken: list[list[Rail]] = [[] for _ in range(MAX_LANES)]
    for number in sorted(range(len(found)), key=lambda n: found[n].end - found[n].source):
        rail = found[number]
        free = (
            lane
            for lane, others in enumerate(taken)
            if all(rail.source >= other.end or rail.end <= other.source for other in others)
        )
        lanes[number] = next(free, MAX_LANES - 1)
        taken[lanes[number]].append(rail)
    return lanes


def _fed_from_above(network: NetworkSpec, rows: Sequence[Line], above: Sequence[int]) -> list[bool]:
    """Whether each row takes from the one above it; above an open block this is its head's to show."""
    found = [True] * len(rows)
    head = 0
    for number, row in enumerate(rows):
        if number and not rows[number - 1].opened:
            head = number
        if number and not row.opened:
            found[head] = _takes_from(network, row, rows[above[number]] if number else None)
    return found


def _takes_from(network: NetworkSpec, row: Line, other: Line | None) -> bool:
    members = network.layers[row.span.start : row.span.stop]
    if other is None or not any(layer.inputs for layer in members):
        return other is None
    given = {network.layers[place].id for place in other.span}
    return any(source_id(ref) in given for layer in members for ref in layer.inputs)
