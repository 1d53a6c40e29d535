"""The cards below one another: painted, hovered, chosen by mouse and keys; only what is in view is painted."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from engine import numbers
from engine.explain.derivation import Cell
from gui.pages.steps.block_painting import Look
from gui.pages.steps.cell_words import exact, hover_words, number_at
from gui.pages.steps.moving import ARROWS, first_cell, next_cell
from gui.pages.steps.number_words import cell_writing
from gui.pages.steps.painting import disclosure_box, paint_card
from gui.pages.steps.placing import Block, PlacedCard, Placing, place_cards
from gui.pages.steps.shown import Flow, Row, ShownCard, stops
from gui.theme import theme
from gui.tooltips import plain
from gui.translate import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LARGER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_LINE = 24


class CardsView(QAbstractScrollArea):
    """Shows cards of a step.

    Signals:
        cell_chosen(Cell): a number was clicked, or Enter pressed on it: where does it come from?
        cell_marked(Cell): the arrow keys moved to a number.
        cell_added(Cell): a number was clicked with Ctrl: it is chosen beside the one before.
        part_wanted(Cell): a picture is to be seen large, around this number.
        card_toggled(str): a card, by its key, is to be opened or closed.
        touched(): the user did something here.
    """

    cell_chosen = Signal(object)
    cell_marked = Signal(object)
    part_wanted = Signal(object)
    cell_added = Signal(object)
    card_toggled = Signal(str)
    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepsCards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.placing = Placing()
        self.look = Look()
        self._cards: tuple[ShownCard, ...] = ()
        self._sample = 0
        self._row: Row | None = None
        theme().changed.connect(self.viewport().update)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(tr("Values and gradients of the step"))

    @property
    def cards(self) -> tuple[ShownCard, ...]:
        """What is on show, from top to bottom."""
        return self._cards

    @property
    def cell(self) -> Cell | None:
        """The chosen number."""
        return self.look.cell

    def show_cards(
        self, cards: Sequence[ShownCard], flow: Flow, largest: float, sample: int = 0
    ) -> None:
        """Shows cards; `largest` is the size of the gradient that is coloured most."""
        self._cards, self._sample = tuple(cards), sample
        self.look.flow, self.look.largest = flow, largest
        self._place()
        self._describe()

    def choose(self, cell: Cell | None, block: Block | None = None) -> None:
        """Rings a number, and brings it into view; of several places that show it, in one block."""
        self.look.cell, self._row = cell, block.row if block is not None else None
        block = self._block_of(cell)
        if cell is not None and block is not None and block.grid is not None:
            place = block.grid.find(cell.at)
            if place is not None:
                box = block.cell_box(*place)
                self._reveal(block.place.top() if box.top() < 60 else box.top(), box.bottom())
        self._describe()
        self.viewport().update()

    def _describe(self) -> None:
        """Says the chosen number to a screen reader, as it is on show now."""
        cell, words = self.look.cell, ""
        block = self._block_of(cell)
        if cell is not None and block is not None and block.grid is not None:
            place = block.grid.find(cell.at)
            if place is not None:
                words = hover_words(block, cell, float(block.grid.values[place]))
        self.setAccessibleDescription(words)

    def set_cursor(self, stop: tuple[str, int | None] | None) -> None:
        """Marks the operation that is looked at; those it has not come to yet are faint."""
        self.look.cursor = stop
        order = stops(self._cards)
        later = order[order.index(stop) + 1 :] if stop in order else []
        self.look.faint = set(later)
        for card in self.placing.cards:
            for section in card.sections:
                if section.section.stop == stop:
                    self._reveal(section.place.top() - 20, section.place.bottom() + 20)
        self.viewport().update()

    def _block_of(self, cell: Cell | None) -> Block | None:
        """Where a number stands: where it was chosen, else in the first place that shows it."""
        if cell is None:
            return None
        found = [block for block in self.placing.blocks if block.holds(cell)]
        return next((block for block in found if block.row is self._row), None) or next(
            iter(found), None
        )

    def box_of(self, cell: Cell) -> QPoint | None:
        """The middle of a number in the viewport; None where it is not on show."""
        block = self._block_of(cell)
        if block is None or block.grid is None or (place := block.grid.find(cell.at)) is None:
            return None
        center = block.cell_box(*place).center()
        return QPoint(round(center.x()), round(center.y() - self._offset))

    @property
    def _offset(self) -> int:
        return self.verticalScrollBar().value()

    def _place(self) -> None:
        width = float(self.viewport().width())
        self.placing = place_cards(self._cards, width, cell_writing(), self._sample)
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(round(self.placing.height) - room, 0))
        bar.setPageStep(room)
        bar.setSingleStep(_LINE)
        self.viewport().update()

    def _reveal(self, top: float, bottom: float) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if bottom > bar.value() + room:
            bar.setValue(round(bottom - room + 8))
        if top < bar.value():
            bar.setValue(round(top - 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self._place()
            self.retranslate()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.look.focused = True
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.look.focused = False
        self.viewport().update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(0, -self._offset)
        area = event.rect()
        top, bottom = area.top() + self._offset, area.bottom() + self._offset
        for card in self.placing.between(top, bottom):
            paint_card(painter, card, self.placing.lanes, self.look)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        place = QPointF(event.position().x(), event.position().y() + self._offset)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        card = self._card_at(place)
        if card is not None and self._opens(card, place):
            self.card_toggled.emit(card.card.key)
        elif card is not None and (found := self._cell_in(card, place)) is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.cell_added.emit(found[1])
            else:
                self._choose(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a picture large."""
        place = QPointF(event.position().x(), event.position().y() + self._offset)
        card = self._card_at(place)
        found = self._cell_in(card, place) if card is not None else None
        if found is not None:
            self._enlarge(*found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = QPointF(event.position().x(), event.position().y() + self._offset)
        card = self._card_at(place)
        active = card is not None and (
            self._opens(card, place) or self._cell_in(card, place) is not None
        )
        shape = Qt.CursorShape.PointingHandCursor if active else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter asks why, + opens a picture large, Space opens the card, Ctrl+C copies."""
        key, cell = Qt.Key(event.key()), self.look.cell
        if key in ARROWS:
            self.touched.emit()
            block = self._block_of(cell)
            moved = (
                next_cell(self.placing, block, cell, key)
                if block is not None and cell is not None
                else first_cell(self.placing)
            )
            if moved is not None:
                self.choose(moved[1], moved[0])
                self.cell_marked.emit(moved[1])
        elif key in _ENTER and cell is not None:
            self.touched.emit()
            if (block := self._block_of(cell)) is not None:
                self._choose(block, cell)
        elif key in _LARGER and cell is not None:
            self.touched.emit()
            if (block := self._block_of(cell)) is not None:
                self._enlarge(block, cell)
        elif key == Qt.Key.Key_Space and (card := self._card_of(cell)) is not None:
            self.touched.emit()
            if card.card.can_open:
                self.card_toggled.emit(card.card.key)
        elif event.matches(QKeySequence.StandardKey.Copy) and cell is not None:
            QGuiApplication.clipboard().setText(self.copied(cell))
        else:
            super().keyPressEvent(event)

    def copied(self, cell: Cell) -> str:
        """Every digit of a number, as code reads it; nothing of one that is to be guessed."""
        block = self._block_of(cell)
        if block is not None and block.column.is_hidden(cell.at):
            return ""
        number = number_at(block.column.figures, cell) if block is not None else None
        return exact(number).replace(numbers.MINUS, "-")

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), plain(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def words_at(self, place: QPoint) -> str:
        """What stands at a place of the viewport, with every digit."""
        on_page = QPointF(place.x(), place.y() + self._offset)
        card = self._card_at(on_page)
        found = self._cell_in(card, on_page) if card is not None else None
        if found is None:
            return ""
        block, cell = found
        assert block.grid is not None, "a cell is in a grid"
        number = block.grid.values[block.grid.find(cell.at) or (0, 0)]
        return hover_words(block, cell, float(np.float64(number)))

    def _choose(self, block: Block, cell: Cell) -> None:
        self.choose(cell, block)
        if block.grid is not None and block.grid.steps != (1, 1):
            self.part_wanted.emit(cell)
        else:
            self.cell_chosen.emit(cell)

    def _enlarge(self, block: Block, cell: Cell) -> None:
        if block.column.hidden is None and block.grid is not None and block.grid.style != "numbers":
            self.part_wanted.emit(cell)

    def _card_at(self, place: QPointF) -> PlacedCard | None:
        cards = self.placing.between(place.y(), place.y())
        return next((card for card in cards if card.place.contains(place)), None)

    def _card_of(self, cell: Cell | None) -> PlacedCard | None:
        block = self._block_of(cell)
        if block is None:
            return None
        return next((card for card in self.placing.cards if block in card.blocks), None)

    def _opens(self, card: PlacedCard, place: QPointF) -> bool:
        return card.card.can_open and disclosure_box(card, self.placing.lanes).contains(place)

    def _cell_in(self, card: PlacedCard, place: QPointF) -> tuple[Block, Cell] | None:
        for block in card.blocks:
            if block.grid is None or not block.place.contains(place):
                continue
            spot = place - block.origin
            if (found := block.grid.at(spot.x(), spot.y())) is not None:
                return block, block.cell(block.grid.index(*found))
        return None
