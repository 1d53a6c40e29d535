"""The two loss curves together: learnt by heart, not learnt enough, or learnt well (tutorial 12)."""

from collections.abc import Iterator, Mapping

import numpy as np

from engine import numbers
from engine.check.doctor.finding import Finding
from engine.check.doctor.look import Look, Rule
from engine.check.doctor.mends import more_room, train_longer
from engine.check.remedies import add_dropout, stop_early
from engine.text import text

_RISING_EPOCHS = 4
#: A rise counts from this share of what had been gained, or of the best loss if that is less; in
#: any case from the last share of what had been gained.
_OF_GAINED, _OF_BEST, _AT_LEAST = 0.05, 0.2, 0.01
_RISE, _RISE_KEPT = 1.0, 0.2
#: Both curves level, with more than so much of the loss still there, and as close as so much of their level.
_UNDER_EPOCHS, _LEVEL = 15, 0.02
_STILL_THERE, _STILL_THERE_KEPT = 0.5, 0.4
_CLOSE = 0.08
#: A loss that has gained less than this has not begun to learn, which is another finding.
_BEGUN = 0.1
#: The gap between the curves as a share of what was gained.
_GENERALISES = 0.1
_GENERALISES_EPOCHS = 10


def overfitting(look: Look) -> Iterator[Finding]:
    """Validation loss has been rising for epochs while train loss falls."""
    train, validation = look.train.values, look.validation.values
    known = np.isfinite(validation)
    if len(train) != len(validation) or known.sum() < _RISING_EPOCHS + 1 or not known[-1]:
        return
    best = int(np.nanargmin(validation))
    since = len(validation) - 1 - best
    if since < _RISING_EPOCHS or not train[-1] < train[best]:
        return
    highest = max(float(np.nanmax(validation[: best + 1])), look.first_loss, look.blind_loss)
    gained = max(highest - float(validation[best]), 1e-12)
    rise = float(np.nanmean(validation[-3:]) - validation[best])
    best_loss = abs(float(validation[best]))
    enough = max(min(_OF_GAINED * gained, _OF_BEST * best_loss), _AT_LEAST * gained)
    if rise < look.limit("overfitting", _RISE, _RISE_KEPT) * enough:
        return
    epochs = look.validation.epochs
    best_epoch, now = int(epochs[best]), int(epochs[-1])
    first_seen = int(epochs[min(best + _RISING_EPOCHS, len(epochs) - 1)])
    mends = [stop_early(look.project), add_dropout(look.project)]
    yield Finding(
        "overfitting",
        "warning",
        text(
            "Overfitting: validation loss has risen from {best} to {now} since epoch {epoch} "
            "while train loss falls",
            best=numbers.short(validation[best]),
            now=numbers.short(validation[-1]),
            epoch=best_epoch,
        ),
        first_seen,
        look.step_of(first_seen),
        tuple(mend for mend in mends if mend is not None),
        evidence=tuple(
            look.of_epochs(label, float(values[at]), series, best_epoch, epoch)
            for label, series, values, at, epoch in (
                (
                    text("Validation loss at its best, epoch {epoch}", epoch=best_epoch),
                    "validation_loss",
                    validation,
                    best,
                    best_epoch,
                ),
                (
                    text("Validation loss now, epoch {epoch}", epoch=now),
                    "validation_loss",
                    validation,
                    -1,
                    now,
                ),
                (
                    text("Train loss then, epoch {epoch}", epoch=best_epoch),
                    "train_loss",
                    train,
                    best,
                    best_epoch,
                ),
                (text("Train loss now, epoch {epoch}", epoch=now), "train_loss", train, -1, now),
            )
        ),
    )


def underfitting(look: Look) -> Iterator[Finding]:
    """Both curves have levelled off close together, with much of the loss still there."""
    train, validation = look.train.tail(_UNDER_EPOCHS), look.validation.tail(_UNDER_EPOCHS)
    if len(train) < _UNDER_EPOCHS or not np.isfinite(train.values).all():
        return
    over = look.ended is not None and look.ended.reason in {"finished", "stopped early"}
    if not over and look.epoch < look.project.training.epochs / 2:
        return  # a loss may rest for long and then fall
    first, now, half = look.first_loss, float(train.values[-1]), _UNDER_EPOCHS // 2
    fell = float(train.values[:half].mean() - train.values[-half:].mean())
    # Losses that may be negative have no share that is left.
    if first <= 0 or now <= 0 or first - now < _BEGUN * first or abs(fell) > _LEVEL * first:
        return
    left = _left(look, now)
    if left < look.limit("underfitting", _STILL_THERE, _STILL_THERE_KEPT):
        return
    held_out = float(validation.values[-1]) if len(validation) else float("nan")
    if np.isfinite(held_out) and held_out - now > _CLOSE * now:
        return
    room = more_room(look.project)
    longer = train_longer(look.project)
    evidence = [
        look.of_start(text("Loss of the first steps"), first, "loss"),
        look.of_epochs(
            text("Train loss of the last {count} epochs, mean", count=_UNDER_EPOCHS),
            float(train.values.mean()),
            "train_loss",
            int(train.epochs[0]),
            int(train.epochs[-1]),
        ),
    ]
    if np.isfinite(held_out):
        evidence.append(
            look.of_epochs(
                text("Validation loss now"), held_out, "validation_loss", int(train.epochs[-1])
            )
        )
    yield Finding(
        "underfitting",
        "warning",
        text(
            "Underfitting: train loss has levelled off at {now}, {share} of what was there to learn, and "
            "validation loss is no better.",
            now=numbers.short(now),
            share=numbers.percent(left),
        ),
        look.epoch,
        look.step,
        (room, longer) if room else (longer,),
        evidence=tuple(evidence),
    )


def _left(look: Look, now: float) -> float:
    """The share of the loss that is still there: of the target's variance, or else of the first loss."""
    r2 = look.curve("r2").values[-1:]
    if r2.size and np.isfinite(r2).all():
        return float(1 - r2[0])
    return now / look.first_loss if look.first_loss > 0 else 0.0


def generalises(look: Look) -> Iterator[Finding]:
    """Validation loss has come down with train loss and lies close to it."""
    train, validation = look.train.values, look.validation.values
    if len(train) != len(validation) or len(validation) < _GENERALISES_EPOCHS:
        return
    if not np.isfinite(validation[-1]):
        return
    gained = look.first_loss - float(train[-1])
    gap = float(validation[-1] - train[-1])
    if gained <= 0 or _left(look, float(train[-1])) > _STILL_THERE or gap > _GENERALISES * gained:
        return
    if validation[-1] > np.nanmin(validation) + _GENERALISES * gained:
        return
    yield Finding(
        "generalises",
        "good",
        text(
            "Generalises well: validation loss {validation} beside {train} in training",
            validation=numbers.short(validation[-1]),
            train=numbers.short(train[-1]),
        ),
        look.epoch,
        look.step,
        evidence=(
            look.of_epochs(
                text("Validation loss now"), float(validation[-1]), "validation_loss", look.epoch
            ),
            look.of_epochs(text("Train loss now"), float(train[-1]), "train_loss", look.epoch),
        ),
    )


RULES: Mapping[str, Rule] = {
    "overfitting": overfitting,
    "underfitting": underfitting,
    "generalises": generalises,
}
