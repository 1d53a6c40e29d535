"""A layer at fault with what is known of it, and the edits that several causes share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine import edits
from engine.catalog.kind import LayerKind, Params, Shape, Shapes
from engine.catalog.layers import LAYERS
from engine.check.remedies import Fix
from engine.check.rules.fixes import on_network
from engine.check.shapes import NetworkInfo
from engine.spec.network import LayerSpec, NetworkSpec, source_id, source_port
from engine.text import Text, UserError, text


@dataclass(frozen=True)
class Fault:
    """The layer that `infer` found at fault.

    `params` is None where its parameters are not allowed; `inputs` is empty where it has none, or where
    one of them does not exist.
    """

    network: NetworkSpec
    info: NetworkInfo
    layer: LayerSpec
    kind: LayerKind
    params: Params | None
    inputs: Shapes

    @property
    def shape(self) -> Shape | None:
        """The shape of what comes in first."""
        return self.inputs[0] if self.inputs else None


def fault_of(network: NetworkSpec, info: NetworkInfo, layer: LayerSpec) -> Fault | None:
    """What is known of a layer at fault; None where even its kind is unknown."""
    kind = LAYERS.get(layer.kind)
    if kind is None:
        return None
    try:
        params = kind.values(layer.params)
    except UserError:
        params = None
    inputs = tuple(shape_of(info, ref) for ref in layer.inputs)
    known = tuple(shape for shape in inputs if shape is not None)
    return Fault(network, info, layer, kind, params, known if len(known) == len(inputs) else ())


def shape_of(info: NetworkInfo, ref: str) -> Shape | None:
    """The shape that a reference stands for; None where there is no such output."""
    outputs = info.layers[source_id(ref)].outputs if source_id(ref) in info.layers else ()
    port = source_port(ref)
    return outputs[port] if port < len(outputs) else None


def put(kind: str, layer: LayerSpec, params: Mapping[str, Any], label: Text) -> Fix:
    """Puts a new layer between a layer and what feeds it."""
    return Fix(
        label, on_network(lambda network: edits.add_before(network, kind, layer.id, params)[0])
    )


def set_other(layer: LayerSpec, name: str, value: int | str) -> Fix:
    """Sets a parameter of another layer than the one at fault."""
    return Fix(
        text("Set {name} of {layer} to {value}", name=name, layer=layer.name, value=value),
        on_network(lambda network: edits.set_param(network, layer.id, name, value)),
    )


def on_branch(
    network: NetworkSpec, kind: str, ref: str, layer_id: str, params: Mapping[str, Any]
) -> NetworkSpec:
    """Puts a new layer between the output `ref` and a layer with several inputs."""
    return edits.add_before(network, kind, layer_id, params, ref)[0]


def above(network: NetworkSpec, layer: LayerSpec) -> Iterator[LayerSpec]:
    """The layers that feed one, up to the first with several inputs or with none."""
    while len(layer.inputs) == 1:
        layer = network.layer(source_id(layer.inputs[0]))
        yield layer
