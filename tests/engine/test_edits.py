"""Every edit of a network: what it rewires, what it leaves alone, what it refuses."""

import pytest

from engine import edits
from engine.check.shapes import infer
from engine.spec.component import component
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError


def net(*layers, outputs=None):
    """Layers as "name", or "name<a,b" with its inputs; the kind follows from the name's letters."""
    kinds = {
        "in": "Input",
        "fc": "Linear",
        "relu": "ReLU",
        "add": "Add",
        "cat": "Concat",
        "conv": "Conv2d",
        "drop": "Dropout",
    }
    made = []
    for text in layers:
        name, _, inputs = text.partition("<")
        kind = kinds[name.rstrip("0123456789")]
        above = (made[-1].id,) if made and kind != "Input" else ()
        made.append(
            LayerSpec(
                id=name,
                kind=kind,
                name="input1" if name == "in" else name,
                inputs=tuple(inputs.split(",")) if inputs else above,
            )
        )
    return NetworkSpec(layers=tuple(made), outputs=outputs or (made[-1].id,))


def wires(network):
    """The network as one line: every layer with its inputs, then the outputs."""
    parts = [
        la.name + ("<" + ",".join(_named(network, r) for r in la.inputs) if la.inputs else "")
        for la in network.layers
    ]
    return " ".join(parts) + " => " + ",".join(_named(network, r) for r in network.outputs)


def _named(network, ref):
    source, colon, port = ref.partition(":")
    return network.layer(source).name + colon + port


CHAIN = net("in", "fc1", "relu1", "fc2")
RESIDUAL = net("in", "fc1", "relu1", "fc2", "add1<fc2,fc1", "fc3")
BRANCHES = net("in", "fc1", "fc2<in", "cat1<fc2,fc1", "fc3")


# Adding


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


# Removing


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


# Moving


def test_that_moving_down_and_up_again_changes_nothing():
    down = edits.move(CHAIN, "fc1", 3)
    assert wires(down) == "input1 relu1<input1 fc1<relu1 fc2<fc1 => fc2"
    assert edits.move(down, "fc1", 1) == CHAIN


def test_that_the_last_layer_moves_up_and_the_output_follows():
    assert wires(edits.move(CHAIN, "fc2", 1)) == "input1 fc2<input1 fc1<fc2 relu1<fc1 => relu1"


@pytest.mark.parametrize("to", [1, 2])
def test_that_moving_to_its_own_place_is_nothing(to):
    assert edits.move(CHAIN, "fc1", to) is CHAIN


def test_that_rails_stay_when_a_layer_moves():
    assert wires(edits.move(RESIDUAL, "relu1", 4)) == (
        "input1 fc1<input1 fc2<fc1 relu1<fc2 add1<relu1,fc1 fc3<add1 => fc3"
    )
    assert wires(edits.move(RESIDUAL, "fc1", 3)) == (
        "input1 relu1<input1 fc1<relu1 fc2<fc1 add1<fc2,fc1 fc3<add1 => fc3"
    )


def test_that_the_slot_of_a_merge_is_kept_when_it_moves():
    network = net("in", "fc1", "fc2", "cat1<in,fc2", "relu1")
    moved = edits.move(network, "cat1", 5)
    assert wires(moved) == "input1 fc1<input1 fc2<fc1 relu1<fc2 cat1<input1,relu1 => cat1"


def test_that_a_rail_that_would_run_backwards_refuses_the_move():
    with pytest.raises(UserError, match="add1 takes its input from fc1"):
        edits.move(RESIDUAL, "add1", 1)
    with pytest.raises(UserError, match="add1 takes its input from fc1"):
        edits.move(RESIDUAL, "fc1", 6)


def test_that_the_head_of_a_branch_only_changes_its_place():
    assert wires(edits.move(BRANCHES, "fc2", 1)) == (
        "input1 fc2<input1 fc1<input1 cat1<fc2,fc1 fc3<cat1 => fc3"
    )
    with pytest.raises(UserError, match="would come after it"):
        edits.move(BRANCHES, "fc2", 5)


def test_that_nothing_goes_above_the_input_and_the_input_nowhere():
    with pytest.raises(UserError, match="above the input"):
        edits.move(CHAIN, "fc1", 0)
    with pytest.raises(UserError, match="stays at the top"):
        edits.move(CHAIN, "in", 2)


def test_that_several_layers_move_together_in_their_order():
    down = edits.move_all(CHAIN, ["relu1", "fc1"], 4)
    assert wires(down) == "input1 fc2<input1 fc1<fc2 relu1<fc1 => relu1"
    assert edits.move_all(down, ["fc1", "relu1"], 1) == CHAIN


def test_that_layers_from_above_and_below_meet_where_they_are_dropped():
    five = net("in", "fc1", "fc2", "fc3", "fc4", "fc5")
    assert [la.name for la in edits.move_all(five, ["fc1", "fc5"], 3).layers] == [
        "input1",
        "fc2",
        "fc1",
        "fc5",
        "fc3",
        "fc4",
    ]


def test_that_a_block_with_a_rail_inside_moves_as_a_whole():
    block = net("in", "fc1", "relu1", "add1<relu1,fc1", "fc2", "fc3")
    moved = edits.move_all(block, ["fc1", "relu1", "add1"], 5)
    assert wires(moved) == ("input1 fc2<input1 fc1<fc2 relu1<fc1 add1<relu1,fc1 fc3<add1 => fc3")


# Connecting


def test_that_a_merge_gets_one_more_input_and_others_a_new_one():
    assert edits.connect(RESIDUAL, "in", "add1").layer("add1").inputs == ("fc2", "fc1", "in")
    assert edits.connect(CHAIN, "fc1", "fc2").layer("fc2").inputs == ("fc1",)


def test_that_an_output_that_is_used_inside_is_no_output_any_more():
    heads = net("in", "fc1", "fc2<in", "cat1<fc2,in", outputs=("fc1", "cat1"))
    assert edits.connect(heads, "fc1", "cat1").outputs == ("cat1",)


def test_that_an_output_that_was_used_before_stays_one():
    network = RESIDUAL.replace(outputs=("relu1", "fc3"))
    assert edits.connect(network, "in", "add1").outputs == ("relu1", "fc3")


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
        edits.connect(RESIDUAL, source, target)


def test_that_disconnecting_takes_one_input_and_never_the_last():
    assert edits.disconnect(RESIDUAL, "fc1", "add1").layer("add1").inputs == ("fc2",)
    with pytest.raises(UserError, match="only input"):
        edits.disconnect(RESIDUAL, "add1", "fc3")


# Changing one layer


def test_that_the_default_of_a_parameter_is_not_stored():
    network = edits.set_param(CHAIN, "fc1", "out_features", 7)
    assert network.layer("fc1").params == {"out_features": 7}
    assert edits.set_param(network, "fc1", "out_features", 16).layer("fc1").params == {}
    with pytest.raises(UserError, match="out_features"):
        edits.set_param(network, "fc1", "out_features", -1)


def test_that_an_initialiser_is_set_and_taken_back():
    network = edits.set_init(CHAIN, "fc1", "weight", component("zeros"))
    assert network.layer("fc1").init == {"weight": component("zeros")}
    assert edits.set_init(network, "fc1", "weight", None) == CHAIN


def test_that_another_kind_keeps_parameters_that_fit_and_drops_the_others():
    network = edits.set_param(net("in", "conv1"), "conv1", "kernel_size", (3, 5))
    network = edits.set_param(network, "conv1", "out_channels", 7)
    assert edits.replace_kind(network, "conv1", "Conv1d").layer("conv1").params == {
        "out_channels": 7
    }


def test_that_an_automatic_name_follows_the_kind_and_a_given_one_stays():
    assert edits.replace_kind(CHAIN, "relu1", "Tanh").layer("relu1").name == "tanh1"
    assert edits.replace_kind(net("in", "conv1"), "conv1", "Conv1d").layer("conv1").name == "conv1"
    named = edits.rename(CHAIN, "relu1", "gate")
    assert edits.replace_kind(named, "relu1", "Tanh").layer("relu1").name == "gate"


def test_that_a_merge_that_becomes_a_plain_layer_keeps_the_input_from_above():
    network = net("in", "fc1", "fc2", "add1<in,fc2", "fc3")
    assert edits.replace_kind(network, "add1", "ReLU").layer("add1").inputs == ("fc2",)


def test_that_inputs_stay_inputs():
    for layer, kind in (("in", "Linear"), ("fc1", "Input")):
        with pytest.raises(UserError, match="can't become"):
            edits.replace_kind(CHAIN, layer, kind)
    assert edits.replace_kind(CHAIN, "in", "Input") is CHAIN


@pytest.mark.parametrize("name", ["fc2", "2fast", "a b", "forward", "", "class"])
def test_that_a_name_that_is_taken_or_unfit_is_refused(name):
    with pytest.raises(UserError):
        edits.rename(CHAIN, "fc1", name)


def test_that_a_name_loses_the_blanks_around_it():
    assert edits.rename(CHAIN, "fc1", " hidden ").layer("fc1").name == "hidden"


# Copies


def test_that_copies_get_new_ids_and_names_and_keep_connections_among_them():
    block = [RESIDUAL.layer(i) for i in ("fc1", "relu1", "fc2", "add1")]
    network, new = edits.copies(RESIDUAL, block, at=5)
    assert wires(network).endswith(
        "add1<fc2,fc1 fc4<add1 relu2<fc4 fc5<relu2 add2<fc5,fc4 fc3<add2 => fc3"
    )
    assert [network.layer(i).name for i in new] == ["fc4", "relu2", "fc5", "add2"]


def test_that_a_copied_residual_block_takes_its_shortcut_from_above():
    block = [RESIDUAL.layer(i) for i in ("relu1", "fc2", "add1")]
    network, _ = edits.copies(RESIDUAL, block, at=5)
    assert "add1<fc2,fc1 relu2<add1 fc4<relu2 add2<fc4,add1 fc3<add2" in wires(network)


def test_that_copied_branches_stay_branches():
    block = [BRANCHES.layer(i) for i in ("fc1", "fc2", "cat1")]
    network, _ = edits.copies(BRANCHES, block, at=4)
    assert "cat1<fc2,fc1 fc4<cat1 fc5<cat1 cat2<fc5,fc4 fc3<cat2 => fc3" in wires(network)


def test_that_a_pasted_layer_keeps_a_name_that_is_free():
    named = edits.rename(CHAIN, "relu1", "gate")
    cut = edits.remove(named, ["relu1"])
    assert "gate" in {la.name for la in edits.copies(cut, [named.layer("relu1")], 2)[0].layers}
    assert "gate1" in {la.name for la in edits.copies(named, [named.layer("relu1")], 2)[0].layers}


def test_that_pasted_parameters_are_checked_and_brought_to_normal_form():
    stranger = LayerSpec(
        id="x", kind="Conv2d", name="c", params={"kernel_size": [3, 5], "stride": 1}
    )
    network, new = edits.copies(CHAIN, [stranger], 1)
    assert network.layer(new[0]).params == {"kernel_size": (3, 5)}
    with pytest.raises(UserError, match="kernel_size"):
        edits.copies(CHAIN, [stranger.replace(params={"kernel_size": "x"})], 1)
    with pytest.raises(UserError, match="There is no layer"):
        edits.copies(CHAIN, [stranger.replace(kind="os")], 1)


def test_that_inputs_are_not_copied():
    assert edits.copies(CHAIN, [CHAIN.layer("in")], 2) == (CHAIN, [])
    with pytest.raises(UserError, match="above the input"):
        edits.copies(NetworkSpec(layers=(), outputs=()), [CHAIN.layer("fc1")], 0)


# The rest of the project


def test_that_a_loss_term_follows_the_output_it_looked_at():
    project = Project(
        data=DataSpec(source=GeneratedSource(name="line")),
        network=CHAIN,
        training=TrainingSpec(losses=(LossTerm(loss=component("MSE"), output="fc2"),)),
    )
    longer, new = edits.add_layer(CHAIN, "ReLU")
    assert edits.with_network(project, longer).training.losses[0].output == new
    shorter = edits.remove(CHAIN, ["fc2"])
    assert edits.with_network(project, shorter).training.losses[0].output == "relu1"
    more = CHAIN.replace(outputs=("relu1", "fc1"))
    assert edits.with_network(project, more).training.losses[0].output == ""
    assert edits.with_network(project, CHAIN) == project


def test_that_a_residual_network_keeps_working_through_a_day_of_edits():
    network, _ = edits.add_layer(RESIDUAL, "ReLU", after="add1")
    network = edits.move(network, "relu1", 4)
    network, _ = edits.copies(network, [network.layer("fc2"), network.layer("relu1")], at=5)
    network = edits.remove(network, ["fc3"])
    assert infer(network).problems == ()
