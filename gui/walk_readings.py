"""What is to be seen of a walked step, for pages that follow it; numbers to be guessed are hidden in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.tensor_figures import TensorFigures
from engine.walk_answers import PhaseName


@dataclass(frozen=True, eq=False)
class Numbers:
    """A tensor's numbers; `hidden` ones are not in the figures."""

    figures: TensorFigures
    hidden: NDArray[np.bool_] | None = None


@dataclass(frozen=True, eq=False)
class Reading:
    """A tensor as far as the step has come; `changed` is the weight after the step.

    `no_gradient` says what stands where the gradient of a leaf will be.
    """

    name: str
    symbol: str
    value: Numbers | None = None
    gradient: Numbers | None = None
    changed: Numbers | None = None
    no_gradient: str = ""


@dataclass(frozen=True, eq=False)
class WalkView:
    """A walked step in a phase.

    `readings` are by the tensors' names in the record, `shapes` of all there will be. `at` is the card
    that the cursor is on, "" for none; `faint` are the cards that it has not come to, and `reached` those
    that the phase has come to. `largest` is the size of the largest gradient.
    """

    phase: PhaseName
    readings: Mapping[str, Reading] = field(default_factory=dict)
    shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    at: str = ""
    faint: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    largest: float = 0.0
