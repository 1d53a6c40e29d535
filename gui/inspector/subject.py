"""The layer that the Layer page is about, with all that is known of it without running anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog.kind import LayerKind
from engine.catalog.layers import LAYERS
from engine.check.memory import activations
from engine.check.shapes import LayerInfo, NetworkInfo
from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import Text, UserError


@dataclass(frozen=True)
class Subject:
    """A layer, its kind, and its shapes where they are known; else why they are not.

    `kept` is how many numbers a sample it leaves for the backward pass.
    """

    layer: LayerSpec
    kind: LayerKind
    info: LayerInfo | None
    problem: Text | None
    kept: int = 0

    @property
    def params(self) -> Mapping[str, Any]:
        """Every parameter; the defaults alone where what was set is not allowed."""
        if self.info is not None and self.layer.enabled:
            return self.info.params
        try:
            return self.kind.values(self.layer.params)
        except UserError:
            return self.kind.values({})

    @property
    def role(self) -> str:
        """The role of the colour of its group."""
        return self.kind.group


def subject(network: NetworkSpec, info: NetworkInfo, layer_id: str) -> Subject | None:
    """The layer of this id; None when it is gone or of a kind that does not exist."""
    if layer_id not in network or network.layer(layer_id).kind not in LAYERS:
        return None
    layer = network.layer(layer_id)
    problem = next((p.message for p in info.problems if p.layer_id == layer_id), None)
    kept = activations(network, info).get(layer_id, 0)
    return Subject(layer, LAYERS[layer.kind], info.layers.get(layer_id), problem, kept)
