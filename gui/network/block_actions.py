"""What can be done with blocks; every menu item and key for them ends here."""

from PySide6.QtCore import QObject

from engine import block_edits
from engine.blocks import outer_path, run_in
from engine.spec.network import NetworkSpec
from engine.text import text
from gui.document import Document, Selection
from gui.network.model import LayerModel


class BlockActions(QObject):
    """Edits the document's blocks by its selection, and opens and closes them in the list."""

    def __init__(
        self, document: Document, selection: Selection, model: LayerModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._model = document, selection, model

    @property
    def block(self) -> str:
        """The block that is selected, else the innermost one around the current layer; "" for none."""
        if self._selection.block:
            return self._selection.block
        current = self._selection.current
        group = self._network.layer(current).group if current is not None else ()
        return group[-1] if group else ""

    @property
    def is_open(self) -> bool:
        """Whether the block at hand is open in the list."""
        return any(line.opened and line.block == self.block for line in self._model.lines)

    @property
    def times(self) -> int:
        """How often the block at hand stands in its run."""
        return block_edits.times(self._network, self.block) if self.block else 1

    @property
    def run_name(self) -> str:
        """The name of the run that the block at hand is one of; else its own."""
        run = block_edits.run_of(self._network, self.block)
        return self._network.block(run).name if run else self.name

    @property
    def name(self) -> str:
        """The name of the block at hand."""
        return self._network.block(self.block).name if self.block else ""

    def can(self, action: str) -> bool:
        """Whether an action makes sense with what is selected."""
        match action:
            case "group":
                return bool(self._selection.ids)
            case "unlink":
                return bool(self.block and self._network.block(self.block).copy_of)
            case _:
                return bool(self.block)

    def group(self) -> None:
        """Puts the selected layers into a new block, which is selected then."""
        new = self._document.edit_network(
            text("Group layers"), block_edits.group, self._selection.ids
        )
        if new:
            self._selection.set_block(new)

    def ungroup(self) -> None:
        """Takes the block away; its layers stay."""
        words = text("Ungroup {block}", block=self.name)
        self._document.edit_network(words, block_edits.ungroup, self.block)

    def repeat(self, count: int) -> None:
        """Makes the block stand so often one behind the other."""
        words = text("Repeat {block} ×{count}", block=self.run_name, count=count)
        run = block_edits.run_of(self._network, self.block)
        first = run_in(self._network, run)[0] if run else self.block
        self._document.edit_network(words, block_edits.repeat, self.block, count)
        self._selection.set_block(block_edits.run_of(self._network, first) or first)

    def insert_copy(self) -> None:
        """Puts a linked copy of the block behind it, or behind the run that it is one of."""
        block = block_edits.run_of(self._network, self.block) or self.block
        at = self._network.spans[block].stop
        around = outer_path(self._network, block)
        words = text("Insert linked copy of {block}", block=self.name)
        new = self._document.edit_network(words, block_edits.reuse, self.block, at, around)
        if new:
            self._selection.set_block(new)

    def unlink(self) -> None:
        """Makes the copy a block of its own."""
        words = text("Unlink {block}", block=self.name)
        self._document.edit_network(words, block_edits.unlink, self.block)

    def turn(self) -> None:
        """Opens the block at hand in the list, or closes it."""
        block, opened = self.block, not self.is_open
        if not opened:
            self._selection.set_block(block)
        self._document.opened.set_open(block, opened=opened)

    @property
    def _network(self) -> NetworkSpec:
        return self._document.project.network
