"""A checkpoint as members of a project file: weights, and the state of training beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from engine.files import layout, strict_json
from engine.files.archive import Archive
from engine.files.strict_json import JsonError
from engine.files.tensor_header import alias_metadata, check_header
from engine.text import UserError, text
from engine.train.checkpoint import Checkpoint
from engine.train.checkpoint_checks import check_state

Tensors = dict[str, Tensor]

#: The types we write; a header can name no other, see `tensor_header.ITEM_BYTES`.
TYPES = frozenset(
    {
        torch.float64,
        torch.float32,
        torch.float16,
        torch.bfloat16,
        torch.int64,
        torch.int32,
        torch.int16,
        torch.int8,
        torch.uint8,
        torch.bool,
    }
)


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


def tensor_bytes(tensors: Mapping[str, Tensor]) -> bytes:
    """A safetensors file of `tensors`; those that share their memory are stored once.

    Raises:
        UserError: for a tensor that is sparse, quantised or of a type that has no name there.
    """
    kept: Tensors = {}
    aliases: dict[str, str] = {}
    owners: dict[Any, str] = {}
    for name, tensor in tensors.items():
        if tensor.layout != torch.strided or tensor.dtype not in TYPES:
            raise UserError(
                text("“{name}” can't be saved: it is no plain tensor of numbers.", name=name)
            )
        place = (tensor.data_ptr(), tensor.dtype, tensor.shape, tensor.stride())
        if tensor.numel() and place in owners:
            aliases[name] = owners[place]
            continue
        owners[place] = name
        kept[name] = tensor.detach().cpu().contiguous()
    kept = _apart(kept)
    written: bytes = save_tensors(kept, metadata=alias_metadata(aliases) or None)
    return written


def _apart(tensors: Tensors) -> Tensors:
    """Views of one memory that are not the same tensor get a memory each, as the library wants."""
    seen: set[int] = set()
    apart = {}
    for name, tensor in tensors.items():
        place = tensor.untyped_storage().data_ptr()
        apart[name] = tensor.clone() if place in seen else tensor
        seen.add(place)
    return apart


def tensors_from(data: bytes, *, foreign: bool = False) -> Tensors:
    """The tensors in a safetensors file, those with several names under each of them.

    Args:
        data: the whole file.
        foreign: whether another program may have written it, with a metadata of its own.

    Raises:
        JsonError: when the header does not describe exactly the bytes behind it.
    """
    header = check_header(data, foreign=foreign)
    try:
        found: Tensors = load_tensors(data)
    except (SafetensorError, RuntimeError, ValueError, KeyError) as error:
        raise JsonError(
            text("its tensors can't be read ({reason})", reason=str(error)[:80])
        ) from None
    return found | {name: found[kept] for name, kept in header.aliases.items()}


def same_outline(one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> bool:
    """Whether both have the same names, shapes and types."""
    return one.keys() == other.keys() and all(
        one[k].shape == other[k].shape and one[k].dtype == other[k].dtype for k in one
    )
