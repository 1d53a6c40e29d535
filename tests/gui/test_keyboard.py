"""The whole window by keys alone: where Tab leads, and where the focus is after an action."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from engine import edits
from engine.text import text


@pytest.fixture
def window(open_window):
    """A window with two pieces of advice, which came after everything else had been made."""
    window = open_window()
    window.activateWindow()
    window.document.edit_network(
        text("Add {layer}", layer="Softmax"), edits.add_layer, "Softmax", None
    )
    QApplication.processEvents()
    return window


def focus():
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else None


def test_that_tab_leads_from_the_cards_through_the_advice_to_the_pages(window, qtbot):
    window.findChild(QWidget, "addLayerButton").setFocus()
    found = []
    while focus() != "workspaceTabs":
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        found.append(focus())
        assert len(found) < 30
    assert found[:4] == ["layerList", "adviceSentence0", "adviceLater0", "adviceFix0"]
    assert found[-2].startswith("adviceFix")


def test_that_the_focus_stays_in_the_network_panel_when_a_fix_takes_its_own_button_away(
    window, qtbot
):
    button = window.findChild(QWidget, "adviceFix0")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert window.network.isAncestorOf(QApplication.focusWidget())


def test_that_the_focus_stays_in_the_network_panel_when_advice_is_put_off(window, qtbot):
    button = window.findChild(QWidget, "adviceLater0")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert window.network.isAncestorOf(QApplication.focusWidget())


def test_that_the_cards_have_the_focus_when_the_last_advice_has_gone(window, qtbot):
    while (button := window.findChild(QWidget, "adviceLater0")) is not None and button.isVisible():
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert focus() == "layerList"


#: Group, open “Connect to” and “Replace”, duplicate, switch off, freeze, rename.
FOR_CARDS = [
    (Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
]


def linear(window):
    return next(la.id for la in window.document.project.network.layers if la.kind == "Linear")


@pytest.mark.parametrize("name", ["findField", "renameField"])
@pytest.mark.parametrize(("key", "modifier"), FOR_CARDS)
def test_that_keys_of_cards_do_nothing_while_words_are_typed(window, qtbot, name, key, modifier):
    window.selection.set([linear(window)])
    window.actions_table.by_id["findLayer" if name == "findField" else "rename"].trigger()
    qtbot.waitUntil(lambda: focus() == name)
    field, before = QApplication.focusWidget(), window.document.project
    qtbot.keyClick(field, key, modifier)
    assert window.document.project is before
    assert focus() == name
    assert QApplication.activePopupWidget() is None
    assert field.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_that_the_same_keys_work_on_the_cards(window, qtbot):
    window.selection.set([linear(window)])
    cards, before = window.findChild(QWidget, "layerList"), window.document.project
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.document.project is not before
