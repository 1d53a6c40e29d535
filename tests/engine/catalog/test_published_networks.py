"""Templates named after a paper are the network of that paper."""

import pytest
import torch

from engine.build import build_network
from engine.catalog.templates import TEMPLATES, DataShape, lenet5
from engine.catalog.templates.attention import mixer, vit
from engine.catalog.templates.reconstruction import unet
from engine.check.shapes import infer, require_valid

IMAGENET = DataShape((3, 224, 224), "multiclass", 1000, 1_281_167)


@pytest.mark.parametrize(
    ("template", "published"),
    [("alexnet", 61_100_840), ("vgg11", 132_863_336), ("resnet18", 11_689_512)],
)
def test_that_a_network_has_its_published_number_of_parameters(
    template: str, published: int
) -> None:
    network = TEMPLATES[template].build(IMAGENET)
    assert require_valid(network).parameters == published
    with torch.device("meta"):
        module = build_network(network, seed=0)
        (given,) = module(torch.empty(2, 3, 224, 224))
    assert sum(parameter.numel() for parameter in module.parameters()) == published
    assert given.shape == (2, 1000)


def test_that_the_published_transformer_and_mixer_come_out_of_the_general_ones() -> None:
    shape, classes = IMAGENET.shape, IMAGENET.outputs
    base = vit(shape, classes, patch=16, width=768, depth=12, heads=12, hidden=3072)
    assert require_valid(base).parameters == 86_567_656
    mixed = mixer(shape, classes, patch=16, width=768, depth=12, steps=384, features=3072)
    assert require_valid(mixed).parameters == 59_880_472
    for network in (base, mixed):
        with torch.device("meta"):
            module = build_network(network, seed=0)
            (given,) = module(torch.empty(2, *shape))
        assert given.shape == (2, classes)


def test_that_the_temporal_cnn_has_the_published_layers() -> None:
    network = TEMPLATES["temporal_cnn"].build(DataShape((96, 2), "multiclass", 5, 9_000))
    convolutions = 8 * 2 * 128 + 5 * 128 * 256 + 3 * 256 * 128
    norms, last = 2 * (128 + 256 + 128), 128 * 5 + 5
    assert require_valid(network).parameters == convolutions + norms + last


@pytest.mark.parametrize(("template", "gates"), [("gru", 3), ("lstm", 4)])
def test_that_a_recurrent_network_has_a_matrix_a_gate(template: str, gates: int) -> None:
    network = TEMPLATES[template].build(DataShape((30, 6), "multiclass", 4, 9_000))
    state = 128
    counted = gates * (state * 6 + state * state + 2 * state) + state * 4 + 4
    assert require_valid(network).parameters == counted


def test_that_lenet_has_its_published_size() -> None:
    for shape in ((1, 28, 28), (1, 32, 32)):
        network = lenet5(DataShape(shape, "multiclass", 10, 60_000))
        assert require_valid(network).parameters == 61_706


def test_that_the_published_unet_comes_out_of_the_general_one() -> None:
    network = unet((1, 576, 576), outputs=2, base=64, depth=4)
    info = require_valid(network)
    # Figure 1 of the paper, from the input to the output: kernel, channels in, channels out.
    layers = [(3, 1, 64), (3, 64, 64)]
    for channels in (128, 256, 512, 1024):
        layers += [(3, channels // 2, channels), (3, channels, channels)]
    for channels in (512, 256, 128, 64):
        layers += [
            (2, 2 * channels, channels),
            (3, 2 * channels, channels),
            (3, channels, channels),
        ]
    layers.append((1, 64, 2))
    found = []
    for layer in network.layers:
        known = info.layers[layer.id]
        if known.weights:
            kernel = known.params["kernel_size"]
            found.append((kernel, known.inputs[0][0], known.outputs[0][0]))
    assert len(found) == 23  # “in total the network has 23 convolutional layers”, 4 of them upwards
    assert found == layers
    weights = sum(kernel**2 * given * made + made for kernel, given, made in layers)
    assert info.parameters == weights == 31_030_658
    assert list(info.outputs.values()) == [(2, 576, 576)]


def test_that_resnet_reads_as_a_stem_four_stages_and_a_head() -> None:
    network = TEMPLATES["resnet18"].build(IMAGENET)
    outermost = list(dict.fromkeys(layer.group[:1] for layer in network.layers))
    assert outermost[0] == ()
    rows = [network.block(block_id).name for (block_id,) in outermost[1:]]
    assert rows == ["stem", "stage1", "stage2", "stage3", "stage4", "head"]
    info = infer(network)
    shapes = {
        network.block(block_id).name: info.layers[network.members(block_id)[-1].id].outputs[0]
        for (block_id,) in outermost[1:]
    }
    assert shapes == {
        "stem": (64, 56, 56),
        "stage1": (64, 56, 56),
        "stage2": (128, 28, 28),
        "stage3": (256, 14, 14),
        "stage4": (512, 7, 7),
        "head": (1000,),
    }


def test_that_the_second_block_of_a_resnet_stage_is_a_copy_of_the_first() -> None:
    network = TEMPLATES["resnet18"].build(IMAGENET)
    for stage in range(1, 5):
        blocks = {block.name: block for block in network.blocks}
        first, second = blocks[f"stage{stage}_1"], blocks[f"stage{stage}_2"]
        assert second.copy_of == first.id
        mine, other = network.members(first.id), network.members(second.id)
        assert [layer.kind for layer in mine] == [layer.kind for layer in other]
        assert [layer.name.replace("_1_", "_2_", 1) for layer in mine] == [la.name for la in other]
        projected = [layer.enabled for layer in mine if "shortcut" in layer.name]
        assert projected == [stage > 1] * 2
        assert not any(layer.enabled for layer in other if "shortcut" in layer.name)
        assert mine[0].params["stride"] == (1 if stage == 1 else 2)
