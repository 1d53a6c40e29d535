"""Which rank each node of a graph stands in, so that every edge leads to a later one."""

from collections.abc import Collection, Sequence


class Links:
    """The edges of a graph of nodes 0 … n − 1, numbered so that no edge leads back."""

    def __init__(self, count: int, edges: Collection[tuple[int, int]]) -> None:
        self.count = count
        self.before: list[list[int]] = [[] for _ in range(count)]
        self.after: list[list[int]] = [[] for _ in range(count)]
        for source, target in sorted(set(edges)):
            assert source < target, "nodes are numbered in order of execution"
            self.before[target].append(source)
            self.after[source].append(target)


def rank(links: Links, first: Collection[int] = (), last: Collection[int] = ()) -> list[int]:
    """The rank of every node from 0: the longest path from a start, then edges are shortened.

    Nodes of `first` stay in rank 0 alone with one another, those of `last` in the last rank alone.
    """
    ranks = [0] * links.count
    free = 1 if first else 0
    for node in range(links.count):
        if node not in first:
            ranks[node] = max((ranks[source] + 1 for source in links.before[node]), default=free)
    while _shift(links, ranks, {*first, *last}):
        pass
    if last:
        end = 1 + max((r for node, r in enumerate(ranks) if node not in last), default=0)
        for node in last:
            ranks[node] = end
    return ranks


def _shift(links: Links, ranks: list[int], fixed: Collection[int]) -> bool:
    """Moves down what hangs together by shortest edges where that shortens more than it lengthens.

    Each move joins two such parts, so that there is an end to it.
    """
    part = _parts(links, ranks, fixed)
    gains: dict[int, int] = {}
    rooms: dict[int, int] = {}
    for source in range(links.count):
        for target in links.after[source]:
            if part[source] != part[target]:
                gains[part[source]] = gains.get(part[source], 0) + 1
                gains[part[target]] = gains.get(part[target], 0) - 1
                if target not in fixed:
                    slack = ranks[target] - ranks[source] - 1
                    rooms[part[source]] = min(rooms.get(part[source], slack), slack)
    movable = {p for p, gain in gains.items() if gain > 0 and rooms.get(p, 0) > 0}
    movable -= {part[node] for node in fixed}
    if not movable:
        return False
    chosen = min(movable)
    for node in range(links.count):
        if part[node] == chosen:
            ranks[node] += rooms[chosen]
    return True


def _parts(links: Links, ranks: Sequence[int], fixed: Collection[int]) -> list[int]:
    """For each node the least of those that it hangs together with by edges of length one."""
    part = list(range(links.count))

    def root(node: int) -> int:
        while part[node] != node:
            part[node] = part[part[node]]
            node = part[node]
        return node

    for source in range(links.count):
        for target in links.after[source]:
            if ranks[target] - ranks[source] == 1 and not {source, target} & set(fixed):
                low, high = sorted((root(source), root(target)))
                part[high] = low
    return [root(node) for node in range(links.count)]


def by_rank(ranks: Sequence[int]) -> list[list[int]]:
    """The nodes of each rank, in the order of their numbers."""
    rows: list[list[int]] = [[] for _ in range(max(ranks, default=-1) + 1)]
    for node, place in enumerate(ranks):
        rows[place].append(node)
    return rows
