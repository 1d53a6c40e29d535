"""Whether a saved state of training is one, and belongs to the run that is to go on from it.

A file may say anything. What torch would take without a look, or break on much later, is refused
here in words.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from engine.text import Text, UserError, text

#: How numbers that JSON has no word for are written.
WORDS = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}

_WHOLE = ("epoch", "step", "position", "batched_from", "best_epoch", "waited", "threads")
_KNOWN_SINCE_VERSION_3 = ("steps_before", "rows_before")
#: The ways in which a run may have taken its last steps.
PATHS = ("eager", "lowered")
_REAL = ("loss_sum", "best", "seconds")
_TEXT = ("device", "torch")
#: More live settings than a network has layers that drop.
_MOST_LIVE = 100_000


def check_state(state: Mapping[str, Any]) -> None:
    """Whether `state` has exactly the entries that `checkpoint.take` writes.

    Raises:
        UserError: naming the entry that is missing, unknown or of another type.
    """
    checks: dict[str, Callable[[Any], bool]] = {
        **dict.fromkeys(_WHOLE, _is_whole),
        **dict.fromkeys(_KNOWN_SINCE_VERSION_3, lambda v: v is None or _is_whole(v)),
        **dict.fromkeys(_REAL, _is_number),
        **dict.fromkeys(_TEXT, _is_word),
        "optimizer": _is_optimizer,
        "groups": lambda v: isinstance(v, list) and all(isinstance(g, dict) for g in v),
        "schedule": lambda v: v is None or isinstance(v, dict),
        "live": lambda v: (
            isinstance(v, dict) and len(v) < _MOST_LIVE and all(map(_is_number, v.values()))
        ),
    }
    if "path" in state:  # files of the first days have none
        checks["path"] = lambda v: v in PATHS
    for name in sorted(set(checks) | set(state)):
        if name not in checks or name not in state or not checks[name](state[name]):
            raise UserError(text("its entry “{name}” is missing or wrong", name=name[:40]))


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) < 100


def _is_whole(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _is_number(value: Any) -> bool:
    return type(value) in {int, float} or (isinstance(value, str) and value in WORDS)


def _is_optimizer(value: Any) -> bool:
    """Plain values by the parameter's number, such as a momentum buffer that is not there yet."""
    return isinstance(value, dict) and all(
        number.isascii()
        and number.isdigit()
        and len(number) < 8
        and isinstance(entries, dict)
        and all(entry is None or _is_number(entry) for entry in entries.values())
        for number, entries in value.items()
    )


def check_alike(own: Any, saved: Any, what: Text) -> None:
    """Whether `saved` is built like `own` and differs in numbers only.

    So a saved optimizer group or schedule can change a rate or a count, but no flag, no name of a
    method and no attribute that was not there.

    Raises:
        UserError: when it differs in anything else.
    """
    if not _alike(own, saved):
        raise UserError(
            text(
                "The saved training state belongs to another {what}. Start the run anew, or undo "
                "the change of the {what}.",
                what=what,
            )
        )


def _alike(own: Any, saved: Any) -> bool:
    if isinstance(own, Mapping):
        return (
            isinstance(saved, Mapping)
            and set(own) == set(saved)
            and all(_alike(own[k], saved[k]) for k in own)
        )
    if isinstance(own, list | tuple):
        return (
            isinstance(saved, list | tuple)
            and len(own) == len(saved)
            and all(map(_alike, own, saved))
        )
    if type(own) in {int, float}:
        return type(saved) in {int, float}
    if isinstance(own, Tensor):
        return type(saved) in {int, float}
    return type(own) is type(saved) and bool(own == saved)


def buffers_fit(
    entries: Mapping[int, Mapping[str, Any]],
    shapes: list[torch.Size],
    expected: Mapping[str, Any],
) -> bool:
    """Whether the optimizer's buffers are those that it has and fit their parameters.

    Torch would find out at the next step, or stretch them.

    Args:
        entries: buffers by name, by the parameter's number.
        shapes: the parameters' shapes.
        expected: the buffers of a trial parameter with one dimension, after a step.
    """
    return all(
        number < len(shapes)
        and (not buffers or set(buffers) == set(expected))
        and all(_fits(v, expected[name], shapes[number]) for name, v in buffers.items())
        for number, buffers in entries.items()
    )


def _fits(value: Any, expected: Any, shape: torch.Size) -> bool:
    if isinstance(value, Tensor) and isinstance(expected, Tensor):
        wanted = shape if expected.ndim else torch.Size()
        return value.shape == wanted and value.dtype == expected.dtype
    return isinstance(value, Tensor) == isinstance(expected, Tensor)


def check_order(order: Tensor | None, position: int, batched_from: int, rows: int) -> None:
    """Whether `order` names each of the training rows once, and both positions lie within them.

    Raises:
        UserError: when it does not, as after a change of the data.
    """
    if order is None and position == batched_from == 0:
        return
    sound = (
        order is not None
        and order.dtype == torch.int64
        and order.shape == (rows,)
        and batched_from <= position <= rows
        and bool((order.sort().values == torch.arange(rows)).all())
    )
    if not sound:
        raise UserError(
            text(
                "The run was left within an epoch over other training rows than there are now "
                "({rows}). Bring the data back as it was, or start the run anew.",
                rows=rows,
            )
        )


def check_generator(name: str, state: Tensor) -> None:
    """Whether `state` is the state of a CPU generator; raises UserError."""
    try:
        torch.Generator().set_state(state)
    except (RuntimeError, TypeError):
        raise UserError(
            text("The saved state of the random generator “{name}” is none.", name=name[:20])
        ) from None


def check_scores(own: Mapping[str, Any], saved: Mapping[str, Any]) -> None:
    """Whether the epoch's saved counts are those of this task; raises UserError."""
    alike = own.keys() == saved.keys() and all(
        own[k].dtype == saved[k].dtype
        and (own[k].shape == saved[k].shape or 0 in own[k].shape)
        and own[k].ndim == saved[k].ndim
        for k in own
    )
    if not alike:
        raise UserError(text("The saved figures of the epoch belong to another task."))
