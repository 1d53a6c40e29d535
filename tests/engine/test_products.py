"""Large matrix products are what they are by hand, whichever library is asked."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from engine import products
from engine.train.operations import record

faster = pytest.mark.skipif(not products.HAS_FASTER, reason="this machine has but one library")


@pytest.fixture
def layer():
    """A layer and 64 rows of it, large enough for the other library."""
    torch.manual_seed(0)
    return nn.Linear(300, 128), torch.randn(64, 300, requires_grad=True)


def test_that_outputs_and_gradients_are_those_of_float64(layer):
    linear, x = layer
    y = products.linear(x, linear.weight, linear.bias)
    upstream = torch.randn_like(y)
    y.backward(upstream)
    rows, w, b, up = (
        t.detach().double().numpy() for t in (x, linear.weight, linear.bias, upstream)
    )
    for found, wanted in [
        (y.detach(), rows @ w.T + b),
        (x.grad, up @ w),
        (linear.weight.grad, up.T @ rows),
        (linear.bias.grad, up.sum(axis=0)),
    ]:
        np.testing.assert_allclose(found.numpy(), wanted, rtol=1e-4, atol=1e-4)


def test_that_only_what_learns_gets_a_gradient(layer):
    linear, x = layer
    linear.weight.requires_grad_(requires_grad=False)
    products.linear(x.detach(), linear.weight, linear.bias).sum().backward()
    assert linear.weight.grad is None
    assert torch.equal(linear.bias.grad, torch.full((128,), 64.0))


@faster
def test_that_small_products_and_other_numbers_take_the_ordinary_way(layer):
    linear, x = layer
    for given in (x[:4], x.double()):
        weights = [p.to(given.dtype) for p in linear.parameters()]
        ours = products.linear(given, *weights)
        assert torch.equal(ours, F.linear(given, *weights))
        assert "Addmm" in ours.grad_fn.name()


@faster
def test_that_a_recording_shows_the_operations_that_it_stands_for(layer):
    linear, x = layer
    recording = record(lambda x: products.linear(x, linear.weight, linear.bias), x.detach())
    assert "addmm" in [step.name for step in recording.steps]
    assert recording.expanded
