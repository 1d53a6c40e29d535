"""Tensors by name as the bytes of a safetensors file, and back.

They are written here, a piece at a time: the library holds the interpreter's lock until a whole file is there,
and the window's thread stands still for as long.
"""

import os
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from torch import Tensor

from engine.files.strict_json import JsonError
from engine.files.tensor_header import alias_metadata, check_header, header_bytes
from engine.text import UserError, text

Tensors = dict[str, Tensor]

#: The types we write and their names there; a header can name no other, see `tensor_header.ITEM_BYTES`.
TYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}
#: Bytes that are written at a time.
_PIECE = 2**20


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
    # Large elements first, so that each begins at a multiple of its size.
    ordered = dict(sorted(kept.items(), key=lambda item: (-item[1].element_size(), item[0])))
    shapes = {name: (TYPES[t.dtype], tuple(t.shape)) for name, t in ordered.items()}
    file = BytesIO(header_bytes(shapes, alias_metadata(aliases)))
    file.seek(0, os.SEEK_END)
    for tensor in ordered.values():
        # The stride of a single number may be anything, and no other type is seen through it then.
        flat = tensor.as_strided((tensor.numel(),), (1,))
        numbers = flat.view(torch.uint8).numpy().data
        for start in range(0, len(numbers), _PIECE):
            file.write(numbers[start : start + _PIECE])
    return file.getvalue()


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
