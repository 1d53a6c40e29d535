"""Edits that findings offer; each leaves a project alone that has changed so that it no longer fits."""

from collections.abc import Callable, Iterable
from functools import reduce

from engine import edits, numbers
from engine.catalog.layers import layer_kind
from engine.check.remedies import Fix
from engine.check.rules.case import Case
from engine.check.rules.data import rare_classes
from engine.check.shapes import infer
from engine.check.targets import DataLike
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.text import Text, text

#: Activations that level off on both sides.
LEVELLING = frozenset({"Sigmoid", "Tanh", "Hardsigmoid", "Hardtanh", "Softsign"})
_MOST_WIDE = 1024
_HIDDEN = 32


def use_kind(layers: Iterable[LayerSpec], kind: str, label: Text) -> Fix:
    """Makes layers ones of another kind, those that are still there and still what they were."""
    wanted = {layer.id: layer.kind for layer in layers}

    def edit(network: NetworkSpec) -> NetworkSpec:
        still = [i for i, k in wanted.items() if i in network and network.layer(i).kind == k]
        return reduce(lambda net, i: edits.replace_kind(net, i, kind), still, network)

    return Fix(label, _on_network(edit))


def straighten(project: Project) -> Fix | None:
    """Offers ReLU in place of the hidden activations that level off."""
    ends = {ref.partition(":")[0] for ref in project.network.outputs}
    found = [
        layer
        for layer in project.network.layers
        if layer.enabled and layer.kind in LEVELLING and layer.id not in ends
    ]
    if not found:
        return None
    if len(found) == 1:
        label = text("Use {kind} in “{layer}”", kind="ReLU", layer=found[0].name)
    else:
        label = text("Use {kind} in all {count}", kind="ReLU", count=len(found))
    return use_kind(found, "ReLU", label)


def set_param(layer: LayerSpec, name: str, value: float, shown: str) -> Fix:
    """Offers another value of a parameter."""

    def edit(network: NetworkSpec) -> NetworkSpec:
        same = layer.id in network and network.layer(layer.id).kind == layer.kind
        return edits.set_param(network, layer.id, name, value) if same else network

    return Fix(text("Set {name} to {value}", name=name, value=shown), _on_network(edit))


def unfreeze(layer: LayerSpec) -> Fix:
    """Lets a layer learn."""

    def edit(network: NetworkSpec) -> NetworkSpec:
        if layer.id not in network:
            return network
        return edits.set_frozen(network, [layer.id], frozen=False)

    return Fix(text("Let “{layer}” learn", layer=layer.name), _on_network(edit))


def more_room(project: Project) -> Fix | None:
    """Offers a wider hidden layer, or a hidden layer where there is none."""
    network = project.network
    linear = [la for la in network.layers if la.kind == "Linear" and la.enabled]
    if not linear:
        return None
    if len(linear) == 1:
        return _hidden_layer(linear[0])
    hidden = max(linear[:-1], key=_width)
    wide = min(2 * _width(hidden), _MOST_WIDE)
    if wide <= _width(hidden):
        return None
    label = text("Make {layer} {width} wide", layer=hidden.name, width=wide)
    return Fix(label, set_param(hidden, "out_features", wide, str(wide)).edit)


def _width(layer: LayerSpec) -> int:
    return int(layer.params.get("out_features", layer_kind("Linear").field("out_features").default))


def _hidden_layer(before: LayerSpec) -> Fix:
    def edit(network: NetworkSpec) -> NetworkSpec:
        if before.id not in network:
            return network
        bent, relu = edits.add_before(network, "ReLU", before.id)
        return edits.add_before(bent, "Linear", relu, {"out_features": _HIDDEN})[0]

    label = text("Add a hidden layer of {width} units", width=_HIDDEN)
    return Fix(label, _on_network(edit))


def larger_batches(project: Project, rows: int | None) -> Fix | None:
    """Offers batches four times as large, as far as there are rows."""
    size = min(4 * project.training.batch_size, rows or 4 * project.training.batch_size)
    if size <= project.training.batch_size:
        return None
    label = text("Set the batch size to {size}", size=numbers.count(size))
    return Fix(label, lambda p: p.replace(training=p.training.replace(batch_size=size)))


def lower_at_plateaus(project: Project) -> Fix | None:
    """Offers a learning rate that falls when the loss stops falling, where it is constant."""
    if project.training.schedule.kind != "constant":
        return None
    label = text("Lower the learning rate at plateaus")
    schedule = component("plateau")
    return Fix(label, lambda p: p.replace(training=p.training.replace(schedule=schedule)))


def train_longer(project: Project) -> Fix:
    """Offers twice as many epochs."""
    epochs = 2 * project.training.epochs
    label = text("Train for {epochs} epochs", epochs=numbers.count(epochs))
    return Fix(label, lambda p: p.replace(training=p.training.replace(epochs=epochs)))


def weigh_classes(project: Project, data: DataLike | None) -> Fix | None:
    """Offers class weights, where the advice on data would."""
    if data is None:
        return None
    case = Case(project, data, infer(project.network))
    return next((fix for advice in rare_classes(case) for fix in advice.fixes), None)


def _on_network(edit: Callable[[NetworkSpec], NetworkSpec]) -> Callable[[Project], Project]:
    return lambda project: edits.with_network(project, edit(project.network))
