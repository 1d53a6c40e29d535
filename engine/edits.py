"""Pure functions that change a network: every click in the builder is one of these.

Insert, move and delete rewire only the neighbours in the chain; connections that skip cards
(rails) stay as they are. Every function returns a new, valid NetworkSpec or raises UserError.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.catalog.layers import layer_kind
from engine.spec.component import Component
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.text import UserError, text


def fresh_id(network: NetworkSpec) -> str:
    """An id that no layer of the network has."""
    taken = {layer.id for layer in network.layers}
    number = len(taken) + 1
    while f"l{number}" in taken:
        number += 1
    return f"l{number}"


def fresh_name(network: NetworkSpec, stem: str) -> str:
    """The first of stem1, stem2, … that no layer of the network has."""
    taken = {layer.name for layer in network.layers}
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def add_layer(
    network: NetworkSpec,
    kind_name: str,
    after: str | None = None,
    params: Mapping[str, Any] | None = None,
) -> tuple[NetworkSpec, str]:
    """Puts a layer behind `after` (the last layer unless told); gives the network and the new id.

    The next card of the chain, if it took its input from `after`, now takes it from the new layer.
    """
    kind = layer_kind(kind_name)
    kind.values(params or {})
    at = network.index(after) + 1 if after is not None else len(network.layers)
    layer = LayerSpec(
        id=fresh_id(network),
        kind=kind_name,
        name=fresh_name(network, kind.stem or kind_name.lower()),
        params=dict(params or {}),
    )
    return insert(network, layer, at), layer.id


def insert(network: NetworkSpec, layer: LayerSpec, at: int) -> NetworkSpec:
    """Puts `layer` at place `at` of the list and into the chain there."""
    layers = list(network.layers)
    above = layers[at - 1] if at > 0 else None
    if above is None and layer.kind != INPUT:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    outputs = network.outputs
    if layer.kind != INPUT and above is not None:
        extra = tuple(ref for ref in layer.inputs if source_id(ref) != above.id)
        layer = layer.replace(inputs=(above.id, *extra))
        if at < len(layers) and above.id in map(source_id, layers[at].inputs):
            layers[at] = _rewired(layers[at], above.id, layer.id)
        elif above.id in map(source_id, outputs):
            outputs = tuple(layer.id if source_id(ref) == above.id else ref for ref in outputs)
    layers.insert(at, layer)
    return NetworkSpec.parse({"layers": tuple(layers), "outputs": outputs or (layer.id,)})


def remove(network: NetworkSpec, layer_ids: Iterable[str]) -> NetworkSpec:
    """Takes layers out; whoever took their output now takes what they took from the chain."""
    for layer_id in tuple(layer_ids):
        network = _remove_one(network, layer_id)
    return network


def _remove_one(network: NetworkSpec, layer_id: str) -> NetworkSpec:
    gone = network.layer(layer_id)
    if gone.kind == INPUT and (len(network.inputs) == 1 or network.consumers(layer_id)):
        raise UserError(
            text("“{layer}” can't be deleted: the network takes its data there.", layer=gone.name)
        )
    at = network.index(layer_id)
    instead = _chain_input(network, gone)
    layers = [layer for layer in network.layers if layer.id != layer_id]
    if instead is not None:
        layers = [_rewired(layer, layer_id, instead) for layer in layers]
    outputs = tuple(instead or "" if source_id(ref) == layer_id else ref for ref in network.outputs)
    still_used = {source_id(ref) for layer in layers[at:] for ref in layer.inputs}
    kept = tuple(dict.fromkeys(ref for ref in outputs if ref and source_id(ref) not in still_used))
    return NetworkSpec.parse({"layers": tuple(layers), "outputs": kept or outputs})


def move(network: NetworkSpec, layer_id: str, to: int) -> NetworkSpec:
    """Takes a layer from its place in the chain and puts it in at `to`, counted before the move.

    Its rails stay; a rail that would run backwards refuses the move.
    """
    at = network.index(layer_id)
    if to in (at, at + 1):
        return network
    layer = network.layer(layer_id)
    if layer.kind == INPUT:
        raise UserError(text("The input stays at the top."))
    chain = _chain_input(network, layer)
    rails_in = tuple(ref for ref in layer.inputs if ref != chain)
    below = network.layers[at + 1] if at + 1 < len(network.layers) else None
    rails_out = [
        (la.id, i)
        for la in network.consumers(layer_id)
        if below is None or la.id != below.id
        for i, ref in enumerate(la.inputs)
        if source_id(ref) == layer_id
    ]
    new_place = to - 1 if to > at else to
    without = _remove_one(network, layer_id)
    order = {la.id: i for i, la in enumerate(without.layers)}
    for ref in rails_in:
        if order[source_id(ref)] >= new_place:
            raise _backwards(layer.name, network.layer(source_id(ref)).name)
    for consumer, _slot in rails_out:
        if order[consumer] < new_place:
            raise _backwards(network.layer(consumer).name, layer.name)
    moved = insert(without, layer.replace(inputs=rails_in), new_place)
    for consumer, slot in rails_out:
        target = moved.layer(consumer)
        refs = (*target.inputs[:slot], layer_id, *target.inputs[slot + 1 :])
        moved = replace_layer(moved, target.replace(inputs=refs))
    return moved


def _backwards(taker: str, giver: str) -> UserError:
    return UserError(
        text(
            "This can't be moved there: {taker} takes its input from {giver}, which would come after it.",
            taker=taker,
            giver=giver,
        )
    )


def connect(network: NetworkSpec, source: str, target: str) -> NetworkSpec:
    """Feeds `source` to `target`: a merge gets one more input, any other layer a new one.

    Raises:
        UserError: when `target` does not come after `source` (that would close a circle), or takes none.
    """
    giver, taker = network.layer(source_id(source)), network.layer(target)
    if network.index(giver.id) >= network.index(taker.id):
        raise UserError(
            text(
                "{source} can't feed {target}: data flows downwards only. Move {target} below {source} first.",
                source=giver.name,
                target=taker.name,
            )
        )
    kind = layer_kind(taker.kind)
    if kind.arity[1] == 0:
        raise UserError(text("{target} is an input and takes no connection.", target=taker.name))
    if source in taker.inputs:
        raise UserError(
            text("{target} already takes {source}.", target=taker.name, source=giver.name)
        )
    many = kind.arity[1] is None or kind.arity[1] > 1
    inputs = (*taker.inputs, source) if many else (source,)
    changed = replace_layer(network, taker.replace(inputs=inputs))
    return _with_open_ends(changed, before=network)


def disconnect(network: NetworkSpec, source: str, target: str) -> NetworkSpec:
    """Takes a connection away from a layer with several inputs."""
    taker = network.layer(target)
    if len(taker.inputs) < 2:
        raise UserError(
            text(
                "{target} needs its only input. Connect another layer to it instead.",
                target=taker.name,
            )
        )
    inputs = tuple(ref for ref in taker.inputs if ref != source)
    return _with_open_ends(replace_layer(network, taker.replace(inputs=inputs)), before=network)


def _with_open_ends(network: NetworkSpec, before: NetworkSpec) -> NetworkSpec:
    """Outputs that are now used inside are no longer outputs, unless none would remain."""
    kept = tuple(ref for ref in before.outputs if not network.consumers(source_id(ref)))
    return network.replace(outputs=kept or before.outputs)


def set_param(network: NetworkSpec, layer_id: str, name: str, value: Any) -> NetworkSpec:
    """Sets a parameter to a value its field allows; the default is not stored."""
    layer = network.layer(layer_id)
    field = layer_kind(layer.kind).field(name)
    checked = field.check(value)
    params = {k: v for k, v in layer.params.items() if k != name}
    if checked != field.default:
        params[name] = checked
    return replace_layer(network, layer.replace(params=params))


def set_init(
    network: NetworkSpec, layer_id: str, weight: str, init: Component | None
) -> NetworkSpec:
    """Sets how a weight starts; None means PyTorch's own way."""
    layer = network.layer(layer_id)
    inits = {k: v for k, v in layer.init.items() if k != weight}
    if init is not None:
        inits[weight] = init
    return replace_layer(network, layer.replace(init=inits))


def replace_kind(network: NetworkSpec, layer_id: str, kind_name: str) -> NetworkSpec:
    """Makes the layer another kind, keeping the parameters and the automatic name that still fit."""
    layer, kind = network.layer(layer_id), layer_kind(kind_name)
    fields = {field.name for field in kind.fields}
    params = {k: v for k, v in layer.params.items() if k in fields}
    old_stem = layer_kind(layer.kind).stem or layer.kind.lower()
    automatic = layer.name.removeprefix(old_stem).isdigit()
    name = fresh_name(network, kind.stem or kind_name.lower()) if automatic else layer.name
    changed = layer.replace(kind=kind_name, params=params, name=name, init={})
    return replace_layer(network, changed)


def rename(network: NetworkSpec, layer_id: str, name: str) -> NetworkSpec:
    """Gives a layer another name; it must be free and fit for code."""
    return replace_layer(network, network.layer(layer_id).replace(name=name.strip()))


def replace_layer(network: NetworkSpec, layer: LayerSpec) -> NetworkSpec:
    """The network with `layer` in the place of the one with its id."""
    return network.replace(
        layers=tuple(layer if la.id == layer.id else la for la in network.layers)
    )


def copies(
    network: NetworkSpec, layers: Sequence[LayerSpec], at: int
) -> tuple[NetworkSpec, list[str]]:
    """Inserts copies of `layers` at `at` with new ids and names; rails among them are kept."""
    new_ids: dict[str, str] = {}
    made = []
    for offset, layer in enumerate(layer for layer in layers if layer.kind != INPUT):
        kind = layer_kind(layer.kind)
        kind.values(layer.params, owner=layer.name)
        copy_id = fresh_id(network)
        rails = tuple(new_ids[source_id(r)] for r in layer.inputs if source_id(r) in new_ids)
        above = network.layers[at + offset - 1].id
        copy = layer.replace(
            id=copy_id,
            name=fresh_name(network, kind.stem or layer.kind.lower()),
            inputs=tuple(ref for ref in rails if ref != above),
        )
        network = insert(network, copy, at + offset)
        new_ids[layer.id] = copy_id
        made.append(copy_id)
    return network, made


def _chain_input(network: NetworkSpec, layer: LayerSpec) -> str | None:
    """The input that comes from the card directly above, else the first one."""
    at = network.index(layer.id)
    above = network.layers[at - 1].id if at else None
    return next((r for r in layer.inputs if source_id(r) == above), next(iter(layer.inputs), None))


def _rewired(layer: LayerSpec, old: str, new: str) -> LayerSpec:
    if all(source_id(ref) != old for ref in layer.inputs):
        return layer
    return layer.replace(
        inputs=tuple(new if source_id(ref) == old else ref for ref in layer.inputs)
    )
