"""What Step-through asks of a card or a number: what it is made of, and why it is what it is."""

from engine.explain.derivation import Cell, Derivation
from engine.explain.titles import title_of
from engine.tensor_figures import tensor_figures
from engine.text import UserError, text
from engine.train.nudge import against_difference
from engine.train.operations import as_array
from engine.train.session import Session
from engine.train.story import Card, Story, moves
from engine.walk_answers import PHASES, InnerOperation, InsideAnswer, ShownTensor
from engine.walk_query import inside_of
from engine.why import derivation


def inside(session: Session, key: str) -> InsideAnswer:
    """The operations of a card of the step in front, in order of forward, as far as it has come.

    Raises:
        UserError: when no step is walked through.
    """
    story = inside_of(session).story
    if key not in story:
        return InsideAnswer(key)
    card = story.card(key)
    return InsideAnswer(
        key, tuple(_operation(story, card, number) for number in range(len(card.recording.steps)))
    )


def _operation(story: Story, card: Card, number: int) -> InnerOperation:
    step = card.recording.steps[number]
    return InnerOperation(
        number,
        step.name,
        title_of(step.name),
        tuple(value.name for value in step.operands.values()),
        tuple(_shown(story, card, value.name) for value in step.outputs().values()),
        moves(step),
    )


def _shown(story: Story, card: Card, name: str) -> ShownTensor:
    value, gradient = card.recording.values[name], card.flow.totals.get(name)
    symbol = card.symbols.get(name, name)
    return ShownTensor(
        name=name,
        symbol=symbol,
        title=symbol,
        role="loss" if name == "loss" or name.startswith("term/") else "inner",
        shape=tuple(value.shape),
        requires_grad=name in card.recording.learning,
        is_leaf=False,
        figures=tensor_figures(as_array(value)),
        gradient=None if gradient is None else tensor_figures(as_array(gradient)),
    )


def why(session: Session, cell: Cell) -> Derivation:
    """How a number of the step in front comes about, and what it is held against.

    Raises:
        UserError: when no step is walked through, or it has not come to the number yet.
    """
    step = inside_of(session)
    story, phase = step.story, step.walk.phase or "zero_grad"
    try:
        shape = tuple(story.value(cell.tensor).shape)
    except KeyError:
        raise UserError(
            text("The step has not come to {tensor} yet.", tensor=cell.tensor)
        ) from None
    if len(cell.at) != len(shape) or any(
        not 0 <= place < size for place, size in zip(cell.at, shape, strict=True)
    ):
        raise UserError(
            text("{tensor} has no element {place}.", tensor=cell.tensor, place=list(cell.at))
        )
    if cell.kind == "gradient" and PHASES.index(phase) < PHASES.index("backward"):
        raise UserError(text("Gradients come with the fourth phase, backward. Go to it first."))
    found = derivation(story, cell)
    if cell.kind == "value" or found.check is None:
        return found
    return against_difference(step, found)
