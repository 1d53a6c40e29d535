"""Where an arrow key leads: from number to number, on into the block beside, below or above."""

from PySide6.QtCore import QRectF, Qt

from engine.explain.derivation import Cell
from gui.pages.steps.placing import Block, Placing

_WAYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
ARROWS = frozenset(_WAYS)


def first_cell(placing: Placing) -> tuple[Block, Cell] | None:
    """The number that the keyboard starts from, and where it stands."""
    block = next(placing.blocks, None)
    return (block, block.cell(_index(block, 0, 0))) if block is not None else None


def next_cell(placing: Placing, block: Block, cell: Cell, key: Qt.Key) -> tuple[Block, Cell] | None:
    """The number that way of one in a block, and where it stands; None at the edge of the page."""
    if block.grid is None:
        return first_cell(placing)
    place = block.grid.find(cell.at) or (0, 0)
    down, across = _WAYS[key]
    row, column = place[0] + down, place[1] + across
    inside = 0 <= row < block.grid.rows and 0 <= column < block.grid.columns
    if inside and block.grid.places[row, column] >= 0:
        return block, block.cell(_index(block, row, column))
    return _beyond(placing, block, block.cell_box(*place), key)


def _beyond(placing: Placing, block: Block, box: QRectF, key: Qt.Key) -> tuple[Block, Cell] | None:
    """The nearest number of the nearest other block that way."""
    found = [other for other in placing.blocks if other is not block and _lies(other, block, key)]
    if not found:
        return None
    nearest = min(found, key=lambda other: _distance(other, block, key))
    assert nearest.grid is not None, "only blocks with cells are looked at"
    grid, origin = nearest.grid, nearest.origin
    x, y = box.center().x() - origin.x(), box.center().y() - origin.y()
    row = min(max(int(y // (grid.cell[1] + grid.gap)), 0), grid.rows - 1)
    columns = [c for c in range(grid.columns) if grid.places[row, c] >= 0]
    column = min(columns, key=lambda c: abs(grid.left(c) + grid.cell[0] / 2 - x))
    return nearest, nearest.cell(_index(nearest, row, column))


def _lies(other: Block, block: Block, key: Qt.Key) -> bool:
    """Whether a block lies that way: beside in the same row, or above or below in its column."""
    same_side = (other.place.left() < block.place.left()) == (
        block.place.left() < other.place.left()
    )
    if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
        way = other.place.left() < block.place.left()
        return other.row is block.row and not same_side and way == (key == Qt.Key.Key_Left)
    above = other.place.bottom() <= block.place.top()
    below = other.place.top() >= block.place.bottom()
    return same_side and (above if key == Qt.Key.Key_Up else below)


def _distance(other: Block, block: Block, key: Qt.Key) -> float:
    if key == Qt.Key.Key_Up:
        return block.place.top() - other.place.bottom()
    if key == Qt.Key.Key_Down:
        return other.place.top() - block.place.bottom()
    return 0.0


def _index(block: Block, row: int, column: int) -> tuple[int, ...]:
    assert block.grid is not None, "only a grid has numbers"
    return block.grid.index(row, column)
