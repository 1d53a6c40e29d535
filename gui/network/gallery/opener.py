"""Makes the gallery's window when it is first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.data_store import DataStore
from gui.document import Document, Selection
from gui.network.panel import NetworkPanel

if TYPE_CHECKING:
    from gui.network.gallery.dialog import Gallery


class GalleryOpener:
    """Opens the gallery beside `window`; blocks go where the panel puts them."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        store: DataStore,
        selection: Selection,
        panel: NetworkPanel,
    ) -> None:
        self._window, self._panel = window, panel
        self._document, self._store, self._selection = document, store, selection
        self._gallery: Gallery | None = None

    def open_networks(self) -> None:
        """Ready networks in front."""
        self._open("networks")

    def open_blocks(self) -> None:
        """Blocks in front."""
        self._open("blocks")

    def _open(self, shelf: str) -> None:
        if self._gallery is None:
            from gui.network.gallery.dialog import Gallery
            from gui.network.gallery.shelves import BlockShelf, NetworkShelf

            networks = NetworkShelf(self._document, self._store)
            blocks = BlockShelf(self._document, self._selection, self._panel.add_block)
            changes = (self._document.changed, self._store.changed, self._selection.changed)
            self._gallery = Gallery((networks, blocks), changes, self._window)
        self._gallery.open_shelf(shelf)
