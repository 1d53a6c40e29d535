"""Which connection of the rails lies under a point."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from gui.network.geometry import Place, lane_x
from gui.network.rails import Rail, Rails

#: So far from a line a pointer may be to mean it.
_NEAR = 4.0


@dataclass(frozen=True)
class Link:
    """One connection of a rail: the rows at its ends, and the lane between them."""

    source: int
    target: int
    lane: int


def link_at(layout: Rails, number: int, place: Place, where: QPointF) -> Link | None:
    """The connection at a point in row `number`; the one that ends first where several share a line."""
    if where.x() > place.card.left() + _NEAR:
        return None
    for rail in sorted(layout.rails, key=lambda rail: rail.targets[-1] - rail.source):
        target = _target(rail, layout.lanes, number, place, where)
        if target is not None:
            return Link(rail.source, target, rail.lane)
    return None


def _target(rail: Rail, lanes: int, number: int, place: Place, where: QPointF) -> int | None:
    """The row that this part of the rail leads to; None when the point is not on it."""
    if not rail.source <= number <= rail.targets[-1]:
        return None
    x, y = lane_x(rail.lane, lanes), where.y()
    across = x - _NEAR <= where.x()
    for row, edge in ((number, place.row.top()), (number + 1, place.row.bottom() + 1)):
        if row in rail.targets and across and abs(y - edge) <= _NEAR:
            return row
    ahead = next((row for row in rail.targets if row > number), None)
    begins = place.middle.y() if number == rail.source else float(place.row.top())
    if abs(where.x() - x) <= _NEAR and y >= begins - _NEAR:
        return ahead
    if number == rail.source and across and abs(y - begins) <= _NEAR:
        return ahead
    return None
