"""Keeps the list's selection and the document's one the same, whoever changes it."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject
from PySide6.QtWidgets import QListView

from gui.document import Document, Selection
from gui.network.folding import block_key, block_of, layers_of
from gui.network.model import LayerModel, Role

_Flag = QItemSelectionModel.SelectionFlag


class SelectionLink(QObject):
    """Ties a view to a Selection; the card clicked last is the Selection's current one.

    The row of a block stands for all its layers. A layer that is selected elsewhere is shown, its blocks
    opened, unless all of a closed block is selected.
    """

    def __init__(
        self, view: QListView, model: LayerModel, document: Document, selection: Selection
    ) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._document, self._selection = document, selection
        self._busy = False
        view.selectionModel().selectionChanged.connect(self._to_selection)
        view.selectionModel().currentChanged.connect(self._to_selection)
        selection.changed.connect(self._to_view)
        self._to_view()

    def _to_selection(self) -> None:
        if self._busy:
            return
        network = self._document.project.network
        keys = [index.data(Role.LAYER_ID) for index in self._view.selectedIndexes()]
        current = self._view.currentIndex().data(Role.LAYER_ID)
        chosen = {i for key in keys for i in layers_of(network, key)}
        last = layers_of(network, current) if current in keys else []
        ids = [i for i in self._selection.ids if i in chosen]
        ids += [layer.id for layer in network.layers if layer.id in chosen - set(ids)]
        ids = [i for i in ids if i not in last] + last
        self._busy = True
        self._selection.set(ids, block_of(current) if last else "")
        self._busy = False

    def _to_view(self) -> None:
        if self._busy:
            return
        self._busy = True
        keys = self._shown()
        wanted = QItemSelection()
        for key in keys:
            index = self._model.index(self._model.place(key))
            wanted.select(index, index)
        selection_model = self._view.selectionModel()
        selection_model.select(wanted, _Flag.ClearAndSelect)
        if keys:
            current = self._model.index(self._model.place(keys[-1]))
            selection_model.setCurrentIndex(current, _Flag.NoUpdate)
            self._view.scrollTo(current)
        self._busy = False

    def _shown(self) -> list[str]:
        """The rows to select, the current one last."""
        selected = set(self._selection.ids)
        network, block = self._document.project.network, self._selection.block
        for layer_id in self._selection.ids:
            group = network.layer(layer_id).group
            if block not in group and not any(self._is_whole(b, selected) for b in group):
                self._document.opened.reveal(layer_id)
        block_rows = {
            line.key
            for line in self._model.lines
            if line.block and not line.opened and self._is_whole(line.block, selected)
        }
        if block:
            block_rows.add(block_key(block))
        covered = {i for key in block_rows for i in layers_of(network, key)}
        keys = sorted(block_rows, key=self._model.place)
        keys += [i for i in self._selection.ids if i not in covered]
        if block:
            keys.remove(block_key(block))
            keys.append(block_key(block))
        return [key for key in keys if self._model.place(key) >= 0]

    def _is_whole(self, block_id: str, selected: set[str]) -> bool:
        members = self._document.project.network.members(block_id)
        return all(layer.id in selected for layer in members)
