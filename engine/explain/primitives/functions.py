"""The activation functions, with the formulas of their derivatives.

The numbers come from the catalogue's curves; here is how they are written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.catalog import curves
from engine.catalog.kind import Curve, Numbers, Params
from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.elementwise import Elementwise, Part, Template, case
from engine.explain.primitives.givens import DRAWN


def _function(value: Template, slope: Template, curve: Curve, curve_slope: Curve) -> Elementwise:
    """A function of one number, `self`, from its curve and its curve's slope."""
    return Elementwise(
        value,
        lambda v: curve(v["self"], v),
        {"self": [Part(slope, lambda v: curve_slope(v["self"], v))]},
    )


def _positive(v: Params) -> bool:
    return bool(v["self"] > 0)


def _leaky(slope: Callable[[Params], float], written_slope: str) -> Elementwise:
    """Passes what is positive, and a share of what is not."""
    return _function(
        case(_positive, "{self}", f"{written_slope}·{{self}}"),
        case(_positive, "1 ({self} > 0)", f"{written_slope} ({{self}} ≤ 0)"),
        lambda z, v: curves.leaky(z, slope(v)),
        lambda z, v: curves.leaky_slope(z, slope(v)),
    )


def _without_ones(*factors: tuple[str, float]) -> str:
    """The names of the factors that are not 1, multiplied."""
    return "".join(f"{{{name}}}·" for name, value in factors if value != 1)


def _elu_value(v: Params) -> str:
    scale = _without_ones(("scale", v["scale"]))
    if v["self"] > 0:
        return scale + "{self}"
    heights = scale + _without_ones(("alpha", v["alpha"]))
    power = f"exp({_without_ones(('input_scale', v['input_scale']))}{{self}}) − 1"
    return f"{heights}({power})" if heights else power


def _elu_slope(v: Params) -> str:
    if v["self"] > 0:
        return "1 ({self} > 0)" if v["scale"] == 1 else "{scale} ({self} > 0)"
    inner = _without_ones(("input_scale", v["input_scale"]))
    heights = _without_ones(("scale", v["scale"]), ("alpha", v["alpha"]))
    return f"{heights}{inner}exp({inner}{{self}})"


def _celu_value(v: Params) -> str:
    if v["self"] > 0:
        return "{self}"
    return "exp({self}) − 1" if v["alpha"] == 1 else "{alpha}·(exp({self}/{alpha}) − 1)"


def _celu_slope(v: Params) -> str:
    if v["self"] > 0:
        return "1 ({self} > 0)"
    return "exp({self})" if v["alpha"] == 1 else "exp({self}/{alpha})"


def _beyond(v: Params) -> bool:
    """Whether softplus has given way to the number itself."""
    return bool(v["beta"] * v["self"] > v["threshold"])


def _softplus_value(v: Params) -> str:
    if _beyond(v):
        return "{self} ({beta}·{self} > {threshold})"
    return "log(1 + exp({self}))" if v["beta"] == 1 else "log(1 + exp({beta}·{self})) / {beta}"


def _softplus_slope(v: Params) -> str:
    if _beyond(v):
        return "1 ({beta}·{self} > {threshold})"
    return f"σ({_without_ones(('beta', v['beta']))}{{self}})"


def _between(low: str, high: str, inside: str, above: str) -> Callable[[Params], str]:
    """A slope's three cases: 0 at or below the low end, `inside`, and `above` from the high end on.

    The ends are templates of numbers or of settings.
    """

    def end(text: str, v: Params) -> float:
        return float(v[text[1:-1]]) if text.startswith("{") else float(text.replace("−", "-"))

    def template(v: Params) -> str:
        if v["self"] <= end(low, v):
            return f"0 ({{self}} ≤ {low})"
        if v["self"] >= end(high, v):
            return f"{above} ({{self}} ≥ {high})"
        return inside

    return template


def _shrink_case(v: Params) -> bool:
    return bool(abs(v["self"]) > v["lambd"])


def _single(number: float) -> float:
    """A constant that torch's backward has in single precision, whatever the numbers are in."""
    return float(np.float32(number))


_SHRINK_SLOPE = case(_shrink_case, "1 (|{self}| > {lambd})", "0 (|{self}| ≤ {lambd})")


def _gelu(exact: str, by_tanh: str) -> Template:
    return case(lambda v: v["approximate"] == "tanh", by_tanh, exact)


_TANH_INNER = "√(2/π)·({self} + 0.044715·{self}³)"

_PRELU = Elementwise(
    case(_positive, "{self}", "{weight}·{self}"),
    lambda v: np.where(v["self"] > 0, v["self"], v["weight"] * v["self"]),
    {
        "self": [
            Part(
                case(_positive, "1 ({self} > 0)", "{weight} ({self} ≤ 0)"),
                lambda v: np.where(v["self"] > 0, 1.0, v["weight"]),
            )
        ],
        "weight": [
            Part(
                case(_positive, "0 ({self} > 0)", "{self} ({self} ≤ 0)"),
                lambda v: np.where(v["self"] > 0, 0.0, v["self"]),
            )
        ],
    },
)


@dataclass(frozen=True)
class LogSigmoid:
    """log σ(z); its second output is what torch keeps for its own backward."""

    first: Elementwise
    kept: Elementwise

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """Log σ(z), or exp(−|z|)."""
        return (self.kept if output == "out[1]" else self.first).value(operation, output, at)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Upstream times 1 − σ(z)."""
        return self.first.gradient(operation, operand, at)


def _rrelu(v: Params) -> Numbers:
    """The share that is passed of what is not positive: drawn in training, else the middle."""
    middle = 0.5 * (v["lower"] + v["upper"])
    return np.where(v["self"] > 0, 1.0, v["noise"] if v["training"] else middle)


def _rrelu_share(v: Params) -> str:
    if v["self"] > 0:
        return "1 ({self} > 0)"
    return "{noise} ({self} ≤ 0)" if v["training"] else "½({lower} + {upper})"


def _rrelu_value(v: Params) -> str:
    if v["self"] > 0:
        return "{self}"
    return "{noise}·{self}" if v["training"] else "½({lower} + {upper})·{self}"


_RRELU = Elementwise(
    _rrelu_value, lambda v: _rrelu(v) * v["self"], {"self": [Part(_rrelu_share, _rrelu)]}
)


class DrawnSlopes:
    """rrelu where the slopes that it draws are its second output."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The number times its slope, or the slope that was drawn."""
        if output == "out[1]":
            return DRAWN.value(operation, output, at)
        return _RRELU.value(_with_slopes(operation), output, at)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Upstream times the slope."""
        return _RRELU.gradient(_with_slopes(operation), operand, at)


def _with_slopes(operation: Operation) -> Operation:
    return replace(operation, inputs={**operation.inputs, "noise": operation.outputs["out[1]"]})


PRIMITIVES: Mapping[str, Primitive] = {
    "relu": _function(
        "max(0, {self})",
        case(_positive, "1 ({self} > 0)", "0 ({self} ≤ 0)"),
        curves.relu,
        curves.relu_slope,
    ),
    "leaky_relu": _leaky(lambda v: v["negative_slope"], "{negative_slope}"),
    "_prelu_kernel": _PRELU,
    "rrelu_with_noise": _RRELU,
    "rrelu_with_noise_functional": DrawnSlopes(),
    "elu": _function(
        _elu_value,
        _elu_slope,
        lambda z, v: curves.exponential(z, v["alpha"], 1 / v["input_scale"], v["scale"]),
        lambda z, v: curves.exponential_slope(z, v["alpha"], 1 / v["input_scale"], v["scale"]),
    ),
    "celu": _function(
        _celu_value,
        _celu_slope,
        lambda z, v: curves.exponential(z, v["alpha"], v["alpha"], 1.0),
        lambda z, v: curves.exponential_slope(z, v["alpha"], _single(v["alpha"]), 1.0),
    ),
    "gelu": _function(
        _gelu("{self}·Φ({self})", f"½·{{self}}·(1 + tanh({_TANH_INNER}))"),
        _gelu(
            "(Φ({self}) + {self}·φ({self}))",
            f"(½(1 + t) + ½·{{self}}·(1 − t²)·√(2/π)·(1 + 0.134145·{{self}}²)), "
            f"t = tanh({_TANH_INNER})",
        ),
        curves.gelu,
        curves.gelu_slope,
    ),
    "silu": _function(
        "{self}·σ({self})", "σ({self})(1 + {self}·(1 − σ({self})))", curves.silu, curves.silu_slope
    ),
    "mish": _function(
        "{self}·tanh(log(1 + exp({self})))",
        "(tanh(s) + {self}·(1 − tanh²(s))·σ({self})), s = log(1 + exp({self}))",
        curves.mish,
        curves.mish_slope,
    ),
    "sigmoid": _function(
        "σ({self})", "σ({self})(1 − σ({self}))", curves.sigmoid, curves.sigmoid_slope
    ),
    "tanh": _function("tanh({self})", "(1 − tanh²({self}))", curves.tanh, curves.tanh_slope),
    "softplus": _function(_softplus_value, _softplus_slope, curves.softplus, curves.softplus_slope),
    "hardtanh": _function(
        "min(max({self}, {min_val}), {max_val})",
        _between("{min_val}", "{max_val}", "1 ({min_val} < {self} < {max_val})", "0"),
        lambda z, v: curves.hardtanh(z, v["min_val"], v["max_val"]),
        lambda z, v: curves.hardtanh_slope(z, v["min_val"], v["max_val"]),
    ),
    "hardsigmoid": _function(
        "min(max({self}/6 + ½, 0), 1)",
        _between("−3", "3", "⅙ (−3 < {self} < 3)", "0"),
        curves.hardsigmoid,
        lambda z, v: _single(1 / 6) * 6 * curves.hardsigmoid_slope(z, v),
    ),
    "hardswish": _function(
        "{self}·min(max({self}/6 + ½, 0), 1)",
        _between("−3", "3", "({self}/3 + ½)", "1"),
        curves.hardswish,
        curves.hardswish_slope,
    ),
    "log_sigmoid_forward": LogSigmoid(
        _function(
            "−log(1 + exp(−{self}))",
            "(1 − σ({self}))",
            curves.log_sigmoid,
            curves.log_sigmoid_slope,
        ),
        Elementwise("exp(−|{self}|)", lambda v: np.exp(-np.abs(v["self"]))),
    ),
    "softshrink": _function(
        "sign({self})·max(|{self}| − {lambd}, 0)",
        _SHRINK_SLOPE,
        curves.softshrink,
        curves.shrink_slope,
    ),
    "hardshrink": _function(
        case(_shrink_case, "{self}", "0 (|{self}| ≤ {lambd})"),
        _SHRINK_SLOPE,
        curves.hardshrink,
        curves.shrink_slope,
    ),
    "threshold": _function(
        case(lambda v: v["self"] > v["threshold"], "{self}", "{value} ({self} ≤ {threshold})"),
        case(
            lambda v: v["self"] > v["threshold"],
            "1 ({self} > {threshold})",
            "0 ({self} ≤ {threshold})",
        ),
        curves.threshold,
        curves.threshold_slope,
    ),
}
