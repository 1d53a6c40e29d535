"""Numbers looked up by whole numbers that are themselves part of the step."""

import numpy as np

from engine.explain.derivation import Stage, Term
from engine.explain.operation import Index, Operand, Operation
from engine.explain.primitives.common import (
    Positions,
    constant,
    elements,
    grid,
    indexed,
    only_output,
    slope,
    summed,
    upstream,
)
from engine.explain.primitives.routes import Moved, Route, gathered
from engine.explain.primitives.settings import whole


def _rows(operation: Operation, _operand: str, _output: str) -> Route:
    """A row of the table for each index."""
    table, chosen = operation.inputs["weight"].array.shape, operation.inputs["indices"].array
    return Route(table, only_output(operation).array.shape, table, (chosen.ravel(), None))


class Embedding:
    """A table's rows by their numbers; a row's gradient is the sum over the places that it stands at."""

    _move = Moved(_rows, lambda _operation: ["weight"])

    def source(self, operation: Operation, output: str, at: Index) -> tuple[str, Index] | None:
        """The table's element."""
        return self._move.source(operation, output, at)

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The table's element, in the row that the index says."""
        indices = operation.inputs["indices"]
        row = elements(indices, at[:-1]).factor(0)
        found = elements(operation.inputs["weight"], (int(row.value), at[-1])).factor(0)
        table = operation.inputs["weight"].symbol
        symbol = indexed(operation.outputs[output].symbol, at)
        formula = f"{table}[{row.symbol},{at[-1]}]"
        return (Stage(symbol, formula, found.value, (Term((found,)),)),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at all places of the row; none for the row that stands for padding."""
        out, given = only_output(operation), operation.inputs[operand]
        padding = whole(operation, "padding_idx")
        if at[0] == padding:
            return (gathered(operation, operand, at, []),)
        indices = operation.inputs["indices"]
        places = _where(indices, at[0], at[1])
        if not operation.settings.get("scale_grad_by_freq") or not len(places[0]):
            return (gathered(operation, operand, at, [(out, places)]),)
        count = len(places[0])
        formula = f"Σ {slope(out.symbol, ['…', at[1]])} · 1/{count}"
        share = constant(1 / count, f"1/{count}")
        return (summed(slope(given.symbol, at), formula, [upstream(out, places), share]),)


def _where(indices: Operand, row: int, column: int) -> Positions:
    """The places of the output at which an element of the table stands."""
    found = np.nonzero(np.atleast_1d(indices.array) == row)[: indices.array.ndim]
    count = int((indices.array == row).sum())
    return (*found, np.full(count, column))


class Gathered:
    """Along `dim` each output element is the one that `index` says."""

    def source(self, operation: Operation, _output: str, at: Index) -> tuple[str, Index] | None:
        """The element with the place along `dim` replaced by the index there."""
        axis = self._axis(operation)
        chosen = int(operation.inputs["index"].array[at])
        return "self", (*at[:axis], chosen, *at[axis + 1 :])

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """The element that the index says."""
        source = self.source(operation, output, at)
        assert source is not None
        found = elements(operation.inputs["self"], source[1]).factor(0)
        symbol = indexed(operation.outputs[output].symbol, at)
        return (Stage(symbol, found.symbol, found.value, (Term((found,)),)),)

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """What arrives at the places along `dim` whose index says this element."""
        axis, index = self._axis(operation), operation.inputs["index"].array
        out = only_output(operation)
        along = [np.arange(size) if k == axis else [at[k]] for k, size in enumerate(index.shape)]
        if any(at[k] >= size for k, size in enumerate(index.shape) if k != axis):
            return (gathered(operation, operand, at, []),)
        places = grid(along)
        chosen = index[places] == at[axis]
        where = tuple(place[chosen] for place in places)
        return (gathered(operation, operand, at, [(out, where)]),)

    def _axis(self, operation: Operation) -> int:
        return whole(operation, "dim") % operation.inputs["self"].array.ndim


EMBEDDING, GATHER = Embedding(), Gathered()
