"""The shelves of the gallery: what stands on each, and what choosing something does."""

from typing import Protocol

from engine import numbers
from engine.catalog.templates import TEMPLATES, DataShape, Template
from engine.suggestion import assumed_shape, started_from
from engine.text import Text, UserError
from gui.document import Document
from gui.network.gallery.entries import Entry, network_entries
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


def start_from(template: Template, document: Document, data: HasShape) -> None:
    """Puts a template in place of the network as one step of undo; says so when it can't fit."""
    try:
        project = started_from(document.project, template, _shape(document, data))
    except UserError as error:
        document.report(error.text)
        return
    words = tr("Start from {template}").format(template=show(Text(template.title)))
    document.apply(project, words)


def _shape(document: Document, data: HasShape) -> DataShape:
    return data.shape or assumed_shape(document.project)
