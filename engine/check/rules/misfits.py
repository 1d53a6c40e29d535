"""The network's two ends against the data: the shape that goes in, the outputs that the loss needs."""

from collections.abc import Callable, Iterator, Sequence

from engine import edits, numbers
from engine.catalog.kind import Shape
from engine.catalog.layers import layer_kind
from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import on_network, use_loss, with_term
from engine.check.shapes import NetworkInfo
from engine.check.targets import DataLike, input_misfit, output_of, term_misfit, wanted_shapes
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import text

_SHAPE_KEEPING = frozenset({"activation", "regularization", "normalization"})


def input_shape(case: Case) -> Iterator[Advice]:
    """An input that does not take the data's samples."""
    network, data = case.network, case.data
    if data is None or not network.inputs:
        return
    if any(layer.id not in case.info.layers for layer in network.inputs):
        return
    wrong_input = input_misfit(network, data, case.info)
    if wrong_input is not None:
        layer, message = wrong_input
        yield Advice(layer.id, message, (_fit_inputs(network, data, case.info),), "misfit")


def output_shape(case: Case) -> Iterator[Advice]:
    """A loss that can't compare the network's output with the target."""
    network, data, info = case.network, case.data, case.info
    if data is None or not _complete(case) or input_misfit(network, data, info) is not None:
        return
    for number, term in enumerate(case.project.training.losses):
        message = term_misfit(case.project, term, data, info)
        ref = output_of(network, term)
        output = source_id(ref) if ref else None
        if output is not None and network.layer(output).kind == INPUT:
            continue  # nothing has been built yet
        if message is not None:
            yield Advice(output, message, _fit_term(network, term, number, data, info), "misfit")


def _complete(case: Case) -> bool:
    """Whether every layer works and there are two ends to look at."""
    network = case.network
    return not case.info.problems and bool(network.inputs) and bool(network.outputs)


def _fit_inputs(network: NetworkSpec, data: DataLike, info: NetworkInfo) -> Fix:
    """Sets the last input to what the others leave of a sample, or deals all of it out evenly."""
    given, inputs = tuple(data.shape), network.inputs
    if len(inputs) == 1 or not given:
        return _set_inputs(inputs[:1], [given])
    taken = [info.layers[layer.id].outputs[0] for layer in inputs[:-1]]
    left = given[0] - sum(shape[0] if shape else 0 for shape in taken)
    if left > 0 and all(shape[1:] == given[1:] for shape in taken):
        return _set_inputs(inputs[-1:], [(left, *given[1:])])
    small, larger = divmod(given[0], len(inputs))
    parts = [small + (place < larger) for place in range(len(inputs))]
    return _set_inputs(inputs, [(max(part, 1), *given[1:]) for part in parts])


def _set_inputs(inputs: Sequence[LayerSpec], shapes: Sequence[Shape]) -> Fix:
    def edit(project: Project) -> Project:
        network = project.network
        for layer, shape in zip(inputs, shapes, strict=True):
            network = edits.set_param(network, layer.id, "shape", shape)
        return edits.with_network(project, network)

    shown = ", ".join(numbers.shape(shape) for shape in shapes)
    if len(inputs) == 1:
        return Fix(text("Set the input to {shape}", shape=shown), edit)
    return Fix(text("Set the inputs to {shapes}", shapes=shown), edit)


def _fit_term(
    network: NetworkSpec, term: LossTerm, number: int, data: DataLike, info: NetworkInfo
) -> tuple[Fix, ...]:
    wanted, ref = wanted_shapes(term, data), output_of(network, term)
    if wanted is None:
        return (use_loss(number, "MSE", text("Use MSE")),)
    if ref is None:
        return (
            Fix(text("Look at the network's output"), lambda p: with_term(p, number, output="")),
        )
    if len(wanted[0]) != 1:
        return ()
    return (_fit_outputs(network, info, ref, wanted[0][0]),)


def _fit_outputs(network: NetworkSpec, info: NetworkInfo, ref: str, count: int) -> Fix:
    found = info.outputs[ref]
    sized = _last_linear(network, info, source_id(ref)) if len(found) == 1 else None
    if sized is not None:
        return Fix(
            text("Set out_features of {layer} to {count}", layer=sized.name, count=count),
            on_network(lambda net: edits.set_param(net, sized.id, "out_features", count)),
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


def _last_linear(network: NetworkSpec, info: NetworkInfo, layer_id: str) -> LayerSpec | None:
    """The layer whose out_features decide the width of this output, if there is one."""
    layer = network.layer(layer_id)
    while layer.kind != INPUT:
        kind = layer_kind(layer.kind)
        if any(field.name == "out_features" for field in kind.fields):
            return layer
        keeps = kind.group in _SHAPE_KEEPING or kind.name == "Identity"
        keeps = keeps and info.layers[layer.id].outputs == info.layers[layer.id].inputs
        if not keeps or len(layer.inputs) != 1:
            return None
        layer = network.layer(source_id(layer.inputs[0]))
    return None


RULES: dict[str, Rule] = {"inputShape": input_shape, "outputShape": output_shape}
