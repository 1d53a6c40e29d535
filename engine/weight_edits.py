"""Weights changed by hand between two steps; each change says what was there before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine import numbers
from engine.answers import FileTensors, TensorValues, WeightsChange
from engine.build import build_network
from engine.files.weights import any_weights
from engine.layer_query import as_array, module_of
from engine.spec.network import NetworkSpec
from engine.text import UserError, text
from engine.train.rewind import refuse_while_looking_back
from engine.train.session import Session


def change_weights(
    session: Session, values: Sequence[TensorValues], network: NetworkSpec | None = None
) -> WeightsChange:
    """Puts numbers into weights in place; all of them, or none when one can't be.

    Args:
        session: the one whose weights are changed.
        values: what goes where.
        network: the one that the numbers are meant for, where it matters.

    Raises:
        UserError: when the session has another network, a tensor is gone or of another shape, or a
            number is not finite.
    """
    if network is not None and network != session.project.network:
        raise UserError(
            text(
                "The network on screen can't work as it is, so its weights can't be changed. "
                "Mend what its cards say first."
            )
        )
    refuse_while_looking_back(session)
    pairs = [(item, _tensor(session, item), _fitting(session, item)) for item in values]
    session.drop_unfinished()
    before = tuple(replace(item, values=_read(tensor, item.at)) for item, tensor, _ in pairs)
    with torch.no_grad():
        for item, tensor, new in pairs:
            if item.at is None:
                tensor.copy_(new)
            else:
                tensor[_place(tensor, item.at)] = new.reshape(())
    session.note_given_weights()
    after = tuple(replace(item, values=_read(tensor, item.at)) for item, tensor, _ in pairs)
    return WeightsChange(before, after)


def reinitialise(
    session: Session, layers: Sequence[str], seed: int, network: NetworkSpec | None = None
) -> WeightsChange:
    """Gives layers the weights that the whole network gets from this seed.

    With the project's own seed these are the ones that a run starts from.
    """
    fresh = build_network(session.project.network, seed)
    names = [session.project.network.layer(layer).name for layer in layers]
    values = [
        TensorValues(layer, tensor, as_array(value))
        for layer, name in zip(layers, names, strict=True)
        for tensor, value in fresh.get_submodule(name).state_dict().items()
    ]
    return change_weights(session, values, network)


def file_tensors(session: Session, path: Path, layer: str) -> FileTensors:
    """Which tensors of a file have the shapes of this layer's.

    Raises:
        UserError: when the file can't be trusted, or nothing in it fits.
    """
    found = any_weights(path)
    name = session.project.network.layer(layer).name
    own = _own_tensors(session, layer)
    fitting: dict[str, tuple[str, ...]] = {}
    prefix = f"{name}."
    for tensor, value in own.items():
        alike = [
            key
            for key, other in found.items()
            if other.shape == value.shape and other.is_floating_point() == value.is_floating_point()
        ]
        # The layer of this name first, or the one that the first tensor comes from.
        alike.sort(key=lambda key: (key != prefix + tensor, key.rpartition(".")[2] != tensor))
        fitting[tensor] = tuple(alike)
        if tensor == next(iter(own)) and alike:
            prefix = alike[0].removesuffix(tensor)
    if not any(fitting.values()):
        shapes = ", ".join(
            f"{tensor} {numbers.shape(tuple(v.shape)) or '1'}" for tensor, v in own.items()
        )
        raise UserError(
            text(
                "“{file}” has no tensor of the shapes of {layer} ({shapes}). Choose another file.",
                file=path.name,
                layer=name,
                shapes=shapes,
            )
        )
    return FileTensors(layer, path, fitting, {k: tuple(v.shape) for k, v in own.items()})


def copy_weights(
    session: Session,
    path: Path,
    layer: str,
    chosen: Mapping[str, str],
    network: NetworkSpec | None = None,
) -> WeightsChange:
    """Copies tensors of a file into a layer; `chosen` are names in the file by the layer's own.

    Raises:
        UserError: when the file has changed since, or a tensor does not fit.
    """
    found = any_weights(path)
    if missing := next((key for key in chosen.values() if key not in found), None):
        raise UserError(
            text(
                "“{file}” has no “{name}” any more. Choose the file again.",
                file=path.name,
                name=missing[:60],
            )
        )
    values = [TensorValues(layer, tensor, _readable(found[key])) for tensor, key in chosen.items()]
    return change_weights(session, values, network)


def _own_tensors(session: Session, layer: str) -> dict[str, Tensor]:
    module = module_of(session, layer)
    return dict(module.state_dict()) if module is not None else {}


def _readable(tensor: Tensor) -> np.ndarray:
    """As NumPy can hold it, which has no bfloat16."""
    return as_array(tensor.double() if tensor.is_floating_point() else tensor)


def _tensor(session: Session, item: TensorValues) -> Tensor:
    known = item.layer in session.project.network
    module = module_of(session, item.layer) if known else None
    tensors: Mapping[str, Tensor] = module.state_dict(keep_vars=True) if module is not None else {}
    tensor = tensors.get(item.tensor)
    if tensor is None:
        raise UserError(
            text(
                "The network does not have the layer of these weights now, so they can't be put in. "
                "Undo the edits since then first."
            )
        )
    return tensor


def _fitting(session: Session, item: TensorValues) -> Tensor:
    """The new numbers in the type of the tensor."""
    tensor = _tensor(session, item)
    name = f"{session.project.network.layer(item.layer).name}.{item.tensor}"
    wanted = tuple(tensor.shape) if item.at is None else ()
    if item.values.shape != wanted or (item.at is not None and not 0 <= item.at < tensor.numel()):
        raise UserError(
            text(
                "The numbers do not fit {weight}, which is {shape} now.",
                weight=name,
                shape=numbers.shape(tuple(tensor.shape)) or "1",
            )
        )
    new = torch.from_numpy(np.array(item.values)).to(tensor.dtype)
    if not torch.isfinite(new).all():
        raise UserError(
            text("{weight} takes finite numbers only, not infinity or NaN.", weight=name)
        )
    return new


def _place(tensor: Tensor, at: int) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(at, tuple(tensor.shape)))


def _read(tensor: Tensor, at: int | None) -> np.ndarray:
    seen = tensor if at is None else tensor[_place(tensor, at)]
    return as_array(seen).copy()
