"""The five phases of a step: the line of PyTorch that each of them is, and what that line does."""

from dataclasses import dataclass

from engine.text import Text, text
from engine.walk_answers import PHASES, PhaseName


@dataclass(frozen=True)
class Line:
    """A line of code and what it does."""

    code: str
    meaning: Text


LINES: dict[PhaseName, Line] = {
    "zero_grad": Line(
        "optimizer.zero_grad()",
        text("forgets old gradients: every .grad is None"),
    ),
    "forward": Line(
        "output = model(x)",
        text("computes every layer, from the input to the output"),
    ),
    "loss": Line(
        "loss = criterion(output, y)",
        text("says in one number how far off the output is"),
    ),
    "backward": Line(
        "loss.backward()",
        text("fills every .grad, from the loss to the input"),
    ),
    "step": Line("optimizer.step()", text("moves every parameter against its gradient")),
}


def place(phase: PhaseName) -> int:
    """Which phase it is, from 0."""
    return PHASES.index(phase)


def is_reached(phase: PhaseName, wanted: PhaseName) -> bool:
    """Whether `wanted` is done once `phase` is."""
    return place(phase) >= place(wanted)
