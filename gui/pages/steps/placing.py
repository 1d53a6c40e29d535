"""Where cards, labels and cells stand on the page.

Of a large tensor only the shape is looked at here, so that seventy cards are placed at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from engine.explain.derivation import Cell
from engine.explain.operation import Index
from gui.pages.steps.grid import MOST_NUMBERS, Grid, make_grid
from gui.pages.steps.number_words import Writing
from gui.pages.steps.shown import Column, Row, Section, ShownCard

MARGIN = 12.0
CARD_GAP = 9.0
PAD = 12.0
_NAME_SHARE, _NARROWEST_NAME, _WIDEST_NAME = 0.16, 88.0, 150.0
_ARROW = 44.0
_LEFT_SHARE = 0.45
_LABEL = 18.0
_NOTE = 20.0
_ROW_GAP = 7.0
_LEAST_SECTION = 38.0
_SECTION_GAP = 10.0


@dataclass(frozen=True)
class Lanes:
    """The three columns of a card: name, values, gradients; x from the card's left edge."""

    card: float
    name: float
    left: float
    arrow: float
    right: float

    @property
    def left_room(self) -> float:
        """Pixels for values."""
        return self.arrow - self.left - 8

    @property
    def whole_room(self) -> float:
        """Pixels from the values to the card's right edge."""
        return self.card - self.left - PAD

    @property
    def right_room(self) -> float:
        """Pixels for what is beside them."""
        return self.card - self.right - PAD


def lanes(width: float) -> Lanes:
    """The columns of cards in so wide a page."""
    card = width - 2 * MARGIN
    name = min(max(card * _NAME_SHARE, _NARROWEST_NAME), _WIDEST_NAME)
    left = PAD + name + 10
    rest = card - left - PAD - _ARROW
    arrow = left + rest * _LEFT_SHARE
    return Lanes(card, name, left, arrow, arrow + _ARROW)


@dataclass(frozen=True, eq=False)
class Block:
    """One column of a row on the page; `origin` is where its cells begin, in page coordinates."""

    row: Row
    column: Column
    place: QRectF
    grid: Grid | None

    @property
    def origin(self) -> QPointF:
        """The upper left corner of the cells."""
        return QPointF(self.place.left(), self.place.top() + _LABEL)

    @property
    def width(self) -> float:
        """Of its cells, or of the room where there are none."""
        return self.grid.size[0] if self.grid is not None else self.place.width()

    @property
    def label_box(self) -> QRectF:
        """Where the label stands."""
        return QRectF(self.place.left(), self.place.top(), self.place.width(), _LABEL)

    @property
    def kind(self) -> str:
        """What its numbers are."""
        return self.column.side

    def holds(self, cell: Cell) -> bool:
        """Whether a number is one of the tensor's."""
        tensor = self.row.tensor
        return (tensor.name, self.kind, len(tensor.shape)) == (cell.tensor, cell.kind, len(cell.at))

    def cell_box(self, row: int, column: int) -> QRectF:
        """Where a cell is, in page coordinates."""
        assert self.grid is not None, "only a grid has cells"
        corner = self.origin + QPointF(self.grid.left(column), self.grid.top(row))
        return QRectF(corner.x(), corner.y(), *self.grid.cell)

    def cell(self, index: Index) -> Cell:
        """The number as a derivation names it."""
        if self.column.side == "gradient":
            return Cell(self.row.tensor.name, index, "gradient")
        return Cell(self.row.tensor.name, index)


@dataclass(frozen=True, eq=False)
class PlacedSection:
    """A section of a card on the page."""

    section: Section
    place: QRectF
    blocks: tuple[Block, ...]


@dataclass(frozen=True, eq=False)
class PlacedCard:
    """A card on the page."""

    card: ShownCard
    place: QRectF
    sections: tuple[PlacedSection, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        """All of the card's, from top to bottom, values before gradients."""
        for section in self.sections:
            yield from section.blocks


@dataclass(frozen=True, eq=False)
class Placing:
    """The whole page."""

    cards: tuple[PlacedCard, ...] = ()
    lanes: Lanes = field(default_factory=lambda: lanes(600.0))
    height: float = 0.0

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks with cells."""
        for card in self.cards:
            yield from (block for block in card.blocks if block.grid is not None)

    def between(self, top: float, bottom: float) -> Iterator[PlacedCard]:
        """The cards that reach into a stretch of the page."""
        for card in self.cards:
            if card.place.bottom() >= top and card.place.top() <= bottom:
                yield card

    def find(self, cell: Cell) -> Block | None:
        """The block that a number is in."""
        return next((block for block in self.blocks if block.holds(cell)), None)


def place_cards(
    cards: Sequence[ShownCard], width: float, writing: Writing, sample: int = 0
) -> Placing:
    """Stands the cards below one another.

    Args:
        cards: from top to bottom.
        width: of the page in pixels.
        writing: how wide numbers are.
        sample: whose feature maps are shown.
    """
    across, top, placed = lanes(width), MARGIN / 2, []
    for card in cards:
        sections, bottom = [], top + PAD
        for section in card.sections:
            made = _section(section, across, bottom, writing, sample)
            sections.append(made)
            bottom = made.place.bottom() + _SECTION_GAP
        height = bottom - _SECTION_GAP + PAD - top
        place = QRectF(MARGIN, top, across.card, height)
        placed.append(PlacedCard(card, place, tuple(sections)))
        top += height + CARD_GAP
    return Placing(tuple(placed), across, top - CARD_GAP + MARGIN)


def _section(
    section: Section, across: Lanes, top: float, writing: Writing, sample: int
) -> PlacedSection:
    blocks: list[Block] = []
    y = top
    for row in section.rows:
        made = _wide(row, across, y, writing) or _side_by_side(row, across, y, writing, sample)
        blocks += made
        y = max(block.place.bottom() for block in made) + _ROW_GAP
    height = max(y - _ROW_GAP - top, _LEAST_SECTION)
    shift = (height - (y - _ROW_GAP - top)) / 2 if section.rows else 0.0
    if shift > 0:
        blocks = [_moved(block, shift) for block in blocks]
    return PlacedSection(section, QRectF(MARGIN, top, across.card, height), tuple(blocks))


def _moved(block: Block, down: float) -> Block:
    return Block(block.row, block.column, block.place.translated(0, down), block.grid)


def _side_by_side(
    row: Row, across: Lanes, top: float, writing: Writing, sample: int
) -> list[Block]:
    """Values at the left, what is beside them in columns as wide and as many where there is room."""
    tensor = row.tensor
    maps = len(tensor.shape) == 4 and tensor.role in {"input", "output", "inner"}
    maps = maps and tensor.shape[2] > 1
    columns = tuple(row.columns)
    lanes = [
        (across.left, across.left_room)
        if side.side == "value"
        else (across.right, across.right_room)
        for side in columns
    ]
    makes = [
        _maker(column, room, writing, maps=maps, sample=sample)
        for column, (_, room) in zip(columns, lanes, strict=True)
    ]
    return [
        _block(row, column, QPointF(MARGIN + left, top), room, grid)
        for column, (left, room), grid in zip(columns, lanes, _lined_up(makes), strict=True)
    ]


def _wide(row: Row, across: Lanes, top: float, writing: Writing) -> list[Block]:
    """A small matrix too wide for its lane: over the card's whole width, gradients below the values.

    Nothing where the numbers have room in their lanes, or not even there.
    """
    columns = tuple(row.columns)
    known = [column.figures for column in columns if column.figures is not None]
    if not known or any(figures.size > MOST_NUMBERS for figures in known):
        return []
    narrow = min(across.left_room, across.right_room)
    if all(make_grid(figures, narrow, writing, maps=False).style == "numbers" for figures in known):
        return []
    room, blocks = across.whole_room, list[Block]()
    grids = _lined_up([_maker(column, room, writing) for column in columns])
    if any(grid is not None and grid.style != "numbers" for grid in grids):
        return []
    for column, grid in zip(columns, grids, strict=True):
        blocks.append(_block(row, column, QPointF(MARGIN + across.left, top), room, grid))
        top = blocks[-1].place.bottom() + _ROW_GAP
    return blocks


def _maker(
    column: Column, room: float, writing: Writing, *, maps: bool = False, sample: int = 0
) -> Callable[[Grid | None], Grid | None]:
    """Lays a column out like another one."""
    figures = column.figures
    if figures is None:
        return lambda _beside: None
    return lambda beside: make_grid(figures, room, writing, maps=maps, sample=sample, beside=beside)


def _lined_up(makes: Sequence[Callable[[Grid | None], Grid | None]]) -> list[Grid | None]:
    """One or two grids; the numbers of two stand in columns as wide and as many where there is room."""
    grids: list[Grid | None] = []
    for make in makes:
        grids.append(make(grids[0] if grids else None))
    # Longer numbers at the right make the left cells wider, which then may have less room.
    for number, make in enumerate(makes):
        if len(grids) == 2 and not _stand_alike(*grids):
            grids[number] = make(grids[1 - number])
    return grids


def _stand_alike(one: Grid | None, other: Grid | None) -> bool:
    """Whether nothing is to be gained by laying one out like the other."""
    if one is None or other is None or (one.style, other.style) != ("numbers", "numbers"):
        return True
    return (one.columns, one.cell) == (other.columns, other.cell)


def _block(row: Row, column: Column, corner: QPointF, room: float, grid: Grid | None) -> Block:
    height = _NOTE if grid is None else grid.size[1] + (_LABEL if grid.style != "numbers" else 0.0)
    return Block(row, column, QRectF(corner.x(), corner.y(), room, _LABEL + height), grid)
