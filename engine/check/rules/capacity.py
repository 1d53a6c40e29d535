"""How much the network can hold: too little at one place, or more than the rows can teach."""

from collections.abc import Iterator
from math import isqrt, prod

from engine import edits, numbers
from engine.catalog.optimizers import optimizer_kind
from engine.check.remedies import Fix, add_dropout, stop_early
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import on_network, put_before, set_param, set_training
from engine.check.shapes import LayerInfo
from engine.spec.network import LayerSpec
from engine.text import text

#: Weights a training row above which a network can learn its rows by heart, unless it is held back.
_MOST_A_ROW = 100
#: What a single Linear layer behind a Flatten may hold before its share of the network is looked at.
_LARGE = 1_000_000
_MOST_SHARE = 0.9
#: Less decay than this holds nothing back.
_LEAST_DECAY = 1e-6
_DECAY = 0.01
_NARROWEST = 4


def bottleneck_of_one(case: Case) -> Iterator[Advice]:
    """A hidden layer of one unit: everything behind it depends on a single number."""
    if case.rebuilds:
        return
    for layer, known in case.working:
        if not known.weights or known.numbers_out[0] != 1 or known.kind.group == "activation":
            continue
        before = prod(known.inputs[0]) if known.inputs else 1
        if layer.id not in case.hidden or before < 2 or _gates(case, layer):
            continue
        wider = max(2, isqrt(before))
        name = next((n for n in ("out_features", "out_channels") if n in known.params), None)
        fixes = () if name is None else (set_param(layer, name, wider, str(wider)),)
        yield Advice(
            layer.id,
            text(
                "“{layer}” lets a single number through: what lies behind can't tell apart more than "
                "that.",
                layer=layer.name,
            ),
            fixes,
        )


def _gates(case: Case, layer: LayerSpec) -> bool:
    """Whether the number scales others, as in attention, instead of standing for them."""
    taker = layer
    while len(takers := case.takers[taker.id]) == 1:
        taker = takers[0]
        if taker.kind == "Multiply":
            return True
        if case.group(taker) != "activation":
            return False
    return False


def more_weights_than_rows(case: Case) -> Iterator[Advice]:
    """Many times more weights than rows, and nothing that keeps them from learning by heart."""
    figures, project = case.figures, case.project
    if figures is None or _held_back(case):
        return
    count = case.info.parameters
    if count <= _MOST_A_ROW * figures.rows:
        return
    fixes = [
        fix
        for fix in (add_dropout(project), _with_decay(case), _stop_early(case), _narrower(case))
        if fix is not None
    ]
    yield Advice(
        None,
        text(
            "The network has {parameters} weights for {rows} training rows: it can learn them by "
            "heart instead of what they have in common.",
            parameters=numbers.count(count),
            rows=numbers.count(figures.rows),
        ),
        tuple(fixes),
    )


def _held_back(case: Case) -> bool:
    training = case.project.training
    dropout = any("Dropout" in la.kind and known.params["p"] > 0 for la, known in case.working)
    decay = optimizer_kind(training.optimizer.kind).filled(training.optimizer.params)
    stops = training.stopping.kind != "off"
    return dropout or stops or decay.get("weight_decay", 0.0) >= _LEAST_DECAY


def _with_decay(case: Case) -> Fix | None:
    """Adam gets its sound form, AdamW, which is made for a decay."""
    chosen = case.project.training.optimizer
    kind = "AdamW" if chosen.kind == "Adam" else chosen.kind
    if all(field.name != "weight_decay" for field in optimizer_kind(kind).fields):
        return None
    optimizer = chosen.replace(kind=kind, params={**chosen.params, "weight_decay": _DECAY})
    names = {"decay": numbers.typed(_DECAY), "optimizer": kind}
    label = text("Set the weight decay to {decay}", **names)
    if kind != chosen.kind:
        label = text("Use {optimizer} with a weight decay of {decay}", **names)
    return set_training(label, optimizer=optimizer)


def _stop_early(case: Case) -> Fix | None:
    """Only where there are validation rows to watch."""
    figures = case.figures
    return stop_early(case.project) if figures is not None and figures.validation_rows else None


def _narrower(case: Case) -> Fix | None:
    """Makes the largest hidden Linear layer narrow enough, where that alone suffices."""
    figures = case.figures
    linear = [
        (known.parameters, layer, known)
        for layer, known in case.working
        if layer.kind == "Linear" and layer.id in case.hidden
    ]
    if figures is None or not linear:
        return None
    own, layer, known = max(linear, key=lambda found: found[0])
    wide: int = known.params["out_features"]
    both = own + sum(next_one.parameters for next_one in _linear_behind(case, layer))
    # All of it falls in proportion to the width, but for the biases behind, which hardly count.
    allowed = _MOST_A_ROW * figures.rows - (case.info.parameters - both)
    width = allowed * wide // both - 1
    if width < _NARROWEST:
        return None
    return Fix(
        text("Make {layer} {width} wide", layer=layer.name, width=width),
        on_network(lambda network: edits.set_param(network, layer.id, "out_features", width)),
    )


def _linear_behind(case: Case, layer: LayerSpec) -> Iterator[LayerInfo]:
    """The Linear layers that a layer feeds, seen through what keeps its width."""
    for taker in case.takers[layer.id]:
        if taker.kind == "Linear" and taker.id in case.info.layers:
            yield case.info.layers[taker.id]
        elif case.group(taker) in {"activation", "regularization", "normalization"}:
            yield from _linear_behind(case, taker)


def flattened_map(case: Case) -> Iterator[Advice]:
    """Nearly all weights in the first Linear layer behind a Flatten."""
    for layer, known in case.working:
        if layer.kind != "Linear":
            continue
        flatten = case.above(layer, {"Dropout", "Identity"})
        if flatten is None or flatten.kind != "Flatten":
            continue
        shape = _map_before(case, flatten)
        if shape is None or known.parameters < _LARGE:
            continue
        if known.parameters > _MOST_SHARE * case.info.parameters:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” holds {share} of all weights, as it sees every point of {sizes} by "
                    "itself.",
                    layer=layer.name,
                    share=numbers.percent(known.parameters / case.info.parameters),
                    sizes=numbers.shape(shape.inputs[0]),
                ),
                (
                    put_before(
                        f"AdaptiveAvgPool{len(shape.inputs[0]) - 1}d",
                        flatten,
                        text("Average each channel first"),
                    ),
                ),
            )


def _map_before(case: Case, flatten: LayerSpec) -> LayerInfo | None:
    known = case.info.layers.get(flatten.id)
    above = case.above(flatten)
    if known is None or above is None or len(known.inputs[0]) not in {2, 3}:
        return None
    from_map = case.group(above) in {"convolution", "pooling", "activation", "normalization"}
    return known if from_map and prod(known.inputs[0][1:]) > 1 else None


RULES: dict[str, Rule] = {
    "bottleneckOfOne": bottleneck_of_one,
    "moreWeightsThanRows": more_weights_than_rows,
    "flattenedMap": flattened_map,
}
