"""Two Linear layers as the one that they amount to."""

from engine import edits, naming
from engine.check.remedies import Fix
from engine.check.rules.case import Case
from engine.check.rules.fixes import on_network
from engine.rewiring import rewired
from engine.spec.network import LayerSpec, NetworkSpec, source_id
from engine.text import text


def merge(case: Case, first: LayerSpec, second: LayerSpec) -> Fix | None:
    """Offers to make one layer of two that stand one right behind the other.

    It has the first one's name and an id of its own: that is how `engine.train.merge` tells it from a
    layer whose neighbour was deleted, and brings along the weights with which it gives what both gave.
    """
    if first.kind != "Linear" or second.kind != "Linear" or second.inputs != (first.id,):
        return None
    if first.frozen != second.frozen or not case.feeds_only(first, second):
        return None
    wide = case.info.layers[second.id].params["out_features"]
    bias = any(case.info.layers[layer.id].params["bias"] for layer in (first, second))

    def edit(network: NetworkSpec) -> NetworkSpec:
        new_id = naming.fresh_id(network)
        network = edits.set_param(network, first.id, "out_features", wide)
        network = edits.set_param(network, first.id, "bias", bias)
        return _with_id(edits.remove(network, [second.id]), first.id, new_id)

    return Fix(text("Merge them into one"), on_network(edit))


def _with_id(network: NetworkSpec, old: str, new: str) -> NetworkSpec:
    """The network with another id for a layer that has a single output port, and no initialisers."""
    return network.replace(
        layers=tuple(
            layer.replace(id=new, init={}) if layer.id == old else rewired(layer, old, new)
            for layer in network.layers
        ),
        outputs=tuple(new if source_id(ref) == old else ref for ref in network.outputs),
    )
