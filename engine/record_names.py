"""What the tensors of a step are called in its record, by the layer that gives them."""

from engine.spec.network import INPUT, LayerSpec, NetworkSpec


def output_name(layer: LayerSpec, port: int) -> str:
    """What a layer's output is called; `loss` alone is the whole loss."""
    return layer.name if port == 0 and layer.name != "loss" else f"{layer.name}:{port}"


def tensor_name(network: NetworkSpec, layer: LayerSpec, port: int) -> str:
    """What a layer of a network gives; the only input gives the batch itself, `x`."""
    only = layer.kind == INPUT and len(network.inputs) == 1
    return "x" if only else output_name(layer, port)
