"""Early stopping and schedules that never come to act, or have nothing to watch."""

from collections.abc import Iterator

from engine import numbers
from engine.catalog.schedulers import schedule_kind
from engine.catalog.stopping import stopping_kind
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import set_data, set_training
from engine.spec.component import component
from engine.text import text

_VALIDATION_SHARE = 0.15


def stopping_unwatched(case: Case) -> Iterator[Advice]:
    """Early stopping that has only the training loss to watch."""
    split = case.project.data.split
    if case.project.training.stopping.kind == "off" or split.validation > 0:
        return
    train = round(split.train * (1 - _VALIDATION_SHARE), 4)
    test = round(split.test * (1 - _VALIDATION_SHARE), 4)
    shares = split.replace(train=train, test=test, validation=round(1 - train - test, 4))
    yield Advice(
        None,
        text(
            "Early stopping has no validation rows to watch: the training loss also falls while the "
            "network learns by heart."
        ),
        (
            set_data(
                text(
                    "Take {share} of the rows for validation",
                    share=numbers.percent(_VALIDATION_SHARE),
                ),
                split=shares,
            ),
            set_training(text("Switch early stopping off"), stopping=component("off")),
        ),
    )


def stopping_too_patient(case: Case) -> Iterator[Advice]:
    """Early stopping that would wait longer than the run takes."""
    training = case.project.training
    stopping = training.stopping
    patience = stopping_kind(stopping.kind).values(stopping.params).get("patience")
    if patience is None or patience < training.epochs or training.epochs == 1:
        return
    sooner = max(1, training.epochs // 10)
    yield Advice(
        None,
        text(
            "Early stopping waits {patience} epochs, but the run has only {epochs}: it never stops.",
            patience=patience,
            epochs=training.epochs,
        ),
        (
            set_training(
                text("Wait {epochs} epochs", epochs=sooner),
                stopping=stopping.replace(params={**stopping.params, "patience": sooner}),
            ),
        ),
    )


def schedule_too_late(case: Case) -> Iterator[Advice]:
    """A schedule whose first change would come after the last epoch."""
    training = case.project.training
    chosen = training.schedule
    name = {"step": "step_size", "plateau": "patience"}.get(chosen.kind)
    if name is None or training.epochs < 2:
        return
    wait = schedule_kind(chosen.kind).values(chosen.params)[name]
    if wait < training.epochs:
        return
    sooner = max(1, training.epochs // 3)
    yield Advice(
        None,
        text(
            "The schedule waits {wait} epochs before it lowers the learning rate, but the run has "
            "only {epochs}.",
            wait=wait,
            epochs=training.epochs,
        ),
        (
            set_training(
                text("Wait {epochs} epochs", epochs=sooner),
                schedule=chosen.replace(params={**chosen.params, name: sooner}),
            ),
            set_training(text("Keep the rate constant"), schedule=component("constant")),
        ),
    )


RULES: dict[str, Rule] = {
    "stoppingUnwatched": stopping_unwatched,
    "stoppingTooPatient": stopping_too_patient,
    "scheduleTooLate": schedule_too_late,
}
