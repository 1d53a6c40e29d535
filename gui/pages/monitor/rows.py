"""Cards in rows with handles between them; where many have no room the rows scroll."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from gui.pages.monitor.arrangement import Arrangement

GAP = 8
#: Smaller, a plot could not be read.
LEAST_WIDTH, LEAST_HEIGHT = 216, 168
#: The height of a row among so many that they scroll.
_COMFORTABLE = 236
#: The first look: the width of two columns and the height of two rows, which are shares.
_COLUMNS, _ROWS = (434, 322), (353, 281)
_FEW = 4
_GOOD_WIDTH = 420
_MOST_COLUMNS = 4


def columns_for(count: int, width: int) -> int:
    """How many columns so many plots take in this width."""
    if width < 2 * LEAST_WIDTH + GAP:
        return 1
    if count <= _FEW:
        return 2
    return min(max(width // _GOOD_WIDTH, 2), _MOST_COLUMNS)


class Rows(QSplitter):
    """The cards in their order, `columns` a row; sizes are taken from and kept in an arrangement."""

    def __init__(
        self, cards: Sequence[QWidget], columns: int, arrangement: Arrangement, room: int
    ) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._arrangement = arrangement
        self.columns = columns
        self._rows: list[QSplitter] = []
        self._alone: QWidget | None = None
        _dress(self)
        for start in range(0, len(cards), columns):
            row = QSplitter(Qt.Orientation.Horizontal)
            _dress(row)
            for card in cards[start : start + columns]:
                card.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
                row.addWidget(card)
                card.setVisible(True)
            row.setSizes(self._widths(row.count()))
            row.splitterMoved.connect(self._columns_moved)
            self._rows.append(row)
            self.addWidget(row)
        self.fit(room)
        self.setSizes(self._heights())
        self.splitterMoved.connect(self._rows_moved)

    def reorder(self, cards: Sequence[QWidget]) -> None:
        """Puts the same cards into another order: only those that come into another row are styled anew."""
        for number, row in enumerate(self._rows):
            start = number * self.columns
            for place, card in enumerate(cards[start : start + self.columns]):
                if row.widget(place) is not card:
                    row.insertWidget(place, card)
                    card.setVisible(True)
        for row in self._rows:
            row.setSizes(self._widths(row.count()))

    def show_alone(self, card: QWidget | None) -> None:
        """Gives one card all the room while the others keep their places, or each its own again."""
        if card is self._alone:
            return
        self._alone = card
        # What stands beside the card first: the others then change their size but once.
        for row in self._rows:
            for place in range(row.count()):
                beside = row.widget(place)
                if beside is not None:
                    beside.setVisible(card is None or beside is card or row.indexOf(card) < 0)
        for row in self._rows:
            row.setVisible(card is None or row.indexOf(card) >= 0)

    def fit(self, room: int) -> None:
        """Fills this height, or scrolls where the rows would be too low in it."""
        count = max(len(self._rows), 1) if self._alone is None else 1
        least = count * (LEAST_HEIGHT + GAP) - GAP
        row = min(_COMFORTABLE, max(room, LEAST_HEIGHT))  # one row is seen whole
        comfortable = count * (row + GAP) - GAP
        self.setMinimumHeight(least if least <= room else comfortable)

    def _heights(self) -> list[int]:
        count = len(self._rows)
        default = _ROWS if count == len(_ROWS) else (_COMFORTABLE,) * count
        return self._arrangement.sizes(f"rows{count}", default)

    def _widths(self, count: int) -> list[int]:
        default = _COLUMNS if count == len(_COLUMNS) == self.columns else (_GOOD_WIDTH,) * count
        return self._arrangement.sizes(f"columns{count}of{self.columns}", default)

    def _columns_moved(self) -> None:
        """The columns stay in line from row to row."""
        moved = self.sender()
        if not isinstance(moved, QSplitter):
            return
        for row in self._rows:
            if row is not moved and row.count() == moved.count():
                row.setSizes(moved.sizes())
        self._arrangement.keep_sizes(f"columns{moved.count()}of{self.columns}", moved.sizes())

    def _rows_moved(self) -> None:
        self._arrangement.keep_sizes(f"rows{self.count()}", self.sizes())


def _dress(splitter: QSplitter) -> None:
    splitter.setProperty("gap", True)
    splitter.setHandleWidth(GAP)
    splitter.setChildrenCollapsible(False)
