"""Layers that work, but stand where they do little or something else than meant."""

from collections.abc import Callable, Iterator

from engine import edits, numbers
from engine.check.remedies import Fix
from engine.check.rules.base import Advice
from engine.check.shapes import NetworkInfo
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.text import text


def layer_advice(project: Project, info: NetworkInfo) -> Iterator[Advice]:
    """Advice about single layers and neighbours, from the top down."""
    network = project.network
    outputs = {source_id(ref) for ref in network.outputs}
    used = {source_id(ref) for layer in network.layers for ref in layer.inputs} | outputs
    for layer in network.layers:
        if layer.kind == "Linear":
            yield from _linear(network, layer, info)
        if layer.id not in used and layer.kind != INPUT:
            yield _leads_nowhere(layer)
        if len(set(layer.inputs)) < len(layer.inputs):
            yield _same_input_twice(network, layer)


def _linear(network: NetworkSpec, layer: LayerSpec, info: NetworkInfo) -> Iterator[Advice]:
    above = network.layer(source_id(layer.inputs[0])) if layer.inputs else None
    if above is not None and above.kind == "Linear":
        yield Advice(
            layer.id,
            text(
                "“{first}” and “{second}” have nothing between them: together they can do no more "
                "than one Linear layer.",
                first=above.name,
                second=layer.name,
            ),
            (Fix(text("Put a ReLU between"), _before("ReLU", layer.id)),),
        )
    known = info.layers.get(layer.id)
    if known is not None and len(known.inputs[0]) == 3:
        shape = known.inputs[0]
        yield Advice(
            layer.id,
            text(
                "“{layer}” sees a picture of {shape} row by row, {width} numbers at a time, "
                "not as a whole.",
                layer=layer.name,
                shape=numbers.shape(shape),
                width=shape[-1],
            ),
            (
                Fix(
                    text("Put a Flatten before {layer}", layer=layer.name),
                    _before("Flatten", layer.id),
                ),
            ),
        )


def _leads_nowhere(layer: LayerSpec) -> Advice:
    return Advice(
        layer.id,
        text("“{layer}” feeds no other layer, so that it learns nothing.", layer=layer.name),
        (Fix(text("Delete {layer}", layer=layer.name), _without(layer.id)),),
    )


def _same_input_twice(network: NetworkSpec, layer: LayerSpec) -> Advice:
    twice = next(ref for ref in layer.inputs if layer.inputs.count(ref) > 1)
    giver = network.layer(source_id(twice)).name
    return Advice(
        layer.id,
        text("“{layer}” takes “{source}” more than once.", layer=layer.name, source=giver),
        (Fix(text("Delete {layer}", layer=layer.name), _without(layer.id)),),
    )


def _before(kind: str, layer_id: str) -> Callable[[Project], Project]:
    return lambda project: edits.with_network(
        project, edits.add_before(project.network, kind, layer_id)[0]
    )


def _without(layer_id: str) -> Callable[[Project], Project]:
    return lambda project: edits.with_network(project, edits.remove(project.network, [layer_id]))
