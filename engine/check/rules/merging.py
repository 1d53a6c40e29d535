"""Two Linear layers as the one that they amount to."""

from engine import edits
from engine.check.remedies import Fix
from engine.check.rules.case import Case
from engine.check.rules.fixes import on_network
from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import text


def merge(case: Case, first: LayerSpec, second: LayerSpec) -> Fix | None:
    """Offers to make one layer of two that stand one right behind the other.

    The first one stays, with the outputs of the second; `engine.train.merge` brings its weights along.
    """
    if first.kind != "Linear" or second.kind != "Linear" or second.inputs != (first.id,):
        return None
    if first.frozen != second.frozen or not case.feeds_only(first, second):
        return None
    wide = case.info.layers[second.id].params["out_features"]
    bias = any(case.info.layers[layer.id].params["bias"] for layer in (first, second))

    def edit(network: NetworkSpec) -> NetworkSpec:
        network = edits.set_param(network, first.id, "out_features", wide)
        network = edits.set_param(network, first.id, "bias", bias)
        for weight in network.layer(first.id).init:
            network = edits.set_init(network, first.id, weight, None)
        return edits.remove(network, [second.id])

    return Fix(text("Merge them into one"), on_network(edit))
