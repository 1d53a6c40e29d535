"""What can be done with the selected layers; every menu item, key and button ends here."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from engine import edits, wiring
from engine.blocks import Path, outer_path
from engine.catalog.templates.blocks import BLOCKS
from engine.copying import Excerpt, copies, excerpt
from engine.insertion import insert_block
from engine.moving import move_all
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.text import Text, UserError, text
from gui.document import Document, Selection
from gui.network import clipboard, names
from gui.network.connection_entries import can_be_cut
from gui.network.folding import step
from gui.network.model import LayerModel
from gui.switching import all_but_inputs, in_order, learning_layers, set_enabled, set_frozen


class LayerActions(QObject):
    """Edits the document's network by its selection.

    Signals:
        done(): an action has changed the selection; the list wants the focus.
    """

    done = Signal()

    def __init__(
        self, document: Document, selection: Selection, model: LayerModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._model = document, selection, model
        self._connection: tuple[str, str] | None = None

    def choose_connection(self, source: str, target: str) -> None:
        """Takes the layers of the selected connection; "" and "" for none."""
        self._connection = (source, target) if source else None

    def can(self, action: str) -> bool:
        """Whether an action makes sense with what is selected."""
        if action == "delete" and self._connection is not None:
            return True
        chosen = self._chosen()
        movable = bool(chosen) and all(layer.kind != INPUT for layer in chosen)
        match action:
            case "delete":
                return bool(chosen)
            case "cut" | "duplicate" | "copy" | "switch_off":
                return bool(self._copyable())
            case "freeze":
                return bool(self._learning())
            case "rename":
                return len(chosen) == 1 or bool(self._selection.block)
            case "connect_to":
                return len(chosen) == 1
            case "replace_kind" | "connect_from" | "as_output":
                return len(chosen) == 1 and movable
            case "disconnect_layer":
                return len(chosen) == 1 and can_be_cut(self._network, chosen[0].id)
            case "move_up":
                return movable and (self._place(chosen[0]) > 1 or bool(chosen[0].group))
            case "move_down":
                return movable and self._step(chosen, up=False) is not None
            case _:
                return True

    def add(self, kind: str) -> None:
        """Adds a layer below the current card."""
        words = text("Add {kind}", kind=kind)
        current = self._selection.current
        around = self._around if self._selection.block else None
        new = self._document.edit_network(words, edits.add_layer, kind, after=current, group=around)
        self._select([new] if new else [])

    def add_block(self, name: str) -> None:
        """Puts a block template below the current card."""
        block = BLOCKS[name]
        words = text("Add {kind}", kind=Text(block.title))
        current = self._selection.current
        self._select(self._document.edit_network(words, insert_block, block, after=current))

    def delete(self) -> None:
        """Deletes the selected connection or layers; inputs only when nothing else is selected."""
        if self._connection is not None:
            self._cut(*self._connection)
            return
        ids = self._copyable() or [layer.id for layer in self._chosen()]
        self._remove(ids, names.delete_text)

    def _cut(self, source: str, target: str) -> None:
        inputs = self._network.layer(target).inputs
        ref = next(ref for ref in inputs if source_id(ref) == source)
        words = names.disconnect_text(self._network, source, target)
        self._document.edit_network(words, wiring.disconnect, ref, target)

    def duplicate(self) -> None:
        """Puts copies of the selected layers below them."""
        if ids := self._copyable():
            at = self._network.index(ids[-1]) + 1
            part = excerpt(self._network, ids)
            words = names.duplicate_text(self._network, ids)
            self._paste(words, part, at, part.around)

    def copy(self) -> None:
        """Puts the selected layers on the clipboard as text."""
        if ids := self._copyable():
            part = excerpt(self._network, ids)
            QGuiApplication.clipboard().setText(clipboard.to_text(part.layers, part.blocks))

    def cut(self) -> None:
        """Copies, then deletes."""
        self.copy()
        self._remove(self._copyable(), names.cut_text)

    def paste(self) -> None:
        """Puts the layers on the clipboard below the current card."""
        try:
            part = clipboard.from_text(QGuiApplication.clipboard().text())
        except UserError as error:
            self._document.report(error.text)
            return
        current = self._selection.current
        at = len(self._network.layers) if current is None else self._network.index(current) + 1
        words = names.paste_text([layer.name for layer in part.layers])
        self._paste(words, part, at, self._around)

    def _paste(self, words: Text, part: Excerpt, at: int, around: Path) -> None:
        new = self._document.edit_network(words, copies, part.layers, at, part.blocks, around)
        self._select(new)

    @property
    def _around(self) -> Path:
        """The blocks that what is added below the current row stands in."""
        if block := self._selection.block:
            return outer_path(self._network, block)
        current = self._selection.current
        return self._network.layer(current).group if current is not None else ()

    def move_up(self) -> None:
        """Moves the selected layers above the row before them, or out of or into a block there."""
        self._move(self._chosen(), up=True)

    def move_down(self) -> None:
        """Moves the selected layers below the row behind them, or out of or into a block there."""
        self._move(self._chosen(), up=False)

    @property
    def all_off(self) -> bool:
        """Whether every selected layer is switched off."""
        chosen = self._switchable()
        return bool(chosen) and not any(layer.enabled for layer in chosen)

    def switch_off(self) -> None:
        """Switches the selected layers off; on again when all are off."""
        set_enabled(self._document, self._switchable(), enabled=self.all_off)

    @property
    def is_output(self) -> bool:
        """Whether the current layer is an output of the network."""
        outputs = [source_id(ref) for ref in self._network.outputs]
        return self._selection.current in outputs

    def as_output(self) -> None:
        """Lets the current layer's values leave the network, or not any more."""
        current, used = self._selection.current, not self.is_output
        if current is not None:
            ref = next((r for r in self._network.outputs if source_id(r) == current), current)
            words = names.output_text(self._network, current, used=used)
            self._document.edit_network(words, wiring.set_output, ref, used=used)

    def replace(self, kind: str) -> None:
        """Makes the current layer another kind."""
        current = self._selection.current
        if current is not None:
            words = names.replace_text(self._network, current, kind)
            self._document.edit_network(words, edits.replace_kind, current, kind)

    @property
    def all_frozen(self) -> bool:
        """Whether every selected layer with weights is frozen."""
        return all(layer.frozen for layer in self._learning())

    def freeze(self) -> None:
        """Freezes the selected layers with weights; lets them learn again when all are frozen."""
        set_frozen(self._document, self._learning(), frozen=not self.all_frozen)

    @property
    def _network(self) -> NetworkSpec:
        return self._document.project.network

    def _chosen(self) -> list[LayerSpec]:
        """The selected layers from the top down."""
        return in_order(self._network, self._selection.ids)

    def _copyable(self) -> list[str]:
        """The selected layers' ids without inputs, which a network has once and for all."""
        return [layer.id for layer in self._switchable()]

    def _switchable(self) -> list[LayerSpec]:
        """The selected layers that can be switched off."""
        return all_but_inputs(self._network, self._selection.ids)

    def _learning(self) -> list[LayerSpec]:
        """The selected layers that have weights."""
        return learning_layers(self._network, self._selection.ids)

    def _place(self, layer: LayerSpec) -> int:
        return self._network.index(layer.id)

    def _remove(self, ids: list[str], text_of: names.TextOf) -> None:
        """Removes layers; the one that takes their place is selected."""
        if not ids:
            return
        before = self._network
        behind = before.index(ids[-1]) + 1
        below = [layer.id for layer in before.layers[behind:]]
        above = [layer.id for layer in before.layers[:behind] if layer.id not in ids]
        self._document.edit_network(text_of(before, ids), edits.remove, ids)
        if self._network is not before:
            self._select_row([*below, *reversed(above)][:1])

    def _move(self, chosen: list[LayerSpec], *, up: bool) -> None:
        ids = [layer.id for layer in chosen]
        if (goal := self._step(chosen, up=up)) is not None:
            words = names.move_text(self._network, ids)
            self._document.edit_network(words, move_all, ids, *goal)

    def _step(self, chosen: list[LayerSpec], *, up: bool) -> tuple[int, Path | None] | None:
        ids = [layer.id for layer in chosen]
        return step(self._network, self._model.lines, ids, up=up) if ids else None

    def _select(self, ids: list[str] | None) -> None:
        """Selects layers, as their block when they are all of one."""
        if ids:
            network = self._network
            around = network.layer(ids[0]).group
            whole = (b for b in around if {m.id for m in network.members(b)} == set(ids))
            self._selection.set(ids, next(whole, ""))
            self.done.emit()

    def _select_row(self, ids: list[str]) -> None:
        """Selects the row of a layer: a closed block stays closed."""
        if ids:
            self._select(self._model.members(self._model.row_of(ids[0])))
