"""Editing layers in the panel: by keys, by the clipboard, in place and by the menu."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget

from engine import edits
from engine.series import Series
from engine.spec.network import NetworkSpec
from gui.network.model import Role
from gui.network.palette import Palette
from gui.run.state import RunState
from tests.gui.network.conftest import RESIDUAL, layer

CONTROL = Qt.KeyboardModifier.ControlModifier


SHIFT = Qt.KeyboardModifier.ShiftModifier


ALT = Qt.KeyboardModifier.AltModifier


def search_field(bench):
    return bench.panel.findChild(QLineEdit, "paletteSearch")


def palette(bench):
    return bench.panel.findChild(Palette, "palette")


def test_that_delete_closes_the_chain_and_selects_the_next(bench):
    bench.click("relu1")
    bench.key(Qt.Key.Key_Delete)
    assert bench.inputs("conv2") == ["conv1"]
    assert bench.selection.current == "l4"
    assert bench.undo_texts() == ["Delete relu1"]


def test_that_several_layers_are_deleted_in_one_step(bench):
    bench.click("relu1")
    bench.click("add1", SHIFT)
    bench.key(Qt.Key.Key_Delete)
    assert bench.names == ["input1", "conv1", "flatten1", "fc1"]
    assert bench.undo_texts() == ["Delete 3 layers"]
    bench.document.undo_stack.undo()
    assert bench.document.project.network == RESIDUAL


def test_that_deleting_everything_leaves_the_input(bench):
    bench.key(Qt.Key.Key_A, CONTROL)
    bench.key(Qt.Key.Key_Delete)
    assert bench.names == ["input1"]
    assert bench.refusals == []


def test_that_layers_move_by_key(bench):
    bench.click("fc1")
    assert not bench.panel.can("move_down")
    bench.key(Qt.Key.Key_Up, ALT)
    assert bench.names[-2:] == ["fc1", "flatten1"]
    assert bench.undo_texts() == ["Move fc1"]
    bench.key(Qt.Key.Key_Down, ALT)
    assert bench.document.project.network == RESIDUAL
    assert bench.selection.ids == ("l7",)


def test_that_a_move_against_a_rail_is_refused_in_words(bench):
    bench.click("add1")
    for _ in range(3):
        bench.key(Qt.Key.Key_Up, ALT)
    assert bench.refusals == [
        "This can't be moved there: add1 takes its input from conv1, which would come after it."
    ]


def test_that_duplicates_stand_below_and_are_selected(bench):
    bench.click("relu1")
    bench.click("conv2", SHIFT)
    bench.key(Qt.Key.Key_D, CONTROL)
    assert bench.names[2:6] == ["relu1", "conv2", "relu2", "conv3"]
    chosen = [bench.document.project.network.layer(i).name for i in bench.selection.ids]
    assert chosen == ["relu2", "conv3"]
    assert bench.undo_texts() == ["Duplicate 2 layers"]


def test_that_layers_travel_over_the_clipboard(bench):
    bench.click("conv2")
    bench.key(Qt.Key.Key_X, CONTROL)
    assert "conv2" not in bench.names
    assert '"format": "netwright/layers"' in QGuiApplication.clipboard().text()
    bench.click("flatten1")
    bench.key(Qt.Key.Key_V, CONTROL)
    assert bench.names == ["input1", "conv1", "relu1", "add1", "flatten1", "conv2", "fc1"]
    assert bench.undo_texts() == ["Cut conv2", "Paste conv2"]
    bench.click("relu1")
    bench.key(Qt.Key.Key_C, CONTROL)
    bench.key(Qt.Key.Key_V, CONTROL)
    assert bench.names[2:4] == ["relu1", "relu2"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("hello", "holds no layers"),
        ("", "holds no layers"),
        ("[" * 100_000, "holds no layers"),
        ('{"format": "netwright/layers", "version": 1, "layers": []}', "holds no layers"),
        ('{"format": "netwright/layers", "version": 9, "layers": []}', "version 9"),
        ('{"format": "netwright/layers", "version": 1, "layers": [7]}', "no layer"),
        ('{"format": "netwright/layers", "version": 1, "layers": [{"id": "a"}]}', "kind"),
        (
            '{"format": "netwright/layers", "version": 1, "layers": '
            '[{"id": "a", "kind": "os.system", "name": "a"}]}',
            "There is no layer",
        ),
        (
            '{"format": "netwright/layers", "version": 1, "layers": '
            '[{"id": "a", "kind": "ReLU", "name": "<b>x</b>"}]}',
            "can't be called",
        ),
    ],
)
def test_that_pasting_rubbish_says_so_and_changes_nothing(bench, content, reason):
    QGuiApplication.clipboard().setText(content)
    bench.key(Qt.Key.Key_V, CONTROL)
    assert len(bench.refusals) == 1
    assert reason in bench.refusals[0]
    assert bench.document.project.network == RESIDUAL


def test_that_a_layer_is_renamed_in_place(bench):
    bench.click("fc1")
    bench.key(Qt.Key.Key_F2)
    field = bench.cards.findChild(QLineEdit, "renameField")
    assert field.selectedText() == "fc1"
    bench.qtbot.keyClicks(field, "head")
    bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.names[-1] == "head")
    assert bench.undo_texts() == ["Rename fc1"]
    assert palette(bench).isHidden()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("conv1", "Two layers are called “conv1”: give one another name."),
        ("forward", "PyTorch uses that name"),
        ("class", "use letters, digits and underscores"),
        ("2nd", "beginning with a letter"),
        ("a b", "use letters"),
        ("\u202efc", "use letters"),
        ("", "use letters"),
    ],
)
def test_that_a_name_that_can_not_be_is_refused_while_it_is_typed(bench, name, words):
    bench.click("fc1")
    bench.key(Qt.Key.Key_F2)
    field = bench.cards.findChild(QLineEdit, "renameField")
    field.insert(name) if name else bench.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    why = bench.cards.findChild(QLabel, "renameReason")
    assert words in why.text()
    assert why.isVisible()
    assert field.accessibleDescription() == why.text()
    bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    assert bench.document.project.network == RESIDUAL
    field.selectAll()
    bench.qtbot.keyClicks(field, "head")
    assert not why.isVisible()
    bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.names[-1] == "head")
    assert bench.refusals == []


def test_that_keys_without_a_selection_do_nothing(bench):
    for key, modifier in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_D, CONTROL),
        (Qt.Key.Key_X, CONTROL),
    ):
        bench.key(key, modifier)
    assert bench.undo_texts() == []
    assert [a for a in ("delete", "rename", "move_up", "copy") if bench.panel.can(a)] == []
    with bench.qtbot.waitSignal(bench.panel.actions_changed):
        bench.click("conv2")
    assert all(bench.panel.can(a) for a in ("delete", "rename", "move_up", "copy", "move_down"))


# Freezing


def test_that_selected_layers_are_frozen_and_learn_again(bench):
    bench.selection.set(["l2", "l3", "l4"])
    bench.key(Qt.Key.Key_F, CONTROL | ALT)
    frozen = [la.name for la in bench.document.project.network.layers if la.frozen]
    assert frozen == ["conv1", "conv2"]
    assert bench.undo_texts() == ["Freeze 2 layers"]
    cards = bench.cards.model()
    assert "frozen" in cards.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "frozen" not in cards.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    bench.selection.set(["l2", "l4", "l7"])
    bench.panel.freeze()
    assert bench.undo_texts()[-1] == "Freeze 3 layers"  # one of them was not frozen yet
    bench.panel.freeze()
    assert not any(la.frozen for la in bench.document.project.network.layers)
    bench.document.undo_stack.undo()
    assert bench.document.project.network.named("fc1").frozen


def test_that_the_menu_offers_to_freeze_or_to_unfreeze(bench):
    menu = open_menu(bench, "conv1")
    assert item(menu, "freeze").text() == "Freeze"
    item(menu, "freeze").trigger()
    menu.close()
    assert bench.document.project.network.named("conv1").frozen
    bench.qtbot.waitUntil(lambda: item(open_menu(bench, "conv1"), "freeze").text() == "Unfreeze")


def test_that_a_layer_without_weights_is_not_frozen(bench):
    bench.selection.set(["l3"])
    assert not bench.panel.can("freeze")
    bench.key(Qt.Key.Key_F, CONTROL | ALT)
    assert bench.undo_texts() == []


def test_that_a_frozen_card_has_a_lock_and_a_muted_bar(bench):
    before = bench.panel.grab().toImage()
    bench.document.edit_network("Freeze", edits.set_frozen, ["l2"], frozen=True)
    assert bench.panel.grab().toImage() != before


# Gradients


def test_that_gradient_bars_show_while_training_and_go_afterwards(bench):
    norms = {"l2": 0.01, "l4": 0.1, "l7": 1.0}
    for layer_id, norm in norms.items():
        bench.run.history.steps[f"gradient/{layer_id}"] = Series(np.array([9.0, norm]))
    bench.run.state = RunState.TRAINING
    model = bench.cards.model()
    with bench.qtbot.waitSignal(model.dataChanged):
        bench.run.progressed.emit()
    bars = {i: model.index(model.place(i)).data(Role.GRADIENT) for i in ("l2", "l3", "l4", "l7")}
    assert bars["l3"] is None
    assert 0 < bars["l2"] < bars["l4"] < bars["l7"] < 1
    assert bars["l4"] - bars["l2"] == pytest.approx(bars["l7"] - bars["l4"])
    bench.panel.grab()
    bench.run.state = RunState.IDLE
    bench.run.state_changed.emit(bench.run.state)
    assert model.index(1).data(Role.GRADIENT) is None


# Long networks


def test_that_500_layers_scroll_to_the_end(make_bench):
    layers = [layer("l1", "Input", "input1", shape=(4,))]
    layers += [layer(f"l{i}", "ReLU", f"relu{i}", f"l{i - 1}") for i in range(2, 501)]
    bench = make_bench(NetworkSpec(layers=tuple(layers), outputs=("l500",)))
    bench.click("input1")
    bench.key(Qt.Key.Key_End)
    assert bench.selection.current == "l500"
    last = bench.cards.visualRect(bench.cards.model().index(499))
    assert bench.cards.viewport().rect().contains(last.center())
    bench.key(Qt.Key.Key_Delete)
    assert len(bench.names) == 499
    assert bench.selection.current == "l499"


# Selecting by keyboard


def test_that_cards_are_selected_by_keyboard_alone(bench):
    plain = Qt.KeyboardModifier.NoModifier
    bench.click("conv1")
    for key, modifier, chosen in (
        (Qt.Key.Key_Down, plain, ("l3",)),
        (Qt.Key.Key_Down, SHIFT, ("l3", "l4")),
        (Qt.Key.Key_End, SHIFT, ("l3", "l4", "l5", "l6", "l7")),
        (Qt.Key.Key_Home, plain, ("l1",)),
        (Qt.Key.Key_PageDown, plain, ("l7",)),
        (Qt.Key.Key_PageUp, plain, ("l1",)),
    ):
        bench.key(key, modifier)
        assert tuple(sorted(bench.selection.ids)) == chosen


def test_that_typing_letters_goes_to_the_card_of_that_name(bench):
    bench.click("input1")
    bench.qtbot.keyClicks(bench.cards, "fla")
    assert bench.selection.current == "l6"


# Several inputs


def test_that_a_second_input_is_added_shows_its_shape_and_is_deleted(bench):
    bench.click("fc1")
    bench.key(Qt.Key.Key_Return)
    field = search_field(bench)
    bench.qtbot.keyClicks(field, "input")
    bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.names[:3] == ["input1", "input2", "conv1"]
    card = bench.cards.model().index(1)
    assert bench.selection.ids == (card.data(Role.LAYER_ID),)
    assert card.data(Role.SUMMARY) == "1 feature"
    bench.key(Qt.Key.Key_Delete)
    assert bench.document.project.network == RESIDUAL
    assert bench.refusals == []


# The context menu


def item(menu, name):
    return menu.findChild(QAction, f"{name}Item")


def open_menu(bench, name):
    bench.cards.customContextMenuRequested.emit(bench.middle(name))
    (menu,) = [m for m in bench.panel.findChildren(QMenu, "cardMenu") if m.isVisible()]
    return menu


def test_that_the_menu_works_on_the_card_under_the_pointer(bench):
    menu = open_menu(bench, "relu1")
    assert bench.selection.ids == ("l3",)
    item(menu, "delete").trigger()
    assert "relu1" not in bench.names
    menu.close()


def test_that_the_menu_of_the_input_offers_what_an_input_can(bench):
    menu = open_menu(bench, "input1")
    assert not item(menu, "replaceKind").isEnabled()
    assert not item(menu, "switchOff").isEnabled()
    assert item(menu, "connectTo").isEnabled()
    item(menu, "delete").trigger()
    assert bench.refusals == ["“input1” can't be deleted: the network takes its data there."]
    menu.close()
    bench.cards.customContextMenuRequested.emit(QPoint(5, 790))
    assert bench.panel.isVisible()


def test_that_escape_in_the_rename_field_keeps_the_name(bench):
    bench.mouse(QEvent.Type.MouseButtonDblClick, bench.middle("fc1"))
    field = bench.cards.findChild(QLineEdit, "renameField")
    bench.qtbot.keyClicks(field, "other")
    bench.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert bench.names[-1] == "fc1"


def test_that_a_name_being_typed_outlasts_a_step_of_the_run(bench):
    bench.click("fc1")
    bench.key(Qt.Key.Key_F2)
    field = bench.cards.findChild(QLineEdit, "renameField")
    bench.qtbot.keyClicks(field, "he")
    bench.model.set_gradients({"l7": 0.5})
    bench.qtbot.keyClicks(field, "ad")
    bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.names[-1] == "head")


def test_that_lists_of_what_is_possible_go_with_the_network_they_were_made_of(bench):
    bench.click("conv2")
    for opened, name in (
        (bench.panel.add_layer, "palette"),
        (bench.panel.replace_kind, "replacePalette"),
        (bench.panel.connect_to, "connectTo"),
        (bench.panel.connect_from, "connectFrom"),
    ):
        opened()
        popup = bench.panel.findChild(QWidget, name)
        assert popup.isVisible()
        bench.document.set_training(bench.document.project.training.replace(seed=7), "Seed")
        assert not popup.isVisible()
        bench.document.undo_stack.undo()
