"""What a network's spec holds together: blocks in one piece, and layers that are switched off."""

import pytest
import torch

from engine.build import Network, build_network
from engine.check.shapes import infer, require_valid
from engine.export.python_code import python_code
from engine.spec.component import component
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LONGEST_NAME, RESERVED_NAMES, BlockSpec, LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.text import UserError


def chain(*layers: LayerSpec, blocks: tuple[BlockSpec, ...] = ()) -> NetworkSpec:
    """Layers one after another behind an input of four features."""
    fed = [LayerSpec(id="l1", kind="Input", name="input1", params={"shape": (4,)})]
    for layer in layers:
        fed.append(layer.replace(inputs=layer.inputs or (fed[-1].id,)))
    return NetworkSpec(layers=tuple(fed), outputs=(fed[-1].id,), blocks=blocks)


def linear(number: int, *group: str, enabled: bool = True) -> LayerSpec:
    params = {"out_features": 4}
    return LayerSpec(
        id=f"l{number}",
        kind="Linear",
        name=f"fc{number}",
        params=params,
        group=group,
        enabled=enabled,
    )


def test_that_the_layers_of_a_block_are_found_by_its_id() -> None:
    outer, inner = BlockSpec(id="b1", name="stage"), BlockSpec(id="b2", name="inner")
    network = chain(linear(2, "b1"), linear(3, "b1", "b2"), linear(4), blocks=(outer, inner))
    assert [layer.id for layer in network.members("b1")] == ["l2", "l3"]
    assert [layer.id for layer in network.members("b2")] == ["l3"]
    assert network.block("b2") == inner
    assert NetworkSpec.parse(network.model_dump(mode="json")) == network


@pytest.mark.parametrize(
    ("groups", "blocks"),
    [
        ([("b1",), (), ("b1",)], [BlockSpec(id="b1", name="torn apart")]),
        ([("b1",), (), ()], []),
        ([(), (), ()], [BlockSpec(id="b1", name="empty")]),
        ([("b1",), (), ()], [BlockSpec(id="b1", name="copy of nothing", copy_of="b2")]),
        ([("b1", "b1"), (), ()], [BlockSpec(id="b1", name="in itself")]),
    ],
)
def test_that_blocks_which_can_not_be_are_refused(groups, blocks) -> None:
    layers = [linear(number, *group) for number, group in enumerate(groups, start=2)]
    taking = tuple(layer.replace(inputs=("l1",)) for layer in layers)
    with pytest.raises(UserError):
        chain().replace(layers=(*chain().layers, *taking), blocks=tuple(blocks))


def test_that_a_name_without_end_makes_no_sentence_without_end() -> None:
    network = chain(linear(2))
    stray = network.layers[1].replace(group=("x" * 20_000,))
    with pytest.raises(UserError) as refused:
        network.replace(layers=(network.layers[0], stray))
    assert "block 'xxx" in str(refused.value)
    assert len(str(refused.value)) < 400


def test_that_a_layer_never_hides_what_a_module_has() -> None:
    model = build_network(chain(linear(2)), seed=0)
    own = {name for name in {*dir(Network), *vars(model)} if not name.startswith("_")}
    assert own <= RESERVED_NAMES


def test_that_a_long_name_is_refused_for_its_length() -> None:
    linear(2).replace(name="n" * LONGEST_NAME)
    with pytest.raises(UserError) as refused:
        linear(2).replace(name="n" * (LONGEST_NAME + 1))
    assert "a name has at most 60 characters" in str(refused.value)


@pytest.mark.parametrize("name", ["spec", "steps", "layers", "inputs", "outputs", "info", "weight"])
def test_that_a_layer_may_be_called_like_what_a_network_is_made_of(name) -> None:
    network = chain(linear(2).replace(name=name))
    assert set(build_network(network, seed=0).state_dict()) == {f"{name}.weight", f"{name}.bias"}


def test_that_an_input_in_a_block_is_refused() -> None:
    with pytest.raises(UserError, match="stands in a block"):
        chain().layers[0].replace(group=("b1",))


def test_that_a_layer_that_is_switched_off_hands_its_first_input_on() -> None:
    off = linear(3, enabled=False).replace(
        params={"out_features": 9}, init={"weight": component("constant")}
    )
    network = chain(linear(2), off, linear(4))
    info = require_valid(network)
    assert info.layers["l3"].outputs == ((4,),)
    assert info.parameters == 2 * (4 * 4 + 4)
    model, x = build_network(network, seed=0), torch.randn(5, 4)
    values = model.layer_values((x,))
    assert torch.equal(values["l3"][0], values["l2"][0])
    project = Project(data=DataSpec(source=BuiltinSource(name="iris")), network=network)
    assert "self.fc3 = nn.Identity()" in str(python_code(project))


def test_that_a_layer_that_is_switched_off_works_whatever_its_settings_are() -> None:
    clashing = {"padding": "same", "stride": 2}
    conv = LayerSpec(id="l2", kind="Conv2d", name="conv1", params=clashing, enabled=False)
    assert require_valid(chain(conv)).outputs == {"l2": (4,)}


def test_that_a_merge_that_is_switched_off_takes_only_its_first_input() -> None:
    add = LayerSpec(id="l3", kind="Add", name="add1", inputs=("l2", "l1"), enabled=False)
    network = chain(linear(2), add)
    model, x = build_network(network, seed=0), torch.randn(5, 4)
    values = model.layer_values((x,))
    assert torch.equal(values["l3"][0], values["l2"][0])


def test_that_switching_off_what_others_can_not_do_without_is_a_problem_of_theirs() -> None:
    flatten = LayerSpec(
        id="l2", kind="Linear", name="fc2", params={"out_features": 3}, enabled=False
    )
    add = LayerSpec(id="l4", kind="Add", name="add1", inputs=("l3", "l2"))
    network = chain(flatten, linear(3).replace(params={"out_features": 3}), add)
    assert [problem.layer_id for problem in infer(network).problems] == ["l4"]


@pytest.mark.parametrize("layer_id", ["x", "loss"])
def test_that_no_layer_has_the_id_of_a_card_of_the_step(layer_id: str) -> None:
    with pytest.raises(ValueError, match="a step's own card"):
        chain(linear(2).replace(id=layer_id))
    only = LayerSpec(id="x", kind="Input", name="input1", params={"shape": (4,)})
    assert NetworkSpec(layers=(only,), outputs=("x",)).inputs == (only,)
    other = only.replace(id="l2", name="input2")
    with pytest.raises(ValueError, match="a step's own card"):
        NetworkSpec(layers=(only, other), outputs=("x",))
