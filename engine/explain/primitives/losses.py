"""Losses of an output and its target, element by element: the mean of their costs, the sum, or each.

A derivative is written in two stages: that of one element's cost ℓ, and how much of it counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalog import curves, loss_curves
from engine.catalog.kind import Curve, Numbers, Params
from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    Column,
    constant,
    elements,
    grid,
    indexed,
    only_output,
    slope,
    summed,
    taken,
    upstream,
)
from engine.explain.primitives.elementwise import (
    Elementwise,
    Part,
    Template,
    case,
    in_general,
    part_column,
    part_stage,
)
from engine.explain.primitives.settings import whole

#: What two of the reductions are called in ATen; the third is the sum.
NONE, MEAN = 0, 1
#: The least log that torch's BCE counts, and the least p·(1 − p) that its gradient is divided by: 10⁻¹² in
#: single precision, whatever the numbers are in.
_LEAST_LOG, _LEAST_PRODUCT = -100.0, float(np.float32(1e-12))


def counted_as(operation: Operation, count: int, formula: str) -> tuple[str, list[Column]]:
    """A formula of all elements, and the factor before each, under the operation's reduction."""
    if whole(operation, "reduction") == MEAN:
        return f"1/N · {formula}", [constant(1 / count, f"1/{count}")]
    return formula, []


@dataclass(frozen=True)
class Loss:
    """`cost` of one element, its `general` form for all, and its slopes by the inputs' names.

    An input `weight` multiplies each element's cost.
    """

    cost: Part
    general: Template
    slopes: Mapping[str, Part]

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The costs of all elements, or that of one where there is no reduction."""
        out, shape = operation.outputs[output], operation.inputs["self"].array.shape
        symbol = indexed(out.symbol, at)
        if at or not shape:
            columns = _columns(operation, at)
            if "weight" not in columns:
                return (part_stage(symbol, self.cost, operation, columns),)
        else:
            columns = _columns(operation, grid([np.arange(size) for size in shape]))
        products = [*_weights(columns), part_column(self.cost, operation, columns)]
        formula = in_general(self.general, operation)
        if "weight" in columns:
            formula = f"{operation.inputs['weight'].symbol} · {formula}"
        if not at:
            count = operation.inputs["self"].array.size
            formula, share = counted_as(operation, count, f"Σ {formula}")
            products = [*share, *products]
        return (summed(symbol, formula, products),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """The slope of the element's cost, times its share in the loss and what arrives there."""
        out, given = only_output(operation), operation.inputs[operand]
        columns, above = _columns(operation, at), at if out.array.ndim else ()
        slope_of_cost = f"∂ℓ/∂{indexed(given.symbol, at)}"
        part = self.slopes[operand]
        weights = _weights(columns)
        formula = " · ".join([*(w.factor(0).symbol for w in weights), slope_of_cost])
        share: list[Column] = []
        if not above:
            formula, share = counted_as(operation, given.array.size, formula)
        local = part_stage(slope_of_cost, part, operation, columns)
        products = [
            upstream(out, above),
            *share,
            *weights,
            constant(local.value, local.formula),
        ]
        formula = f"{slope(out.symbol, above)} · {formula}"
        return local, summed(slope(given.symbol, at), formula, products)


def _columns(operation: Operation, at: Sequence[np.ndarray | int]) -> dict[str, Column]:
    return {
        name: elements(operand, taken(at, operand.array.shape))
        for name, operand in operation.inputs.items()
    }


def _weights(columns: Mapping[str, Column]) -> list[Column]:
    return [columns["weight"]] if "weight" in columns else []


def _log(p: Numbers) -> Numbers:
    """The logarithm, −∞ for 0."""
    with np.errstate(divide="ignore"):
        logs: Numbers = np.log(p)
    return logs


def _bce_cost(v: Params) -> Numbers:
    y, p = v["target"], v["self"]
    of_one, of_zero = (np.maximum(_log(q), _LEAST_LOG) for q in (p, 1 - p))
    cost: Numbers = -(y * of_one + (1 - y) * of_zero)
    return cost


def _bce_is_plain(v: Params) -> bool:
    """Whether the probability is far enough from 0 and 1 for nothing to be cut off."""
    p = v["self"]
    return bool(p * (1 - p) >= _LEAST_PRODUCT)


_BCE = Loss(
    Part(
        case(
            _bce_is_plain,
            "−({target}·log {self} + (1 − {target})·log(1 − {self}))",
            "−({target}·max(log {self}, −100) + (1 − {target})·max(log(1 − {self}), −100))",
        ),
        _bce_cost,
    ),
    "−({target}·log {self} + (1 − {target})·log(1 − {self}))",
    {
        "self": Part(
            case(
                _bce_is_plain,
                "({self} − {target}) / ({self}·(1 − {self}))",
                "({self} − {target}) / 10⁻¹²",
            ),
            lambda v: (
                (v["self"] - v["target"]) / np.maximum(v["self"] * (1 - v["self"]), _LEAST_PRODUCT)
            ),
        ),
        "target": Part(
            "log(1 − {self}) − log {self}", lambda v: _log(1 - v["self"]) - _log(v["self"])
        ),
    },
)


def _positive_weight(v: Params) -> Numbers:
    weight: Numbers = v.get("pos_weight", np.ones(()))
    return weight


def _weighs_positives(v: Params) -> bool:
    return "pos_weight" in v


def _minus_log_sigmoid(z: Numbers) -> Numbers:
    logs: Numbers = np.logaddexp(0.0, -z)
    return logs


_WITH_LOGITS = Loss(
    Part(
        case(
            _weighs_positives,
            "(1 − {target})·{self} + (1 + ({pos_weight} − 1)·{target})·log(1 + exp(−{self}))",
            "(1 − {target})·{self} + log(1 + exp(−{self}))",
        ),
        lambda v: (
            (1 - v["target"]) * v["self"]
            + (1 + (_positive_weight(v) - 1) * v["target"]) * _minus_log_sigmoid(v["self"])
        ),
    ),
    case(
        _weighs_positives,
        "−({pos_weight}·{target}·log σ({self}) + (1 − {target})·log(1 − σ({self})))",
        "−({target}·log σ({self}) + (1 − {target})·log(1 − σ({self})))",
    ),
    {
        "self": Part(
            case(
                _weighs_positives,
                "(1 + ({pos_weight} − 1)·{target})·σ({self}) − {pos_weight}·{target}",
                "σ({self}) − {target}",
            ),
            lambda v: (
                (1 + (_positive_weight(v) - 1) * v["target"]) * curves.sigmoid(v["self"], v)
                - _positive_weight(v) * v["target"]
            ),
        ),
        "target": Part(
            case(
                _weighs_positives,
                "({pos_weight} − 1)·log(1 + exp(−{self})) − {self}",
                "−{self}",
            ),
            lambda v: (_positive_weight(v) - 1) * _minus_log_sigmoid(v["self"]) - v["self"],
        ),
    },
)


def _of_error(cost: Template, general: str, curve: Curve, slopes: Template, slope: Curve) -> Loss:
    """A loss of the error's size, from its curve over the error and the curve's slope.

    `slopes` writes the slope with {e} for the error. By the target it is the same with output and
    target exchanged, as the sign of the error makes no difference to the loss.
    """

    def by(a: str, b: str) -> Part:
        def template(v: Params) -> str:
            chosen = slopes if isinstance(slopes, str) else slopes({**v, "e": v[a] - v[b]})
            return chosen.replace("{e}", f"({{{a}}} − {{{b}}})")

        return Part(template, lambda v: slope(v[a] - v[b], v))

    return Loss(
        Part(cost, lambda v: curve(v["self"] - v["target"], v)),
        general,
        {"self": by("self", "target"), "target": by("target", "self")},
    )


def _is_small(limit: str) -> Callable[[Params], bool]:
    """Whether the error lies where a loss is still curved."""
    return lambda v: bool(abs(v["self"] - v["target"]) < v[limit])


def _straight(inside: str, limit: str, steepest: str) -> Callable[[Params], str]:
    """The slope `inside` the limit, and beyond it the steepest that there is."""

    def template(v: Params) -> str:
        if abs(v["e"]) < v[limit]:
            return inside
        above = v["e"] > 0
        return (
            f"{steepest} ({{e}} ≥ {{{limit}}})" if above else f"−{steepest} ({{e}} ≤ −{{{limit}}})"
        )

    return template


def _xlogy(v: Params) -> Numbers:
    """Zero times any logarithm is zero."""
    x, logs = np.broadcast_arrays(v["self"], _log(v["other"]))
    return np.where(x == 0, 0.0, x * np.where(x == 0, 0.0, logs))


PRIMITIVES: Mapping[str, Primitive] = {
    "mse_loss": _of_error(
        "({self} − {target})²",
        "({self} − {target})²",
        loss_curves.square,
        "2·{e}",
        lambda e, _: 2 * e,
    ),
    "smooth_l1_loss": _of_error(
        case(
            _is_small("beta"),
            "½·({self} − {target})² / {beta}",
            "|{self} − {target}| − ½·{beta}",
        ),
        "(½e²/{beta} if |e| < {beta}, else |e| − ½·{beta}), e = {self} − {target}",
        loss_curves.smooth_l1,
        _straight("{e} / {beta}", "beta", "1"),
        lambda e, v: np.clip(e / v["beta"], -1, 1),
    ),
    "huber_loss": _of_error(
        case(
            _is_small("delta"),
            "½·({self} − {target})²",
            "{delta}·(|{self} − {target}| − ½·{delta})",
        ),
        "(½e² if |e| < {delta}, else {delta}·(|e| − ½·{delta})), e = {self} − {target}",
        loss_curves.huber,
        _straight("{e}", "delta", "{delta}"),
        lambda e, v: np.clip(e, -v["delta"], v["delta"]),
    ),
    "binary_cross_entropy": _BCE,
    "binary_cross_entropy_with_logits": _WITH_LOGITS,
    "xlogy": Elementwise(
        case(lambda v: v["self"] == 0, "0 ({self} = 0)", "{self}·log {other}"),
        _xlogy,
        {
            "self": [Part("log {other}", lambda v: np.log(v["other"]))],
            "other": [Part("{self} / {other}", lambda v: v["self"] / v["other"])],
        },
    ),
}
