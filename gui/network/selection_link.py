"""Keeps the list's selection and the document's one the same, whoever changes it."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject
from PySide6.QtWidgets import QListView

from gui.document import Selection
from gui.network.model import LayerModel, Role

_Flag = QItemSelectionModel.SelectionFlag


class SelectionLink(QObject):
    """Ties a view to a Selection; the card clicked last is the Selection's current one."""

    def __init__(self, view: QListView, model: LayerModel, selection: Selection) -> None:
        super().__init__(view)
        self._view, self._model, self._selection = view, model, selection
        self._busy = False
        view.selectionModel().selectionChanged.connect(self._to_selection)
        view.selectionModel().currentChanged.connect(self._to_selection)
        selection.changed.connect(self._to_view)
        self._to_view()

    def _to_selection(self) -> None:
        if self._busy:
            return
        chosen = [index.data(Role.LAYER_ID) for index in self._view.selectedIndexes()]
        ids = [i for i in self._selection.ids if i in chosen]
        ids += [i for i in sorted(chosen, key=self._model.place) if i not in ids]
        current = self._view.currentIndex().data(Role.LAYER_ID)
        if current in ids:
            ids.remove(current)
            ids.append(current)
        self._busy = True
        self._selection.set(ids)
        self._busy = False

    def _to_view(self) -> None:
        if self._busy:
            return
        self._busy = True
        wanted = QItemSelection()
        for layer_id in self._selection.ids:
            index = self._model.index(self._model.place(layer_id))
            wanted.select(index, index)
        selection_model = self._view.selectionModel()
        selection_model.select(wanted, _Flag.ClearAndSelect)
        if self._selection.current is not None:
            current = self._model.index(self._model.place(self._selection.current))
            selection_model.setCurrentIndex(current, _Flag.NoUpdate)
            self._view.scrollTo(current)
        self._busy = False
