"""What stands between the layers with weights: too little, too much, or something that fades."""

from collections.abc import Iterator
from functools import partial

from engine import edits
from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import REARRANGING, Case
from engine.check.rules.endings import LOG_SOFTMAX
from engine.check.rules.fixes import on_network, put_before, remove, replace_all
from engine.check.rules.merging import merge
from engine.spec.network import LayerSpec
from engine.text import text

#: Layers that give a weighted sum of what they get.
LINEAR_KINDS = frozenset(
    {"Linear"} | {f"{kind}{dims}d" for kind in ("Conv", "ConvTranspose") for dims in (1, 2, 3)}
)
#: What keeps a linear map linear: a BatchNorm only scales and shifts, a dropout only thins out.
STRAIGHT = REARRANGING | {
    "BatchNorm1d",
    "BatchNorm2d",
    "BatchNorm3d",
    "Dropout",
    "Dropout1d",
    "Dropout2d",
    "Dropout3d",
    "AlphaDropout",
    "FeatureAlphaDropout",
}
_SATURATING = frozenset({"Sigmoid", "Tanh", "Hardsigmoid", "Hardtanh", "Softsign"})
#: Activations that change nothing the second time.
_ONCE = frozenset({"ReLU", "ReLU6", "Hardtanh"})
#: So many in a row, and gradients fade: a sigmoid's slope is at most 1/4.
_DEEP = 3
#: Initialisers that give every weight the same number.
_ALL_EQUAL = frozenset({"zeros", "ones", "constant"})


def linear_twice(case: Case) -> Iterator[Advice]:
    """Two linear maps in a row are one."""
    for layer, _known in case.working:
        if layer.kind not in LINEAR_KINDS or case.rebuilds:
            continue
        above = case.above(layer, STRAIGHT)
        if above is None or above.kind not in LINEAR_KINDS or above.id not in case.info.layers:
            continue
        if _on_purpose(case, layer) or _on_purpose(case, above):
            continue
        fixes = [put_before("ReLU", layer, text("Put a ReLU between"))]
        merged = merge(case, above, layer)
        if merged is not None:
            fixes.insert(0, merged)
        names = {"first": above.name, "second": layer.name}
        message = text(
            "“{first}” and “{second}” have no activation between them: together they can do no more "
            "than one Linear layer.",
            **names,
        )
        if "Linear" not in (above.kind, layer.kind):
            message = text(
                "“{first}” and “{second}” have no activation between them: together they can do no "
                "more than one convolution.",
                **names,
            )
        yield Advice(layer.id, message, tuple(fixes))


def _on_purpose(case: Case, layer: LayerSpec) -> bool:
    """Convolutions of one point, or of single channels, are split in two to save work."""
    params = case.info.layers[layer.id].params
    return layer.kind != "Linear" and (params["kernel_size"] == 1 or params["groups"] > 1)


def activation_twice(case: Case) -> Iterator[Advice]:
    """An activation of what another one has bent already."""
    for layer, known in case.working:
        if known.kind.group != "activation" or layer.kind == LOG_SOFTMAX:
            continue
        above = case.above(layer)
        if above is None or case.group(above) != "activation":
            continue
        names = {"first": above.name, "second": layer.name}
        fixes = [remove(layer)]
        if above.kind == layer.kind and layer.kind in _ONCE:
            message = text("“{second}” changes nothing that comes from “{first}”.", **names)
        else:
            message = text(
                "“{second}” gets only what “{first}” has left of its input: one of them is enough.",
                **names,
            )
            if case.feeds_only(above, layer) and above.kind != layer.kind:
                fixes.append(remove(above))
        yield Advice(layer.id, message, tuple(fixes))


def saturating_deep(case: Case) -> Iterator[Advice]:
    """Sigmoids or tanhs one behind the other; a skip connection or a normalisation breaks the row."""
    row: dict[str, int] = {}
    found: list[LayerSpec] = []
    for layer in case.network.layers:
        before = min((row[source] for source in layer.sources), default=0)
        saturates = case.kind(layer) in _SATURATING and layer.id in case.hidden
        if saturates and not any(taker.kind == "Multiply" for taker in case.takers[layer.id]):
            found.append(layer)
            before += 1
        row[layer.id] = 0 if case.group(layer) == "normalization" else before
    if max(row.values(), default=0) < _DEEP:
        return
    yield Advice(
        found[0].id,
        text(
            "{count} activations that level off, such as “{layer}”, stand one behind the other: each "
            "makes the gradient smaller, and the first layers hardly learn.",
            count=len(found),
            layer=found[0].name,
        ),
        tuple(
            replace_all(found, kind, text("Use {kind} in all {count}", kind=kind, count=len(found)))
            for kind in ("ReLU", "GELU")
        ),
    )


def same_start(case: Case) -> Iterator[Advice]:
    """A hidden layer whose units all begin with the same weights and so get the same gradients."""
    for layer, known in case.working:
        init = layer.init.get("weight")
        if init is None or layer.kind not in LINEAR_KINDS or layer.id not in case.hidden:
            continue
        if init.kind in _ALL_EQUAL and known.weights["weight"][0] > 1:
            yield Advice(
                layer.id,
                text(
                    "All units of “{layer}” start with the same weights, get the same gradients and "
                    "stay alike, as if there were only one.",
                    layer=layer.name,
                ),
                (
                    Fix(
                        text("Start from random weights"),
                        on_network(
                            partial(edits.set_init, layer_id=layer.id, weight="weight", init=None)
                        ),
                    ),
                ),
            )


RULES: dict[str, Rule] = {
    "linearTwice": linear_twice,
    "saturatingDeep": saturating_deep,
    "sameStart": same_start,
    "activationTwice": activation_twice,
}
