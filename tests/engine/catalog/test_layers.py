"""Every declared layer against the torch module it names; no layer is listed here by hand."""

import inspect
import json
import warnings

import pytest
import torch
from torch import nn
from torch.func import functional_call

from engine.catalog.kind import LayerKind, ShapeError
from engine.catalog.layers import GROUPS, LAYERS, layer_kind
from engine.spec.network import LayerSpec
from engine.text import UserError
from tests.engine.catalog.samples import SAMPLES, build, given, resolve, sample_id

REAL_LAYERS = [kind for kind in LAYERS.values() if kind.target]
samples = pytest.mark.parametrize("sample", SAMPLES, ids=sample_id)
layers = pytest.mark.parametrize("kind", REAL_LAYERS, ids=lambda k: k.name)


@layers
def test_that_each_layer_has_samples_and_says_what_it_is(kind: LayerKind) -> None:
    assert any(sample[0] is kind for sample in SAMPLES)
    assert kind.group in GROUPS
    assert kind.stem.isidentifier()
    assert kind.formula
    assert kind.doc.endswith(".")
    assert "\n" not in kind.doc


@samples
def test_that_shapes_and_weights_are_those_of_torch(sample) -> None:
    kind, params, inputs = sample
    with torch.device("meta"):
        layer = build(kind, params, inputs)
        result = layer(*(torch.empty(3, *shape, dtype=torch.float64) for shape in inputs))
    assert (tuple(result.shape[1:]),) == kind.out_shapes(params, inputs)
    if isinstance(layer, nn.Module):
        weights = {name: tuple(p.shape) for name, p in layer.named_parameters()}
        buffers = {name: tuple(b.shape) for name, b in layer.named_buffers()}
    else:
        weights = buffers = {}
    assert kind.weights(params, inputs) == weights
    assert kind.buffers(params, inputs) == buffers


@layers
def test_that_gradients_equal_finite_differences(kind: LayerKind) -> None:
    """With regard to inputs and weights; what is drawn at random is drawn alike each time."""
    _, params, inputs = next(s for s in SAMPLES if s[0] is kind)
    layer = build(kind, params, inputs)
    x = given(kind, params, inputs)
    weights = dict(layer.named_parameters()) if isinstance(layer, nn.Module) else {}

    def outputs(*values: torch.Tensor) -> torch.Tensor:
        torch.manual_seed(4)
        taken, learnt = values[: len(x)], values[len(x) :]
        if not isinstance(layer, nn.Module):
            return layer(*taken)
        return functional_call(layer, dict(zip(weights, learnt, strict=True)), taken)

    assert torch.autograd.gradcheck(outputs, (*x, *weights.values()), fast_mode=True)


@samples
def test_that_parameters_survive_json(sample) -> None:
    kind, params, _inputs = sample
    spec = LayerSpec(id="l1", kind=kind.name, name="layer", params=dict(params))
    read = LayerSpec.parse(json.loads(json.dumps(spec.model_dump(mode="json"))))
    assert kind.values(read.params) == params


@samples
def test_that_card_and_help_can_be_written_for_each_sample(sample) -> None:
    kind, params, inputs = sample
    assert (kind.summary(params, inputs) if kind.summary else kind.label).startswith(kind.name)
    if kind.explain:
        assert str(kind.explain(params, inputs)).endswith(".")


@layers
def test_that_what_code_leaves_out_is_torchs_own_default(kind: LayerKind) -> None:
    if kind.call == "function":
        return  # torch's built-in functions have no signature; their arguments are all explicit
    _, params, inputs = next(s for s in SAMPLES if s[0] is kind)
    signature = inspect.signature(resolve(kind)).parameters
    arguments = kind.arguments(params, inputs)
    assert list(arguments)[: kind.positional] == list(signature)[: kind.positional]
    for name in list(arguments)[kind.positional :]:
        if name not in kind.explicit:
            assert signature[name].default == kind.field(name).default


@pytest.mark.parametrize(
    ("name", "params", "inputs", "message"),
    [
        (
            "Conv2d",
            {"kernel_size": 5},
            [(1, 3, 3)],
            "The kernel of Conv2d is 5×5, but the input is only 3×3. Choose a smaller "
            "kernel_size, more padding, or fewer pooling layers before it.",
        ),
        (
            "Conv2d",
            {"kernel_size": 3, "dilation": 4},
            [(1, 8, 8)],
            "The kernel of Conv2d reaches over 9×9 with its dilation, but the input is only 8×8. "
            "Choose a smaller kernel_size or dilation, or more padding.",
        ),
        (
            "Conv2d",
            {},
            [(64,)],
            "Conv2d needs channels × height × width, but gets 64. Put a Reshape before it.",
        ),
        (
            "Conv2d",
            {"groups": 3},
            [(4, 8, 8)],
            "Conv2d can't split 4 in_channels into 3 groups of equal size. Choose groups that "
            "divide both in_channels and out_channels.",
        ),
        (
            "Conv1d",
            {"padding": 6, "padding_mode": "reflect"},
            [(2, 6)],
            "Conv1d with padding_mode reflect can't pad 6 around a size of 6. Choose less padding "
            "or padding_mode zeros.",
        ),
        (
            "MaxPool2d",
            {"kernel_size": 4},
            [(8, 2, 2)],
            "The kernel of MaxPool2d is 4×4, but the input is only 2×2. Choose a smaller "
            "kernel_size, more padding, or fewer pooling layers before it.",
        ),
        (
            "LPPool3d",
            {"ceil_mode": True},
            [(9, 5, 1, 8)],
            "The kernel of LPPool3d is 2×2×2, but the input is only 5×1×8. Choose a smaller "
            "kernel_size, more padding, or fewer pooling layers before it.",
        ),
        (
            "Reshape",
            {"shape": [1, 8, 8]},
            [(63,)],
            "Reshape is set to 1×8×8, which takes 64 numbers, but gets 63 a sample. Choose sizes "
            "whose product is 63.",
        ),
        (
            "Unflatten",
            {"unflattened_size": [-1, 8]},
            [(63,)],
            "Unflatten is set to −1×8, which takes a multiple of 8 numbers, but gets 63 a sample. "
            "Choose sizes whose product divides 63.",
        ),
        (
            "Add",
            {},
            [(16, 28, 28), (8, 28, 28)],
            "Add needs inputs of equal shape: the first is 16×28×28, but input 2 is 8×28×28. "
            "Change the layers before it, or join them by Concat.",
        ),
        (
            "Concat",
            {},
            [(16, 28, 28), (8, 28, 28), (4, 14, 14)],
            "Concat along dimension 0 needs inputs that are equal in all others: the first is "
            "16×28×28, but input 3 is 4×14×14. Change dim, or the layers before it.",
        ),
        (
            "Softmax",
            {"dim": 1},
            [(10,)],
            "Softmax has dim 1, but its input 10 has only 1 dimensions (counted from 0, without "
            "the batch).",
        ),
        (
            "BatchNorm1d",
            {},
            [(3, 8, 8)],
            "BatchNorm1d needs features, or channels × length, but gets 3×8×8. Use BatchNorm2d, "
            "or put a Reshape before it.",
        ),
        (
            "LayerNorm",
            {"normalized_shape": [7]},
            [(8,)],
            "LayerNorm is set to 7, but gets 8. normalized_shape must be the last sizes of its "
            "input; leave it empty for the last one.",
        ),
        (
            "InstanceNorm2d",
            {},
            [(3, 1, 1)],
            "InstanceNorm2d needs more than one number a channel, but gets 3×1×1. Use a "
            "LayerNorm, or less pooling before it.",
        ),
        (
            "GroupNorm",
            {},
            [(6, 8, 8)],
            "GroupNorm can't split 6 channels into 4 groups of equal size. Choose num_groups that "
            "divides 6.",
        ),
        (
            "LocalResponseNorm",
            {},
            [(8,)],
            "LocalResponseNorm needs channels × length or more dimensions, but gets 8. Use "
            "LayerNorm, or put a Reshape before it.",
        ),
        (
            "ConvTranspose2d",
            {"padding": 4},
            [(3, 2, 2)],
            "ConvTranspose2d makes 2×2 larger, but its padding cuts off all of it. Choose less "
            "padding or a larger kernel_size.",
        ),
        (
            "Conv3d",
            {},
            [(1, 28, 28)],
            "Conv3d needs channels × depth × height × width, but gets 1×28×28. Put a Reshape "
            "before it.",
        ),
        (
            "GLU",
            {},
            [(4, 7)],
            "GLU halves dimension 1, but its input 4×7 has 7 there, which is odd. Choose an even "
            "size in the layer before it, or another dim.",
        ),
        (
            "FeatureAlphaDropout",
            {},
            [()],
            "FeatureAlphaDropout needs channels, but gets a single number. Use AlphaDropout.",
        ),
        (
            "LSTM",
            {},
            [(1, 28, 28)],
            "LSTM needs steps × features, but gets 1×28×28. Put a Reshape or a Permute before it, "
            "or set output of the layer before it to sequence.",
        ),
        (
            "MultiheadAttention",
            {},
            [(5, 6)],
            "MultiheadAttention can't split 6 features among 4 heads. Choose a number of heads "
            "that divides 6.",
        ),
        (
            "MultiheadAttention",
            {},
            [(5, 8), (6, 8), (7, 8)],
            "MultiheadAttention needs a value for each key, but gets keys 6×8 and values 7×8. Give "
            "both the same number of steps.",
        ),
        (
            "Matmul",
            {},
            [(4, 8), (4, 8)],
            "Matmul needs rows × n and n × columns with the same sizes before them, but gets 4×8 "
            "and 4×8. Put a Permute before one of them.",
        ),
        (
            "Bilinear",
            {},
            [(4, 8), (5, 8)],
            "Bilinear needs two inputs that are equal in all but their last size, but gets 4×8 and "
            "5×8. Put a Flatten or a Reshape before one of them.",
        ),
        (
            "Select",
            {"index": 4},
            [(4, 8)],
            "Select takes place 4 of dimension 0, but its input 4×8 has only 4 there (counted from "
            "0).",
        ),
        (
            "Permute",
            {},
            [(4, 8, 8)],
            "Permute names 2 dimensions, but its input 4×8×8 has 3. Name each of them once, "
            "counted from 0.",
        ),
        (
            "Pad",
            {"pad": [9, 0], "mode": "reflect"},
            [(4, 8)],
            "Pad in mode reflect can add at most 7 around a size of 8. Choose less, or mode "
            "constant.",
        ),
        (
            "PixelShuffle",
            {},
            [(3, 8, 8)],
            "PixelShuffle needs channels that 4 divides, but gets 3. Choose another "
            "upscale_factor, or change the layer before it.",
        ),
        (
            "Upsample",
            {"mode": "linear"},
            [(3, 8, 8)],
            "Upsample in mode linear needs channels × length, but gets 3×8×8. Choose another mode, "
            "or put a Reshape before it.",
        ),
        (
            "Flatten",
            {"start_dim": 2, "end_dim": 1},
            [(3, 8, 8)],
            "Flatten goes from dimension 2 to 1 of 3×8×8, which is backwards. Choose a start_dim "
            "that comes first.",
        ),
    ],
)
def test_that_a_layer_that_does_not_fit_says_so(name, params, inputs, message) -> None:
    kind = layer_kind(name)
    with pytest.raises(ShapeError) as error:
        kind.out_shapes(kind.values(params), tuple(inputs))
    assert str(error.value) == message
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns before it fails
        assert fails_in_torch(kind, params, tuple(inputs))


def fails_in_torch(kind: LayerKind, params, inputs) -> bool:
    """Whether torch refuses the same, were the declaration not to."""
    values = dict(kind.values(params))
    if kind.name == "Reshape":
        arguments = {"shape": (-1, *values["shape"])}
    elif kind.name == "LayerNorm":
        arguments = values
    else:
        arguments = kind.arguments(values, inputs)
    given = [torch.ones(2, *shape) for shape in inputs]
    try:
        target = resolve(kind)
        if kind.call == "class":
            target(**arguments)(*given)
        elif kind.merge == "list":
            target(given, **arguments)
        else:
            target(*given, **arguments)
    except (RuntimeError, ValueError, IndexError, AssertionError):
        return True
    return False


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        (
            "Conv2d",
            {"padding": "same", "stride": 2},
            "Conv2d: padding same needs stride 1. Choose a number for padding instead.",
        ),
        ("MaxPool2d", {"padding": 2}, "MaxPool2d: padding must be at most half of kernel_size."),
        (
            "MaxPool2d",
            {"padding": 2, "dilation": 3},
            "MaxPool2d: padding must be at most half of kernel_size.",
        ),
        (
            "LPPool2d",
            {"norm_type": 3},
            "LPPool2d: norm_type must be 1 or even: odd roots of negative sums are no numbers.",
        ),
        (
            "ConvTranspose1d",
            {"output_padding": 2},
            "ConvTranspose1d: output_padding must be below stride or dilation.",
        ),
        (
            "GRU",
            {"dropout": 0.2},
            "GRU: dropout acts between layers: it needs num_layers of at least 2.",
        ),
        (
            "Permute",
            {"dims": [0, 2]},
            "Permute: dims must hold each dimension once, counted from 0.",
        ),
        ("RReLU", {"lower": 0.5}, "RReLU: lower must not be above upper."),
        ("Hardtanh", {"min_val": 2}, "Hardtanh: min_val must be below max_val."),
        (
            "Reshape",
            {"shape": [-1, -1]},
            "Reshape: shape needs sizes of at least 1; one of them may be −1, which means the rest.",
        ),
        (
            "Linear",
            {"out_feature": 3},
            "Linear has no parameter “out_feature”. It has: bias, out_features.",
        ),
    ],
)
def test_that_values_which_do_not_go_together_are_refused(name, params, message) -> None:
    with pytest.raises(UserError) as error:
        layer_kind(name).values(params)
    assert str(error.value) == message


def test_that_cards_read_as_in_the_pictures() -> None:
    def summary(name: str, shape: tuple[int, ...], **params: object) -> str:
        kind = layer_kind(name)
        assert kind.summary is not None
        return kind.summary(kind.values(params), (shape,))

    assert summary("Conv2d", (1, 28, 28), padding="same") == "Conv2d 1→16, 3×3"
    assert summary("MaxPool2d", (16, 28, 28)) == "MaxPool2d 2×2"
    assert summary("Dropout", (64,), p=0.25) == "Dropout p=0.25"
    assert summary("Linear", (3136,), out_features=64) == "Linear 3136→64"
    conv = layer_kind("Conv2d")
    assert conv.explain is not None
    about = conv.explain(conv.values({}), ((16, 28, 28),))
    assert str(about) == "Slides 16 kernels of 3×3 over 16 channels."


def test_that_the_small_cnn_of_the_tutorial_has_its_counts() -> None:
    def weights(name: str, shape: tuple[int, ...], **params: object) -> int:
        kind = layer_kind(name)
        found = kind.weights(kind.values(params), (shape,))
        return sum(torch.Size(s).numel() for s in found.values())

    conv = layer_kind("Conv2d")
    assert conv.out_shapes(conv.values({"out_channels": 6}), ((1, 32, 32),)) == ((6, 30, 30),)
    assert weights("Conv2d", (1, 32, 32), out_channels=6) == 60
    assert weights("Conv2d", (6, 30, 30), out_channels=16) == 880
    assert weights("Linear", (12544,), out_features=512) == 6_423_040


def test_that_an_unknown_layer_is_named() -> None:
    with pytest.raises(UserError, match="There is no layer called “Conv4d”"):
        layer_kind("Conv4d")


@pytest.mark.parametrize(
    "inputs",
    [
        ((4, 6, 5), (4, 1, 1)),
        ((1, 1), (3, 1), (1, 7)),
        ((3, 1), (1, 2), (3, 2)),
        ((2,), (2,), (2,)),
        ((1, 1), (3, 1), (2, 1)),
        ((4, 6), (4,)),
        ((4, 6, 5), (4, 2, 5)),
        ((), (1,)),
    ],
)
def test_that_a_product_stretches_sizes_of_one_as_torch_does(inputs) -> None:
    kind = layer_kind("Multiply")
    try:
        expected = torch.broadcast_shapes(*inputs)
    except RuntimeError:
        expected = None
    if expected is None or len({len(shape) for shape in inputs}) > 1:
        # Shapes of other lengths would be stretched along the batch.
        with pytest.raises(ShapeError, match="or 1 where they differ"):
            kind.out_shapes({}, inputs)
    else:
        assert kind.out_shapes({}, inputs) == (tuple(expected),)


@pytest.mark.parametrize("name", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_that_the_last_step_is_the_state_that_each_direction_ends_with(name, bidirectional) -> None:
    kind = layer_kind(name)
    params = kind.values({"hidden_size": 3, "num_layers": 2, "bidirectional": bidirectional})
    layer = build(kind, params, ((5, 4),))
    plain = getattr(nn, name)(
        4, 3, num_layers=2, bidirectional=bidirectional, batch_first=True
    ).double()
    plain.load_state_dict(layer.state_dict())
    x = torch.randn(2, 5, 4, dtype=torch.float64)
    state = plain(x)[1]
    last = state[0] if name == "LSTM" else state
    ends = torch.cat(list(last[-2:] if bidirectional else last[-1:]), dim=1)
    assert torch.equal(layer(x), ends)


def test_that_an_embedding_says_which_numbers_it_takes() -> None:
    kind = layer_kind("Embedding")
    layer = build(kind, kind.values({"num_embeddings": 5}), ((2,),))
    with pytest.raises(IndexError, match="of 5 entries takes the numbers 0 to 4, but got 1 to 7"):
        layer(torch.tensor([[1.0, 7.0]]))
