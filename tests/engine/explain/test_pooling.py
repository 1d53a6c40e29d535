"""Pooling is derived as torch computes it, in every dimension and with every setting."""

import random

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell, Factor
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, numbers, recorded

MAXIMA = {
    "2d": ((2, 3, 4, 6), {"kernel_size": [2, 2], "stride": []}),
    "2d all unequal": (
        (2, 2, 7, 9),
        {
            "kernel_size": [3, 2],
            "stride": [2, 1],
            "padding": [1, 1],
            "dilation": [1, 2],
            "ceil_mode": True,
        },
    ),
    "2d one number a dimension": ((1, 1, 5, 5), {"kernel_size": [3], "stride": [2]}),
    "3d": ((2, 2, 4, 5, 4), {"kernel_size": [2, 3, 2], "stride": [1, 2, 2], "padding": [1, 0, 1]}),
}
MEANS = {
    **{name: MAXIMA[name] for name in ("2d", "3d", "2d one number a dimension")},
    "2d without padding": (
        (2, 2, 5, 7),
        {
            "kernel_size": [3, 2],
            "stride": [2, 2],
            "padding": [1, 1],
            "ceil_mode": True,
            "count_include_pad": False,
        },
    ),
    "2d sticking out": (
        (1, 2, 5, 6),
        {"kernel_size": [3, 2], "stride": [2, 3], "padding": [1, 0], "ceil_mode": True},
    ),
    "2d divided by another number": (
        (1, 1, 4, 4),
        {"kernel_size": [2, 2], "stride": [], "divisor_override": 3},
    ),
}


@pytest.mark.parametrize("case", MAXIMA)
def test_that_max_pooling_is_derived(case):
    x, settings = MAXIMA[case]
    assert_explained(f"max_pool{len(x) - 2}d_with_indices", {"self": numbers(*x)}, **settings)


@pytest.mark.parametrize("case", MEANS)
def test_that_average_pooling_is_derived(case):
    x, settings = MEANS[case]
    assert_explained(f"avg_pool{len(x) - 2}d", {"self": numbers(*x)}, **settings)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["max_pool{}d_with_indices", "avg_pool{}d"])
def test_that_pooling_with_settings_by_chance_is_derived(name, seed):
    draw = random.Random(seed)
    dims = draw.randint(2, 3)
    kernel = [draw.randint(1, 3) for _ in range(dims)]
    settings = {
        "kernel_size": kernel,
        "stride": [draw.randint(1, 3) for _ in range(dims)],
        "padding": [draw.randint(0, size // 2) for size in kernel],
        "ceil_mode": draw.random() < 0.5,
    }
    if name == "avg_pool{}d":
        settings["count_include_pad"] = draw.random() < 0.5
    x = numbers(2, 1, *(size + draw.randint(0, 3) for size in kernel))
    assert_explained(name.format(dims), {"self": x}, **settings)


@pytest.mark.parametrize("name", ["_adaptive_avg_pool", "adaptive_max_pool"])
@pytest.mark.parametrize(
    ("shape", "size"),
    [((2, 2, 7, 5), [3, 2]), ((1, 2, 3, 4), [5, 4]), ((1, 2, 5, 4, 7), [2, 4, 3])],
)
def test_that_pooling_to_a_given_size_is_derived(name, shape, size):
    assert_explained(f"{name}{len(size)}d", {"self": numbers(*shape)}, output_size=size)


def test_that_a_maximum_names_the_numbers_of_its_window():
    x = torch.tensor([[[[1.0, 4.0, 2.0, 8.0], [3.0, 0.0, 5.0, 6.0]]]], dtype=torch.float64)
    operation = recorded("max_pool2d_with_indices", {"self": x}, kernel_size=[2, 2])
    pooling = PRIMITIVES["max_pool2d_with_indices"]
    (stage,) = pooling.value(operation, "out[0]", (0, 0, 0, 1))
    assert (stage.symbol, stage.formula) == ("y[0][0,0,0,1]", "max x[0,0,i,j+2]")
    listed = [part.value for part in stage.worked if isinstance(part, Factor)]
    assert (listed, stage.value) == ([2.0, 8.0, 5.0, 6.0], 8.0)
    (place,) = pooling.value(operation, "out[1]", (0, 0, 0, 1))
    assert (place.formula, place.value) == ("argmax x[0,0,i,j+2]", 3.0)


def test_that_only_the_largest_hands_a_gradient_back():
    x = torch.tensor([[[[1.0, 4.0, 2.0]]]], dtype=torch.float64)
    overlapping = {"kernel_size": [1, 2], "stride": [1, 1]}
    operation = recorded("max_pool2d_with_indices", {"self": x}, **overlapping)
    pooling = PRIMITIVES["max_pool2d_with_indices"]
    (largest,) = pooling.gradient(operation, "self", (0, 0, 0, 1))
    assert [[factor.symbol for factor in term.factors] for term in largest.terms] == [
        ["∂L/∂y[0][0,0,0,0]", "1 (largest)"],
        ["∂L/∂y[0][0,0,0,1]", "1 (largest)"],
    ]
    assert largest.value == operation.outputs["out[0]"].gradient.sum()
    assert largest.terms[1].factors[0].cell == Cell("out[0]", (0, 0, 0, 1), "gradient")
    (other,) = pooling.gradient(operation, "self", (0, 0, 0, 2))
    assert other.terms[0].factors[1] == Factor("0 (not largest)", 0.0)
    assert other.value == 0.0


def test_that_equal_maxima_are_settled_as_torch_settled_them():
    operation = recorded(
        "max_pool2d_with_indices", {"self": torch.ones(1, 1, 2, 2).double()}, kernel_size=[2, 2]
    )
    pooling = PRIMITIVES["max_pool2d_with_indices"]
    shares = [
        pooling.gradient(operation, "self", (0, 0, i, j))[-1].value for i in (0, 1) for j in (0, 1)
    ]
    np.testing.assert_array_equal(shares, operation.inputs["self"].gradient.ravel())


def test_that_a_mean_says_what_it_is_divided_by():
    x = numbers(1, 1, 3, 3)
    settings = {"kernel_size": [2, 2], "stride": [], "padding": [1, 1]}
    pooling = PRIMITIVES["avg_pool2d"]
    (stage,) = pooling.value(recorded("avg_pool2d", {"self": x}, **settings), "out", (0, 0, 0, 1))
    assert stage.formula == "1/4 · Σ x[0,0,i−1,j+1]"
    assert [[factor.symbol for factor in term.factors] for term in stage.terms] == [
        ["1/4", "padding"],
        ["1/4", "padding"],
        ["1/4", "x[0,0,0,1]"],
        ["1/4", "x[0,0,0,2]"],
    ]
    settings["count_include_pad"] = False
    (stage,) = pooling.value(recorded("avg_pool2d", {"self": x}, **settings), "out", (0, 0, 0, 1))
    assert [[factor.symbol for factor in term.factors] for term in stage.terms] == [
        ["1/2", "x[0,0,0,1]"],
        ["1/2", "x[0,0,0,2]"],
    ]
