"""How an optimizer makes a new weight of an old one: clipping, decay, moments, Δw, stage by stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.catalog.kind import Params
from engine.explain.anatomy.accumulated import adadelta, adagrad, rmsprop, sgd
from engine.explain.anatomy.beginning import Clip, clipping, gradient
from engine.explain.anatomy.moments import adam, adamw, nadam, radam
from engine.explain.anatomy.sheet import Part, Sheet, Weight
from engine.explain.derivation import Factor, Stage
from engine.text import text

#: Weight decay and everything after it, up to and with Δw; by the optimizer's name in the catalogue.
RULES: Mapping[str, Callable[[Sheet], Factor]] = {
    "SGD": sgd,
    "Adam": adam,
    "AdamW": adamw,
    "RMSprop": rmsprop,
    "Adagrad": adagrad,
    "NAdam": nadam,
    "RAdam": radam,
    "Adadelta": adadelta,
}

_NO_CLIP = Clip()


@dataclass(frozen=True)
class WeightStep:
    """A weight's way through a step.

    `parts` hold the stages in order; the last one ends in the new weight. `state` is what the optimizer
    keeps of the weight afterwards, by torch's names.
    """

    parts: tuple[Part, ...]
    state: Mapping[str, float]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Those of all parts."""
        return tuple(stage for part in self.parts for stage in part.stages)

    @property
    def weight(self) -> float:
        """The new weight."""
        return self.stages[-1].value


def weight_step(
    optimizer: str, settings: Params, weight: Weight, clip: Clip = _NO_CLIP
) -> WeightStep:
    """One step of an optimizer for one weight, in double precision.

    Args:
        optimizer: its name in the catalogue.
        settings: all its settings as they hold in this step, after a schedule has changed them.
        weight: the weight before the step, with its gradient before clipping.
        clip: how gradients are clipped.
    """
    sheet = Sheet(weight, settings)
    sheet.state["step"] = weight.state.get("step", 0.0) + 1.0
    gradient(sheet)
    clipping(sheet, clip)
    move = RULES[optimizer](sheet)
    sheet.end_part(text("Change of the weight"))
    sheet.sum("w", "w + Δw", (sheet.w,), (move,))
    sheet.end_part(text("New weight"))
    return WeightStep(tuple(sheet.parts), sheet.state)
