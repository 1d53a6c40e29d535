"""What copies of a block have of their own; nowhere stored, it is where they differ from the original."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.blocks import family, original
from engine.catalog.layers import layer_kind
from engine.edits import replace_layer, set_param
from engine.spec.network import LayerSpec, NetworkSpec
from engine.twins import pairs, twins

#: The name under which an override of a layer's switch goes.
ENABLED = "enabled"


@dataclass(frozen=True)
class Override:
    """A value of a copy's layer that differs from that of the original's."""

    layer_id: str
    name: str
    own: Any
    usual: Any


def overrides(network: NetworkSpec, block_id: str) -> list[Override]:
    """Everything that the copies of a block have of their own, from the top down."""
    first = original(network, block_id)
    return [
        override
        for copy in family(network, block_id)
        if copy != first
        for usual, own in pairs(network, first, copy)
        for override in _differences(usual, own)
    ]


def own_values(network: NetworkSpec, layer_id: str) -> list[Override]:
    """What a layer has of its own in the innermost copy that it stands in."""
    for block_id in reversed(network.layer(layer_id).group):
        if network.block(block_id).copy_of:
            return [o for o in overrides(network, block_id) if o.layer_id == layer_id]
    return []


def instances(network: NetworkSpec, layer_id: str) -> int:
    """How many layers an edit of this one concerns, itself among them."""
    return len(twins(network).get(layer_id, (layer_id,)))


def without(network: NetworkSpec, override: Override) -> NetworkSpec:
    """The network with the original's value in place of a copy's own."""
    if override.name == ENABLED:
        layer = network.layer(override.layer_id).replace(enabled=override.usual)
        return replace_layer(network, layer)
    return set_param(network, override.layer_id, override.name, override.usual)


def _differences(usual: LayerSpec, own: LayerSpec) -> Iterator[Override]:
    if usual.kind != own.kind:
        return
    for field in layer_kind(own.kind).fields:
        here = own.params.get(field.name, field.default)
        there = usual.params.get(field.name, field.default)
        if here != there:
            yield Override(own.id, field.name, here, there)
    if usual.enabled != own.enabled:
        yield Override(own.id, ENABLED, own.enabled, usual.enabled)
