"""Copies a layer's weights from a file or a run: which one, then which tensors, then one step of undo."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from engine import numbers
from engine.answers import FileTensors
from engine.files.layout import SUFFIX
from engine.text import Text
from gui.document import Document
from gui.file_dialogs import ask_open
from gui.forms.boxes import Combo
from gui.forms.form import camel
from gui.inspector.parts import Spoken, column, link, words
from gui.inspector.subject import Subject
from gui.run.controller import RunController
from gui.run.weight_edits import WeightEdits
from gui.translate import tr

_KIND = "file tensors"
#: Runs that the menu offers, the latest ones.
_MOST_RUNS = 12

#: The names of runs and the files of their weights, the latest first.
KeptWeights = Sequence[tuple[str, Path]]


class CopyWeights(Spoken):
    """The link on the Layer page, and what follows it."""

    def __init__(
        self,
        document: Document,
        controller: RunController,
        edits: WeightEdits,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._controller, self._edits = document, controller, edits
        self._layer = ""
        self._asked = self._source = ""
        self._kept: Callable[[], KeptWeights] = tuple
        self._link = link("layerCopyWeights")
        self._link.clicked.connect(self._choose)
        self._menu = QMenu(self)
        self._menu.setObjectName("copyWeightsMenu")
        self._menu.setToolTipsVisible(True)
        column(self).addWidget(self._link)
        controller.answered.connect(self._offer)
        controller.ask_failed.connect(self._fail)
        self.retranslate()

    def show_subject(self, subject: Subject) -> None:
        """Turns to a layer; hidden for one without weights."""
        self._layer = subject.layer.id
        self.setVisible(bool(subject.info and subject.info.weights))

    def retranslate(self) -> None:
        self._link.setText(tr("Copy weights…"))
        self._link.setToolTip(
            tr("From another run, another project or a file of weights; undo takes it back")
        )

    def offer_runs(self, kept: Callable[[], KeptWeights]) -> None:
        """Offers the weights of these runs beside those of files."""
        self._kept = kept

    def _choose(self) -> None:
        """Asks which run, or for a file; at once for a file where no run has kept weights."""
        runs = self._kept()[:_MOST_RUNS]
        if not runs:
            self._choose_file()
            return
        self._menu.clear()
        file = self._menu.addAction(tr("From a file…"))
        file.setObjectName("copyWeightsFromFile")
        file.triggered.connect(self._choose_file)
        self._menu.addSeparator()
        for number, (name, path) in enumerate(runs):
            action = self._menu.addAction(name.replace("&", "&&"))
            action.setObjectName(f"copyWeightsFromRun{number}")
            action.triggered.connect(lambda _on=False, p=path, n=name: self._look_into(p, n))
        self._menu.popup(self._link.mapToGlobal(self._link.rect().bottomLeft()))

    def _choose_file(self) -> None:
        path = self._document.path
        kinds = f"(*{SUFFIX} *.safetensors *.pt *.pth)"
        filters = (tr("Projects and weights") + " " + kinds,)
        folder = path.parent if path is not None else Path.home()
        ask_open(self.window(), tr("Copy weights from a file"), filters, folder, self._look_into)

    def _look_into(self, path: Path, name: str = "") -> None:
        """Asks what is in the file; a run goes by its `name`, for its file has none to read."""
        if not self._controller.is_running:
            self._controller.sync_now()
        self._asked, self._source = self._layer, name or path.name
        self._controller.ask(_KIND, path=path, layer=self._layer)

    def _offer(self, kind: str, value: object) -> None:
        if kind != _KIND or not isinstance(value, FileTensors) or value.layer != self._asked:
            return
        if value.layer not in self._document.project.network:
            return  # deleted while the file was read
        name = self._document.project.network.layer(value.layer).name
        dialog = TensorsDialog(value, self._source, name, self.window())
        dialog.chosen.connect(lambda chosen: self._edits.copy(value.layer, value.path, chosen))
        dialog.open()

    def _fail(self, kind: str, reason: Text) -> None:
        if kind == _KIND:
            self._document.report(reason)


class TensorsDialog(QDialog):
    """For each tensor of a layer, which one of the file it takes.

    Signals:
        chosen(dict[str, str]): names in the file by the layer's own, of those that are copied.
    """

    chosen = Signal(object)

    def __init__(
        self, found: FileTensors, source: str, layer: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("copyWeightsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Copy weights into {layer}").format(layer=layer))
        self._choices: Mapping[str, Combo] = {name: Combo() for name in found.fitting}
        explained = words("muted")
        explained.setText(
            tr("Tensors of “{file}” that have the shapes of {layer}:").format(
                file=source, layer=layer
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (name, choice) in enumerate(self._choices.items()):
            caption = QLabel(f"{name}  {numbers.shape(found.shapes[name]) or '1'}")
            caption.setProperty("role", "mono")
            choice.setObjectName(camel("copy", name))
            choice.setAccessibleName(name)
            choice.setMinimumWidth(260)
            for key in found.fitting[name]:
                choice.addItem(key, key)
            choice.addItem(tr("leave as it is"), "")
            choice.currentIndexChanged.connect(self._show_whether)
            grid.addWidget(caption, row, 0)
            grid.addWidget(choice, row, 1)
        self._buttons = QDialogButtonBox()
        self._buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._copy = self._buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._copy.setObjectName("copyWeightsAccept")
        self._copy.setProperty("primary", True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self._named()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(14)
        layout.addWidget(explained)
        layout.addLayout(grid)
        layout.addWidget(self._buttons)
        self._show_whether()

    def _named(self) -> dict[str, str]:
        pairs = {name: choice.currentData() for name, choice in self._choices.items()}
        return {name: key for name, key in pairs.items() if key}

    def _show_whether(self) -> None:
        self._copy.setEnabled(bool(self._named()))
