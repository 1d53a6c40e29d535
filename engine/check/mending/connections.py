"""An input too few or too many, an output that does not exist, and parameters gone wrong."""

from collections.abc import Iterator
from functools import partial

from engine import edits, numbers
from engine.check.mending.fault import Fault, shape_of
from engine.check.remedies import Fix
from engine.check.rules import fixes
from engine.check.rules.fixes import on_network
from engine.spec.network import NetworkSpec, source_id, source_port
from engine.text import Text, text


def _taking(fault: Fault, inputs: tuple[str, ...], label: Text) -> Fix:
    def edit(network: NetworkSpec) -> NetworkSpec:
        return edits.replace_layer(network, network.layer(fault.layer.id).replace(inputs=inputs))

    return Fix(label, on_network(edit))


def missing_input(fault: Fault) -> Iterator[Fix]:
    """The nearest layers above whose shape is that of what comes in already."""
    inputs, place = fault.layer.inputs, fault.network.index(fault.layer.id)
    if len(inputs) >= fault.kind.arity[0]:
        return
    for layer in reversed(fault.network.layers[:place]):
        known = fault.info.layers.get(layer.id)
        if layer.id in map(source_id, inputs) or known is None:
            continue
        if fault.shape in (None, known.outputs[0]):
            label = text("Connect {source} to {layer}", source=layer.name, layer=fault.layer.name)
            yield _taking(fault, (*inputs, layer.id), label)
    if len(inputs) == 1:
        yield fixes.delete([fault.layer])


def surplus_input(fault: Fault) -> Iterator[Fix]:
    """One of the inputs alone, the nearest first; or all of them added up."""
    high = fault.kind.arity[1]
    if high is None or len(fault.layer.inputs) <= high:
        return
    for ref in reversed(fault.layer.inputs):
        source = fault.network.layer(source_id(ref)).name
        if high == 1:
            yield _taking(fault, (ref,), text("Take only {source}", source=source))
    if high > 1:
        yield _taking(fault, fault.layer.inputs[:high], text("Take only the first inputs"))


def output_that_exists(fault: Fault) -> Iterator[Fix]:
    """The first output of a layer that has not so many."""
    refs = fault.layer.inputs
    if not any(shape_of(fault.info, ref) is None and source_port(ref) for ref in refs):
        return
    kept = tuple(ref if shape_of(fault.info, ref) is not None else source_id(ref) for ref in refs)
    wrong = next(ref for ref in refs if ref not in kept)
    source = fault.network.layer(source_id(wrong)).name
    yield _taking(
        fault, tuple(dict.fromkeys(kept)), text("Take the first output of {source}", source=source)
    )


def switched_on(fault: Fault) -> Iterator[Fix]:
    """A layer that is switched off and has nothing to hand on."""
    if not fault.layer.enabled:
        on = fault.layer.replace(enabled=True)
        yield Fix(
            text("Switch {layer} on", layer=fault.layer.name),
            on_network(lambda network: edits.replace_layer(network, on)),
        )


def back_to_defaults(fault: Fault) -> Iterator[Fix]:
    """Each parameter that was set, as it is by itself."""
    for field in fault.kind.fields:
        if field.name not in fault.layer.params:
            continue
        if field.default is None:
            yield Fix(
                text("Leave {name} empty", name=field.name),
                on_network(
                    partial(edits.set_param, layer_id=fault.layer.id, name=field.name, value=None)
                ),
            )
        else:
            shape = isinstance(field.default, tuple)
            shown = numbers.shape(field.default) if shape else str(field.default).lower()
            yield fixes.set_param(fault.layer, field.name, field.default, shown)


def taken_out(fault: Fault) -> Iterator[Fix]:
    """The network without the layer, where that works."""
    if fault.layer.inputs and fault.network.consumers(fault.layer.id):
        yield fixes.delete([fault.layer])
