"""Layers that feed nobody, change nothing, or see their input in another way than meant."""

from collections.abc import Iterator

from engine import numbers
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import delete, put_before, remove
from engine.spec.network import INPUT, LayerSpec, source_id
from engine.text import text
from engine.twins import twins


def leads_nowhere(case: Case) -> Iterator[Advice]:
    """The last layer of a branch that reaches no output, with all that works for it alone."""
    for layer in case.network.layers:
        if case.takers[layer.id] or layer.id in case.outputs:
            continue
        if layer.kind == INPUT:
            if len(case.network.inputs) > 1 and len(case.network.inputs) < len(case.network.layers):
                yield Advice(
                    layer.id,
                    text(
                        "“{layer}” feeds no other layer, so that the network does not see its part "
                        "of a sample. Connect it, or delete it.",
                        layer=layer.name,
                    ),
                    (delete([layer]),),
                )
            continue
        branch = _branch(case, layer)
        yield Advice(
            layer.id,
            text("“{layer}” feeds no other layer, so that it learns nothing.", layer=layer.name),
            (delete(branch),) if _useless_in_copies(case, branch) else (),
        )


def _branch(case: Case, end: LayerSpec) -> list[LayerSpec]:
    """The layers that feed nobody but `end`, and it, in order."""
    gone = {end.id}
    for layer in reversed(case.network.layers):
        takers = case.takers[layer.id]
        useless = takers and layer.id not in case.outputs and layer.kind != INPUT
        if useless and all(taker.id in gone for taker in takers):
            gone.add(layer.id)
    return [layer for layer in case.network.layers if layer.id in gone]


def _useless_in_copies(case: Case, branch: list[LayerSpec]) -> bool:
    """Whether what goes along with the branch in copies of its block feeds nobody either."""
    alike = twins(case.network)
    gone = {twin for layer in branch for twin in alike.get(layer.id, {layer.id})}
    takers = {taker.id for layer_id in gone for taker in case.takers[layer_id]}
    return takers <= gone and not gone & case.outputs


def same_input_twice(case: Case) -> Iterator[Advice]:
    """A merge of a layer with itself."""
    for layer in case.network.layers:
        if len(set(layer.inputs)) < len(layer.inputs):
            twice = next(ref for ref in layer.inputs if layer.inputs.count(ref) > 1)
            giver = case.network.layer(source_id(twice)).name
            message = text(
                "“{layer}” takes “{source}” more than once.", layer=layer.name, source=giver
            )
            yield Advice(layer.id, message, (delete([layer]),))


def linear_on_picture(case: Case) -> Iterator[Advice]:
    """A Linear layer works along the last dimension only."""
    for layer, known in case.working:
        if layer.kind == "Linear" and len(known.inputs[0]) == 3:
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
                    put_before(
                        "Flatten", layer, text("Put a Flatten before {layer}", layer=layer.name)
                    ),
                ),
            )


def identity_in_chain(case: Case) -> Iterator[Advice]:
    """An Identity that marks no place where anything joins."""
    for layer, _known in case.working:
        if layer.kind != "Identity":
            continue
        above, takers = case.above(layer), case.takers[layer.id]
        if above is None or len(takers) != 1:
            continue
        if case.feeds_only(above, layer) and len(takers[0].inputs) == 1:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” passes its input on unchanged: nothing needs it.", layer=layer.name
                ),
                (remove(layer),),
            )


def shape_kept(case: Case) -> Iterator[Advice]:
    """A Flatten or a Reshape of what has that shape already."""
    for layer, known in case.working:
        if layer.kind in {"Flatten", "Reshape"} and known.inputs[0] == known.outputs[0]:
            message = text(
                "“{layer}” changes nothing: its input is {shape} already.",
                layer=layer.name,
                shape=numbers.shape(known.inputs[0]) or "1",
            )
            yield Advice(layer.id, message, (remove(layer),))


RULES: dict[str, Rule] = {
    "leadsNowhere": leads_nowhere,
    "sameInputTwice": same_input_twice,
    "linearOnPicture": linear_on_picture,
    "identityInChain": identity_in_chain,
    "shapeKept": shape_kept,
}
