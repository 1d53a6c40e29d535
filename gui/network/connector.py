"""Making and cutting connections by keyboard: a small list of what is at the other end."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from engine import wiring
from engine.check.shapes import NetworkInfo
from engine.spec.network import source_id
from engine.text import text
from gui.document import Document
from gui.network import connection_entries
from gui.network.connection_entries import wire_of
from gui.network.names import connect_text, disconnect_text
from gui.network.palette import Palette, PaletteWords
from gui.network.palette_entries import Entry

_NOTHING = text("No layer matches “{query}”.")
_FIELD = text("Search layers")
_WORDS = {
    "connectTo": PaletteWords(
        title=text("Connect to"),
        field=_FIELD,
        hint=text("Connect to: the name of a layer below"),
        entries=text("Layers that can take this output"),
        nothing=_NOTHING,
    ),
    "connectFrom": PaletteWords(
        title=text("Connect from"),
        field=_FIELD,
        hint=text("Connect from: the name of a layer above"),
        entries=text("Layers that can feed this one"),
        nothing=_NOTHING,
    ),
    "connectPort": PaletteWords(
        title=text("Which output"),
        field=text("Search outputs"),
        hint=text("Which of its outputs?"),
        entries=text("Outputs of the layer"),
        nothing=text("No output matches “{query}”."),
    ),
    "disconnect": PaletteWords(
        title=text("Disconnect"),
        field=text("Search connections"),
        hint=text("Disconnect: the name of a layer"),
        entries=text("Connections of this layer"),
        nothing=text("No connection matches “{query}”."),
    ),
}


class Connector(QObject):
    """Opens the lists and carries out what is chosen."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._parent = document, parent
        self._palettes: dict[str, Palette] = {}

    def connect_to(self, layer_id: str, info: NetworkInfo, where: QPoint) -> None:
        """Offers what a layer can feed."""
        network = self._document.project.network
        self._open("connectTo", connection_entries.targets(network, info, layer_id), where)

    def connect_from(self, layer_id: str, info: NetworkInfo, where: QPoint) -> None:
        """Offers what can feed a layer."""
        network = self._document.project.network
        self._open("connectFrom", connection_entries.sources(network, info, layer_id), where)

    def disconnect_layer(self, layer_id: str, where: QPoint) -> None:
        """Offers the connections of a layer."""
        network = self._document.project.network
        self._open("disconnect", connection_entries.existing(network, layer_id), where)

    def join(self, source: str, target: str, info: NetworkInfo, where: QPoint) -> None:
        """Connects two layers, after asking which output where the first has several."""
        network = self._document.project.network
        offered = connection_entries.ports(network, info, source, target)
        possible = [entry for entry in offered if entry.possible]
        if len(possible) > 1:
            self._open("connectPort", offered, where)
        else:
            self._make((possible or offered)[0].key)

    def cut(self, source: str, target: str) -> None:
        """Takes a connection away."""
        network = self._document.project.network
        words = disconnect_text(network, source_id(source), target)
        self._document.edit_network(words, wiring.disconnect, source, target)

    def _open(self, name: str, found: list[Entry], where: QPoint) -> None:
        if name not in self._palettes:
            palette = Palette(self._parent, name, _WORDS[name])
            palette.chosen.connect(self._cut if name == "disconnect" else self._make)
            self._document.changed.connect(palette.hide)
            self._palettes[name] = palette
        self._palettes[name].open_at(found, where)

    def _make(self, key: str) -> None:
        wire, network = wire_of(key), self._document.project.network
        words = connect_text(network, source_id(wire.source), wire.target)
        self._document.edit_network(words, wiring.connect, wire.source, wire.target)

    def _cut(self, key: str) -> None:
        wire = wire_of(key)
        self.cut(wire.source, wire.target)
