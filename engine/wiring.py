"""Connections between layers and the network's outputs: what may feed what, and what it changes."""

from engine.catalog.layers import layer_kind
from engine.edits import replace_layer
from engine.spec.network import INPUT, NetworkSpec, source_id
from engine.text import Text, UserError, text


def refusal(network: NetworkSpec, source: str, target: str) -> Text | None:
    """Why `source` can't feed `target`; None when it can.

    Args:
        network: where both are.
        source: a layer's id, or `"id:port"` for a further one of its outputs.
        target: the id of the layer that would take it.
    """
    giver, taker = network.layer(source_id(source)), network.layer(target)
    names = {"source": giver.name, "target": taker.name}
    high = layer_kind(taker.kind).arity[1]
    if high == 0:
        return text("{target} is an input and takes no connection.", target=taker.name)
    if giver.id == taker.id:
        return text("{target} can't feed itself.", target=taker.name)
    if network.index(giver.id) > network.index(taker.id):
        return text(
            "{source} can't feed {target}: data flows downwards only. Move {target} below {source} first.",
            **names,
        )
    if source in taker.inputs:
        return text("{target} already takes {source}.", **names)
    if high != 1 and high is not None and len(taker.inputs) >= high:
        return text(
            "{target} takes at most {count} inputs. Disconnect one of them first.",
            target=taker.name,
            count=high,
        )
    return None


def connect(network: NetworkSpec, source: str, target: str) -> NetworkSpec:
    """Feeds `source` to `target`: a merge gets one more input, any other layer a new one.

    Raises:
        UserError: saying why it can't be, as `refusal` does.
    """
    reason = refusal(network, source, target)
    if reason is not None:
        raise UserError(reason)
    taker = network.layer(target)
    one = layer_kind(taker.kind).arity[1] == 1
    inputs = (source,) if one else (*taker.inputs, source)
    changed = replace_layer(network, taker.replace(inputs=inputs))
    return _with_open_ends(changed, before=network)


def effect(network: NetworkSpec, target: str) -> Text:
    """What a further connection to `target` does to the ones that it has."""
    taker = network.layer(target)
    if layer_kind(taker.kind).arity[1] != 1:
        return text("Adds an input to {target}", target=taker.name)
    if not taker.inputs:
        return text("Becomes the input of {target}", target=taker.name)
    giver = network.layer(source_id(taker.inputs[0]))
    return text("Replaces {source} as the input of {target}", source=giver.name, target=taker.name)


def bond(network: NetworkSpec, target: str) -> Text | None:
    """Why no connection can be taken away from `target`; None when one can."""
    taker = network.layer(target)
    if len(taker.inputs) > 1:
        return None
    return text(
        "{target} needs its only input. Connect another layer to it instead.", target=taker.name
    )


def disconnect(network: NetworkSpec, source: str, target: str) -> NetworkSpec:
    """Takes a connection away from a layer with several inputs."""
    taker = network.layer(target)
    reason = bond(network, target)
    if reason is not None:
        raise UserError(reason)
    slot = taker.inputs.index(source)
    inputs = taker.inputs[:slot] + taker.inputs[slot + 1 :]
    return _with_open_ends(replace_layer(network, taker.replace(inputs=inputs)), before=network)


def set_output(network: NetworkSpec, ref: str, *, used: bool) -> NetworkSpec:
    """Lets the values of a layer leave the network as one of its outputs, or not any more.

    A further one comes last: the first is what a loss looks at unless told.

    Raises:
        UserError: for an input, and for the only output.
    """
    layer = network.layer(source_id(ref))
    if layer.kind == INPUT:
        raise UserError(
            text("“{layer}” is an input: choose a layer below it as output.", layer=layer.name)
        )
    outputs = tuple(output for output in network.outputs if output != ref)
    if used:
        outputs = network.outputs if ref in network.outputs else (*network.outputs, ref)
    if not outputs:
        raise UserError(
            text(
                "“{layer}” is the network's only output. Choose another layer as output first.",
                layer=layer.name,
            )
        )
    return network.replace(outputs=outputs)


def _with_open_ends(network: NetworkSpec, before: NetworkSpec) -> NetworkSpec:
    """Outputs that are used inside since `before` are no longer outputs, unless none would remain."""
    newly_used = {
        source_id(ref)
        for ref in before.outputs
        if network.consumers(source_id(ref)) and not before.consumers(source_id(ref))
    }
    kept = tuple(ref for ref in before.outputs if source_id(ref) not in newly_used)
    return network.replace(outputs=kept or before.outputs)
