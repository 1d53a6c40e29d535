"""The learnable numbers of a step that its loss can be drawn over."""

from collections.abc import Iterator

import numpy as np

from engine.explain.derivation import Cell
from engine.walk_answers import ShownTensor, WalkAnswer, WalkCard
from gui.pages.steps.cell_words import cell_name

#: A tensor's `state_dict` key, and the place in it.
Spot = tuple[str, tuple[int, ...]]
#: So many are listed of each tensor, and of all.
_OF_EACH, _OF_ALL = 32, 400


def spot_name(spot: Spot) -> str:
    """As in code: `fc.weight[0,0]`."""
    return cell_name(Cell(*spot))


def is_spot(answer: WalkAnswer, spot: Spot) -> bool:
    """Whether it is a learnable number of the step."""
    name, place = spot
    shape = next((t.shape for t in learnt(answer) if t.name == name), None)
    return (
        shape is not None
        and len(place) == len(shape)
        and all(0 <= i < size for i, size in zip(place, shape, strict=True))
    )


def learnt(answer: WalkAnswer) -> Iterator[ShownTensor]:
    """The tensors that the optimizer moves."""
    for card in answer.cards:
        yield from _learnt_of(card)


def listed(answer: WalkAnswer) -> list[Spot]:
    """Those to choose from, the first ones of large tensors."""
    found = [(tensor.name, place) for tensor in learnt(answer) for place in _places(tensor)]
    return found[:_OF_ALL]


def first_choice(answer: WalkAnswer, chosen: Spot | None) -> list[Spot]:
    """What is drawn without another choice: the chosen number, else the first one.

    Of a layer that has one weight and one bias both are drawn.
    """
    if chosen is None:
        tensor = next(learnt(answer), None)
        if tensor is None or 0 in tensor.shape:
            return []
        chosen = tensor.name, (0,) * len(tensor.shape)
    for card in answer.cards:
        own = list(_learnt_of(card))
        if any(tensor.name == chosen[0] for tensor in own):
            small = len(own) == 2 and all(np.prod(t.shape, dtype=np.int64) == 1 for t in own)
            return [(t.name, (0,) * len(t.shape)) for t in own] if small else [chosen]
    return [chosen]


def _learnt_of(card: WalkCard) -> Iterator[ShownTensor]:
    for tensor in card.tensors:
        if tensor.role == "parameter" and tensor.requires_grad:
            yield tensor


def _places(tensor: ShownTensor) -> list[tuple[int, ...]]:
    count = min(int(np.prod(tensor.shape, dtype=np.int64)), _OF_EACH)
    if not tensor.shape:
        return [()]
    return [tuple(int(n) for n in np.unravel_index(flat, tensor.shape)) for flat in range(count)]
