"""Layers that feed nobody, change nothing, or see their input in another way than meant."""

from collections.abc import Iterator

from engine import numbers
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import REARRANGING, Case
from engine.check.rules.fixes import delete, put_before, remove, set_param
from engine.spec.network import INPUT, LayerSpec, source_id
from engine.text import text

#: From here on hardly anything gets through.
_MOST_DROPPED = 0.9


def leads_nowhere(case: Case) -> Iterator[Advice]:
    """The last layer of a branch that reaches no output, with all that works for it alone."""
    for layer in case.network.layers:
        if case.takers[layer.id] or layer.id in case.outputs or layer.kind == INPUT:
            continue
        yield Advice(
            layer.id,
            text("“{layer}” feeds no other layer, so that it learns nothing.", layer=layer.name),
            (delete(_branch(case, layer)),),
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


def same_input_twice(case: Case) -> Iterator[Advice]:
    """A merge of a layer with itself."""
    for layer in case.network.layers:
        twice = next((ref for ref in layer.inputs if layer.inputs.count(ref) > 1), None)
        if twice is not None:
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
        above = case.above(layer)
        takers = case.takers[layer.id]
        if layer.kind != "Identity" or above is None or len(takers) != 1:
            continue
        if case.feeds_only(above, layer) and len(takers[0].inputs) == 1:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” passes its input on unchanged: nothing needs it.", layer=layer.name
                ),
                (remove(layer),),
            )


def dropout_of_none(case: Case) -> Iterator[Advice]:
    """A dropout with p = 0."""
    for layer, known in case.working:
        if _is_dropout(known.kind.name) and known.params["p"] == 0:
            yield Advice(
                layer.id,
                text("“{layer}” has p = 0: it drops nothing.", layer=layer.name),
                (set_param(layer, "p", 0.5, "0.5"), remove(layer)),
            )


def dropout_of_all(case: Case) -> Iterator[Advice]:
    """A dropout that lets hardly anything through."""
    for layer, known in case.working:
        if _is_dropout(known.kind.name) and known.params["p"] > _MOST_DROPPED:
            message = text(
                "“{layer}” drops {share} of all numbers: what is left says too little to learn from.",
                layer=layer.name,
                share=numbers.percent(known.params["p"]),
            )
            yield Advice(layer.id, message, (set_param(layer, "p", 0.5, "0.5"), remove(layer)))


def dropout_on_output(case: Case) -> Iterator[Advice]:
    """A dropout behind the last layer with weights."""
    for output in sorted(case.outputs):
        layer: LayerSpec | None = case.network.layer(output)
        while layer is not None and case.group(layer) != "regularization":
            if case.kind(layer) not in REARRANGING and case.group(layer) != "activation":
                break
            layer = case.above(layer)
        else:
            if layer is not None and _is_dropout(layer.kind):
                yield Advice(
                    layer.id,
                    text(
                        "“{layer}” drops outputs of the network itself: the loss then sees zeros "
                        "that nobody predicted.",
                        layer=layer.name,
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


def _is_dropout(kind: str) -> bool:
    return "Dropout" in kind


RULES: dict[str, Rule] = {
    "leadsNowhere": leads_nowhere,
    "sameInputTwice": same_input_twice,
    "linearOnPicture": linear_on_picture,
    "dropoutOnOutput": dropout_on_output,
    "dropoutOfAll": dropout_of_all,
    "dropoutOfNone": dropout_of_none,
    "identityInChain": identity_in_chain,
    "shapeKept": shape_kept,
}
