"""The operations of a whole step by the cards that they belong to, recorded when they are looked at.

Tensors have one name in all cards; a card knows which it takes and which it gives. What two cards share is
looked up here: who made a tensor, who takes it, what flows back to it.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from engine.explain.operation import Index, Operation
from engine.explain.primitive import Move
from engine.explain.primitives import PRIMITIVES
from engine.explain.titles import symbol_of
from engine.train.flow import Flow, flow_back
from engine.train.local import Places
from engine.train.local import places as places_of
from engine.train.operations import operation
from engine.train.recording import Recording, Step

#: Digits as they stand behind a letter.
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
#: Digits as they stand above, in brackets: x⁽²⁾ is the second of several.
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Bytes of recorded tensors that are kept; the card looked at last stays in any case.
MOST_BYTES = 512 * 2**20
#: Asked once: whether an object is of a protocol takes long to find out.
_MOVES: Mapping[str, Move] = {name: p for name, p in PRIMITIVES.items() if isinstance(p, Move)}


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of the step that can be recorded: the card's key and title, and what it takes and gives."""

    key: str
    title: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    record: Callable[[], Recording]


class Card:
    """A piece with its recorded operations, and with gradients where some flow back to what it gives."""

    def __init__(
        self, piece: Piece, upstream: Mapping[str, Tensor], symbols: Mapping[str, str]
    ) -> None:
        self.piece = piece
        self.recording = piece.record()
        self.flow: Flow = flow_back(self.recording, upstream)
        self.symbols = {**symbols, **_inner_symbols(self.recording, symbols)}
        self._places: dict[tuple[int, str], Places | None] = {}

    @cached_property
    def bytes(self) -> int:
        """What its tensors take up; views count as though they did not share."""
        made = [self.recording.values[name] for name in self.makers]
        kept = (*made, *self.flow.totals.values(), *self.flow.shares.values())
        return sum(tensor.nbytes for tensor in kept)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """What ran, in order."""
        steps = range(len(self.recording.steps))
        return tuple(operation(self.recording, n, self.flow, self.symbols) for n in steps)

    @cached_property
    def makers(self) -> Mapping[str, tuple[int, str]]:
        """The operation that gives a tensor, by its number, and as which output; by the tensor's name."""
        return {
            value.name: (number, output)
            for number, step in enumerate(self.recording.steps)
            for output, value in step.outputs().items()
        }

    @cached_property
    def _users(self) -> "Mapping[str, list[Use]]":
        found: dict[str, list[Use]] = {}
        for number, step in enumerate(self.recording.steps):
            for operand, value in step.operands.items():
                found.setdefault(value.name, []).append(Use(self, number, operand))
        return found

    def uses(self, name: str) -> Sequence["Use"]:
        """Every place at which an operation of this card takes a tensor."""
        return self._users.get(name, ())

    def source(self, number: int, output: str, at: Index) -> tuple[str, Index] | None:
        """The operand and its element that an output's element is; None where it was worked out."""
        step = self.recording.steps[number]
        if not moves(step):
            return None
        move = _MOVES.get(step.name)
        if move is not None and not step.unnoticed:
            return move.source(self.operations[number], output, at)
        for operand in step.operands:
            places = self.places(Use(self, number, operand))
            if places is not None and (found := places.source(output, at)) is not None:
                return operand, found
        return None

    def places(self, use: "Use") -> Places | None:
        """Where an operation that only moves numbers puts those of an operand; None if it is too large."""
        key = use.number, use.operand
        if key not in self._places:
            self._places[key] = places_of(self.recording, use.step, use.operand)
        return self._places[key]


@dataclass(frozen=True, eq=False)
class Use:
    """An operation that takes a tensor: the card, the operation's number in it, and as what it takes it."""

    card: Card
    number: int
    operand: str

    @property
    def step(self) -> Step:
        """The operation as it was recorded."""
        return self.card.recording.steps[self.number]

    @property
    def operation(self) -> Operation:
        """The operation as it is explained."""
        return self.card.operations[self.number]


def moves(step: Step) -> bool:
    """Whether an operation only hands numbers on to other places."""
    return step.unnoticed or step.is_view or step.name in _MOVES


def _inner_symbols(recording: Recording, known: Mapping[str, str]) -> dict[str, str]:
    """Symbols for what lies inside: z₁, z₂ … by place, and what is only moved like what it comes from."""
    found = _moved_to(recording, known)
    named = known.keys() | found.keys()
    worked_out = [s for s in recording.steps if not moves(s) and s.gives()[0].name not in named]
    several, place = len(worked_out) > 1, 0
    for step in recording.steps:
        taken, given = step.uses(), step.gives()
        if given[0].name in named:
            symbol = found.get(given[0].name) or known[given[0].name]
        elif moves(step) and len(taken) == 1:
            symbol = _moved(found.get(taken[0].name) or known.get(taken[0].name, "z"), step)
        else:
            place += not moves(step)
            symbol = f"z{str(place).translate(SUBSCRIPTS)}" if several else "z"
        for port, value in enumerate(given):
            if value.name in named:
                continue
            if moves(step) and len(given) > 1:
                numbered = f"⁽{str(port + 1).translate(SUPERSCRIPTS)}⁾"
                found[value.name] = symbol.removesuffix("′") + numbered
            else:
                found[value.name] = symbol_of(step.name, symbol, port)
    return found


def _moved_to(recording: Recording, known: Mapping[str, str]) -> dict[str, str]:
    """Symbols of what is only handed on to a tensor that has one, such as a layer's output."""
    uses = Counter(value.name for step in recording.steps for value in step.uses())
    found: dict[str, str] = {}
    for step in reversed(recording.steps):
        taken, given = step.uses(), step.gives()
        if moves(step) and len(taken) == len(given) == 1 and uses[taken[0].name] == 1:
            symbol = known.get(given[0].name) or found.get(given[0].name)
            if symbol and taken[0].name not in known:
                found[taken[0].name] = _moved(symbol, step)
    return found


def _moved(symbol: str, step: Step) -> str:
    if step.name == "t":
        return symbol.removesuffix("ᵀ") if symbol.endswith("ᵀ") else f"{symbol}ᵀ"
    return symbol if symbol.endswith("′") else f"{symbol}′"


class Story:
    """A step as recorded operations.

    Args:
        pieces: the cards in order of forward.
        values: the tensors that the cards take and give, and the network's own, by name.
        gradients: ∂L/∂tensor of those that autograd kept; none before backward.
        symbols: how formulas write the tensors that are shown.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        values: Mapping[str, Tensor],
        gradients: Mapping[str, Tensor],
        symbols: Mapping[str, str],
    ) -> None:
        self._pieces = {piece.key: piece for piece in pieces}
        self._values, self._gradients, self.symbols = values, gradients, symbols
        self._makers = {name: piece.key for piece in pieces for name in piece.gives}
        self._takers: dict[str, list[str]] = {}
        for piece in pieces:
            for name in dict.fromkeys(piece.takes):
                self._takers.setdefault(name, []).append(piece.key)
        self._cards: OrderedDict[str, Card] = OrderedDict()

    def __contains__(self, key: object) -> bool:
        """Whether there is a card of this key, with operations."""
        return key in self._pieces

    def card(self, key: str) -> Card:
        """The operations of a card; KeyError when there is none of that key."""
        if key not in self._cards:
            piece = self._pieces[key]
            upstream = {name: self.gradient(name) for name in piece.gives}
            arriving = {name: g for name, g in upstream.items() if g is not None}
            self._cards[key] = Card(piece, arriving, self.symbols)
            while (
                len(self._cards) > 1
                and sum(card.bytes for card in self._cards.values()) > MOST_BYTES
            ):
                self._cards.popitem(last=False)
        self._cards.move_to_end(key)
        return self._cards[key]

    def home(self, name: str) -> Card | None:
        """The card whose operations give a tensor; None for what the step began with.

        Raises:
            KeyError: when there is no tensor of this name.
        """
        key = self._makers.get(name)
        if key is None and name not in self._values:
            key = self._makers[name.rpartition("/")[0]]
        return None if key is None else self.card(key)

    def takers(self, name: str) -> Sequence[str]:
        """The keys of the cards that take a tensor."""
        return self._takers.get(name, ())

    def uses(self, name: str) -> list[Use]:
        """Every operation that takes a tensor, in order of forward."""
        return [use for card in self._takers_of(name) for use in card.uses(name)]

    def _takers_of(self, name: str) -> Iterator[Card]:
        home = None if name in self._values else self.home(name)
        if home is not None:
            yield home
        for key in self.takers(name):
            yield self.card(key)

    def value(self, name: str) -> Tensor:
        """The numbers of a tensor; KeyError when there is none of this name."""
        if name in self._values:
            return self._values[name].detach()
        card = self.home(name)
        assert card is not None, f"{name} is neither given nor made"
        return card.recording.values[name]

    def gradient(self, name: str) -> Tensor | None:
        """∂L/∂tensor; None before backward, and where no gradient flows."""
        if name in self._gradients:
            return self._gradients[name]
        shares = [card.flow.totals.get(name) for card in self._takers_of(name)]
        found = [share for share in shares if share is not None]
        return torch.stack(found).sum(0) if len(found) > 1 else next(iter(found), None)
