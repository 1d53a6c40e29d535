"""Freezing layers and switching them off: the panel of cards and the Layer page do it in the same words."""

from collections.abc import Iterable, Sequence

from engine import edits
from engine.catalog.layers import LAYERS
from engine.spec.network import INPUT, LayerSpec, NetworkSpec
from engine.text import Text, text
from gui.document import Document


def learning_layers(network: NetworkSpec, layer_ids: Iterable[str]) -> list[LayerSpec]:
    """Those of the layers that have weights, from the top down."""
    layers = in_order(network, layer_ids)
    return [layer for layer in layers if layer.kind in LAYERS and LAYERS[layer.kind].learns]


def all_but_inputs(network: NetworkSpec, layer_ids: Iterable[str]) -> list[LayerSpec]:
    """Those of the layers that can be copied, moved and switched off, from the top down."""
    return [layer for layer in in_order(network, layer_ids) if layer.kind != INPUT]


def in_order(network: NetworkSpec, layer_ids: Iterable[str]) -> list[LayerSpec]:
    """The layers of these ids from the top down."""
    return [network.layer(layer_id) for layer_id in sorted(layer_ids, key=network.index)]


def set_frozen(document: Document, layers: Sequence[LayerSpec], *, frozen: bool) -> None:
    """Freezes layers, or lets them learn again, in one step of undo."""
    one = text("Freeze {layer}") if frozen else text("Unfreeze {layer}")
    many = text("Freeze {count} layers") if frozen else text("Unfreeze {count} layers")
    if layers:
        ids = [layer.id for layer in layers]
        document.edit_network(_words(layers, one, many), edits.set_frozen, ids, frozen=frozen)


def set_enabled(document: Document, layers: Sequence[LayerSpec], *, enabled: bool) -> None:
    """Switches layers on or off in one step of undo."""
    one = text("Switch {layer} on") if enabled else text("Switch {layer} off")
    many = text("Switch {count} layers on") if enabled else text("Switch {count} layers off")
    if layers:
        ids = [layer.id for layer in layers]
        document.edit_network(_words(layers, one, many), edits.set_enabled, ids, enabled=enabled)


def _words(layers: Sequence[LayerSpec], one: Text, many: Text) -> Text:
    if len(layers) == 1:
        return Text(one.template, {"layer": layers[0].name})
    return Text(many.template, {"count": len(layers)})
