"""Normalisation is derived in stages, and its gradient in the three parts that it has."""

import numpy as np
import pytest

from engine.explain.derivation import Cell
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, numbers, recorded

AFFINE = pytest.mark.parametrize("affine", [True, False])


def scales(*shape: int, affine: bool) -> dict[str, object]:
    """γ and β, or their absence."""
    if not affine:
        return {"weight": None, "bias": None}
    return {"weight": numbers(*shape, seed=1), "bias": numbers(*shape, seed=2)}


def split(**arguments: object) -> tuple[dict[str, object], dict[str, object]]:
    """Tensors, and all else."""
    tensors = {k: v for k, v in arguments.items() if hasattr(v, "shape")}
    return tensors, {k: v for k, v in arguments.items() if k not in tensors}


@AFFINE
@pytest.mark.parametrize("shape", [(5, 3), (4, 3, 5), (2, 3, 3, 4), (2, 2, 2, 3, 2)])
@pytest.mark.parametrize("training", [True, False])
def test_that_batch_norm_is_derived(shape, affine, training):
    channels = shape[1]
    given, settings = split(
        input=numbers(*shape),
        **scales(channels, affine=affine),
        running_mean=numbers(channels, seed=3),
        running_var=numbers(channels, seed=4).exp(),
        training=training,
        momentum=0.1,
        eps=1e-5,
    )
    assert_explained("native_batch_norm", given, ("running_mean", "running_var"), **settings)


@AFFINE
@pytest.mark.parametrize(("shape", "dims"), [((4, 5), 1), ((3, 2, 4), 1), ((2, 3, 4), 2)])
def test_that_layer_norm_is_derived(shape, dims, affine):
    own = shape[-dims:]
    given, settings = split(
        input=numbers(*shape), **scales(*own, affine=affine), normalized_shape=own, eps=1e-5
    )
    assert_explained("native_layer_norm", given, **settings)


@AFFINE
@pytest.mark.parametrize(("shape", "groups"), [((3, 4), 2), ((2, 6, 3), 3), ((2, 4, 2, 3), 1)])
def test_that_group_norm_is_derived(shape, groups, affine):
    samples, channels, *places = shape
    given, settings = split(
        input=numbers(*shape),
        **scales(channels, affine=affine),
        N=samples,
        C=channels,
        HxW=int(np.prod(places)),
        group=groups,
        eps=1e-5,
    )
    assert_explained("native_group_norm", given, **settings)


def batch_norm(training: bool = True):
    given, settings = split(
        input=numbers(4, 2),
        **scales(2, affine=True),
        running_mean=numbers(2, seed=3),
        running_var=numbers(2, seed=4).exp(),
        training=training,
        momentum=0.1,
        eps=1e-5,
    )
    return recorded("native_batch_norm", given, ("running_mean", "running_var"), **settings)


def test_that_an_output_comes_in_four_stages():
    mean, variance, normalised, scaled = PRIMITIVES["native_batch_norm"].value(
        batch_norm(), "out[0]", (2, 1)
    )
    x = numbers(4, 2).numpy()[:, 1]
    assert (mean.symbol, mean.formula) == ("μ", "1/N · Σ input[…,1]")
    assert [factor.symbol for factor in mean.terms[3].factors] == ["1/4", "input[3,1]"]
    assert (variance.symbol, variance.formula) == ("σ²", "1/N · Σ (input[…,1] − μ)²")
    assert (mean.value, variance.value) == pytest.approx((x.mean(), x.var()))
    assert (normalised.symbol, normalised.formula) == ("x̂", "(input[2,1] − μ) / √(σ² + ε)")
    assert normalised.worked[-1] == " + 1e−05)"
    assert scaled.formula == "weight[1] · x̂ + bias[1]"
    assert [term.factors[0].cell for term in scaled.terms] == [
        Cell("weight", (1,)),
        Cell("bias", (1,)),
    ]


def test_that_running_statistics_are_taken_as_they_are():
    normalised, _ = PRIMITIVES["native_batch_norm"].value(
        batch_norm(training=False), "out[0]", (0, 1)
    )
    assert normalised.formula == "(input[0,1] − running_mean[1]) / √(running_var[1] + ε)"
    assert normalised.worked[3].cell == Cell("running_mean", (1,))
    inverse, share = PRIMITIVES["native_batch_norm"].gradient(
        batch_norm(training=False), "input", (0, 1)
    )
    assert inverse.symbol == "r"
    assert share.formula == "r · ∂L/∂y[0][0,1] · weight[1]"


def test_that_a_gradient_has_three_parts():
    *_, mean, spread, whole = PRIMITIVES["native_batch_norm"].gradient(
        batch_norm(), "input", (0, 1)
    )
    assert mean.formula == "1/N · Σ ∂L/∂y[0][…,1] · weight[1]"
    assert spread.formula == "1/N · Σ ∂L/∂y[0][…,1] · weight[1] · x̂[…,1]"
    assert whole.formula == "r · (∂L/∂y[0][0,1] · weight[1] − m₁ − x̂ · m₂)"
    assert [[factor.symbol for factor in term.factors] for term in whole.terms] == [
        ["r", "∂L/∂y[0][0,1]", "weight[1]"],
        ["−r", "m₁"],
        ["−r", "x̂", "m₂"],
    ]
