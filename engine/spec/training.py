"""How the network learns: loss, optimizer, schedule, batches, stopping, seed, numeric path."""

from typing import Annotated, Literal

from pydantic import Field as PydanticField

from engine.spec.base import Spec
from engine.spec.component import Component, component


class LossTerm(Spec):
    """One weighted term of the loss.

    `output` names a layer (empty: the network's first output). `target` is "" for the data's target
    or "input" for the input itself (an autoencoder). `transform` is applied to output and target
    alike before the loss: "sum" and "mean" over all elements.
    """

    loss: Component
    output: str = ""
    target: Literal["", "input"] = ""
    transform: Literal["none", "sum", "mean"] = "none"
    weight: float = 1.0


class TrainingSpec(Spec):
    """The settings of a run; `threads` 0 means chosen by the size of the model.

    `steps` "eager" takes each step by itself; "auto" takes many at once where that gives the same.
    """

    losses: Annotated[tuple[LossTerm, ...], PydanticField(min_length=1)] = (
        LossTerm(loss=component("MSE")),
    )
    optimizer: Component = component("Adam")
    schedule: Component = component("constant")
    batch_size: Annotated[int, PydanticField(ge=1, le=10_000_000)] = 32
    epochs: Annotated[int, PydanticField(ge=1, le=10_000_000)] = 100
    shuffle: bool = True
    drop_last: bool = False
    clipping: Component = component("off")
    stopping: Component = component("off")
    seed: Annotated[int, PydanticField(ge=0, le=2**63 - 1)] = 0
    threads: Annotated[int, PydanticField(ge=0, le=1024)] = 0
    device: Literal["auto", "cpu", "cuda"] = "auto"
    steps: Literal["auto", "eager"] = "auto"

    @property
    def looks_at_targets(self) -> bool:
        """Whether some loss term compares with the data's target, and not all with the input itself."""
        return any(term.target == "" for term in self.losses)
