"""Sums, means, extremes and norms are derived over any dimensions, ties as torch has them."""

import math

import pytest
import torch

from engine.explain.derivation import Factor
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, assert_sound, numbers, recorded

DIMS = [{"dim": [1]}, {"dim": [0, -1]}, {"dim": [-2], "keepdim": True}, {"dim": None}]


@pytest.mark.parametrize("settings", [{}, *DIMS])
@pytest.mark.parametrize("name", ["sum", "mean"])
def test_that_a_sum_or_mean_is_derived(name, settings):
    assert_explained(name, {"self": numbers(2, 3, 4)}, **settings)


@pytest.mark.parametrize("name", ["sum", "mean", "amax", "amin", "max", "linalg_vector_norm"])
def test_that_a_single_number_is_reduced_to_itself(name):
    assert_explained(name, {"self": numbers() + 2})


@pytest.mark.parametrize("settings", [{}, *DIMS[:-1]])
@pytest.mark.parametrize("name", ["amax", "amin"])
def test_that_an_extreme_is_derived(name, settings):
    assert_explained(name, {"self": numbers(2, 3, 4)}, **settings)


@pytest.mark.parametrize("name", ["max", "min"])
def test_that_an_extreme_of_all_or_of_a_dimension_or_of_two_is_derived(name):
    x = numbers(2, 3, 4)
    assert_explained(name, {"self": x})
    assert_explained(name, {"self": x}, dim=1)
    assert_explained(name, {"self": x}, dim=-1, keepdim=True)
    assert_explained(name, {"self": x, "other": numbers(3, 1, seed=1)})


@pytest.mark.parametrize(
    ("name", "settings"),
    [("amax", {"dim": [1]}), ("amin", {}), ("max", {}), ("min", {"dim": 1}), ("max", {"dim": 0})],
)
def test_that_ties_share_as_torch_lets_them(name, settings):
    x = torch.tensor([[1.0, 3.0, 3.0], [1.0, 1.0, 1.0]], dtype=torch.float64)
    operation = recorded(name, {"self": x}, **settings)
    for row in range(2):
        for column in range(3):
            stages = PRIMITIVES[name].gradient(operation, "self", (row, column))
            assert_sound(operation, stages)
            wanted = operation.inputs["self"].gradient[row, column]
            assert stages[-1].value == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("order", [2, 1, 3, 1.5, math.inf])
@pytest.mark.parametrize("settings", [{}, {"dim": [1]}, {"dim": [0, 2], "keepdim": True}])
def test_that_a_norm_is_derived(order, settings):
    assert_explained("linalg_vector_norm", {"self": numbers(2, 3, 4)}, ord=order, **settings)


@pytest.mark.parametrize("order", [2, 1, 3, math.inf])
def test_that_a_norm_of_zeros_has_torchs_derivative(order):
    x = torch.tensor([[0.0, 0.0], [0.0, -2.0], [2.0, -2.0]], dtype=torch.float64)
    operation = recorded("linalg_vector_norm", {"self": x}, ord=order, dim=[1])
    for row in range(3):
        for column in range(2):
            stages = PRIMITIVES["linalg_vector_norm"].gradient(operation, "self", (row, column))
            assert_sound(operation, stages)
            wanted = operation.inputs["self"].gradient[row, column]
            assert stages[-1].value == pytest.approx(wanted, abs=1e-12)


def test_that_the_older_norm_is_derived():
    assert_explained("norm", {"self": numbers(2, 3)})
    assert_explained("norm", {"self": numbers(2, 3)}, p=3, dim=[1])


@pytest.mark.parametrize("dim", [0, -1])
def test_that_a_running_sum_is_derived(dim):
    assert_explained("cumsum", {"self": numbers(3, 4)}, dim=dim)


def test_that_a_mean_says_what_it_is_divided_by():
    operation = recorded("mean", {"self": numbers(2, 3)}, dim=[1])
    total, mean = PRIMITIVES["mean"].value(operation, "out", (1,))
    assert (total.symbol, total.formula, len(total.terms)) == ("s", "Σ x[1,…]", 3)
    assert (mean.symbol, mean.formula) == ("y[1]", "s / 3")
    assert mean.worked == (Factor("s", total.value), " / 3")
    (share,) = PRIMITIVES["mean"].gradient(operation, "self", (1, 2))
    assert share.formula == "∂L/∂y[1] · 1/3"


def test_that_a_number_that_is_not_the_largest_says_so():
    operation = recorded("amax", {"self": torch.tensor([1.0, 4.0], dtype=torch.float64)}, dim=[0])
    (largest,) = PRIMITIVES["amax"].value(operation, "out", ())
    assert (largest.symbol, largest.formula, largest.value) == ("y", "max x[…]", 4.0)
    (share,) = PRIMITIVES["amax"].gradient(operation, "self", (0,))
    assert (share.formula, share.value) == ("∂L/∂y · 0 (x[0] < y)", 0.0)
