"""Building a network by clicks and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QMenu, QPushButton

from engine import edits
from engine.history import Series
from engine.spec.network import NetworkSpec
from gui.network.model import Role
from gui.network.palette import Palette
from gui.run.state import RunState
from gui.translate import set_language
from tests.gui.network.conftest import RESIDUAL, layer

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def search_field(bench):
    return bench.panel.findChild(QLineEdit, "paletteSearch")


def palette(bench):
    return bench.panel.findChild(Palette, "palette")


# Showing


def test_that_every_layer_has_a_card_with_its_figures(bench):
    model = bench.cards.model()
    rows = [
        tuple(model.index(i).data(role) for role in (Role.SUMMARY, Role.SHAPE, Role.PARAMETERS))
        for i in range(model.rowCount())
    ]
    assert rows == [
        ("1×8×8", "N = batch", ""),
        ("Conv2d 1→4, 3×3", "4×8×8", "40"),
        ("ReLU", "4×8×8", ""),
        ("Conv2d 4→4, 3×3", "4×8×8", "148"),
        ("Add ← conv1", "4×8×8", ""),
        ("Flatten", "256", ""),
        ("Linear 256→10", "10", "2\u2009570"),
    ]
    assert bench.panel.findChild(QLabel, "parameterTotal").text() == "2\u2009758 params"


def test_that_a_renamed_short_card_shows_its_name(bench):
    bench.selection.set(["l3"])
    bench.panel.rename()
    field = bench.cards.findChild(QLineEdit, "renameField")
    bench.qtbot.keyClicks(field, "gate")
    bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    summary = bench.cards.model().index(2)
    bench.qtbot.waitUntil(lambda: summary.data(Role.SUMMARY) == "gate · ReLU")


def test_that_a_layer_at_fault_says_why_and_those_behind_it_have_no_shape(make_bench):
    broken = RESIDUAL.layers[1].replace(params={"kernel_size": 20})
    layers = (RESIDUAL.layers[0], broken, *RESIDUAL.layers[2:])
    bench = make_bench(RESIDUAL.replace(layers=layers))
    model = bench.cards.model()
    assert model.index(1).data(Role.PROBLEM).startswith("The kernel of Conv2d is 20×20")
    assert model.index(2).data(Role.SHAPE) == "–"
    heights = [bench.cards.visualRect(model.index(i)).height() for i in (1, 3)]
    assert heights[0] > heights[1]
    bench.panel.grab()


def test_that_names_of_any_length_and_script_are_painted_as_plain_text(make_bench):
    names = ("层" * 60, "a" * 60)
    network = NetworkSpec(
        layers=(
            layer("l1", "Input", "input1", shape=(4,)),
            layer("l2", "Linear", names[0], "l1"),
            layer("l3", "ReLU", names[1], "l2"),
        ),
        outputs=("l3",),
    )
    bench = make_bench(network)
    image = bench.panel.grab().toImage()
    bench.panel.resize(240, 300)
    assert not image.isNull()
    assert not bench.panel.grab().toImage().isNull()


def test_that_the_words_follow_the_language(bench):
    button = bench.panel.findChild(QPushButton, "addLayerButton")
    set_language("zh_CN")
    try:
        bench.qtbot.waitUntil(lambda: button.text() == "添加层")
        total = bench.panel.findChild(QLabel, "parameterTotal")
        assert total.text() == "2\u2009758 个参数"
        assert bench.cards.model().index(0).data(Role.ROW).title == "输入"
    finally:
        set_language("en")
    bench.qtbot.waitUntil(lambda: button.text() == "Add layer")


def test_that_an_empty_network_invites_to_add_the_first_layer(make_bench):
    bench = make_bench(NetworkSpec(layers=RESIDUAL.layers[:1], outputs=("l1",)))
    link = bench.panel.findChild(QPushButton, "addFirstLayer")
    assert link.isVisible()
    bench.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    bench.qtbot.keyClicks(search_field(bench), "flat")
    bench.qtbot.keyClick(search_field(bench), Qt.Key.Key_Return)
    assert bench.names == ["input1", "flatten1"]
    bench.qtbot.waitUntil(link.isHidden)


# Selecting


def test_that_clicks_select_with_shift_and_control(bench):
    bench.click("conv1")
    assert bench.selection.ids == ("l2",)
    bench.click("conv2", SHIFT)
    assert set(bench.selection.ids) == {"l2", "l3", "l4"}
    assert bench.selection.current == "l4"
    bench.click("relu1", CONTROL)
    assert set(bench.selection.ids) == {"l2", "l4"}
    bench.click("conv1")
    assert bench.selection.ids == ("l2",)


def test_that_a_selection_from_elsewhere_shows_in_the_list(bench):
    bench.selection.set(["l3", "l7"])
    chosen = {index.data(Role.LAYER_ID) for index in bench.cards.selectedIndexes()}
    assert chosen == {"l3", "l7"}
    assert bench.cards.currentIndex().data(Role.LAYER_ID) == "l7"


def test_that_everything_is_selected_by_key(bench):
    bench.key(Qt.Key.Key_A, CONTROL)
    assert len(bench.selection.ids) == 7


def test_that_scroll_and_selection_survive_an_edit(make_bench):
    layers = [RESIDUAL.layers[0], layer("l2", "Flatten", "flatten1", "l1")]
    layers += [
        layer(f"l{i}", "Linear", f"fc{i}", f"l{i - 1}", out_features=4) for i in range(3, 61)
    ]
    bench = make_bench(NetworkSpec(layers=tuple(layers), outputs=("l60",)))
    bench.selection.set(["l50"])
    before = bench.cards.verticalScrollBar().value()
    assert before > 0
    bench.document.edit_network("Bias", _without_bias, "l48")
    bench.document.edit_network("Remove", _remove, "l59")
    assert bench.selection.ids == ("l50",)
    assert bench.cards.verticalScrollBar().value() == before


def _without_bias(network, layer_id):
    return edits.set_param(network, layer_id, "bias", False)


def _remove(network, layer_id):
    return edits.remove(network, [layer_id])


# The palette


def test_that_a_layer_is_added_by_typing(bench):
    bench.click("conv2")
    bench.key(Qt.Key.Key_Return)
    assert palette(bench).isVisible()
    bench.qtbot.keyClicks(search_field(bench), "conv")
    bench.qtbot.keyClick(search_field(bench), Qt.Key.Key_Return)
    assert palette(bench).isHidden()
    assert bench.names[3:6] == ["conv2", "conv3", "add1"]
    assert bench.document.project.network.named("conv3").kind == "Conv2d"
    assert bench.selection.current == bench.document.project.network.named("conv3").id
    assert bench.undo_texts() == ["Add Conv2d"]
    bench.document.undo_stack.undo()
    assert bench.document.project.network == RESIDUAL
    bench.document.undo_stack.redo()
    assert "conv3" in bench.names


def test_that_the_button_opens_the_palette_and_escape_closes_it(bench):
    button = bench.panel.findChild(QPushButton, "addLayerButton")
    bench.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert palette(bench).isVisible()
    bench.qtbot.keyClick(search_field(bench), Qt.Key.Key_Escape)
    assert palette(bench).isHidden()
    assert bench.undo_texts() == []


def test_that_arrows_choose_in_the_palette_over_titles_of_groups(bench):
    bench.panel.add_layer()
    field = search_field(bench)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down):
        bench.qtbot.keyClick(field, key)
    bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.document.project.network.layers[-1].kind == "Conv2d"


def test_that_a_click_in_the_palette_adds(bench):
    bench.panel.add_layer()
    bench.qtbot.keyClicks(search_field(bench), "batchnorm1")
    kinds = bench.panel.findChild(QListView, "paletteList")
    where = kinds.visualRect(kinds.model().index(0)).center()
    bench.qtbot.mouseClick(kinds.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert bench.document.project.network.layers[-1].kind == "BatchNorm1d"


def test_that_a_search_without_a_match_says_so_and_enter_does_nothing(bench):
    bench.panel.add_layer()
    bench.qtbot.keyClicks(search_field(bench), "xyzzy")
    bench.qtbot.keyClick(search_field(bench), Qt.Key.Key_Return)
    assert palette(bench).isVisible()
    assert bench.panel.findChild(QListView, "paletteList").isHidden()
    assert bench.undo_texts() == []


# Keys


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


def test_that_a_name_that_is_taken_is_refused(bench):
    bench.click("fc1")
    bench.key(Qt.Key.Key_F2)
    field = bench.cards.findChild(QLineEdit, "renameField")
    bench.qtbot.keyClicks(field, "conv1")
    with bench.qtbot.waitSignal(bench.document.refused):
        bench.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.refusals == ["Two layers are called “conv1”: give one another name."]
    assert bench.document.project.network == RESIDUAL


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


def test_that_the_menu_changes_kinds_and_connections(bench):
    menu = open_menu(bench, "relu1")
    item(menu, "kindTanh").trigger()
    assert bench.names[2] == "tanh1"
    menu.close()
    menu = open_menu(bench, "tanh1")
    item(menu, "connectl5").trigger()
    assert bench.inputs("add1") == ["conv2", "conv1", "tanh1"]
    menu.close()
    menu = open_menu(bench, "add1")
    item(menu, "disconnectl2").trigger()
    assert bench.inputs("add1") == ["conv2", "tanh1"]
    menu.close()
    assert bench.undo_texts() == [
        "Change relu1 to Tanh",
        "Connect tanh1 to add1",
        "Disconnect conv1 from add1",
    ]


def test_that_an_impossible_connection_in_the_menu_says_why(bench):
    menu = open_menu(bench, "conv1")
    there = item(menu, "connectl5")
    assert not there.isEnabled()
    assert there.toolTip() == "add1 already takes conv1."
    menu.close()


def test_that_the_menu_of_the_input_offers_what_an_input_can(bench):
    menu = open_menu(bench, "input1")
    assert item(menu, "kindTanh") is None
    assert not item(menu, "delete").isEnabled()
    menu.close()
    bench.cards.customContextMenuRequested.emit(QPoint(5, 790))
    assert bench.panel.isVisible()


def test_that_escape_in_the_rename_field_keeps_the_name(bench):
    bench.mouse(QEvent.Type.MouseButtonDblClick, bench.middle("fc1"))
    field = bench.cards.findChild(QLineEdit, "renameField")
    bench.qtbot.keyClicks(field, "other")
    bench.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert bench.names[-1] == "fc1"
