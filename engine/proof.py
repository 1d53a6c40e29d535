"""What a try-out of a fix beside the original shows, in numbers and in an honest sentence; needs no torch."""

from dataclasses import dataclass

import numpy as np

from engine import numbers
from engine.spec.project import Project
from engine.text import Text, text

#: Steps that each of the two takes.
STEPS = 50
#: Losses at the end whose mean is compared.
_LAST = 10
#: A difference counts from so many standard errors of the paired losses, and from this share of them.
_ERRORS, _SHARE = 2.0, 0.02


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: the loss of each step, why it broke off, and its validation loss at the end."""

    losses: np.ndarray
    ended: Text | None = None
    validation: float | None = None


@dataclass(frozen=True, eq=False)
class Proof:
    """The original and the fixed project after some steps from the same state, or `steps` when done.

    `project` is the one with the fix. `from_step` is the step of the run that both go on from; None where the fixed network does not take the
    run's weights, and both began with their own first ones. `going_on` is handed back to the engine until
    it is `done`.
    """

    project: Project
    steps: int
    original: Side
    fixed: Side
    from_step: int | None
    done: bool
    going_on: object = None

    @property
    def start(self) -> Text:
        """Where both began, in words."""
        if self.from_step is None:
            return text(
                "Both begin with fresh weights, as the weights of the run do not fit the changed network."
            )
        if self.from_step == 0:
            return text("Both begin with the run's first weights, and take the same batches.")
        return text(
            "Both go on from step {step}, with the same batches.",
            step=numbers.count(self.from_step),
        )

    @property
    def verdict(self) -> Text:
        """What it shows, once it is done."""
        without, having = self.original, self.fixed
        if without.ended is not None and having.ended is not None:
            return text(
                "Both break off: with the fix at step {with_it} of {all}, without it at step {without}.",
                with_it=_broke_at(having),
                without=_broke_at(without),
                all=self.steps,
            )
        if without.ended is not None:
            return text(
                "Without the fix the run breaks off at step {step} of {all}. With it all of them are taken, "
                "and the loss is {loss}.",
                step=_broke_at(without),
                loss=numbers.short(_end(having)),
                all=self.steps,
            )
        if having.ended is not None:
            return text(
                "With the fix the run breaks off at step {step} of {all}. Without it all of them are taken, "
                "and the loss is {loss}.",
                step=_broke_at(having),
                loss=numbers.short(_end(without)),
                all=self.steps,
            )
        names = {
            "steps": len(having.losses),
            "with_it": numbers.short(_end(having)),
            "without": numbers.short(_end(without)),
            "last": _LAST,
        }
        if not self.differs:
            return text(
                "No difference worth the name after {steps} steps: {with_it} with the fix, {without} "
                "without.",
                **names,
            )
        if _end(having) < _end(without):
            return text(
                "After {steps} steps {with_it} with the fix, {without} without: means of the last {last}.",
                **names,
            )
        return text(
            "After {steps} steps the loss is higher with the fix: {with_it}, and {without} without, means of "
            "the last {last}.",
            **names,
        )

    @property
    def validation_verdict(self) -> Text | None:
        """What the validation rows say to it, where there are some."""
        if self.fixed.validation is None or self.original.validation is None:
            return None
        return text(
            "Validation loss after that: {with_it} with the fix, {without} without.",
            with_it=numbers.short(self.fixed.validation),
            without=numbers.short(self.original.validation),
        )

    @property
    def is_worse(self) -> bool:
        """Whether it shows, once it is done, that the fix does harm here.

        Not where it lowers the validation loss: what is against overfitting costs train loss.
        """
        if not self.done or self.original.ended is not None:
            return False
        if self.fixed.ended is not None:
            return True
        having, without = self.fixed.validation, self.original.validation
        if having is not None and without is not None and having < without:
            return False
        return self.differs and _end(self.fixed) > _end(self.original)

    @property
    def differs(self) -> bool:
        """Whether the last losses differ by more than chance and by more than a trifle."""
        return differ(self.original.losses, self.fixed.losses)


def differ(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether the last losses of two runs differ by more than chance and by more than a trifle."""
    last = min(_LAST, len(one), len(other))
    if last < 2:
        return False
    apart = other[-last:] - one[-last:]
    error = float(apart.std(ddof=1)) / last**0.5
    mean = abs(float(apart.mean()))
    level = max(abs(float(one[-last:].mean())), abs(float(other[-last:].mean())))
    return mean > _ERRORS * error and mean > _SHARE * level


def _broke_at(side: Side) -> int:
    """The step of the try-out, from 1, that gave no numbers."""
    return len(side.losses) + 1


def _end(side: Side) -> float:
    """The mean of the last losses."""
    return float(side.losses[-_LAST:].mean()) if len(side.losses) else float("nan")


def shows_in_steps(before: Project, after: Project) -> bool:
    """Whether an edit can show in the loss of a few steps, measured alike with and without it.

    Not one that only says when to stop, and not one that measures the loss in another way.
    """
    if before.data != after.data or before.training.losses != after.training.losses:
        return False
    alike = after.training.replace(epochs=before.training.epochs, stopping=before.training.stopping)
    return after.replace(training=alike) != before
