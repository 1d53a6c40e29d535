"""A checkpoint as members of a project file: weights, and the state of training beside them."""

from collections.abc import Iterator
from typing import Any

from engine.files import layout, strict_json
from engine.files.archive import Archive
from engine.files.strict_json import JsonError
from engine.files.tensors import Tensors, same_outline, tensor_bytes, tensors_from
from engine.text import UserError, text
from engine.train.checkpoint import Checkpoint
from engine.train.checkpoint_checks import check_state


def checkpoint_members(checkpoint: Checkpoint) -> Iterator[tuple[str, bytes]]:
    """The members that hold `checkpoint`, made one at a time."""
    yield layout.LAST, tensor_bytes(checkpoint.last)
    yield layout.BEST, tensor_bytes(checkpoint.best)
    yield layout.INITIAL, tensor_bytes(checkpoint.initial)
    yield layout.BUFFERS, tensor_bytes(checkpoint.tensors)
    yield layout.TRAINING, strict_json.dump(checkpoint.state)


def read_checkpoint(archive: Archive, state: dict[str, Any]) -> Checkpoint:
    """The checkpoint in the file, whose training.json holds `state`.

    Raises:
        DamagedFileError: when a member is not what it should be.
    """
    try:
        check_state(state)
    except UserError as error:
        raise archive.fault(layout.TRAINING, error.text) from None
    last, best, initial, tensors = (_read(archive, name) for name in layout.CHECKPOINT[:4])
    if not same_outline(last, best) or not same_outline(last, initial):
        raise archive.fault(layout.BEST, text("its weights are those of another network"))
    return Checkpoint(last, best, initial, tensors, state)


def _read(archive: Archive, name: str) -> Tensors:
    try:
        return tensors_from(archive.read(name))
    except JsonError as error:
        raise archive.fault(name, error.text) from None
