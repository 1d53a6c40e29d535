"""Every loss: what it measures, what it takes, how it looks.

Curves follow torch, element by element; the tests compare the two.
"""

import math
from typing import Any

import numpy as np

from engine.catalog.kind import LossKind, Numbers, Params, lookup, table
from engine.spec.fields import Choice, Flag, Real, Reals, Whole
from engine.text import text

#: Probabilities are drawn from just above zero, where −log p is still finite.
_PROBABILITY = (0.01, 1.0)

_REDUCTION = Choice(
    name="reduction",
    default="mean",
    options=("mean", "sum"),
    label="Reduction",
    help="Take the mean or the sum over all elements",
)
_CLASS_WEIGHTS = Reals(
    name="weight",
    default=None,
    optional=True,
    low=0.0,
    label="Class weights",
    help="One weight a class; raises the cost of mistakes on rare classes",
    rare=True,
)


def _square(x: Numbers, _params: Params) -> Numbers:
    return x**2


def _absolute(x: Numbers, _params: Params) -> Numbers:
    return np.abs(x)


def _huber(x: Numbers, params: Params) -> Numbers:
    delta: float = params["delta"]
    size = np.abs(x)
    return np.where(size <= delta, 0.5 * x**2, delta * (size - 0.5 * delta))


def _smooth_l1(x: Numbers, params: Params) -> Numbers:
    beta: float = params["beta"]
    size = np.abs(x)
    if beta == 0:
        return size
    return np.where(size < beta, 0.5 * x**2 / beta, size - 0.5 * beta)


def _log_cosh(x: Numbers, _params: Params) -> Numbers:
    sum_of_exponentials: Numbers = np.logaddexp(x, -x)
    return sum_of_exponentials - math.log(2)


def _minus_log(p: Numbers, _params: Params) -> Numbers:
    with np.errstate(divide="ignore"):
        return -np.log(p) + 0.0


def _logistic(margin: Numbers, params: Params) -> Numbers:
    """For a sample of class 1, the one that `pos_weight` weighs."""
    weight: float = params["pos_weight"][0] if params["pos_weight"] else 1.0
    return np.logaddexp(0.0, -margin) * weight


def _cross_entropy(p: Numbers, params: Params) -> Numbers:
    """For two classes: label smoothing moves half of its share to the other class."""
    share: float = params["label_smoothing"] / 2
    if share == 0:
        return _minus_log(p, params)
    with np.errstate(divide="ignore"):
        return -(1 - share) * np.log(p) - share * np.log1p(-p)


def _focal(p: Numbers, params: Params) -> Numbers:
    gamma: float = params["gamma"]
    return (1 - p) ** gamma * _minus_log(p, params)


def _hinge(margin: Numbers, _params: Params) -> Numbers:
    return np.maximum(0.0, 1 - margin)


def _multi_margin(margin: Numbers, params: Params) -> Numbers:
    """For two classes; torch divides by the number of classes."""
    lead: float = params["margin"]
    power: int = params["p"]
    return np.maximum(0.0, lead - margin) ** power / 2


def _poisson(x: Numbers, params: Params) -> Numbers:
    if params["log_input"]:
        return np.exp(x) - x
    return x - np.log(x + 1e-8)


def _cosine(degrees: Numbers, _params: Params) -> Numbers:
    return 1 - np.cos(np.radians(degrees))


def _error_loss(**declared: Any) -> LossKind:
    """A loss of the error ŷ − y, for targets that are numbers like the output."""
    return LossKind(expects="float", wants="value", tasks=("regression",), **declared)


KINDS = (
    _error_loss(
        name="MSE",
        title="MSE (mean squared error)",
        doc="Squares each error, so that large errors count most; the usual choice for numbers.",
        formula="L = 1/N Σ (ŷᵢ − yᵢ)²",
        fields=(_REDUCTION,),
        target="torch.nn.MSELoss",
        curve=_square,
    ),
    _error_loss(
        name="SSE",
        title="SSE (sum of squared errors)",
        doc="MSE without dividing by N: N times the loss and N times the gradient.",
        formula="L = Σ (ŷᵢ − yᵢ)²",
        fields=(
            Choice(
                name="reduction",
                default="sum",
                options=("sum",),
                label="Reduction",
                help="SSE is the sum; its mean is MSE",
            ),
        ),
        target="torch.nn.MSELoss",
        explicit=("reduction",),
        curve=_square,
    ),
    _error_loss(
        name="MAE",
        title="MAE (mean absolute error, L1)",
        doc="Takes each error's size: outliers pull less than with MSE.",
        formula="L = 1/N Σ |ŷᵢ − yᵢ|",
        fields=(_REDUCTION,),
        target="torch.nn.L1Loss",
        curve=_absolute,
    ),
    _error_loss(
        name="Huber",
        doc="Squared for small errors, straight for large ones: smooth, yet calm about outliers.",
        formula="L = 1/N Σ ½eᵢ² if |eᵢ| ≤ δ, else δ(|eᵢ| − ½δ);   e = ŷ − y",
        fields=(
            _REDUCTION,
            Real(
                name="delta", default=1.0, above=0.0, help="Error from which the line is straight"
            ),
        ),
        target="torch.nn.HuberLoss",
        curve=_huber,
    ),
    _error_loss(
        name="SmoothL1",
        title="Smooth L1",
        doc="Huber divided by β: the slope of large errors is always 1.",
        formula="L = 1/N Σ ½eᵢ²/β if |eᵢ| < β, else |eᵢ| − ½β;   e = ŷ − y",
        fields=(
            _REDUCTION,
            Real(name="beta", default=1.0, low=0.0, help="Error from which the line is straight"),
        ),
        target="torch.nn.SmoothL1Loss",
        curve=_smooth_l1,
    ),
    _error_loss(
        name="LogCosh",
        title="Log-cosh",
        doc="Like MSE near zero and like MAE far away, and smooth everywhere.",
        formula="L = 1/N Σ log cosh(ŷᵢ − yᵢ)",
        fields=(_REDUCTION,),
        target="engine.functions.log_cosh_loss",
        call="function",
        curve=_log_cosh,
    ),
    LossKind(
        name="BCE",
        title="BCE (binary cross-entropy)",
        doc="For two classes when the output is already a probability (a sigmoid comes before it).",
        formula="L = −1/N Σ yᵢ log ŷᵢ + (1 − yᵢ) log(1 − ŷᵢ)",
        fields=(_REDUCTION,),
        target="torch.nn.BCELoss",
        expects="float",
        wants="probability",
        tasks=("binary",),
        curve=_minus_log,
        curve_axis="probability",
        curve_range=_PROBABILITY,
    ),
    LossKind(
        name="BCEWithLogits",
        title="BCE with logits",
        doc="For two classes with one raw output: sigmoid and BCE in one, exact for large outputs.",
        formula="L = −1/N Σ yᵢ log σ(ŷᵢ) + (1 − yᵢ) log(1 − σ(ŷᵢ))",
        fields=(
            _REDUCTION,
            Reals(
                name="pos_weight",
                default=None,
                optional=True,
                low=0.0,
                count=1,
                label="Positive weight",
                help="Counts the samples of class 1 this many times",
                rare=True,
            ),
        ),
        target="torch.nn.BCEWithLogitsLoss",
        tensors=("pos_weight",),
        expects="float",
        wants="logit",
        tasks=("binary",),
        curve=_logistic,
        curve_axis="margin",
        curve_range=(-5.0, 5.0),
    ),
    LossKind(
        name="CrossEntropy",
        title="Cross-entropy",
        doc="For several classes with one raw output each: contains the softmax and its logarithm.",
        formula="L = −1/N Σ log softmax(ẑᵢ)[yᵢ]",
        fields=(
            _REDUCTION,
            Real(
                name="label_smoothing",
                default=0.0,
                low=0.0,
                high=1.0,
                label="Label smoothing",
                help="Share of the target that is spread evenly over all classes",
                rare=True,
            ),
            _CLASS_WEIGHTS,
        ),
        target="torch.nn.CrossEntropyLoss",
        tensors=("weight",),
        expects="index",
        wants="logit",
        tasks=("multiclass", "binary"),
        curve=_cross_entropy,
        curve_axis="probability",
        curve_range=_PROBABILITY,
    ),
    LossKind(
        name="NLL",
        title="NLL (negative log-likelihood)",
        doc="For several classes when the output is a log-probability (a LogSoftmax comes before it).",
        formula="L = −1/N Σ ŷᵢ[yᵢ]",
        fields=(_REDUCTION, _CLASS_WEIGHTS),
        target="torch.nn.NLLLoss",
        tensors=("weight",),
        expects="index",
        wants="log_probability",
        tasks=("multiclass", "binary"),
        curve=_minus_log,
        curve_axis="probability",
        curve_range=_PROBABILITY,
    ),
    LossKind(
        name="KLDiv",
        title="KL divergence",
        doc="How far the output's log-probabilities are from a target distribution.",
        formula="L = 1/N Σᵢ Σⱼ yᵢⱼ (log yᵢⱼ − ŷᵢⱼ)",
        fields=(
            Choice(
                name="reduction",
                default="batchmean",
                options=("batchmean", "mean", "sum"),
                label="Reduction",
                help="batchmean divides by the samples, which is the true mean; mean by all elements",
            ),
        ),
        target="torch.nn.KLDivLoss",
        explicit=("reduction",),
        expects="probability",
        wants="log_probability",
        tasks=("multiclass", "binary"),
        curve=_minus_log,
        curve_axis="probability",
        curve_range=_PROBABILITY,
    ),
    LossKind(
        name="Focal",
        title="Focal",
        doc="Cross-entropy that counts samples already well classified less, for rare classes.",
        formula="L = −1/N Σ (1 − pᵢ)^γ log pᵢ;   pᵢ = softmax(ẑᵢ)[yᵢ]",
        fields=(
            _REDUCTION,
            Real(
                name="gamma",
                default=2.0,
                low=0.0,
                high=10.0,
                label="γ",
                help="How little easy samples count; 0 is cross-entropy",
            ),
            _CLASS_WEIGHTS,
        ),
        target="engine.functions.focal_loss",
        call="function",
        tensors=("weight",),
        expects="index",
        wants="logit",
        tasks=("multiclass", "binary"),
        curve=_focal,
        curve_axis="probability",
        curve_range=_PROBABILITY,
    ),
    LossKind(
        name="Hinge",
        doc="For two classes −1 and 1: no loss once the output is on the right side by 1.",
        formula="L = 1/N Σ max(0, 1 − yᵢŷᵢ)",
        fields=(_REDUCTION,),
        target="engine.functions.hinge_loss",
        call="function",
        expects="sign",
        wants="value",
        tasks=("binary",),
        curve=_hinge,
        curve_axis="margin",
    ),
    LossKind(
        name="MultiMargin",
        title="Multi-class margin",
        doc="For several classes: the true class's output should lead each other one by the margin.",
        formula="L = 1/N Σᵢ 1/C Σⱼ max(0, margin − ŷᵢ[yᵢ] + ŷᵢ[j])ᵖ,   j ≠ yᵢ",
        fields=(
            Whole(name="p", default=1, low=1, high=2, help="Power of each term: 1 or 2"),
            Real(
                name="margin", default=1.0, above=0.0, help="Lead that the true class should have"
            ),
            _CLASS_WEIGHTS,
            _REDUCTION,
        ),
        target="torch.nn.MultiMarginLoss",
        tensors=("weight",),
        expects="index",
        wants="value",
        tasks=("multiclass", "binary"),
        curve=_multi_margin,
        curve_axis="margin",
    ),
    LossKind(
        name="PoissonNLL",
        title="Poisson NLL",
        doc="For counts (0, 1, 2, …): the output is the logarithm of the expected count.",
        formula="L = 1/N Σ exp(ŷᵢ) − yᵢŷᵢ",
        fields=(
            Flag(
                name="log_input",
                default=True,
                help="The output is the logarithm of the expected count, else the count itself",
            ),
            Flag(
                name="full",
                default=False,
                help="Add Stirling's term, which changes no gradient",
                rare=True,
            ),
            _REDUCTION,
        ),
        target="torch.nn.PoissonNLLLoss",
        expects="float",
        wants="value",
        curve=_poisson,
        curve_axis="prediction",
        curve_range=(0.1, 3.0),
    ),
    LossKind(
        name="Cosine",
        title="Cosine distance",
        doc="Compares directions only: 0 when output and target point the same way, 2 when opposite.",
        formula="L = 1/N Σ 1 − ŷᵢ·yᵢ / (‖ŷᵢ‖ ‖yᵢ‖)",
        fields=(_REDUCTION,),
        target="engine.functions.cosine_loss",
        call="function",
        expects="float",
        wants="value",
        curve=_cosine,
        curve_axis="angle",
        curve_range=(0.0, 180.0),
    ),
)

LOSSES: dict[str, LossKind] = table(*KINDS)


def loss_kind(name: str) -> LossKind:
    """The declared loss; raises UserError when there is none of this name."""
    kind: LossKind = lookup(LOSSES, name, text("loss"))
    return kind
