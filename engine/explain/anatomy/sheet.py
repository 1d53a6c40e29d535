"""Where the stages of an optimizer's step are written down, one under the other, part by part."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from engine.catalog.kind import Params
from engine.explain.derivation import Cell, Factor, Stage, Term
from engine.explain.operation import Index
from engine.text import Text

#: A product, as it is handed over: constants and numbers of earlier stages.
Product = Sequence[Factor]


@dataclass(frozen=True)
class Weight:
    """One weight before a step, and what is known of it.

    `gradient` is ∂L/∂w as backward left it, before clipping. `state` is what the optimizer keeps of the
    weight, by torch's names (`exp_avg`, `momentum_buffer`, `step` …); empty before its first step.
    `tensor` and `at` say which element of which tensor it is.
    """

    value: float
    gradient: float
    state: Mapping[str, float]
    tensor: str
    at: Index


@dataclass(frozen=True)
class Part:
    """Stages that serve one purpose, and in words what is special about them this time."""

    title: Text
    stages: tuple[Stage, ...]
    note: Text | None = None


class Sheet:
    """What is written so far, and the numbers that the next stage starts from.

    `w` and `g` are the weight and its gradient as the stages so far have left them, `state` is what
    the optimizer will keep of the weight.
    """

    def __init__(self, weight: Weight, settings: Params) -> None:
        self.settings = settings
        self.before = weight.state
        self.state: dict[str, float] = {}
        self.w = Factor("w", weight.value, Cell(weight.tensor, weight.at))
        self.g = Factor("∂L/∂w", weight.gradient, Cell(weight.tensor, weight.at, "gradient"))
        self.parts: list[Part] = []
        self._stages: list[Stage] = []

    def setting(self, name: str, symbol: str) -> Factor:
        """A number among the optimizer's settings."""
        return Factor(symbol, float(self.settings[name]))

    def beta(self, which: int) -> Factor:
        """β₁ or β₂."""
        return Factor(f"β{'₀₁₂'[which]}", float(self.settings["betas"][which - 1]))

    def kept(self, name: str, symbol: str, first: float = 0.0) -> Factor:
        """A number that the optimizer has kept of the weight; `first` before its first step."""
        return Factor(symbol, self.before.get(name, first))

    def sum(self, symbol: str, formula: str, *products: Product) -> Factor:
        """A stage that adds up products."""
        terms = tuple(Term(tuple(product)) for product in products)
        value = sum(term.value for term in terms)
        self._stages.append(Stage(symbol, formula, value, terms))
        return Factor(symbol, value)

    def work(
        self, symbol: str, formula: str, worked: str, value: float, **factors: Factor
    ) -> Factor:
        """A stage of any other form; `worked` has the factors in braces: `{m} / (1 − {beta}ᵗ)`."""
        pieces: list[str | Factor] = []
        for words, name, _, _ in Formatter().parse(worked):
            if words:
                pieces.append(words)
            if name is not None:
                pieces.append(factors[name])
        self._stages.append(Stage(symbol, formula, value, worked=tuple(pieces)))
        return Factor(symbol, value)

    def end_part(self, title: Text, note: Text | None = None) -> None:
        """The stages since the last part serve one purpose."""
        self.parts.append(Part(title, tuple(self._stages), note))
        self._stages = []


def rest(factor: Factor) -> Factor:
    """What is missing to 1."""
    return Factor(f"(1 − {factor.symbol})", 1.0 - factor.value)


def root(value: float) -> float:
    """The square root; NaN of what is below 0, as torch has it."""
    return math.sqrt(value) if value >= 0.0 else math.nan
