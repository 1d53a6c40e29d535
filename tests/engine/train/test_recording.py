"""What a layer computes, operation by operation, is what it computes at once: forwards and backwards."""

import copy
import warnings

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from engine.train.flow import flow_back
from engine.train.operations import operations, record
from engine.train.recording import CannotRecord, recorded
from tests.engine.catalog.samples import SAMPLES, build, given, sample_id

#: The first and the last variant of each kind, and all of those with kernels that do many things.
LARGE = {"RNN", "LSTM", "GRU", "MultiheadAttention", "TransformerEncoderLayer"}
FEW = [
    sample
    for number, sample in enumerate(SAMPLES)
    if sample[0].name in LARGE
    or sample[0].name != SAMPLES[number - 1][0].name
    or sample[0].name != SAMPLES[(number + 1) % len(SAMPLES)][0].name
]


def names(recording):
    return [step.name for step in recording.steps]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["float32", "float64"])
@pytest.mark.parametrize("sample", FEW, ids=sample_id)
def test_that_a_layer_gives_the_same_when_recorded(sample, dtype):
    kind, _, _ = sample
    torch.manual_seed(1)
    layer = build(*sample)
    x = [t.detach().to(dtype).requires_grad_(kind.takes == "numbers") for t in given(*sample)]
    own = {}
    if isinstance(layer, nn.Module):
        layer.to(dtype)
        own = dict(layer.named_parameters())
    by_itself = copy.deepcopy(layer)
    rng = torch.get_rng_state()
    with warnings.catch_warnings(action="ignore"):
        result = by_itself(*x)
        results = result if isinstance(result, tuple) else (result,)
        upstream = [torch.randn_like(t) for t in results]
        theirs = list(by_itself.parameters()) if isinstance(layer, nn.Module) else []
        wanted = torch.autograd.grad(
            results, [t for t in (*x, *theirs) if t.requires_grad], upstream, allow_unused=True
        )
        torch.set_rng_state(rng)
        recording = record(layer, *x)

    # Where one kernel did many things the ordinary operations round in other places.
    tolerance = 16.0 * torch.finfo(dtype).eps if kind.name in LARGE else 0.0

    def assert_equal(value, wanted):
        largest = max(float(wanted.abs().max()), 1.0)
        torch.testing.assert_close(value, wanted, rtol=0.0, atol=tolerance * largest)

    for name, value in zip(recording.outputs, results, strict=True):
        assert_equal(recording.values[name], value.detach())
    flow = flow_back(recording, dict(zip(recording.outputs, upstream, strict=True)))
    inputs = ["x"] if len(x) == 1 else [f"x{i}" for i in range(len(x))]
    learning = [n for n, t in (*zip(inputs, x, strict=True), *own.items()) if t.requires_grad]
    for name, gradient in zip(learning, wanted, strict=True):
        if gradient is None:
            assert name not in flow.totals
        else:
            assert_equal(flow.totals[name], gradient)


def test_that_a_linear_layer_is_a_multiplication_and_an_addition():
    layer = nn.Linear(3, 2).double()
    x = torch.randn(4, 3, dtype=torch.float64, requires_grad=True)
    upstream = torch.randn(4, 2, dtype=torch.float64)
    turned, product = operations(record(layer, x), upstream)

    assert (turned.name, turned.inputs["self"].name) == ("t", "weight")
    assert product.name == "addmm"
    assert {k: o.name for k, o in product.inputs.items()} == {
        "self": "bias",
        "mat1": "x",
        "mat2": "y/0",
    }
    assert product.settings == {"beta": 1, "alpha": 1}
    assert product.outputs["out"].name == "y"
    np.testing.assert_array_equal(product.outputs["out"].gradient, upstream)
    np.testing.assert_allclose(product.inputs["mat2"].gradient, x.detach().T @ upstream)
    np.testing.assert_allclose(turned.inputs["self"].gradient, (x.detach().T @ upstream).T)


def test_that_a_tensor_taken_twice_gets_the_shares_of_both_places():
    x = torch.tensor([3.0], requires_grad=True)
    recording = record(lambda x: x * x, x)
    (product,) = operations(recording, torch.ones(1))
    assert product.inputs["self"].gradient == product.inputs["other"].gradient == 3.0
    assert flow_back(recording, {"y": torch.ones(1)}).totals["x"] == 6.0


def test_that_what_is_changed_in_place_is_kept_as_it_was():
    def twice(x):
        return (x + 1.0).mul_(2.0).sigmoid_()

    recording = record(twice, torch.tensor([0.5, -3.0], requires_grad=True))
    assert names(recording) == ["add", "mul", "sigmoid"]
    assert recording.values["y/0"].tolist() == [1.5, -2.0]
    assert recording.values["y/1"].tolist() == [3.0, -4.0]


def test_that_a_change_through_another_view_is_not_recorded_wrongly():
    def writes_into_a_part(x):
        whole = torch.zeros(4)
        whole[:2].add_(x)
        return whole * 2.0

    with pytest.raises(CannotRecord):
        record(writes_into_a_part, torch.ones(2))


def test_that_running_figures_are_seen_as_they_were_before():
    layer = nn.BatchNorm1d(2)
    x = torch.randn(8, 2)
    (norm,) = operations(record(layer, x))
    assert norm.inputs["running_mean"].array.tolist() == [0.0, 0.0]
    assert layer.running_mean.abs().min() > 0.0


def test_that_fused_kernels_leave_no_trace_in_generators_or_buffers():
    class Both(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm, self.lstm = nn.BatchNorm1d(3), nn.LSTM(3, 2, batch_first=True)

        def forward(self, x):
            x = F.dropout(self.norm(x.flatten(0, 1)), 0.5).unflatten(0, x.shape[:2])
            return self.lstm(x)[0]

    torch.manual_seed(3)
    module, x = Both(), torch.randn(4, 5, 3)
    alone, rng = copy.deepcopy(module), torch.get_rng_state()
    wanted, after = alone(x), torch.get_rng_state()
    torch.set_rng_state(rng)
    recording = record(module, x)
    torch.testing.assert_close(recording.values["y"], wanted.detach())
    assert torch.equal(torch.get_rng_state(), after)
    assert torch.equal(module.norm.running_mean, alone.norm.running_mean)
    assert not {"mkldnn_rnn_layer"} & set(names(recording))


def test_that_what_autograd_does_not_see_takes_no_part_in_gradients():
    def norm_at_least_one(x):
        length = x.norm().clone()
        with torch.no_grad():
            length.clamp_min_(1.0)
        return x / length

    x = torch.tensor([0.3, 0.4], requires_grad=True)
    (wanted,) = torch.autograd.grad(norm_at_least_one(x), x, torch.ones(2))
    recording = recorded(lambda: norm_at_least_one(x), {"x": x}, 1)
    flow = flow_back(recording, {recording.outputs[0]: torch.ones(2)})
    torch.testing.assert_close(flow.totals["x"], wanted)
