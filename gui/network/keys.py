"""The keys of the cards. The menus show the same ones; here they work without a window around."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_Standard = QKeySequence.StandardKey
_STANDARD = {
    _Standard.Copy: "copy",
    _Standard.Cut: "cut",
    _Standard.Paste: "paste",
    _Standard.SelectAll: "select_all",
    _Standard.Delete: "delete",
}
_PLAIN = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_OWN = {
    (Qt.Key.Key_Backspace, _PLAIN): "delete",
    (Qt.Key.Key_D, _CONTROL): "duplicate",
    (Qt.Key.Key_F2, _PLAIN): "rename",
    (Qt.Key.Key_Up, _ALT): "move_up",
    (Qt.Key.Key_Down, _ALT): "move_down",
    (Qt.Key.Key_F, _CONTROL | _ALT): "freeze",
    (Qt.Key.Key_F, _CONTROL): "find_layer",
    (Qt.Key.Key_R, _CONTROL): "replace_kind",
    (Qt.Key.Key_K, _CONTROL): "connect_to",
    (Qt.Key.Key_K, _CONTROL | _SHIFT): "connect_from",
    (Qt.Key.Key_K, _CONTROL | _ALT): "disconnect_layer",
    (Qt.Key.Key_O, _CONTROL | _ALT): "as_output",
    (Qt.Key.Key_G, _CONTROL): "group_layers",
    (Qt.Key.Key_G, _CONTROL | _SHIFT): "ungroup_block",
    (Qt.Key.Key_G, _CONTROL | _ALT): "repeat_block",
    (Qt.Key.Key_Slash, _CONTROL): "switch_off",
    (Qt.Key.Key_Return, _PLAIN): "add_layer",
    (Qt.Key.Key_Enter, _PLAIN): "add_layer",
}


#: Keys that mean nothing to somebody who types words: what is selected behind the field must not change.
_CARDS_ONLY = frozenset(_OWN.values()) - {"delete", "find_layer", "add_layer"}


def is_for_cards(event: QEvent) -> bool:
    """Whether a field should keep this key from the cards: accepted, it reaches nobody else."""
    if not isinstance(event, QKeyEvent) or action_of(event) not in _CARDS_ONLY:
        return False
    event.accept()
    return True


def action_of(event: QKeyEvent) -> str:
    """The panel's action that a key stands for; "" for any other key."""
    for standard, action in _STANDARD.items():
        if event.matches(standard):
            return action
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _OWN.get((Qt.Key(event.key()), modifiers), "")
