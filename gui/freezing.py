"""Freezing layers: the panel of cards and the Layer page do it in the same words."""

from collections.abc import Iterable, Sequence

from engine import edits
from engine.catalog.layers import LAYERS
from engine.spec.network import LayerSpec, NetworkSpec
from gui.document import Document
from gui.translate import tr


def learning_layers(network: NetworkSpec, layer_ids: Iterable[str]) -> list[LayerSpec]:
    """Those of the layers that have weights, from the top down."""
    ids = set(layer_ids)
    return [
        layer
        for layer in network.layers
        if layer.id in ids and layer.kind in LAYERS and LAYERS[layer.kind].learns
    ]


def set_frozen(document: Document, layers: Sequence[LayerSpec], *, frozen: bool) -> None:
    """Freezes layers, or lets them learn again, in one step of undo."""
    if not layers:
        return
    if len(layers) == 1:
        words = tr("Freeze {layer}") if frozen else tr("Unfreeze {layer}")
    else:
        words = tr("Freeze {count} layers") if frozen else tr("Unfreeze {count} layers")
    text = words.format(layer=layers[0].name, count=len(layers))
    document.edit_network(text, edits.set_frozen, [layer.id for layer in layers], frozen=frozen)
