"""Arithmetic is derived as torch does it, whatever is broadcast, tied or cut off."""

import pytest
import torch

from engine.explain.derivation import Cell, Factor
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, assert_sound, numbers, recorded

PAIRS = [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 3)), ((4, 2, 3), (2, 1))]
POSITIVE = ("sqrt", "rsqrt", "log", "log1p")


@pytest.mark.parametrize("shapes", PAIRS)
@pytest.mark.parametrize("name", ["add", "sub", "rsub", "mul", "div", "maximum", "minimum"])
def test_that_two_tensors_of_any_shapes_are_combined(name, shapes):
    first, second = numbers(*shapes[0]), numbers(*shapes[1], seed=1)
    assert_explained(name, {"self": first, "other": second})
    if name in {"add", "sub", "rsub"}:
        assert_explained(name, {"self": first, "other": second}, alpha=-0.5)


@pytest.mark.parametrize("name", ["add", "sub", "rsub", "mul", "div"])
def test_that_a_tensor_and_a_number_are_combined(name):
    assert_explained(name, {"self": numbers(2, 3)}, other=2.5)


@pytest.mark.parametrize("name", ["neg", "exp", "expm1", "abs", "sign", "reciprocal", "square"])
def test_that_a_function_of_any_number_is_derived(name):
    assert_explained(name, {"self": numbers(2, 3)})


@pytest.mark.parametrize("name", POSITIVE)
def test_that_a_function_of_positive_numbers_is_derived(name):
    assert_explained(name, {"self": numbers(2, 3).abs() + 0.1})


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 0.5, -1, -0.75])
def test_that_a_power_is_derived(exponent):
    assert_explained("pow", {"self": numbers(2, 3).abs() + 0.1}, exponent=exponent)


def test_that_a_power_by_a_tensor_is_derived():
    exponents = numbers(2, 1, seed=1)
    assert_explained("pow", {"self": numbers(2, 3).abs() + 0.1, "exponent": exponents})
    assert_explained("pow", {"exponent": exponents}, self=2.0)


@pytest.mark.parametrize("limits", [{"min": -0.5}, {"max": 0.5}, {"min": -0.5, "max": 0.5}])
def test_that_numbers_are_cut_off_at_fixed_bounds(limits):
    operation = assert_explained("clamp", {"self": numbers(4, 5)}, **limits)
    assert len(set((operation.inputs["self"].gradient == 0).ravel())) == 2
    for key, limit in limits.items():
        assert_explained(f"clamp_{key}", {"self": numbers(4, 5)}, **{key: limit})


def test_that_numbers_are_cut_off_at_bounds_of_their_own():
    x, low, high = numbers(4, 5), numbers(5, seed=1), numbers(4, 1, seed=2)
    assert (low > high).any(), "some bounds should be the wrong way round"
    assert_explained("clamp", {"self": x, "min": low, "max": high})
    assert_explained("clamp_min", {"self": x, "min": low})
    assert_explained("clamp_max", {"self": x, "max": high})


def test_that_a_mask_chooses():
    mask = numbers(2, 3, seed=4) > 0
    x, other = numbers(2, 3), numbers(1, 3, seed=1)
    assert_explained("where", {"condition": mask, "self": x, "other": other})
    assert_explained("masked_fill", {"self": x, "mask": mask}, value=7.0)
    assert_explained("masked_fill", {"self": x, "mask": mask, "value": numbers(seed=5)})


@pytest.mark.parametrize("name", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_that_comparisons_give_one_or_zero(name):
    x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
    for given in ({"self": x, "other": x.flip(0)}, {"self": x}):
        settings = {} if "other" in given else {"other": 2.0}
        operation = recorded(name, given, **settings)
        found = [PRIMITIVES[name].value(operation, "out", (n,))[-1].value for n in range(3)]
        assert found == operation.outputs["out"].array.tolist()


@pytest.mark.parametrize("name", ["bitwise_not", "logical_not"])
def test_that_a_mask_is_turned_over(name):
    operation = recorded(name, {"self": torch.tensor([True, False])})
    found = [PRIMITIVES[name].value(operation, "out", (n,))[-1].value for n in range(2)]
    assert found == [0.0, 1.0]


@pytest.mark.parametrize(
    ("name", "given", "settings"),
    [
        ("maximum", {"self": [0.0, 1.0], "other": [0.0, 2.0]}, {}),
        ("minimum", {"self": [0.0, 1.0], "other": [0.0, 2.0]}, {}),
        ("clamp", {"self": [-1.0, 0.5, 1.0]}, {"min": -1.0, "max": 1.0}),
        ("clamp", {"self": [-1.0, 3.0], "min": [-1.0, 0.0], "max": [2.0, 3.0]}, {}),
        ("abs", {"self": [0.0, 1.0]}, {}),
        ("pow", {"self": [0.0, 1.0]}, {"exponent": 2.0}),
        ("pow", {"self": [0.0, 1.0], "exponent": [2.0, 3.0]}, {}),
    ],
)
def test_that_a_tie_or_a_kink_has_torchs_derivative(name, given, settings):
    tensors = {k: torch.tensor(v, dtype=torch.float64) for k, v in given.items()}
    operation = recorded(name, tensors, **settings)
    for key, operand in operation.inputs.items():
        for at, wanted in enumerate(operand.gradient):
            stages = PRIMITIVES[name].gradient(operation, key, (at,))
            assert_sound(operation, stages)
            assert stages[-1].value == pytest.approx(float(wanted), abs=1e-12)


def test_that_a_square_at_one_has_a_slope_of_two():
    """Tutorial 14: y = x² at x = 1."""
    operation = recorded("pow", {"self": torch.tensor([1.0], dtype=torch.float64)}, exponent=2)
    (value,) = PRIMITIVES["pow"].value(operation, "out", (0,))
    assert (value.symbol, value.formula, value.value) == ("y[0]", "x[0]²", 1.0)
    (stage,) = PRIMITIVES["pow"].gradient(operation, "self", (0,))
    assert stage.formula == "∂L/∂y[0] · 2 · x[0]"
    upstream, two, x = stage.terms[0].factors
    assert (two.value, x.value, x.cell) == (2.0, 1.0, Cell("self", (0,)))
    assert stage.value == 2 * upstream.value


def test_that_a_broadcast_bias_gathers_what_arrives_everywhere():
    operation = recorded("add", {"self": numbers(3, 2), "other": numbers(2, seed=1)})
    (stage,) = PRIMITIVES["add"].gradient(operation, "other", (1,))
    assert stage.formula == "Σ ∂L/∂y[…,1]"
    assert [term.factors[0].symbol for term in stage.terms] == [f"∂L/∂y[{n},1]" for n in range(3)]


def test_that_a_quotients_numbers_can_be_followed():
    operation = recorded("div", {"self": numbers(2), "other": numbers(2, seed=1)})
    (stage,) = PRIMITIVES["div"].value(operation, "out", (1,))
    assert stage.formula == "x[1] / other[1]"
    followed = [part.cell for part in stage.worked if isinstance(part, Factor)]
    assert followed == [Cell("self", (1,)), Cell("other", (1,))]


def test_that_a_constant_below_zero_stands_in_brackets():
    operation = recorded("add", {"self": numbers(2)}, other=-2.5)
    (value,) = PRIMITIVES["add"].value(operation, "out", (0,))
    assert value.formula == "x[0] + (−2.5)"
    operation = recorded("pow", {"self": numbers(2).abs()}, exponent=-1)
    (share,) = PRIMITIVES["pow"].gradient(operation, "self", (0,))
    assert share.formula == "∂L/∂y[0] · (−1) · x[0]⁻²"


def test_that_a_sum_over_places_is_written_once_for_all():
    given = {"self": numbers(3, 2), "other": numbers(2, seed=1)}
    (share,) = PRIMITIVES["mul"].gradient(recorded("mul", given), "other", (1,))
    assert share.formula == "Σ ∂L/∂y[…,1] · x[…,1]"
    (share,) = PRIMITIVES["sub"].gradient(recorded("sub", given, alpha=0.5), "other", (1,))
    assert share.formula == "Σ ∂L/∂y[…,1] · (−1) · 0.5"
    given["other"] = given["self"].mean(0)  # larger than some, smaller than others
    (share,) = PRIMITIVES["maximum"].gradient(recorded("maximum", given), "other", (1,))
    assert share.formula == "Σ ∂L/∂y[…,1] · ∂y/∂other"
