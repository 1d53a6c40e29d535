"""The switches of the Layer page: freezing layers, and switching them off."""

from engine.spec.network import LayerSpec
from engine.text import text
from gui.document import Document
from gui.inspector.layers_switch import Switch
from gui.switching import all_but_inputs, learning_layers, set_enabled, set_frozen


def _freeze(document: Document, layers: list[LayerSpec], on: bool) -> None:
    set_frozen(document, layers, frozen=on)


def _switch_off(document: Document, layers: list[LayerSpec], on: bool) -> None:
    set_enabled(document, layers, enabled=not on)


FROZEN = Switch(
    name="layerFrozen",
    one=text("Frozen"),
    many=text("Freeze these {count} layers"),
    hint=text("A frozen layer keeps its weights while the others learn"),
    means=text(
        "Keeps its weights while the others learn: it gets no gradient and no update. The running "
        "mean and variance of a normalisation still follow the data."
    ),
    layers=learning_layers,
    is_on=lambda layer: layer.frozen,
    turn=_freeze,
)
OFF = Switch(
    name="layerOff",
    one=text("Switched off"),
    many=text("Switch these {count} layers off"),
    hint=text("A layer that is off hands its first input on, as if it were not there (Ctrl+/)"),
    means=text("Hands its first input on, as if it were not there; its settings are kept."),
    layers=all_but_inputs,
    is_on=lambda layer: not layer.enabled,
    turn=_switch_off,
)
