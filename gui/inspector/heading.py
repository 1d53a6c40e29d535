"""The head of the Layer page: the name, editable in place, the kind, one line of help, the formula."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from engine import edits
from engine.spec.network import LONGEST_NAME
from engine.text import Text, UserError, text
from gui.document import Document
from gui.forms.component_editor import kind_label
from gui.inspector.parts import Spoken, column, words
from gui.inspector.subject import Subject
from gui.theme import sized_font
from gui.tooltips import plain
from gui.translate import show, tr


class Heading(Spoken):
    """“conv2 · Conv2d”; typing another name renames the layer, Escape keeps the old one."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._subject: Subject | None = None
        self._error: Text | None = None
        self._name = QLineEdit()
        self._name.setObjectName("layerNameEdit")
        self._name.setProperty("inplace", "true")
        self._name.setFont(sized_font(bold=True))
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setTextMargins(-3, 0, 0, 0)  # the text, not its frame, stands at the margin
        self._name.textChanged.connect(self._fit)
        self._name.editingFinished.connect(self._rename)
        self._name.installEventFilter(self)
        self._kind = words("heading", "layerKind")
        self._refusal = words("bad", "layerNameError")
        self._refusal.hide()
        self._help = words("muted", "layerHelp")
        self._formula = words("mono", "layerFormula", selectable=True)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._name)
        line.addWidget(self._kind, 1)
        layout = column(self, 4)
        layout.addLayout(line)
        layout.addWidget(self._refusal)
        layout.addWidget(self._help)
        layout.addWidget(self._formula)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Shows a layer; a name being typed stays as it is."""
        other = self._subject is None or self._subject.layer.id != subject.layer.id
        self._subject = subject
        if other or not (self._name.hasFocus() and self._name.isModified()):
            self._reset()
        self.retranslate()

    def retranslate(self) -> None:
        self._name.setAccessibleName(tr("Name of the layer"))
        self._name.setToolTip(
            plain(tr("Name of the layer: the prefix of its weights, and its name in code"))
        )
        if self._subject is None:
            return
        kind = self._subject.kind
        # A layer that is off is an Identity as far as shapes are known.
        info = self._subject.info if self._subject.layer.enabled else None
        self._kind.setText(tr("· {kind}").format(kind=kind_label(kind)))
        explained = kind.explain(info.params, info.inputs) if kind.explain and info else None
        self._help.setText(show(explained or Text(kind.doc)))
        self._formula.setText(show(Text(kind.formula)))
        self._formula.setVisible(bool(kind.formula))
        if self._error is not None:
            self._refusal.setText(show(self._error))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape keeps the old name."""
        if (
            watched is self._name
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self._reset()
            return True
        return super().eventFilter(watched, event)

    def _reset(self) -> None:
        if self._subject is not None and self._name.text() != self._subject.layer.name:
            self._name.setText(self._subject.layer.name)
        self._name.setModified(False)
        self._say(None)

    def _rename(self) -> None:
        network = self._document.project.network
        if self._subject is None or self._subject.layer.id not in network:
            return  # it went while its name was typed
        if self._name.text().strip() == self._subject.layer.name:
            self._reset()
            return
        try:
            renamed = edits.rename(network, self._subject.layer.id, self._name.text())
        except UserError as error:
            self._say(error.text)
            return
        self._name.setModified(False)
        self._say(None)
        self._document.set_network(renamed, text("Rename layer"))

    def _say(self, error: Text | None) -> None:
        self._error = error
        self._refusal.setVisible(error is not None)
        self._refusal.setText("" if error is None else show(error))
        self._name.setProperty("invalid", "false" if error is None else "true")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)

    def _fit(self, name: str) -> None:
        """As wide as the name, so that the kind stands right behind it."""
        metrics = self._name.fontMetrics()
        self._name.setFixedWidth(min(metrics.horizontalAdvance(name) + 4, 200))
