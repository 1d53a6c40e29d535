"""A block goes into a network at any place, keeps the shape it finds there, and learns."""

import pytest
import torch

from engine.build import build_network
from engine.catalog.templates import TEMPLATES, DataShape, mlp
from engine.catalog.templates.blocks import BLOCKS, BlockTemplate
from engine.check.shapes import require_valid
from engine.edits import add_layer, set_param, with_network
from engine.insertion import insert_block
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.network import NetworkSpec, check_name
from engine.spec.project import Project
from engine.text import UserError
from tests.engine.export.test_module_code import assert_equal_networks

blocks = pytest.mark.parametrize("block", BLOCKS.values(), ids=lambda block: block.name)
SHAPES = ((7,), (16, 12), (3, 5), (1, 4, 4), (3, 8, 6), (32, 9, 9))
#: An inception block has four branches, and a head of a sequence gives one row of numbers.
OWN_SHAPES = {
    "inception": lambda shape: (max(shape[0], 8), *shape[1:]),
    "gru_head": lambda shape: (64,),
}


def taken(block: BlockTemplate) -> list[tuple[int, ...]]:
    return [shape for shape in SHAPES if len(shape) in block.takes]


def picture_network() -> NetworkSpec:
    return TEMPLATES["cnn"].build(DataShape((2, 12, 12), "multiclass", 3, 500))


@blocks
def test_that_a_block_keeps_the_shape_it_finds(block: BlockTemplate) -> None:
    assert taken(block)
    for shape in taken(block):
        info = require_valid(block.build(shape, "here"))
        expected = OWN_SHAPES.get(block.name, tuple)(shape)
        assert list(info.outputs.values()) == [expected], shape


@blocks
def test_that_a_block_stands_under_one_name(block: BlockTemplate) -> None:
    network = block.build(taken(block)[0], "here")
    (whole,) = network.blocks
    assert whole.name == "here"
    assert network.members(whole.id) == network.layers[1:]
    for layer in network.layers[1:]:
        check_name(layer.name)
        assert layer.name.startswith("here_")


@blocks
def test_that_the_gradient_reaches_every_weight_of_a_block(block: BlockTemplate) -> None:
    for shape in taken(block):
        module = build_network(block.build(shape, "here"), seed=2)
        x = torch.randn((6, *shape), generator=torch.Generator().manual_seed(5))
        (given,) = module(x)
        (
            given * torch.randn(given.shape, generator=torch.Generator().manual_seed(6))
        ).sum().backward()
        for name, weight in module.named_parameters():
            assert weight.grad is not None, (shape, name)
            assert weight.grad.isfinite().all(), (shape, name)


@blocks
def test_that_the_exported_code_of_a_block_is_the_same(block: BlockTemplate) -> None:
    shape = taken(block)[-1]
    assert_equal_networks(block.build(shape, "here"), [shape])


@blocks
def test_that_a_block_says_what_it_needs(block: BlockTemplate) -> None:
    with pytest.raises(UserError, match=f"{block.title} needs .*, but the shape here is 2×3×4×5"):
        block.build((2, 3, 4, 5), "here")


def test_that_blocks_have_the_weights_that_their_papers_give() -> None:
    def count(name: str, *shape: int) -> int:
        return require_valid(BLOCKS[name].build(shape, "here")).parameters

    # Hu et al.: 2·C²/r weights, and biases as torchvision has them.
    assert count("squeeze", 64, 7, 7) == 2 * 64 * 64 // 16 + 64 // 16 + 64
    # Howard et al.: 9·C for the kernels and C² for the mixture, each with its normalisation.
    assert count("separable", 32, 7, 7) == 9 * 32 + 32 * 32 + 2 * 2 * 32
    # He et al., figure 5 right: 1×1 of 64, 3×3 of 64, 1×1 of 256.
    convolutions = 256 * 64 + 9 * 64 * 64 + 64 * 256
    assert count("bottleneck", 256, 7, 7) == convolutions + 2 * (64 + 64 + 256)
    # Vaswani et al.: 4·d² for the attention and 8·d² for an MLP of 4·d.
    assert count("transformer", 10, 64) == 12 * 64 * 64 + (4 + 4 + 1) * 64 + 4 * 64
    assert count("gru_head", 10, 20) == 3 * 64 * (20 + 64 + 2)
    assert count("residual", 64, 7, 7) == 2 * (9 * 64 * 64 + 2 * 64)


def test_that_a_block_goes_below_a_card_into_the_chain() -> None:
    before = picture_network()
    above, below = before.layers[3], before.layers[4]
    network, ids = insert_block(before, BLOCKS["residual"], after=above.id)
    require_valid(network)
    first, last = network.layer(ids[0]), network.layer(ids[-1])
    assert first.inputs == (above.id,)
    assert network.layer(below.id).inputs == (last.id,)
    assert [network.layer(i).group for i in ids] == [(network.blocks[0].id,)] * len(ids)
    assert network.layers[4].id == ids[0]
    untouched = [layer.id for layer in network.layers if layer.id not in ids]
    assert untouched == [layer.id for layer in before.layers]


def test_that_a_second_block_gets_other_names() -> None:
    network = picture_network()
    for _ in range(3):
        network, _ids = insert_block(network, BLOCKS["squeeze"], after=network.layers[1].id)
    assert sorted(block.name for block in network.blocks) == ["squeeze1", "squeeze2", "squeeze3"]
    require_valid(network)


def test_that_a_block_at_the_end_becomes_the_output() -> None:
    network, ids = insert_block(mlp(DataShape((4,), "regression", 6, 50)), BLOCKS["residual"])
    assert network.outputs == (ids[-1],)
    assert list(require_valid(network).outputs.values()) == [(6,)]


def test_that_a_block_inside_a_block_belongs_to_it() -> None:
    before = TEMPLATES["vgg11"].build(DataShape((3, 32, 32), "multiclass", 10, 500))
    stage = before.blocks[2]
    inside = before.members(stage.id)[1]
    network, ids = insert_block(before, BLOCKS["separable"], after=inside.id)
    require_valid(network)
    assert {network.layer(i).group[0] for i in ids} == {stage.id}
    border = before.members(stage.id)[-1]
    network, ids = insert_block(before, BLOCKS["separable"], after=border.id)
    require_valid(network)
    assert all(len(network.layer(i).group) == 1 for i in ids)
    assert stage.id not in {network.layer(i).group[0] for i in ids}


def test_that_a_block_needs_a_network_that_works_so_far() -> None:
    with pytest.raises(UserError, match="above the input"):
        insert_block(NetworkSpec(layers=(), outputs=()), BLOCKS["residual"])
    broken = set_param(picture_network(), "l2", "padding", 0)
    broken = set_param(broken, "l2", "kernel_size", 99)
    broken, last = add_layer(broken, "ReLU")
    with pytest.raises(UserError, match="Mend what is wrong"):
        insert_block(broken, BLOCKS["residual"], after=last)
    with pytest.raises(UserError, match="needs channels × height × width"):
        insert_block(picture_network(), BLOCKS["inception"])


def test_that_a_block_put_into_one_copy_goes_into_the_others() -> None:
    network = TEMPLATES["resnet18"].build(DataShape((1, 8, 8), "multiclass", 10, 1797))
    project = Project(data=DataSpec(source=GeneratedSource(name="moons")), network=network)
    edited, _ids = insert_block(network, BLOCKS["squeeze"], network.named("stage1_1_bn2").id)
    after = with_network(project, edited).network
    require_valid(after)
    for copy in ("stage1_1", "stage1_2"):
        (block,) = (block for block in after.blocks if block.name == copy)
        kinds = [layer.kind for layer in after.members(block.id)]
        assert kinds.count("Multiply") == 1
        (add,) = (layer for layer in after.members(block.id) if layer.kind == "Add")
        assert after.layer(add.inputs[0]).kind == "Multiply"
