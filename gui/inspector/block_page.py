"""The page of a block: its name, how often it stands there, how big it is, what its copies have of their own."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from engine import block_edits
from engine.blocks import family, run_in
from engine.check.shapes import NetworkInfo
from engine.overrides import ENABLED, Override, overrides, without
from engine.spec.network import LONGEST_NAME, NetworkSpec
from engine.text import UserError, text
from gui import counts
from gui.document import Document
from gui.forms.row import FormRow
from gui.inspector.parts import Spoken, column, link, words
from gui.translate import show, tr

#: More rows than this of own values help nobody.
_MOST_ROWS = 40


class BlockPage(Spoken):
    """What the Inspector shows while a block is selected."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._block = ""
        self._info = NetworkInfo({})
        self._title = words("heading")
        self._name = QLineEdit()
        self._name.setObjectName("blockName")
        self._name.setMaxLength(LONGEST_NAME)
        self._name.editingFinished.connect(self._rename)
        self._name_row = FormRow(self._name, self._name)
        self._refusal = words("bad", "blockNameError")
        self._times = QSpinBox()
        self._times.setObjectName("blockTimes")
        self._times.setRange(1, block_edits.MOST_COPIES)
        self._times.setKeyboardTracking(False)
        self._times.valueChanged.connect(self._repeat)
        self._times_row = FormRow(self._times, self._times)
        self._totals = words("mono", "blockTotals", selectable=True)
        self._linked = words("muted", "blockLinked")
        self._unlink = link("blockUnlink")
        self._unlink.clicked.connect(self._cut_link)
        self._own_title = words("heading")
        self._own_hint = words("muted", "blockOwnHint")
        self._own = QWidget()
        self._own_rows = column(self._own, 2)
        layout = column(self, 8)
        for part in (
            self._title,
            self._name_row,
            self._refusal,
            self._times_row,
            self._totals,
            self._linked,
            self._unlink,
            self._own_title,
            self._own_hint,
            self._own,
        ):
            layout.addWidget(part)
        self._refusal.hide()
        self.retranslate()

    def show_block(self, block_id: str, info: NetworkInfo) -> None:
        """Shows a block of the document's network."""
        if block_id != self._block:
            self._refusal.hide()
            self._name.setModified(False)  # what was being typed was for another one
        self._block, self._info = block_id, info
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(tr("Block"))
        self._name_row.set_caption(tr("Name"))
        self._name.setAccessibleName(tr("Name of the block"))
        self._times_row.set_caption(tr("Repeat"))
        self._times.setAccessibleName(tr("How often the block stands one behind the other"))
        self._unlink.setText(tr("Unlink"))
        self._unlink.setToolTip(tr("Makes this copy a block of its own, which follows no other"))
        self._own_title.setText(tr("Own values of the copies"))
        self._own_hint.setText(tr("Click one to take the original's value back."))
        network = self._document.project.network
        if self._is_there(network):
            self._show(network)

    def _is_there(self, network: NetworkSpec) -> bool:
        """A block can go while its name or number is typed."""
        return any(block.id == self._block for block in network.blocks)

    def _show(self, network: NetworkSpec) -> None:
        block, members = network.block(self._block), network.members(self._block)
        if not (self._name.hasFocus() and self._name.isModified()):
            self._name.setText(block.name)
        self._times.blockSignals(True)
        self._times.setValue(block_edits.times(network, self._block))
        self._times.blockSignals(False)
        known = [self._info.layers[la.id] for la in members if la.id in self._info.layers]
        parameters = sum(found.parameters for found in known)
        self._totals.setText(f"{counts.layers(len(members))}\n{counts.parameters(parameters)}")
        inside = run_in(network, self._block)
        subject = inside[0] if inside else self._block
        others = [network.block(b).name for b in family(network, subject) if b != self._block]
        linked = len(family(network, subject)) > 1
        self._linked.setVisible(linked)
        template = (
            tr("Edited once: what changes in one of {others} changes in all.")
            if inside
            else tr("Edited once: changes inside go to {others} too.")
        )
        self._linked.setText(template.format(others=", ".join(others)))
        self._unlink.setVisible(bool(block.copy_of))
        self._show_own(network, overrides(network, subject))

    def _show_own(self, network: NetworkSpec, found: list[Override]) -> None:
        while (item := self._own_rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._own_title.setVisible(bool(found))
        self._own_hint.setVisible(bool(found))
        self._own.setVisible(bool(found))
        for number, override in enumerate(found[:_MOST_ROWS]):
            row = link(f"ownValue{number}")
            row.setText(_own_words(network, override))
            row.setToolTip(tr("Takes the original's value back"))
            row.clicked.connect(partial(self._reset, override))
            self._own_rows.addWidget(row)

    def _rename(self) -> None:
        network = self._document.project.network
        name = self._name.text()
        self._name.setModified(False)
        if not self._is_there(network) or name == network.block(self._block).name:
            return
        try:
            renamed = block_edits.rename_block(network, self._block, name)
        except UserError as error:
            self._refusal.setText(show(error.text))
            self._refusal.show()
            return
        self._refusal.hide()
        old = network.block(self._block).name
        self._document.set_network(renamed, text("Rename {layer}", layer=old))

    def _repeat(self, count: int) -> None:
        network = self._document.project.network
        if not self._is_there(network):
            return
        name = network.block(self._block).name
        words_ = text("Repeat {block} ×{count}", block=name, count=count)
        self._document.edit_network(words_, block_edits.repeat, self._block, count)
        self.retranslate()

    def _cut_link(self) -> None:
        name = self._document.project.network.block(self._block).name
        self._document.edit_network(
            text("Unlink {block}", block=name), block_edits.unlink, self._block
        )

    def _reset(self, override: Override) -> None:
        self._document.edit_network(text("Take the original's value back"), without, override)


def _own_words(network: NetworkSpec, override: Override) -> str:
    """“conv3 · stride: 1, not 2”."""
    layer = network.layer(override.layer_id).name
    if override.name == ENABLED:
        return (
            tr("{layer} · switched on") if override.own else tr("{layer} · switched off")
        ).format(layer=layer)
    return tr("{layer} · {name}: {own}, not {usual}").format(
        layer=layer, name=override.name, own=override.own, usual=override.usual
    )
