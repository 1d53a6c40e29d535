"""Whether everything a project names exists and every value is allowed: for projects from a file.

Edits keep a project so; a file may say anything.
"""

from collections.abc import Callable, Mapping
from typing import Any

from engine.catalog.clipping import clipping_kind
from engine.catalog.initializers import initializer_kind
from engine.catalog.kind import Kind
from engine.catalog.layers import layer_kind
from engine.catalog.losses import loss_kind
from engine.catalog.optimizers import optimizer_kind
from engine.catalog.schedulers import schedule_kind
from engine.catalog.stopping import stopping_kind
from engine.spec.component import Component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import TrainingSpec
from engine.text import UserError, text

#: Output ports are few; a longer number is a mistake.
_MOST_PORT_DIGITS = 3


def check_project(project: Project) -> Project:
    """The project with every parameter that was set in its normal form.

    Shapes, parameters that don't go together and what a loss looks at are not looked at: a project may be
    saved half-built, and `engine.check.shapes` and `engine.check.targets` say what is missing.

    Raises:
        UserError: naming the first kind, parameter or connection that can't be.
    """
    return project.replace(network=_network(project.network), training=_training(project.training))


def _network(network: NetworkSpec) -> NetworkSpec:
    for ref in network.outputs:
        _check_port(ref, "")
    return network.replace(layers=tuple(check_layer(layer) for layer in network.layers))


def check_layer(layer: LayerSpec) -> LayerSpec:
    """The layer with every parameter that was set in its normal form.

    Raises:
        UserError: naming the kind, parameter or connection that can't be.
    """
    for ref in layer.inputs:
        _check_port(ref, layer.name)
    params = _params(layer_kind(layer.kind), layer.params, layer.name)
    init = {
        weight: _component(value, initializer_kind, f"{layer.name}.{weight}")
        for weight, value in layer.init.items()
    }
    return layer.replace(params=params, init=init)


def _check_port(ref: str, layer: str) -> None:
    _, colon, port = ref.partition(":")
    if colon and not (port.isascii() and port.isdigit() and len(port) <= _MOST_PORT_DIGITS):
        raise UserError(
            text("“{layer}” is connected to “{ref}”, which can't be.", layer=layer, ref=ref[:40])
        )


def _training(training: TrainingSpec) -> TrainingSpec:
    losses = (t.replace(loss=_component(t.loss, loss_kind)) for t in training.losses)
    return training.replace(
        losses=tuple(losses),
        optimizer=_component(training.optimizer, optimizer_kind),
        schedule=_component(training.schedule, schedule_kind),
        clipping=_component(training.clipping, clipping_kind),
        stopping=_component(training.stopping, stopping_kind),
    )


def _component(component: Component, kind_of: Callable[[str], Kind], owner: str = "") -> Component:
    params = _params(kind_of(component.kind), component.params, owner)
    return component.replace(params=params)


def _params(kind: Kind, params: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """Only what was set, as the kind's fields want it: JSON's lists become tuples again."""
    values = kind.filled(params, owner)
    return {name: values[name] for name in params}
