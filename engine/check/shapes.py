"""The shape after every layer and the number of its parameters, from the declarations alone."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any

from engine.catalog.kind import LayerKind, Shape, Shapes
from engine.catalog.layers import layer_kind
from engine.spec.network import LayerSpec, NetworkSpec, source_id, source_port
from engine.text import Text, UserError, text


@dataclass(frozen=True)
class LayerInfo:
    """What is known of a layer: its checked parameters, the shapes in and out, its learnable tensors.

    Shapes are without the batch dimension. A layer that is switched off is an Identity here, whatever
    its spec says, and takes only its first input.
    """

    kind: LayerKind
    params: Mapping[str, Any]
    inputs: Shapes
    outputs: Shapes
    weights: Mapping[str, Shape]

    @cached_property
    def parameters(self) -> int:
        """Number of learnable numbers."""
        return sum(prod(shape) for shape in self.weights.values())

    @cached_property
    def buffers(self) -> int:
        """Number of numbers that are kept but not learnt, such as running means."""
        return sum(map(prod, self.kind.buffers(self.params, self.inputs).values()))

    @cached_property
    def numbers_in(self) -> int:
        """Numbers a sample that come in."""
        return sum(map(prod, self.inputs))

    @cached_property
    def numbers_out(self) -> tuple[int, ...]:
        """Numbers a sample of each output."""
        return tuple(map(prod, self.outputs))

    @cached_property
    def besides(self) -> int:
        """Numbers a sample that the backward pass needs beside inputs and outputs."""
        return self.kind.keeps_more(self.params, self.inputs, self.outputs)

    @cached_property
    def multiply_adds(self) -> int:
        """Multiplications of one sample's forward pass, as `LayerKind` counts them."""
        return self.kind.multiply_adds(self.params, self.inputs, self.outputs)

    @cached_property
    def summary(self) -> str:
        """The kind with what matters of its parameters, such as “Conv2d 1→16, 3×3”."""
        summary = self.kind.summary
        return summary(self.params, self.inputs) if summary else self.kind.label


@dataclass(frozen=True)
class Problem:
    """A layer that can't work as it is, and why."""

    layer_id: str
    message: Text


@dataclass(frozen=True)
class NetworkInfo:
    """What `infer` found: layers without an entry are at fault or stand behind one that is."""

    layers: Mapping[str, LayerInfo]
    problems: tuple[Problem, ...] = ()
    outputs: Mapping[str, Shape] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> int:
        """Learnable numbers of all layers whose shape is known."""
        return sum(info.parameters for info in self.layers.values())

    @cached_property
    def multiply_adds(self) -> int:
        """Multiplications of one sample's forward pass, of all layers whose shape is known."""
        return sum(info.multiply_adds for info in self.layers.values())

    @cached_property
    def depth(self) -> int:
        """Layers with parameters."""
        return sum(1 for info in self.layers.values() if info.weights)


#: What was found for the networks asked about last. All views ask about the same one, and after an edit
#: nearly all layers are the very ones of the network before.
_LATEST: deque[tuple[NetworkSpec, NetworkInfo]] = deque(maxlen=4)


def infer(network: NetworkSpec) -> NetworkInfo:
    """Walks the layers in order of execution; never raises for what a user can build."""
    latest = tuple(_LATEST)
    for known, info in latest:
        if known is network:
            return info
    found = _walk(network, latest[-1] if latest else None)
    _LATEST.append((network, found))
    return found


def tried(
    network: NetworkSpec, before: tuple[NetworkSpec, NetworkInfo], last: str
) -> Mapping[str, LayerInfo]:
    """What `infer` finds down to the layer `last`, for a network that is but looked at.

    Args:
        network: the network after an edit.
        before: the one it came from, and what was found for it.
        last: the id of the layer that the edit is about.
    """
    return _walk(network, before, last).layers


def _walk(
    network: NetworkSpec, before: tuple[NetworkSpec, NetworkInfo] | None, last: str = ""
) -> NetworkInfo:
    """Finds the shapes; what is as it was `before` is not worked out again."""
    layers: dict[str, LayerInfo] = {}
    problems: list[Problem] = []
    for layer in network.layers:
        if any(source not in layers for source in layer.sources):
            continue  # stands behind a layer at fault, which is named already
        try:
            layers[layer.id] = _as_before(layer, layers, before) or _layer_info(layer, layers)
        except UserError as error:
            problems.append(Problem(layer.id, error.text))
        if layer.id == last:
            break
    outputs = {
        ref: layers[source_id(ref)].outputs[source_port(ref)]
        for ref in network.outputs
        if source_id(ref) in layers and source_port(ref) < len(layers[source_id(ref)].outputs)
    }
    return NetworkInfo(layers, tuple(problems), outputs)


def _as_before(
    layer: LayerSpec,
    known: Mapping[str, LayerInfo],
    before: tuple[NetworkSpec, NetworkInfo] | None,
) -> LayerInfo | None:
    """What was found for this very layer in the network before, if it is given the same shapes now."""
    if before is None:
        return None
    network, info = before
    found = info.layers.get(layer.id)
    if found is None or network.layer(layer.id) is not layer:
        return None
    if len(found.inputs) != len(layer.inputs):
        return None
    for ref, source, shape in zip(layer.inputs, layer.sources, found.inputs, strict=True):
        outputs, port = known[source].outputs, source_port(ref)
        if port >= len(outputs) or outputs[port] != shape:
            return None
    return found


def require_valid(network: NetworkSpec) -> NetworkInfo:
    """Like `infer`, for those who go on to build.

    Raises:
        UserError: the first layer at fault, by name.
    """
    info = infer(network)
    if info.problems:
        problem = info.problems[0]
        name = network.layer(problem.layer_id).name
        raise UserError(text("{layer}: {reason}", layer=name, reason=problem.message))
    if not network.inputs:
        raise UserError(text("The network has no input. Add an Input layer at the top."))
    if not network.outputs:
        raise UserError(text("The network has no output. Add a layer after the input."))
    return info


def _layer_info(layer: LayerSpec, known: Mapping[str, LayerInfo]) -> LayerInfo:
    kind = layer_kind(layer.kind)
    if not layer.enabled:
        return _switched_off(layer, known)
    params = kind.values(layer.params)
    low, high = kind.arity
    if len(layer.inputs) < low or (high is not None and len(layer.inputs) > high):
        raise UserError(_arity_message(low, high, len(layer.inputs)))
    inputs = tuple(_port_shape(known[source_id(ref)], ref) for ref in layer.inputs)
    outputs = kind.out_shapes(params, inputs)
    return LayerInfo(kind, params, inputs, outputs, kind.weights(params, inputs))


def _switched_off(layer: LayerSpec, known: Mapping[str, LayerInfo]) -> LayerInfo:
    """An Identity in its place: what comes first goes on."""
    if not layer.inputs:
        raise UserError(text("is switched off, but there is nothing that it could hand on."))
    shapes = (_port_shape(known[source_id(layer.inputs[0])], layer.inputs[0]),)
    return LayerInfo(layer_kind("Identity"), {}, shapes, shapes, {})


def _port_shape(info: LayerInfo, ref: str) -> Shape:
    port = source_port(ref)
    if port >= len(info.outputs):
        raise UserError(
            text(
                "There is no output {port} to connect to; it has {count}.",
                port=port,
                count=len(info.outputs),
            )
        )
    return info.outputs[port]


def _arity_message(low: int, high: int | None, found: int) -> Text:
    if high is None:
        return text(
            "needs at least {low} inputs, but has {found}. Connect another layer to it.",
            low=low,
            found=found,
        )
    if low == high == 1 and found > 1:
        return text("takes one input, but has {found}. Disconnect the others.", found=found)
    if low == high:
        return text("needs exactly {low} inputs, but has {found}.", low=low, found=found)
    return text("takes {low} to {high} inputs, but has {found}.", low=low, high=high, found=found)
