"""What the graph page draws: nodes, edges and frames, without places or pixels."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from engine import numbers
from engine.catalog.layers import LAYERS
from engine.check.shapes import NetworkInfo
from engine.record_names import tensor_name
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id, source_port
from engine.text import Text, text

#: A layer's card; a block drawn as one card; in the computation: an operation, a tensor that is given
#: from outside, and what comes out at the end.
Form = Literal["layer", "block", "operation", "leaf", "result"]


@dataclass(frozen=True)
class Node:
    """One box. `layers` are the layers it stands for; `shape` is what it gives.

    `learns` marks a leaf that gets a gradient. A block folded to one node has the id of its frame.
    `gives` are the names of its tensors in the record of a walked step, and `cards` those of the step
    that it is part of. `product`: what it takes, the weight, and the sum that it goes into, where its own
    outcome is in no record. What an `inner` one gives is only found by looking into the card.
    """

    id: str
    title: str
    detail: str | Text
    form: Form = "layer"
    group: str = "shape"
    shape: str = ""
    parameters: int = 0
    layers: tuple[str, ...] = ()
    trouble: Text | None = None
    short: bool = False
    learns: bool = False
    enabled: bool = True
    gives: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    product: tuple[str, str, str] | None = None
    inner: bool = False


@dataclass(frozen=True)
class Edge:
    """A value on its way from one node to another."""

    source: str
    target: str
    shape: str = ""


@dataclass(frozen=True)
class Frame:
    """A named frame around nodes and around the frames in it; `parent` is the frame it lies in."""

    id: str
    title: str
    parent: str = ""
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """A graph ready to be laid out; `inside` says which frame a node lies in, if any.

    Nodes and frames are in an order in which no edge leads back; parents come before what they hold.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    frames: tuple[Frame, ...] = ()
    inside: Mapping[str, str] | None = None

    def frame_of(self, node_id: str) -> str:
        """The innermost frame around a node; "" for none."""
        return (self.inside or {}).get(node_id, "")


def layer_drawing(
    network: NetworkSpec, info: NetworkInfo, collapsed: Collection[str] = ()
) -> Drawing:
    """A node a layer and a frame a block; blocks named in `collapsed` are one node each."""
    folded = {layer.id: _folded_into(layer, collapsed) for layer in network.layers}
    shown = {layer: frame_id(block) if block else layer for layer, block in folded.items()}
    troubles = {problem.layer_id: problem.message for problem in info.problems}
    nodes: dict[str, Node] = {}
    inside: dict[str, str] = {}
    frames: dict[str, Frame] = {}
    for layer in network.layers:
        node_id, block = shown[layer.id], folded[layer.id]
        around = layer.group[: layer.group.index(block)] if block else layer.group
        for parent, block_id in zip(("", *around), around, strict=False):
            if block_id not in frames:
                frames[block_id] = _frame(network, block_id, parent)
        if node_id in nodes:
            continue
        nodes[node_id] = (
            _block_node(network, block, info, troubles)
            if block
            else _layer_node(network, layer, info, troubles.get(layer.id))
        )
        if around:
            inside[node_id] = frame_id(around[-1])
    edges = _unique(
        Edge(shown[source_id(ref)], shown[layer.id], _shape_on(info, ref))
        for layer in network.layers
        for ref in layer.inputs
    )
    return Drawing(tuple(nodes.values()), edges, tuple(frames.values()), inside)


def frame_id(block_id: str) -> str:
    """The id of a block in a drawing, which no layer has."""
    return f"#{block_id}"


def block_of(drawn_id: str) -> str:
    """The block that a frame, or the node it is folded to, stands for."""
    return drawn_id.removeprefix("#")


def _folded_into(layer: LayerSpec, collapsed: Collection[str]) -> str:
    """The outermost folded block around a layer; "" for none."""
    return next((block_id for block_id in layer.group if block_id in collapsed), "")


def _frame(network: NetworkSpec, block_id: str, parent: str) -> Frame:
    members = tuple(layer.id for layer in network.members(block_id))
    above = frame_id(parent) if parent else ""
    return Frame(frame_id(block_id), network.block(block_id).name, above, members)


def gives_of(network: NetworkSpec, layer: LayerSpec, info: NetworkInfo) -> tuple[str, ...]:
    """What a layer gives is called in the record of a step, a name a port."""
    known = info.layers.get(layer.id)
    return tuple(tensor_name(network, layer, p) for p in range(len(known.outputs) if known else 0))


def card_of(network: NetworkSpec, layer: LayerSpec) -> str:
    """The key of a layer's card in a walked step."""
    only = layer.kind == INPUT and len(network.inputs) == 1
    return "x" if only else layer.id


def _layer_node(
    network: NetworkSpec, layer: LayerSpec, info: NetworkInfo, trouble: Text | None
) -> Node:
    kind, known = LAYERS.get(layer.kind), info.layers.get(layer.id)
    fallback = kind.label if kind else layer.kind
    return Node(
        id=layer.id,
        title=layer.name,
        detail=known.summary if known and layer.enabled else fallback,
        group=kind.group if kind else "shape",
        shape=", ".join(numbers.shape(s) or "1" for s in known.outputs) if known else "",
        parameters=known.parameters if known else 0,
        layers=(layer.id,),
        trouble=trouble,
        short=bool(kind and kind.short),
        enabled=layer.enabled,
        gives=gives_of(network, layer, info),
        cards=(card_of(network, layer),),
    )


def _block_node(
    network: NetworkSpec, block_id: str, info: NetworkInfo, troubles: Mapping[str, Text]
) -> Node:
    members = network.members(block_id)
    known = [info.layers[layer.id] for layer in members if layer.id in info.layers]
    last = info.layers.get(members[-1].id)
    return Node(
        id=frame_id(block_id),
        title=network.block(block_id).name,
        detail=text("{count} layers", count=len(members)),
        form="block",
        shape=", ".join(numbers.shape(s) or "1" for s in last.outputs) if last else "",
        parameters=sum(layer.parameters for layer in known),
        layers=tuple(layer.id for layer in members),
        trouble=next((troubles[la.id] for la in members if la.id in troubles), None),
        gives=gives_of(network, members[-1], info),
        cards=tuple(card_of(network, layer) for layer in members),
    )


def _shape_on(info: NetworkInfo, ref: str) -> str:
    known = info.layers.get(source_id(ref))
    if known is None or source_port(ref) >= len(known.outputs):
        return ""
    return numbers.shape(known.outputs[source_port(ref)]) or "1"


def _unique(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Each connection once, none from a node to itself."""
    found = {(e.source, e.target): e for e in edges if e.source != e.target}
    return tuple(found.values())
