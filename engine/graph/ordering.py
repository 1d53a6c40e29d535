"""The order of the nodes in each rank, so that few edges cross: sweeps by barycentre.

After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
structures" (1981); crossings are counted by the accumulator tree of Barth, Mutzel and Jünger (2004).
"""

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
        own = {node: i for i, node in enumerate(rows[moved])}
        heavy = {n: _mean([place[w] for w in neighbours[n]], own[n]) for n in rows[moved]}
        sign = -1 if flip else 1
        rows[moved].sort(key=lambda n: (heavy[n], sign * own[n]))


def _mean(places: list[int], own: int) -> float:
    return sum(places) / len(places) if places else float(own)


def crossings(rows: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> int:
    """How many pairs of edges between neighbouring rows cross."""
    return sum(_between(upper, lower, after) for upper, lower in pairwise(rows))


def _between(upper: Sequence[int], lower: Sequence[int], after: Sequence[Sequence[int]]) -> int:
    place = {node: i for i, node in enumerate(lower)}
    ends = [p for node in upper for p in sorted(place[t] for t in after[node] if t in place)]
    leaves = 1
    while leaves < len(lower):
        leaves *= 2
    tree = [0] * (2 * leaves)
    total = 0
    for end in ends:
        at = end + leaves
        tree[at] += 1
        while at > 1:
            if at % 2 == 0:
                total += tree[at + 1]
            at //= 2
            tree[at] += 1
    return total
