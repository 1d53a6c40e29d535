"""The edits that advice offers, each with what its button says."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

from engine import edits
from engine.catalog.losses import loss_kind
from engine.check.remedies import Fix
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.text import Text, text


def on_network(edit: Callable[[NetworkSpec], NetworkSpec]) -> Callable[[Project], Project]:
    """An edit of the network as one of the project."""
    return lambda project: edits.with_network(project, edit(project.network))


def remove(layer: LayerSpec) -> Fix:
    """Takes a layer out that is known by its kind, such as an activation."""
    return Fix(
        text("Remove {kind}", kind=layer.kind),
        on_network(lambda network: edits.remove(network, [layer.id])),
    )


def delete(layers: Iterable[LayerSpec]) -> Fix:
    """Takes one layer or several out, from the last to the first."""
    gone = list(layers)
    label = text("Delete {count} layers", count=len(gone))
    if len(gone) == 1:
        label = text("Delete {layer}", layer=gone[0].name)
    ids = [layer.id for layer in reversed(gone)]
    return Fix(label, on_network(lambda network: edits.remove(network, ids)))


def replace_kind(layer: LayerSpec, kind: str) -> Fix:
    """Makes a layer one of another kind."""
    return Fix(
        text("Use {kind}", kind=kind),
        on_network(lambda network: edits.replace_kind(network, layer.id, kind)),
    )


def replace_all(layers: Iterable[LayerSpec], kind: str, label: Text) -> Fix:
    """Makes several layers ones of another kind."""
    ids = [layer.id for layer in layers]
    return Fix(
        label,
        on_network(lambda net: reduce(lambda n, i: edits.replace_kind(n, i, kind), ids, net)),
    )


def set_param(layer: LayerSpec, name: str, value: Any, shown: str) -> Fix:
    """Sets one parameter of a layer; `shown` is the value as a person reads it."""
    return Fix(
        text("Set {name} to {value}", name=name, value=shown),
        on_network(lambda network: edits.set_param(network, layer.id, name, value)),
    )


def put_before(
    kind: str, layer: LayerSpec, label: Text, params: Mapping[str, Any] | None = None
) -> Fix:
    """Puts a new layer between a layer and what feeds it."""
    return Fix(label, on_network(lambda net: edits.add_before(net, kind, layer.id, params)[0]))


def append(kind: str, after: str) -> Fix:
    """Puts a new layer behind the one of this id."""
    return Fix(
        text("Add a {kind}", kind=kind),
        on_network(lambda network: edits.add_layer(network, kind, after)[0]),
    )


def use_loss(number: int, loss: str, label: Text, without: LayerSpec | None = None) -> Fix:
    """Puts another loss into a term, and takes out an activation that the old one may have needed."""

    def edit(project: Project) -> Project:
        if without is not None:
            project = edits.with_network(project, edits.remove(project.network, [without.id]))
        return with_loss(project, number, loss)

    return Fix(label, edit)


def with_loss(project: Project, number: int, loss: str) -> Project:
    """The project with another loss in a term, its parameters kept where they still fit."""
    params = loss_kind(loss).fitting(project.training.losses[number].loss.params)
    return with_term(project, number, loss=component(loss, **params))


def with_term(project: Project, number: int, **changes: Any) -> Project:
    """The project with other values of one term of the loss."""
    losses = list(project.training.losses)
    losses[number] = losses[number].replace(**changes)
    return project.replace(training=project.training.replace(losses=tuple(losses)))


def both(label: Text, first: Fix, second: Fix) -> Fix:
    """Two edits as one."""
    return Fix(label, lambda project: second.edit(first.edit(project)))


def set_training(label: Text, **settings: Any) -> Fix:
    """Changes settings of the training."""
    return Fix(label, lambda p: p.replace(training=p.training.replace(**settings)))


def set_data(label: Text, **settings: Any) -> Fix:
    """Changes what is done to the data."""
    return Fix(label, lambda p: p.replace(data=p.data.replace(**settings)))
