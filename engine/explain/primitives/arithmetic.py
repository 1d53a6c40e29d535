"""Sums, products, powers and comparisons of numbers, place by place.

Where two numbers tie, or one is at a bound, the derivative is the one that torch takes.
"""

from collections.abc import Callable, Mapping

import numpy as np

from engine.catalog.kind import Numbers, Params
from engine.explain.operation import Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import Either, written
from engine.explain.primitives.elementwise import Elementwise, Part, Template, case, itself
from engine.explain.primitives.settings import real

_SUPERSCRIPTS = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_MINUS_ONE = Part("(−1)", lambda _: np.asarray(-1.0))


def _signed(template: str, name: str) -> Template:
    """The template, with brackets around a setting that is less than zero."""
    bracketed = template.replace(f"{{{name}}}", f"({{{name}}})")
    return case(lambda v: not isinstance(v[name], np.generic) and v[name] < 0, bracketed, template)


def _times_alpha(before: str, name: str) -> Template:
    """Something before an input times α, which is written where it is not 1."""

    def template(v: Params) -> str:
        alpha = "" if v["alpha"] == 1 else "{alpha}·" if v["alpha"] > 0 else "({alpha})·"
        inner = _signed(f"{before}{alpha}{{{name}}}", name)
        return inner if isinstance(inner, str) else inner(v)

    return template


#: α as a factor of a derivative, left out where it is 1.
_ALPHA = Part(
    lambda v: "" if v["alpha"] == 1 else "{alpha}" if v["alpha"] > 0 else "({alpha})",
    lambda v: np.asarray(v["alpha"]),
)


def power(base: str, exponent: float) -> str:
    """A power as it is written: x, x², x⁻¹, x^0.5."""
    if exponent == 1:
        return base
    if exponent == int(exponent):
        return base + written(exponent).translate(_SUPERSCRIPTS)
    return f"{base}^{written(exponent)}"


def _factor(name: str) -> Part:
    """An input or setting as a factor by itself."""
    return Part(_signed(f"{{{name}}}", name), lambda v: np.asarray(v[name]))


def _pow(operation: Operation) -> Elementwise:
    """A power of a tensor by a fixed number, or by a tensor."""
    if "exponent" in operation.inputs:
        return Elementwise(
            "{self}^{exponent}",
            lambda v: v["self"] ** v["exponent"],
            {
                "self": [
                    itself("exponent"),
                    Part("{self}^({exponent} − 1)", lambda v: v["self"] ** (v["exponent"] - 1)),
                ],
                "exponent": [Part("{self}^{exponent}·log({self})", _by_exponent)],
            },
        )
    exponent = real(operation, "exponent")
    slopes = [] if exponent == 1 else [_factor("exponent")]
    if exponent not in {0, 1}:
        lower = power("{self}", exponent - 1)
        slopes.append(Part(lower, lambda v: v["self"] ** (exponent - 1)))
    return Elementwise(power("{self}", exponent), lambda v: v["self"] ** exponent, {"self": slopes})


def _by_exponent(v: Params) -> Numbers:
    """bˣ·log b, and 0 for a base of 0 as torch has it."""
    base = np.asarray(v["self"], dtype=np.float64)
    powers: Numbers = base ** v["exponent"] * np.log(np.where(base == 0, 1.0, base))
    return powers


def _extreme(word: str, sign: float, compare: str, reverse: str) -> Elementwise:
    """The larger of two with `sign` 1, the smaller with −1; a tie gives half to each."""

    def share(mine: str, other: str) -> Part:
        def template(v: Params) -> str:
            if v[mine] == v[other]:
                return f"½ ({{{mine}}} = {{{other}}})"
            if sign * v[mine] > sign * v[other]:
                return f"1 ({{{mine}}} {compare} {{{other}}})"
            return f"0 ({{{mine}}} {reverse} {{{other}}})"

        return Part(template, lambda v: 0.5 * (1 + np.sign(sign * (v[mine] - v[other]))))

    return Elementwise(
        f"{word}({{self}}, {{other}})",
        lambda v: sign * np.maximum(sign * v["self"], sign * v["other"]),
        {"self": [share("self", "other")], "other": [share("other", "self")]},
    )


MAXIMUM = _extreme("max", 1.0, ">", "<")
MINIMUM = _extreme("min", -1.0, "<", ">")


def _bounds(v: Params) -> tuple[Numbers, Numbers]:
    """`min` and `max` of a clamp, without end where they are left out (None)."""
    least, most = v.get("min"), v.get("max")
    return (
        np.asarray(-np.inf if least is None else least, dtype=np.float64),
        np.asarray(np.inf if most is None else most, dtype=np.float64),
    )


def _clamped(v: Params) -> Numbers:
    least, most = _bounds(v)
    return np.asarray(np.minimum(np.maximum(v["self"], least), most))


def _clamp_template(v: Params) -> str:
    text = "{self}" if v.get("min") is None else "max({self}, {min})"
    return text if v.get("max") is None else f"min({text}, {{max}})"


def _is_within(v: Params) -> Numbers:
    least, most = _bounds(v)
    return np.where((v["self"] >= least) & (v["self"] <= most), 1.0, 0.0)


def _is_low(v: Params) -> Numbers:
    least, most = _bounds(v)
    return np.where((v["self"] < least) & (least < most), 1.0, 0.0)


def _is_high(v: Params) -> Numbers:
    least, most = _bounds(v)
    return np.where((v["self"] > most) | (most < least), 1.0, 0.0)


def _within_template(v: Params) -> str:
    least, most = _bounds(v)
    if v["self"] < least:
        return "0 ({self} < {min})"
    if v["self"] > most:
        return "0 ({self} > {max})"
    low = "" if v.get("min") is None else "{min} ≤ "
    return f"1 ({low}{{self}}{'' if v.get('max') is None else ' ≤ {max}'})"


#: Cut off at bounds, either of which may be left out; a number at a bound still passes its gradient on.
_CLAMP = Elementwise(
    _clamp_template,
    _clamped,
    {
        "self": [Part(_within_template, _is_within)],
        "min": [Part(case(_is_low, "1 ({self} < {min})", "0 ({self} ≥ {min})"), _is_low)],
        "max": [Part(case(_is_high, "1 ({self} > {max})", "0 ({self} ≤ {max})"), _is_high)],
    },
)


def _picked(flag: str, yes: str, no: str) -> Elementwise:
    """One of two by a mask: where it is set, and elsewhere."""

    def share(name: str, wanted: bool) -> Part:
        one, zero = f"1 ({{{flag}}} = {wanted:d})", f"0 ({{{flag}}} = {not wanted:d})"
        return Part(
            case(lambda v: bool(v[flag]) == wanted, one, zero),
            lambda v: np.where(np.asarray(v[flag], dtype=bool) == wanted, 1.0, 0.0),
        )

    return Elementwise(
        case(lambda v: v[flag], f"{{{yes}}} ({{{flag}}} = 1)", f"{{{no}}} ({{{flag}}} = 0)"),
        lambda v: np.asarray(np.where(np.asarray(v[flag], dtype=bool), v[yes], v[no]), float),
        {yes: [share(yes, True)], no: [share(no, False)]},
    )


def _compared(sign: str, compare: Callable[[Numbers, Numbers], object]) -> Elementwise:
    """1 where a comparison holds, else 0; it passes no gradient on."""
    return Elementwise(
        f"{{self}} {sign} {{other}}", lambda v: np.asarray(compare(v["self"], v["other"]), float)
    )


PRIMITIVES: Mapping[str, Primitive] = {
    "add": Elementwise(
        _times_alpha("{self} + ", "other"),
        lambda v: v["self"] + v["alpha"] * v["other"],
        {"self": [], "other": [_ALPHA]},
    ),
    "sub": Elementwise(
        _times_alpha("{self} − ", "other"),
        lambda v: v["self"] - v["alpha"] * v["other"],
        {"self": [], "other": [_MINUS_ONE, _ALPHA]},
    ),
    "rsub": Elementwise(
        _times_alpha("{other} − ", "self"),
        lambda v: v["other"] - v["alpha"] * v["self"],
        {"self": [_MINUS_ONE, _ALPHA], "other": []},
    ),
    "mul": Elementwise(
        _signed("{self}·{other}", "other"),
        lambda v: v["self"] * v["other"],
        {"self": [_factor("other")], "other": [itself("self")]},
    ),
    "div": Elementwise(
        _signed("{self} / {other}", "other"),
        lambda v: v["self"] / v["other"],
        {
            "self": [Part(_signed("1/{other}", "other"), lambda v: np.asarray(1 / v["other"]))],
            "other": [
                _MINUS_ONE,
                itself("self"),
                Part("1/{other}²", lambda v: 1 / v["other"] ** 2),
            ],
        },
    ),
    "neg": Elementwise("−{self}", lambda v: -v["self"], {"self": [_MINUS_ONE]}),
    "reciprocal": Elementwise(
        "1/{self}",
        lambda v: 1 / v["self"],
        {"self": [_MINUS_ONE, Part("1/{self}²", lambda v: 1 / v["self"] ** 2)]},
    ),
    "pow": Either(_pow),
    "square": Elementwise(
        "{self}²",
        lambda v: v["self"] ** 2,
        {"self": [Part("2", lambda _: np.asarray(2.0)), itself("self")]},
    ),
    "sqrt": Elementwise(
        "√{self}",
        lambda v: np.sqrt(v["self"]),
        {"self": [Part("1/(2√{self})", lambda v: 0.5 / np.sqrt(v["self"]))]},
    ),
    "rsqrt": Elementwise(
        "1/√{self}",
        lambda v: 1 / np.sqrt(v["self"]),
        {"self": [Part("(−1/(2·{self}·√{self}))", lambda v: -0.5 * v["self"] ** -1.5)]},
    ),
    "exp": Elementwise(
        "exp({self})",
        lambda v: np.exp(v["self"]),
        {"self": [Part("exp({self})", lambda v: np.exp(v["self"]))]},
    ),
    "expm1": Elementwise(
        "exp({self}) − 1",
        lambda v: np.expm1(v["self"]),
        {"self": [Part("exp({self})", lambda v: np.exp(v["self"]))]},
    ),
    "log": Elementwise(
        "log({self})",
        lambda v: np.log(v["self"]),
        {"self": [Part("1/{self}", lambda v: 1 / v["self"])]},
    ),
    "log1p": Elementwise(
        "log(1 + {self})",
        lambda v: np.log1p(v["self"]),
        {"self": [Part("1/(1 + {self})", lambda v: 1 / (1 + v["self"]))]},
    ),
    "abs": Elementwise(
        "|{self}|",
        lambda v: np.abs(v["self"]),
        {"self": [Part("sign({self})", lambda v: np.sign(v["self"]))]},
    ),
    "sign": Elementwise("sign({self})", lambda v: np.sign(v["self"])),
    "maximum": MAXIMUM,
    "minimum": MINIMUM,
    "clamp": _CLAMP,
    "clamp_min": _CLAMP,
    "clamp_max": _CLAMP,
    "where": _picked("condition", "self", "other"),
    "masked_fill": _picked("mask", "value", "self"),
    "eq": _compared("=", np.equal),
    "ne": _compared("≠", np.not_equal),
    "lt": _compared("<", np.less),
    "le": _compared("≤", np.less_equal),
    "gt": _compared(">", np.greater),
    "ge": _compared("≥", np.greater_equal),
    "bitwise_not": Elementwise("¬{self}", lambda v: 1 - v["self"]),
    "logical_not": Elementwise("¬{self}", lambda v: np.asarray(v["self"] == 0, dtype=float)),
}
