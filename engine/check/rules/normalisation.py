"""Normalisation and what stands beside it, and the batches that it needs."""

from collections.abc import Iterator
from functools import partial, reduce
from math import prod

from engine import edits, moving
from engine.catalog.kind import Shape
from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import REARRANGING, Case
from engine.check.rules.fixes import (
    on_network,
    remove,
)
from engine.check.shapes import LayerInfo
from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import text

_GROUP = "normalization"


def bias_before_batch_norm(case: Case) -> Iterator[Advice]:
    """Biases that a BatchNorm takes away again, as it takes the mean away."""
    pairs = [
        (above, layer)
        for layer, _known in case.working
        if is_batch_norm(layer) and (above := case.above(layer)) and _is_lost(case, above, layer)
    ]
    if not pairs:
        return
    (first, norm), count = pairs[0], len(pairs)
    label = (
        text("Switch the bias off")
        if count == 1
        else text("Switch {count} biases off", count=count)
    )
    yield Advice(
        first.id,
        text(
            "“{norm}” takes away whatever the bias of “{layer}” adds: its own bias does that work.",
            norm=norm.name,
            layer=first.name,
        ),
        (Fix(label, on_network(partial(reduce, _without_bias, [above for above, _ in pairs]))),),
    )


def _is_lost(case: Case, giver: LayerSpec, norm: LayerSpec) -> bool:
    known = case.info.layers.get(giver.id)
    if known is None or not known.params.get("bias") or not case.feeds_only(giver, norm):
        return False
    # On a sequence, a Linear layer has its bias along another dimension than the BatchNorm.
    return giver.kind != "Linear" or len(known.outputs[0]) == 1


def _without_bias(network: NetworkSpec, layer: LayerSpec) -> NetworkSpec:
    return edits.set_param(network, layer.id, "bias", value=False)


def dropout_before_batch_norm(case: Case) -> Iterator[Advice]:
    """Dropout raises the spread in training only, which the running figures then have wrong.

    Li et al., Understanding the disharmony between dropout and batch normalization, 2019.
    """
    for layer, _known in case.working:
        above = case.above(layer) if is_batch_norm(layer) else None
        if above is None or "Dropout" not in above.kind:
            continue
        if not case.info.layers[above.id].params["p"]:
            continue
        yield Advice(
            above.id,
            text(
                "“{dropout}” before “{norm}” changes the spread in training only, so that the "
                "running spread which “{norm}” keeps is wrong afterwards.",
                dropout=above.name,
                norm=layer.name,
            ),
            (*_behind(case, above, layer), remove(above)),
        )


def _behind(case: Case, dropout: LayerSpec, norm: LayerSpec) -> Iterator[Fix]:
    """The two exchanged, where one stands right behind the other."""
    if case.network.index(norm.id) == case.network.index(dropout.id) + 1:
        yield Fix(
            text("Put it behind {layer}", layer=norm.name),
            on_network(lambda net: moving.move(net, dropout.id, net.index(norm.id) + 1)),
        )


def normalised_twice(case: Case) -> Iterator[Advice]:
    """A normalisation of what is normalised."""
    for layer, known in case.working:
        above = case.above(layer) if known.kind.group == _GROUP else None
        if above is not None and case.group(above) == _GROUP:
            yield Advice(
                layer.id,
                text(
                    "“{second}” normalises what “{first}” has normalised already.",
                    first=above.name,
                    second=layer.name,
                ),
                (remove(layer),),
            )


def normalised_output(case: Case) -> Iterator[Advice]:
    """A normalisation as the last layer: targets have a spread of their own."""
    if case.rebuilds:
        return
    for output in sorted(case.outputs):
        layer: LayerSpec | None = case.network.layer(output)
        if layer is not None and case.kind(layer) in REARRANGING:
            layer = case.above(layer, REARRANGING)
        if layer is not None and case.group(layer) == _GROUP and layer.enabled:
            message = text(
                "“{layer}” on the output gives every batch the same spread, whatever the targets are.",
                layer=layer.name,
            )
            yield Advice(layer.id, message, (remove(layer),))


def norm_of_one(case: Case) -> Iterator[Advice]:
    """A normalisation within a sample over a single number, which is its own mean."""
    for layer, known in case.working:
        if _normalised_together(layer, known) != 1:
            continue
        message = text(
            "“{layer}” normalises one number at a time, which always gives 0 before its bias.",
            layer=layer.name,
        )
        if layer.kind == "RMSNorm":
            message = text(
                "“{layer}” normalises one number at a time, which leaves nothing of it but its sign.",
                layer=layer.name,
            )
        yield Advice(layer.id, message, (remove(layer),))


def no_spread_kept(case: Case) -> Iterator[Advice]:
    """A BatchNorm that judges every batch by itself, in evaluation too."""
    for layer, known in case.working:
        if is_batch_norm(layer) and not known.params["track_running_stats"]:
            message = text(
                "“{layer}” keeps no running means: what it predicts for a row depends on the other "
                "rows of the batch.",
                layer=layer.name,
            )
            track = partial(
                edits.set_param, layer_id=layer.id, name="track_running_stats", value=True
            )
            yield Advice(layer.id, message, (Fix(text("Keep running means"), on_network(track)),))


def _normalised_together(layer: LayerSpec, known: LayerInfo) -> int | None:
    """How many numbers of a sample share a mean; None where they share it with other samples."""
    if layer.kind in {"LayerNorm", "RMSNorm"}:
        given: Shape | None = known.params["normalized_shape"]
        return prod(known.inputs[0][-1:] if given is None else given)
    if layer.kind == "GroupNorm":
        groups: int = known.params["num_groups"]
        return prod(known.inputs[0]) // groups
    return None


def is_batch_norm(layer: LayerSpec) -> bool:
    """Whether the layer normalises over the batch."""
    return layer.kind.startswith("BatchNorm")


RULES: dict[str, Rule] = {
    "normalisedOutput": normalised_output,
    "normOfOneNumber": norm_of_one,
    "normalisedTwice": normalised_twice,
    "dropoutBeforeBatchNorm": dropout_before_batch_norm,
    "biasBeforeBatchNorm": bias_before_batch_norm,
    "noRunningMeans": no_spread_kept,
}
