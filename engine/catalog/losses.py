"""Every loss: what it measures, what it takes, how it looks.

Curves are in `loss_curves.py`.
"""

from typing import Any

from engine.catalog import loss_curves
from engine.catalog.kind import LossKind, lookup, table
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
        curve=loss_curves.square,
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
        curve=loss_curves.square,
    ),
    _error_loss(
        name="MAE",
        title="MAE (mean absolute error, L1)",
        doc="Takes each error's size: outliers pull less than with MSE.",
        formula="L = 1/N Σ |ŷᵢ − yᵢ|",
        fields=(_REDUCTION,),
        target="torch.nn.L1Loss",
        curve=loss_curves.absolute,
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
        curve=loss_curves.huber,
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
        curve=loss_curves.smooth_l1,
    ),
    _error_loss(
        name="LogCosh",
        title="Log-cosh",
        doc="Like MSE near zero and like MAE far away, and smooth everywhere.",
        formula="L = 1/N Σ log cosh(ŷᵢ − yᵢ)",
        fields=(_REDUCTION,),
        target="engine.functions.log_cosh_loss",
        call="function",
        curve=loss_curves.log_cosh,
    ),
    LossKind(
        name="BCE",
        title="BCE (binary cross-entropy)",
        doc="For two classes when the output is already a probability (a sigmoid comes before it).",
        formula="L = −1/N Σ [yᵢ log ŷᵢ + (1 − yᵢ) log(1 − ŷᵢ)]",
        fields=(_REDUCTION,),
        target="torch.nn.BCELoss",
        expects="float",
        wants="probability",
        tasks=("binary",),
        curve=loss_curves.minus_log,
        curve_axis="probability",
        curve_range=_PROBABILITY,
    ),
    LossKind(
        name="BCEWithLogits",
        title="BCE with logits",
        doc="For two classes with one raw output: sigmoid and BCE in one, exact for large outputs.",
        formula="L = −1/N Σ [yᵢ log σ(ŷᵢ) + (1 − yᵢ) log(1 − σ(ŷᵢ))]",
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
        curve=loss_curves.logistic,
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
        curve=loss_curves.cross_entropy,
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
        curve=loss_curves.minus_log,
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
        curve=loss_curves.minus_log,
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
        curve=loss_curves.focal,
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
        curve=loss_curves.hinge,
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
        curve=loss_curves.multi_margin,
        curve_axis="margin",
    ),
    LossKind(
        name="PoissonNLL",
        title="Poisson NLL",
        doc="For counts (0, 1, 2, …): the output is the logarithm of the expected count.",
        formula="L = 1/N Σ [exp(ŷᵢ) − yᵢŷᵢ]",
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
        curve=loss_curves.poisson,
        curve_axis="prediction",
        curve_range=(0.1, 3.0),
    ),
    LossKind(
        name="Cosine",
        title="Cosine distance",
        doc="Compares directions only: 0 when output and target point the same way, 2 when opposite.",
        formula="L = 1/N Σ [1 − ŷᵢ·yᵢ / (‖ŷᵢ‖ ‖yᵢ‖)]",
        fields=(_REDUCTION,),
        target="engine.functions.cosine_loss",
        call="function",
        expects="float",
        wants="value",
        curve=loss_curves.cosine,
        curve_axis="angle",
        curve_range=(0.0, 180.0),
    ),
)

LOSSES: dict[str, LossKind] = table(*KINDS)


def loss_kind(name: str) -> LossKind:
    """The declared loss; raises UserError when there is none of this name."""
    kind: LossKind = lookup(LOSSES, name, text("loss"))
    return kind
