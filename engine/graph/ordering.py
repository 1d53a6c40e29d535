"""The order of the nodes in each rank, so that few edges cross: sweeps by barycentre.

After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
structures" (1981). Most nodes of a large drawing are bends with a single neighbour on either side.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise

_SWEEPS = 12
#: So many sweeps without a gain end the search.
_PATIENCE = 4


def order(
    rows: Sequence[Sequence[int]], before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]
) -> list[list[int]]:
    """The rows reordered; edges join neighbouring rows only. The same input gives the same order."""
    best = [list(row) for row in rows]
    if max((len(row) for row in rows), default=0) < 2:
        return best
    fewest = crossings(best, after)
    now, waited = [list(row) for row in best], 0
    for sweep in range(_SWEEPS):
        if not fewest or waited >= _PATIENCE:
            break
        down = sweep % 2 == 0
        _sweep(now, before if down else after, down=down, flip=sweep % 4 >= 2)
        found = crossings(now, after)
        waited += 1
        if found < fewest:
            best, fewest, waited = [list(row) for row in now], found, 0
    return best


def _sweep(
    rows: list[list[int]], neighbours: Sequence[Sequence[int]], *, down: bool, flip: bool
) -> None:
    """Sorts each row by the mean place of its neighbours in the row done before it."""
    numbers = list(range(len(rows))) if down else list(reversed(range(len(rows))))
    for fixed, moved in pairwise(numbers):
        place = {node: i for i, node in enumerate(rows[fixed])}
        keyed: list[tuple[float, int, int]] = []
        for own, node in enumerate(rows[moved]):
            near = neighbours[node]
            if len(near) == 1:
                mean: float = place[near[0]]
            else:
                mean = sum(map(place.__getitem__, near)) / len(near) if near else own
            keyed.append((mean, -own if flip else own, node))
        keyed.sort()
        rows[moved] = [node for _mean, _own, node in keyed]


def crossings(rows: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> int:
    """How many pairs of edges between neighbouring rows cross."""
    return sum(_between(upper, lower, after) for upper, lower in pairwise(rows))


def _between(upper: Sequence[int], lower: Sequence[int], after: Sequence[Sequence[int]]) -> int:
    place = {node: i for i, node in enumerate(lower)}
    ends: list[int] = []
    for node in upper:
        near = after[node]
        ends += [place[near[0]]] if len(near) == 1 else sorted(map(place.__getitem__, near))
    seen: list[int] = []
    total = 0
    if ends != sorted(ends):
        for end in ends:
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total
