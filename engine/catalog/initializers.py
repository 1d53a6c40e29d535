"""Every way to fill a weight before training."""

from collections.abc import Callable
from dataclasses import replace

from engine.catalog.kind import InitKind, Params, lookup, table
from engine.spec.fields import Choice, Field, Real, Reals
from engine.text import Text, text

_GAIN = Real(name="gain", default=1.0, low=0.0, help="Factor on top; √2 suits ReLU, 5/3 tanh")
_MEAN = Real(name="mean", default=0.0, help="Centre of the distribution")
_STD = Real(name="std", default=1.0, low=0.0, help="Standard deviation of the distribution")
_KAIMING = (
    Real(name="a", default=0.0, low=0.0, help="Slope of the leaky ReLU that follows"),
    Choice(
        name="mode",
        default="fan_in",
        options=("fan_in", "fan_out"),
        help="Keep the spread of the values going forwards, or of the gradients going back",
    ),
    Choice(
        name="nonlinearity",
        default="leaky_relu",
        options=("leaky_relu", "relu", "tanh", "sigmoid", "selu", "linear"),
        help="The activation that follows",
    ),
)


def _kind(
    name: str,
    doc: str,
    formula: str,
    target: str,
    *fields: Field,
    min_dims: int = 0,
    rule: Callable[[Params], Text | None] | None = None,
    explicit: tuple[str, ...] = (),
) -> InitKind:
    return InitKind(
        name=name,
        doc=doc,
        formula=formula,
        target=target,
        fields=fields,
        min_dims=min_dims,
        rule=rule,
        explicit=explicit,
    )


def _ordered(params: Params) -> Text | None:
    if params["a"] >= params["b"]:
        return text("a must be below b.")
    return None


def _mean_within(params: Params) -> Text | None:
    """Else the tails that remain are so thin that torch's draws are no longer right."""
    if not params["a"] < params["mean"] < params["b"]:
        return text("mean must lie between a and b.")
    return None


KINDS = (
    _kind("default", "PyTorch's own way for this layer.", "", ""),
    _kind(
        "constant",
        "The same number everywhere.",
        "w = val",
        "torch.nn.init.constant_",
        Real(name="val", default=0.0, label="Value", help="The number"),
        explicit=("val",),
    ),
    _kind(
        "values",
        "Numbers given one by one, in row-major order.",
        "w = values",
        "engine.functions.set_values_",
        Reals(name="values", default=(0.0,), label="Values", help="As many numbers as it has"),
        explicit=("values",),
    ),
    _kind(
        "zeros", "All zero: right for a bias, never for a weight.", "w = 0", "torch.nn.init.zeros_"
    ),
    _kind("ones", "All one: for the scale of a normalisation.", "w = 1", "torch.nn.init.ones_"),
    _kind(
        "normal",
        "Drawn from a bell curve.",
        "w ~ 𝒩(mean, std²)",
        "torch.nn.init.normal_",
        _MEAN,
        _STD,
    ),
    _kind(
        "uniform",
        "Drawn evenly between two bounds.",
        "w ~ 𝒰(a, b)",
        "torch.nn.init.uniform_",
        Real(name="a", default=0.0, help="Lower bound"),
        Real(name="b", default=1.0, help="Upper bound"),
        rule=_ordered,
    ),
    _kind(
        "xavier_uniform",
        "Keeps the spread of values and gradients from layer to layer; for tanh and sigmoid.",
        "w ~ 𝒰(−a, a),   a = gain·√(6 / (fan_in + fan_out))",
        "torch.nn.init.xavier_uniform_",
        _GAIN,
        min_dims=2,
    ),
    _kind(
        "xavier_normal",
        "As xavier_uniform, drawn from a bell curve.",
        "w ~ 𝒩(0, std²),   std = gain·√(2 / (fan_in + fan_out))",
        "torch.nn.init.xavier_normal_",
        _GAIN,
        min_dims=2,
    ),
    _kind(
        "kaiming_uniform",
        "Keeps the spread of values behind ReLU and its kin.",
        "w ~ 𝒰(−b, b),   b = gain·√(3 / fan)",
        "torch.nn.init.kaiming_uniform_",
        *_KAIMING,
        min_dims=2,
    ),
    _kind(
        "kaiming_normal",
        "As kaiming_uniform, drawn from a bell curve.",
        "w ~ 𝒩(0, std²),   std = gain / √fan",
        "torch.nn.init.kaiming_normal_",
        *_KAIMING,
        min_dims=2,
    ),
    _kind(
        "trunc_normal",
        "Drawn from a bell curve whose tails are cut off.",
        "w ~ 𝒩(mean, std²) within [a, b]",
        "torch.nn.init.trunc_normal_",
        _MEAN,
        replace(_STD, low=None, above=0.0),
        Real(name="a", default=-2.0, help="Smallest value"),
        Real(name="b", default=2.0, help="Largest value"),
        rule=_mean_within,
    ),
    _kind(
        "orthogonal",
        "Rows at right angles to one another: lengths are kept.",
        "WᵀW = gain²·I",
        "torch.nn.init.orthogonal_",
        _GAIN,
        min_dims=2,
    ),
)

INITIALIZERS: dict[str, InitKind] = table(*KINDS)


def initializer_kind(name: str) -> InitKind:
    """The declared way to fill a weight; raises UserError when there is none of this name."""
    kind: InitKind = lookup(INITIALIZERS, name, text("initialisation"))
    return kind
