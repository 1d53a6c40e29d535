"""Losses whose target is the number of a class: only the true class's output counts, or its lead.

`x[n,c]` is the output for class c of sample n (dimensions after c, of pictures, belong to the sample), y its
class.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.explain.derivation import Factor, Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitive import Primitive
from engine.explain.primitives.common import (
    Column,
    Positions,
    constant,
    elements,
    grid,
    indexed,
    only_output,
    slope,
    slopes,
    summed,
    upstream,
    written,
)
from engine.explain.primitives.losses import MEAN, NONE
from engine.explain.primitives.settings import real, whole


@dataclass(frozen=True, eq=False)
class _Samples:
    """Samples by their place in the target, and the true class of each."""

    places: Positions
    classes: np.ndarray

    @property
    def outputs(self) -> Positions:
        """Where the true classes' outputs are."""
        return (self.places[0], self.classes, *self.places[1:])

    def only(self, which: np.ndarray) -> "_Samples":
        """Some of them."""
        return _Samples(tuple(place[which] for place in self.places), self.classes[which])


def _samples(operation: Operation) -> _Samples:
    """All samples of an operation."""
    target = operation.inputs["target"].array
    places = grid([np.arange(size) for size in target.shape])
    return _Samples(places, target[places])


def _at(samples: _Samples, sample: Index) -> _Samples:
    """The one at an index of the target."""
    here = [place == i for place, i in zip(samples.places, sample, strict=True)]
    return samples.only(np.logical_and.reduce(here))


def _weights(operation: Operation, classes: np.ndarray) -> list[Column]:
    if "weight" not in operation.inputs:
        return []
    return [elements(operation.inputs["weight"], [classes])]


def _written_weight(operation: Operation, index: str) -> str:
    weight = operation.inputs.get("weight")
    return "" if weight is None else f"{indexed(weight.symbol, [index])} · "


def _is(sample: str, number: int, true: int) -> Factor:
    """1 for the output of the true class, 0 for the others."""
    return Factor(f"{int(number == true)} ({sample} = {true})", float(number == true))


class NegativeLogLikelihood:
    """Minus the true class's log-probability; the mean over samples weighs them as their classes."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The loss, or (`out[1]`) the weight of all samples that it is divided by."""
        x, target = operation.inputs["self"], operation.inputs["target"]
        symbol = indexed(operation.outputs[output].symbol, at)
        samples = self._counting(operation)
        if output == "out[1]":
            if whole(operation, "reduction") == NONE:
                return (Stage(symbol, "0 (there is no mean)", 0.0, worked=("0",)),)
            return (self._weight(operation, samples, symbol),)
        stages, prefix, share = self._share(operation, samples)
        letters = at or [*"nst"[: target.array.ndim]]
        true = indexed(target.symbol, letters)
        number = indexed(x.symbol, [letters[0], true, *letters[1:]])
        formula = f"{prefix}{'' if at else 'Σ '}{_written_weight(operation, true)}{number}"
        shown = _at(samples, at) if at else samples
        products = [share, *_weights(operation, shown.classes), elements(x, shown.outputs)]
        return (*stages, summed(symbol, formula, products))

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Nothing but for the true class, which gets its share of what arrives."""
        out, x, target = (
            operation.outputs["out[0]"],
            operation.inputs[operand],
            operation.inputs["target"],
        )
        sample, number = (at[0], *at[2:]), at[1]
        samples = self._counting(operation)
        stages, prefix, share = self._share(operation, samples)
        own = _at(samples, sample)
        above = sample if out.array.ndim else ()
        written_target = indexed(target.symbol, sample)
        is_true = [_is(written_target, number, int(true)) for true in own.classes]
        products = [
            upstream(out, [np.full(len(is_true), i) for i in above]),
            share,
            *_weights(operation, own.classes),
            Column(np.array([factor.value for factor in is_true]), lambda row: is_true[row]),
        ]
        formula = (
            f"{prefix}{slope(out.symbol, above)} · {_written_weight(operation, written_target)}"
            f"(1 if {written_target} = {number}, else 0)"
        )
        return (*stages, summed(slope(x.symbol, at), formula, products))

    def _counting(self, operation: Operation) -> _Samples:
        samples = _samples(operation)
        return samples.only(samples.classes != whole(operation, "ignore_index"))

    def _share(
        self, operation: Operation, samples: _Samples
    ) -> tuple[tuple[Stage, ...], str, Column]:
        """What each sample is multiplied by, and how that is written before it."""
        if whole(operation, "reduction") != MEAN:
            return (), "−", constant(-1, "−1")
        if "weight" not in operation.inputs:
            count = len(samples.classes)
            return (), "−1/N · ", constant(-1 / count, f"−1/{count}")
        total = self._weight(operation, samples, "W")
        return (total,), "−1/W · ", constant(-1 / total.value, "−1/W")

    def _weight(self, operation: Operation, samples: _Samples, symbol: str) -> Stage:
        if "weight" not in operation.inputs:
            count = len(samples.classes)
            return Stage(symbol, "N", float(count), worked=(str(count),))
        target = operation.inputs["target"]
        true = indexed(target.symbol, "nst"[: target.array.ndim])
        formula = f"Σ {indexed(operation.inputs['weight'].symbol, [true])}"
        return summed(symbol, formula, _weights(operation, samples.classes))


class _Leads:
    """Sample by sample, the other classes: how much is missing for the true class to lead each by the margin."""

    def __init__(self, operation: Operation, sample: Index = (), other: int | None = None) -> None:
        """Of all samples or one, and of all other classes or one."""
        self._operation = operation
        samples = _samples(operation)
        chosen = _at(samples, sample) if sample else samples
        classes = [other] if other is not None else range(operation.inputs["self"].array.shape[1])
        rows, self.others = grid([np.arange(len(chosen.classes)), classes])
        is_other = self.others != chosen.classes[rows]
        rows, self.others = rows[is_other], self.others[is_other]
        self.rows, self.true = chosen.places[0][rows], chosen.classes[rows]
        x = operation.inputs["self"].array
        self.margin = real(operation, "margin")
        lead = x[self.rows, self.true].astype(np.float64) - x[self.rows, self.others]
        self.missing = self.margin - lead
        self.squared = whole(operation, "p") == 2

    def written(self, sample: object, true: object, other: object) -> str:
        """What is missing, with its symbols."""
        x = self._operation.inputs["self"].symbol
        lead = f"{indexed(x, [sample, true])} + {indexed(x, [sample, other])}"
        return f"{written(self.margin)} − {lead}"

    def written_at(self, row: int) -> str:
        """That of one of them."""
        return self.written(int(self.rows[row]), int(self.true[row]), int(self.others[row]))

    def costs(self) -> Column:
        """What each costs."""
        costs = np.maximum(self.missing, 0) ** (2 if self.squared else 1)
        power = "²" if self.squared else ""
        return slopes(costs, lambda row: f"max(0, {self.written_at(row)}){power}")

    def slopes(self, sign: int) -> Column:
        """The slopes of the costs by what is missing, with a sign."""
        minus = "−" if sign < 0 else ""
        if self.squared:
            steep = sign * 2 * np.maximum(self.missing, 0)
            return slopes(steep, lambda row: f"{minus}2·max(0, {self.written_at(row)})")
        missing = self.missing > 0

        def symbol(row: int) -> str:
            case = f"{minus}1 ({{}} > 0)" if missing[row] else "0 ({} ≤ 0)"
            return case.format(self.written_at(row))

        return slopes(sign * missing.astype(np.float64), symbol)


class MultiMargin:
    """The power p, 1 or 2, of what is missing for the true class to lead by the margin, for each other class."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The sum over the other classes, and over the samples."""
        leads = _Leads(operation, at)
        prefix, share = self._share(operation)
        sample = at[0] if at else "n"
        true = indexed(operation.inputs["target"].symbol, [sample])
        cost = f"max(0, {leads.written(sample, true, 'c')}){'²' if leads.squared else ''}"
        formula = f"{prefix}Σ {_written_weight(operation, true)}{cost}, c ≠ {true}"
        products = [share, *_weights(operation, leads.true), leads.costs()]
        return (summed(indexed(operation.outputs[output].symbol, at), formula, products),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """An output of another class pulls down, all of them together push the true one up."""
        out, x, target = (
            only_output(operation),
            operation.inputs[operand],
            operation.inputs["target"],
        )
        sample, number = at
        is_true = int(target.array[sample]) == number
        leads = _Leads(operation, (sample,), None if is_true else number)
        above = (sample,) if out.array.ndim else ()
        prefix, share = self._share(operation)
        products = [
            upstream(out, [np.full(len(leads.rows), i) for i in above]),
            share,
            *_weights(operation, leads.true),
            leads.slopes(-1 if is_true else 1),
        ]
        true = indexed(target.symbol, [sample])
        lead = leads.written(sample, true, "c" if is_true else number)
        local = f"2·max(0, {lead})" if leads.squared else f"(1 if {lead} > 0, else 0)"
        sign, several = ("−", "Σ ") if is_true else ("", "")
        formula = (
            f"{sign}{prefix}{slope(out.symbol, above)} · {_written_weight(operation, true)}"
            f"{several}{local}"
        )
        return (summed(slope(x.symbol, at), formula, products),)

    def _share(self, operation: Operation) -> tuple[str, Column]:
        """What each cost is multiplied by, and how that is written before it."""
        samples, classes = operation.inputs["self"].array.shape
        if whole(operation, "reduction") == MEAN:
            return "1/(N·C) · ", constant(1 / (samples * classes), f"1/({samples}·{classes})")
        return "1/C · ", constant(1 / classes, f"1/{classes}")


PRIMITIVES: Mapping[str, Primitive] = {
    "nll_loss_forward": NegativeLogLikelihood(),
    "nll_loss2d_forward": NegativeLogLikelihood(),
    "multi_margin_loss": MultiMargin(),
}
