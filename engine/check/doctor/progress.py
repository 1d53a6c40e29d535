"""How far the loss has come: not at all, no further, or still on its way."""

from collections.abc import Iterator, Mapping

import numpy as np

from engine import numbers
from engine.check.doctor.finding import Finding
from engine.check.doctor.look import Curve, Look, Rule
from engine.check.doctor.mends import lower_at_plateaus, train_longer
from engine.check.doctor.pace import update_ratio
from engine.check.remedies import Fix, is_far_too_high, scale_learning_rate
from engine.text import Text, text

_FLAT_EPOCHS = 10
#: Change over these epochs, as a share of the first loss.
_FLAT, _FLAT_KEPT = 0.02, 0.05
#: Share of the first loss that must be gained to count as having moved.
_STUCK_SHARE = 0.1
#: Change over a fifth of the epochs, as a share of what was gained in all.
_LEVEL, _LEVEL_KEPT = 0.01, 0.02
_LEVEL_EPOCHS = 20
#: A loss below this share of the first one has done its work.
_DONE = 0.1
#: Share of what was gained in all that the last tenth of the epochs must bring, to be worth going on.
_IMPROVING = 0.02
_IMPROVING_EPOCHS = 10
#: Steps longer than this make a loss that does not move likelier too restless than too slow.
_LONG_STEPS = 0.01


def _moved(look: Look, tail: Curve) -> float | None:
    """How much the mean of the later half of the epochs lies below that of the earlier one."""
    if len(tail) < 4 or not np.isfinite(tail.values).all():
        return None
    half = len(tail) // 2
    return float(tail.values[:half].mean() - tail.values[-half:].mean())


def flat(look: Look) -> Iterator[Finding]:
    """Train loss has stopped falling while most of it is still there."""
    if len(look.train) < _FLAT_EPOCHS + 1:
        return
    tail = look.train.tail(_FLAT_EPOCHS)
    change = _moved(look, tail)
    first, now = look.first_loss, float(tail.values[-1])
    scale = max(abs(first), abs(now), 1e-12)
    if change is None or max(first, look.blind_loss) - now >= _STUCK_SHARE * scale:
        return
    if abs(change) > look.limit("flat", _FLAT, _FLAT_KEPT) * scale:
        return
    ratio = update_ratio(look)
    long = ratio is not None and ratio > _LONG_STEPS
    factor = 0.1 if long or is_far_too_high(look.project) else 10.0
    yield Finding(
        "flat",
        "warning",
        text(
            "Train loss has hardly moved since the start: {first}, now {now}",
            first=numbers.short(first),
            now=numbers.short(now),
        ),
        look.epoch,
        look.step,
        (scale_learning_rate(look.project, factor),),
        evidence=(
            look.of_start(text("Loss of the first steps"), first, "loss"),
            look.of_epochs(
                text("Train loss of the last {count} epochs, mean", count=len(tail)),
                float(tail.values.mean()),
                "train_loss",
                int(tail.epochs[0]),
                int(tail.epochs[-1]),
            ),
        ),
    )


def _levelled(now: float, epochs: int, change: float) -> Text:
    """The sentence about a plateau; a loss that rose a little has brought nothing."""
    if change <= 0:
        return text(
            "Train loss has levelled off at {now}: the last {count} epochs brought nothing.",
            now=numbers.short(now),
            count=epochs,
        )
    return text(
        "Train loss has levelled off at {now}: the last {count} epochs brought {change}.",
        now=numbers.short(now),
        count=epochs,
        change=numbers.short(float(f"{change:.2g}")),
    )


def plateau(look: Look) -> Iterator[Finding]:
    """Train loss fell and has levelled off: good where little of it is left, else a reason to try more."""
    curve = look.train
    count = max(_LEVEL_EPOCHS, len(curve) // 5)
    if len(curve) < count + 5:
        return
    tail = curve.tail(count)
    change = _moved(look, tail)
    first, now = look.first_loss, float(tail.values[-1])
    gained = first - now
    if change is None or gained < _STUCK_SHARE * max(abs(first), 1e-12):
        return
    if abs(change) > look.limit("plateau", _LEVEL, _LEVEL_KEPT) * gained:
        return
    mend = lower_at_plateaus(look.project)
    since, stride = int(tail.epochs[0]), int(tail.epochs[1] - tail.epochs[0])
    yield Finding(
        "plateau",
        "note",
        _levelled(now, count * stride, change),
        look.epoch,
        look.step,
        (mend,) if mend and now > _DONE * abs(first) else (),
        evidence=(
            look.of_start(text("Loss of the first steps"), first, "loss"),
            look.of_epochs(
                text("Train loss of the last {count} epochs, mean", count=len(tail)),
                float(tail.values.mean()),
                "train_loss",
                since,
                int(tail.epochs[-1]),
            ),
            look.of_epochs(
                text("What these epochs have brought, one half against the other"),
                change,
                "train_loss",
                since,
                int(tail.epochs[-1]),
            ),
        ),
    )


def improving(look: Look) -> Iterator[Finding]:
    """The watched loss still falls; where the run is over, more epochs would bring more."""
    watched = look.validation if np.isfinite(look.validation.values[-1:]).any() else look.train
    count = max(_IMPROVING_EPOCHS, len(watched) // 10)
    if len(watched) < count + 2:
        return
    tail = watched.tail(count)
    change = _moved(look, tail)
    known = watched.values[np.isfinite(watched.values)]
    gained = float(known[0] - known[-count:].min()) if len(known) else 0.0
    if change is None or gained <= 0 or change < _IMPROVING * gained:
        return
    if float(tail.values[-1]) > float(tail.values[0]):
        return
    before, now = float(tail.values[0]), float(tail.values[-1])
    names = {"before": numbers.short(before), "now": numbers.short(now), "count": len(tail)}
    over = look.ended is not None and look.ended.reason == "finished"
    mends: tuple[Fix, ...] = (train_longer(look.project),) if over else ()
    if over:
        message = text(
            "The loss was still falling at the end: from {before} to {now} in the last {count} epochs.",
            **names,
        )
    else:
        message = text(
            "Still improving: from {before} to {now} in the last {count} epochs", **names
        )
    label = text("Validation loss") if watched.name == "validation_loss" else text("Train loss")
    yield Finding(
        "improving",
        "note" if over else "good",
        message,
        look.epoch,
        look.step,
        mends,
        evidence=(
            look.of_epochs(label, now, watched.name, int(tail.epochs[0]), int(tail.epochs[-1])),
        ),
    )


RULES: Mapping[str, Rule] = {"flat": flat, "plateau": plateau, "improving": improving}
