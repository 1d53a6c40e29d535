"""The activation functions are derived as torch computes them, kinks and settings included."""

import pytest
import torch

from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, assert_sound, numbers, recorded

CASES = [
    ("relu", {}),
    ("leaky_relu", {}),
    ("leaky_relu", {"negative_slope": 0.3}),
    ("elu", {}),
    ("elu", {"alpha": 1.6732632423543772, "scale": 1.0507009873554805}),
    ("elu", {"alpha": 0.5, "scale": 2, "input_scale": 3}),
    ("celu", {}),
    ("celu", {"alpha": 0.5}),
    ("gelu", {}),
    ("gelu", {"approximate": "tanh"}),
    ("silu", {}),
    ("mish", {}),
    ("sigmoid", {}),
    ("tanh", {}),
    ("softplus", {}),
    ("softplus", {"beta": 2, "threshold": 3}),
    ("hardtanh", {}),
    ("hardtanh", {"min_val": 0, "max_val": 6}),
    ("hardsigmoid", {}),
    ("hardswish", {}),
    ("log_sigmoid_forward", {}),
    ("softshrink", {}),
    ("hardshrink", {"lambd": 0.3}),
    ("threshold", {"threshold": 0.2, "value": -7}),
]


@pytest.mark.parametrize(("name", "settings"), CASES)
def test_that_a_function_is_derived(name, settings):
    assert_explained(name, {"self": numbers(4, 6) * 3}, **settings)


@pytest.mark.parametrize(("name", "settings"), CASES)
def test_that_kinks_have_torchs_derivative(name, settings):
    kinks = {-3.0, 0.0, 3.0, -1.0, 1.0, 0.5, -0.5, 0.2, 6.0, 0.3}
    operation = recorded(
        name, {"self": torch.tensor(sorted(kinks), dtype=torch.float64)}, **settings
    )
    for at, wanted in enumerate(operation.inputs["self"].gradient):
        stages = PRIMITIVES[name].gradient(operation, "self", (at,))
        assert_sound(operation, stages)
        assert stages[-1].value == pytest.approx(float(wanted), abs=1e-12)


@pytest.mark.parametrize("shape", [(1, 3, 1), (1, 1, 1)])
def test_that_a_learned_slope_gathers_over_all_that_it_serves(shape):
    given = {"self": numbers(4, 3, 5), "weight": numbers(*shape, seed=1)}
    assert_explained("_prelu_kernel", given)


def test_that_a_random_slope_is_the_one_drawn():
    given = {"self": numbers(4, 6), "noise": torch.full((4, 6), 0.2, dtype=torch.float64)}
    assert_explained("rrelu_with_noise", given, training=False)
    operation = recorded("rrelu_with_noise", given, training=True)
    drawn, x = operation.inputs["noise"].array, operation.inputs["self"]
    assert len(set(drawn.ravel())) > 2, "drawn into what was given"
    for at in [(0, 0), (0, 3), (1, 2), (3, 5)]:
        value = PRIMITIVES["rrelu_with_noise"].value(operation, "out", at)
        assert value[-1].value == pytest.approx(operation.outputs["out"].array[at], abs=1e-12)
        share = PRIMITIVES["rrelu_with_noise"].gradient(operation, "self", at)
        assert_sound(operation, share)
        assert share[-1].value == pytest.approx(x.gradient[at], abs=1e-12)


@pytest.mark.parametrize("dim", [-1, 0, 1])
def test_that_a_gate_and_what_it_lets_through_are_derived(dim):
    assert_explained("glu", {"self": numbers(4, 6)}, dim=dim)


def at_five(name: str, at: int) -> tuple[str, float, float]:
    """The formula, the value and the local derivative at −5, 0 and 5 (tutorial 8)."""
    z = torch.tensor([-5.0, 0.0, 5.0], dtype=torch.float64)
    operation = recorded(name, {"self": z})
    (value,) = PRIMITIVES[name].value(operation, "out", (at,))
    (share,) = PRIMITIVES[name].gradient(operation, "self", (at,))
    return share.terms[0].factors[1].symbol, value.value, share.terms[0].factors[1].value


@pytest.mark.parametrize(
    ("at", "value", "slope"), [(0, 0.006693, 0.006648), (1, 0.5, 0.25), (2, 0.993307, 0.006648)]
)
def test_that_sigmoid_saturates_far_from_zero(at, value, slope):
    found = at_five("sigmoid", at)
    assert found[0] == f"σ(x[{at}])(1 − σ(x[{at}]))"
    assert found[1:] == pytest.approx((value, slope), abs=5e-7)


@pytest.mark.parametrize(
    ("at", "value", "slope"), [(0, -0.999909, 0.000182), (1, 0.0, 1.0), (2, 0.999909, 0.000182)]
)
def test_that_tanh_is_centred(at, value, slope):
    found = at_five("tanh", at)
    assert found[0] == f"(1 − tanh²(x[{at}]))"
    assert found[1:] == pytest.approx((value, slope), abs=5e-7)


def test_that_a_dead_units_slope_says_why_it_is_zero():
    assert at_five("relu", 0) == ("0 (x[0] ≤ 0)", 0.0, 0.0)
    assert at_five("relu", 2) == ("1 (x[2] > 0)", 5.0, 1.0)


def test_that_a_function_is_written_with_its_number():
    operation = recorded("sigmoid", {"self": numbers(1, 3)})
    (stage,) = PRIMITIVES["sigmoid"].value(operation, "out", (0, 2))
    assert (stage.symbol, stage.formula) == ("y[0,2]", "σ(x[0,2])")
    assert [part if isinstance(part, str) else part.symbol for part in stage.worked] == [
        "σ(",
        "x[0,2]",
        ")",
    ]
    (share,) = PRIMITIVES["sigmoid"].gradient(operation, "self", (0, 2))
    assert share.formula == "∂L/∂y[0,2] · σ(x[0,2])(1 − σ(x[0,2]))"
