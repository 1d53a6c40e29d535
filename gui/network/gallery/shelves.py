"""The shelves of the gallery: what stands on each, and what choosing something does."""

from collections.abc import Callable
from typing import Protocol

from engine import numbers
from engine.catalog.templates import TEMPLATES, DataShape, Template
from engine.check.shapes import infer
from engine.insertion import place_below, shape_at
from engine.suggestion import assumed_shape, started_from
from engine.text import Text, UserError, text
from gui.document import Document, Selection
from gui.network.gallery.entries import Entry, block_entries, network_entries
from gui.translate import show, tr


class HasShape(Protocol):
    """Where a shelf learns what the data is like."""

    @property
    def shape(self) -> DataShape | None:
        """What a network must fit, once the data has been read."""


class Shelf(Protocol):
    """One tab of the gallery."""

    name: str

    def title(self) -> str:
        """The tab's words."""

    def context(self) -> str:
        """What the entries are sized to."""

    def verb(self) -> str:
        """The words on the button."""

    def entries(self) -> list[Entry]:
        """What there is."""

    def use(self, name: str) -> None:
        """Applies the entry of this name, undoable."""


class NetworkShelf:
    """Whole networks, which take the place of the one on screen."""

    name = "networks"

    def __init__(self, document: Document, data: HasShape) -> None:
        self._document, self._data = document, data

    def title(self) -> str:
        """The tab's words."""
        return tr("Networks")

    def context(self) -> str:
        """The shape of a sample and what comes out."""
        shape = _shape(self._document, self._data)
        words = (
            tr("Sized to the data: {shape} → {outputs}")
            if self._data.shape is not None
            else tr("Sized to the network on screen: {shape} → {outputs}")
        )
        return words.format(shape=numbers.shape(shape.shape), outputs=numbers.count(shape.width))

    def verb(self) -> str:
        """The words on the button."""
        return tr("Start from it")

    def entries(self) -> list[Entry]:
        """A card for each template."""
        return network_entries(_shape(self._document, self._data))

    def use(self, name: str) -> None:
        """Puts the template in place of the network."""
        start_from(TEMPLATES[name], self._document, self._data)


class BlockShelf:
    """Blocks, which go below the selected card."""

    name = "blocks"

    def __init__(
        self, document: Document, selection: Selection, insert: Callable[[str], None]
    ) -> None:
        self._document, self._selection, self._insert = document, selection, insert

    def title(self) -> str:
        """The tab's words."""
        return tr("Blocks")

    def context(self) -> str:
        """The card that a block goes below, and its shape."""
        network = self._document.project.network
        try:
            at, ref = place_below(network, self._selection.current)
            shape = shape_at(network, infer(network), ref)
        except UserError as error:
            return show(error.text)
        words = tr("Goes below “{layer}”, which gives {shape}")
        return words.format(layer=network.layers[at - 1].name, shape=numbers.shape(shape) or "1")

    def verb(self) -> str:
        """The words on the button."""
        return tr("Insert it")

    def entries(self) -> list[Entry]:
        """A card for each block."""
        network = self._document.project.network
        return block_entries(network, infer(network), self._selection.current)

    def use(self, name: str) -> None:
        """Puts the block below the selected card."""
        self._insert(name)


def start_from(template: Template, document: Document, data: HasShape) -> None:
    """Puts a template in place of the network as one step of undo; says so when it can't fit."""
    try:
        project = started_from(document.project, template, _shape(document, data))
    except UserError as error:
        document.report(error.text)
        return
    words = text("Start from {template}", template=Text(template.title))
    document.apply(project, words)


def _shape(document: Document, data: HasShape) -> DataShape:
    return data.shape or assumed_shape(document.project)
