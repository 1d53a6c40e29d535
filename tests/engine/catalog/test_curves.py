"""What is drawn of activations and losses equals what torch computes."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.catalog.activations import KINDS as ACTIVATIONS
from engine.catalog.kind import LayerKind, LossKind, Params
from engine.catalog.layers import LAYERS, layer_kind
from engine.catalog.losses import LOSSES, loss_kind
from tests.engine.catalog.samples import build, resolve, variants

DRAWN = [(kind, params) for kind in ACTIVATIONS if kind.curve for params in variants(kind)]


def is_drawn(kind: LossKind, params: Params) -> bool:
    """Class weights, and a mean over the classes too, are left out of the curve of one sample."""
    over_classes = kind.name == "KLDiv" and params["reduction"] == "mean"
    return not params.get("weight") and not over_classes


LOSS_VARIANTS = [
    (kind, params)
    for kind in LOSSES.values()
    for params in variants(kind)
    if is_drawn(kind, params)
]


def variant_id(pair: tuple[LayerKind | LossKind, Params]) -> str:
    kind, params = pair
    changed = [f"{f.name}={params[f.name]}" for f in kind.fields if params[f.name] != f.default]
    return "-".join([kind.name, *changed])


@pytest.mark.parametrize("drawn", DRAWN, ids=variant_id)
def test_that_an_activation_and_its_derivative_equal_torchs(drawn) -> None:
    kind, params = drawn
    low, high = kind.curve_range
    points = np.linspace(low - 20, high + 20, 997)
    z = torch.tensor(points.reshape(-1, 1), requires_grad=True)
    if "init" in params:
        params = {**params, "num_parameters": 1}
    values = build(kind, params, ((1,),)).eval()(z)
    values.sum().backward()
    assert z.grad is not None
    np.testing.assert_allclose(
        kind.curve(points, params), values.detach().numpy()[:, 0], rtol=1e-6, atol=1e-9
    )
    np.testing.assert_allclose(
        kind.derivative(points, params), z.grad.numpy()[:, 0], rtol=1e-6, atol=1e-9
    )


@pytest.mark.parametrize("name", ["ReLU", "LeakyReLU", "ReLU6", "Hardtanh", "Softshrink", "ELU"])
def test_that_the_slope_at_a_kink_is_the_one_torch_takes(name: str) -> None:
    kind = layer_kind(name)
    params = kind.values({})
    kinks = np.array([-1.0, -0.5, 0.0, 0.5, 1.0, 6.0])
    z = torch.tensor(kinks, requires_grad=True)
    build(kind, params, ((6,),))(z).sum().backward()
    assert kind.derivative is not None
    assert z.grad is not None
    np.testing.assert_allclose(kind.derivative(kinks, params), z.grad.numpy(), atol=1e-12)


@pytest.mark.parametrize("drawn", DRAWN, ids=variant_id)
def test_that_what_kills_and_what_saturates_follows_from_the_curve(drawn) -> None:
    """Silent: 0 with slope 0 over a stretch. Ends: bounded, and strictly between them at 0."""
    kind, params = drawn
    points = np.linspace(-4, 4, 1_601)
    values, slopes = kind.curve(points, params), kind.derivative(points, params)
    silent = (values == 0) & (slopes == 0)
    learnt = "init" in params  # PReLU may begin without a slope, and gets one
    assert kind.falls_silent(params) == (bool(silent.sum() > 10) and not learnt)
    far = kind.curve(np.array([-1e12, 0.0, 1e12]), params)
    squeezes = np.abs(far).max() < 1e11 and far[0] < far[1] < far[2]
    ends = kind.ends(params)
    assert (ends is not None) == squeezes
    if ends is not None:
        assert ends == pytest.approx((far[0], far[2]))


def test_that_only_functions_of_one_number_have_curves() -> None:
    drawn = {kind.name for kind in LAYERS.values() if kind.curve is not None}
    assert drawn == {kind.name for kind in ACTIVATIONS}
    assert drawn == {kind.name for kind in LAYERS.values() if kind.derivative is not None}


def criterion(kind: LossKind, params: Params):
    values = {
        name: torch.tensor(v, dtype=torch.float64) if name in kind.tensors and v else v
        for name, v in params.items()
    }
    if kind.call == "class":
        loss: nn.Module = resolve(kind)(**values)
        return loss
    return lambda output, target: resolve(kind)(output, target, **values)


def output_and_target(kind: LossKind, x: float) -> tuple[Tensor, Tensor]:
    """A batch of one for which the loss is drawn at `x`."""
    one, index = torch.ones(1, 1, dtype=torch.float64), torch.zeros(1, dtype=torch.long)
    value = torch.full((1, 1), x, dtype=torch.float64)
    match kind.curve_axis:
        case "error":
            return value, 0 * one
        case "prediction":
            return value, one
        case "angle":
            angle = np.radians(x)
            pair = torch.tensor([[np.cos(angle), np.sin(angle)]])
            return 3 * pair, torch.tensor([[2.0, 0.0]], dtype=torch.float64)
        case "margin" if kind.expects == "index":
            return torch.cat([value, 0 * one], dim=1), index
        case "margin":
            return value, one
        case "probability" if kind.wants == "probability":
            return value, one
    logs = torch.tensor([[x, 1 - x]], dtype=torch.float64).log()
    if kind.expects == "probability":
        return logs, torch.tensor([[1.0, 0.0]], dtype=torch.float64)
    return logs, index


@pytest.mark.parametrize("variant", LOSS_VARIANTS, ids=variant_id)
def test_that_a_losss_curve_equals_the_torch_loss(variant) -> None:
    kind, params = variant
    loss = criterion(kind, params)
    low, high = kind.curve_range
    points = np.linspace(low, high, 101)
    if kind.name == "KLDiv" or params.get("label_smoothing"):
        points = points[
            :-1
        ]  # at 1 the other class has a logarithm of −∞, where torch gives nan or ∞
    expected = [float(loss(*output_and_target(kind, x))) for x in points]
    np.testing.assert_allclose(kind.curve(points, params), expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("kind", LOSSES.values(), ids=lambda k: k.name)
def test_that_losses_go_backwards_as_finite_differences_do(kind: LossKind) -> None:
    torch.manual_seed(0)
    output = torch.randn(4, 3, dtype=torch.float64) * 2
    targets = {
        "float": torch.rand(4, 3, dtype=torch.float64),
        "sign": torch.rand(4, 3, dtype=torch.float64).round() * 2 - 1,
        "probability": torch.rand(4, 3, dtype=torch.float64).softmax(1),
        "index": torch.tensor([0, 2, 1, 1]),
    }
    if kind.wants == "probability":
        output = output.sigmoid()
    if kind.wants == "log_probability":
        output = output.log_softmax(1)
    loss = criterion(kind, kind.values({}))
    target = targets[kind.expects]
    assert torch.autograd.gradcheck(lambda x: loss(x, target), (output.requires_grad_(),))


@pytest.mark.parametrize("kind", LOSSES.values(), ids=lambda k: k.name)
def test_that_every_loss_is_described(kind: LossKind) -> None:
    assert kind.formula.startswith("L = ")
    assert kind.doc.endswith(".")
    assert kind.tasks
    assert "reduction" in [field.name for field in kind.fields]


def test_that_class_weights_work_in_every_loss_that_has_them() -> None:
    logits, target = torch.randn(6, 3).double(), torch.tensor([0, 1, 2, 0, 1, 2])
    for kind in LOSSES.values():
        if "weight" not in kind.tensors:
            continue
        even = criterion(kind, kind.values({"weight": [1, 1, 1]}))(logits, target)
        plain = criterion(kind, kind.values({}))(logits, target)
        heavy = criterion(kind, kind.values({"weight": [5, 1, 1]}))(logits, target)
        torch.testing.assert_close(even, plain)
        assert not torch.isclose(heavy, plain)


def test_the_figures_of_tutorial_8() -> None:
    def at(name: str, *points: float) -> tuple[list[float], list[float]]:
        kind = layer_kind(name)
        z = np.array(points)
        assert kind.curve is not None
        assert kind.derivative is not None
        values, slopes = kind.curve(z, kind.values({})), kind.derivative(z, kind.values({}))
        return values.round(6).tolist(), slopes.round(6).tolist()

    assert at("Sigmoid", -5, 0, 5) == ([0.006693, 0.5, 0.993307], [0.006648, 0.25, 0.006648])
    assert at("Tanh", 0) == ([0.0], [1.0])
    assert at("ReLU", -5, 5) == ([0.0, 5.0], [0.0, 1.0])
    softmax = layer_kind("Softmax")
    function = build(softmax, softmax.values({}), ((3,),))
    small = function(torch.tensor([[1.0, 2.0, 3.0]]))
    assert small.numpy().round(6).tolist()[0] == pytest.approx([0.090031, 0.244728, 0.665241])
    large = function(torch.tensor([[1000.0, 1001.0, 1002.0]]))
    torch.testing.assert_close(large, small)


def test_the_figures_of_tutorial_10() -> None:
    """One-hot cross-entropy, NLL of log-softmax and KL divergence are one number."""
    torch.manual_seed(3)
    logits, target = torch.randn(5, 4).double(), torch.tensor([0, 3, 1, 1, 2])
    one_hot = nn.functional.one_hot(target, 4).double()
    expected = -(one_hot * logits.log_softmax(1)).sum(1).mean()

    def loss(name: str, *given: Tensor) -> Tensor:
        kind = loss_kind(name)
        result: Tensor = criterion(kind, kind.values({}))(*given)
        return result

    torch.testing.assert_close(loss("CrossEntropy", logits, target), expected)
    torch.testing.assert_close(loss("NLL", logits.log_softmax(1), target), expected)
    torch.testing.assert_close(loss("KLDiv", logits.log_softmax(1), one_hot), expected)
    focal = criterion(loss_kind("Focal"), {"gamma": 0.0, "weight": None, "reduction": "mean"})
    torch.testing.assert_close(focal(logits, target), expected)


def test_that_sse_is_mse_times_the_number_of_elements() -> None:
    output, target = torch.randn(5, 4).double(), torch.randn(5, 4).double()
    mse, sse = loss_kind("MSE"), loss_kind("SSE")
    mean = criterion(mse, mse.values({}))(output, target)
    total = criterion(sse, sse.values({}))(output, target)
    torch.testing.assert_close(total, 20 * mean)


def test_why_logits_are_better_in_numbers() -> None:
    logit, target = torch.tensor([[20.0]]), torch.tensor([[0.0]])
    with_logits, bce = loss_kind("BCEWithLogits"), loss_kind("BCE")
    exact = criterion(with_logits, with_logits.values({}))(logit, target)
    clamped = criterion(bce, bce.values({}))(logit.sigmoid(), target)
    assert (float(exact), float(clamped)) == (20.0, 100.0)


def test_that_our_own_losses_stay_finite_far_out() -> None:
    far = torch.tensor([[-1e30, 1e30]], requires_grad=True)
    for name, target in [("LogCosh", torch.zeros(1, 2)), ("Focal", torch.tensor([1]))]:
        kind = loss_kind(name)
        value = criterion(kind, kind.values({}))(far, target)
        (slope,) = torch.autograd.grad(value, far)
        assert torch.isfinite(value)
        assert torch.isfinite(slope).all()
