"""A derivation as lines of words and numbers, before they are painted."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from engine import numbers
from engine.explain.derivation import Cell, Derivation, Factor, Stage, Term, largest
from gui.translate import tr

#: Terms of a sum that are written out, the largest; the others are counted.
MOST_WRITTEN = 8


@dataclass(frozen=True)
class Piece:
    """Words, or a number that may lead to where it comes from.

    `result` is what a derivation ends in, `aside` are words that others stand out from.
    """

    words: str
    cell: Cell | None = None
    tip: str = ""
    result: bool = False
    aside: bool = False


Line = tuple[Piece, ...]


def formula_lines(
    derivation: Derivation, hides: Callable[[Cell], bool] = lambda _cell: False
) -> tuple[Line, ...]:
    """Two lines a stage: the formula, and the formula with its numbers.

    Args:
        derivation: of a number.
        hides: whether a number in it is to be guessed; a question mark stands in its place.
    """
    lines: list[Line] = []
    for number, stage in enumerate(derivation.stages):
        last = number == len(derivation.stages) - 1
        lines.append((Piece(f"{stage.symbol} = {stage.formula}"),))
        written = worked_out(stage, last=last)
        lines.append((Piece("   = "), *(_unknown(piece, hides) for piece in written)))
    return tuple(lines)


def _unknown(piece: Piece, hides: Callable[[Cell], bool]) -> Piece:
    """A question mark in place of a number that is to be guessed."""
    if piece.cell is None or not hides(piece.cell):
        return piece
    return replace(piece, words="?", tip="")


def worked_out(stage: Stage, *, last: bool) -> Iterator[Piece]:
    """The right side of a stage with its numbers, and what it comes to."""
    yield from _numbers(stage)
    if not _is_one_number(stage) or last:
        yield from _result(stage, last=last)


def _is_one_number(stage: Stage) -> bool:
    """Whether the right side is the result already."""
    return not stage.terms and len(stage.worked) == 1 and isinstance(stage.worked[0], Factor)


def _result(stage: Stage, *, last: bool) -> Iterator[Piece]:
    if stage.terms or stage.worked or stage.left_out:
        yield Piece(" = ")
    yield Piece(numbers.long(stage.value), tip=numbers.full(stage.value), result=last)


def _numbers(stage: Stage) -> Iterator[Piece]:
    if not stage.terms:
        yield from _worked(stage)
        return
    values = [term.value for term in stage.terms]
    written = largest(values, MOST_WRITTEN)
    if len(written) < len(values):
        # Among many terms those that are 0 say nothing, unless all of them are.
        written = [row for row in written if values[row] != 0] or written
    for number, row in enumerate(written):
        if number:
            yield Piece(" + ")
        yield from _product(stage.terms[row])
    more = stage.left_out + len(values) - len(written)
    if more:
        rest = stage.rest + math.fsum(np.delete(values, written))
        words = tr("{count} more terms, together {value}").format(
            count=numbers.count(more), value=numbers.long(rest)
        )
        yield Piece(f" + … ({words})", tip=numbers.full(rest))


def _worked(stage: Stage) -> Iterator[Piece]:
    """Words and numbers; a negative number behind a sign stands in brackets."""
    before = ""
    for part in stage.worked:
        if isinstance(part, str):
            yield Piece(part)
            before = part
        elif part.value < 0 and before and not before.endswith(("(", ", ")):
            yield from (Piece("("), _factor(part), Piece(")"))
        else:
            yield _factor(part)


def _product(term: Term) -> Iterator[Piece]:
    """`(a)(b)`; a lone number that is not negative goes without brackets."""
    lone = len(term.factors) == 1
    for factor in term.factors:
        bare = lone and factor.value >= 0
        if not bare:
            yield Piece("(")
        yield _factor(factor)
        if not bare:
            yield Piece(")")


def _factor(factor: Factor) -> Piece:
    tip = f"{factor.symbol} = {numbers.full(factor.value)}"
    return Piece(numbers.long(factor.value), factor.cell, tip)


@dataclass(frozen=True)
class Verdict:
    """How a derivation agrees with what it is held against; `agrees` is None where that says nothing."""

    agrees: bool | None
    words: str
    tip: str


#: A derivation in double precision and a float32 step differ by rounding alone up to here.
_ROUNDING = 1e-4
_DIFFERENCE = 1e-5


def verdicts(derivation: Derivation) -> Iterator[Verdict]:
    """Against the step's own number, and against the finite difference."""
    if (check := derivation.check) is None:
        return
    if math.isnan(derivation.value) != math.isnan(check.recorded):
        yield _moot(derivation.value, check.recorded)
        return
    size = _size(derivation)
    error = _error(derivation.value, check.recorded, size)
    gradient = derivation.cell.kind == "gradient"
    if error <= _ROUNDING:
        words = (
            within(error, tr("equals autograd to {error}"), tr("equals autograd to the last digit"))
            if gradient
            else equals_step(error)
        )
    else:
        words = (
            tr("differs from autograd by {error}")
            if gradient
            else tr("differs from the step by {error}")
        ).format(error=numbers.short(error))
    tip = tr("Derived {derived}, recorded {recorded}, relative error {error}").format(
        derived=numbers.full(derivation.value),
        recorded=numbers.full(check.recorded),
        error=numbers.short(error),
    )
    yield Verdict(error <= _ROUNDING, words, tip)
    if check.finite_difference is not None and math.isfinite(check.finite_difference):
        yield _against_difference(derivation, check.finite_difference, size)


def _moot(derived: float, recorded: float) -> Verdict:
    tip = tr(
        "Derived {derived}, recorded {recorded}. What NaN takes part in is NaN, or whatever the kernel "
        "makes of it: look for the first NaN of the step."
    )
    return Verdict(
        None,
        tr("NaN takes part: nothing to compare"),
        tip.format(derived=numbers.full(derived), recorded=numbers.full(recorded)),
    )


def _error(derived: float, recorded: float, size: float) -> float:
    """How far a number is from the step's, as a share of `size`; nothing where both overflow or are none."""
    with np.errstate(over="ignore"):
        if not math.isfinite(recorded) and np.array_equal(
            np.float32(derived), np.float32(recorded), equal_nan=True
        ):
            return 0.0
    return abs(derived - recorded) / size


def _against_difference(derivation: Derivation, found: float, size: float) -> Verdict:
    error = abs(derivation.value - found) / size
    # Beside a float32 step's own rounding the difference quotient can agree no better.
    agrees = error <= max(_DIFFERENCE, _ROUNDING)
    words = (
        within(error, tr("finite difference {error}"), tr("equals the finite difference"))
        if agrees
        else tr("finite difference differs by {error}").format(error=numbers.short(error))
    )
    tip = tr("Derived {derived}, (L(w + h) − L(w − h)) / 2h = {found}").format(
        derived=numbers.full(derivation.value), found=numbers.full(found)
    )
    return Verdict(agrees, words, tip)


def _size(derivation: Derivation) -> float:
    """What errors are measured by: the number, or the largest of the terms it is the sum of."""
    terms = [abs(term.value) for term in derivation.stages[-1].terms]
    return max([abs(derivation.value), *terms]) or 1.0


def equals_step(error: float) -> str:
    """That a number is the step's own, to within a relative error."""
    return within(error, tr("equals the step to {error}"), tr("equals the step to the last digit"))


def within(error: float, words: str, exactly: str) -> str:
    """How well two numbers agree: `words` with the error as the power of ten it stays below, such as 1e−7."""
    if error == 0:
        return exactly
    power = f"1e{math.ceil(math.log10(error))}".replace("-", numbers.MINUS)
    return words.format(error=power)
