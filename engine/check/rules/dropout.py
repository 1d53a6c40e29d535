"""Dropout that drops nothing, everything, or what it should leave alone."""

from collections.abc import Iterator

from engine import numbers
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import REARRANGING, Case
from engine.check.rules.fixes import remove, replace_kind, set_param
from engine.spec.network import LayerSpec
from engine.text import text

#: From here on hardly anything gets through.
_MOST_DROPPED = 0.9


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


def dropout_of_none(case: Case) -> Iterator[Advice]:
    """A dropout with p = 0."""
    for layer, known in case.working:
        if _is_dropout(known.kind.name) and known.params["p"] == 0:
            yield Advice(
                layer.id,
                text("“{layer}” has p = 0: it drops nothing.", layer=layer.name),
                (set_param(layer, "p", 0.5, "0.5"), remove(layer)),
            )


def dropout_after_selu(case: Case) -> Iterator[Advice]:
    """SELU keeps mean 0 and spread 1 by itself, which plain dropout spoils (Klambauer et al., 2017)."""
    for layer, _known in case.working:
        above = case.above(layer) if layer.kind == "Dropout" else None
        if above is not None and above.kind == "SELU":
            message = text(
                "“{dropout}” spoils the mean and the spread that “{selu}” keeps. AlphaDropout keeps "
                "them too.",
                dropout=layer.name,
                selu=above.name,
            )
            yield Advice(layer.id, message, (replace_kind(layer, "AlphaDropout"), remove(layer)))


def _is_dropout(kind: str) -> bool:
    return "Dropout" in kind


RULES: dict[str, Rule] = {
    "dropoutOnOutput": dropout_on_output,
    "dropoutOfAll": dropout_of_all,
    "dropoutOfNone": dropout_of_none,
    "dropoutAfterSelu": dropout_after_selu,
}
