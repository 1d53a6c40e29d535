"""A softmax where it does not belong, or along the wrong dimension."""

from collections.abc import Iterator

from engine.catalog.kind import Shape
from engine.check.rules.activations import LINEAR_KINDS, STRAIGHT
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import REARRANGING, Case
from engine.check.rules.endings import LOG_SOFTMAX, SOFTMAX
from engine.check.rules.fixes import remove, replace_kind, set_param
from engine.spec.network import LayerSpec
from engine.text import text

_KINDS = SOFTMAX | {LOG_SOFTMAX}


def softmax_inside(case: Case) -> Iterator[Advice]:
    """A softmax that feeds a layer with weights: all its numbers share a sum of 1."""
    found = [layer for layer, _known in case.working if layer.kind in _KINDS]
    feeding = {
        above.id
        for taker, _known in case.working
        if found
        and taker.kind in LINEAR_KINDS
        and (above := case.above(taker, STRAIGHT)) is not None
    }
    for layer in found:
        if layer.id in feeding:
            message = text(
                "“{layer}” stands inside the network, where its numbers must add up to 1 and hold "
                "one another back. It belongs on an output.",
                layer=layer.name,
            )
            yield Advice(layer.id, message, (replace_kind(layer, "ReLU"), remove(layer)))


def softmax_of_one(case: Case) -> Iterator[Advice]:
    """A softmax along a dimension of a single number."""
    for layer, known in case.working:
        if layer.kind not in _KINDS:
            continue
        shape = known.inputs[0]
        if shape and shape[known.params["dim"]] == 1:
            always = "0" if layer.kind == LOG_SOFTMAX else "1"
            yield Advice(
                layer.id,
                text(
                    "“{layer}” works on one number at a time, so that it always gives {number}.",
                    layer=layer.name,
                    number=always,
                ),
                (replace_kind(layer, "Sigmoid"), remove(layer)),
            )


def softmax_dimension(case: Case) -> Iterator[Advice]:
    """A softmax along something else than the channels or the features."""
    for layer, known in case.working:
        if layer.kind not in _KINDS:
            continue
        shape = known.inputs[0]
        if len(shape) < 2:
            continue
        above = case.above(layer, STRAIGHT - REARRANGING)
        right = _class_dimension(above, shape) if above is not None else None
        if right is None or known.params["dim"] % len(shape) == right:
            continue
        yield Advice(
            layer.id,
            text(
                "“{layer}” adds up to 1 along dimension {dim}, but “{above}” puts the classes in "
                "dimension {right}.",
                layer=layer.name,
                dim=known.params["dim"] % len(shape),
                above=above.name if above is not None else "",
                right=right,
            ),
            (set_param(layer, "dim", right, str(right)),),
        )


def _class_dimension(above: LayerSpec, shape: Shape) -> int | None:
    """Where a layer puts its outputs: a convolution first, a Linear layer last."""
    if above.kind == "Linear":
        return len(shape) - 1
    return 0 if above.kind.startswith("Conv") else None


RULES: dict[str, Rule] = {
    "softmaxInside": softmax_inside,
    "softmaxOfOne": softmax_of_one,
    "softmaxDimension": softmax_dimension,
}
