"""A node of the graph: a layer's card, a folded block, or a piece of the computation."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.graph.drawing import Node
from engine.graph.layered import Box
from gui.pages.graph import look as looks
from gui.pages.graph.items import WORDS_FROM, detail_of
from gui.pages.graph.look import INSET, NABLA, RADIUS, STRIP, Look, advance, elided
from gui.theme import sized_font
from gui.tooltips import plain
from gui.translate import words


class NodeItem(QGraphicsItem):
    """`selected` has the accent's outline, `current` the one of the keyboard."""

    def __init__(self, node: Node, box: Box, look: Look) -> None:
        super().__init__()
        self.node, self._look = node, look
        self._size = QRectF(0, 0, box.width, box.height)
        self._selected = self._current = False
        self.setPos(box.x, box.y)
        self.setToolTip(plain(looks.tip_of(node)))
        self.setData(0, node.id)
        self._at = False
        self.set_walk(quiet=False, at=False)

    @property
    def place(self) -> QRectF:
        """Where it stands in the scene."""
        return self._size.translated(self.pos())

    def mark(self, *, selected: bool, current: bool) -> None:
        """Shows whether its layer is selected and whether the keyboard is on it."""
        if (selected, current) != (self._selected, self._current):
            self._selected, self._current = selected, current
            self.update()

    def set_walk(self, *, quiet: bool, at: bool) -> None:
        """Shows whether a walked step has come here, and whether it stands here."""
        self.setOpacity(looks.QUIET if quiet else 1.0 if self.node.enabled else looks.OFF)
        if at != self._at:
            self._at = at
            self.update()

    def boundingRect(self) -> QRectF:
        return self._size.adjusted(-4, -4, 8, 8)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self._size)
        return path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.tint("accent", 0.45))
            radius = self._radius + 4
            painter.drawRoundedRect(self._size.adjusted(-4, -4, 4, 4), radius, radius)
        readable = detail_of(option, painter, self._look) >= WORDS_FROM
        match self.node.form:
            case "layer" | "block":
                self._paint_card(painter, readable=readable)
            case "leaf":
                self._paint_leaf(painter, readable=readable)
            case "operation" | "result":
                self._paint_operation(painter, readable=readable)
        self._paint_outline(painter)

    @property
    def _radius(self) -> float:
        if self.node.form in {"operation", "result"}:
            return self._size.height() / 2
        return RADIUS

    def _paint_card(self, painter: QPainter, *, readable: bool) -> None:
        look, size = self._look, self._size
        painter.setPen(QPen(look.color("line"), 1.0))
        painter.setBrush(look.color("raised"))
        if self.node.form == "block":
            for step in (6.0, 3.0):
                painter.drawRoundedRect(size.translated(step, step), RADIUS, RADIUS)
        painter.drawRoundedRect(size, RADIUS, RADIUS)
        card, strip = QPainterPath(), QPainterPath()
        card.addRoundedRect(size.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        strip.addRect(QRectF(0, 0, STRIP, size.height()))
        painter.fillPath(card & strip, look.color(self.node.group))
        if readable:
            self._paint_card_words(painter)

    def _paint_card_words(self, painter: QPainter) -> None:
        look, node = self._look, self.node
        shape, count = looks.shape_words(node), looks.count_words(node)
        middle = self._size.height() / 2
        right = self._size.width() - INSET
        upper, lower = (middle + 4.5, middle + 4.5) if node.short else (middle - 3, middle + 13)
        painter.setFont(looks.figure_font())
        painter.setPen(look.color("muted"))
        taken = 0.0
        for figure, baseline in ((shape, upper), (count, lower)):
            width = advance(figure, mono=True, difference=-2)
            painter.drawText(QPointF(right - width, baseline), figure)
            taken = max(taken, width)
        left = STRIP + INSET
        room = right - taken - 10 - left
        title = elided(node.title, room, bold=True)
        painter.setFont(sized_font(0, bold=True))
        painter.setPen(look.color("text"))
        painter.drawText(QPointF(left, upper), title)
        if node.short:
            used = advance(title, bold=True) + 8
            left, room, difference = left + used, room - used, -1
        else:
            difference = -2
        painter.setFont(sized_font(difference))
        painter.setPen(look.color("muted"))
        detail = elided(words(node.detail), max(room, 0.0), size=difference)
        painter.drawText(QPointF(left, lower), detail)

    def _paint_leaf(self, painter: QPainter, *, readable: bool) -> None:
        look, node, size = self._look, self.node, self._size
        role = "good" if node.learns else "muted"
        pen = QPen(look.color(role), 1.4)
        if not node.learns and node.parameters:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.tint(role, 0.12 if node.learns else 0.04))
        painter.drawRoundedRect(size, RADIUS, RADIUS)
        if not readable:
            return
        mark = f" {NABLA}" if node.learns else ""
        used = advance(mark, bold=True)
        title = elided(node.title, size.width() - INSET - used, bold=True)
        detail = words(node.detail)
        width = advance(title, bold=True) + used
        left = (size.width() - width) / 2
        baseline = size.height() / 2 + (-3 if detail else 4.5)
        painter.setFont(sized_font(0, bold=True))
        painter.setPen(look.color("text"))
        painter.drawText(QPointF(left, baseline), title)
        painter.setPen(look.color("good"))
        painter.drawText(QPointF(left + width - used, baseline), mark)
        self._paint_below(
            painter, elided(detail, size.width() - INSET, mono=True, size=-2), mono=True
        )

    def _paint_operation(self, painter: QPainter, *, readable: bool) -> None:
        look, node, size = self._look, self.node, self._size
        role = "accent" if node.form == "result" else node.group
        painter.setPen(QPen(look.color(role), 1.6))
        painter.setBrush(look.tint(role, 0.14))
        painter.drawRoundedRect(size, self._radius, self._radius)
        if not readable:
            return
        detail = words(node.detail)
        title = elided(node.title, size.width() - 8, bold=True)
        painter.setFont(sized_font(0, bold=True))
        painter.setPen(look.color("text"))
        left = (size.width() - advance(title, bold=True)) / 2
        painter.drawText(QPointF(left, size.height() / 2 + (-3 if detail else 4.5)), title)
        self._paint_below(painter, elided(detail, size.width() - 2 * INSET, size=-2), mono=False)

    def _paint_below(self, painter: QPainter, detail: str, *, mono: bool) -> None:
        """The second line, in the middle."""
        painter.setFont(looks.figure_font() if mono else sized_font(-2))
        painter.setPen(self._look.color("muted"))
        left = (self._size.width() - advance(detail, mono=mono, difference=-2)) / 2
        painter.drawText(QPointF(left, self._size.height() / 2 + 13), detail)

    def _paint_outline(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._selected:
            painter.setPen(QPen(self._look.color("accent"), 2.0))
            painter.drawRoundedRect(self._size, self._radius, self._radius)
        elif self.node.trouble is not None:
            painter.setPen(QPen(self._look.color("bad"), 1.8))
            painter.drawRoundedRect(self._size, self._radius, self._radius)
        if self._current:
            painter.setPen(QPen(self._look.color("focus"), 1.2, Qt.PenStyle.DotLine))
            radius = self._radius + 3
            painter.drawRoundedRect(self._size.adjusted(-3, -3, 3, 3), radius, radius)
