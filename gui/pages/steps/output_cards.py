"""What the network gives stands on a card of its own, with the target that it is held against."""

from collections.abc import Sequence
from dataclasses import replace

from engine import numbers
from engine.walk_answers import ShownTensor, WalkCard
from gui.translate import tr

#: A target of up to so many numbers is said in words.
_MOST_SAID = 4
#: What the key of an output's card has after its layer's.
APART = ":output"


def layer_of(key: str) -> str:
    """The layer that a card is of, also where it is its output's."""
    return key.removesuffix(APART)


def with_outputs_apart(cards: Sequence[WalkCard]) -> list[WalkCard]:
    """The cards, with one more after each layer with weights that gives an output of the network."""
    targets = {
        source: [t for t in card.tensors if t.role == "target"]
        for card in cards
        for source in card.sources
        if any(tensor.role == "loss" for tensor in card.tensors)
    }
    made: list[WalkCard] = []
    moved: list[ShownTensor] = []
    for card in cards:
        given = [t for t in card.tensors if t.role == "output"]
        own = [t for t in card.tensors if t.role != "output"]
        if given and own and card.key in targets:
            aims = targets[card.key]
            made += [replace(card, tensors=tuple(own)), _output(card, given, aims)]
            moved += aims
        else:
            kept = tuple(t for t in card.tensors if not any(t is aim for aim in moved))
            made.append(replace(card, tensors=kept))
    return made


def _output(card: WalkCard, given: list[ShownTensor], targets: list[ShownTensor]) -> WalkCard:
    said = [words for target in targets if (words := _said(target))]
    shown = [target for target in targets if not _said(target)]
    title = tr("Output {symbol}").format(symbol=given[0].symbol)
    tensors = (*given, *shown)
    return WalkCard(f"{card.key}{APART}", title, " · ".join(said), tensors, (card.key,))


def _said(target: ShownTensor) -> str:
    """`target y = 1.5 2.5 3.5`; "" where there are too many numbers, or none yet."""
    known = target.figures.values if target.figures is not None else None
    if known is None or known.size > _MOST_SAID:
        return ""
    values = " ".join(numbers.exact(value) for value in known.flat)
    return tr("target {symbol} = {values}").format(symbol=target.symbol, values=values)
