"""A `.pt` file read with distrust: looked through opcode by opcode before PyTorch may open it.

PyTorch's own safe loading runs no code, yet it builds sparse and quantised tensors, which can crash
the process later. So only what a plain state dict needs is let through, and PyTorch is handed a
fresh archive of exactly the bytes that were looked at.
"""

import io
import pickletools
import re
import zipfile

import torch
from torch import Tensor

from engine.files.strict_json import JsonError
from engine.text import text

_GLOBALS = frozenset(
    {
        "collections OrderedDict",
        "torch._utils _rebuild_tensor_v2",
        "torch._utils _rebuild_parameter",
        *(
            f"torch {kind}Storage"
            for kind in (
                "Double",
                "Float",
                "Half",
                "BFloat16",
                "Long",
                "Int",
                "Short",
                "Char",
                "Byte",
                "Bool",
            )
        ),
    }
)
_OPCODES = frozenset(
    "PROTO GLOBAL REDUCE BUILD MARK STOP EMPTY_TUPLE EMPTY_DICT TUPLE TUPLE1 TUPLE2 TUPLE3 BINUNICODE "
    "BININT BININT1 BININT2 LONG1 BINFLOAT BINPUT LONG_BINPUT BINGET LONG_BINGET BINPERSID NEWTRUE "
    "NEWFALSE NONE SETITEM SETITEMS EMPTY_LIST APPEND APPENDS".split()
)
_PARTS = re.compile(
    r"[^/]{1,200}/(data\.pkl|version|byteorder|\.format_version|\.storage_alignment"
    r"|\.data/serialization_id|data/[0-9]{1,9})"
)
_MOST_PARTS = 200_000
_MOST_PICKLE = 64 * 2**20


def state_dict(data: bytes) -> dict[str, Tensor]:
    """The state dict in the file `data`.

    Raises:
        JsonError: for anything else.
    """
    parts = _parts(data)
    _look_through(next(part for name, part in parts.items() if name.endswith("/data.pkl")))
    fresh = io.BytesIO()
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    fresh.seek(0)
    try:
        found = torch.load(fresh, map_location="cpu", weights_only=True)
    except Exception as error:  # noqa: BLE001 - torch raises whatever its unpickler meets
        reason = str(error).split("\n")[0][:100]
        raise JsonError(text("PyTorch can't read it ({reason})", reason=reason)) from None
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found):
        raise JsonError(text("it holds no state dict"))
    return dict(found)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_outline(entries, len(data))
            return {entry.filename: archive.read(entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        if isinstance(error, JsonError):
            raise
        raise JsonError(text("it is damaged ({reason})", reason=str(error)[:100])) from None


def _check_outline(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = {entry.filename for entry in entries}
    folders = {name.partition("/")[0] for name in names}
    sound = (
        len(entries) == len(names) <= _MOST_PARTS
        and len(folders) == 1
        and f"{next(iter(folders))}/data.pkl" in names
        and all(_PARTS.fullmatch(name) for name in names)
        and all(e.compress_type == zipfile.ZIP_STORED for e in entries)
        and all(e.compress_size == e.file_size for e in entries)
        and not any(e.flag_bits & 1 for e in entries)
        and sum(e.file_size for e in entries) <= size
    )
    if not sound:
        raise JsonError(text("it is not put together as a state dict is"))


def _look_through(pickled: bytes) -> None:
    if len(pickled) > _MOST_PICKLE:
        raise JsonError(text("its list of tensors is too long"))
    try:
        for opcode, argument, _place in pickletools.genops(pickled):
            if opcode.name not in _OPCODES:
                raise JsonError(text("it holds more than tensors"))
            if opcode.name == "GLOBAL" and argument not in _GLOBALS:
                raise JsonError(
                    text("it holds “{what}”, which is no plain tensor", what=str(argument)[:80])
                )
    except JsonError:
        raise
    except (ValueError, AssertionError, IndexError, KeyError, UnicodeError) as error:
        raise JsonError(text("it is damaged ({reason})", reason=str(error)[:100])) from None
