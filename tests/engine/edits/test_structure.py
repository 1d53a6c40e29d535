"""Adding, removing and copying layers: what is rewired and what is left alone."""

import pytest

from engine import copying, edits
from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import UserError
from tests.engine.edits.nets import BRANCHES, CHAIN, RESIDUAL, net, wires


def test_that_a_layer_is_added_at_the_end_and_becomes_the_output():
    network, new = edits.add_layer(CHAIN, "ReLU")
    assert wires(network) == "input1 fc1<input1 relu1<fc1 fc2<relu1 relu2<fc2 => relu2"
    assert network.layer(new).name == "relu2"


def test_that_a_layer_in_the_chain_takes_its_place_between_the_neighbours():
    network, _ = edits.add_layer(CHAIN, "Dropout", after="fc1", params={"p": 0.25})
    assert wires(network).startswith("input1 fc1<input1 dropout1<fc1 relu1<dropout1 fc2")
    assert network.named("dropout1").params == {"p": 0.25}


def test_that_adding_leaves_rails_where_they_are():
    network, _ = edits.add_layer(RESIDUAL, "ReLU", after="fc1")
    assert wires(network) == (
        "input1 fc1<input1 relu2<fc1 relu1<relu2 fc2<relu1 add1<fc2,fc1 fc3<add1 => fc3"
    )


def test_that_adding_at_the_end_of_a_branch_lengthens_the_branch():
    network, _ = edits.add_layer(BRANCHES, "ReLU", after="fc1")
    assert wires(network) == "input1 fc1<input1 relu1<fc1 fc2<input1 cat1<fc2,relu1 fc3<cat1 => fc3"


def test_that_a_second_input_goes_to_the_top_and_changes_no_connection():
    network, new = edits.add_layer(CHAIN, "Input", after="fc1")
    assert wires(network) == "input1 input2 fc1<input1 relu1<fc1 fc2<relu1 => fc2"
    assert network.index(new) == 1


def test_that_the_first_layer_of_all_is_an_input():
    empty = NetworkSpec(layers=(), outputs=())
    with pytest.raises(UserError, match="above the input"):
        edits.add_layer(empty, "Linear")
    network, new = edits.add_layer(empty, "Input")
    assert network.outputs == (new,)


def test_that_the_port_that_fed_the_next_card_feeds_the_new_one():
    network = NetworkSpec(
        layers=(
            LayerSpec(id="a", kind="Input", name="x1"),
            LayerSpec(id="b", kind="Identity", name="two_ports", inputs=("a",)),
            LayerSpec(id="c", kind="Identity", name="last", inputs=("b:1",)),
        ),
        outputs=("c",),
    )
    added, _ = edits.add_layer(network, "ReLU", after="b")
    assert wires(added) == "x1 two_ports<x1 relu1<two_ports:1 last<relu1 => last"


def test_that_a_layer_goes_before_one_that_a_rail_feeds():
    network, _ = edits.add_before(BRANCHES, "ReLU", "fc2")
    assert wires(network) == "input1 fc1<input1 relu1<input1 fc2<relu1 cat1<fc2,fc1 fc3<cat1 => fc3"
    with pytest.raises(UserError, match="above the input"):
        edits.add_before(CHAIN, "ReLU", "in")


def test_that_a_refused_parameter_or_kind_adds_nothing():
    with pytest.raises(UserError, match="out_features"):
        edits.add_layer(CHAIN, "Linear", params={"out_features": 0})
    with pytest.raises(UserError, match="There is no layer"):
        edits.add_layer(CHAIN, "Nonsense")


def test_that_removing_closes_the_chain():
    assert wires(edits.remove(CHAIN, ["relu1"])) == "input1 fc1<input1 fc2<fc1 => fc2"


def test_that_removing_the_last_layer_makes_the_one_before_the_output():
    assert wires(edits.remove(CHAIN, ["fc2", "fc2"])) == "input1 fc1<input1 relu1<fc1 => relu1"
    assert wires(edits.remove(CHAIN, ["fc1", "relu1", "fc2"])) == "input1 => input1"


def test_that_a_rail_from_a_removed_layer_comes_from_what_fed_it():
    assert wires(edits.remove(RESIDUAL, ["fc1"])) == (
        "input1 relu1<input1 fc2<relu1 add1<fc2,input1 fc3<add1 => fc3"
    )


def test_that_removing_a_merge_leaves_its_chain():
    assert wires(edits.remove(RESIDUAL, ["add1"])) == (
        "input1 fc1<input1 relu1<fc1 fc2<relu1 fc3<fc2 => fc3"
    )


def test_that_the_only_input_and_a_used_one_stay():
    with pytest.raises(UserError, match="can't be deleted"):
        edits.remove(CHAIN, ["in"])
    two, extra = edits.add_layer(CHAIN, "Input")
    with pytest.raises(UserError, match="can't be deleted"):
        edits.remove(two, ["in"])
    assert wires(edits.remove(two, [extra])) == wires(CHAIN)


def test_that_an_unused_input_that_was_the_output_leaves_a_valid_network():
    two = net("in", "fc1").replace(outputs=("fc1",))
    two, extra = edits.add_layer(two, "Input")
    gone = edits.remove(two.replace(outputs=(extra,)), [extra])
    assert gone.outputs == ("fc1",)


def test_that_an_output_inside_the_network_stays_one_when_others_go():
    network = CHAIN.replace(outputs=("relu1", "fc2"))
    assert edits.remove(network, ["fc1"]).outputs == ("relu1", "fc2")
    assert edits.remove(network, ["fc2"]).outputs == ("relu1",)


def test_that_a_removed_head_is_no_output_while_others_use_what_fed_it():
    heads = net("in", "fc1", "fc2", "fc3<fc1", outputs=("fc2", "fc3"))
    assert edits.remove(heads, ["fc3"]).outputs == ("fc2",)


def test_that_copies_get_new_ids_and_names_and_keep_connections_among_them():
    block = [RESIDUAL.layer(i) for i in ("fc1", "relu1", "fc2", "add1")]
    network, new = copying.copies(RESIDUAL, block, at=5)
    assert wires(network).endswith(
        "add1<fc2,fc1 fc4<add1 relu2<fc4 fc5<relu2 add2<fc5,fc4 fc3<add2 => fc3"
    )
    assert [network.layer(i).name for i in new] == ["fc4", "relu2", "fc5", "add2"]


def test_that_a_copied_residual_block_takes_its_shortcut_from_above():
    block = [RESIDUAL.layer(i) for i in ("relu1", "fc2", "add1")]
    network, _ = copying.copies(RESIDUAL, block, at=5)
    assert "add1<fc2,fc1 relu2<add1 fc4<relu2 add2<fc4,add1 fc3<add2" in wires(network)


def test_that_copied_branches_stay_branches():
    block = [BRANCHES.layer(i) for i in ("fc1", "fc2", "cat1")]
    network, _ = copying.copies(BRANCHES, block, at=4)
    assert "cat1<fc2,fc1 fc4<cat1 fc5<cat1 cat2<fc5,fc4 fc3<cat2 => fc3" in wires(network)


def test_that_a_pasted_layer_keeps_a_name_that_is_free():
    named = edits.rename(CHAIN, "relu1", "gate")
    cut = edits.remove(named, ["relu1"])
    assert "gate" in {la.name for la in copying.copies(cut, [named.layer("relu1")], 2)[0].layers}
    assert "gate1" in {la.name for la in copying.copies(named, [named.layer("relu1")], 2)[0].layers}


def test_that_pasted_parameters_are_checked_and_brought_to_normal_form():
    stranger = LayerSpec(
        id="x", kind="Conv2d", name="c", params={"kernel_size": [3, 5], "stride": 1}
    )
    network, new = copying.copies(CHAIN, [stranger], 1)
    assert network.layer(new[0]).params == {"kernel_size": (3, 5)}
    with pytest.raises(UserError, match="kernel_size"):
        copying.copies(CHAIN, [stranger.replace(params={"kernel_size": "x"})], 1)
    with pytest.raises(UserError, match="There is no layer"):
        copying.copies(CHAIN, [stranger.replace(kind="os")], 1)


def test_that_inputs_are_not_copied():
    assert copying.copies(CHAIN, [CHAIN.layer("in")], 2) == (CHAIN, [])
    with pytest.raises(UserError, match="above the input"):
        copying.copies(NetworkSpec(layers=(), outputs=()), [CHAIN.layer("fc1")], 0)


def test_that_a_layer_whose_settings_do_not_go_together_can_be_copied():
    network, conv = edits.add_layer(CHAIN, "Conv2d")
    for name, value in (("stride", 2), ("padding", "same")):
        network = edits.set_param(network, conv, name, value)
    network, (copy,) = copying.copies(network, [network.layer(conv)], len(network.layers))
    assert network.layer(copy).params == {"stride": 2, "padding": "same"}
