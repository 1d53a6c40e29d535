"""The parameters of the selected layer, and for an activation which one it is."""

from typing import Any

from PySide6.QtWidgets import QWidget

from engine import edits
from engine.catalog.layers import LAYERS
from engine.text import text
from gui.document import Document
from gui.forms.component_editor import KindCombo
from gui.forms.editors import caption_text
from gui.forms.form import FieldsForm
from gui.forms.row import FormRow
from gui.inspector.parts import Spoken, column
from gui.inspector.subject import Subject
from gui.translate import tr

_ACTIVATIONS = {name: kind for name, kind in LAYERS.items() if kind.group == "activation"}


class Parameters(Spoken):
    """A form of the layer's fields; every change is an edit of the network."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._subject: Subject | None = None
        self._form: FieldsForm | None = None
        self._activation = KindCombo(_ACTIVATIONS)
        self._activation.setObjectName("layerActivation")
        self._activation.picked.connect(self._replace_kind)
        self._row = FormRow(self._activation, self._activation)
        self._layout = column(self)
        self._layout.addWidget(self._row)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Shows a layer's parameters, in the form that is there already when it fits."""
        self._subject = subject
        activation = subject.kind.name in _ACTIVATIONS
        self._row.setVisible(activation)
        if activation:
            self._activation.show_kind(subject.kind.name)
        fields = subject.kind.fields
        if self._form is not None and self._form.fields != fields:
            self._layout.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if self._form is None and fields:
            self._form = FieldsForm(fields)
            self._form.changed.connect(self._set_param)
            self._layout.addWidget(self._form)
        if self._form is not None:
            self._form.set_values(subject.layer.params)
        self.setVisible(activation or bool(fields))

    def retranslate(self) -> None:
        self._row.set_caption(tr("Activation"))
        self._activation.setAccessibleName(tr("Activation"))

    def _set_param(self, name: str, value: Any, token: str) -> None:
        if self._subject is None:
            return
        layer = self._subject.layer
        self._document.edit_network(
            text(
                "Change {parameter} of {layer}",
                parameter=caption_text(self._subject.kind.field(name)),
                layer=layer.name,
            ),
            edits.set_param,
            layer.id,
            name,
            value,
            merge_key=f"param/{layer.id}/{name}/{token}" if token else "",
        )

    def _replace_kind(self, name: str) -> None:
        if self._subject is not None and name != self._subject.kind.name:
            self._document.edit_network(
                text("Change activation"), edits.replace_kind, self._subject.layer.id, name
            )
