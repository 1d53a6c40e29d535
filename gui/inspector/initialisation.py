"""How each weight of the selected layer starts; folded until somebody asks or has chosen."""

from math import prod

from PySide6.QtWidgets import QWidget

from engine import edits
from engine.catalog.initializers import INITIALIZERS
from engine.catalog.kind import Shape
from engine.spec.component import Component, component
from engine.text import Text, text
from gui.document import Document
from gui.forms.component_editor import ComponentEditor
from gui.forms.form import camel
from gui.inspector.parts import Fold, Spoken, column
from gui.inspector.subject import Subject
from gui.translate import tr

_DEFAULT = component("default")
_MOST_VALUES = 64


class Initialisation(Spoken):
    """One choice a weight: PyTorch's own way, a constant, given values, Xavier, Kaiming and more."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._subject: Subject | None = None
        self._shown: tuple[str, dict[str, Shape]] | None = None
        self._editors: dict[str, ComponentEditor] = {}
        self._fold = Fold("layerInitialisation")
        column(self).addWidget(self._fold)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Shows a layer's weights; an editor is kept while its weight keeps its shape."""
        self._subject = subject
        weights = dict(subject.info.weights) if subject.info else {}
        self.setVisible(bool(weights))
        if (subject.layer.id, weights) != self._shown:
            self._shown = (subject.layer.id, weights)
            self._rebuild(weights)
            self._fold.set_open(bool(subject.layer.init))
        for name, editor in self._editors.items():
            editor.setValue(subject.layer.init.get(name, _DEFAULT))

    def retranslate(self) -> None:
        self._fold.set_title(tr("Initialisation"))

    def _rebuild(self, weights: dict[str, Shape]) -> None:
        for editor in self._editors.values():
            self._fold.body.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._editors = {}
        for name, shape in weights.items():
            kinds = {n: k for n, k in INITIALIZERS.items() if k.min_dims <= len(shape)}
            if prod(shape) > _MOST_VALUES:
                kinds.pop("values")
            editor = ComponentEditor(kinds, Text(name), camel("init", name))
            editor.valueChanged.connect(self._set_init)
            self._fold.body.addWidget(editor)
            self._editors[name] = editor

    def _set_init(self, chosen: Component) -> None:
        editor = self.sender()
        name = next((n for n, e in self._editors.items() if e is editor), None)
        if self._subject is None or name is None:
            return
        layer = self._subject.layer
        if chosen.kind == "values" and not chosen.params and self._shown is not None:
            chosen = component("values", values=(0.0,) * prod(self._shown[1][name]))
        token = self._editors[name].merge_token
        self._document.edit_network(
            text("Change initialisation of {layer}.{weight}", layer=layer.name, weight=name),
            edits.set_init,
            layer.id,
            name,
            None if chosen == _DEFAULT else chosen,
            merge_key=f"init/{layer.id}/{name}/{token}" if token else "",
        )
