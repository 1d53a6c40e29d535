"""Where the nodes of each rank stand side by side: straight long edges, nothing overlapping.

After Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001): four placements,
each leaning to one corner, of which the middle is taken. It is linear in nodes and edges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Ranked:
    """Rows of nodes whose edges join neighbouring rows.

    `bends` are the nodes that edges bend at; those `aside` pull nothing into line with themselves.
    """

    rows: Sequence[Sequence[int]]
    before: Sequence[Sequence[int]]
    after: Sequence[Sequence[int]]
    bends: frozenset[int]
    aside: frozenset[int]
    widths: Sequence[float]
    gap: float
    bend_gap: float

    def apart(self, left: int, right: int) -> float:
        """The least distance between the middles of two neighbours in a row."""
        gap = self.bend_gap if left in self.bends or right in self.bends else self.gap
        return (self.widths[left] + self.widths[right]) / 2 + gap


def placed_across(ranked: Ranked) -> list[float]:
    """The middle of every node across the ranks, the leftmost edge of all at 0."""
    count = len(ranked.widths)
    if not count:
        return []
    crossed = _crossed(ranked)
    crossed |= {(lower, upper) for upper, lower in crossed}
    apart = [[ranked.apart(left, right) for left, right in pairwise(row)] for row in ranked.rows]
    found = []
    for upward in (False, True):
        neighbours = ranked.after if upward else ranked.before
        for mirrored in (False, True):
            turn = -1 if mirrored else 1
            turned = [row[::turn] for row in ranked.rows]
            rows = turned[::-1] if upward else turned
            roots = _blocks(rows, neighbours, crossed, ranked.aside)
            places = _compact(turned, [gaps[::turn] for gaps in apart], roots)
            found.append([-x for x in places] if mirrored else places)
    middles = _middle(found, ranked.widths)
    left = min(x - width / 2 for x, width in zip(middles, ranked.widths, strict=True))
    return [x - left for x in middles]


def _crossed(ranked: Ranked) -> set[tuple[int, int]]:
    """Edges that cross the straight part of a long one, which has the right of way."""
    crossed: set[tuple[int, int]] = set()
    for upper, lower in pairwise(ranked.rows):
        place = {node: i for i, node in enumerate(upper)}
        straight = {
            node: next((w for w in ranked.before[node] if w in ranked.bends), None)
            for node in lower
            if node in ranked.bends
        }
        done, low = 0, -1
        for at, node in enumerate(lower):
            above = straight.get(node)
            if above is None and at < len(lower) - 1:
                continue
            high = place[above] if above is not None else len(upper)
            for other in lower[done : at + 1]:
                crossed.update(
                    (w, other)
                    for w in ranked.before[other]
                    if not low <= place[w] <= high
                    and not (other in ranked.bends and w in ranked.bends)
                )
            done, low = at + 1, high
    return crossed


def _blocks(
    rows: Sequence[Sequence[int]],
    neighbours: Sequence[Sequence[int]],
    crossed: set[tuple[int, int]],
    aside: frozenset[int],
) -> list[int]:
    """The first node of the straight line that each node belongs to."""
    count = len(neighbours)
    place = [0] * count
    for row in rows:
        for i, node in enumerate(row):
            place[node] = i
    roots = list(range(count))
    taken = [False] * count
    for row in rows:
        last = -1
        for node in row:
            near = neighbours[node]
            if aside:
                near = [w for w in near if w not in aside] if node not in aside else ()
            if len(near) > 1:
                near = sorted(near, key=place.__getitem__)
                near = near[(len(near) - 1) // 2 : len(near) // 2 + 1]
            for w in near:
                free = not taken[w] and roots[node] == node
                if free and last < place[w] and (w, node) not in crossed:
                    taken[w] = True
                    roots[node] = roots[w]
                    last = place[w]
    return roots


def _compact(
    rows: Sequence[Sequence[int]], apart: Sequence[Sequence[float]], roots: Sequence[int]
) -> list[float]:
    """Straight lines pushed to one side as far as they go, then back towards what stands behind.

    `apart` are the least distances between neighbours in the rows.
    """
    behind: dict[int, dict[int, float]] = {root: {} for root in dict.fromkeys(roots)}
    ahead: dict[int, dict[int, float]] = {root: {} for root in behind}
    for row, gaps in zip(rows, apart, strict=True):
        lines = [roots[node] for node in row]
        for left, right, least in zip(lines, lines[1:], gaps, strict=False):
            if ahead[left].get(right, -1.0) < least:
                ahead[left][right] = behind[right][left] = least
    places: dict[int, float] = {}
    sequence = _in_order(behind, ahead)
    for root in sequence:
        places[root] = max((places[b] + gap for b, gap in behind[root].items()), default=0.0)
    for root in reversed(sequence):
        room = min((places[a] - gap for a, gap in ahead[root].items()), default=places[root])
        places[root] = max(places[root], room)
    return [places[root] for root in roots]


def _in_order(
    behind: Mapping[int, Mapping[int, float]], ahead: Mapping[int, Mapping[int, float]]
) -> list[int]:
    """The lines from one side to the other."""
    waiting = {root: len(others) for root, others in behind.items()}
    sequence = [root for root, count in waiting.items() if not count]
    for root in sequence:
        for other in ahead[root]:
            waiting[other] -= 1
            if not waiting[other]:
                sequence.append(other)
    assert len(sequence) == len(behind), "straight lines never cross"
    return sequence


def _middle(found: Sequence[Sequence[float]], widths: Sequence[float]) -> list[float]:
    """The mean of the two middle placements, all four brought to the narrowest one's sides."""

    def sides(places: Sequence[float]) -> tuple[float, float]:
        pairs = list(zip(places, widths, strict=True))
        return min(x - w / 2 for x, w in pairs), max(x + w / 2 for x, w in pairs)

    narrowest = min((sides(places) for places in found), key=lambda s: s[1] - s[0])
    shifts = [
        narrowest[number % 2] - sides(places)[number % 2] for number, places in enumerate(found)
    ]
    moved = [[x + shift for x in places] for places, shift in zip(found, shifts, strict=True)]
    return [sum(sorted(four)[1:3]) / 2 for four in zip(*moved, strict=True)]
