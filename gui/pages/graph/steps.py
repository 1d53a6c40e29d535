"""Which node an arrow key leads to."""

from collections.abc import Iterable

from PySide6.QtCore import Qt

from engine.graph.drawing import Edge
from engine.graph.layered import Box, Layout

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ARROWS = frozenset(_WAYS)


def next_node(current: str, key: Qt.Key, layout: Layout, edges: Iterable[Edge]) -> str | None:
    """Along the network the nearest of what is connected that way, across it the nearest neighbour."""
    step = _WAYS[key]
    linked = {e.target for e in edges if e.source == current}
    linked |= {e.source for e in edges if e.target == current}
    others = set(layout.boxes) - {current}
    lengthwise = bool(step[1]) == (layout.direction == "down")
    for candidates, widest in ((linked, 1e9), (others, 4.0)) if lengthwise else ((others, 1.0),):
        costs = {n: _cost(layout.boxes[current], layout.boxes[n], step, widest) for n in candidates}
        found = {n: cost for n, cost in costs.items() if cost}
        if found:
            return min(found, key=lambda n: (found[n], n))
    return None


def _cost(start: Box, end: Box, step: tuple[int, int], widest: float) -> float:
    """How far off, sideways counting double; 0 for what does not lie that way.

    `widest` is how far sideways for each pixel ahead still counts as that way.
    """
    dx, dy = end.center[0] - start.center[0], end.center[1] - start.center[1]
    ahead, sideways = dx * step[0] + dy * step[1], abs(dx * step[1]) + abs(dy * step[0])
    return ahead + 2 * sideways if ahead > 1 and sideways <= widest * ahead else 0.0
