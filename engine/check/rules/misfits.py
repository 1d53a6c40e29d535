"""The network's two ends against the data: the shape that goes in, the outputs that the loss needs."""

from collections.abc import Callable, Iterator

from engine import edits, numbers
from engine.catalog.kind import Shape
from engine.catalog.layers import layer_kind
from engine.catalog.losses import loss_kind
from engine.check.remedies import Fix
from engine.check.rules.base import Advice
from engine.check.shapes import NetworkInfo
from engine.check.targets import DataLike, input_misfit, output_of, term_misfit, wanted_shapes
from engine.spec.component import component
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import text

_SHAPE_KEEPING = frozenset({"activation", "regularization", "normalization"})


def misfit_advice(project: Project, data: DataLike | None, info: NetworkInfo) -> Iterator[Advice]:
    """What keeps training from starting although every layer works by itself."""
    network = project.network
    if data is None or info.problems or not network.inputs or not network.outputs:
        return
    wrong_inputs = [
        Advice(layer.id, message, (_fit_input(layer, data),), "misfit")
        for layer in network.inputs
        if (message := input_misfit(layer, data, info)) is not None
    ]
    yield from wrong_inputs
    for number, term in enumerate(project.training.losses):
        message = term_misfit(project, term, data, info) if not wrong_inputs else None
        ref = output_of(network, term)
        layer = source_id(ref) if ref else None
        if layer is not None and network.layer(layer).kind == INPUT:
            continue  # nothing has been built yet
        if message is not None:
            yield Advice(layer, message, _fit_term(network, term, number, data, info), "misfit")


def _fit_input(layer: LayerSpec, data: DataLike) -> Fix:
    shape = tuple(data.shape)
    return Fix(
        text("Set the input to {shape}", shape=numbers.shape(shape)),
        lambda project: edits.with_network(
            project, edits.set_param(project.network, layer.id, "shape", shape)
        ),
    )


def _fit_term(
    network: NetworkSpec, term: LossTerm, number: int, data: DataLike, info: NetworkInfo
) -> tuple[Fix, ...]:
    wanted, ref = wanted_shapes(term, data), output_of(network, term)
    if wanted is None:
        return (Fix(text("Use MSE"), lambda project: use_loss(project, number, "MSE")),)
    if ref is None:
        return (Fix(text("Look at the network's output"), lambda p: _look_at_output(p, number)),)
    if len(wanted[0]) != 1:
        return ()
    return (_fit_outputs(network, ref, wanted[0][0], info.outputs[ref]),)


def _fit_outputs(network: NetworkSpec, ref: str, count: int, found: Shape) -> Fix:
    sized = _last_linear(network, source_id(ref)) if len(found) == 1 else None
    if sized is not None:
        return Fix(
            text("Set out_features of {layer} to {count}", layer=sized.name, count=count),
            lambda project: edits.with_network(
                project, edits.set_param(project.network, sized.id, "out_features", count)
            ),
        )
    return Fix(
        text("Add a Linear layer with {count} outputs", count=count),
        _add_linear(source_id(ref), count, flatten=len(found) != 1),
    )


def _add_linear(after: str, count: int, *, flatten: bool) -> Callable[[Project], Project]:
    def edit(project: Project) -> Project:
        network, last = project.network, after
        if flatten:
            network, last = edits.add_layer(network, "Flatten", last)
        network, _ = edits.add_layer(network, "Linear", last, {"out_features": count})
        return edits.with_network(project, network)

    return edit


def _last_linear(network: NetworkSpec, layer_id: str) -> LayerSpec | None:
    """The layer whose out_features decide the width of this output, if there is one."""
    layer = network.layer(layer_id)
    while layer.kind != INPUT:
        kind = layer_kind(layer.kind)
        if any(field.name == "out_features" for field in kind.fields):
            return layer
        keeps = kind.group in _SHAPE_KEEPING or kind.name == "Identity"
        if not keeps or len(layer.inputs) != 1:
            return None
        layer = network.layer(source_id(layer.inputs[0]))
    return None


def use_loss(project: Project, number: int, loss: str) -> Project:
    """The project with another loss in a term, its parameters kept where they still fit."""
    losses = list(project.training.losses)
    params = edits.fitting_params(loss_kind(loss), losses[number].loss.params)
    losses[number] = losses[number].replace(loss=component(loss, **params))
    return project.replace(training=project.training.replace(losses=tuple(losses)))


def _look_at_output(project: Project, number: int) -> Project:
    losses = list(project.training.losses)
    losses[number] = losses[number].replace(output="")
    return project.replace(training=project.training.replace(losses=tuple(losses)))
