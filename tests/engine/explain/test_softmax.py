"""Softmax is derived in stages that stay finite, and its gradient along the whole line."""

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell, Factor
from engine.explain.operation import Operation
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, numbers, recorded


@pytest.mark.parametrize("name", ["_softmax", "_log_softmax"])
@pytest.mark.parametrize(("shape", "dim"), [((4, 5), 1), ((3, 4, 2), 1), ((3, 4), 0), ((2, 3), -1)])
def test_that_softmax_is_derived(name, shape, dim):
    assert_explained(name, {"self": numbers(*shape)}, dim=dim, half_to_float=False)


def test_that_attentions_softmax_is_derived():
    assert_explained("_safe_softmax", {"self": numbers(2, 3, 4)}, dim=-1)


@pytest.mark.parametrize("dim", [[1], [0, -1], [2, 0]])
@pytest.mark.parametrize("keepdim", [False, True])
def test_that_the_logarithm_of_a_sum_of_exponentials_is_derived(dim, keepdim):
    assert_explained("logsumexp", {"self": numbers(3, 4, 2)}, dim=dim, keepdim=keepdim)


def softmax(*given: float, name: str = "_softmax", **settings: object) -> Operation:
    x = torch.tensor([given], dtype=torch.float64)
    return recorded(name, {"self": x}, dim=1, half_to_float=False, **settings)


def test_that_the_share_of_three_numbers_comes_in_three_stages():
    shares = [
        PRIMITIVES["_softmax"].value(softmax(1, 2, 3), "out", (0, i))[-1].value for i in range(3)
    ]
    np.testing.assert_allclose(shares, [0.090031, 0.244728, 0.665241], atol=5e-7)
    most, total, share = PRIMITIVES["_softmax"].value(softmax(1, 2, 3), "out", (0, 1))
    assert (most.symbol, most.formula, most.value) == ("m", "max x[0,j]", 3.0)
    assert (total.symbol, total.formula) == ("S", "Σ exp(x[0,j] − m)")
    assert [term.factors[0].symbol for term in total.terms] == [
        "exp(x[0,0] − m)",
        "exp(x[0,1] − m)",
        "exp(x[0,2] − m)",
    ]
    assert total.value == pytest.approx(np.exp(-2) + np.exp(-1) + 1)
    assert (share.symbol, share.formula) == ("y[0,1]", "exp(x[0,1] − m) / S")
    assert share.worked[1].cell == Cell("self", (0, 1))


@pytest.mark.parametrize(("name", "wanted"), [("_softmax", 0.5), ("_log_softmax", -np.log(2))])
def test_that_inputs_of_a_thousand_stay_finite(name, wanted):
    stages = PRIMITIVES[name].value(softmax(1000, 1000, -1000, name=name), "out", (0, 0))
    assert stages[-1].value == pytest.approx(wanted)
    assert all(np.isfinite(stage.value) for stage in stages)


def test_that_of_a_long_line_the_first_numbers_and_the_largest_are_listed():
    most, *_ = PRIMITIVES["_softmax"].value(softmax(*range(30), 99, 1), "out", (0, 0))
    listed = [part.value for part in most.worked if isinstance(part, Factor)]
    assert listed == [*range(12), 99]
    assert [part for part in most.worked if isinstance(part, str)][-2:] == [", …, ", ", …)"]
    assert most.value == 99


def test_that_a_gradient_weighs_what_arrives_at_every_share():
    operation = softmax(1, 2, 3)
    (stage,) = PRIMITIVES["_softmax"].gradient(operation, "self", (0, 1))
    assert stage.formula == "Σⱼ ∂L/∂y[0,j] · y[0,j] · ((1 if j = 1, else 0) − y[0,1])"
    assert [[factor.symbol for factor in term.factors] for term in stage.terms] == [
        ["∂L/∂y[0,0]", "y[0,0]", "0 − y[0,1]"],
        ["∂L/∂y[0,1]", "y[0,1]", "1 − y[0,1]"],
        ["∂L/∂y[0,2]", "y[0,2]", "0 − y[0,1]"],
    ]
    assert stage.terms[2].factors[0].cell == Cell("out", (0, 2), "gradient")


def test_that_a_line_that_is_masked_whole_gives_zeros():
    x = torch.tensor([[-torch.inf, -torch.inf], [0.0, -torch.inf]], dtype=torch.float64)
    operation = recorded("_safe_softmax", {"self": x}, dim=1)
    safe = PRIMITIVES["_safe_softmax"]
    shares = [[safe.value(operation, "out", (i, j))[-1].value for j in (0, 1)] for i in (0, 1)]
    np.testing.assert_array_equal(shares, operation.outputs["out"].array)
    np.testing.assert_array_equal(shares, [[0.0, 0.0], [1.0, 0.0]])
    gradients = [
        [safe.gradient(operation, "self", (i, j))[-1].value for j in (0, 1)] for i in (0, 1)
    ]
    np.testing.assert_allclose(gradients, operation.inputs["self"].gradient, atol=1e-12)
