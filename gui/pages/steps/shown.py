"""Which tensors stand on the page in a phase, in which order, and what is beside each.

An answer holds a step as far as it has come. An earlier phase of it is what it was before the later
ones added to it, so that going back needs no answer of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.explain.operation import Index
from engine.tensor_figures import TensorFigures
from engine.walk_answers import (
    InnerOperation,
    InsideAnswer,
    PhaseName,
    Role,
    ShownTensor,
    WalkAnswer,
    WalkCard,
)
from gui.pages.steps.answer_facts import samples_words
from gui.pages.steps.output_cards import APART, with_outputs_apart
from gui.pages.steps.phases import is_reached
from gui.pages.steps.tensor_title import taken_title
from gui.translate import tr, words

Side = Literal["value", "gradient", "changed"]
#: Where a number stands; what is beside a value is its gradient, or what the step made of it.
Flow = Literal["forward", "backward", "step"]

_FIRST_KNOWN: dict[Role, PhaseName] = {
    "target": "loss",
    "loss": "loss",
    "output": "forward",
    "inner": "forward",
}


@dataclass(frozen=True, eq=False)
class Column:
    """A tensor in one of the two columns. `figures` is None where only its `note` is shown.

    `hidden` numbers are to be guessed: they are not in the figures.
    """

    side: Side
    label: str
    figures: TensorFigures | None
    note: str = ""
    hidden: NDArray[np.bool_] | None = None

    def is_hidden(self, at: Index) -> bool:
        """Whether the number at a place is to be guessed."""
        return self.hidden is not None and bool(self.hidden[at])


@dataclass(frozen=True, eq=False)
class Row:
    """A tensor and what is beside it."""

    tensor: ShownTensor
    left: Column
    right: Column | None

    @property
    def columns(self) -> Iterator[Column]:
        """Those that are there."""
        yield self.left
        if self.right is not None:
            yield self.right


@dataclass(frozen=True, eq=False)
class Section:
    """Rows under a name: a card's own, or those of an operation inside it.

    `stop` tells it from all others: a card's key and the operation's number, None for the card itself.
    """

    stop: tuple[str, int | None]
    title: str
    subtitle: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class ShownCard:
    """A card as it stands on the page."""

    key: str
    sections: tuple[Section, ...]
    can_open: bool
    is_open: bool

    @property
    def title(self) -> str:
        """Its name."""
        return self.sections[0].title


def flow_of(phase: PhaseName) -> Flow:
    """Which way the numbers go."""
    return phase if phase in {"backward", "step"} else "forward"


def shown_cards(
    answer: WalkAnswer, phase: PhaseName, insides: Mapping[str, InsideAnswer]
) -> tuple[ShownCard, ...]:
    """The cards from top to bottom: the loss first where gradients flow.

    Args:
        answer: the step; it may have come further than `phase`.
        phase: what is to be seen of it.
        insides: what the open cards are made of.
    """
    cards = [_card(card, phase, insides.get(card.key)) for card in with_outputs_apart(answer.cards)]
    if flow_of(phase) == "backward":
        cards.reverse()
    return tuple(card for card in cards if any(section.rows for section in card.sections))


def stops(cards: tuple[ShownCard, ...]) -> list[tuple[str, int | None]]:
    """What “next operation” stops at, in order: the operations of an open card, else the card."""
    found: list[tuple[str, int | None]] = []
    for card in cards:
        inner = [section.stop for section in card.sections[1:]]
        found += inner or [card.sections[0].stop]
    return found


def _card(card: WalkCard, phase: PhaseName, inside: InsideAnswer | None) -> ShownCard:
    rows = tuple(row for tensor in card.tensors if (row := _row(tensor, phase)) is not None)
    title, subtitle = _names(card)
    sections = [Section((card.key, None), title, subtitle, rows)]
    can_open = _is_computed(card) and is_reached(phase, "forward") and phase != "step"
    if inside is not None and can_open:
        symbols = {t.name: t.symbol for o in inside.operations for t in o.tensors}
        operations = [
            _operation(card.key, operation, phase, symbols) for operation in inside.operations
        ]
        sections += reversed(operations) if flow_of(phase) == "backward" else operations
    return ShownCard(card.key, tuple(sections), can_open, inside is not None and can_open)


def _names(card: WalkCard) -> tuple[str, str]:
    """The title and what is under it, in the language on screen where they are no names."""
    if card.key == "x":
        shape = card.tensors[0].shape
        return tr("Input {symbol}").format(symbol="x"), samples_words(shape[0] if shape else 1)
    return (tr("Loss") if card.key == "loss" else card.title), words(card.subtitle)


def _is_computed(card: WalkCard) -> bool:
    """Whether something computes it; the input is only there, and an output is its layer's."""
    return card.key not in {"x", *(source + APART for source in card.sources)}


def _operation(
    key: str, operation: InnerOperation, phase: PhaseName, symbols: Mapping[str, str]
) -> Section:
    """`symbols` are what the card's own operations give, by name."""
    rows = tuple(row for tensor in operation.tensors if (row := _row(tensor, phase)) is not None)
    taken = (symbols.get(name) or taken_title(name, key) for name in operation.inputs)
    return Section((key, operation.number), operation.title, ", ".join(taken), rows)


def _row(tensor: ShownTensor, phase: PhaseName) -> Row | None:
    """A tensor as it was after a phase; None where it was not there yet, or does not matter."""
    known = _FIRST_KNOWN.get(tensor.role, "zero_grad")
    if not is_reached(phase, known) or (phase == "step" and tensor.role != "parameter"):
        return None
    if tensor.figures is None:
        return None
    if not is_reached(phase, "backward"):
        tensor = replace(tensor, gradient=None)
    left = Column("value", tensor.title, tensor.figures)
    if phase == "step":
        right = Column("changed", tensor.title, tensor.changed)
        return Row(tensor, left, right if tensor.changed is not None else None)
    return Row(tensor, left, _gradient(tensor))


def _gradient(tensor: ShownTensor) -> Column | None:
    """The right column; `.grad` of a leaf that wants a gradient is None before backward."""
    leaf = tensor.role == "parameter"
    label = f"{tensor.title}.grad" if leaf else f"∂L/∂{tensor.symbol}"
    if tensor.gradient is not None:
        return Column("gradient", label, tensor.gradient)
    if leaf and tensor.requires_grad:
        return Column("gradient", label, None, "None")
    return None
