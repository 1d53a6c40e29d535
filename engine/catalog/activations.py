"""Every activation: one line of help, the formula of f and of its derivative, and both curves."""

from collections.abc import Callable
from typing import Any

from engine import numbers
from engine.catalog import curves
from engine.catalog.kept import one_more
from engine.catalog.kind import Curve, LayerKind, Numbers, Params, Shape, ShapeError, Shapes
from engine.spec.fields import Choice, Field, Real, Whole
from engine.text import Text, text

#: SELU's constants, from Klambauer et al. 2017, as torch has them.
_SELU_ALPHA = 1.6732632423543772
_SELU_SCALE = 1.0507009873554805

_LAMBDA = Real(name="lambd", default=0.5, low=0.0, help="λ: half the width of the zero range")


def _with(function: Callable[..., Numbers], *names: str) -> Curve:
    """A curve whose function takes the named parameters one by one."""

    def curve(z: Numbers, params: Params) -> Numbers:
        return function(z, *(params[name] for name in names))

    return curve


def _of_elu(function: Callable[..., Numbers]) -> Curve:
    return lambda z, params: function(z, params["alpha"], 1.0, 1.0)


def _of_celu(function: Callable[..., Numbers]) -> Curve:
    return lambda z, params: function(z, params["alpha"], params["alpha"], 1.0)


def _of_selu(function: Callable[..., Numbers]) -> Curve:
    return lambda z, _params: function(z, _SELU_ALPHA, 1.0, _SELU_SCALE)


def _fixed(function: Callable[..., Numbers], *values: float) -> Curve:
    return lambda z, _params: function(z, *values)


def _activation(
    name: str, doc: str, formula: str, curve: Curve, derivative: Curve, *fields: Field, **more: Any
) -> LayerKind:
    return LayerKind(
        name=name,
        group="activation",
        doc=doc,
        formula=formula,
        fields=fields,
        target=f"torch.nn.{name}",
        stem=name.lower(),
        short=True,
        curve=curve,
        derivative=derivative,
        **more,
    )


def _prelu_shape(params: Params, inputs: Shapes) -> Shape:
    count, found = params["num_parameters"], inputs[0]
    if count != 1 and (not found or found[0] != count):
        raise ShapeError(
            text(
                "PReLU has num_parameters {count}, but its input {found} has another first size. "
                "Choose 1, or one a channel.",
                count=count,
                found=numbers.shape(found) or "1",
            )
        )
    return found


def _prelu_weights(params: Params, _inputs: Shapes) -> dict[str, Shape]:
    return {"weight": (params["num_parameters"],)}


def _hardtanh_rule(params: Params) -> Text | None:
    if params["min_val"] >= params["max_val"]:
        return text("min_val must be below max_val.")
    return None


def _rrelu_rule(params: Params) -> Text | None:
    if params["lower"] > params["upper"]:
        return text("lower must not be above upper.")
    return None


def _mean_slope(function: Callable[[Numbers, float], Numbers]) -> Curve:
    """RReLU as it is when evaluated: with the mean of its two bounds."""
    return lambda z, params: function(z, (params["lower"] + params["upper"]) / 2)


def _always(_params: Params) -> bool:
    return True


def _between(low: float, high: float) -> Callable[[Params], tuple[float, float]]:
    return lambda _params: (low, high)


def _at_zero(name: str) -> Callable[[Params], bool]:
    """A leaky function without its leak, or one whose fixed value is 0."""
    return lambda params: bool(params[name] == 0)


def _shrinks(params: Params) -> bool:
    return bool(params["lambd"] > 0)


def _hardtanh_silent(params: Params) -> bool:
    return 0 in (params["min_val"], params["max_val"])


def _hardtanh_ends(params: Params) -> tuple[float, float] | None:
    low, high = params["min_val"], params["max_val"]
    return (low, high) if low < 0 < high else None


KINDS = (
    _activation(
        "ReLU",
        "Negative numbers become 0, positive ones pass unchanged.",
        "f(z) = max(0, z)   f′(z) = 1 if z > 0, else 0",
        curves.relu,
        curves.relu_slope,
        keeps="output",
        falls_silent=_always,
    ),
    _activation(
        "LeakyReLU",
        "Like ReLU, but negative numbers keep a small slope, so that no unit dies.",
        "f(z) = z if z > 0, else a·z   f′(z) = 1 if z > 0, else a",
        _with(curves.leaky, "negative_slope"),
        _with(curves.leaky_slope, "negative_slope"),
        Real(name="negative_slope", default=0.01, help="a: slope left of zero"),
        falls_silent=_at_zero("negative_slope"),
    ),
    _activation(
        "PReLU",
        "Leaky ReLU whose slope for negative numbers is learnt.",
        "f(z) = z if z > 0, else a·z   f′(z) = 1 if z > 0, else a",
        _with(curves.leaky, "init"),
        _with(curves.leaky_slope, "init"),
        Whole(
            name="num_parameters",
            default=1,
            low=1,
            help="Number of slopes to learn: 1, or one a channel",
        ),
        Real(name="init", default=0.25, help="a: slope to start with"),
        out_shape=_prelu_shape,
        weights=_prelu_weights,
    ),
    _activation(
        "RReLU",
        "Leaky ReLU whose slope is drawn anew for each number while training, against overfitting.",
        "f(z) = z if z > 0, else a·z   f′(z) = 1 if z > 0, else a",
        _mean_slope(curves.leaky),
        _mean_slope(curves.leaky_slope),
        Real(name="lower", default=1 / 8, help="Smallest slope drawn"),
        Real(name="upper", default=1 / 3, help="Largest slope drawn; evaluation takes the mean"),
        rule=_rrelu_rule,
        keeps_more=one_more,
    ),
    _activation(
        "ELU",
        "Negative numbers bend smoothly towards −α, so that outputs centre around 0.",
        "f(z) = z if z > 0, else α(eᶻ − 1)   f′(z) = 1 if z > 0, else α·eᶻ",
        _of_elu(curves.exponential),
        _of_elu(curves.exponential_slope),
        Real(name="alpha", default=1.0, above=0.0, help="α: depth for very negative numbers"),
    ),
    _activation(
        "SELU",
        "ELU scaled so that mean 0 and spread 1 keep themselves from layer to layer.",
        "f(z) = λz if z > 0, else λα(eᶻ − 1)   f′(z) = λ if z > 0, else λα·eᶻ",
        _of_selu(curves.exponential),
        _of_selu(curves.exponential_slope),
    ),
    _activation(
        "CELU",
        "ELU whose slope has no jump at 0 for any α.",
        "f(z) = z if z > 0, else α(e^(z/α) − 1)   f′(z) = 1 if z > 0, else e^(z/α)",
        _of_celu(curves.exponential),
        _of_celu(curves.exponential_slope),
        Real(name="alpha", default=1.0, above=0.0, help="α: depth for very negative numbers"),
    ),
    _activation(
        "GELU",
        "A smooth ReLU that weighs each number by how likely it is to be positive.",
        "f(z) = z·Φ(z)   f′(z) = Φ(z) + z·φ(z)",
        curves.gelu,
        curves.gelu_slope,
        Choice(
            name="approximate",
            default="none",
            options=("none", "tanh"),
            help="Exact, or the faster formula with tanh",
        ),
    ),
    _activation(
        "SiLU",
        "A smooth ReLU, also called Swish: the number times its own sigmoid.",
        "f(z) = z·σ(z)   f′(z) = σ(z) + z·σ(z)(1 − σ(z))",
        curves.silu,
        curves.silu_slope,
    ),
    _activation(
        "Mish",
        "A smooth ReLU much like SiLU, a little deeper left of zero.",
        "f(z) = z·tanh(s)   f′(z) = tanh(s) + z·σ(z)(1 − tanh²(s)),   s = log(1 + eᶻ)",
        curves.mish,
        curves.mish_slope,
    ),
    _activation(
        "Sigmoid",
        "Squeezes any number into 0 … 1, as a probability; far from 0 its slope vanishes.",
        "f(z) = 1 / (1 + e⁻ᶻ)   f′(z) = f(z)(1 − f(z))",
        curves.sigmoid,
        curves.sigmoid_slope,
        keeps="output",
        ends=_between(0.0, 1.0),
    ),
    _activation(
        "Tanh",
        "Squeezes any number into −1 … 1, centred at 0; far from 0 its slope vanishes.",
        "f(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)   f′(z) = 1 − f(z)²",
        curves.tanh,
        curves.tanh_slope,
        keeps="output",
        ends=_between(-1.0, 1.0),
    ),
    _activation(
        "Softplus",
        "A smooth ReLU that stays above 0.",
        "f(z) = log(1 + e^(βz)) / β   f′(z) = σ(βz)",
        curves.softplus,
        curves.softplus_slope,
        Real(name="beta", default=1.0, above=0.0, help="β: larger is nearer to ReLU"),
        Real(name="threshold", default=20.0, low=0.0, help="βz from which it is taken as straight"),
    ),
    _activation(
        "Softsign",
        "Like tanh, but nears −1 and 1 more slowly.",
        "f(z) = z / (1 + |z|)   f′(z) = 1 / (1 + |z|)²",
        curves.softsign,
        curves.softsign_slope,
        keeps_more=one_more,
        ends=_between(-1.0, 1.0),
    ),
    _activation(
        "Hardtanh",
        "A straight line cut off at both ends: a cheap tanh.",
        "f(z) = min(max(z, a), b)   f′(z) = 1 if a < z < b, else 0",
        _with(curves.hardtanh, "min_val", "max_val"),
        _with(curves.hardtanh_slope, "min_val", "max_val"),
        Real(name="min_val", default=-1.0, help="a: smallest output"),
        Real(name="max_val", default=1.0, help="b: largest output"),
        rule=_hardtanh_rule,
        falls_silent=_hardtanh_silent,
        ends=_hardtanh_ends,
    ),
    _activation(
        "Hardsigmoid",
        "A straight line cut off at 0 and 1: a cheap sigmoid.",
        "f(z) = min(max(z/6 + ½, 0), 1)   f′(z) = ⅙ if |z| < 3, else 0",
        curves.hardsigmoid,
        curves.hardsigmoid_slope,
        falls_silent=_always,
        ends=_between(0.0, 1.0),
    ),
    _activation(
        "Hardswish",
        "A cheap SiLU, made for phones.",
        "f(z) = z·min(max(z/6 + ½, 0), 1)   f′(z) = z/3 + ½ if |z| < 3, else 0 or 1",
        curves.hardswish,
        curves.hardswish_slope,
        falls_silent=_always,
    ),
    _activation(
        "ReLU6",
        "ReLU cut off at 6, for arithmetic with few bits.",
        "f(z) = min(max(0, z), 6)   f′(z) = 1 if 0 < z < 6, else 0",
        _fixed(curves.hardtanh, 0.0, 6.0),
        _fixed(curves.hardtanh_slope, 0.0, 6.0),
        curve_range=(-5.0, 8.0),
        falls_silent=_always,
    ),
    _activation(
        "LogSigmoid",
        "The logarithm of the sigmoid, exact where the sigmoid would be 0.",
        "f(z) = −log(1 + e⁻ᶻ)   f′(z) = 1 − σ(z)",
        curves.log_sigmoid,
        curves.log_sigmoid_slope,
        keeps_more=one_more,
    ),
    _activation(
        "Tanhshrink",
        "What tanh takes away: nearly 0 around zero, nearly straight far from it.",
        "f(z) = z − tanh(z)   f′(z) = tanh²(z)",
        curves.tanhshrink,
        curves.tanhshrink_slope,
        keeps="nothing",
        keeps_more=one_more,
    ),
    _activation(
        "Softshrink",
        "Moves numbers towards 0 by λ; small ones become 0.",
        "f(z) = z − λ if z > λ, z + λ if z < −λ, else 0   f′(z) = 1 if |z| > λ, else 0",
        curves.softshrink,
        curves.shrink_slope,
        _LAMBDA,
        falls_silent=_shrinks,
    ),
    _activation(
        "Hardshrink",
        "Small numbers become 0, the others pass unchanged.",
        "f(z) = z if |z| > λ, else 0   f′(z) = 1 if |z| > λ, else 0",
        curves.hardshrink,
        curves.shrink_slope,
        _LAMBDA,
        falls_silent=_shrinks,
    ),
    _activation(
        "Threshold",
        "Numbers up to a threshold become a fixed value, the others pass unchanged.",
        "f(z) = z if z > t, else v   f′(z) = 1 if z > t, else 0",
        curves.threshold,
        curves.threshold_slope,
        Real(name="threshold", default=0.0, help="t: numbers above it pass"),
        Real(name="value", default=0.0, help="v: what the others become"),
        positional=2,
        falls_silent=_at_zero("value"),
    ),
)
