"""Moving layers and drawing connections: rails stay, and data flows downwards."""

import pytest

from engine import moving, wiring
from engine.text import UserError
from tests.engine.edits.nets import BRANCHES, CHAIN, RESIDUAL, net, wires


def test_that_moving_down_and_up_again_changes_nothing():
    down = moving.move(CHAIN, "fc1", 3)
    assert wires(down) == "input1 relu1<input1 fc1<relu1 fc2<fc1 => fc2"
    assert moving.move(down, "fc1", 1) == CHAIN


def test_that_the_last_layer_moves_up_and_the_output_follows():
    assert wires(moving.move(CHAIN, "fc2", 1)) == "input1 fc2<input1 fc1<fc2 relu1<fc1 => relu1"


@pytest.mark.parametrize("to", [1, 2])
def test_that_moving_to_its_own_place_is_nothing(to):
    assert moving.move(CHAIN, "fc1", to) is CHAIN


def test_that_rails_stay_when_a_layer_moves():
    assert wires(moving.move(RESIDUAL, "relu1", 4)) == (
        "input1 fc1<input1 fc2<fc1 relu1<fc2 add1<relu1,fc1 fc3<add1 => fc3"
    )
    assert wires(moving.move(RESIDUAL, "fc1", 3)) == (
        "input1 relu1<input1 fc1<relu1 fc2<fc1 add1<fc2,fc1 fc3<add1 => fc3"
    )


def test_that_the_slot_of_a_merge_is_kept_when_it_moves():
    network = net("in", "fc1", "fc2", "cat1<in,fc2", "relu1")
    moved = moving.move(network, "cat1", 5)
    assert wires(moved) == "input1 fc1<input1 fc2<fc1 relu1<fc2 cat1<input1,relu1 => cat1"


def test_that_a_rail_that_would_run_backwards_refuses_the_move():
    with pytest.raises(UserError, match="add1 takes its input from fc1"):
        moving.move(RESIDUAL, "add1", 1)
    with pytest.raises(UserError, match="add1 takes its input from fc1"):
        moving.move(RESIDUAL, "fc1", 6)


def test_that_the_head_of_a_branch_only_changes_its_place():
    assert wires(moving.move(BRANCHES, "fc2", 1)) == (
        "input1 fc2<input1 fc1<input1 cat1<fc2,fc1 fc3<cat1 => fc3"
    )
    with pytest.raises(UserError, match="would come after it"):
        moving.move(BRANCHES, "fc2", 5)


def test_that_nothing_goes_above_the_input_and_the_input_nowhere():
    with pytest.raises(UserError, match="above the input"):
        moving.move(CHAIN, "fc1", 0)
    with pytest.raises(UserError, match="stays at the top"):
        moving.move(CHAIN, "in", 2)


def test_that_several_layers_move_together_in_their_order():
    down = moving.move_all(CHAIN, ["relu1", "fc1"], 4)
    assert wires(down) == "input1 fc2<input1 fc1<fc2 relu1<fc1 => relu1"
    assert moving.move_all(down, ["fc1", "relu1"], 1) == CHAIN


def test_that_layers_from_above_and_below_meet_where_they_are_dropped():
    five = net("in", "fc1", "fc2", "fc3", "fc4", "fc5")
    assert [la.name for la in moving.move_all(five, ["fc1", "fc5"], 3).layers] == [
        "input1",
        "fc2",
        "fc1",
        "fc5",
        "fc3",
        "fc4",
    ]


def test_that_a_block_with_a_rail_inside_moves_as_a_whole():
    block = net("in", "fc1", "relu1", "add1<relu1,fc1", "fc2", "fc3")
    moved = moving.move_all(block, ["fc1", "relu1", "add1"], 5)
    assert wires(moved) == ("input1 fc2<input1 fc1<fc2 relu1<fc1 add1<relu1,fc1 fc3<add1 => fc3")


def test_that_a_merge_gets_one_more_input_and_others_a_new_one():
    assert wiring.connect(RESIDUAL, "in", "add1").layer("add1").inputs == ("fc2", "fc1", "in")
    assert wiring.connect(CHAIN, "fc1", "fc2").layer("fc2").inputs == ("fc1",)


def test_that_an_output_that_is_used_inside_is_no_output_any_more():
    heads = net("in", "fc1", "fc2<in", "cat1<fc2,in", outputs=("fc1", "cat1"))
    assert wiring.connect(heads, "fc1", "cat1").outputs == ("cat1",)


def test_that_an_output_that_was_used_before_stays_one():
    network = RESIDUAL.replace(outputs=("relu1", "fc3"))
    assert wiring.connect(network, "in", "add1").outputs == ("relu1", "fc3")


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("fc3", "fc1", "downwards only"),
        ("fc1", "fc1", "itself"),
        ("fc1", "in", "takes no connection"),
        ("fc1", "add1", "already takes"),
    ],
)
def test_that_an_impossible_connection_says_why(source, target, reason):
    with pytest.raises(UserError, match=reason):
        wiring.connect(RESIDUAL, source, target)


def test_that_disconnecting_takes_one_input_and_never_the_last():
    assert wiring.disconnect(RESIDUAL, "fc1", "add1").layer("add1").inputs == ("fc2",)
    with pytest.raises(UserError, match="only input"):
        wiring.disconnect(RESIDUAL, "add1", "fc3")
