"""Says on the Layer page that changes go to all copies of a block, with a switch for this one only."""

from PySide6.QtWidgets import QCheckBox, QWidget

from engine.overrides import ENABLED, instances, own_values
from gui.document import Document
from gui.forms.editors import caption
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.translate import tr


class CopiesLine(Spoken):
    """Hidden for layers without copies; another layer switches “Only this copy” off again."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._subject: Subject | None = None
        self._says = words("muted", "layerCopies")
        self._own = words("muted", "layerOwnValues")
        self._box = QCheckBox()
        self._box.setObjectName("onlyThisCopy")
        self._box.clicked.connect(self._turn)
        layout = column(self, 2)
        for part in (self._says, self._box, self._own):
            layout.addWidget(part)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Shows how many copies an edit of the layer goes to."""
        if self._subject is None or self._subject.layer.id != subject.layer.id:
            self.forget()
        self._subject = subject
        if instances(self._document.project.network, subject.layer.id) < 2:
            self._document.only_here = False
        self.retranslate()

    def forget(self) -> None:
        """Another layer or none: edits go to all copies again."""
        self._document.only_here = False
        self.retranslate()

    def retranslate(self) -> None:
        self._box.setText(tr("Only this copy"))
        self._box.setToolTip(tr("Parameters, initialisation and switches stay in this copy"))
        self._box.setChecked(self._document.only_here)
        network = self._document.project.network
        if self._subject is None or self._subject.layer.id not in network:
            return
        count = instances(network, self._subject.layer.id)
        self.setVisible(count > 1)
        self._says.setText(
            tr("Changes stay in this copy.")
            if self._document.only_here
            else tr("Changes go to all {count} copies.").format(count=count)
        )
        own = [
            tr("switched off or on")
            if o.name == ENABLED
            else caption(self._subject.kind.field(o.name))
            for o in own_values(network, self._subject.layer.id)
        ]
        self._own.setVisible(bool(own))
        self._own.setText(tr("Its own here: {names}").format(names=", ".join(own)))

    def _turn(self, checked: bool) -> None:
        self._document.only_here = checked
        self.retranslate()
