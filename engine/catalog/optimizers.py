"""Every optimizer: the rule by which a gradient changes a weight."""

from collections.abc import Callable

from engine.catalog.kind import OptimizerKind, Params, lookup, table
from engine.spec.fields import Field, Flag, Real, Reals
from engine.text import Text, text


def _lr(default: float) -> Real:
    return Real(
        name="lr",
        default=default,
        above=0.0,
        label="Learning rate",
        help="Length of a step; the first thing to change when training is too slow or unstable",
    )


def _decay(default: float = 0.0) -> Real:
    return Real(
        name="weight_decay",
        default=default,
        low=0.0,
        label="Weight decay",
        help="Pulls weights towards zero, against over-fitting",
    )


def _eps(default: float = 1e-8) -> Real:
    return Real(
        name="eps",
        default=default,
        above=0.0,
        label="ε",
        help="Keeps the division finite where gradients are tiny",
        rare=True,
    )


_BETAS = Reals(
    name="betas",
    default=(0.9, 0.999),
    low=0.0,
    below=1.0,
    count=2,
    label="β₁, β₂",
    help="Memory of the mean gradient and of its square; nearer 1 is longer",
)
_AMSGRAD = Flag(
    name="amsgrad",
    default=False,
    label="AMSGrad",
    help="Divide by the largest square so far, so that steps never grow again",
    rare=True,
)
_DECOUPLED = Flag(
    name="decoupled_weight_decay",
    default=False,
    label="Decoupled decay",
    help="Shrink the weight itself instead of adding to its gradient, as AdamW does",
    rare=True,
)


def _momentum(help_text: str) -> Real:
    return Real(name="momentum", default=0.0, low=0.0, label="Momentum", help=help_text)


def _nesterov_rule(params: Params) -> Text | None:
    if params["nesterov"] and (params["momentum"] == 0 or params["dampening"] != 0):
        return text("nesterov needs a momentum above 0 and a dampening of 0.")
    return None


def _moments(params: Params) -> int:
    """Mean and square of the gradient, and the largest square so far where that is asked for."""
    return 2 + int(params.get("amsgrad", False))


def _optimizer(
    name: str,
    doc: str,
    formula: str,
    *fields: Field,
    copies: Callable[[Params], int],
    rule: Callable[[Params], Text | None] | None = None,
) -> OptimizerKind:
    """An optimizer of torch; exported code always shows the learning rate, which people look for."""
    return OptimizerKind(
        name=name,
        doc=doc,
        formula=formula,
        fields=fields,
        target=f"torch.optim.{name}",
        explicit=("lr",),
        rule=rule,
        copies=copies,
    )


KINDS = (
    _optimizer(
        "SGD",
        "Steps against the gradient; with momentum it rolls like a ball.",
        "v ← μ·v + g   w ← w − lr·v",
        _lr(0.01),
        _momentum("Share of the last step that is kept"),
        _decay(),
        Real(
            name="dampening",
            default=0.0,
            low=0.0,
            high=1.0,
            label="Dampening",
            help="How much less a new gradient counts in the momentum",
            rare=True,
        ),
        Flag(
            name="nesterov",
            default=False,
            label="Nesterov",
            help="Look one momentum step ahead; needs a momentum",
            rare=True,
        ),
        copies=lambda params: int(params["momentum"] != 0),
        rule=_nesterov_rule,
    ),
    _optimizer(
        "Adam",
        "Gives each weight its own step from the mean and spread of its gradients; a good first choice.",
        "m ← β₁m + (1 − β₁)g   v ← β₂v + (1 − β₂)g²   w ← w − lr·m̂ / (√v̂ + ε)",
        _lr(0.001),
        _BETAS,
        _decay(),
        _eps(),
        _AMSGRAD,
        copies=_moments,
    ),
    _optimizer(
        "AdamW",
        "Adam with weight decay that shrinks the weight itself: usually better than Adam's.",
        "w ← w − lr·λ·w   w ← w − lr·m̂ / (√v̂ + ε)",
        _lr(0.001),
        _BETAS,
        _decay(0.01),
        _eps(),
        _AMSGRAD,
        copies=_moments,
    ),
    _optimizer(
        "RMSprop",
        "Divides each step by the recent size of that weight's gradient.",
        "v ← αv + (1 − α)g²   w ← w − lr·g / (√v + ε)",
        _lr(0.01),
        Real(
            name="alpha",
            default=0.99,
            low=0.0,
            below=1.0,
            label="α",
            help="Memory of the squared gradient; nearer 1 is longer",
        ),
        _momentum("Share of the last step that is kept"),
        _decay(),
        _eps(),
        Flag(
            name="centered",
            default=False,
            label="Centred",
            help="Divide by the spread of the gradient instead of its size",
            rare=True,
        ),
        copies=lambda params: 1 + int(params["momentum"] > 0) + int(params["centered"]),
    ),
    _optimizer(
        "Adagrad",
        "Divides by all squared gradients so far: rare features keep large steps.",
        "s ← s + g²   w ← w − lr·g / (√s + ε)",
        _lr(0.01),
        Real(
            name="lr_decay",
            default=0.0,
            low=0.0,
            label="Rate decay",
            help="Makes the learning rate fall with the number of steps",
            rare=True,
        ),
        _decay(),
        Real(
            name="initial_accumulator_value",
            default=0.0,
            low=0.0,
            label="Initial sum",
            help="What the sum of squares starts from",
            rare=True,
        ),
        _eps(1e-10),
        copies=lambda _params: 1,
    ),
    _optimizer(
        "NAdam",
        "Adam that looks one momentum step ahead, as Nesterov's method does.",
        "w ← w − lr·(μₜ₊₁m̂ + (1 − μₜ)ĝ) / (√v̂ + ε)",
        _lr(0.002),
        _BETAS,
        _decay(),
        Real(
            name="momentum_decay",
            default=0.004,
            low=0.0,
            label="Momentum decay",
            help="How fast the momentum grows to β₁",
            rare=True,
        ),
        _eps(),
        _DECOUPLED,
        copies=_moments,
    ),
    _optimizer(
        "RAdam",
        "Adam that is careful in its first steps, while the spread of gradients is still unknown.",
        "w ← w − lr·rₜ·m̂ / (√v̂ + ε)",
        _lr(0.001),
        _BETAS,
        _decay(),
        _eps(),
        _DECOUPLED,
        copies=_moments,
    ),
    _optimizer(
        "Adadelta",
        "Finds its own step length from recent steps and gradients.",
        "w ← w − lr·g·√(u + ε) / √(v + ε)",
        _lr(1.0),
        Real(
            name="rho",
            default=0.9,
            low=0.0,
            high=1.0,
            label="ρ",
            help="Memory of squared gradients and steps; nearer 1 is longer",
        ),
        _decay(),
        _eps(1e-6),
        copies=lambda _params: 2,
    ),
)

OPTIMIZERS: dict[str, OptimizerKind] = table(*KINDS)


def optimizer_kind(name: str) -> OptimizerKind:
    """The declared optimizer; raises UserError when there is none of this name."""
    kind: OptimizerKind = lookup(OPTIMIZERS, name, text("optimizer"))
    return kind
