"""What the page needs to know of a step as a whole."""

import numpy as np

from engine import numbers
from engine.walk_answers import WalkAnswer
from gui.translate import tr


def largest_gradient(answer: WalkAnswer) -> float:
    """The size of the largest gradient there is; 0 before backward."""
    found = [
        float(np.abs(finite).max())
        for card in answer.cards
        for tensor in card.tensors
        if tensor.gradient is not None
        and (finite := tensor.gradient.sample[np.isfinite(tensor.gradient.sample)]).size
    ]
    return max(found, default=0.0)


def same_step(one: WalkAnswer, other: WalkAnswer) -> bool:
    """Whether both are of one step, which may have come further in between."""
    same_place = (one.step, one.on_copy) == (other.step, other.on_copy)
    if is_typed(one) and one.number != other.number:
        return False  # other values may have been typed
    return same_place and np.array_equal(one.rows, other.rows)


def is_typed(answer: WalkAnswer) -> bool:
    """Whether the step is of values that the user typed."""
    return answer.on_copy and not len(answer.rows)


def batch_size(answer: WalkAnswer) -> int:
    """How many samples the batch has."""
    inputs = (t for card in answer.cards for t in card.tensors if t.role == "input")
    return next((tensor.shape[0] for tensor in inputs if tensor.shape), max(len(answer.rows), 1))


def has_maps(answer: WalkAnswer) -> bool:
    """Whether some layer gives pictures."""
    return any(len(t.shape) == 4 and t.role != "parameter" for c in answer.cards for t in c.tensors)


def samples_words(count: int) -> str:
    """So many samples."""
    return (
        tr("{count} samples").format(count=numbers.count(count)) if count != 1 else tr("1 sample")
    )


def batch_words(answer: WalkAnswer) -> str:
    """Which batch of the epoch it is, and how many samples it has."""
    samples = samples_words(batch_size(answer))
    if answer.on_copy:
        return samples
    batch = tr("batch {batch} of {batches}").format(
        batch=numbers.count(answer.batch), batches=numbers.count(answer.batches)
    )
    return f"{batch} · {samples}"
