"""The connection under the pointer, and the one that was clicked."""

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QListView

from gui.network.delegate import CardDelegate
from gui.network.model import LayerModel
from gui.network.rail_hits import Link, link_at


class RailPointer(QObject):
    """Lights up connections on the rails of a list, and keeps the one that is selected.

    Signals:
        chosen(source, target): the ids of the layers of the selected connection; "" and "" for none.
    """

    chosen = Signal(str, str)

    def __init__(self, view: QListView, cards: CardDelegate, model: LayerModel) -> None:
        super().__init__(view)
        self._view, self._cards, self._layers = view, cards, model
        self._selected: Link | None = None

    def hover(self, where: QPoint) -> None:
        """Lights up what is under the pointer, else what is selected."""
        link = self._at(where)
        if link is not None:
            self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._view.viewport().unsetCursor()
        self._light(link or self._selected)

    def leave(self) -> None:
        """The pointer has gone elsewhere."""
        self._light(self._selected)

    def press(self, where: QPoint) -> bool:
        """Selects the connection under the pointer; says whether there is one."""
        link = self._at(where)
        if link is None:
            self.clear()
            return False
        self._view.clearSelection()
        self._selected = link
        self._light(link)
        self.chosen.emit(*self._layers.link_ends(link.source, link.target))
        return True

    def clear(self) -> None:
        """Selects no connection."""
        if self._selected is not None:
            self._selected = None
            self.chosen.emit("", "")
        self._light(None)

    def _at(self, where: QPoint) -> Link | None:
        index = self._view.indexAt(where)
        if not index.isValid():
            return None
        place = self._cards.place(self._view.visualRect(index), index.row())
        return link_at(self._layers.rails, index.row(), place, QPointF(where))

    def _light(self, link: Link | None) -> None:
        if link != self._cards.link:
            self._cards.link = link
            self._view.viewport().update()
