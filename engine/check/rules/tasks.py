"""Losses for another sort of target: a class where there is a number, or the other way round."""

from collections.abc import Iterator

from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.endings import PROBABILITIES, endings, of_two_for_number
from engine.check.rules.fixes import use_loss
from engine.text import Text, text


def class_loss_for_number(case: Case) -> Iterator[Advice]:
    """A loss of two classes computes with any number, and falls without end."""
    for end in endings(case):
        if of_two_for_number(case, end):
            message = text(
                "{loss} is made for two classes, but the target is a number. "
                "It is right only where every target lies between 0 and 1.",
                loss=Text(end.loss.label),
            )
            yield Advice(end.output, message, (use_loss(end.number, "MSE", text("Use MSE")),))


def number_loss_for_classes(case: Case) -> Iterator[Advice]:
    """The distance between a number and a class's number is no measure of a mistake."""
    if case.data is None or case.data.task == "regression":
        return
    single = (1,)
    for end in endings(case):
        if end.loss.tasks != ("regression",):
            continue
        known = case.info.layers.get(end.output)
        loss, label = "CrossEntropy", text("Use Cross-entropy")
        if known is not None and known.outputs[0] == single:
            loss, label = "BCEWithLogits", text("Use BCE with logits")
        yield Advice(
            end.output,
            text(
                "{loss} measures distances between numbers, but the target is a class: it hardly "
                "corrects mistakes that the network is sure of.",
                loss=Text(end.loss.label),
            ),
            (use_loss(end.number, loss, label, without=end.closing),),
        )


def binary_loss_for_classes(case: Case) -> Iterator[Advice]:
    """A loss that takes every class by itself, where a row has exactly one of several."""
    if case.data is None or case.data.task != "multiclass":
        return
    for end in endings(case):
        if end.loss.tasks == ("binary",):
            closing = end.closing if end.kind in PROBABILITIES else None
            yield Advice(
                end.output,
                text(
                    "{loss} judges each class by itself, but every row has exactly one of "
                    "{count} classes.",
                    loss=Text(end.loss.label),
                    count=len(case.data.classes),
                ),
                (use_loss(end.number, "CrossEntropy", text("Use Cross-entropy"), closing),),
            )


RULES: dict[str, Rule] = {
    "classLossForNumber": class_loss_for_number,
    "numberLossForClasses": number_loss_for_classes,
    "binaryLossForClasses": binary_loss_for_classes,
}
