"""The link on the Layer page that opens a Linear layer as matrices."""

from PySide6.QtWidgets import QWidget

from gui.document import Document
from gui.inspector.matrices import MatricesDialog
from gui.inspector.parts import Spoken, column, link
from gui.inspector.subject import Subject
from gui.run.watcher import Asked
from gui.translate import tr


class MatricesLink(Spoken):
    """Shown for Linear layers; the dialog is made when it is first wanted, and goes with its layer."""

    def __init__(
        self, document: Document, controller: Asked, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._controller = document, controller
        self._subject: Subject | None = None
        self._dialog: MatricesDialog | None = None
        self._link = link("layerMatrices")
        self._link.clicked.connect(self._open)
        column(self).addWidget(self._link)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Turns to a layer."""
        self._subject = subject
        linear = subject.kind.name == "Linear" and subject.layer.enabled
        self.setVisible(linear and subject.info is not None)

    def retranslate(self) -> None:
        self._link.setText(tr("Show as matrices: x · Wᵀ + b = y"))

    def _open(self) -> None:
        if self._subject is None:
            return
        if self._dialog is None:
            self._dialog = MatricesDialog(self._controller, self.window())
            self._document.changed.connect(self._dialog.follow)
            self._document.loaded.connect(self._dialog.close)
        self._dialog.show_layer(self._subject.layer.id, self._subject.layer.name)
