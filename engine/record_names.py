"""What the tensors of a step are called in its record, by the layer that gives them."""

from engine.spec.network import INPUT, LayerSpec, NetworkSpec

#: Names of the step's own: `loss`, `target/0`, `term/0`. What lies inside of a layer is called `fc1/0`.
_OWN = frozenset({"loss", "target", "term"})


def output_name(layer: LayerSpec, port: int) -> str:
    """What a layer's output is called, not like anything else of the step."""
    return layer.name if port == 0 and layer.name not in _OWN else f"{layer.name}:{port}"


def tensor_name(network: NetworkSpec, layer: LayerSpec, port: int) -> str:
    """What a layer of a network gives; the only input gives the batch itself, `x`."""
    only = layer.kind == INPUT and len(network.inputs) == 1
    return "x" if only else output_name(layer, port)
