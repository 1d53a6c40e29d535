"""Where the legend inside a plot hides least: the corner with the least of the curves under it."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize

from gui.plots.graph import GraphView
from gui.plots.samples import Floats

_FROM_SIDE, _FROM_TOP = 8, 4
#: Each curve is looked at in so many places from edge to edge.
_POINTS = 128
#: It moves to a corner with so small a share of them under it as where it stands …
_BETTER = 0.5
#: … and only away from a corner that has more than this share of all places under it.
_FREE = 0.01


class Corner:
    """Remembers where the legend stands, so that it moves only where that is much better."""

    def __init__(self) -> None:
        self._number = 0

    def place(
        self, graph: GraphView, legend: QSize, curves: Iterable[tuple[Floats, Floats]]
    ) -> QPoint:
        """Where a legend of this size stands over curves in drawn units: its upper left corner."""
        area = graph.view_box.sceneBoundingRect().toRect()
        area.adjust(_FROM_SIDE, _FROM_TOP, -_FROM_SIDE, -_FROM_TOP)
        right, lower = area.right() - legend.width(), area.bottom() - legend.height()
        # The upper right one first: there it stands while nothing is under it.
        places = [QPoint(x, y) for y in (area.top(), lower) for x in (right, area.left())]
        low, high = graph.view_box.viewRange()[0]
        x = np.linspace(low, high, _POINTS)
        lines = [
            np.interp(x, *curve, left=np.nan, right=np.nan) for curve in curves if len(curve[0])
        ]
        if lines:
            y = np.stack(lines)
            shares = [_share(graph, QRect(place, legend), x, y) for place in places]
            best = int(np.argmin(shares))
            now = shares[self._number]
            if now > _FREE and shares[best] < _BETTER * now:
                self._number = best
        return places[self._number]


def _share(graph: GraphView, box: QRect, x: Floats, y: Floats) -> float:
    """The share of the places at which a curve runs under a box on the screen."""
    view = graph.view_box.mapSceneToView(box).boundingRect()
    inside = (x >= view.left()) & (x <= view.right()) & (y >= view.top()) & (y <= view.bottom())
    return float(inside.mean())
