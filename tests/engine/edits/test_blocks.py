"""Making, repeating and undoing blocks, and what the edits of layers do to blocks."""

import pytest

from engine import block_edits, copying, edits, moving
from engine.text import UserError
from tests.engine.edits.block_nets import blocks_net, links, shape
from tests.engine.edits.nets import CHAIN, RESIDUAL, net, wires

ONE = blocks_net("in", "b1:fc1", "b1:relu1", "fc2")
#: A residual block whose shortcut begins at what feeds it.
SKIP = blocks_net("in", "fc1", "b1:fc2", "b1:relu1", "b1:add1<relu1,fc1", "fc3")


def test_that_layers_one_behind_the_other_become_a_block():
    network, block = block_edits.group(RESIDUAL, ["fc2", "relu1"], "branch")
    assert shape(network) == "input1 fc1 | branch: relu1 fc2 | add1 fc3"
    assert network.block(block).name == "branch"
    assert wires(network) == wires(RESIDUAL)


def test_that_blocks_get_names_that_are_free():
    network, _ = block_edits.group(CHAIN, ["fc1"])
    network, _ = block_edits.group(network, ["fc2"])
    assert shape(network) == "input1 | block1: fc1 | relu1 | block2: fc2"


def test_that_blocks_are_grouped_with_what_is_in_them():
    network, _ = block_edits.group(ONE, ["fc1", "relu1", "fc2"], "all")
    assert shape(network) == "input1 | all/b1: fc1 relu1 | all: fc2"
    network, _ = block_edits.group(network, ["relu1"], "inner")
    assert shape(network) == "input1 | all/b1: fc1 | all/b1/inner: relu1 | all: fc2"


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ([], "Select the layers"),
        (["in", "fc1"], "input stays outside"),
        (["fc1", "fc2"], "“relu1” is between them"),
        (["relu1", "fc2"], "cut through the block “b1”"),
    ],
)
def test_that_what_can_not_be_grouped_says_why(chosen, reason):
    with pytest.raises(UserError, match=reason):
        block_edits.group(ONE, chosen)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00b"])
def test_that_a_block_needs_a_name(name):
    with pytest.raises(UserError, match="needs a name"):
        block_edits.rename_block(ONE, "b1", name)
    assert shape(block_edits.rename_block(ONE, "b1", " my  block ")).startswith(
        "input1 | my block:"
    )


def test_that_ungrouping_leaves_the_layers_where_they_are():
    assert block_edits.ungroup(ONE, "b1") == net("in", "fc1", "relu1", "fc2")


def test_that_a_layer_behind_one_in_a_block_joins_the_block():
    network, _ = edits.add_layer(ONE, "Dropout", after="relu1")
    assert shape(network) == "input1 | b1: fc1 relu1 dropout1 | fc2"
    network, _ = edits.add_layer(ONE, "Dropout", after="relu1", group=())
    assert shape(network) == "input1 | b1: fc1 relu1 | dropout1 fc2"
    network, _ = edits.add_layer(ONE, "Dropout", after="in")
    assert shape(network) == "input1 dropout1 | b1: fc1 relu1 | fc2"
    network, _ = edits.add_before(ONE, "Dropout", "fc1")
    assert shape(network) == "input1 | b1: dropout1 fc1 relu1 | fc2"
    network, _ = edits.add_layer(ONE, "Dropout", after="fc1", group=())
    assert shape(network) == "input1 | b1: fc1 dropout1 relu1 | fc2"


def test_that_an_empty_block_goes():
    assert edits.remove(ONE, ["fc1", "relu1"]) == net("in", "fc2")


def test_that_a_layer_moves_into_and_out_of_a_block():
    assert shape(moving.move(ONE, "fc2", 2)) == "input1 | b1: fc1 fc2 relu1"
    assert shape(moving.move(ONE, "fc1", 4)) == "input1 | b1: relu1 | fc2 fc1"
    assert shape(moving.move(ONE, "fc1", 3)) == "input1 | b1: relu1 fc1 | fc2"
    assert shape(moving.move(ONE, "fc2", 1)) == "input1 fc2 | b1: fc1 relu1"


def test_that_a_layer_at_the_edge_leaves_and_enters_a_block_without_moving():
    out = moving.move_all(ONE, ["relu1"], 3, group=())
    assert shape(out) == "input1 | b1: fc1 | relu1 fc2"
    assert shape(moving.move_all(out, ["relu1"], 2, group=("b1",))) == shape(ONE)
    assert shape(moving.move_all(ONE, ["fc2"], 1, group=("b1",))) == "input1 | b1: fc2 fc1 relu1"


def test_that_a_whole_block_moves_with_its_shortcut():
    network = moving.move_all(SKIP, ["fc2", "relu1", "add1"], 6)
    assert shape(network) == "input1 fc1 fc3 | b1: fc2 relu1 add1"
    assert wires(network) == ("input1 fc1<input1 fc3<fc1 fc2<fc3 relu1<fc2 add1<relu1,fc3 => add1")
    assert moving.move_all(network, ["fc2", "relu1", "add1"], 2) == SKIP


def test_that_a_block_moves_into_another_one():
    network = blocks_net("in", "b1:fc1", "b1:fc2", "b2:fc3", "b2:fc4")
    moved = moving.move_all(network, ["fc3", "fc4"], 2)
    assert shape(moved) == "input1 | b1: fc1 | b1/b2: fc3 fc4 | b1: fc2"


def test_that_a_block_does_not_move_into_a_copy_of_itself():
    network = block_edits.reuse(SKIP, "b1", 6)[0]
    with pytest.raises(UserError, match="can't stand inside a copy of itself"):
        moving.move_all(network, ["fc2", "relu1", "add1"], 7)


def test_that_a_copied_block_is_a_block_again_and_a_part_of_one_is_not():
    part = copying.excerpt(SKIP, ["fc2", "relu1", "add1", "fc3"])
    assert part.around == ()
    network, _ = copying.copies(SKIP, part.layers, 6, part.blocks, part.around)
    assert shape(network) == ("input1 fc1 | b1: fc2 relu1 add1 | fc3 | b2: fc4 relu2 add2 | fc5")
    assert links(network) == {}
    part = copying.excerpt(SKIP, ["fc2", "relu1"])
    assert (part.blocks, part.around) == ((), ("b1",))
    network, _ = copying.copies(SKIP, part.layers, 4, part.blocks, part.around)
    assert shape(network) == "input1 fc1 | b1: fc2 relu1 fc4 relu2 add1 | fc3"


def test_that_a_block_is_repeated_in_a_chain_inside_a_block_that_holds_them():
    network = block_edits.repeat(SKIP, "b1", 3)
    assert shape(network) == (
        "input1 fc1 | b1/b1_1: fc2 relu1 add1 | b1/b1_2: fc4 relu2 add2 "
        "| b1/b1_3: fc5 relu3 add3 | fc3"
    )
    assert links(network) == {"b1_2": "b1_1", "b1_3": "b1_1"}
    assert wires(network) == (
        "input1 fc1<input1 fc2<fc1 relu1<fc2 add1<relu1,fc1 fc4<add1 relu2<fc4 add2<relu2,add1 "
        "fc5<add2 relu3<fc5 add3<relu3,add2 fc3<add3 => fc3"
    )


@pytest.mark.parametrize("chosen", ["b1", "b2"])
def test_that_the_number_of_copies_changes_at_the_end(chosen):
    network = block_edits.repeat(SKIP, "b1", 2)
    run = network.layer("fc2").group[0]
    block = run if chosen == "b1" else network.layer("fc2").group[1]
    assert block_edits.times(network, block) == 2
    four = block_edits.repeat(network, block, 4)
    assert block_edits.times(four, block) == 4
    assert block_edits.repeat(four, block, 2) == network
    assert shape(block_edits.repeat(four, block, 1)) == shape(SKIP)
    assert wires(block_edits.repeat(four, block, 1)) == wires(SKIP)


def test_that_a_new_copy_has_the_parameters_of_the_one_above_it():
    network = block_edits.repeat(SKIP, "b1", 2)
    second = network.members(network.blocks[2].id)[0]
    network = edits.set_param(network, second.id, "out_features", 7)
    three = block_edits.repeat(network, "b1", 3)
    assert [la.params.get("out_features") for la in three.layers if la.kind == "Linear"] == [
        None,
        None,
        7,
        7,
        None,
    ]


@pytest.mark.parametrize("count", [0, 101])
def test_that_a_block_is_repeated_within_reason(count):
    with pytest.raises(UserError, match="1 to 100 times"):
        block_edits.repeat(SKIP, "b1", count)
    assert block_edits.repeat(SKIP, "b1", 1) is SKIP


def test_that_a_linked_copy_stands_where_it_is_put():
    network, copy = block_edits.reuse(SKIP, "b1", 6)
    assert shape(network) == "input1 fc1 | b1: fc2 relu1 add1 | fc3 | b2: fc4 relu2 add2"
    assert wires(network).endswith("fc3<add1 fc4<fc3 relu2<fc4 add2<relu2,fc3 => add2")
    assert network.block(copy).copy_of == "b1"


def test_that_the_layers_of_a_copy_are_named_after_it():
    network = edits.rename(ONE, "fc1", "b1_fc")
    network, _ = block_edits.reuse(network, "b1", 4)
    assert shape(network) == "input1 | b1: b1_fc relu1 | fc2 | b2: b2_fc relu2"


def test_that_the_blocks_inside_a_copy_are_copies_of_one_another():
    stage = block_edits.repeat(SKIP, "b1", 2)
    network, _ = block_edits.reuse(stage, stage.layer("fc2").group[0], 9)
    assert shape(network).endswith("| fc3 | b2/b2_1: fc5 relu3 add3 | b2/b2_2: fc6 relu4 add4")
    assert links(network) == {"b1_2": "b1_1", "b2": "b1", "b2_2": "b2_1"}


def test_that_the_first_copy_takes_the_place_of_an_original_that_goes():
    network = block_edits.repeat(SKIP, "b1", 3)
    gone = edits.remove(network, ["fc2", "relu1", "add1"])
    assert links(gone) == {"b1_3": "b1_2"}
    assert links(block_edits.unlink(network, network.layer("fc2").group[1])) == {"b1_3": "b1_2"}


def test_that_a_copy_becomes_a_block_of_its_own():
    network, copy = block_edits.reuse(SKIP, "b1", 6)
    assert links(block_edits.unlink(network, copy)) == {}
    assert block_edits.unlink(SKIP, "b1") == SKIP
