"""The loss of a run: one term or several, and a word when it does not fit the data."""

from PySide6.QtWidgets import QWidget

from engine.catalog.losses import LOSSES
from engine.check.shapes import infer
from engine.check.targets import DataLike, input_misfit, misfits
from engine.spec.component import component
from engine.spec.network import source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import Text, text
from gui.data_store import DataStore
from gui.document import Document
from gui.inspector.loss_term import TermEditor
from gui.inspector.parts import Spoken, column, link, words
from gui.translate import show, tr

#: What suits a task when the loss on hand does not, in order of preference.
_SUITED = {
    "regression": ("MSE",),
    "binary": ("BCEWithLogits", "CrossEntropy"),
    "multiclass": ("CrossEntropy",),
}


class LossesView(Spoken):
    """All terms of the loss, a link to add one, and the advice on loss and data."""

    def __init__(self, document: Document, store: DataStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._store = document, store
        self._terms: list[TermEditor] = []
        self._suited: str | None = None
        self._misfit = words("warning", "trainingLossMisfit")
        self._use = link("useSuitedLoss")
        self._use.clicked.connect(self._use_suited)
        self._add = link("addLossTerm")
        self._add.clicked.connect(self._add_term)
        self._editors = QWidget()
        self._column = column(self._editors)
        layout = column(self)
        for widget in (self._editors, self._misfit, self._use, self._add):
            layout.addWidget(widget)
        store.changed.connect(self.refresh)
        self.retranslate()

    def refresh(self) -> None:
        """Shows the project's loss; editors are kept while the number of terms stays."""
        project = self._document.project
        losses = project.training.losses
        if len(losses) != len(self._terms):
            self._rebuild(len(losses))
        outputs = [
            (project.network.layer(source_id(ref)).name, source_id(ref))
            for ref in project.network.outputs
        ]
        for editor, term in zip(self._terms, losses, strict=True):
            editor.show_term(term, mixed=len(losses) > 1, outputs=outputs)
        self._advise(project)

    def retranslate(self) -> None:
        self._add.setText(tr("＋ Add a loss term (mixed loss)"))
        self._add.setToolTip(tr("The loss becomes a weighted sum of several"))
        self.refresh()

    def _rebuild(self, count: int) -> None:
        while len(self._terms) > count:
            editor = self._terms.pop()
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        while len(self._terms) < count:
            editor = TermEditor(len(self._terms))
            editor.changed.connect(self._change_term)
            editor.removed.connect(self._remove_term)
            self._terms.append(editor)
            self._column.addWidget(editor)

    def _advise(self, project: Project) -> None:
        """Says what does not fit, and offers the loss that would."""
        data = self._store.prepared
        found = _loss_misfits(project, data) if data is not None else []
        self._suited = None
        if found and data is not None:
            self._suited = next(
                (
                    name
                    for name in _SUITED[data.task]
                    if len(_loss_misfits(_with_loss(project, name), data)) < len(found)
                ),
                None,
            )
        self._misfit.setVisible(bool(found))
        self._use.setVisible(self._suited is not None)
        if found:
            self._misfit.setText(show(found[0]))
        if self._suited is not None:
            label = show(Text(LOSSES[self._suited].label))
            self._use.setText(tr("Use {loss}").format(loss=label))

    def _use_suited(self) -> None:
        if self._suited is not None:
            changed = _with_loss(self._document.project, self._suited)
            self._document.set_training(changed.training, text("Change loss"))

    def _place(self) -> int:
        return next(i for i, editor in enumerate(self._terms) if editor is self.sender())

    def _change_term(self, term: LossTerm, token: str) -> None:
        place = self._place()
        losses = self._document.project.training.losses
        self._set_losses(
            (*losses[:place], term, *losses[place + 1 :]),
            text("Change loss"),
            f"loss/{place}/{token}" if token else "",
        )

    def _remove_term(self) -> None:
        place = self._place()
        losses = self._document.project.training.losses
        self._set_losses((*losses[:place], *losses[place + 1 :]), text("Remove loss term"))

    def _add_term(self) -> None:
        losses = self._document.project.training.losses
        second = "MAE" if losses[-1].loss.kind == "MSE" else losses[-1].loss.kind
        term = losses[-1].replace(loss=component(second))
        self._set_losses((*losses, term), text("Add loss term"))

    def _set_losses(self, losses: tuple[LossTerm, ...], words_: Text, merge_key: str = "") -> None:
        training = self._document.project.training
        self._document.set_training(training.replace(losses=losses), words_, merge_key)


def _with_loss(project: Project, name: str) -> Project:
    """The project with this loss as its first term's."""
    first, *others = project.training.losses
    losses = (first.replace(loss=component(name)), *others)
    return project.replace(training=project.training.replace(losses=losses))


def _loss_misfits(project: Project, data: DataLike) -> list[Text]:
    """What does not fit between loss and data, when the network itself is sound."""
    info = infer(project.network)
    if info.problems or not project.network.outputs:
        return []
    if input_misfit(project.network, data, info) is not None:
        return []  # the network's own affair, and told by the Data page
    return misfits(project, data, info)
