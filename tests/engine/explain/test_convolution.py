"""Convolutions are derived as torch computes them, in every dimension and with every setting."""

import random

import numpy as np
import pytest
from torch import Tensor

from engine.explain.derivation import MOST_TERMS, Cell
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, numbers, recorded

Shape = tuple[int, ...]


def convolution(
    x: Shape, weight: Shape, bias: int | None = None, **changed: object
) -> tuple[dict[str, Tensor], dict[str, object]]:
    """The tensors and settings of one with stride 1 and nothing else, but what is changed."""
    given = {"input": numbers(*x), "weight": numbers(*weight, seed=1)}
    plain = {"stride": 1, "padding": 0, "dilation": 1, "output_padding": 0}
    settings = {name: [value] * (len(x) - 2) for name, value in plain.items()}
    settings |= {"transposed": False, "groups": 1, **changed}
    if bias is None:
        return given, {**settings, "bias": None}
    return {**given, "bias": numbers(bias, seed=2)}, settings


CASES = {
    "1d": convolution((2, 3, 7), (4, 3, 3), 4),
    "1d strided without bias": convolution((2, 3, 8), (4, 3, 3), stride=[2], padding=[1]),
    "2d": convolution((2, 2, 5, 6), (3, 2, 3, 2), 3),
    "2d all unequal": convolution(
        (2, 4, 7, 8),
        (6, 2, 2, 3),
        6,
        stride=[2, 3],
        padding=[1, 2],
        dilation=[2, 1],
        groups=2,
    ),
    "2d depthwise": convolution((1, 3, 5, 5), (6, 1, 3, 3), 6, padding=[1, 1], groups=3),
    "2d padded more than it reads": convolution((1, 1, 3, 3), (1, 1, 2, 2), 1, padding=[3, 3]),
    "3d": convolution((2, 2, 4, 5, 4), (2, 2, 2, 3, 2), 2, stride=[1, 2, 1], padding=[0, 1, 1]),
    "transposed 1d": convolution((2, 3, 5), (3, 2, 3), 2, transposed=True),
    "transposed 2d all unequal": convolution(
        (2, 4, 3, 4),
        (4, 3, 2, 3),
        6,
        transposed=True,
        stride=[2, 3],
        padding=[1, 2],
        dilation=[2, 1],
        output_padding=[1, 2],
        groups=2,
    ),
    "transposed 3d": convolution(
        (1, 2, 3, 2, 2),
        (2, 2, 2, 2, 3),
        transposed=True,
        stride=[2, 1, 2],
        padding=[1, 0, 1],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_that_a_convolution_is_derived(case):
    given, settings = CASES[case]
    assert_explained("convolution", given, **settings)


@pytest.mark.parametrize("seed", range(12))
def test_that_a_convolution_with_settings_by_chance_is_derived(seed):
    draw = random.Random(seed)
    dims, groups, transposed = draw.randint(1, 3), draw.randint(1, 2), draw.random() < 0.4

    def each(low: int, high: int) -> list[int]:
        return [draw.randint(low, high) for _ in range(dims)]

    kernel, stride, dilation = each(1, 3), each(1, 3), each(1, 2)
    places = [(k - 1) * d + draw.randint(1, 3) for k, d in zip(kernel, dilation, strict=True)]
    inputs, outputs = groups * draw.randint(1, 2), groups * draw.randint(1, 2)
    weight = (inputs, outputs // groups) if transposed else (outputs, inputs // groups)
    given, settings = convolution(
        (2, inputs, *places),
        (*weight, *kernel),
        draw.choice([None, outputs]),
        stride=stride,
        padding=[draw.randint(0, (k - 1) * d // 2) for k, d in zip(kernel, dilation, strict=True)],
        dilation=dilation,
        groups=groups,
        transposed=transposed,
    )
    assert_explained("convolution", given, **settings)


def test_that_an_output_is_the_window_it_reads():
    given, settings = convolution((1, 1, 4, 4), (2, 1, 2, 2), 2)
    operation = recorded("convolution", given, **settings)
    (stage,) = PRIMITIVES["convolution"].value(operation, "out", (0, 1, 2, 0))
    assert stage.symbol == "y[0,1,2,0]"
    assert stage.formula == "Σ input[0,c,i+2,j] · weight[1,c,i,j] + bias[1]"
    read = [[factor.symbol for factor in term.factors] for term in stage.terms]
    assert read == [
        ["input[0,0,2,0]", "weight[1,0,0,0]"],
        ["input[0,0,2,1]", "weight[1,0,0,1]"],
        ["input[0,0,3,0]", "weight[1,0,1,0]"],
        ["input[0,0,3,1]", "weight[1,0,1,1]"],
        ["bias[1]"],
    ]
    assert stage.terms[3].factors[0].cell == Cell("input", (0, 0, 3, 1))


def test_that_zeros_around_the_input_are_called_padding():
    given, settings = convolution((1, 1, 4), (1, 1, 3), padding=[1], stride=[2])
    operation = recorded("convolution", given, **settings)
    (stage,) = PRIMITIVES["convolution"].value(operation, "out", (0, 0, 0))
    assert stage.formula == "Σ input[0,c,i−1] · weight[0,c,i]"
    zero, weight = stage.terms[0].factors
    assert (zero.symbol, zero.value, zero.cell) == ("padding", 0.0, None)
    assert weight.cell == Cell("weight", (0, 0, 0))
    assert stage.terms[1].factors[0].symbol == "input[0,0,0]"


def test_that_a_number_gets_its_gradient_from_the_windows_that_read_it():
    given, settings = convolution((1, 1, 6), (1, 1, 3), padding=[1], stride=[2])
    operation = recorded("convolution", given, **settings)
    (stage,) = PRIMITIVES["convolution"].gradient(operation, "input", (0, 0, 3))
    assert stage.formula == "Σ ∂L/∂y[0,c,(4−i)/2] · weight[c,0,i]"
    assert [[factor.symbol for factor in term.factors] for term in stage.terms] == [
        ["∂L/∂y[0,0,2]", "weight[0,0,0]"],
        ["∂L/∂y[0,0,1]", "weight[0,0,2]"],
    ]
    assert stage.terms[0].factors[0].cell == Cell("out", (0, 0, 2), "gradient")


def test_that_a_weight_collects_over_the_batch_and_all_places():
    given, settings = convolution((8, 1, 32, 32), (1, 1, 3, 3), 1, padding=[1, 1])
    operation = assert_explained("convolution", given, **settings)
    (stage,) = PRIMITIVES["convolution"].gradient(operation, "weight", (0, 0, 0, 1))
    assert stage.formula == "Σ ∂L/∂y[n,0,p,s] · input[n,0,p−1,s]"
    used = 8 * 31 * 32  # the first row of windows has padding there
    assert (len(stage.terms), stage.left_out) == (MOST_TERMS, used - MOST_TERMS)
    x, above = operation.inputs["input"].array, operation.outputs["out"].gradient
    np.testing.assert_allclose(stage.value, (above[:, 0, 1:] * x[:, 0, :-1]).sum(), rtol=1e-12)
