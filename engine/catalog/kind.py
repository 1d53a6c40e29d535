"""What a kind declares. Palette, form, bounds, shapes, JSON, construction, code and help come from it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.spec.fields import Field, check_params
from engine.text import Text, UserError, text

#: More names than this are not listed in a sentence; the nearest ones are.
_MOST_LISTED, _NEAREST = 20, 5

Shape = tuple[int, ...]
Shapes = tuple[Shape, ...]
Params = Mapping[str, Any]
Numbers = NDArray[np.float64]
Curve = Callable[[Numbers, Params], Numbers]


class ShapeError(UserError):
    """A layer that can't take what it is given: what was expected, what was found, what to change."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Anything that can be chosen: a name, one line of help, a formula, typed fields and what it builds.

    `target` is the dotted name of a torch class or function; `call` says which of the two. What torch
    lacks lives in `engine/functions.py` and `engine/modules.py` and is printed in full into exported code.
    `explicit` names the arguments that exported code always prints, because our default differs from
    torch's; `tensors` names those that torch takes as a tensor, though the spec holds numbers.
    `rule` looks at all values together and says what is wrong with them, or None.
    """

    name: str
    title: str = ""
    group: str = ""
    doc: str
    formula: str = ""
    fields: tuple[Field, ...] = ()
    target: str = ""
    call: Literal["class", "function"] = "class"
    explicit: tuple[str, ...] = ()
    tensors: tuple[str, ...] = ()
    rule: Callable[[Params], Text | None] | None = None

    @property
    def label(self) -> str:
        """What a person reads: the title where there is one, else the name."""
        return self.title or self.name

    def field(self, name: str) -> Field:
        """The declared field; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def filled(self, params: Params, owner: str = "") -> dict[str, Any]:
        """Every parameter, each allowed by itself, defaults filled in; raises UserError naming `owner`."""
        return check_params(self.fields, params, owner or self.label)

    def values(self, params: Params, owner: str = "") -> dict[str, Any]:
        """Like `filled`, for those who go on to build: raises UserError also where values don't go together."""
        values = self.filled(params, owner)
        wrong = self.rule(values) if self.rule else None
        if wrong is not None:
            raise UserError(text("{owner}: {reason}", owner=owner or self.label, reason=wrong))
        return values

    def fitting(self, params: Params) -> dict[str, Any]:
        """Those of the parameters that the kind has and allows; none when they don't go together."""
        kept = {}
        for field in self.fields:
            try:
                value = field.check(params.get(field.name, field.default))
            except UserError:
                continue  # another kind has a field of this name with other bounds: its default stays
            if value != field.default:
                kept[field.name] = value
        defaults = {field.name: field.default for field in self.fields}
        return {} if self.rule and self.rule({**defaults, **kept}) else kept


def no_arguments(_params: Params, _inputs: Shapes) -> dict[str, Any]:
    """The target takes nothing but its inputs."""
    return {}


def _no_weights(_params: Params, _inputs: Shapes) -> dict[str, Shape]:
    return {}


def same_shape(_params: Params, inputs: Shapes) -> Shape:
    """The output has the shape of the first input."""
    return inputs[0]


def no_products(_params: Params, _inputs: Shapes, _outputs: Shapes) -> int:
    """No product with a weight, nor of two tensors."""
    return 0


def nothing_more(_params: Params, _inputs: Shapes, _outputs: Shapes) -> int:
    """Nothing is held besides."""
    return 0


def never(_params: Params) -> bool:
    """Not with any settings."""
    return False


def unbounded(_params: Params) -> tuple[float, float] | None:
    """There is no end that outputs come to rest at."""
    return None


def plain_arguments(params: Params, _inputs: Shapes) -> dict[str, Any]:
    """The constructor takes the declared fields under their own names."""
    return dict(params)


@dataclass(frozen=True, kw_only=True)
class LayerKind(Kind):
    """A layer.

    Shapes are without the batch dimension; several output ports are a list of shapes.
    `arguments(params, inputs)` gives the constructor's keyword arguments (for functions: those after
    the tensors); the first `positional` of them are printed without their names.
    `weights` gives the learnable tensors' shapes by the name they have in the module.
    `parameters`-free kinds with `call="function"` and `merge="fold"` apply the function pairwise over
    their inputs (a + b + c); `merge="list"` hands it a tuple of all inputs (torch.cat).
    `multiply_adds(params, inputs, outputs)` is the number of multiplications of one sample's forward
    pass that papers count: those with a weight matrix or a kernel, and those of a product of two
    matrices (Sze et al. 2017, "Efficient Processing of Deep Neural Networks", section II; what
    `torch.utils.flop_counter` counts, halved). Biases, activations, normalisation, pooling and whatever
    else goes number by number count nothing.
    `keeps` says which of its values torch holds for the backward pass: its inputs, its output, neither,
    or that the output is a mere view of the first input. `keeps_more(params, inputs, outputs)` is how
    many numbers of four bytes a sample it holds besides, such as a mask.
    `takes` says what the inputs hold: any numbers, or whole ones from 0 that stand for something.
    `explain` is `doc` with the layer's own numbers in it, such as "Slides 16 kernels of 3×3 …".
    `curve` and `derivative` draw an element-wise function; both are tested against autograd. `row` is what
    a function over a whole dimension makes of one row.
    `falls_silent(params)` tells whether it gives exactly 0, with slope 0, for a whole stretch of inputs, so
    that a unit can die. `ends(params)` are the least and the largest output of a function that squeezes:
    near either of them it hardly learns. None where outputs have no two ends, or 0 itself leads to one.
    """

    out_shape: Callable[[Params, Shapes], Shape | list[Shape]] = same_shape
    arguments: Callable[[Params, Shapes], dict[str, Any]] = plain_arguments
    weights: Callable[[Params, Shapes], dict[str, Shape]] = _no_weights
    buffers: Callable[[Params, Shapes], dict[str, Shape]] = _no_weights
    multiply_adds: Callable[[Params, Shapes, Shapes], int] = no_products
    keeps: Literal["input", "output", "nothing", "view"] = "input"
    keeps_more: Callable[[Params, Shapes, Shapes], int] = nothing_more
    positional: int = 0
    arity: tuple[int, int | None] = (1, 1)
    takes: Literal["numbers", "indices"] = "numbers"
    merge: Literal["none", "fold", "list"] = "none"
    stem: str = ""
    short: bool = False
    summary: Callable[[Params, Shapes], str] | None = None
    explain: Callable[[Params, Shapes], Text] | None = None
    curve: Curve | None = None
    derivative: Curve | None = None
    row: Curve | None = None
    curve_range: tuple[float, float] = (-5.0, 5.0)
    falls_silent: Callable[[Params], bool] = never
    ends: Callable[[Params], tuple[float, float] | None] = unbounded

    @property
    def computes(self) -> bool:
        """Whether its outputs are numbers of its own, not its inputs rearranged or put side by side."""
        return self.group not in {"input", "shape"} and self.merge != "list"

    @property
    def learns(self) -> bool:
        """Whether layers of this kind have weights, at least with some of its settings."""
        return self.weights is not _no_weights

    def out_shapes(self, params: Params, inputs: Shapes) -> Shapes:
        """The shape of each output port; raises ShapeError with the reason and a way out."""
        found = self.out_shape(params, inputs)
        return tuple(found) if isinstance(found, list) else (found,)


@dataclass(frozen=True, kw_only=True)
class LossKind(Kind):
    """A loss.

    `expects` says what the target is: "float" (like the output), "index" (a class number a sample),
    "sign" (−1 or 1) or "probability" (one a class, such as one-hot). `wants` says what the output
    should be: any real "value", "logit", "probability" or "log_probability".
    `curve(x, params)` draws the loss of one element over `curve_axis`: the error ŷ − y, the true
    class's probability, the margin (y·ŷ, or the true class's logit less the other's), the prediction
    for a target of 1, or the angle in degrees between output and target.
    """

    expects: Literal["float", "index", "sign", "probability"]
    wants: Literal["value", "logit", "probability", "log_probability"]
    tasks: tuple[str, ...] = ("regression",)
    curve: Curve | None = None
    curve_axis: Literal["error", "probability", "margin", "prediction", "angle"] = "error"
    curve_range: tuple[float, float] = (-3.0, 3.0)


@dataclass(frozen=True, kw_only=True)
class OptimizerKind(Kind):
    """An optimizer; `copies(params)` is how many numbers it keeps for each number that it moves."""

    copies: Callable[[Params], int]


@dataclass(frozen=True, kw_only=True)
class ScheduleKind(Kind):
    """A learning-rate schedule; advanced once an epoch, once a step, or by the validation loss.

    `arguments(params, epochs, steps_per_epoch)` gives the scheduler's keyword arguments.
    """

    advance: Literal["epoch", "step", "metric", "never"] = "epoch"
    arguments: Callable[[Params, int, int], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class InitKind(Kind):
    """A way to fill a weight; `min_dims` is the number of dimensions that the weight must have."""

    call: Literal["class", "function"] = "function"
    min_dims: int = 0


@dataclass(frozen=True, kw_only=True)
class MetricKind(Kind):
    """A figure of merit; it is computed in `engine/evaluate.py`."""

    tasks: tuple[str, ...]


def table(*kinds: Kind) -> dict[str, Any]:
    """Kinds by name; a name declared twice is a programmer's mistake."""
    found = {kind.name: kind for kind in kinds}
    assert len(found) == len(kinds), "a kind is declared twice"
    return found


def lookup(kinds: Mapping[str, Any], name: str, what: Text) -> Any:
    """The kind of this name.

    Raises:
        UserError: when there is none, with the names that do exist, or the nearest where they are many.
    """
    if name in kinds:
        return kinds[name]
    raise UserError(
        text(
            "There is no {what} called “{name}”. Known: {known}.",
            what=what,
            name=name[:60],
            known=_listed(kinds, name),
        )
    )


def _listed(names: Collection[str], wanted: str) -> str:
    if len(names) <= _MOST_LISTED:
        return ", ".join(sorted(names))
    nearest = get_close_matches(wanted[:60], names, n=_NEAREST, cutoff=0)
    return ", ".join([*nearest, "…"])
