"""Pure functions that change a network: every click in the builder is one of these.

Insert, move and delete rewire only the neighbours in the chain; connections that skip cards
(rails) stay as they are. Every function returns a new, valid NetworkSpec or raises UserError.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.blocks import Path
from engine.catalog.layers import layer_kind
from engine.linking import follow
from engine.naming import fresh_id, fresh_name, has_automatic_name, stem_of
from engine.rewiring import Rewiring, rewired
from engine.spec.component import Component
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.text import UserError, text


def add_layer(
    network: NetworkSpec,
    kind_name: str,
    after: str | None = None,
    params: Mapping[str, Any] | None = None,
    group: Path | None = None,
) -> tuple[NetworkSpec, str]:
    """Puts a layer behind `after` (the last layer unless told); gives the network and the new id.

    What `after` fed in the chain takes its input from the new layer now. It joins the blocks that
    `after` stands in, unless `group` names others. A new Input goes to the others at the top.
    """
    layer = _new_layer(network, kind_name, params)
    if group is None and after is not None:
        group = network.layer(after).group
    layer = layer.replace(group=group or ())
    at = network.index(after) + 1 if after is not None else len(network.layers)
    if kind_name == INPUT:
        at = max((network.index(la.id) + 1 for la in network.inputs), default=0)
    return insert(network, layer, at), layer.id


def add_before(
    network: NetworkSpec,
    kind_name: str,
    before: str,
    params: Mapping[str, Any] | None = None,
    ref: str | None = None,
) -> tuple[NetworkSpec, str]:
    """Puts a layer between `before` and what feeds it, whether that is the card above or not.

    `ref` tells another of its inputs, which the new layer then takes wherever `before` took it.
    """
    if kind_name == INPUT:
        return add_layer(network, kind_name, params=params)
    layer = _new_layer(network, kind_name, params)
    taker, at = network.layer(before), network.index(before)
    if ref is not None:
        inputs = tuple(layer.id if taken == ref else taken for taken in taker.inputs)
    elif (ref := chain_input(network, taker)) is not None:
        slot = taker.inputs.index(ref)
        inputs = (*taker.inputs[:slot], layer.id, *taker.inputs[slot + 1 :])
    else:
        raise UserError(text("A layer can't stand above the input. Put it below."))
    draft = Rewiring(network)
    path = draft.path(at, taker.group)
    draft.layers[at : at + 1] = [
        layer.replace(inputs=(ref,), group=path),
        taker.replace(inputs=inputs),
    ]
    return draft.done(), layer.id


def insert(network: NetworkSpec, layer: LayerSpec, at: int) -> NetworkSpec:
    """Puts `layer` at place `at` of the list and into the chain there.

    It stands in the blocks that its `group` names as far as they reach to that place.
    """
    draft = Rewiring(network)
    layer = layer.replace(group=draft.path(at, () if layer.kind == INPUT else layer.group))
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
    if has_automatic_name(layer) and stem_of(kind) != stem_of(layer_kind(layer.kind)):
        name = fresh_name(network, stem_of(kind))
    high = kind.arity[1]
    inputs = layer.inputs
    if high is not None and len(inputs) > high:
        chain = chain_input(network, layer)
        others = [ref for ref in inputs if ref != chain]
        inputs = (*([chain] if chain else []), *others)[:high]
    params = kind.fitting(layer.params)
    changed = layer.replace(kind=kind_name, params=params, name=name, inputs=inputs, init={})
    return replace_layer(network, changed)


def rename(network: NetworkSpec, layer_id: str, name: str) -> NetworkSpec:
    """Gives a layer another name; it must be free and fit for code."""
    return replace_layer(network, network.layer(layer_id).replace(name=name.strip()))


def replace_layer(network: NetworkSpec, layer: LayerSpec) -> NetworkSpec:
    """The network with `layer` in the place of the one with its id."""
    return network.replace(
        layers=tuple(layer if la.id == layer.id else la for la in network.layers)
    )


def with_network(
    project: Project,
    network: NetworkSpec,
    *,
    only_here: bool = False,
    since: NetworkSpec | None = None,
) -> Project:
    """The project after an edit of its network.

    Copies of a block follow what was edited in one of them, parameters not when `only_here`; loss
    terms follow an output whose place a layer took. `since` is the network before a chain of edits that
    counts as one, such as typing a number: what a copy had of its own then, it keeps.

    Raises:
        UserError: when a copy can't follow.
    """
    network = follow(project.network, network, only_here=only_here, since=since)
    old = [source_id(ref) for ref in project.network.outputs]
    new = [source_id(ref) for ref in network.outputs]
    terms = []
    for term in project.training.losses:
        output = term.output
        if output in old and output not in new:
            output = new[old.index(output)] if len(old) == len(new) else ""
        terms.append(term.replace(output=output) if output != term.output else term)
    training = project.training
    if terms != list(training.losses):
        training = training.replace(losses=tuple(terms))
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
        name=fresh_name(network, stem_of(kind)),
        params=dict(params or {}),
    )
