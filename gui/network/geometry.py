"""Where the parts of a card lie: one place for the delegate, the mouse and the tests."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF

from gui.network.row import Row
from gui.theme import base_pixels

#: Half of the space between two cards; each row owns its half, so that rails have no holes.
HALF_GAP = 3
#: Space above the first and below the last card.
EDGE = 8
LANE_WIDTH = 8
#: Room right of the innermost lane for the corner and the arrow.
ARROW_ROOM = 18
STRIP_WIDTH = 4
TEXT_INSET = 14
FIGURE_INSET = 11
RIGHT_MARGIN = 10
MESSAGE_LINES = 2
_LEFT_MARGIN = 34
_TALL, _SHORT, _HEAD, _MESSAGE_LINE, _MESSAGE_PADDING = 46, 32, 24, 15, 7
#: How far the cards inside a block stand to the right of it, and where its bracket runs.
INDENT = 10
#: The room of a block's triangle before its name.
FOLD = 16
_DESIGN_PIXELS = 13


def scaled(pixels: float) -> int:
    """A length of the design for the size of text that the system asks for."""
    return round(pixels * base_pixels() / _DESIGN_PIXELS)


def left_margin(lanes: int) -> int:
    """The margin that holds the rails; two lanes fit into the ordinary one."""
    return max(_LEFT_MARGIN, ARROW_ROOM + LANE_WIDTH * lanes)


def lane_x(lane: int, lanes: int) -> float:
    """The middle of a lane; lane 0 is the innermost."""
    return float(left_margin(lanes) - ARROW_ROOM - LANE_WIDTH * lane)


def body_height(row: Row) -> int:
    """The height of a card without its message."""
    if row.opened:
        return scaled(_HEAD)
    return scaled(_SHORT if row.short else _TALL)


def message_height(lines: int) -> int:
    """The height of a card's message."""
    return scaled(_MESSAGE_LINE) * lines + _MESSAGE_PADDING if lines else 0


def row_height(row: Row, message_lines: int, *, first: bool, last: bool) -> int:
    """The height of a row with its halves of the gaps."""
    above, below = (EDGE if first else HALF_GAP), (EDGE if last else HALF_GAP)
    return above + body_height(row) + message_height(message_lines) + below


def fold_area(card: QRectF) -> QRectF:
    """Where a block's triangle is clicked."""
    return QRectF(card.left(), card.top(), TEXT_INSET + scaled(FOLD), card.height())


@dataclass(frozen=True)
class Place:
    """A row on screen: its rectangle in the list, and the card in it."""

    row: QRect
    card: QRectF

    @property
    def middle(self) -> QPointF:
        """Where a rail leaves the card."""
        return QPointF(self.card.left(), self.card.top() + self.card.height() / 2)


def place_card(
    row_rect: QRect, lanes: int, width: int, depth: int = 0, *, first: bool, last: bool
) -> Place:
    """The card within its row; `width` is where its right margin ends, `depth` the blocks around it."""
    above, below = (EDGE if first else HALF_GAP), (EDGE if last else HALF_GAP)
    left = left_margin(lanes) + INDENT * depth
    return Place(
        row_rect,
        QRectF(
            left,
            row_rect.top() + above,
            max(40, width - RIGHT_MARGIN - left),
            row_rect.height() - above - below,
        ),
    )
