"""The cards, and below them what explains a number: it gets the room that it needs, up to a share of the page."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.pages.steps.cards_view import CardsView

#: Of the height, for what explains a number; more only where the cards leave room free.
_SHARE = 0.5
#: Before there is anything to explain; less on a low page, where it grows once it has to.
_LEAST, _LEAST_OF_LOW, _LOW = 150, 96, 620


class Split(QSplitter):
    """Moves its handle until the user has moved it.

    Args:
        cards: the upper part.
        below: the lower part.
    """

    def __init__(self, cards: CardsView, below: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("stepsSplitter")
        self.setProperty("gap", True)
        self.setChildrenCollapsible(False)
        self._cards = cards
        self._moved_by_hand = False
        self.addWidget(cards)
        self.addWidget(below)
        self.setStretchFactor(0, 1)
        self.setSizes([500, _LEAST])
        self.splitterMoved.connect(self._leave_alone)

    def grow(self, missing: int) -> None:
        """Gives the lower part so many more pixels, where it may have them."""
        lower = self.sizes()[1]
        self._give(min(lower + missing, max(self._most, lower)))

    def shrink(self) -> None:
        """Nothing is explained any more."""
        self._give(self._least)

    @property
    def _least(self) -> int:
        return _LEAST if self.height() >= _LOW else _LEAST_OF_LOW

    @property
    def _most(self) -> int:
        free = self.height() - self.handleWidth() - math.ceil(self._cards.placing.height)
        return max(round(self.height() * _SHARE), free)

    def _give(self, lower: int) -> None:
        whole = sum(self.sizes())
        if not self._moved_by_hand and lower != self.sizes()[1]:
            self.setSizes([whole - lower, lower])

    def _leave_alone(self) -> None:
        self._moved_by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        most = max(self._most, self._least)
        if self.sizes()[1] > most:
            self._give(most)
