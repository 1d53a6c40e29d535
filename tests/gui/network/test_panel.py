"""Building a network by clicks and keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton

from engine import edits
from engine.spec.network import NetworkSpec
from gui.network.model import Role
from gui.network.palette import Palette
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
        ("Linear 256→10", "10", "2\u202f570"),
    ]
    assert bench.panel.findChild(QLabel, "parameterTotal").text() == "2\u202f758 params"


def test_that_tooltips_say_what_layers_and_the_whole_network_cost(bench):
    model = bench.cards.model()
    conv = model.index(3).data(Qt.ItemDataRole.ToolTipRole)
    assert "148 params<br>9\u202f216 multiply-adds a sample" in conv
    relu = model.index(2).data(Qt.ItemDataRole.ToolTipRole)
    assert relu == "<qt>relu1<br>ReLU<br>1.0\u00a0KiB a sample kept for the backward pass</qt>"
    total = bench.panel.findChild(QLabel, "parameterTotal").toolTip()
    assert "2\u202f758 learnable numbers<br>14\u202f080 multiply-adds a sample" in total
    assert "of memory at batch size 32" in total


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
        assert total.text() == "2\u202f758 个参数"
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
    assert bench.document.project.network.layers[-1].kind == "Conv1d"


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
