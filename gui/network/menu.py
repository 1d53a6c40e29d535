"""The context menu of the cards, made anew each time from what is possible now."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from engine import edits
from engine.catalog.layers import GROUPS, LAYERS
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.text import Text, UserError
from gui.document import Document
from gui.forms.component_editor import kind_label
from gui.icons import icon
from gui.network.names import connect_text
from gui.translate import show, tr


class PanelActions(Protocol):
    """What the menu asks the panel to do."""

    @property
    def all_frozen(self) -> bool:
        """Whether what is selected and could learn is frozen."""

    def can(self, action: str) -> bool:
        """Whether an action is possible with what is selected."""

    def add_layer(self) -> None: ...
    def duplicate(self) -> None: ...
    def rename(self) -> None: ...
    def freeze(self) -> None: ...
    def copy(self) -> None: ...
    def cut(self) -> None: ...
    def paste(self) -> None: ...
    def delete(self) -> None: ...


def card_menu(
    parent: QWidget, document: Document, panel: PanelActions, layer: LayerSpec | None
) -> QMenu:
    """The menu for the selected cards; `layer` is the one under the pointer, if there is one."""
    menu = QMenu(parent)
    menu.setObjectName("cardMenu")
    menu.setToolTipsVisible(True)
    network = document.project.network
    _add(menu, "addBelow", tr("Add layer below…"), "plus", panel.add_layer)
    if layer is not None and layer.kind != INPUT:
        _kinds(menu, document, layer)
    if layer is not None:
        _targets(menu, document, network, layer)
        if len(layer.inputs) > 1:
            _sources(menu, document, network, layer)
    thaws = panel.all_frozen and panel.can("freeze")
    menu.addSeparator()
    for action, words, icon_name, call in (
        ("duplicate", tr("Duplicate"), "copy", panel.duplicate),
        ("rename", tr("Rename"), "pencil", panel.rename),
        ("freeze", tr("Unfreeze") if thaws else tr("Freeze"), "lock", panel.freeze),
        ("copy", tr("Copy"), "copy", panel.copy),
        ("cut", tr("Cut"), "scissors", panel.cut),
        ("paste", tr("Paste"), "clipboard", panel.paste),
        ("delete", tr("Delete"), "trash-2", panel.delete),
    ):
        _add(menu, action, words, icon_name, call).setEnabled(panel.can(action))
    return menu


def _add(menu: QMenu, name: str, words: str, icon_name: str, call: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.setObjectName(f"{name}Item")
    if icon_name:
        action.setIcon(icon(icon_name))
    action.triggered.connect(call)
    return action


def _kinds(menu: QMenu, document: Document, layer: LayerSpec) -> None:
    """“Change kind”: a submenu for each group."""
    kinds = menu.addMenu(tr("Change kind"))
    kinds.setObjectName("changeKindMenu")
    for group, title in GROUPS.items():
        found = [kind for kind in LAYERS.values() if kind.group == group and kind.name != INPUT]
        if not found:
            continue
        submenu = kinds.addMenu(show(Text(title)))
        for kind in found:
            words = tr("Change {layer} to {kind}").format(layer=layer.name, kind=kind.label)
            call = partial(document.edit_network, words, edits.replace_kind, layer.id, kind.name)
            item = _add(submenu, f"kind{kind.name}", kind_label(kind), "", _quiet(call))
            item.setToolTip(show(Text(kind.doc)))
            item.setEnabled(kind.name != layer.kind)


def _targets(menu: QMenu, document: Document, network: NetworkSpec, layer: LayerSpec) -> None:
    """“Connect to”: every layer below; those that can't be say why."""
    submenu = menu.addMenu(tr("Connect to"))
    submenu.setObjectName("connectMenu")
    submenu.setToolTipsVisible(True)
    below = network.layers[network.index(layer.id) + 1 :]
    submenu.setEnabled(bool(below))
    for target in below:
        words = connect_text(network, layer.id, target.id)
        call = partial(document.edit_network, words, edits.connect, layer.id, target.id)
        item = _add(submenu, f"connect{target.id}", target.name, "", _quiet(call))
        try:
            edits.connect(network, layer.id, target.id)
        except UserError as error:
            item.setEnabled(False)
            item.setToolTip(show(error.text))


def _sources(menu: QMenu, document: Document, network: NetworkSpec, layer: LayerSpec) -> None:
    """“Disconnect”: the inputs of a layer with several."""
    submenu = menu.addMenu(tr("Disconnect"))
    submenu.setObjectName("disconnectMenu")
    for ref in dict.fromkeys(layer.inputs):
        source = network.layer(source_id(ref)).name
        words = tr("Disconnect {source} from {target}").format(source=source, target=layer.name)
        call = partial(document.edit_network, words, edits.disconnect, ref, layer.id)
        _add(submenu, f"disconnect{source_id(ref)}", source, "", _quiet(call))


def _quiet(call: Callable[[], object]) -> Callable[[], None]:
    """Without the flag that a triggered action hands over."""

    def run() -> None:
        call()

    return run
