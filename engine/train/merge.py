"""Two Linear layers that became one: the weights with which it gives what both gave."""

import torch
from torch import Tensor, nn

from engine.spec.network import LayerSpec, NetworkSpec, source_id
from engine.train.session import Session

_LINEAR = "Linear"


def merged_weights(old: Session, new: Session) -> dict[str, dict[str, Tensor]]:
    """The weights of each new Linear layer that stands for two of the old ones, by its id.

    W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂), computed in float64. It stands for two that are gone where
    it takes what the first one took and feeds those that the second one fed, which took nothing else.
    """
    before, after = old.project.network, new.project.network
    pairs = _lost_pairs(before, after)
    found = {}
    for layer in after.layers:
        if layer.id in before or not _is_linear(layer):
            continue
        for first, second in pairs:
            if layer.inputs == first.inputs and _fed(after, layer) == _fed(before, second):
                one, two = (old.model.get_submodule(gone.name) for gone in (first, second))
                assert isinstance(one, nn.Linear)
                assert isinstance(two, nn.Linear)
                found[layer.id] = _product(one, two)
    return found


def _lost_pairs(before: NetworkSpec, after: NetworkSpec) -> list[tuple[LayerSpec, LayerSpec]]:
    """The Linear layers that are gone, each with the one behind it that alone took its output."""
    lost = [layer for layer in before.layers if _is_linear(layer) and layer.id not in after]
    return [
        (first, second)
        for first in lost
        for second in lost
        if second.inputs == (first.id,) and _fed(before, first) == ({second.id}, False)
    ]


@torch.no_grad()
def _product(first: nn.Linear, second: nn.Linear) -> dict[str, Tensor]:
    weight = second.weight.double()
    merged = {"weight": weight @ first.weight.double()}
    biases = []
    if first.bias is not None:
        biases.append(weight @ first.bias.double())
    if second.bias is not None:
        biases.append(second.bias.double())
    if biases:
        merged["bias"] = sum(biases[1:], biases[0])
    return {name: tensor.to(first.weight.dtype) for name, tensor in merged.items()}


def _is_linear(layer: LayerSpec) -> bool:
    return layer.kind == _LINEAR and layer.enabled


def _fed(network: NetworkSpec, layer: LayerSpec) -> tuple[set[str], bool]:
    """The ids of those that a layer feeds, and whether it is an output."""
    takers = {taker.id for taker in network.consumers(layer.id)}
    return takers, layer.id in map(source_id, network.outputs)
