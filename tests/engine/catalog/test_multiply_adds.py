"""Multiplications of a forward pass: torch's own counter for every layer, and published networks."""

import pytest
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from engine import edits
from engine.catalog.kind import LayerKind, Params, Shapes
from engine.catalog.layers import layer_kind
from engine.catalog.templates import TEMPLATES, DataShape
from engine.check.shapes import infer, require_valid
from tests.engine.catalog.samples import SAMPLES, build, given, sample_id

BATCH = 3
IMAGENET = DataShape((3, 224, 224), "multiclass", 1000, 1_281_167)


def declared(kind: LayerKind, params: Params, inputs: Shapes) -> int:
    return kind.multiply_adds(params, inputs, kind.out_shapes(params, inputs))


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_id)
def test_that_a_layer_multiplies_as_often_as_torch_counts(sample) -> None:
    kind, params, inputs = sample
    layer = build(kind, params, inputs)
    # The counter knows attention only as the two products that it is made of.
    with FlopCounterMode(display=False) as counter, sdpa_kernel(SDPBackend.MATH):
        layer(*given(kind, params, inputs, BATCH))
    # A multiply-add is two floating-point operations.
    assert declared(kind, params, inputs) * BATCH * 2 == counter.get_total_flops()


def test_that_a_linear_layer_is_counted_at_each_place_of_a_sequence() -> None:
    kind = layer_kind("Linear")
    assert declared(kind, kind.values({"out_features": 7}), ((5,),)) == 35
    assert declared(kind, kind.values({"out_features": 7}), ((2, 3, 5),)) == 6 * 35


def test_that_groups_divide_the_work_of_a_convolution() -> None:
    kind = layer_kind("Conv2d")
    plain = {"out_channels": 32, "padding": "same"}
    assert declared(kind, kind.values(plain), ((16, 10, 12),)) == 10 * 12 * 32 * 16 * 9
    depthwise = kind.values({**plain, "groups": 16})
    assert declared(kind, depthwise, ((16, 10, 12),)) == 10 * 12 * 32 * 9


#: By hand, layer by layer: places × kernels × channels × kernel size, then the fully connected part.
ALEXNET = (
    55 * 55 * 64 * 3 * 121
    + 27 * 27 * 192 * 64 * 25
    + 13 * 13 * (384 * 192 + 256 * 384 + 256 * 256) * 9
    + (9216 * 4096 + 4096 * 4096 + 4096 * 1000)
)
VGG11 = (
    9 * (224**2 * 64 * 3 + 112**2 * 128 * 64 + 56**2 * (256 * 128 + 256 * 256))
    + 9 * (28**2 * (512 * 256 + 512 * 512) + 14**2 * 2 * 512 * 512)
    + (25088 * 4096 + 4096 * 4096 + 4096 * 1000)
)
RESNET18 = (
    112**2 * 64 * 3 * 49
    + 9 * 56**2 * 4 * 64 * 64
    + sum(
        size**2 * (9 * (wide * wide // 2 + 3 * wide * wide) + wide * wide // 2)
        for size, wide in ((28, 128), (14, 256), (7, 512))
    )
    + 512 * 1000
)


@pytest.mark.parametrize(
    ("template", "by_hand", "published"),
    [("alexnet", ALEXNET, 0.71e9), ("vgg11", VGG11, 7.61e9), ("resnet18", RESNET18, 1.81e9)],
)
def test_that_a_network_costs_what_is_published(
    template: str, by_hand: int, published: float
) -> None:
    """Published: the GFLOPS (of multiply-adds) in torchvision's table of pretrained weights."""
    network = TEMPLATES[template].build(IMAGENET)
    assert require_valid(network).multiply_adds == by_hand
    assert by_hand == pytest.approx(published, rel=0.01)


def test_that_a_layer_that_is_switched_off_costs_nothing() -> None:
    network = TEMPLATES["mlp"].build(DataShape((5,), "regression", 1, 100))
    (linear,) = (layer for layer in network.layers if layer.name == "fc1")
    off = edits.replace_layer(network, linear.replace(enabled=False))
    assert infer(network).layers[linear.id].multiply_adds == 5 * 16
    assert infer(off).layers[linear.id].multiply_adds == 0
