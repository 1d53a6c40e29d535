"""Weights alone, in the two forms that other programs read: safetensors, and PyTorch's `.pt`."""

import io
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from engine.files import pt_archive
from engine.files.atomic import write_bytes
from engine.files.faults import read_fault
from engine.files.layout import SUFFIX
from engine.files.project_file import load_checkpoint
from engine.files.strict_json import JsonError
from engine.files.tensors import TYPES, Tensors, tensor_bytes, tensors_from
from engine.text import Text, UserError, text
from engine.train.checkpoint import check_weights

PT_SUFFIXES = (".pt", ".pth")
SAFETENSORS_SUFFIX = ".safetensors"
#: A file of weights may be so many times as large as the network's own: float64, a spare copy, a header.
_MOST_TIMES = 4
_MOST_BESIDE = 64 * 2**20
#: A file of another network's weights may have so many bytes.
_MOST_FOREIGN = 2 * 2**30


def save_weights(path: Path, weights: Mapping[str, Tensor]) -> None:
    """Writes weights by `state_dict` key; the suffix says in which form.

    Raises:
        UserError: for another suffix than `.safetensors`, `.pt` or `.pth`, or when it can't be
            written.
    """
    suffix = path.suffix.lower()
    if suffix in PT_SUFFIXES:
        buffer = io.BytesIO()
        torch.save({k: v.detach().cpu().contiguous().clone() for k, v in weights.items()}, buffer)
        write_bytes(path, buffer.getvalue())
    elif suffix == SAFETENSORS_SUFFIX:
        write_bytes(path, tensor_bytes(weights))
    else:
        raise UserError(
            text(
                "Weights are saved as .safetensors or .pt, not as “{suffix}”. Choose one of them.",
                suffix=path.suffix or path.name,
            )
        )


def load_weights(path: Path, expected: Mapping[str, Tensor]) -> Tensors:
    """The weights in the file, of the types that the network has.

    Args:
        path: a safetensors file, or a state dict saved by PyTorch 1.6 or later.
        expected: the network's own `state_dict`.

    Raises:
        UserError: when the file can't be trusted, or its tensors do not fit, each named.
    """
    own_bytes = sum(v.numel() * v.element_size() for v in expected.values())
    too_large = text("it is far larger than the network's weights")
    found = _plain_tensors(path, own_bytes * _MOST_TIMES + _MOST_BESIDE, too_large)
    check_weights(expected, found)
    return {name: _as(path, name, found[name], own) for name, own in expected.items()}


def any_weights(path: Path) -> Tensors:
    """All tensors in a file of weights, of whatever network; of a project its best weights.

    Raises:
        UserError: when the file can't be trusted, or the project has never been trained.
    """
    if path.suffix.lower() != SUFFIX:
        return _plain_tensors(path, _MOST_FOREIGN, text("it is larger than 2 GB"))
    checkpoint = load_checkpoint(path)
    if checkpoint is None:
        raise UserError(
            text(
                "“{file}” holds no weights: it has not been trained yet. Choose another file.",
                file=path.name,
            )
        )
    return checkpoint.best


def _plain_tensors(path: Path, most_bytes: int, too_large: Text) -> Tensors:
    data = _read(path, most_bytes, too_large)
    try:
        if data[:4] == b"PK\3\4":
            found = pt_archive.state_dict(data)
        else:
            found = tensors_from(data, foreign=True)
    except JsonError as error:
        raise _refused(path, error.text) from None
    for name, tensor in found.items():
        _check_plain(path, name, tensor)
    return found


def _read(path: Path, most: int, too_large: Text) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise read_fault(path, error) from None
    if len(data) > most:
        raise _refused(path, too_large)
    if data[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"}:
        raise _refused(
            path, text("it is in PyTorch's form before version 1.6; load and save it there anew")
        )
    return data


def _refused(path: Path, reason: Text) -> UserError:
    return UserError(
        text(
            "The weights in “{file}” can't be used: {reason}. Choose a .safetensors file, or a .pt "
            "file with nothing but a state dict.",
            file=path.name,
            reason=reason,
        )
    )


def _check_plain(path: Path, name: str, tensor: object) -> None:
    plain = (
        type(tensor) in {Tensor, torch.nn.Parameter}
        and isinstance(tensor, Tensor)
        and tensor.layout == torch.strided
        and tensor.device.type == "cpu"
        and tensor.dtype in TYPES
    )
    if not plain:
        raise _refused(path, text("“{name}” is no plain tensor of numbers", name=name[:60]))


def _as(path: Path, name: str, tensor: Tensor, own: Tensor) -> Tensor:
    """Real numbers may have another precision; anything else must be of the very type."""
    if tensor.dtype != own.dtype and not (tensor.is_floating_point() and own.is_floating_point()):
        raise _refused(path, text("“{name}” is of another type", name=name[:60]))
    return tensor.detach().to(own.dtype).contiguous().clone()
