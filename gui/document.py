"""The open project: one frozen value, its undo stack, its path, what is selected and which blocks are open."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from engine.answers import TensorValues, WeightsChange
from engine.edits import with_network
from engine.spec.data import DataSpec
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from engine.spec.training import TrainingSpec
from engine.text import Text, UserError
from gui.commands import ReplaceProject


class Document(QObject):
    """Holds the project; every change is one undoable replacement.

    Attributes:
        path: the file that the project was read from or written to.
        opened: the blocks that are open on screen.
        only_here: whether edits leave the other copies of the block they are made in as they are.

    Signals:
        changed(Project): after every edit, undo, redo and load.
        loaded(Project): after another project took the place of the old one.
        refused(Text): an edit was not possible; says why.
        unsaved_changed(bool): whether there is something to save.
        weights_wanted(tuple[TensorValues, ...]): undo or redo asks for these numbers in the weights.
    """

    changed = Signal(object)
    loaded = Signal(object)
    refused = Signal(object)
    unsaved_changed = Signal(bool)
    weights_wanted = Signal(object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        #: Whether undo or redo has brought the project back, and nothing was trained since.
        self.undone = False
        self._weights_newer = False
        self._was_unsaved = False
        self.path: Path | None = None
        self.only_here = False
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self._note_unsaved)
        self.opened = OpenBlocks(self)

    @property
    def project(self) -> Project:
        """What is on screen now."""
        return self._project

    @property
    def unsaved(self) -> bool:
        """Whether the project, or weights or history trained since, are newer than the file."""
        return self._weights_newer or not self.undo_stack.isClean()

    def apply(self, project: Project, text: Text | str, merge_key: str = "") -> None:
        """Makes `project` the current one, undoable under `text`, which follows the language.

        Consecutive edits with the same non-empty `merge_key` become one step of undo: typing a
        number, dragging a slider.
        """
        if project != self._project:
            self.undo_stack.push(ReplaceProject(self, self._project, project, text, merge_key))

    def edit_network(
        self,
        text: Text | str,
        edit: Callable[..., Any],
        *args: Any,
        merge_key: str = "",
        **kwargs: Any,
    ) -> Any:
        """Applies a function of `engine.edits` to the network.

        Returns:
            What the edit gives beside the network (such as a new layer's id), or None. An edit that
            is not possible changes nothing, emits `refused` and gives None.
        """
        try:
            result = edit(self._project.network, *args, **kwargs)
        except UserError as error:
            self.refused.emit(error.text)
            return None
        network, extra = result if isinstance(result, tuple) else (result, None)
        return extra if self.set_network(network, text, merge_key) else None

    def set_network(self, network: NetworkSpec, text: Text | str, merge_key: str = "") -> bool:
        """Replaces the network; copies of an edited block follow, and loss terms their outputs.

        Returns:
            Whether that was possible; if not, nothing has changed and `refused` has said why.
        """
        try:
            project = with_network(
                self._project, network, only_here=self.only_here, since=self._begun(merge_key)
            )
        except UserError as error:
            self.refused.emit(error.text)
            return False
        self.apply(project, text, merge_key)
        return True

    def _begun(self, merge_key: str) -> NetworkSpec:
        """The network before the edits that one of this key is merged with."""
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        if merge_key and isinstance(last, ReplaceProject) and last.key == merge_key:
            return last.before.network
        return self._project.network

    def set_training(self, training: TrainingSpec, text: Text | str, merge_key: str = "") -> None:
        """Replaces the training settings."""
        self.apply(self._project.replace(training=training), text, merge_key)

    def set_data(self, data: DataSpec, text: Text | str, merge_key: str = "") -> None:
        """Replaces the data settings."""
        self.apply(self._project.replace(data=data), text, merge_key)

    def note_weights(self, change: WeightsChange, text: Text | str) -> None:
        """Takes note of weights that were changed by hand, undoable under `text`."""
        now = self._project
        self.undo_stack.push(ReplaceProject(self, now, now, text, weights=change))
        self.mark_trained()

    def want_weights(self, values: tuple[TensorValues, ...]) -> None:
        """Used by the undo command: asks for these numbers in the weights."""
        self.weights_wanted.emit(values)

    def load(self, project: Project, path: Path | None) -> None:
        """Makes another project the open one; its undo history begins anew."""
        self.undo_stack.clear()  # tells who looks at it, while what they know of is still there
        self._project, self.path, self._weights_newer = project, path, False
        self.only_here = self.undone = False
        self.loaded.emit(project)
        self.changed.emit(project)
        self._note_unsaved()

    def mark_saved(self, path: Path) -> None:
        """Everything up to now is in the file at `path`."""
        self.path, self._weights_newer = path, False
        self.undo_stack.setClean()
        self._note_unsaved()

    def mark_trained(self) -> None:
        """Weights or history are newer than the file."""
        self._weights_newer, self.undone = True, False
        self._note_unsaved()

    def report(self, message: Text) -> None:
        """Tells the user of something that can't be done."""
        self.refused.emit(message)

    def retranslate(self) -> None:
        """Says in the language on screen what undo and redo would do."""
        for number in range(self.undo_stack.count()):
            command = self.undo_stack.command(number)
            if isinstance(command, ReplaceProject):
                command.retranslate()

    def show_project(self, project: Project, *, undone: bool = False) -> None:
        """Used by the undo command: the value to show, no new step of undo."""
        self._project, self.undone = project, undone
        self.changed.emit(project)
        self._note_unsaved()

    def _note_unsaved(self) -> None:
        if self.unsaved != self._was_unsaved:
            self._was_unsaved = self.unsaved
            self.unsaved_changed.emit(self.unsaved)


class Selection(QObject):
    """Which layers are selected; the last one is the current one, shown in the Inspector.

    A block is selected with all its layers; then the Inspector shows the block.
    """

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._ids: tuple[str, ...] = ()
        self._block = ""
        document.loaded.connect(self._clear)
        document.changed.connect(self._drop_missing)

    @property
    def ids(self) -> tuple[str, ...]:
        """The selected layers' ids, in the order they were selected."""
        return self._ids

    @property
    def current(self) -> str | None:
        """The id of the layer that the Inspector shows; of the last one of a block that is selected."""
        return self._ids[-1] if self._ids else None

    @property
    def block(self) -> str:
        """The id of the block that is current; "" while a layer is."""
        return self._block

    def set(self, ids: Iterable[str], block: str = "") -> None:
        """Selects exactly these layers; `block` is current then."""
        network = self._document.project.network
        found = tuple(dict.fromkeys(i for i in ids if i in network))
        if not any(known.id == block for known in network.blocks):
            block = ""
        if (found, block) != (self._ids, self._block):
            self._ids, self._block = found, block
            self.changed.emit()

    def set_block(self, block_id: str) -> None:
        """Selects a block with all its layers."""
        network = self._document.project.network
        self.set((layer.id for layer in network.members(block_id)), block_id)

    def _clear(self, _project: Project) -> None:
        """Another project's layers are others, even under the same ids."""
        self.set(())

    def _drop_missing(self, _project: Project) -> None:
        self.set(self._ids, self._block)


class OpenBlocks(QObject):
    """Which blocks show what is in them, in the list of cards and in the graph alike.

    A matter of the view, neither saved nor undone: blocks are closed until somebody opens them.

    Signals:
        changed(): others are open now.
    """

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._ids: frozenset[str] = frozenset()
        document.loaded.connect(self._forget)
        document.changed.connect(self._drop_missing)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the open blocks."""
        return self._ids

    def set_open(self, block_id: str, *, opened: bool) -> None:
        """Opens or closes a block."""
        self._set(self._ids | {block_id} if opened else self._ids - {block_id})

    def reveal(self, layer_id: str) -> None:
        """Opens the blocks around a layer."""
        self._set(self._ids.union(self._document.project.network.layer(layer_id).group))

    def _set(self, ids: frozenset[str]) -> None:
        if ids != self._ids:
            self._ids = ids
            self.changed.emit()

    def _forget(self, _project: Project) -> None:
        self._ids = frozenset()

    def _drop_missing(self, project: Project) -> None:
        """A block that comes back is closed; nothing on screen changes by that."""
        self._ids &= {block.id for block in project.network.blocks}
