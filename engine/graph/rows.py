"""One frame's nodes in rows, with the bends of the edges that pass rows by."""

from collections.abc import Sequence

from engine.graph.ordering import order
from engine.graph.placing import Ranked, placed_across
from engine.graph.ranking import Links, by_rank


class Rows:
    """Where each node of a graph stands. A node's bends are shared by all the edges that leave it.

    Args:
        links: the edges, by numbers of nodes.
        ranks: the row of each node.
        sizes: width and height of each node.
        gaps: the distances between rows, between neighbours in one, and from a bend to a neighbour.
    """

    def __init__(
        self,
        links: Links,
        ranks: Sequence[int],
        sizes: Sequence[tuple[float, float]],
        gaps: tuple[float, float, float],
    ) -> None:
        self._count = links.count
        self._ranks, self._sizes = list(ranks), list(sizes)
        self._trunks: list[list[int]] = []
        self._before: list[list[int]] = [[] for _ in range(links.count)]
        self._after: list[list[int]] = [[] for _ in range(links.count)]
        for node in range(links.count):
            self._trunks.append(self._trunk(node, links.after[node]))
        row_gap, node_gap, bend_gap = gaps
        rows = order(self._first_order(), self._before, self._after)
        bends = frozenset(range(links.count, len(self._ranks)))
        aside = self._aside()
        widths = [width for width, _ in self._sizes]
        self.middles = placed_across(
            Ranked(rows, self._before, self._after, bends, aside, widths, node_gap, bend_gap)
        )
        self._stack(rows, row_gap)

    def _trunk(self, node: int, targets: Sequence[int]) -> list[int]:
        """The node and the bends below it, one a row down to its farthest target, joined to them."""
        trunk = [node]
        for target in sorted(targets, key=lambda t: self._ranks[t]):
            while self._ranks[trunk[-1]] < self._ranks[target] - 1:
                self._after[trunk[-1]].append(len(self._ranks))
                self._before.append([trunk[-1]])
                self._after.append([])
                self._ranks.append(self._ranks[trunk[-1]] + 1)
                self._sizes.append((0.0, 0.0))
                trunk.append(len(self._ranks) - 1)
            above = trunk[self._ranks[target] - 1 - self._ranks[node]]
            self._after[above].append(target)
            self._before[target].append(above)
        return trunk

    def _first_order(self) -> list[list[int]]:
        """Rows as their nodes come, then bends, and at the end what nothing leads to."""
        origin = list(range(len(self._ranks)))
        for node, trunk in enumerate(self._trunks):
            for bend in trunk[1:]:
                origin[bend] = node
        rows = by_rank(self._ranks)
        for row in rows:
            row.sort(key=lambda n: (not self._before[n], n >= self._count, origin[n]))
        return rows

    def _aside(self) -> frozenset[int]:
        """What only feeds into a flow that comes from elsewhere, such as a weight."""
        starts = {n for n in range(self._count) if not self._before[n] and self._ranks[n]}
        return frozenset(
            node
            for node in starts
            if len(self._after[node]) == 1
            and any(other not in starts for other in self._before[self._after[node][0]])
        )

    def _stack(self, rows: Sequence[Sequence[int]], gap: float) -> None:
        """Rows one below the other, each as high as its highest node, nodes in its middle."""
        self._bands: list[tuple[float, float]] = []
        y = 0.0
        heights = [max(self._sizes[node][1] for node in row) for row in rows]
        for height, below in zip(heights, [*heights[1:], 0.0], strict=True):
            self._bands.append((y, y + height))
            # To and from a row of ports, half the distance is enough.
            y += height + (gap if height and below else gap / 2)
        self.height = self._bands[-1][1]
        self.tops = [
            (self._bands[place][0] + self._bands[place][1] - size[1]) / 2
            for place, size in zip(self._ranks, self._sizes, strict=True)
        ]

    def slack(self, spare: Sequence[float]) -> float:
        """How far everything can go to the left, when so much at the left of each node is empty."""
        lefts = [
            middle - size[0] / 2 for middle, size in zip(self.middles, self._sizes, strict=True)
        ]
        own = [left + empty for left, empty in zip(lefts, spare, strict=False)]
        return min([*own, *lefts[self._count :]])

    def bends(self, shift: float) -> list[float]:
        """Where across the bends stand, moved by `shift`."""
        return [middle + shift for middle in self.middles[self._count :]]

    def route(self, source: int, target: int) -> list[tuple[float, float]]:
        """From the lower border of one node to the upper border of another, two points a row."""
        points = [
            (self.middles[source], self.tops[source] + self._sizes[source][1]),
            (self.middles[source], self._bands[self._ranks[source]][1]),
        ]
        for bend in self._trunks[source][1 : self._ranks[target] - self._ranks[source]]:
            points += [(self.middles[bend], y) for y in self._bands[self._ranks[bend]]]
        points.append((self.middles[target], self._bands[self._ranks[target]][0]))
        points.append((self.middles[target], self.tops[target]))
        return points
