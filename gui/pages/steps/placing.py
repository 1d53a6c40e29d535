"""Where cards, labels and cells stand on the page.

Of a large tensor only the shape is looked at here, so that seventy cards are placed at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from engine.explain.derivation import Cell
from engine.explain.operation import Index
from gui.pages.steps.grid import Grid, make_grid
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
        made = [_block(row, column, across, y, writing, sample) for column in row.columns]
        blocks += made
        y = max(block.place.bottom() for block in made) + _ROW_GAP
    height = max(y - _ROW_GAP - top, _LEAST_SECTION)
    shift = (height - (y - _ROW_GAP - top)) / 2 if section.rows else 0.0
    if shift > 0:
        blocks = [_moved(block, shift) for block in blocks]
    return PlacedSection(section, QRectF(MARGIN, top, across.card, height), tuple(blocks))


def _moved(block: Block, down: float) -> Block:
    return Block(block.row, block.column, block.place.translated(0, down), block.grid)


def _block(
    row: Row, column: Column, across: Lanes, top: float, writing: Writing, sample: int
) -> Block:
    first = column.side == "value"
    left = MARGIN + (across.left if first else across.right)
    room = across.left_room if first else across.right_room
    if column.figures is None:
        return Block(row, column, QRectF(left, top, room, _LABEL + _NOTE), None)
    tensor = row.tensor
    maps = len(tensor.shape) == 4 and tensor.role in {"input", "output", "inner"}
    maps = maps and tensor.shape[2] > 1
    grid = make_grid(column.figures, room, writing, maps=maps, sample=sample)
    below = _LABEL if grid.style != "numbers" else 0.0
    return Block(row, column, QRectF(left, top, room, _LABEL + grid.size[1] + below), grid)
