"""The editor of a chosen kind: a list of kinds and, below it, the chosen one's fields.

Serves losses, optimizers, schedules, clipping, stopping and initialisers alike.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.catalog.kind import Kind, LayerKind
from engine.spec.component import Component
from engine.text import Text, UserError
from gui.forms.boxes import Combo
from gui.forms.disclosure import MoreButton
from gui.forms.form import SPACING, FieldsForm
from gui.forms.row import FormRow
from gui.tooltips import plain
from gui.translate import show

_TOOLTIP = Qt.ItemDataRole.ToolTipRole


def kind_label(kind: Kind) -> str:
    """What a kind is called on screen: layers as in PyTorch, all others in words."""
    plain_name = isinstance(kind, LayerKind) and not kind.title
    return kind.name if plain_name else show(Text(kind.label))


class KindCombo(Combo):
    """Kinds by their labels; each tells its one line of help on hover.

    Signals:
        picked(name): the user chose another kind.
    """

    picked = Signal(str)

    def __init__(self, kinds: Mapping[str, Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        for kind in kinds.values():
            self.addItem(kind.label, kind.name)
        self.activated.connect(self._tell)
        self._retranslate()

    def show_kind(self, name: str) -> None:
        """Shows this kind as the chosen one."""
        self.setCurrentIndex(self.findData(name))
        self._explain()

    def _tell(self, index: int) -> None:
        self.picked.emit(self.itemData(index))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for index, kind in enumerate(self._kinds.values()):
            self.setItemText(index, kind_label(kind))
            self.setItemData(index, plain(show(Text(kind.doc))), _TOOLTIP)
        self._explain()

    def _explain(self) -> None:
        kind = self._kinds.get(self.currentData())
        if kind is not None:
            self.setToolTip(plain(show(Text(kind.doc))))


class ComponentEditor(QWidget):
    """A component of the spec: `value()`, `setValue()`, `valueChanged` as every editor.

    What was set stays when another kind has a parameter of that name, and a kind looked at before
    comes back as it was left.
    """

    valueChanged = Signal(object)  # noqa: N815 - as Qt's own editors call it

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        caption: Text,
        prefix: str,
        names: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kinds, self._caption, self._prefix = kinds, caption, prefix
        self._names = names or {}
        self._value = Component(kind=next(iter(kinds)))
        self._left: dict[str, Component] = {}
        self._form: FieldsForm | None = None
        self.merge_token = ""
        self._combo = KindCombo(kinds, self)
        self._combo.setObjectName(prefix)
        self._combo.picked.connect(self._switch)
        self._more = MoreButton()
        self._row = FormRow(self._combo, self._combo, self, mark=self._more)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACING)
        self._layout.addWidget(self._row)
        self._retranslate()
        self._show()

    def value(self) -> Component:
        """The component on show."""
        return self._value

    def setValue(self, value: Component) -> None:
        """Shows a component of the spec; emits nothing."""
        if value.kind != self._value.kind:
            self._left[self._value.kind] = self._value
        self._value = value
        self._show()

    def _show(self) -> None:
        kind = self._kinds.get(self._value.kind)
        self._combo.show_kind(self._value.kind)
        fields = kind.fields if kind else ()
        if self._form is not None and self._form.fields != fields:
            self._layout.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if self._form is None and fields:
            self._form = FieldsForm(fields, self._prefix, self._names, self._more, self)
            self._form.changed.connect(self._set_param)
            self._layout.addWidget(self._form)
            self._form.show()
        self._more.setVisible(any(field.rare for field in fields))
        self._row.fit()
        if self._form is not None:
            self._form.set_values(self._value.params)

    def _switch(self, name: str) -> None:
        if name == self._value.kind:
            return
        kept = self._left.get(name) or Component(kind=name, params=self._fitting(name))
        self.merge_token = ""
        self.setValue(kept)
        self.valueChanged.emit(kept)

    def _fitting(self, name: str) -> dict[str, Any]:
        """What is set now and means something to the kind of that name."""
        params = {}
        for field in self._kinds[name].fields:
            if field.name in self._value.params:
                try:
                    params[field.name] = field.check(self._value.params[field.name])
                except UserError:
                    continue  # that kind has other bounds: it starts from its own default
        return params

    def _set_param(self, name: str, value: Any, token: str) -> None:
        kind = self._kinds[self._value.kind]
        params = {k: v for k, v in self._value.params.items() if k != name}
        if value != kind.field(name).default:
            params[name] = value
        try:
            kind.values(params)
        except UserError as error:
            assert self._form is not None, "a parameter changed without a form"
            self._form.editor(name).setValue(self._value.params.get(name, kind.field(name).default))
            self._form.editor(name).refuse(error.text)
            return
        self._value = self._value.replace(params=params)
        self.merge_token = token
        self.valueChanged.emit(self._value)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._row.set_caption(show(self._caption))
        self._combo.setAccessibleName(show(self._caption))
