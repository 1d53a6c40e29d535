"""Pure functions that change a network: every click in the builder is one of these.

Insert, move and delete rewire only the neighbours in the chain; connections that skip cards
(rails) stay as they are. Every function returns a new, valid NetworkSpec or raises UserError.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from engine.catalog.kind import Kind, LayerKind
from engine.catalog.layers import layer_kind
from engine.rewiring import Rewiring, reference_to, rewired
from engine.spec.component import Component
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.text import UserError, text


def fresh_id(network: NetworkSpec) -> str:
    """An id that no layer of the network has."""
    return _free_id({layer.id for layer in network.layers})


def _free_id(taken: Set[str]) -> str:
    number = len(taken) + 1
    while f"l{number}" in taken:
        number += 1
    return f"l{number}"


def fresh_name(network: NetworkSpec, stem: str) -> str:
    """The first of stem1, stem2, … that no layer of the network has."""
    return _free_name({layer.name for layer in network.layers}, stem)


def _free_name(taken: Set[str], stem: str) -> str:
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def has_automatic_name(layer: LayerSpec) -> bool:
    """Whether the layer still has the name it was given when it was added."""
    stem = _stem(layer_kind(layer.kind))
    return layer.name == stem or layer.name.removeprefix(stem).isdigit()


def add_layer(
    network: NetworkSpec,
    kind_name: str,
    after: str | None = None,
    params: Mapping[str, Any] | None = None,
) -> tuple[NetworkSpec, str]:
    """Puts a layer behind `after` (the last layer unless told); gives the network and the new id.

    What `after` fed in the chain takes its input from the new layer now. A new Input goes to the
    others at the top.
    """
    layer = _new_layer(network, kind_name, params)
    at = network.index(after) + 1 if after is not None else len(network.layers)
    if kind_name == INPUT:
        at = max((network.index(la.id) + 1 for la in network.inputs), default=0)
    return insert(network, layer, at), layer.id


def add_before(
    network: NetworkSpec, kind_name: str, before: str, params: Mapping[str, Any] | None = None
) -> tuple[NetworkSpec, str]:
    """Puts a layer between `before` and what feeds it, whether that is the card above or not."""
    if kind_name == INPUT:
        return add_layer(network, kind_name, params=params)
    layer = _new_layer(network, kind_name, params)
    taker, at = network.layer(before), network.index(before)
    ref = chain_input(network, taker)
    if ref is None:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    slot = taker.inputs.index(ref)
    inputs = (*taker.inputs[:slot], layer.id, *taker.inputs[slot + 1 :])
    draft = Rewiring(network)
    draft.layers[at : at + 1] = [layer.replace(inputs=(ref,)), taker.replace(inputs=inputs)]
    return draft.done(), layer.id


def insert(network: NetworkSpec, layer: LayerSpec, at: int) -> NetworkSpec:
    """Puts `layer` at place `at` of the list and into the chain there."""
    draft = Rewiring(network)
    if layer.kind == INPUT:
        draft.layers.insert(at, layer)
        return draft.done()
    if at < 1:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    entry = draft.onward(at)
    extra = tuple(ref for ref in layer.inputs if ref != entry)
    draft.splice([layer.replace(inputs=(entry, *extra))], at)
    return draft.done()


def remove(network: NetworkSpec, layer_ids: Iterable[str]) -> NetworkSpec:
    """Takes layers out; whoever took their output now takes what they took from the chain."""
    draft = Rewiring(network)
    for layer_id in dict.fromkeys(layer_ids):
        at = draft.index(layer_id)
        gone = draft.layers[at]
        if gone.kind == INPUT and (len(draft.inputs()) == 1 or draft.feeds_someone(layer_id)):
            raise UserError(
                text(
                    "“{layer}” can't be deleted: the network takes its data there.", layer=gone.name
                )
            )
        instead = draft.chain_input(at)
        draft.take_out(at, instead)
        draft.layers = [rewired(layer, layer_id, instead) for layer in draft.layers]
    return draft.done()


def move(network: NetworkSpec, layer_id: str, to: int) -> NetworkSpec:
    """Takes a layer from its place in the chain and puts it in at `to`, counted before the move.

    Its rails stay; a rail that would run backwards refuses the move. A layer that the card above
    does not feed is in no chain, so that only its place in the list changes.
    """
    at = network.index(layer_id)
    if to in (at, at + 1):
        return network
    layer = network.layer(layer_id)
    if layer.kind == INPUT:
        raise UserError(text("The input stays at the top."))
    if to < 1:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    place = to - 1 if to > at else to
    chain = reference_to(layer, network.layers[at - 1].id)
    draft = Rewiring(network)
    if chain is None:
        draft.layers.insert(place, draft.layers.pop(at))
    else:
        _take_from_chain(draft, at, chain)
        entry = draft.onward(place)
        slot = layer.inputs.index(chain)
        inputs = (*layer.inputs[:slot], entry, *layer.inputs[slot + 1 :])
        draft.splice([layer.replace(inputs=inputs)], place)
    draft.require_order()
    return draft.done()


def move_all(network: NetworkSpec, layer_ids: Iterable[str], to: int) -> NetworkSpec:
    """Moves several layers to `to`, where they stand one behind the other in their old order."""
    ids = sorted(set(layer_ids), key=network.index)
    down = [layer_id for layer_id in ids if network.index(layer_id) < to]
    up = [layer_id for layer_id in ids if network.index(layer_id) >= to]
    behind = next((layer.id for layer in network.layers[to:] if layer.id not in ids), None)
    # Those nearest to the goal go first, so that none has to pass another on the way.
    for layer_id in up:
        network = move(network, layer_id, _place_of(network, behind))
    goal = up[0] if up else behind
    for layer_id in reversed(down):
        network = move(network, layer_id, _place_of(network, goal))
        goal = layer_id
    return network


def _place_of(network: NetworkSpec, layer_id: str | None) -> int:
    return len(network.layers) if layer_id is None else network.index(layer_id)


def _take_from_chain(draft: Rewiring, at: int, chain: str) -> None:
    """Closes the chain where a layer leaves it; its rails keep pointing to it."""
    gone = draft.take_out(at, chain)
    below = draft.layers[at] if at < len(draft.layers) else None
    ref = reference_to(below, gone.id) if below else None
    if below is not None and ref is not None:
        slot = below.inputs.index(ref)
        inputs = (*below.inputs[:slot], chain, *below.inputs[slot + 1 :])
        draft.layers[at] = below.replace(inputs=inputs)


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


def set_frozen(network: NetworkSpec, layer_ids: Iterable[str], *, frozen: bool) -> NetworkSpec:
    """Lets layers keep their weights while the others learn, or lets them learn again."""
    return _changed(network, layer_ids, frozen=frozen)


def set_enabled(network: NetworkSpec, layer_ids: Iterable[str], *, enabled: bool) -> NetworkSpec:
    """Switches layers off, so that they hand their first input on, or on again.

    Raises:
        UserError: for an input, which has nothing to hand on.
    """
    ids = tuple(layer_ids)
    for layer in network.inputs:
        if layer.id in ids and not enabled:
            raise UserError(
                text(
                    "“{layer}” can't be switched off: the network takes its data there.",
                    layer=layer.name,
                )
            )
    return _changed(network, ids, enabled=enabled)


def _changed(network: NetworkSpec, layer_ids: Iterable[str], **changes: Any) -> NetworkSpec:
    ids = set(layer_ids)
    return network.replace(
        layers=tuple(la.replace(**changes) if la.id in ids else la for la in network.layers)
    )


def replace_kind(network: NetworkSpec, layer_id: str, kind_name: str) -> NetworkSpec:
    """Makes the layer another kind, keeping what still fits: parameters, name, inputs."""
    layer, kind = network.layer(layer_id), layer_kind(kind_name)
    if kind_name == layer.kind:
        return network
    if INPUT in (kind_name, layer.kind):
        raise UserError(text("An input can't become another kind of layer, nor a layer an input."))
    name = layer.name
    if has_automatic_name(layer) and _stem(kind) != _stem(layer_kind(layer.kind)):
        name = fresh_name(network, _stem(kind))
    high = kind.arity[1]
    inputs = layer.inputs
    if high is not None and len(inputs) > high:
        chain = chain_input(network, layer)
        others = [ref for ref in inputs if ref != chain]
        inputs = (*([chain] if chain else []), *others)[:high]
    params = fitting_params(kind, layer.params)
    changed = layer.replace(kind=kind_name, params=params, name=name, inputs=inputs, init={})
    return replace_layer(network, changed)


def fitting_params(kind: Kind, params: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the parameters that the kind has and allows; none when they don't go together."""
    kept = {}
    for field in kind.fields:
        try:
            value = field.check(params.get(field.name, field.default))
        except UserError:
            continue  # the other kind has a field of this name with other bounds: its default stays
        if value != field.default:
            kept[field.name] = value
    return {} if kind.rule and kind.rule({**_defaults(kind), **kept}) else kept


def _defaults(kind: Kind) -> dict[str, Any]:
    return {field.name: field.default for field in kind.fields}


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
    """Inserts copies of `layers` at `at` with new ids; connections among them are kept.

    What a copy took from elsewhere, it takes from the card above the copies. A name that is free
    is kept, which is what cutting and pasting wants.
    """
    block: list[LayerSpec] = []
    draft = Rewiring(network)
    at = max(at, 1)
    if not draft.layers:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    entry = draft.onward(at)
    new_ids: dict[str, str] = {}
    ids, names = {la.id for la in network.layers}, {la.name for la in network.layers}
    for layer in (layer for layer in layers if layer.kind != INPUT):
        kind = layer_kind(layer.kind)
        values = kind.values(layer.params, owner=layer.name)
        params = {f.name: values[f.name] for f in kind.fields if values[f.name] != f.default}
        made = layer.replace(
            id=_free_id(ids),
            name=_copied_name(names, layer),
            params=params,
            inputs=_copied_inputs(layer, new_ids, entry),
        )
        new_ids[layer.id] = made.id
        ids.add(made.id)
        names.add(made.name)
        block.append(made)
    if block:
        draft.splice(block, at)
    return draft.done(), [layer.id for layer in block]


def _copied_inputs(layer: LayerSpec, new_ids: Mapping[str, str], entry: str) -> tuple[str, ...]:
    """References among the copies follow to the copies; all others become the way in, once."""
    refs = []
    for ref in layer.inputs or (entry,):
        source, colon, port = ref.partition(":")
        refs.append(new_ids[source] + colon + port if source in new_ids else entry)
    return tuple(dict.fromkeys(refs))


def _copied_name(taken: Set[str], layer: LayerSpec) -> str:
    if layer.name not in taken:
        return layer.name
    return _free_name(taken, layer.name.rstrip("0123456789")[:50])


def with_network(project: Project, network: NetworkSpec) -> Project:
    """The project with another network; loss terms follow an output whose place a layer took."""
    old = [source_id(ref) for ref in project.network.outputs]
    new = [source_id(ref) for ref in network.outputs]
    terms = []
    for term in project.training.losses:
        output = term.output
        if output in old and output not in new:
            output = new[old.index(output)] if len(old) == len(new) else ""
        terms.append(term.replace(output=output) if output != term.output else term)
    training = project.training.replace(losses=tuple(terms))
    return project.replace(network=network, training=training)


def chain_input(network: NetworkSpec, layer: LayerSpec) -> str | None:
    """The input that comes from the card directly above, else the first one."""
    return Rewiring(network).chain_input(network.index(layer.id))


def _new_layer(network: NetworkSpec, kind_name: str, params: Mapping[str, Any] | None) -> LayerSpec:
    kind = layer_kind(kind_name)
    kind.values(params or {})
    return LayerSpec(
        id=fresh_id(network),
        kind=kind_name,
        name=fresh_name(network, _stem(kind)),
        params=dict(params or {}),
    )


def _stem(kind: LayerKind) -> str:
    return kind.stem or kind.name.lower()
