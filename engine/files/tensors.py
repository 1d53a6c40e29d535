"""Tensors by name as the bytes of a safetensors file, and back."""

from collections.abc import Mapping
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from engine.files.strict_json import JsonError
from engine.files.tensor_header import alias_metadata, check_header
from engine.text import UserError, text

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
