"""Whether steps have the right length: the learning rate, as the loss and the updates tell it.

The guide for ‖Δw‖/‖w‖ is about 1e-3 (Karpathy, CS231n notes, “Ratio of weights:updates”); far from it the
loss decides, as healthy small networks step over by a factor of ten and more.
"""

from collections.abc import Iterator, Mapping
from statistics import median

import numpy as np

from engine import numbers
from engine.check.doctor.finding import Evidence, Finding
from engine.check.doctor.look import FEWEST_STEPS, Floats, Look, Rule, finite
from engine.check.doctor.mends import larger_batches
from engine.check.remedies import learning_rate, scale_learning_rate, usual_rate
from engine.text import Text, text

#: Share of what had been gained that is lost again.
_LOST, _LOST_KEPT = 0.3, 0.15
#: ‖Δw‖/‖w‖, median over the layers.
_GUIDE = 1e-3
_TOO_LONG, _TOO_LONG_KEPT = 0.1, 0.03
_TOO_SHORT, _TOO_SHORT_KEPT = 1e-5, 3e-5
#: A rate is raised by so much at most beyond the usual one.
_MOST_AT_ONCE = 1000.0
#: Share of the first loss that counts as hardly anything gained.
_HARDLY = 0.1
#: Ups of the latest epochs, over what their level explains.
_JUMPING, _JUMPING_KEPT = 1.5, 0.8
_WINDOW_EPOCHS = 8
#: From epoch to epoch a loss changes by this share of its level at least where it is said to jump.
_RESTLESS = 0.03
#: Ups and downs below this share of the first loss are noise.
_NOISE = 0.05
_FEWEST_STEPS, _PARTS = 200, 10
#: Steps after which a loss that has not fallen is stuck.
_BEGUN_STEPS = 50
#: The loss goes up and down with every step of a whole pass over the data.
_ALTERNATING = -0.5
_FULL_BATCH_STEPS = 40


def losses(look: Look) -> tuple[Floats, str]:
    """The train loss of the epochs; while there are few, means over tenths of the steps; and which."""
    if len(look.train) >= 4:
        return finite(look.train.values), "epochs"
    if look.step < _FEWEST_STEPS:
        return np.empty(0), ""
    return finite(look.windows("loss", _PARTS)), "steps"


def update_ratio(look: Look) -> float | None:
    """‖Δw‖/‖w‖ over the latest stretch of steps, the median over the layers that are probed."""
    return median(probed.middle for probed in look.updates.values()) if look.updates else None


def _still_long(look: Look) -> bool:
    """Whether the newest updates are long as well; it takes that to raise the finding, not to keep it."""
    newest = median(probed.newest for probed in look.updates.values())
    return ("rateTooHigh", "") in look.held or newest > _TOO_LONG_KEPT


def _of_updates(look: Look) -> tuple[Evidence, ...]:
    fastest = max(look.updates, key=lambda layer: look.updates[layer].middle)
    return (
        Evidence(
            text("Update / weight, median of the layers"),
            median(probed.middle for probed in look.updates.values()),
        ),
        look.of_stretch(
            text("Update / weight of “{layer}”, the largest", layer=look.name(fastest)),
            look.updates[fastest].middle,
            look.updates[fastest],
            f"update/{fastest}",
        ),
        Evidence(text("Update / weight, where training mostly goes well"), _GUIDE),
    )


def _of_loss(look: Look, kind: str, values: Floats) -> tuple[Evidence, ...]:
    if kind == "epochs":
        best = int(np.nanargmin(look.train.values))
        best_epoch, now = int(look.train.epochs[best]), int(look.train.epochs[-1])
        return (
            look.of_epochs(
                text("Train loss at its lowest, epoch {epoch}", epoch=best_epoch),
                float(look.train.values[best]),
                "train_loss",
                best_epoch,
            ),
            look.of_epochs(
                text("Train loss now, epoch {epoch}", epoch=now),
                float(look.train.values[-1]),
                "train_loss",
                now,
            ),
        )
    return (
        Evidence(
            text("Train loss at its lowest, mean of a tenth of the steps"), float(values.min())
        ),
        look.of_steps(
            text("Train loss now, mean of the latest tenth"),
            float(values[-1]),
            "loss",
            look.step // _PARTS,
        ),
    )


def too_high(look: Look) -> Iterator[Finding]:
    """Train loss rises again; or weights are replaced at every step and the loss does not fall."""
    values, kind = losses(look)
    ratio = update_ratio(look)
    if len(values) < 4:
        return
    # Means over a few, so that a loss that goes up and down around the same value does not count.
    width = 4 if len(values) >= _WINDOW_EPOCHS else 2
    smooth = np.convolve(values, np.full(width, 1 / width), "valid")
    low, last = float(smooth.min()), float(smooth[-1])
    first = max(float(values[0]), look.blind_loss)
    gained = max(first - low, _NOISE * abs(first), 1e-12)
    rising = last - low > look.limit("rateTooHigh", _LOST, _LOST_KEPT) * gained
    long = ratio is not None and ratio > look.limit("rateTooHigh", _TOO_LONG, _TOO_LONG_KEPT)
    begun = look.step >= _BEGUN_STEPS
    stuck = begun and look.first_loss - last < _HARDLY * abs(look.first_loss)
    if rising:
        message = text(
            "Train loss is rising again: from {low} to {now}. The learning rate may be too high.",
            low=numbers.short(low),
            now=numbers.short(last),
        )
    elif long and stuck and ratio is not None and _still_long(look):
        message = text(
            "Each step moves the weights by {share} of their size and the loss does not fall: the "
            "learning rate is too high.",
            share=numbers.percent(ratio),
        )
    else:
        return
    updates = _of_updates(look) if ratio is not None else ()
    yield Finding(
        "rateTooHigh",
        "warning",
        message,
        look.epoch,
        look.step,
        (scale_learning_rate(look.project, 0.1),),
        evidence=(*_of_loss(look, kind, values), *updates),
    )


def oscillation(look: Look) -> Iterator[Finding]:
    """Train loss jumps up and down, from epoch to epoch or, with all rows in a batch, at every step."""
    message = _jumps(look) or _alternates(look)
    if message is None:
        return
    recent = look.recent("loss")
    more = larger_batches(look.project, _rows(look)) if look.figures.steps_per_epoch > 1 else None
    lower = scale_learning_rate(look.project, 0.3)
    yield Finding(
        "oscillation",
        "warning",
        message,
        look.epoch,
        look.step,
        (lower, more) if more else (lower,),
        evidence=(
            look.of_steps(text("Loss of the last steps, largest"), float(recent.max()), "loss"),
            look.of_steps(text("Loss of the last steps, smallest"), float(recent.min()), "loss"),
        ),
    )


def _rows(look: Look) -> int | None:
    figures = look.data.figures if look.data is not None else None
    return figures.rows if figures is not None else None


def _jumps(look: Look) -> Text | None:
    """Whether the ups of the latest epochs add up to more than their level can explain."""
    values = finite(look.train.values)
    recent = values[-_WINDOW_EPOCHS:]
    changes = np.diff(recent)
    if len(recent) < _WINDOW_EPOCHS or min((changes > 0).sum(), (changes < 0).sum()) < 3:
        return None
    low, first = float(values.min()), max(float(values[0]), look.blind_loss)
    gained = max(first - low, _NOISE * abs(first), 1e-12)
    level = float(np.median(recent))
    spread = max(level - low, 0.25 * gained)
    if float(np.abs(changes).mean()) < _RESTLESS * abs(level):
        return None
    ups = float(changes.clip(min=0.0).sum())
    if ups <= look.limit("oscillation", _JUMPING, _JUMPING_KEPT) * spread:
        return None
    return text(
        "Train loss jumps up and down from epoch to epoch. The learning rate may be too high."
    )


def _alternates(look: Look) -> Text | None:
    """Whether the loss of the same rows goes up after every step down: the steps overshoot."""
    if look.figures.steps_per_epoch != 1:
        return None
    recent = look.recent("loss", _FULL_BATCH_STEPS)
    changes = np.diff(recent)
    if len(recent) < _FULL_BATCH_STEPS or not changes.any():
        return None
    turns = float((changes[1:] * changes[:-1]).sum() / (changes**2).sum())
    swing = float(np.abs(changes).mean())
    if turns > _ALTERNATING or swing < _NOISE * abs(look.first_loss):
        return None
    return text(
        "Train loss goes up after every step down, by {swing} on average: the steps overshoot. The "
        "learning rate may be too high.",
        swing=numbers.short(swing),
    )


def too_low(look: Look) -> Iterator[Finding]:
    """Weights hardly move, and the loss neither."""
    # Where only some layers stand still, it is not the rate that keeps them.
    ratio = max((probed.middle for probed in look.updates.values()), default=0.0)
    newest = max((probed.newest for probed in look.updates.values()), default=0.0)
    values = look.recent("loss")
    if len(values) < FEWEST_STEPS or look.step < _FEWEST_STEPS or ratio == 0:
        return
    now = float(values.mean())
    stuck = look.first_loss - now < _HARDLY * abs(look.first_loss)
    if not stuck or ratio > look.limit("rateTooLow", _TOO_SHORT, _TOO_SHORT_KEPT):
        return
    if ("rateTooLow", "") not in look.held and newest > _TOO_SHORT_KEPT:
        return
    usual = usual_rate(look.project.training.optimizer.kind) / learning_rate(look.project)
    factor = min(10.0 ** round(np.log10(_GUIDE / ratio)), max(usual, _MOST_AT_ONCE))
    yield Finding(
        "rateTooLow",
        "warning",
        text(
            "Each step moves the weights by {ratio} of their size, and the loss has hardly fallen: the "
            "learning rate is too low.",
            ratio=numbers.short(float(f"{ratio:.2g}")),
        ),
        look.epoch,
        look.step,
        (scale_learning_rate(look.project, factor),),
        evidence=(
            look.of_start(text("Loss of the first steps"), look.first_loss, "loss"),
            look.of_steps(text("Loss of the last steps, mean"), now, "loss"),
            *_of_updates(look),
        ),
    )


RULES: Mapping[str, Rule] = {
    "rateTooHigh": too_high,
    "oscillation": oscillation,
    "rateTooLow": too_low,
}
