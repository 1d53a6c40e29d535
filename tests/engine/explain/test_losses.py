"""Losses are derived as torch computes them: what an element costs, and what its share is."""

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell, Factor
from engine.explain.operation import Operand, Operation
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, numbers, recorded

NONE, MEAN, SUM = 0, 1, 2
REDUCTIONS = pytest.mark.parametrize("reduction", [NONE, MEAN, SUM])


def probabilities(*shape: int, seed: int = 0) -> torch.Tensor:
    return numbers(*shape, seed=seed).sigmoid()


@REDUCTIONS
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("mse_loss", {}),
        ("smooth_l1_loss", {"beta": 0.7}),
        ("huber_loss", {"delta": 1.5}),
    ],
)
def test_that_losses_of_an_error_are_derived(name, settings, reduction):
    given = {"self": numbers(4, 3), "target": numbers(4, 3, seed=1)}
    assert_explained(name, given, reduction=reduction, **settings)


@REDUCTIONS
def test_that_bce_is_derived(reduction):
    given = {"self": probabilities(4, 2), "target": probabilities(4, 2, seed=1)}
    assert_explained("binary_cross_entropy", given, reduction=reduction)
    given["weight"] = probabilities(4, 2, seed=2)
    assert_explained("binary_cross_entropy", given, ("weight",), reduction=reduction)


@REDUCTIONS
def test_that_bce_with_logits_is_derived(reduction):
    name = "binary_cross_entropy_with_logits"
    given = {"self": 4 * numbers(4, 2), "target": probabilities(4, 2, seed=1)}
    assert_explained(name, given, reduction=reduction)
    given["pos_weight"] = probabilities(2, seed=2)
    assert_explained(name, given, reduction=reduction)
    given["weight"] = probabilities(4, 1, seed=3)
    assert_explained(name, given, ("weight",), reduction=reduction)


def test_that_the_logarithm_in_a_divergence_is_derived():
    given = {"self": probabilities(3, 4), "other": probabilities(3, 4, seed=1)}
    assert_explained("xlogy", given)
    given["self"][0] = 0.0
    assert_explained("xlogy", given, ("self",))


CLASSES = torch.tensor([2, 0, -100, 1])


@REDUCTIONS
@pytest.mark.parametrize("ignored", [-100, 0])
def test_that_negative_log_likelihood_is_derived(reduction, ignored):
    settings = {"reduction": reduction, "ignore_index": ignored}
    given = {"self": numbers(4, 3).log_softmax(1), "target": CLASSES.clamp(min=ignored)}
    assert_explained("nll_loss_forward", given, weight=None, **settings)
    given["weight"] = probabilities(3, seed=1)
    assert_explained("nll_loss_forward", given, ("weight",), **settings)


@REDUCTIONS
def test_that_negative_log_likelihood_of_every_pixel_is_derived(reduction):
    given = {
        "self": numbers(2, 3, 2, 2).log_softmax(1),
        "target": torch.tensor([[[0, 1], [2, 0]], [[1, 1], [2, -100]]]),
        "weight": probabilities(3, seed=1),
    }
    settings = {"reduction": reduction, "ignore_index": -100}
    assert_explained("nll_loss2d_forward", given, ("weight",), **settings)


@REDUCTIONS
@pytest.mark.parametrize("p", [1, 2])
def test_that_the_margin_between_classes_is_derived(reduction, p):
    given = {"self": numbers(4, 3), "target": torch.tensor([2, 0, 1, 1])}
    settings = {"reduction": reduction, "p": p, "margin": 0.8}
    assert_explained("multi_margin_loss", given, **settings)
    given["weight"] = probabilities(3, seed=1)
    assert_explained("multi_margin_loss", given, ("weight",), **settings)


def loss(name: str, output: object, target: object, **settings: object) -> Operation:
    """A loss as a step has it, with 1 for ∂L/∂L."""
    y_hat, y = np.asarray(output, dtype=np.float32), np.asarray(target, dtype=np.float32)
    out = Operand("loss", "L", np.zeros((), np.float32), np.ones((), np.float32))
    inputs = {"self": Operand("fc", "ŷ", y_hat), "target": Operand("target/0", "y", y)}
    return Operation(name, inputs, {"out": out}, {"reduction": MEAN, **settings})


NEURON = loss("mse_loss", [[0.6661], [0.4156], [0.1651]], [[1.5], [2.5], [3.5]])


def test_that_the_mean_squared_error_of_a_neuron_is_written_out():
    (stage,) = PRIMITIVES["mse_loss"].value(NEURON, "out", ())
    assert (stage.symbol, stage.formula) == ("L", "1/N · Σ (ŷ − y)²")
    assert [factor.symbol for factor in stage.terms[1].factors] == ["1/3", "(ŷ[1,0] − y[1,0])²"]
    assert stage.value == pytest.approx(5.387224, abs=5e-7)


def test_that_the_gradient_of_a_neurons_error_is_written_out():
    derived = [PRIMITIVES["mse_loss"].gradient(NEURON, "self", (row, 0)) for row in range(3)]
    shares = [stages[-1].value for stages in derived]
    np.testing.assert_allclose(shares, [-0.555933, -1.389600, -2.223267], atol=5e-7)
    local, share = derived[0]
    assert (local.symbol, local.formula) == ("∂ℓ/∂ŷ[0,0]", "2·(ŷ[0,0] − y[0,0])")
    cells = [part.cell for part in local.worked if isinstance(part, Factor)]
    assert cells == [Cell("fc", (0, 0)), Cell("target/0", (0, 0))]
    assert (share.symbol, share.formula) == ("∂L/∂ŷ[0,0]", "∂L/∂L · 1/N · ∂ℓ/∂ŷ[0,0]")
    assert [factor.symbol for factor in share.terms[0].factors] == [
        "∂L/∂L",
        "1/3",
        "2·(ŷ[0,0] − y[0,0])",
    ]
    assert share.terms[0].factors[0].cell == Cell("loss", (), "gradient")


def test_that_bce_of_two_sigmoid_layers_is_written_out():
    two = loss("binary_cross_entropy", [[0.515066], [0.425157]], [[1.0], [0.0]], reduction=SUM)
    (stage,) = PRIMITIVES["binary_cross_entropy"].value(two, "out", ())
    assert stage.formula == "Σ −(y·log ŷ + (1 − y)·log(1 − ŷ))"
    assert stage.value == pytest.approx(1.217119, abs=2e-6)
    local, _ = PRIMITIVES["binary_cross_entropy"].gradient(two, "self", (0, 0))
    assert local.formula == "(ŷ[0,0] − y[0,0]) / (ŷ[0,0]·(1 − ŷ[0,0]))"


def test_that_logits_cost_what_is_right_where_a_sigmoid_is_cut_off():
    """Tutorial 9: a logit of 20 for class 0."""
    logit = loss("binary_cross_entropy_with_logits", [20.0], [0.0])
    (stage,) = PRIMITIVES["binary_cross_entropy_with_logits"].value(logit, "out", ())
    assert stage.value == pytest.approx(20.0)
    cut_off = loss("binary_cross_entropy", [1.0], [0.0])
    (stage,) = PRIMITIVES["binary_cross_entropy"].value(cut_off, "out", ())
    assert stage.value == 100.0
    assert "max(log(1 − ŷ[0]), −100)" in stage.terms[0].factors[-1].symbol


def test_that_only_the_true_class_gets_a_gradient():
    given = {"self": numbers(4, 3).log_softmax(1), "target": torch.tensor([2, 0, 1, 1])}
    settings = {"weight": None, "reduction": MEAN, "ignore_index": -100}
    operation = assert_explained("nll_loss_forward", given, **settings)
    nll = PRIMITIVES["nll_loss_forward"]
    (stage,) = nll.value(operation, "out[0]", ())
    assert stage.formula == "−1/N · Σ x[n,target[n]]"
    assert stage.terms[0].factors[1].cell == Cell("self", (0, 2))
    (true,), (other,) = (nll.gradient(operation, "self", (0, c)) for c in (2, 1))
    assert true.terms[0].factors[-1] == Factor("1 (target[0] = 2)", 1.0)
    assert other.terms[0].factors[-1] == Factor("0 (target[0] = 2)", 0.0)
    assert other.formula == "−1/N · ∂L/∂y[0] · (1 if target[0] = 1, else 0)"


def test_that_bce_is_cut_off_at_certain_probabilities_as_torch_does_it():
    given = {
        "self": torch.tensor([0.0, 1.0, 1.0, 0.0, 1e-13]).double(),
        "target": torch.tensor([1.0, 0.0, 1.0, 0.0, 1.0]).double(),
    }
    operation = recorded("binary_cross_entropy", given, ("target",), reduction=NONE)
    bce, places = PRIMITIVES["binary_cross_entropy"], [(i,) for i in range(5)]
    costs = [bce.value(operation, "out", at)[-1].value for at in places]
    np.testing.assert_allclose(costs, operation.outputs["out"].array, rtol=1e-12)
    shares = [bce.gradient(operation, "self", at)[-1].value for at in places]
    np.testing.assert_allclose(shares, operation.inputs["self"].gradient, rtol=1e-12)
