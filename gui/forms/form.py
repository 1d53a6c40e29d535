"""A form built from declared fields; the rare ones are folded away until asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.spec.fields import Field
from gui.forms.disclosure import Disclosure, MoreButton
from gui.forms.editors import Editor, caption, editor_for, hint
from gui.forms.row import FormRow
from gui.tooltips import plain
from gui.translate import tr

SPACING = 6
_NO_NAMES: Mapping[str, str] = {}


def camel(prefix: str, name: str) -> str:
    """An object name: `param` and `out_features` give `paramOutFeatures`."""
    words = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
    return prefix + words if prefix else words[:1].lower() + words[1:]


class FieldsForm(QWidget):
    """One row a field.

    Rare fields unfold by a heading in the form, or by the button `more` that stands elsewhere.
    Controls are called by `prefix` and the field's name, unless `names` has another for the field.

    Attributes:
        fields: what the form was made for, in that order.

    Signals:
        changed(name, value, merge_token): the user changed one value.
    """

    changed = Signal(str, object, str)

    def __init__(
        self,
        fields: Sequence[Field],
        prefix: str = "param",
        names: Mapping[str, str] = _NO_NAMES,
        more: MoreButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._prefix, self._names = prefix, names
        self._rows: dict[str, FormRow] = {}
        self._editors: dict[str, Editor] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for field in fields:
            if not field.rare:
                layout.addWidget(self._row(field))
        self._rare = [field for field in fields if field.rare]
        self._more: Disclosure | MoreButton = Disclosure(self) if more is None else more
        self._more.setObjectName(camel(prefix, "more"))
        self._more.setChecked(False)
        self._more.toggled.connect(self._unfold)
        self._more.setVisible(bool(self._rare))
        if more is None:
            layout.addWidget(self._more)
        for field in self._rare:
            layout.addWidget(self._row(field))
        self._unfold(False)
        self._retranslate()

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._editors[name]

    def values(self) -> dict[str, Any]:
        """Every field's value."""
        return {name: editor.value() for name, editor in self._editors.items()}

    def set_values(self, params: Mapping[str, Any]) -> None:
        """Shows what was set, and the default elsewhere; emits nothing."""
        for name, editor in self._editors.items():
            editor.setValue(params.get(name, editor.field.default))
            self._rows[name].fit()
        if any(params.get(field.name, field.default) != field.default for field in self._rare):
            self._more.setChecked(True)

    def _row(self, field: Field) -> FormRow:
        editor = editor_for(field, self)
        name = self._names.get(field.name) or camel(self._prefix, field.name)
        editor.control.setObjectName(name)
        editor.valueChanged.connect(self._tell)
        row = FormRow(editor, editor.control, self)
        self._editors[field.name], self._rows[field.name] = editor, row
        return row

    def _tell(self, value: Any) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self._rows[editor.field.name].fit()
            self.changed.emit(editor.field.name, value, editor.merge_token)

    def _unfold(self, shown: bool) -> None:
        for field in self._rare:
            self._rows[field.name].setVisible(shown)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._more.set_title(tr("More settings"))
        for name, row in self._rows.items():
            field = self._editors[name].field
            row.set_caption(caption(field), plain(hint(field)))
