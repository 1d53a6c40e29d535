"""Blocks in the list of cards: closed they are one row, open a head with their layers below it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt

from engine import block_edits
from engine.catalog.templates import TEMPLATES, DataShape
from gui.network.folding import block_key
from gui.network.palette import Palette
from gui.network.repeat_popup import RepeatPopup
from tests.gui.network.conftest import RESIDUAL

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
#: conv1, relu1, conv2 and add1 in a block.
GROUPED = block_edits.group(RESIDUAL, ["l2", "l3", "l4", "l5"], "body")[0]


@pytest.fixture
def grouped(make_bench):
    return make_bench(GROUPED)


def titles(bench):
    return [bench.model.row(n).title for n in range(bench.model.rowCount())]


def choose(bench, name):
    """Makes the row of this name the current one, as the arrow keys do."""
    rows = [bench.model.row(n).name for n in range(bench.model.rowCount())]
    bench.cards.setCurrentIndex(bench.model.index(rows.index(name)))


def test_that_resnet_18_reads_as_its_blocks_until_they_are_opened(make_bench):
    shape = DataShape((3, 224, 224), "multiclass", 1000, 10_000)
    bench = make_bench(TEMPLATES["resnet18"].build(shape))
    assert titles(bench) == [
        "Input",
        "stem",
        "stage1 ×2",
        "stage2 ×2",
        "stage3 ×2",
        "stage4 ×2",
        "head",
    ]
    assert [bench.model.row(n).shape for n in (1, 5)] == ["64×56×56", "512×7×7"]
    assert not any(bench.model.row(n).rails.passes for n in range(7))


def test_that_names_in_an_open_block_do_not_say_the_blocks_name_again(make_bench):
    named = block_edits.group(
        RESIDUAL.replace(
            layers=tuple(
                la.replace(name=f"body_{la.name}") if la.id in {"l2", "l3"} else la
                for la in RESIDUAL.layers
            )
        ),
        ["l2", "l3"],
        "body",
    )[0]
    bench = make_bench(named)
    bench.selection.set(["l3"])
    assert titles(bench)[:4] == ["Input", "body", "conv1", "ReLU"]
    assert bench.model.row(2).name == "body_conv1"


def test_that_a_closed_block_shows_what_is_in_it(grouped):
    row = grouped.model.row(1)
    assert (row.title, row.shape, row.parameters) == ("body", "4×8×8", "188")
    assert "4 layers" in row.accessible
    assert "closed" in row.accessible


def test_that_keys_open_and_close_a_block(grouped):
    choose(grouped, "body")
    grouped.key(Qt.Key.Key_Right)
    assert titles(grouped)[1:3] == ["body", "conv1"]
    grouped.key(Qt.Key.Key_Right)
    assert grouped.selection.current == "l2"
    grouped.key(Qt.Key.Key_Left)
    assert grouped.selection.block == grouped.network.blocks[0].id
    grouped.key(Qt.Key.Key_Left)
    assert grouped.model.rowCount() == 4
    assert not grouped.undo_texts()


def test_that_a_click_on_the_triangle_opens_a_block(grouped):
    where = grouped.cards.fold_center(1).toPoint()
    grouped.qtbot.mouseClick(grouped.cards.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert "conv1" in titles(grouped)


def test_that_the_rails_inside_a_closed_block_are_not_drawn(grouped):
    assert grouped.model.lanes == 0
    choose(grouped, "body")
    grouped.key(Qt.Key.Key_Right)
    assert grouped.model.lanes == 1


def test_that_a_rail_into_a_closed_block_ends_at_its_row(make_bench):
    network = block_edits.group(RESIDUAL, ["l3", "l4"], "branch")[0]
    bench = make_bench(network)
    assert titles(bench)[:3] == ["Input", "conv1", "branch"]
    (rail,) = bench.model.rails.rails
    assert (rail.source, rail.targets) == (1, (3,))


def test_that_a_layer_selected_elsewhere_is_shown(grouped):
    grouped.selection.set(["l4"])
    assert "conv2" in titles(grouped)
    assert grouped.cards.currentIndex().row() == titles(grouped).index("conv2")


def test_that_selecting_a_block_selects_its_layers_for_what_follows(grouped):
    choose(grouped, "body")
    assert set(grouped.selection.ids) == {"l2", "l3", "l4", "l5"}
    grouped.key(Qt.Key.Key_D, CONTROL)
    assert [t for t in titles(grouped) if t.startswith("body")] == ["body", "body2"]
    grouped.key(Qt.Key.Key_Delete)
    assert grouped.network == GROUPED


def test_that_undo_names_the_block(grouped):
    choose(grouped, "body")
    grouped.key(Qt.Key.Key_Delete)
    assert grouped.undo_texts() == ["Delete body"]


def test_that_a_block_with_a_match_inside_is_found(grouped):
    assert grouped.model.keys_of(frozenset({"l4", "l7"})) == {block_key("b1"), "l7"}
    assert grouped.model.keys_of(frozenset({"l4", "l7"}), first_only=True) == {"l7"}


def test_that_a_connection_to_a_closed_block_leads_to_its_first_layer(make_bench):
    network = block_edits.group(RESIDUAL, ["l3", "l4"], "branch")[0]
    bench = make_bench(network)
    bench.hover("input1")
    target = bench.cards.card_center(2).toPoint()
    handle = bench.cards.handle
    bench.mouse(QEvent.Type.MouseButtonPress, handle.rect().center(), handle)
    bench.mouse(QEvent.Type.MouseMove, handle.mapFromParent(target), handle)
    bench.mouse(QEvent.Type.MouseButtonRelease, handle.mapFromParent(target), handle)
    assert bench.inputs("relu1") == ["input1"]


def test_that_a_copied_block_is_pasted_as_a_block(grouped):
    choose(grouped, "body")
    grouped.key(Qt.Key.Key_C, CONTROL)
    grouped.key(Qt.Key.Key_V, CONTROL)
    assert [block.name for block in grouped.network.blocks] == ["body", "body2"]


def test_that_layers_are_grouped_named_and_ungrouped_by_keys(bench):
    bench.click("relu1")
    bench.click("conv2", CONTROL)
    bench.key(Qt.Key.Key_G, CONTROL)
    assert [block.name for block in bench.network.blocks] == ["block1"]
    assert bench.undo_texts() == ["Group layers"]
    bench.cards.setFocus()
    bench.panel.ungroup_block()
    assert bench.network == RESIDUAL


def test_that_what_can_not_be_grouped_says_why(bench):
    bench.click("conv1")
    bench.click("conv2", CONTROL)
    bench.key(Qt.Key.Key_G, CONTROL)
    assert "“relu1” is between them" in bench.refusals[0]
    assert bench.network == RESIDUAL


def test_that_a_block_is_renamed_in_place(grouped):
    assert grouped.model.setData(grouped.model.index(1), "  the body ")
    assert grouped.network.blocks[0].name == "the body"
    assert grouped.undo_texts() == ["Rename body"]
    assert not grouped.model.setData(grouped.model.index(1), " ")


def test_that_a_block_is_repeated_by_its_number(grouped):
    choose(grouped, "body")
    grouped.key(Qt.Key.Key_G, CONTROL | ALT)
    popup = grouped.panel.findChild(RepeatPopup)
    popup.findChild(object, "repeatCount").setValue(3)
    grouped.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert "body ×3" in titles(grouped)
    assert grouped.undo_texts() == ["Repeat body ×3"]


def test_that_a_repeated_block_stays_selected(grouped):
    choose(grouped, "body")
    for count, expected in ((3, "body ×3"), (2, "body ×2"), (1, "body")):
        grouped.key(Qt.Key.Key_G, CONTROL | ALT)
        popup = grouped.panel.findChild(RepeatPopup)
        popup.findChild(object, "repeatCount").setValue(count)
        grouped.qtbot.keyClick(popup, Qt.Key.Key_Return)
        assert grouped.model.row(grouped.cards.currentIndex().row()).title == expected
        assert grouped.selection.block


def test_that_a_linked_copy_follows_its_original(grouped):
    choose(grouped, "body")
    grouped.panel.insert_copy()
    assert [block.copy_of for block in grouped.network.blocks] == ["", "b1"]
    assert grouped.panel.can("unlink_block")
    grouped.panel.unlink_block()
    assert [block.copy_of for block in grouped.network.blocks] == ["", ""]


def test_that_a_card_below_a_closed_block_is_added_behind_it(grouped):
    choose(grouped, "body")
    grouped.panel.findChild(Palette, "palette").chosen.emit("Dropout")
    assert grouped.network.named("dropout1").group == ()
    assert grouped.names.index("dropout1") == 5


def test_that_alt_and_arrows_take_a_layer_into_a_block_and_out_again(grouped):
    choose(grouped, "body")
    grouped.key(Qt.Key.Key_Right)
    choose(grouped, "flatten1")
    grouped.key(Qt.Key.Key_Up, ALT)
    assert grouped.network.named("flatten1").group == ("b1",)
    grouped.key(Qt.Key.Key_Down, ALT)
    assert grouped.network == GROUPED


def test_that_alt_and_arrows_pass_a_closed_block(grouped):
    choose(grouped, "flatten1")
    grouped.key(Qt.Key.Key_Up, ALT)
    assert grouped.names[:3] == ["input1", "flatten1", "conv1"]
    assert grouped.network.named("flatten1").group == ()


def test_that_a_whole_block_is_dragged(grouped):
    choose(grouped, "body")
    start = grouped.cards.card_center(1).toPoint()
    end = grouped.cards.card_center(2).toPoint() + QPoint(0, 18)
    grouped.mouse(QEvent.Type.MouseButtonPress, start)
    grouped.mouse(QEvent.Type.MouseMove, start + QPoint(0, 30))
    grouped.mouse(QEvent.Type.MouseMove, end)
    grouped.drop(end)
    assert grouped.names == ["input1", "flatten1", "conv1", "relu1", "conv2", "add1", "fc1"]
    assert [block.name for block in grouped.network.blocks] == ["body"]


def test_that_a_closed_block_shows_the_trouble_and_the_longest_bar_inside(make_bench):
    broken = block_edits.group(
        RESIDUAL.replace(
            layers=tuple(
                la.replace(params={"out_channels": 5}) if la.id == "l4" else la
                for la in RESIDUAL.layers
            )
        ),
        ["l2", "l3", "l4", "l5"],
        "body",
    )[0]
    bench = make_bench(broken)
    assert bench.model.row(1).trouble is not None
    bench.model.set_gradients({"l2": 0.25, "l4": 0.75})
    assert bench.model.row(1).gradient == 0.75


def test_that_after_a_delete_the_closed_block_below_is_selected_and_stays_closed(make_bench):
    shape = DataShape((3, 224, 224), "multiclass", 1000, 10_000)
    bench = make_bench(TEMPLATES["resnet18"].build(shape))
    choose(bench, "stage3")
    bench.key(Qt.Key.Key_Delete)
    assert titles(bench) == ["Input", "stem", "stage1 ×2", "stage2 ×2", "stage4 ×2", "head"]
    network = bench.document.project.network
    assert next(b.name for b in network.blocks if b.id == bench.selection.block) == "stage4"


def test_that_a_block_put_in_is_selected_as_a_block(bench):
    bench.click("conv2")
    bench.panel.add_block("squeeze")
    assert bench.selection.block == bench.network.blocks[0].id
    assert len(bench.selection.ids) == 6
