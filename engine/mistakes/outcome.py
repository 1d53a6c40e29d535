"""What two runs show of a mistake: both curves, where they first differ, and what it means. Needs no torch."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from engine import numbers
from engine.explain.operation import Index
from engine.mistakes.kinds import MISTAKES
from engine.proof import differ
from engine.text import Text, text

#: Losses at the end whose mean is told.
_LAST = 10
#: Validation losses differ from this share of the larger on.
_SHARE = 0.02

What = Literal["weight", "row", "value", "loss", "gradient", "updated", "validation"]


@dataclass(frozen=True, eq=False)
class Curves:
    """One of the two runs: the loss of each step, and the validation losses with the steps before them.

    `ended` says why it broke off.
    """

    losses: np.ndarray
    validations: tuple[tuple[int, float], ...] = ()
    ended: Text | None = None

    @property
    def end(self) -> float:
        """The mean of the last losses."""
        return float(self.losses[-_LAST:].mean()) if len(self.losses) else float("nan")


NO_CURVES = Curves(np.zeros(0))

_WORDS: dict[What, Text] = {
    "weight": text(
        "They differ before the first step: {place} begins at {right} done right, at {wrong} with the "
        "mistake."
    ),
    "row": text(
        "They first differ in the rows of step {step}: {place} is {right} done right, {wrong} with the "
        "mistake."
    ),
    "value": text(
        "They first differ in the forward pass of step {step}: {place} is {right} done right, {wrong} "
        "with the mistake."
    ),
    "loss": text(
        "They first differ in the loss of step {step}: {right} done right, {wrong} with the mistake."
    ),
    "gradient": text(
        "They first differ in the backward pass of step {step}: the gradient of {place} is {right} done "
        "right, {wrong} with the mistake."
    ),
    "updated": text(
        "They first differ in what step {step} makes of the weights: {place} becomes {right} done right, "
        "{wrong} with the mistake."
    ),
    "validation": text(
        "They first differ in the validation after step {step}: its loss is {right} done right, {wrong} "
        "with the mistake."
    ),
}


@dataclass(frozen=True)
class Difference:
    """The first numbers that are not the same in both runs.

    Of the first tensor that differs it is the element whose two values are furthest apart. `step`
    counts from 1; 0 is before the first.
    """

    step: int
    what: What
    tensor: str
    at: Index
    right: float
    wrong: float

    @property
    def place(self) -> str:
        """The number's name, such as `fc1.weight[0, 3]`."""
        return f"{self.tensor}[{', '.join(map(str, self.at))}]" if self.at else self.tensor

    @property
    def words(self) -> Text:
        """Where it is, and what it is in both."""
        values = {
            "step": numbers.count(self.step),
            "place": self.place,
            "right": numbers.long(self.right),
            "wrong": numbers.long(self.wrong),
        }
        return replace(_WORDS[self.what], args=values)


@dataclass(frozen=True, eq=False)
class MistakeAnswer:
    """A mistake on trial, or all there is to say of it once `done`.

    `refused` says why it can't be made in this project. `raised` is PyTorch's own message where the
    mistake ends in an error. `findings` are what was seen in these two runs beside their losses.
    `going_on` is handed back to the engine until it is done.
    """

    mistake: str
    steps: int
    right: Curves
    wrong: Curves
    done: bool
    difference: Difference | None = None
    refused: Text | None = None
    raised: str = ""
    findings: tuple[Text, ...] = field(default_factory=tuple)
    going_on: object = None

    @property
    def by_validation(self) -> bool:
        """Whether the mistake shows in the validation losses rather than in the steps'."""
        return self.mistake == "eval"

    @property
    def matters(self) -> bool:
        """Whether it made a difference worth the name."""
        if self.raised or self.wrong.ended is not None:
            return True
        if self.by_validation:
            return _validations_differ(self.right.validations, self.wrong.validations)
        return differ(self.right.losses, self.wrong.losses)

    @property
    def verdict(self) -> Text:
        """What came of it, once it is done."""
        if self.refused is not None:
            return self.refused
        if self.mistake == "retain":
            return _of_backward_twice(bool(self.raised))
        if self.difference is None:
            return text("Both runs are the same to the last digit.")
        if self.wrong.ended is not None:
            return text(
                "With the mistake the run breaks off after {steps} steps. Done right the loss is {right} "
                "after {all}.",
                steps=numbers.count(len(self.wrong.losses)),
                right=numbers.short(self.right.end),
                all=numbers.count(len(self.right.losses)),
            )
        return self._by_numbers()

    def _by_numbers(self) -> Text:
        right, wrong = self.right.end, self.wrong.end
        if self.by_validation and self.right.validations and self.wrong.validations:
            right, wrong = self.right.validations[-1][1], self.wrong.validations[-1][1]
        shown = {
            "steps": numbers.count(len(self.right.losses)),
            "last": numbers.count(min(_LAST, len(self.right.losses))),
            "right": numbers.short(right),
            "wrong": numbers.short(wrong),
        }
        if not self.matters:
            return text(
                "No difference worth the name after {steps} steps: {right} done right, {wrong} with the "
                "mistake.",
                **shown,
            )
        if self.by_validation:
            return text(
                "The validation loss after {steps} steps is {right} done right, {wrong} with the mistake.",
                **shown,
            )
        if wrong > right:
            return text(
                "The mean loss of the last {last} of {steps} steps is {right} done right, {wrong} with the "
                "mistake.",
                **shown,
            )
        return text(
            "Here the mean loss of the last {last} of {steps} steps is even lower with the mistake: "
            "{wrong}, and {right} done right.",
            **shown,
        )

    @property
    def why(self) -> Text:
        """Why it does what it does, here or where it can be made; where it did no harm, why not."""
        mistake = MISTAKES[self.mistake]
        return mistake.why if self.harms or self.refused is not None else mistake.harmless

    @property
    def harms(self) -> bool:
        """Whether it made things worse, as far as these runs show; other validation losses are no truer ones."""
        if self.refused is not None or not self.matters:
            return False
        return bool(self.raised) or self.by_validation or not self.wrong.end <= self.right.end


def _validations_differ(
    right: Sequence[tuple[int, float]], wrong: Sequence[tuple[int, float]]
) -> bool:
    pairs = zip(right, wrong, strict=False)
    return any(abs(a - b) > _SHARE * max(abs(a), abs(b)) for (_, a), (_, b) in pairs)


def _of_backward_twice(raised: bool) -> Text:
    if raised:
        return text("The second backward() of the first step raises an error. PyTorch says:")
    return text("The second backward() goes through, and adds the same gradients once more.")
