"""What the picture of the loss around a step shows, in numbers; its legend at the same time."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine import numbers
from engine.surface import SliceAnswer
from gui.plots.slice_plot import ARROW, MOMENTUM, PLAIN, STEP
from gui.translate import tr

Mark = Literal["dot", "arrow", "way"]


@dataclass(frozen=True)
class Fact:
    """Something in the picture: its mark, the role of its colour, its name, and lines of numbers."""

    mark: Mark
    color: str
    name: str
    lines: tuple[str, ...]


def facts(answer: SliceAnswer) -> list[Fact]:
    """From the point where the weights stand to where each way ends."""
    here = (*_at(answer, answer.here), _loss(answer.loss))
    found = [
        Fact("dot", "text", tr("The weights here"), here),
        Fact("arrow", ARROW, tr("Against the gradient"), _gradient(answer)),
    ]
    if answer.after is not None:
        found.append(Fact("arrow", STEP, tr("The step that was taken"), _step(answer)))
    plain = tr("Gradient descent, learning rate {rate}").format(rate=numbers.typed(answer.rate))
    momentum = tr("With momentum {share}").format(share=numbers.typed(answer.share))
    found.append(Fact("way", PLAIN, plain, _way(answer.plain, answer.plain_loss)))
    found.append(Fact("way", MOMENTUM, momentum, _way(answer.momentum, answer.momentum_loss)))
    return found


def _at(answer: SliceAnswer, place: NDArray[np.float64]) -> tuple[str, ...]:
    pairs = zip(answer.names, place.tolist(), strict=True)
    return tuple(f"{name} = {numbers.long(value)}" for name, value in pairs)


def _loss(value: float) -> str:
    return tr("loss {loss}").format(loss=numbers.long(value))


def _gradient(answer: SliceAnswer) -> tuple[str, ...]:
    slopes = answer.gradient.tolist()
    lines = [
        f"∂L/∂{name} = {numbers.long(slope)}"
        for name, slope in zip(answer.names, slopes, strict=True)
    ]
    length = math.hypot(*slopes)
    if not math.isfinite(length):
        return (*lines, tr("no direction: the gradient is no number"))
    if not length:
        return (*lines, tr("no direction: the loss is flat here"))
    down = -answer.gradient / length
    direction = ", ".join(numbers.short(part) for part in down.tolist())
    lines.append(tr("length {length}").format(length=numbers.long(length)))
    lines.append(tr("direction ({parts})").format(parts=direction))
    return tuple(lines)


def _step(answer: SliceAnswer) -> tuple[str, ...]:
    assert answer.after is not None, "only a taken step led somewhere"
    moved = zip(answer.names, (answer.after - answer.here).tolist(), strict=True)
    lines = tuple(f"Δ {name} = {numbers.long(by)}" for name, by in moved)
    return (*lines, _loss(answer.after_loss if answer.after_loss is not None else math.nan))


def _way(way: NDArray[np.float64], loss: float) -> tuple[str, ...]:
    end = ", ".join(numbers.short(part) for part in way[-1].tolist())
    count = numbers.count(len(way) - 1)
    words = tr("{count} steps to ({end})").format(count=count, end=end)
    return words, _loss(loss)
