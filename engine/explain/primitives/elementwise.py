"""Operations that make each number of their output from one number of each input, broadcast.

What is written about one is a template: `{self}·{other}` names its inputs and settings. The gradient is
what arrives from above times the local derivative, summed over the places that an element was
broadcast to.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter

import numpy as np

from engine.catalog.kind import Numbers, Params
from engine.explain.derivation import MOST_TERMS, Factor, Stage
from engine.explain.operation import Index, Operation
from engine.explain.primitives.common import (
    Column,
    elements,
    indexed,
    only_output,
    pattern,
    slope,
    spread,
    summed,
    taken,
    upstream,
    written,
)

#: A template, or which one for the numbers at hand.
Template = str | Callable[[Params], str]

#: A template that is an input's own value, perhaps with the case in which it is.
_INPUT = re.compile(r"\{(\w+)\}(?: \(.*\))?")


@dataclass(frozen=True)
class Part:
    """A factor of a local derivative.

    `compute` takes inputs and settings by name. A template that is an input's name by itself is a
    factor that can be followed; an empty one is a factor of 1 that is not written.
    """

    template: Template
    compute: Callable[[Params], Numbers]


def itself(name: str) -> Part:
    """An input's own value as a factor."""
    return Part(f"{{{name}}}", lambda v: v[name])


def case(holds: Callable[[Params], object], then: str, otherwise: str) -> Callable[[Params], str]:
    """One template where something holds of the numbers, another elsewhere."""
    return lambda v: then if holds(v) else otherwise


@dataclass(frozen=True)
class Elementwise:
    """`compute` gives the output from inputs and settings by name; `slopes` by the inputs' names.

    An input without slopes has a derivative of zero everywhere.
    """

    template: Template
    compute: Callable[[Params], Numbers]
    slopes: Mapping[str, Sequence[Part]] = field(default_factory=dict)

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The function with its numbers."""
        out = operation.outputs[output]
        columns = {
            name: elements(operand, taken(at, operand.array.shape))
            for name, operand in operation.inputs.items()
        }
        part = Part(self.template, self.compute)
        return (part_stage(indexed(out.symbol, at), part, operation, columns),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """Upstream times the local derivative, over all places that the element was broadcast to."""
        out, given = only_output(operation), operation.inputs[operand]
        symbol = slope(given.symbol, at)
        first = next(iter(operation.inputs))
        parts = [] if operation.unnoticed and operand == first else self.slopes.get(operand)
        if parts is None:
            return (Stage(symbol, "0", 0.0, worked=("0",)),)
        places = spread(at, given.array.shape, out.array.shape)
        there = {name: taken(places, each.array.shape) for name, each in operation.inputs.items()}
        columns = {name: elements(operation.inputs[name], where) for name, where in there.items()}
        values = _values(operation, columns)
        shown = [part for part in parts if _chosen(part.template, values, 0)]
        products = [upstream(out, places), *(part_column(p, operation, columns) for p in shown)]
        where = pattern(places)
        if "…" not in where:
            formula = " · ".join(column.factor(0).symbol for column in products)
        else:
            rows = range(min(places[0].size, MOST_TERMS))
            texts = {
                name: indexed(operation.inputs[name].symbol, pattern(at))
                for name, at in there.items()
            }
            local = _in_general(shown, operation, values, texts, rows)
            if local is None:
                local = [f"∂{out.symbol}/∂{given.symbol}"]
            formula = " · ".join([f"Σ {slope(out.symbol, where)}", *local])
        return (summed(symbol, formula, products),)


def part_stage(
    symbol: str, part: Part, operation: Operation, columns: Mapping[str, Column]
) -> Stage:
    """The part with its numbers, of inputs of which the columns have one each."""
    values = _values(operation, columns)
    template, settings = _chosen(part.template, values, 0), _written_settings(operation)
    texts = {name: column.factor(0).symbol for name, column in columns.items()}
    number = float(np.asarray(part.compute(values)).item())
    worked = _worked(template, columns, settings)
    return Stage(symbol, _filled(template, {**settings, **texts}), number, worked=worked)


def part_column(part: Part, operation: Operation, columns: Mapping[str, Column]) -> Column:
    """The part in each row: an input that can be followed, or a number that says what it is."""
    values = _values(operation, columns)
    numbers = np.asarray(part.compute(values), dtype=np.float64)
    settings = _written_settings(operation)

    def factor(row: int) -> Factor:
        template = _chosen(part.template, values, row)
        inputs = {name: column.factor(row) for name, column in columns.items()}
        symbol = _filled(
            template, {**settings, **{name: each.symbol for name, each in inputs.items()}}
        )
        bare = _INPUT.fullmatch(template)
        if bare is not None and bare[1] in inputs:
            found = inputs[bare[1]]
            return Factor(symbol, found.value, found.cell)
        return Factor(symbol, float(numbers.flat[row if numbers.size > 1 else 0]))

    return Column(numbers, factor)


def _values(operation: Operation, columns: Mapping[str, Column]) -> Params:
    return {**operation.settings, **{name: column.values for name, column in columns.items()}}


def _at_row(values: Params, row: int) -> Params:
    """The numbers of one row."""
    return {
        name: value.flat[row if value.size > 1 else 0] if isinstance(value, np.ndarray) else value
        for name, value in values.items()
    }


def _chosen(template: Template, values: Params, row: int) -> str:
    return template if isinstance(template, str) else template(_at_row(values, row))


def _filled(template: str, texts: Mapping[str, str]) -> str:
    return template.format_map(texts)


def _written_settings(operation: Operation) -> dict[str, str]:
    return {
        name: written(value)
        for name, value in operation.settings.items()
        if isinstance(value, int | float)
    }


def _worked(
    template: str, columns: Mapping[str, Column], settings: Mapping[str, str]
) -> tuple[str | Factor, ...]:
    """The template with the inputs' numbers as factors."""
    worked: list[str | Factor] = []
    for words, name, _, _ in Formatter().parse(template):
        if words:
            worked.append(words)
        if name is not None:
            worked.append(columns[name].factor(0) if name in columns else settings[name])
    return tuple(worked)


def in_general(template: Template, operation: Operation, index: str = "") -> str:
    """A template for all elements together; it may choose by settings and by which inputs there are."""
    settings = _written_settings(operation)
    symbols = {name: f"{each.symbol}{index}" for name, each in operation.inputs.items()}
    chosen = (
        template
        if isinstance(template, str)
        else template({**operation.settings, **operation.inputs})
    )
    return _filled(chosen, {**settings, **symbols})


def _in_general(
    parts: Sequence[Part],
    operation: Operation,
    values: Params,
    texts: Mapping[str, str],
    rows: range,
) -> list[str] | None:
    """The parts as they are written for all rows together; None where rows differ in their case."""
    found = []
    for part in parts:
        templates = {_chosen(part.template, values, row) for row in rows}
        if len(templates) > 1:
            return None
        found.append(_filled(templates.pop(), {**_written_settings(operation), **texts}))
    return found
