"""Guess first: which numbers of a phase are hidden, and whether a guess is right. No widgets."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine import numbers
from engine.explain.derivation import Cell
from engine.explain.operation import Index
from engine.tensor_figures import TensorFigures
from engine.walk_answers import PhaseName, ShownTensor
from gui.pages.steps.grid import MOST_NUMBERS
from gui.pages.steps.shown import Column, Row, Section, ShownCard, Side
from gui.translate import tr

#: A right guess agrees to so many digits; of a zero so much is as good as it.
DIGITS, _NOTHING = 3, 5e-4
#: How near a wrong guess must come to be called near, as a share of the number.
_NEAR = 0.05
#: Another number is the same up to here, as a share of it.
_SAME = 2e-3


class Guessing:
    """What the present phase works out is hidden until it is guessed or shown.

    Only tensors of up to `MOST_NUMBERS` numbers are: nobody works out more of them by hand.
    """

    def __init__(self) -> None:
        self.on = False
        self._known: set[tuple[PhaseName, str, Index]] = set()
        self._whole: set[PhaseName] = set()

    def forget(self) -> None:
        """Another step: nothing of it is known."""
        self._known.clear()
        self._whole.clear()

    def reveal(self, cell: Cell, phase: PhaseName) -> None:
        """One number is known."""
        self._known.add((phase, cell.tensor, cell.at))

    def reveal_all(self, phase: PhaseName) -> None:
        """All numbers of a phase are known."""
        self._whole.add(phase)

    def hides(self, cell: Cell, tensor: ShownTensor | None, phase: PhaseName) -> bool:
        """Whether what the phase makes of a number's place is hidden.

        Args:
            cell: the place; a parameter's, in the last phase, stands for the new weight.
            tensor: it is in; None where it is not on a card, and can't be asked for.
            phase: the one on show.
        """
        if tensor is None or (side := _made(tensor, phase)) is None:
            return False
        if (side == "gradient") != (cell.kind == "gradient"):
            return False
        hidden = self._hidden(tensor, side, phase)
        return hidden is not None and bool(hidden[cell.at])

    def mask(self, tensor: ShownTensor | None, at: Index, phase: PhaseName) -> ShownTensor | None:
        """The tensor without the figures that a hidden number is in."""
        if tensor is None or (side := _made(tensor, phase)) is None:
            return tensor
        hidden = self._hidden(tensor, side, phase)
        if hidden is None or len(at) != hidden.ndim or not hidden[at]:
            return tensor
        if side == "gradient":
            return replace(tensor, gradient=None)
        return replace(tensor, changed=None) if side == "changed" else replace(tensor, figures=None)

    def cover(self, cards: Sequence[ShownCard], phase: PhaseName) -> tuple[ShownCard, ...]:
        """The cards with the hidden numbers taken out."""
        if not self.on or phase in self._whole:
            return tuple(cards)
        return tuple(
            replace(card, sections=tuple(self._section(s, phase) for s in card.sections))
            for card in cards
        )

    def left(self, cards: Sequence[ShownCard]) -> int:
        """How many numbers are hidden on covered cards."""
        columns = (
            c for card in cards for s in card.sections for row in s.rows for c in row.columns
        )
        return sum(int(column.hidden.sum()) for column in columns if column.hidden is not None)

    def _section(self, section: Section, phase: PhaseName) -> Section:
        return replace(section, rows=tuple(self._row(row, phase) for row in section.rows))

    def _row(self, row: Row, phase: PhaseName) -> Row:
        side = _made(row.tensor, phase)
        if side is None or (hidden := self._hidden(row.tensor, side, phase)) is None:
            return row
        left, right = (
            _covered(column, hidden) if column is not None and column.side == side else column
            for column in (row.left, row.right)
        )
        assert left is not None, "a row has a left column"
        return replace(row, left=left, right=right)

    def _hidden(
        self, tensor: ShownTensor, side: Side, phase: PhaseName
    ) -> NDArray[np.bool_] | None:
        figures = figures_of(tensor, side)
        if not self.on or phase in self._whole or figures is None or figures.values is None:
            return None
        if not 0 < figures.size <= MOST_NUMBERS:
            return None
        hidden = np.ones(figures.shape, np.bool_)
        for known_phase, name, at in self._known:
            if (known_phase, name) == (phase, tensor.name):
                hidden[at] = False
        return hidden if hidden.any() else None


def figures_of(tensor: ShownTensor, side: Side) -> TensorFigures | None:
    """One of the tensor's three: as it is, its gradient, as the step leaves it."""
    if side == "value":
        return tensor.figures
    return tensor.gradient if side == "gradient" else tensor.changed


def made_number(cell: Cell, tensor: ShownTensor, phase: PhaseName) -> float:
    """What the phase makes of a number's place: the one to guess."""
    side = _made(tensor, phase)
    figures = figures_of(tensor, side) if side is not None else None
    assert figures is not None, "only a number that is there is hidden"
    assert figures.values is not None, "large tensors are not hidden"
    return float(figures.values[cell.at])


def _made(tensor: ShownTensor, phase: PhaseName) -> Side | None:
    """Which of a tensor's numbers a phase works out."""
    if phase == "forward" and tensor.role in {"output", "inner"}:
        return "value"
    if phase == "loss" and tensor.role == "loss":
        return "value"
    if phase == "backward":
        return "gradient"
    return "changed" if phase == "step" and tensor.role == "parameter" else None


def _covered(column: Column, hidden: NDArray[np.bool_]) -> Column:
    figures = column.figures
    assert figures is not None, "hidden numbers are there"
    assert figures.values is not None, "hidden numbers are there"
    values = np.where(hidden, np.nan, figures.values.astype(np.float64))
    picture = replace(figures.picture, cells=values.reshape(figures.picture.whole))
    bare = replace(figures, values=values, sample=values[~hidden], picture=picture, kernels=None)
    return replace(column, figures=bare, hidden=hidden)


Judgement = Literal["right", "near", "wrong"]


def read_guess(words: str) -> float | None:
    """A number as people type it, with a comma or a fraction too; None where it is none."""
    plain = words.strip().replace(numbers.MINUS, "-").replace("－", "-").replace("，", ",")
    plain = plain.replace(numbers.THIN_SPACE, "").replace(" ", "")
    if "." not in plain:
        plain = plain.replace(",", ".")
    above, bar, below = plain.partition("/")
    try:
        return float(above) / float(below) if bar else float(plain)
    except (ValueError, ZeroDivisionError):
        return None


def judge(guess: float, true: float) -> Judgement:
    """Whether a guess is the number to three digits, or nearly."""
    if not (math.isfinite(guess) and math.isfinite(true)):
        same = guess == true or (math.isnan(guess) and math.isnan(true))
        return "right" if same else "wrong"
    if true == 0:
        return "right" if abs(guess) <= _NOTHING else "wrong"
    unit = 10.0 ** (math.floor(math.log10(abs(true))) + 1 - DIGITS)
    error = abs(guess - true)
    if error <= 0.5 * unit * (1 + 1e-6):
        return "right"
    return "near" if error <= _NEAR * abs(true) else "wrong"


def hint(guess: float, true: float, batch: int) -> str:
    """What is likely wrong about a wrong guess; gives the number itself away in no way.

    Args:
        guess: what was typed.
        true: the number.
        batch: how many samples the batch has: a mean that was not taken is the most common slip.
    """
    if not math.isfinite(true) or not math.isfinite(guess):
        return tr("Not that. Look for what is divided by zero, or grows beyond all bounds.")
    if judge(guess, true) == "near":
        return tr("Nearly: work it out to {digits} digits.").format(digits=DIGITS)
    if guess and true:
        share = guess / true
        if _is(share, -1):
            return tr("The size is right; look at the sign.")
        if batch > 1 and _is(share, batch):
            return tr("{count} times too large: is the mean over the batch taken?").format(
                count=batch
            )
        if batch > 1 and _is(share, 1 / batch):
            return tr("{count} times too small: is the sum over the batch taken?").format(
                count=batch
            )
        if _is(share, 2) or _is(share, 0.5):
            return tr("Off by a factor of 2: where does a square, or a half, come in?")
        if share < 0:
            return tr("Not that; the sign is wrong as well.")
    return tr("Too large.") if guess > true else tr("Too small.")


def _is(share: float, wanted: float) -> bool:
    return math.isclose(share, wanted, rel_tol=_SAME)
