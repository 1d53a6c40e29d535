"""The context menu of the cards, made anew each time from what is possible now."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.icons import icon
from gui.translate import tr


class PanelActions(Protocol):
    """What the menu asks the panel to do."""

    @property
    def all_frozen(self) -> bool:
        """Whether what is selected and could learn is frozen."""

    @property
    def all_off(self) -> bool:
        """Whether every selected layer is switched off."""

    @property
    def is_output(self) -> bool:
        """Whether the selected layer is an output of the network."""

    @property
    def block_is_open(self) -> bool:
        """Whether the block at hand is open."""

    def can(self, action: str) -> bool:
        """Whether an action is possible with what is selected."""

    def add_layer(self) -> None: ...
    def replace_kind(self) -> None: ...
    def connect_to(self) -> None: ...
    def connect_from(self) -> None: ...
    def disconnect_layer(self) -> None: ...
    def as_output(self) -> None: ...
    def switch_off(self) -> None: ...
    def group_layers(self) -> None: ...
    def ungroup_block(self) -> None: ...
    def repeat_block(self) -> None: ...
    def insert_copy(self) -> None: ...
    def unlink_block(self) -> None: ...
    def turn_block(self) -> None: ...
    def duplicate(self) -> None: ...
    def rename(self) -> None: ...
    def freeze(self) -> None: ...
    def copy(self) -> None: ...
    def cut(self) -> None: ...
    def paste(self) -> None: ...
    def delete(self) -> None: ...


def card_menu(parent: QWidget, panel: PanelActions, *, on_card: bool) -> QMenu:
    """The menu for the selected cards; `on_card` when it was opened over one of them."""
    menu = QMenu(parent)
    menu.setObjectName("cardMenu")
    _add(menu, "addBelow", tr("Add layer below…"), "plus", panel.add_layer)
    thaws = panel.all_frozen and panel.can("freeze")
    wires = (
        ("replace_kind", tr("Replace…"), "", panel.replace_kind),
        ("connect_to", tr("Connect to…"), "", panel.connect_to),
        ("connect_from", tr("Connect from…"), "", panel.connect_from),
        ("disconnect_layer", tr("Disconnect…"), "", panel.disconnect_layer),
        (
            "as_output",
            tr("No longer an output") if panel.is_output else tr("Use as an output"),
            "",
            panel.as_output,
        ),
    )
    turn = tr("Close block") if panel.block_is_open else tr("Open block")
    in_block = (
        ("turn_block", turn, "", panel.turn_block),
        ("ungroup_block", tr("Ungroup"), "ungroup", panel.ungroup_block),
        ("repeat_block", tr("Repeat…"), "", panel.repeat_block),
        ("insert_copy", tr("Insert linked copy"), "link", panel.insert_copy),
        ("unlink_block", tr("Unlink"), "unlink", panel.unlink_block),
    )
    blocks = (
        ("group_layers", tr("Group"), "group", panel.group_layers),
        *(in_block if panel.can("turn_block") else ()),
    )
    edits = (
        ("duplicate", tr("Duplicate"), "copy", panel.duplicate),
        ("rename", tr("Rename"), "pencil", panel.rename),
        (
            "switch_off",
            tr("Switch on") if panel.all_off else tr("Switch off"),
            "",
            panel.switch_off,
        ),
        ("freeze", tr("Unfreeze") if thaws else tr("Freeze"), "lock", panel.freeze),
        ("copy", tr("Copy"), "copy", panel.copy),
        ("cut", tr("Cut"), "scissors", panel.cut),
        ("paste", tr("Paste"), "clipboard", panel.paste),
        ("delete", tr("Delete"), "trash-2", panel.delete),
    )
    for part in (wires if on_card else (), blocks if on_card else (), edits):
        for action, words, icon_name, call in part:
            _add(menu, _camel(action), words, icon_name, call).setEnabled(panel.can(action))
        menu.addSeparator()
    return menu


def _add(menu: QMenu, name: str, words: str, icon_name: str, call: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.setObjectName(f"{name}Item")
    if icon_name:
        action.setIcon(icon(icon_name))
    action.triggered.connect(call)
    return action


def _camel(action: str) -> str:
    """`connectTo` for the panel's method `connect_to`."""
    first, *others = action.split("_")
    return first + "".join(word.title() for word in others)
