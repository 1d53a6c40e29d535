"""A project as the rules look at it: who feeds whom, and what is known of layers and data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.catalog.layers import layer_kind
from engine.check.shapes import LayerInfo, NetworkInfo
from engine.check.targets import DataLike
from engine.data.figures import Figures
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project

#: Layers that only arrange numbers in another shape.
REARRANGING = frozenset(
    {"Identity", "Flatten", "Unflatten", "Reshape", "Permute", "Squeeze", "Unsqueeze"}
)


@dataclass(frozen=True)
class Case:
    """What every rule is given. A layer that is switched off counts as an Identity."""

    project: Project
    data: DataLike | None
    info: NetworkInfo

    @property
    def network(self) -> NetworkSpec:
        """The project's network."""
        return self.project.network

    @property
    def figures(self) -> Figures | None:
        """What the training rows are like, where it is known."""
        return self.data.figures if self.data is not None else None

    @property
    def rebuilds(self) -> bool:
        """Whether the network learns nothing but to give its input back, as an autoencoder does."""
        return all(term.target == "input" for term in self.project.training.losses)

    @cached_property
    def outputs(self) -> frozenset[str]:
        """The ids of the layers whose values leave the network."""
        return frozenset(source_id(ref) for ref in self.network.outputs)

    @cached_property
    def takers(self) -> Mapping[str, list[LayerSpec]]:
        """The layers that take an output of each layer, by its id."""
        found: dict[str, list[LayerSpec]] = {layer.id: [] for layer in self.network.layers}
        for layer in self.network.layers:
            for source in dict.fromkeys(layer.sources):
                found[source].append(layer)
        return found

    @cached_property
    def working(self) -> tuple[tuple[LayerSpec, LayerInfo], ...]:
        """The layers that work and are switched on, but for the inputs, with what is known of them."""
        return tuple(
            (layer, self.info.layers[layer.id])
            for layer in self.network.layers
            if layer.enabled and layer.kind != INPUT and layer.id in self.info.layers
        )

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The ids of the layers behind which another one with weights follows."""
        found: set[str] = set()
        for layer in reversed(self.network.layers):
            known = self.info.layers.get(layer.id)
            if layer.id in found or (known is not None and known.weights):
                found.update(layer.sources)
        return frozenset(found)

    def kind(self, layer: LayerSpec) -> str:
        """The name of the kind that the layer acts as."""
        return layer.kind if layer.enabled else "Identity"

    def group(self, layer: LayerSpec) -> str:
        """The group of the kind that the layer acts as."""
        return layer_kind(self.kind(layer)).group

    def above(self, layer: LayerSpec, through: Collection[str] = ()) -> LayerSpec | None:
        """What feeds the layer first, seen through those switched off and these kinds."""
        while layer.sources:
            layer = self.network.layer(layer.sources[0])
            if layer.enabled and layer.kind not in through:
                return layer
        return None

    def feeds_only(self, giver: LayerSpec, taker: LayerSpec) -> bool:
        """Whether nobody but `taker` gets what `giver` computes."""
        return giver.id not in self.outputs and [la.id for la in self.takers[giver.id]] == [
            taker.id
        ]
