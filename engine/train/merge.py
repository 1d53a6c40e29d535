"""Linear layers that became one: the weights with which it gives what they gave."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn

from engine.spec.network import LayerSpec, NetworkSpec, source_id
from engine.train.session import Session

_LINEAR = "Linear"


def merged_weights(old: Session, new: Session) -> dict[str, dict[str, Tensor]]:
    """The weights of each new Linear layer that stands for two or more of the old ones, by its id.

    W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂), computed in float64. It stands for a row of layers that is
    gone where it takes what the first of them took and feeds those that the last one fed. Several edits
    may have led there while a run was under way, such as an activation deleted before the merge; then it
    has the name of the first one, which no layer added by hand is taken for.
    """
    before, after = old.project.network, new.project.network
    rows = list(_lost_rows(before, after))
    found = {}
    for layer in after.layers:
        if layer.id in before or not _is_linear(layer):
            continue
        for row in rows:
            one_edit = len(row) == 2 or layer.name == row[0].name
            stands_there = layer.inputs == row[0].inputs and _fed(after, layer) == _fed(
                before, row[-1]
            )
            if one_edit and stands_there:
                linear = [old.model.get_submodule(gone.name) for gone in row if _is_linear(gone)]
                if (product := _product(linear)) is not None:
                    found[layer.id] = product
    return found


def _lost_rows(before: NetworkSpec, after: NetworkSpec) -> Iterator[list[LayerSpec]]:
    """Rows of layers that are gone, from a Linear one to a Linear one, each fed by the one before alone."""
    for first in before.layers:
        row = [first]
        while row[-1].id not in after and _is_linear(first):
            if len(row) > 1 and _is_linear(row[-1]):
                yield [*row]
            takers = before.consumers(row[-1].id)
            if _fed(before, row[-1])[1] or len(takers) != 1 or takers[0].inputs != (row[-1].id,):
                break
            row.append(takers[0])


@torch.no_grad()
def _product(linear: Sequence[nn.Module]) -> dict[str, Tensor] | None:
    """The weights of one layer that gives what these give one after the other; None where they do not fit."""
    weight: Tensor | None = None
    bias: Tensor | None = None
    for module in linear:
        assert isinstance(module, nn.Linear)
        own = module.weight.double()
        if weight is not None and own.shape[1] != weight.shape[0]:
            return None
        weight = own if weight is None else own @ weight
        bias = own @ bias if bias is not None else None
        if module.bias is not None:
            bias = module.bias.double() if bias is None else bias + module.bias.double()
    assert weight is not None, "a row begins with a Linear layer"
    dtype = next(linear[0].parameters()).dtype
    tensors = {"weight": weight} if bias is None else {"weight": weight, "bias": bias}
    return {name: tensor.to(dtype) for name, tensor in tensors.items()}


def _is_linear(layer: LayerSpec) -> bool:
    return layer.kind == _LINEAR and layer.enabled


def _fed(network: NetworkSpec, layer: LayerSpec) -> tuple[set[str], bool]:
    """The ids of those that a layer feeds, and whether it is an output."""
    takers = {taker.id for taker in network.consumers(layer.id)}
    return takers, layer.id in map(source_id, network.outputs)
