"""What training takes of the device's memory, layer by layer, from the declarations alone.

Numbers are float32. Activations are what autograd holds from the forward pass to the backward pass: each
value once, whoever asked for it, booked on the layer that made it. A view takes nothing of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.catalog.optimizers import optimizer_kind
from engine.check.shapes import NetworkInfo, infer
from engine.latest import kept
from engine.spec.component import Component
from engine.spec.network import NetworkSpec, source_id, source_port
from engine.spec.project import Project

#: Bytes of a float32.
NUMBER = 4

_Value = tuple[str, int]


@dataclass(frozen=True)
class LayerMemory:
    """Bytes that one layer takes while its network is trained.

    `weights` counts buffers too, such as running means; `activation` is for one sample.
    """

    weights: int
    gradients: int
    optimizer: int
    activation: int


@dataclass(frozen=True)
class Memory:
    """Bytes by layer id, and what the values in flight take.

    `flow` is for one sample: the largest layer's gradients of output and inputs during the backward
    pass, or all outputs at the end of the forward pass, whichever goes further beyond the activations.
    """

    layers: Mapping[str, LayerMemory]
    flow: int

    @cached_property
    def weights(self) -> int:
        """Learnable numbers and buffers."""
        return sum(layer.weights for layer in self.layers.values())

    @cached_property
    def gradients(self) -> int:
        """As many as there are numbers to learn."""
        return sum(layer.gradients for layer in self.layers.values())

    @cached_property
    def optimizer(self) -> int:
        """What the optimizer keeps from step to step."""
        return sum(layer.optimizer for layer in self.layers.values())

    @cached_property
    def activation(self) -> int:
        """What one sample leaves for the backward pass."""
        return sum(layer.activation for layer in self.layers.values())

    @property
    def fixed(self) -> int:
        """What does not grow with the batch."""
        return self.weights + self.gradients + self.optimizer

    def of_batch(self, batch: int) -> int:
        """The activations of a batch, with those in flight."""
        return (self.activation + self.flow) * batch

    def total(self, batch: int) -> int:
        """The most that a training step takes at once."""
        return self.fixed + self.of_batch(batch)

    def largest_batch(self, available: int) -> int:
        """The most samples that fit into so many bytes; 0 where not even one does."""
        left = available - self.fixed
        a_sample = self.activation + self.flow
        return max(left // a_sample, 0) if a_sample else 0


def memory_of(project: Project, info: NetworkInfo | None = None) -> Memory:
    """What the layers take whose shape is known."""
    network = project.network
    return _memory(network, info or infer(network), project.training.optimizer)


@kept
def _memory(network: NetworkSpec, known: NetworkInfo, optimizer: Component) -> Memory:
    held = activations(network, known)
    copies = _copies(optimizer)
    layers = {}
    for layer in network.layers:
        found = known.layers.get(layer.id)
        if found is None:
            continue
        learnt = 0 if layer.frozen else found.parameters
        layers[layer.id] = LayerMemory(
            weights=NUMBER * (found.parameters + found.buffers),
            gradients=NUMBER * learnt,
            optimizer=NUMBER * copies * learnt,
            activation=NUMBER * held[layer.id],
        )
    return Memory(layers, NUMBER * _flow(network, known, sum(held.values())))


@kept
def activations(network: NetworkSpec, info: NetworkInfo) -> Mapping[str, int]:
    """How many numbers a sample each layer leaves for the backward pass, by layer id.

    A layer's output counts if the layer itself or one that takes it holds it; the network's outputs are
    held by the loss.
    """
    origin = _origins(network, info)
    held = {origin[_value(ref)] for ref in network.outputs if _value(ref) in origin}
    for layer_id, found in info.layers.items():
        if found.kind.keeps == "input":
            refs = network.layer(layer_id).inputs[: len(found.inputs)]
            held.update(origin[_value(ref)] for ref in refs)
        elif found.kind.keeps == "output":
            held.update((layer_id, port) for port in range(len(found.outputs)))
    numbers = {layer_id: found.besides for layer_id, found in info.layers.items()}
    for layer_id, port in held:
        numbers[layer_id] += info.layers[layer_id].numbers_out[port]
    return numbers


def _value(ref: str) -> _Value:
    return source_id(ref), source_port(ref)


@kept
def _origins(network: NetworkSpec, info: NetworkInfo) -> Mapping[_Value, _Value]:
    """For each layer's output whose memory it is: its own, or that of what it is a view of."""
    origin: dict[_Value, _Value] = {}
    for layer_id, found in info.layers.items():
        for port in range(len(found.outputs)):
            origin[layer_id, port] = (layer_id, port)
        if found.kind.keeps == "view":
            origin[layer_id, 0] = origin[_value(network.layer(layer_id).inputs[0])]
    return origin


def _copies(optimizer: Component) -> int:
    """How many numbers the optimizer keeps for each one that it trains."""
    kind = optimizer_kind(optimizer.kind)
    return kind.copies(kind.filled(optimizer.params))


def _flow(network: NetworkSpec, info: NetworkInfo, kept: int) -> int:
    """Numbers a sample that are there for a moment only."""
    passed = max(
        (found.numbers_in + sum(found.numbers_out) for found in info.layers.values()), default=0
    )
    if _is_chain(network):
        return passed
    # A graph's values all stay until its forward pass is done.
    origin = _origins(network, info)
    made = sum(
        info.layers[layer_id].numbers_out[port]
        for value, (layer_id, port) in origin.items()
        if value == (layer_id, port)
    )
    besides = sum(found.besides for found in info.layers.values())
    return max(passed, made + besides - kept)


def _is_chain(network: NetworkSpec) -> bool:
    pairs = zip(network.layers, network.layers[1:], strict=False)
    return all(below.inputs == (above.id,) for above, below in pairs)
