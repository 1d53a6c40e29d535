"""The header of a safetensors member, checked before a single tensor is made; needs no torch.

The audited safetensors library reads the file afterwards; this is our own look at what it will be
asked to allocate: known types only, shape × type exactly the bytes that are there, no gaps.
"""

import json
import math
import struct
from collections.abc import Mapping
from typing import Any, NamedTuple

from engine.files import strict_json
from engine.files.strict_json import JsonError
from engine.text import text

#: Bytes of an element, by the names that safetensors has for the types we write.
ITEM_BYTES = {
    "F64": 8,
    "F32": 4,
    "F16": 2,
    "BF16": 2,
    "I64": 8,
    "I32": 4,
    "I16": 2,
    "I8": 1,
    "U8": 1,
    "BOOL": 1,
}
MOST_HEADER = 32 * 2**20
MOST_DIMENSIONS = 16
#: The one entry of the metadata: names that share a tensor, as a JSON object name → the one kept.
ALIASES = "aliases"


class TensorEntry(NamedTuple):
    """A tensor as the header describes it."""

    dtype: str
    shape: tuple[int, ...]


class Header(NamedTuple):
    """The tensors that are in the bytes, and the further names that some of them go by."""

    tensors: dict[str, TensorEntry]
    aliases: dict[str, str]

    @property
    def names(self) -> set[str]:
        """All names, aliases included."""
        return set(self.tensors) | set(self.aliases)


def header_bytes(
    tensors: Mapping[str, tuple[str, tuple[int, ...]]], metadata: Mapping[str, str]
) -> bytes:
    """The header before tensors that follow one another without gaps.

    Args:
        tensors: type and shape by name, in the order of their bytes.
        metadata: what is told beside them, if anything.
    """
    header: dict[str, object] = {"__metadata__": dict(metadata)} if metadata else {}
    end = 0
    for name, (dtype, shape) in tensors.items():
        start, end = end, end + math.prod(shape) * ITEM_BYTES[dtype]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}
    written = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    written += b" " * (-len(written) % 8)
    return struct.pack("<Q", len(written)) + written


def check_header(data: bytes, *, foreign: bool = False) -> Header:
    """What the safetensors file `data` holds; the metadata of a foreign one is passed over.

    Raises:
        JsonError: when the header does not describe exactly the bytes behind it.
    """
    if len(data) < 8:
        raise JsonError(text("it is too short for tensors"))
    (length,) = struct.unpack("<Q", data[:8])
    if length > min(MOST_HEADER, len(data) - 8):
        raise JsonError(text("its header is longer than itself"))
    header = strict_json.parse(data[8 : 8 + length], MOST_HEADER)
    metadata = header.pop("__metadata__", {})
    spans: list[tuple[int, int]] = []
    tensors: dict[str, TensorEntry] = {}
    for name, entry in header.items():
        tensors[name], span = _entry(name, entry)
        spans.append(span)
    end = 0
    for start, stop in sorted(spans):
        if start != end:
            raise JsonError(text("its tensors overlap or leave gaps"))
        end = stop
    if end != len(data) - 8 - length:
        raise JsonError(text("its tensors do not fill it"))
    return Header(tensors, {} if foreign else _aliases(metadata, tensors))


def _entry(name: str, entry: Any) -> tuple[TensorEntry, tuple[int, int]]:
    if not isinstance(entry, dict) or set(entry) != {"dtype", "shape", "data_offsets"}:
        raise JsonError(text("the tensor {name} is not described", name=name[:60]))
    dtype, shape, span = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str) or dtype not in ITEM_BYTES:
        raise JsonError(text("the tensor {name} has an unknown type", name=name[:60]))
    if not _sizes(shape) or len(shape) > MOST_DIMENSIONS or not _sizes(span) or len(span) != 2:
        raise JsonError(text("the tensor {name} has an impossible shape", name=name[:60]))
    if span[1] - span[0] != math.prod(shape) * ITEM_BYTES[dtype]:
        raise JsonError(
            text("the tensor {name} has another size than its shape says", name=name[:60])
        )
    return TensorEntry(dtype, tuple(shape)), (span[0], span[1])


def _sizes(value: Any) -> bool:
    return isinstance(value, list) and all(type(v) is int and 0 <= v < 2**62 for v in value)


def _aliases(metadata: Any, tensors: dict[str, TensorEntry]) -> dict[str, str]:
    if not isinstance(metadata, dict) or not set(metadata) <= {ALIASES}:
        raise JsonError(text("its header holds unknown entries"))
    if ALIASES not in metadata:
        return {}
    if not isinstance(metadata[ALIASES], str):
        raise JsonError(text("its shared tensors are not described"))
    aliases = strict_json.parse(metadata[ALIASES].encode(), MOST_HEADER)
    for name, kept in aliases.items():
        if name in tensors or not isinstance(kept, str) or kept not in tensors:
            raise JsonError(text("its shared tensors are not described"))
    return aliases


def alias_metadata(aliases: dict[str, str]) -> dict[str, str]:
    """The metadata that `check_header` reads back."""
    return {ALIASES: json.dumps(aliases, sort_keys=True)} if aliases else {}
