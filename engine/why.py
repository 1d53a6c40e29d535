"""Why a number of a step is what it is: the written derivations, put to the operations as they ran.

Operations that only hand numbers on are looked through, so that a factor is an element of `fc.weight` and
not of a view of it; what several operations take gets the sum of what they hand back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.explain.derivation import (
    MOST_TERMS,
    Cell,
    Check,
    Derivation,
    Factor,
    Stage,
    Term,
    largest,
)
from engine.explain.operation import Index, Operation
from engine.explain.primitives import PRIMITIVES
from engine.explain.primitives.common import indexed, slope, written
from engine.explain.titles import title_of
from engine.text import Text, UserError, text
from engine.train.local import jacobian_column
from engine.train.operations import as_array
from engine.train.story import SUPERSCRIPTS, Card, Story, Use, moves

#: Shares of one gradient that are derived in full; of more the shares alone are listed.
MOST_SHARES = 8


@dataclass(frozen=True, eq=False)
class _Share:
    """What one operation hands back to a number: by a derivation, or as it arrived at `factor`."""

    stages: tuple[Stage, ...]
    made_by: str
    written: bool = True

    @property
    def value(self) -> float:
        return self.stages[-1].value


def derivation(story: Story, cell: Cell) -> Derivation:
    """How a number of the step comes about.

    Raises:
        KeyError: when there is no such tensor.
        UserError: when it has no gradient.
    """
    return _Why(story).of_value(cell) if cell.kind == "value" else _Why(story).of_gradient(cell)


class _Why:
    def __init__(self, story: Story) -> None:
        self._story = story

    def of_value(self, cell: Cell) -> Derivation:
        """What the cell's number was worked out from."""
        card = self._story.home(cell.tensor)
        number = self._number(cell)
        title = self._write(cell, card)
        if card is None or cell.tensor not in card.makers:
            stage = Stage(title, written(number), number, worked=(written(number),))
            note = text("This number was given to the step; nothing in it worked it out.")
            return Derivation(cell, title, "", (stage,), notes=(note,), check=Check(number))
        name, at = _origin(card, cell.tensor, cell.at)
        if name not in card.makers:
            stages: tuple[Stage, ...] = (self._the_same(cell, Cell(name, at), card),)
            made_by, is_written = card.recording.steps[card.makers[cell.tensor][0]].name, True
        else:
            place, output = card.makers[name]
            operation = card.operations[place]
            made_by, primitive = operation.name, PRIMITIVES.get(operation.name)
            is_written = primitive is not None
            stages = (
                primitive.value(operation, output, at)
                if primitive is not None
                else (_named(operation, title, number),)
            )
        return Derivation(
            cell,
            title,
            _called(card, made_by),
            self._resolved(card, stages, title),
            written=is_written,
            notes=_of_expansion([card]),
            check=Check(number),
        )

    def of_gradient(self, cell: Cell) -> Derivation:
        """What arrives at the cell from the operations that take it."""
        total = self._story.gradient(cell.tensor)
        title = self._write(cell, self._story.home(cell.tensor))
        if total is None:
            raise UserError(
                text("There is no {gradient}: no gradient has come here.", gradient=title)
            )
        shares = self._shares(cell.tensor, cell.at, cell)
        if len(shares) == 1:
            stages: Sequence[Stage] = shares[0].stages
        elif cell.tensor == "loss":
            stages = (Stage(title, "1", 1.0, worked=("1",)),)
        else:
            stages = _added(title, shares)
        notes = list(_of_expansion([use.card for use in self._story.uses(cell.tensor)]))
        if not shares and cell.tensor != "loss":
            notes.append(text("Nothing takes this number, so that it can't change the loss."))
        return Derivation(
            cell,
            title,
            ", ".join(dict.fromkeys(share.made_by for share in shares)),
            (*stages[:-1], replace(stages[-1], symbol=title)),
            written=all(share.written for share in shares),
            notes=tuple(notes),
            check=Check(float(total[cell.at])),
        )

    def _shares(self, name: str, at: Index, asked: Cell) -> list[_Share]:
        """What each operation that takes a number hands back; looks through what only moves it."""
        found: list[_Share] = []
        for use in self._story.uses(name):
            found += self._shares_of(use, at, asked)
        return found

    def _shares_of(self, use: Use, at: Index, asked: Cell) -> list[_Share]:
        card, step = use.card, use.step
        if (use.number, use.operand) not in card.flow.shares:
            return []
        places = card.places(use) if moves(step) else None
        spots = places.of(at) if places is not None else None
        if spots == []:
            return []
        if spots is not None and len(spots) == 1:
            ((output, place),) = spots
            name = step.outputs()[output].name
            if name not in card.piece.gives:
                return [
                    s for inner in card.uses(name) for s in self._shares_of(inner, place, asked)
                ]
            stage = self._the_same(asked, Cell(name, place, "gradient"), card)
            return [_Share((stage,), _called(card, step.name))]
        operation = use.operation
        primitive = PRIMITIVES.get(operation.name)
        if primitive is None:
            stages: tuple[Stage, ...] = (_by_jacobian(use, at),)
        else:
            stages = primitive.gradient(operation, use.operand, at)
        title = self._write(asked, card)
        resolved = self._resolved(card, stages, title)
        return [_Share(resolved, _called(card, operation.name), primitive is not None)]

    def _the_same(self, cell: Cell, other: Cell, card: Card) -> Stage:
        """The cell's number is that of another one."""
        number = self._number(other)
        written_as = self._write(other, card)
        term = Term((Factor(written_as, number, other),))
        return Stage(self._write(cell, card), written_as, number, (term,))

    def _number(self, cell: Cell) -> float:
        story = self._story
        tensor = story.value(cell.tensor) if cell.kind == "value" else story.gradient(cell.tensor)
        assert tensor is not None, f"no gradient of {cell.tensor}"
        return float(tensor[cell.at])

    def _write(self, cell: Cell, card: Card | None) -> str:
        symbols = self._story.symbols if card is None else card.symbols
        symbol = symbols.get(cell.tensor, cell.tensor)
        return indexed(symbol, cell.at) if cell.kind == "value" else slope(symbol, cell.at)

    def _resolved(self, card: Card, stages: Sequence[Stage], title: str) -> tuple[Stage, ...]:
        """The stages with factors that point to where their numbers come from, ending in `title`."""
        found = [
            replace(
                stage,
                terms=tuple(
                    Term(tuple(self._found(card, factor) for factor in term.factors))
                    for term in stage.terms
                ),
                worked=tuple(
                    part if isinstance(part, str) else self._found(card, part)
                    for part in stage.worked
                ),
            )
            for stage in stages
        ]
        return (*found[:-1], replace(found[-1], symbol=title))

    def _found(self, card: Card, factor: Factor) -> Factor:
        if factor.cell is None:
            return factor
        cell = factor.cell
        follow = _origin if cell.kind == "value" else _goal
        cell = Cell(*follow(card, cell.tensor, cell.at), cell.kind)
        return Factor(self._write(cell, card), factor.value, cell)


def _origin(card: Card, name: str, at: Index) -> tuple[str, Index]:
    """The element that a number was handed on from within the card, itself where it was worked out."""
    while name in card.makers:
        number, output = card.makers[name]
        source = card.source(number, output, at)
        if source is None:
            break
        operand, at = source
        name = card.recording.steps[number].operands[operand].name
    return name, at


def _goal(card: Card, name: str, at: Index) -> tuple[str, Index]:
    """The element that a number is handed on to within the card, where it goes nowhere else."""
    while name not in card.piece.gives:
        uses = card.uses(name)
        places = card.places(uses[0]) if len(uses) == 1 and moves(uses[0].step) else None
        spots = places.of(at) if places is not None else []
        if len(spots) != 1:
            break
        ((output, at),) = spots
        name = uses[0].step.outputs()[output].name
    return name, at


def _of_expansion(cards: Iterable[Card]) -> tuple[Text, ...]:
    """Which of the cards ran as one kernel in the step."""
    titles = dict.fromkeys(card.piece.title for card in cards if card.recording.expanded)
    return tuple(
        text(
            "PyTorch runs {layer} as one kernel. These are the operations that it stands for; the last digit "
            "may differ.",
            layer=title,
        )
        for title in titles
    )


def _called(card: Card, operation: str) -> str:
    return f"{card.piece.title}: {title_of(operation)}"


def _named(operation: Operation, title: str, number: float) -> Stage:
    """An operation without a written derivation, by its name."""
    given = ", ".join(operand.symbol for operand in operation.inputs.values())
    return Stage(title, f"{title_of(operation.name)}({given})", number, worked=(written(number),))


def _by_jacobian(use: Use, at: Index) -> Stage:
    """Upstream times the local Jacobian that autograd gives."""
    operation = use.operation
    given = operation.inputs[use.operand]
    terms: list[Term] = []
    rest, left_out = 0.0, 0
    symbols: list[str] = []
    for output, column in jacobian_column(use.card.recording, use.step, use.operand, at).items():
        out = operation.outputs[output]
        if out.gradient is None:
            continue
        symbols.append(f"{slope(out.symbol)} · ∂{out.symbol}/∂{given.symbol}")
        local = as_array(column).astype(float)
        places = np.argwhere(local)
        products = np.atleast_1d(out.gradient[tuple(places.T)] * local[tuple(places.T)])
        rows = largest(products, MOST_TERMS - len(terms))
        for place in places[rows]:
            here = tuple(int(i) for i in place)
            arriving = float(out.gradient[here])
            above = Factor(slope(out.symbol, here), arriving, Cell(out.name, here, "gradient"))
            by = f"∂{indexed(out.symbol, here)}/∂{indexed(given.symbol, at)}"
            terms.append(Term((above, Factor(by, float(local[here])))))
        rest += float(np.delete(products, rows).sum())
        left_out += len(products) - len(rows)
    value = sum(term.value for term in terms) + rest
    worked = () if terms else ("0",)
    formula = "Σ " + " + ".join(symbols) if symbols else "0"
    return Stage(slope(given.symbol, at), formula, value, tuple(terms), left_out, rest, worked)


def _added(title: str, shares: Sequence[_Share]) -> tuple[Stage, ...]:
    """The shares of several operations, each with a number above, and their sum."""
    if not shares:
        return (Stage(title, "0", 0.0, worked=("0",)),)
    symbols = [f"{title}⁽{str(n).translate(SUPERSCRIPTS)}⁾" for n in range(1, len(shares) + 1)]
    shown = [
        stage
        for symbol, share in zip(symbols[:MOST_SHARES], shares, strict=False)
        for stage in (*share.stages[:-1], replace(share.stages[-1], symbol=symbol))
    ]
    terms = [
        Term((Factor(symbol, share.value),)) for symbol, share in zip(symbols, shares, strict=True)
    ]
    value = sum(share.value for share in shares)
    rest = sum(share.value for share in shares[MOST_TERMS:])
    left_out = max(0, len(shares) - MOST_TERMS)
    formula = " + ".join(symbols) if len(shares) < 4 else f"Σₖ {title}⁽ᵏ⁾"
    return (*shown, Stage(title, formula, value, tuple(terms[:MOST_TERMS]), left_out, rest))
