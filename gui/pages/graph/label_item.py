"""The numbers of a walked step under a node, on the line that leaves it."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneHoverEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from engine.explain.derivation import Cell
from engine.graph.drawing import Node
from engine.graph.layered import Size
from gui.colors import tint
from gui.pages.graph.items import WORDS_FROM, detail_of
from gui.pages.graph.known import readings_of, shapes_of
from gui.pages.graph.look import QUIET, Look, advance, figure_font
from gui.pages.graph.tokens import Line, Token, gradient_line, room, value_line
from gui.theme import theme
from gui.tooltips import plain
from gui.translate import tr
from gui.walk_readings import Reading, WalkView

LINE = 16.0
_GAP = 4.0
_PAD = 3.0
_CORNER = 3.0
#: Below 1 small gradients keep some colour beside large ones; as on the Step-through page.
_BEND = 0.6
#: Tensors of one node that are written under it.
MOST_TENSORS = 2


def label_size(node: Node, view: WalkView) -> Size:
    """The room for the numbers of a node, however far the step comes."""
    shapes = shapes_of(node, view)[:MOST_TENSORS]
    if not shapes:
        return 0.0, 0.0
    learnt = node.form == "leaf" and node.learns
    widest = max(room(shape, learnt=learnt) for shape in shapes)
    width = advance("0", mono=True, difference=-2) * (widest + 2) + 4 * _GAP
    return round(width), len(shapes) * 2 * LINE + 2 * _PAD


class LabelItem(QGraphicsItem):
    """Forward values and gradients; what is written is worked out when it is first in view.

    Args:
        node: whose numbers they are.
        place: where in the scene.
        look: the colours.
        down: which way the network leads.
        ground: what is behind them, but for the line.
    """

    def __init__(
        self, node: Node, place: QRectF, look: Look, *, down: bool, ground: QColor
    ) -> None:
        super().__init__()
        self.node, self._look, self._down, self._ground = node, look, down, ground
        self._size = QRectF(0, 0, place.width(), place.height())
        self._view = WalkView("zero_grad")
        self._lines: list[Line] | None = None
        self._quiet = False
        self.setPos(place.topLeft())
        self.setZValue(1)
        self.setAcceptHoverEvents(True)

    def show_walk(self, view: WalkView) -> None:
        """Turns to a step, or another phase of it."""
        self._view, self._lines = view, None
        self.setToolTip("")
        self.update()

    def set_quiet(self, *, quiet: bool) -> None:
        """Shows whether the step has come here."""
        if quiet != self._quiet:
            self._quiet = quiet
            self.update()

    @property
    def lines(self) -> list[Line]:
        """What is written, from top to bottom."""
        if self._lines is None:
            found = readings_of(self.node, self._view)[:MOST_TENSORS]
            both = [line for reading in found for line in self._both(reading)]
            self._lines = [line for line in both if line]
        return self._lines

    @staticmethod
    def _both(reading: Reading) -> tuple[Line, Line]:
        return value_line(reading), gradient_line(reading)

    @property
    def words(self) -> str:
        """All that is written, for screen readers."""
        return "; ".join(" ".join(token.words for token in line) for line in self.lines)

    @property
    def first_cell(self) -> Cell | None:
        """The number that the phase has worked out last: a gradient where there is one."""
        cells = [token.cell for line in self.lines for token in line if token.cell is not None]
        slopes = (cell for cell in cells if cell.kind == "gradient")
        return next(slopes, None) or next(iter(cells), None)

    def cell_at(self, place: QPointF) -> Cell | None:
        """The number at a place in the scene."""
        here = place - self.pos()
        found = (token.cell for token, box in self._boxes() if box.contains(here))
        return next((cell for cell in found if cell is not None), None)

    def box_of(self, cell: Cell) -> QRectF | None:
        """Where a number stands in the scene."""
        found = (box for token, box in self._boxes() if token.cell == cell)
        return next((box.translated(self.pos()) for box in found), None)

    def _boxes(self) -> Iterator[tuple[Token, QRectF]]:
        """Each piece and its place, lines below one another."""
        top = _PAD if self._down else (self._size.height() - len(self.lines) * LINE) / 2
        for line in self.lines:
            widths = [advance(token.words, mono=True, difference=-2) + 2 * _PAD for token in line]
            whole = sum(widths) + _GAP * (len(line) - 1) / 2
            left = (self._size.width() - whole) / 2 if self._down else _PAD
            for token, width in zip(line, widths, strict=True):
                yield token, QRectF(left, top, width, LINE - 1)
                left += width + _GAP / 2
            top += LINE

    def boundingRect(self) -> QRectF:
        return self._size

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        for token, box in self._boxes():
            if token.cell is not None:
                path.addRect(box)
        return path

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        parts = [tr("Click a number to see where it comes from")]
        parts += [
            tr("{name}: value above, ∂ the gradient of the loss by it").format(name=reading.symbol)
            for reading in readings_of(self.node, self._view)[:1]
        ]
        self.setToolTip(plain("\n".join(reversed(parts))))
        super().hoverEnterEvent(event)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if detail_of(option, painter, self._look) < WORDS_FROM:
            return
        painter.setFont(figure_font())
        boxes = list(self._boxes())
        if not boxes:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        ground = boxes[0][1]
        for _, box in boxes[1:]:
            ground = ground.united(box)
        painter.drawRoundedRect(ground.adjusted(-1, -1, 1, 0), _CORNER, _CORNER)
        painter.setOpacity(QUIET if self._quiet else 1.0)  # the ground covers the line in any case
        for token, box in boxes:
            self._paint_token(painter, token, box)

    def _fill(self, slope: float) -> QColor:
        """Blue or orange by its sign, the stronger the larger it is."""
        largest = self._view.largest
        if not math.isfinite(slope):
            return self._look.tint("bad", 0.25)
        share = min(abs(slope) / largest, 1.0) ** _BEND if largest > 0 else 0.0
        return QColor(
            tint(math.copysign(share, slope), dark=theme().is_dark and not self._look.paper)
        )

    def _paint_token(self, painter: QPainter, token: Token, box: QRectF) -> None:
        ink = self._look.color("text" if token.cell is not None else "muted")
        if token.hidden:
            painter.setBrush(self._look.color("raised"))
            painter.drawRoundedRect(box, _CORNER, _CORNER)
            ink = self._look.color("accent")
        elif token.slope is not None:
            fill = self._fill(token.slope)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, _CORNER, _CORNER)
            ink = theme().ink_on(fill)
        painter.setPen(QPen(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), token.words)
        painter.setPen(Qt.PenStyle.NoPen)
