"""What the network answers: always the same class, no better than a guess, or never the rare one."""

from collections.abc import Iterator, Mapping
from math import isfinite

import numpy as np

from engine import numbers
from engine.check.doctor.finding import Evidence, Finding
from engine.check.doctor.look import Look, Rule
from engine.check.doctor.mends import weigh_classes
from engine.check.remedies import Fix, scale_learning_rate
from engine.text import text

#: One class in this share of the predictions, while it has less than so much of the rows.
_ONE_CLASS, _ONE_CLASS_KEPT, _MOST_OF_ROWS = 0.98, 0.95, 0.9
_FEWEST_EPOCHS = 3
#: Accuracy above the share of the commonest class, and R² above 0, that count as more than a guess.
_GUESS, _GUESS_KEPT = 0.01, 0.03
_GUESS_EPOCHS = 10
#: Share of the first loss gained in these epochs that counts as coming down fast.
_FALLING = 0.05
#: Rows of the commonest class for one of the rarest.
_UNEVEN, _UNEVEN_KEPT = 4.0, 3.0
#: Recall of the rarest class as a share of the accuracy.
_MISSED, _MISSED_KEPT = 0.5, 0.7
_FEWEST_ROWS = 5


def _latest(look: Look) -> tuple[int, np.ndarray] | None:
    """The latest counts of true × predicted, once there has been time to learn."""
    items = look.figures.confusions.items
    if not items or items[-1][0] < _FEWEST_EPOCHS or not items[-1][1].sum():
        return None
    return items[-1]


def collapse(look: Look) -> Iterator[Finding]:
    """One class is predicted for every row."""
    latest = _latest(look)
    if latest is None:
        return
    epoch, counts = latest
    total = float(counts.sum())
    predicted = counts.sum(axis=0) / total
    one = int(predicted.argmax())
    share, true = float(predicted[one]), float(counts[one].sum()) / total
    if share < look.limit("collapse", _ONE_CLASS, _ONE_CLASS_KEPT) or true > _MOST_OF_ROWS:
        return
    weigh = weigh_classes(look.project, look.data)
    lower = scale_learning_rate(look.project, 0.1)
    mends: tuple[Fix, ...] = (weigh, lower) if weigh else (lower,)
    yield Finding(
        "collapse",
        "bad",
        text(
            "The network says “{name}” for {share} of the rows; only {true} are of that class.",
            name=look.class_name(one),
            share=numbers.percent(share),
            true=numbers.percent(true),
        ),
        epoch,
        look.step_of(epoch),
        mends,
        evidence=(
            Evidence(
                text("Rows predicted as “{name}”", name=look.class_name(one)), share, unit="share"
            ),
            Evidence(text("Rows of class “{name}”", name=look.class_name(one)), true, unit="share"),
            Evidence(text("Rows judged"), total, unit="count"),
        ),
    )


def chance(look: Look) -> Iterator[Finding]:
    """The metric is no better than that of a guess which never looks at the input."""
    found = _accuracy(look) or _r2(look)
    if found is None or _falling(look):
        return
    name, value, guess, epoch = found
    above = look.limit("chance", _GUESS, _GUESS_KEPT)
    if not isfinite(value) or value > guess + above:
        return
    if name.endswith("accuracy"):
        message = text(
            "Accuracy {value} is what always naming the commonest class would reach: {guess}.",
            value=numbers.percent(value),
            guess=numbers.percent(guess),
        )
        label, unit = text("Accuracy"), "share"
    else:
        message = text(
            "R² is {value}: always answering the mean of the target would be as good.",
            value=numbers.short(value),
        )
        label, unit = text("R²"), ""
    evidence = look.of_epochs(label, value, name, epoch)
    yield Finding(
        "chance",
        "warning",
        message,
        epoch,
        look.step_of(epoch),
        evidence=(
            Evidence(evidence.label, evidence.value, evidence.source, "share" if unit else ""),
            Evidence(
                text("A guess that never looks at the input"), guess, unit="share" if unit else ""
            ),
        ),
    )


def _falling(look: Look) -> bool:
    """Whether train loss still comes down fast, so that the metric may follow."""
    tail = look.train.tail(_GUESS_EPOCHS).values
    return bool(tail[0] - tail[-1] > _FALLING * abs(look.first_loss))


def _last_of(look: Look, *names: str) -> tuple[str, float, int] | None:
    """The best of the latest epochs of the first of these figures that there is."""
    for name in names:
        curve = look.curve(name)
        recent = curve.tail(_GUESS_EPOCHS).values
        if len(curve) >= _GUESS_EPOCHS and np.isfinite(recent).any():
            return name, float(np.nanmax(recent)), int(curve.epochs[-1])
    return None


def _accuracy(look: Look) -> tuple[str, float, float, int] | None:
    found = _last_of(look, "validation_accuracy", "accuracy")
    if found is None:
        return None
    name, value, epoch = found
    items = look.figures.confusions.items
    if name == "validation_accuracy" and items:
        counts = items[-1][1].sum(axis=1)
    else:
        counts = np.array(look.counts)
    if not counts.sum():
        return None
    return name, value, float(counts.max() / counts.sum()), epoch


def _r2(look: Look) -> tuple[str, float, float, int] | None:
    found = _last_of(look, "validation_r2", "r2")
    return (found[0], found[1], 0.0, found[2]) if found is not None else None


def imbalance(look: Look) -> Iterator[Finding]:
    """A rare class is missed far more often than the others."""
    counts, latest = np.array(look.counts), _latest(look)
    if latest is None or len(counts) != len(latest[1]) or np.count_nonzero(counts) < 2:
        return
    epoch, matrix = latest
    rare = int(np.where(counts > 0, counts, counts.max() + 1).argmin())
    ratio, rows = float(counts.max() / counts[rare]), float(matrix[rare].sum())
    if ratio < look.limit("imbalance", _UNEVEN, _UNEVEN_KEPT) or rows < _FEWEST_ROWS:
        return
    recall, accuracy = float(matrix[rare, rare] / rows), float(np.trace(matrix) / matrix.sum())
    if recall > look.limit("imbalance", _MISSED, _MISSED_KEPT) * accuracy:
        return
    mend = weigh_classes(look.project, look.data)
    name = look.class_name(rare)
    yield Finding(
        "imbalance",
        "warning",
        text(
            "“{name}” is found in {recall} of its rows, while {accuracy} of all rows are right: it has "
            "{rows} training rows, the commonest class {most}.",
            name=name,
            recall=numbers.percent(recall),
            accuracy=numbers.percent(accuracy),
            rows=numbers.count(int(counts[rare])),
            most=numbers.count(int(counts.max())),
        ),
        epoch,
        look.step_of(epoch),
        (mend,) if mend else (),
        evidence=(
            Evidence(text("Recall of “{name}”", name=name), recall, unit="share"),
            Evidence(text("Accuracy"), accuracy, unit="share"),
            Evidence(
                text("Training rows of the commonest class for one of “{name}”", name=name), ratio
            ),
        ),
    )


RULES: Mapping[str, Rule] = {"collapse": collapse, "chance": chance, "imbalance": imbalance}
