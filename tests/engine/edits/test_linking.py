"""A block's inside is edited once: its copies follow, and keep what is their own."""

import pytest

from engine import block_edits, copying, edits, moving, wiring
from engine.blocks import spans, structure
from engine.catalog.templates import TEMPLATES, DataShape
from engine.check.shapes import infer
from engine.linking import follow
from engine.spec.component import component
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.project import Project
from engine.text import UserError
from tests.engine.edits.block_nets import blocks_net, links, shape
from tests.engine.edits.nets import wires

SKIP = blocks_net("in", "fc1", "b1:fc2", "b1:relu1", "b1:add1<relu1,fc1", "fc3")
TWO = block_edits.repeat(SKIP, "b1", 2)
#: The same block at two places, with other layers between.
APART = block_edits.reuse(SKIP, "b1", 6)[0]


def edited(network, edit, *args, only_here=False, **kwargs):
    """The network after an edit, its copies made to follow."""
    result = edit(network, *args, **kwargs)
    return follow(network, result[0] if isinstance(result, tuple) else result, only_here=only_here)


def values(network, kind, name):
    return [la.params.get(name) for la in network.layers if la.kind == kind]


@pytest.mark.parametrize("chosen", ["fc2", "fc4"])
def test_that_a_parameter_set_in_one_is_set_in_all(chosen):
    network = edited(APART, edits.set_param, APART.named(chosen).id, "bias", False)
    assert values(network, "Linear", "bias") == [None, False, None, False]
    back = edited(network, edits.set_param, APART.named(chosen).id, "bias", True)
    assert back == APART


def test_that_a_copy_keeps_a_value_of_its_own():
    fc4 = APART.named("fc4").id
    network = edited(APART, edits.set_param, fc4, "out_features", 7, only_here=True)
    assert values(network, "Linear", "out_features") == [None, None, None, 7]
    network = edited(network, edits.set_param, "fc2", "out_features", 9)
    assert values(network, "Linear", "out_features") == [None, 9, None, 7]
    network = edited(network, edits.set_param, fc4, "out_features", 5)
    assert values(network, "Linear", "out_features") == [None, 9, None, 5]
    network = edited(network, edits.set_param, fc4, "bias", False)
    assert values(network, "Linear", "bias") == [None, False, None, False]


def test_that_initialisation_and_switches_follow_too():
    zeros = component("zeros")
    network = edited(APART, edits.set_init, "fc2", "weight", zeros)
    assert network.named("fc4").init == {"weight": zeros}
    network = edited(network, edits.set_frozen, ["fc2"], frozen=True)
    assert network.named("fc4").frozen
    off = network.named("fc2").replace(enabled=False)
    network = edited(network, edits.replace_layer, off)
    assert not network.named("fc4").enabled
    on = off.replace(enabled=True)
    assert not edited(network, edits.replace_layer, on, only_here=True).named("fc4").enabled


def test_that_another_kind_goes_to_all_and_keeps_own_parameters_that_fit():
    network = blocks_net("in", "b1:drop1", "b2:drop2", "fc1", copies={"b2": "b1"})
    network = edited(network, edits.set_param, "drop2", "p", 0.25, only_here=True)
    network = edited(network, edits.replace_kind, "drop1", "AlphaDropout", only_here=True)
    assert values(network, "AlphaDropout", "p") == [None, 0.25]
    network = edited(network, edits.replace_kind, "drop2", "Tanh")
    assert [la.kind for la in network.layers] == ["Input", "Tanh", "Tanh", "Linear"]
    assert [la.name for la in network.layers] == ["input1", "drop1", "drop2", "fc1"]


@pytest.mark.parametrize("chosen", ["fc2", "fc4"])
def test_that_a_layer_added_in_one_is_added_in_all(chosen):
    network = edited(APART, edits.add_layer, "Dropout", APART.named(chosen).id, {"p": 0.25})
    assert sorted(name for name in shape(network).split() if "dropout" in name) == [
        "dropout1",
        "dropout2",
    ]
    assert values(network, "Dropout", "p") == [0.25, 0.25]
    places = spans(network.layers)
    assert len({structure(network, b, places[b]) for b in places}) == 1
    added = {network.layer(la.inputs[0]).name for la in network.layers if la.kind == "Dropout"}
    assert added == {"fc2", "fc4"}


def test_that_the_layers_of_copies_keep_their_identity():
    network = edited(APART, edits.add_layer, "Dropout", "fc2")
    assert {la.id for la in APART.layers} <= {la.id for la in network.layers}


def test_that_a_removed_layer_goes_everywhere():
    network = edited(TWO, edits.remove, ["relu1"])
    assert wires(network) == (
        "input1 fc1<input1 fc2<fc1 add1<fc2,fc1 fc4<add1 add2<fc4,add1 fc3<add2 => fc3"
    )


@pytest.mark.parametrize("chosen", ["add1", "add2"])
def test_that_who_takes_the_last_layer_takes_the_new_last_one(chosen):
    network = edited(TWO, edits.add_layer, "Dropout", TWO.named(chosen).id)
    first, second = ("dropout1", "dropout2") if chosen == "add1" else ("dropout2", "dropout1")
    assert wires(network) == (
        f"input1 fc1<input1 fc2<fc1 relu1<fc2 add1<relu1,fc1 {first}<add1 fc4<{first} "
        f"relu2<fc4 add2<relu2,{first} {second}<add2 fc3<{second} => fc3"
    )


@pytest.mark.parametrize("chosen", ["add1", "add2"])
def test_that_who_takes_a_last_layer_that_goes_takes_what_remains(chosen):
    network = edited(APART, edits.remove, [APART.named(chosen).id])
    assert wires(network) == (
        "input1 fc1<input1 fc2<fc1 relu1<fc2 fc3<relu1 fc4<fc3 relu2<fc4 => relu2"
    )


def test_that_a_rail_from_a_blocks_old_end_stays_there():
    network = blocks_net("in", "b1:fc1", "b2:fc2", "relu1", "add1<relu1,fc2", copies={"b2": "b1"})
    longer = edited(network, edits.add_layer, "Dropout", "fc1")
    assert wires(longer) == (
        "input1 fc1<input1 dropout1<fc1 fc2<dropout1 dropout2<fc2 relu1<dropout2 "
        "add1<relu1,fc2 => add1"
    )


def test_that_all_of_a_block_takes_what_is_put_in_front_of_it():
    network, _ = edits.add_layer(SKIP, "Dropout", "fc1")
    assert wires(network).endswith(
        "dropout1<fc1 fc2<dropout1 relu1<fc2 add1<relu1,dropout1 fc3<add1 => fc3"
    )
    assert edits.remove(network, [network.named("dropout1").id]) == SKIP
    moved = moving.move(SKIP, "fc1", 6)
    assert wires(moved).startswith("input1 fc2<input1 relu1<fc2 add1<relu1,input1 fc3<add1 fc1")
    assert moving.move(moved, "fc1", 1) == SKIP


def test_that_a_layer_moved_inside_moves_inside_all():
    network = edited(APART, moving.move, "fc2", 4)
    assert shape(network) == "input1 fc1 | b1: relu1 fc2 add1 | fc3 | b2: relu2 fc4 add2"


def test_that_a_connection_drawn_inside_is_drawn_in_all():
    network = edited(APART, wiring.connect, "fc2", "add1")
    assert network.named("add2").inputs == (
        network.named("relu2").id,
        "fc3",
        network.named("fc4").id,
    )
    again = edited(network, wiring.disconnect, "fc1", "add1")
    assert again.named("add2").inputs == (again.named("relu2").id, again.named("fc4").id)


def test_that_a_new_rail_from_outside_leads_to_all():
    network = edited(APART, wiring.connect, "in", "add1")
    assert network.named("add2").inputs == (network.named("relu2").id, "fc3", "in")


def test_that_another_way_in_is_a_blocks_own_affair():
    network = edited(APART, wiring.connect, "in", "fc2")
    assert network.named("fc4").inputs == ("fc3",)


def test_that_grouping_inside_one_groups_inside_all():
    network = edited(APART, block_edits.group, ["fc2", "relu1"], "branch")
    assert shape(network).endswith("| b2/branch2: fc4 relu2 | b2: add2")
    assert links(network) == {"b2": "b1"}
    block = network.layer("fc2").group[1]
    assert edited(network, block_edits.ungroup, block) == APART


def test_that_a_copy_that_is_deleted_leaves_the_others_alone():
    network = edited(TWO, edits.remove, ["fc2", "relu1", "add1"])
    assert shape(network) == "input1 fc1 | b1/b1_2: fc4 relu2 add2 | fc3"


def test_that_the_same_layers_deleted_in_all_are_deleted_once():
    network = edited(APART, edits.remove, ["relu1", APART.named("relu2").id])
    assert shape(network) == "input1 fc1 | b1: fc2 add1 | fc3 | b2: fc4 add2"


def test_that_copies_of_copies_follow_through_all_levels():
    stage = TWO.layer("fc2").group[0]
    network, _ = block_edits.reuse(TWO, stage, 9)
    for name in ("fc2", "fc4", "fc5", "fc6"):
        wider = edited(network, edits.set_param, network.named(name).id, "out_features", 7)
        assert values(wider, "Linear", "out_features") == [None, 7, 7, None, 7, 7]
        longer = edited(network, edits.add_layer, "Dropout", network.named(name).id)
        assert [la.kind for la in longer.layers].count("Dropout") == 4
        assert links(longer) == links(network)


def test_that_a_block_moved_into_one_copy_stands_in_all_of_them():
    network = edited(APART, copying.copies, [APART.layer("fc3")], 3, (), ("b1",))
    assert shape(network) == "input1 fc1 | b1: fc2 fc5 relu1 add1 | fc3 | b2: fc4 fc6 relu2 add2"


def test_that_copies_that_do_not_match_are_copies_no_longer():
    odd = blocks_net("in", "b1:fc1", "b1:relu1", "b2:fc2", copies={"b2": "b1"})
    assert links(follow(odd, odd)) == {}
    pasted = odd.replace(layers=odd.layers[:1], outputs=("in",), blocks=())
    assert links(follow(pasted, odd)) == {}


def test_that_a_block_that_would_come_to_lie_in_itself_is_refused():
    stage = block_edits.repeat(SKIP, "b1", 2)
    network, copy = block_edits.reuse(stage, stage.blocks[0].id, 9)
    inner = [la.id for la in network.layers if copy in la.group][3:]
    with pytest.raises(UserError, match="can't follow this"):
        edited(network, moving.move_all, inner, 6)


def test_that_the_project_takes_the_edit_to_all_copies():
    project = Project(data=DataSpec(source=GeneratedSource(name="line")), network=APART)
    network = edits.set_param(APART, "fc2", "bias", False)
    assert edits.with_network(project, network).network.named("fc4").params == {"bias": False}
    here = edits.with_network(project, network, only_here=True)
    assert here.network.named("fc4").params == {}


def test_that_resnets_blocks_follow_one_another_through_a_stage():
    network = TEMPLATES["resnet18"].build(DataShape((3, 224, 224), "multiclass", 1000, 10_000))
    first, second = [la for la in network.layers if "stage3" in la.name and "conv2" in la.name]
    wider = edited(network, edits.set_param, second.id, "kernel_size", 5)
    assert wider.layer(first.id).params["kernel_size"] == 5
    strided = next(la for la in network.layers if la.name == "stage3_1_conv1")
    other = edited(network, edits.set_param, strided.id, "stride", 1)
    assert other.named("stage3_2_conv1") == network.named("stage3_2_conv1")
    added = edited(network, edits.add_layer, "Dropout", strided.id)
    assert [la.kind for la in added.layers].count("Dropout") == 2
    assert infer(added).problems == ()
    assert infer(added).parameters == infer(network).parameters
