"""The switch that lets the selected layers keep their weights while the others learn."""

from PySide6.QtWidgets import QCheckBox, QWidget

from engine.spec.network import LayerSpec
from gui.document import Document, Selection
from gui.freezing import learning_layers, set_frozen
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.translate import tr


class FreezeSwitch(Spoken):
    """One switch for all selected layers with weights."""

    def __init__(
        self, document: Document, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self._box = QCheckBox()
        self._box.setObjectName("layerFrozen")
        self._box.clicked.connect(self._freeze)
        self._explained = words("muted", "layerFrozenMeans")
        layout = column(self, 2)
        layout.addWidget(self._box)
        layout.addWidget(self._explained)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Shows whether the current layer is frozen; hidden for a layer without weights."""
        self.setVisible(subject.kind.learns)
        self._box.setChecked(subject.layer.frozen)
        self._explained.setVisible(subject.layer.frozen)
        self.retranslate()

    def retranslate(self) -> None:
        count = len(self._layers())
        self._box.setText(
            tr("Freeze these {count} layers").format(count=count) if count > 1 else tr("Frozen")
        )
        self._box.setToolTip(tr("A frozen layer keeps its weights while the others learn"))
        self._explained.setText(
            tr("Keeps its weights while the others learn: it gets no gradient and no update.")
        )

    def _layers(self) -> list[LayerSpec]:
        return learning_layers(self._document.project.network, self._selection.ids)

    def _freeze(self, checked: bool) -> None:
        set_frozen(self._document, self._layers(), frozen=checked)
