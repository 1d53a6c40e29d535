"""Every declared layer against the torch module it names; no layer is listed here by hand."""

import inspect
import json

import pytest
import torch
from torch import nn
from torch.func import functional_call

from engine.catalog.kind import LayerKind, ShapeError
from engine.catalog.layers import GROUPS, LAYERS, layer_kind
from engine.spec.network import LayerSpec
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
