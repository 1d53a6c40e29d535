"""What Step-through shows of a step: plain arrays, so that the screen needs no torch to read them."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from engine.explain.anatomy.weight_step import WeightStep
from engine.explain.derivation import Cell
from engine.tensor_figures import TensorFigures
from engine.text import Text

PhaseName = Literal["zero_grad", "forward", "loss", "backward", "step"]
PHASES: tuple[PhaseName, ...] = ("zero_grad", "forward", "loss", "backward", "step")
Role = Literal["input", "target", "parameter", "buffer", "inner", "output", "loss"]


@dataclass(frozen=True, eq=False)
class ShownTensor:
    """A tensor of the step.

    `name` is its own in the record (`x`, `fc.weight`, `fc` for what a layer gives, `fc:1` for its second
    output, `loss`, `term/0`, `target/0`); `symbol` is how formulas write it, `title` how a card calls
    it. `figures` is None before it is computed, `gradient` while `.grad` is None. `changed` is the value
    after the step: of a parameter once the step was taken, of a buffer once forward has moved it.
    """

    name: str
    symbol: str
    title: str
    role: Role
    shape: tuple[int, ...]
    requires_grad: bool
    is_leaf: bool
    figures: TensorFigures | None
    gradient: TensorFigures | None
    changed: TensorFigures | None = None


@dataclass(frozen=True, eq=False)
class WalkCard:
    """A layer, the input, a loss term or the whole loss, with its tensors.

    `subtitle` is a Text where it holds more than names. `key` is the layer's id, `x`, `term/0` … or `loss`. `sources` are the keys of the cards that it takes
    its inputs from.
    """

    key: str
    title: str
    subtitle: Text | str
    tensors: tuple[ShownTensor, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class WalkAnswer:
    """A step as far as it has come. `cards` are in the order of forward, the loss last.

    `step` and `epoch` count those done before this one, `batch` from 1 within the epoch. `rows` are row numbers
    of the prepared data; none for typed values. `on_copy`: the step is of a copy, for rows that the
    user chose, and is never taken in the run. `loss` is the whole loss once it is known. `taken`: the
    last phase is done. `can_step_back` says how many walked steps can be undone. Steps that were begun
    one after another have another `number`.
    """

    phase: PhaseName
    step: int
    epoch: int
    batch: int
    batches: int
    rows: np.ndarray
    on_copy: bool
    taken: bool
    loss: float | None
    learning_rate: float
    cards: tuple[WalkCard, ...]
    can_step_back: int = 0
    epoch_is_over: bool = False
    number: int = 0


@dataclass(frozen=True, eq=False)
class InnerOperation:
    """One operation inside a card, in order of forward.

    `name` is ATen's, `title` how people call it (“matmul”, “add”, “relu”), `tensors` what it gives. Those it
    takes are `inputs`, by name. `moves`: it only hands numbers on (a view, a copy).
    """

    number: int
    name: str
    title: str
    inputs: tuple[str, ...]
    tensors: tuple[ShownTensor, ...]
    moves: bool = False


@dataclass(frozen=True, eq=False)
class InsideAnswer:
    """What a card is made of."""

    key: str
    operations: tuple[InnerOperation, ...] = field(default_factory=tuple)


@dataclass(frozen=True, eq=False)
class TensorPartAnswer:
    """A part of a large tensor, and the number under the cursor."""

    cell: Cell
    figures: TensorFigures


@dataclass(frozen=True, eq=False)
class AnatomyAnswer:
    """What the optimizer makes of one weight, worked out in double precision.

    `recorded` is the new weight as the step has made it (float32); None where the step is not taken
    yet, and this is what it will do.
    """

    cell: Cell
    optimizer: str
    step: WeightStep
    recorded: float | None = None
