"""What a list of connections offers: every layer that could be at the other end, or why it can't."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine import numbers, wiring
from engine.catalog.layers import LAYERS
from engine.check.shapes import NetworkInfo
from engine.spec.network import LayerSpec, NetworkSpec, source_id, source_port
from engine.text import Text, text
from gui.network.palette_entries import Entry
from gui.translate import show


@dataclass(frozen=True)
class Wire:
    """A connection: a reference to what gives, and the id of the layer that takes it."""

    source: str
    target: str

    @property
    def key(self) -> str:
        """Itself as one word."""
        return f"{self.source}>{self.target}"


def wire_of(key: str) -> Wire:
    """The connection that an entry stands for."""
    source, _, target = key.partition(">")
    return Wire(source, target)


def references(layer: LayerSpec, info: NetworkInfo) -> list[str]:
    """How the outputs of a layer are named, one after another."""
    known = info.layers.get(layer.id)
    count = len(known.outputs) if known else 1
    return [layer.id, *(f"{layer.id}:{port}" for port in range(1, count))]


def targets(network: NetworkSpec, info: NetworkInfo, layer_id: str) -> list[Entry]:
    """All layers that could take an output of this one; those that can't come last."""
    sources = references(network.layer(layer_id), info)
    wires = [Wire(ref, la.id) for la in network.layers if la.id != layer_id for ref in sources]
    return _sorted(_new(network, info, wire, wire.target) for wire in wires)


def sources(network: NetworkSpec, info: NetworkInfo, layer_id: str) -> list[Entry]:
    """All outputs of layers that could feed this one, the nearest first."""
    wires = [
        Wire(ref, layer_id)
        for la in reversed(network.layers)
        if la.id != layer_id
        for ref in references(la, info)
    ]
    return _sorted(_new(network, info, wire, source_id(wire.source)) for wire in wires)


def ports(network: NetworkSpec, info: NetworkInfo, layer_id: str, target: str) -> list[Entry]:
    """The outputs of one layer, for a connection that is to be made to `target`."""
    refs = references(network.layer(layer_id), info)
    return [_new(network, info, Wire(ref, target), layer_id) for ref in refs]


def existing(network: NetworkSpec, layer_id: str) -> list[Entry]:
    """The connections from and to a layer; those that can't be taken away come last."""
    layer = network.layer(layer_id)
    wires = [Wire(ref, layer_id) for ref in dict.fromkeys(layer.inputs)]
    for taker in network.consumers(layer_id):
        refs = (ref for ref in taker.inputs if source_id(ref) == layer_id)
        wires += [Wire(ref, taker.id) for ref in dict.fromkeys(refs)]
    return _sorted(_bond(network, wire) for wire in wires)


def can_be_cut(network: NetworkSpec, layer_id: str) -> bool:
    """Whether any connection from or to a layer can be taken away."""
    ends = (network.layer(layer_id), *network.consumers(layer_id))
    return any(len(layer.inputs) > 1 for layer in ends)


def _new(network: NetworkSpec, info: NetworkInfo, wire: Wire, other: str) -> Entry:
    """A connection that could be made, under the name of the `other` layer."""
    reason = wiring.refusal(network, wire.source, wire.target)
    layer = network.layer(other)
    doc = show(reason or wiring.effect(network, wire.target))
    if other != wire.target or source_port(wire.source):
        given = _given(network, info, wire.source)
        doc = f"{show(given)} · {doc}" if reason is None and given else doc
    return _entry(wire, layer, layer.name, doc, possible=reason is None)


def _bond(network: NetworkSpec, wire: Wire) -> Entry:
    giver, taker = network.layer(source_id(wire.source)), network.layer(wire.target)
    reason = wiring.bond(network, wire.target)
    doc = (
        show(reason)
        if reason
        else show(text("Takes this input away from {layer}", layer=taker.name))
    )
    return _entry(wire, giver, f"{giver.name} → {taker.name}", doc, possible=reason is None)


def _given(network: NetworkSpec, info: NetworkInfo, ref: str) -> Text | None:
    """What an output gives, as far as it is known."""
    layer = network.layer(source_id(ref))
    known = info.layers.get(layer.id)
    if known is None or source_port(ref) >= len(known.outputs):
        return None
    shape = numbers.shape(known.outputs[source_port(ref)])
    if len(known.outputs) == 1:
        return text("{kind}, {shape}", kind=known.summary, shape=shape)
    return text("Output {number}: {shape}", number=source_port(ref) + 1, shape=shape)


def _entry(wire: Wire, layer: LayerSpec, label: str, doc: str, *, possible: bool) -> Entry:
    kind = LAYERS.get(layer.kind)
    return Entry(
        key=wire.key,
        label=label,
        doc=doc,
        group=kind.group if kind else "shape",
        group_title="",
        also=(layer.kind.casefold(), doc.casefold()),
        possible=possible,
    )


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    found = list(entries)
    return [*(e for e in found if e.possible), *(e for e in found if not e.possible)]
