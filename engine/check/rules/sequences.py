"""Layers for sequences: embeddings, recurrent layers and attention, and what they are fed."""

from collections.abc import Iterator

from engine import numbers
from engine.catalog.kind import Shape
from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import REARRANGING, Case
from engine.check.rules.fixes import (
    both,
    put_before,
    replace_kind,
    set_data,
    set_param,
)
from engine.check.shapes import LayerInfo
from engine.spec.network import INPUT, LayerSpec, source_id
from engine.text import text

_ATTENTION = frozenset({"MultiheadAttention", "TransformerEncoderLayer"})
_EMBEDDING = "Embedding"
_POSITIONS = "PositionalEncoding"
#: Steps over which a plain recurrent layer loses what came first (Bengio et al., 1994).
_LONG = 50


def embedding_of_scaled(case: Case) -> Iterator[Advice]:
    """An Embedding that looks up numbers which scaling has moved."""
    if case.project.data.scale == "none":
        return
    for layer in _looking_up_features(case):
        yield Advice(
            layer.id,
            text(
                "“{layer}” looks up whole numbers from 0 on, but the features are scaled: most of them "
                "name no entry any more.",
                layer=layer.name,
            ),
            (set_data(text("Use the features as they are"), scale="none"),),
            "misfit",
        )


def embedding_of_fractions(case: Case) -> Iterator[Advice]:
    """An Embedding of numbers that name no entry."""
    figures = case.figures
    if figures is None or figures.whole or case.project.data.scale != "none":
        return
    for layer in _looking_up_features(case):
        yield Advice(
            layer.id,
            text(
                "“{layer}” looks up whole numbers from 0 on, but the features are fractions or below 0.",
                layer=layer.name,
            ),
            (_as_numbers(layer),),
        )


def _as_numbers(layer: LayerSpec) -> Fix:
    """One number a step in place of a vector that is looked up."""
    last = set_param(layer, "dim", -1, "−1")
    return both(text("Use {kind}", kind="Unsqueeze"), replace_kind(layer, "Unsqueeze"), last)


def embedding_too_small(case: Case) -> Iterator[Advice]:
    """A table with fewer entries than the features name: looking one up fails."""
    figures = case.figures
    if figures is None or not figures.whole or case.project.data.scale != "none":
        return
    for layer in _looking_up_features(case):
        entries: int = case.info.layers[layer.id].params["num_embeddings"]
        needed = int(figures.largest) + 1
        if needed > entries:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” has {entries} entries, but the features name up to number {largest}.",
                    layer=layer.name,
                    entries=numbers.count(entries),
                    largest=numbers.count(needed - 1),
                ),
                (set_param(layer, "num_embeddings", needed, numbers.count(needed)),),
                "misfit",
            )


def _looking_up_features(case: Case) -> Iterator[LayerSpec]:
    for layer, _known in case.working:
        above = case.above(layer, REARRANGING) if layer.kind == _EMBEDDING else None
        if above is not None and above.kind == INPUT:
            yield layer


def sequence_of_one(case: Case) -> Iterator[Advice]:
    """A recurrent layer that makes a single step, so that its state never comes to bear."""
    for layer, known in case.working:
        steps = _steps(known)
        if known.kind.group != "recurrent" or layer.kind == _EMBEDDING or steps != 1:
            continue
        yield Advice(
            layer.id,
            text(
                "“{layer}” gets one step of {features} numbers: with nothing before it there is "
                "nothing to remember.",
                layer=layer.name,
                features=known.inputs[0][1],
            ),
            (put_before("Permute", layer, text("Take each number as a step"), {"dims": (1, 0)}),),
        )


def plain_state_too_long(case: Case) -> Iterator[Advice]:
    """A plain recurrent layer over many steps."""
    for layer, known in case.working:
        steps = _steps(known)
        if layer.kind == "RNN" and steps > _LONG:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” goes through {steps} steps with a plain state, whose gradients fade long "
                    "before the first step. Gates keep them.",
                    layer=layer.name,
                    steps=steps,
                ),
                (replace_kind(layer, "GRU"), replace_kind(layer, "LSTM")),
            )


def attention_without_places(case: Case) -> Iterator[Advice]:
    """Attention gives the same whatever the order of the steps, unless something tells their places."""
    told: set[str] = set()
    for layer in case.network.layers:
        known = case.info.layers.get(layer.id)
        if known is None:
            return
        if (
            layer.kind == _POSITIONS
            or (known.kind.group == "recurrent" and layer.kind != _EMBEDDING)
            or any(source_id(ref) in told for ref in layer.inputs)
        ):
            told.add(layer.id)
        elif layer.enabled and layer.kind in _ATTENTION and _steps(known) > 1:
            yield Advice(
                layer.id,
                text(
                    "“{layer}” sees all steps at once and can't tell their order: nothing before it "
                    "says where each stands.",
                    layer=layer.name,
                ),
                (put_before(_POSITIONS, layer, text("Add a {kind}", kind=_POSITIONS)),),
            )
            return


def _steps(known: LayerInfo) -> int:
    """The length of the sequence that a layer gets; 0 where it gets none."""
    shape: Shape = known.inputs[0] if known.inputs else ()
    return shape[0] if len(shape) == 2 else 0


RULES: dict[str, Rule] = {
    "embeddingTooSmall": embedding_too_small,
    "embeddingOfScaled": embedding_of_scaled,
    "embeddingOfFractions": embedding_of_fractions,
    "sequenceOfOne": sequence_of_one,
    "plainStateTooLong": plain_state_too_long,
    "attentionWithoutPlaces": attention_without_places,
}
