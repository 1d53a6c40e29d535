"""What other pages see of the step on show: its numbers, those to be guessed hidden, and the cursor."""

from collections.abc import Sequence

from engine.walk_answers import PhaseName, WalkAnswer
from gui.pages.steps.answer_facts import largest_gradient
from gui.pages.steps.output_cards import layer_of
from gui.pages.steps.phases import is_reached
from gui.pages.steps.player import Stop
from gui.pages.steps.shown import Column, Row, ShownCard, shown_cards, stops
from gui.walk_readings import Numbers, Reading, WalkView


def walk_view(
    answer: WalkAnswer,
    phase: PhaseName,
    cards: Sequence[ShownCard],
    cursor: Stop | None,
    inner: Sequence[ShownCard] = (),
) -> WalkView:
    """The step as the page shows it.

    Args:
        answer: the step; it may have come further than `phase`.
        phase: what is to be seen of it.
        cards: those on the page, hidden numbers taken out.
        cursor: where the page stands.
        inner: the same cards with what others look into.
    """
    readings = _targets(answer) if is_reached(phase, "loss") else {}
    if phase == "step":  # the page has only the weights then
        readings |= _readings(shown_cards(answer, "backward", {}))
    readings |= _inner_readings(inner)
    readings |= {
        name: _joined(readings.get(name), reading) for name, reading in _readings(cards).items()
    }
    order = stops(tuple(cards))
    come = order[: order.index(cursor) + 1] if cursor in order else order
    return WalkView(
        phase,
        readings,
        {tensor.name: tensor.shape for card in answer.cards for tensor in card.tensors},
        layer_of(cursor[0]) if cursor is not None else "",
        frozenset(layer_of(key) for key, _ in order) - {layer_of(key) for key, _ in come},
        frozenset(
            card.key
            for card in answer.cards
            if is_reached(phase, _first(card.key)) or card.key == "x"
        ),
        largest_gradient(answer),
    )


def _first(key: str) -> PhaseName:
    """The phase that works out what a card gives."""
    return "loss" if key == "loss" or key.startswith("term/") else "forward"


def _targets(answer: WalkAnswer) -> dict[str, Reading]:
    """Targets: the page says them in words where there are few."""
    aims = (t for card in answer.cards for t in card.tensors if t.role == "target")
    return {t.name: Reading(t.name, t.symbol, Numbers(t.figures)) for t in aims if t.figures}


def _readings(cards: Sequence[ShownCard]) -> dict[str, Reading]:
    """By name, from the cards themselves and not from the operations inside."""
    return {row.tensor.name: _reading(row) for card in cards for row in card.sections[0].rows}


def _inner_readings(cards: Sequence[ShownCard]) -> dict[str, Reading]:
    rows = (row for card in cards for section in card.sections[1:] for row in section.rows)
    return {row.tensor.name: _reading(row) for row in rows}


def _reading(row: Row) -> Reading:
    sides = {column.side: column for column in row.columns}
    beside = sides.get("gradient")
    return Reading(
        row.tensor.name,
        row.tensor.symbol,
        _numbers(sides.get("value")),
        _numbers(beside),
        _numbers(sides.get("changed")),
        beside.note if beside is not None and beside.figures is None else "",
    )


def _joined(before: Reading | None, after: Reading) -> Reading:
    """A weight in the last phase: its gradient is known from the one before."""
    if before is None:
        return after
    return Reading(after.name, after.symbol, after.value, before.gradient, after.changed)


def _numbers(column: Column | None) -> Numbers | None:
    if column is None or column.figures is None:
        return None
    return Numbers(column.figures, column.hidden)
