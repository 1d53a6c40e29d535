"""Which output goes with which loss: the pairs that every beginner gets wrong once."""

from collections.abc import Iterator

from engine.catalog.kind import LossKind
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.endings import PROBABILITIES, SOFTMAX, Ending, endings, of_two_for_number
from engine.check.rules.fixes import append, both, remove, replace_kind, use_loss
from engine.text import Text, text

_LOG_PROBABILITIES = frozenset({"LogSoftmax", "LogSigmoid"})
#: Regression losses that a bounded output may suit: counts are positive, directions have no size.
_BOUNDED = frozenset({"PoissonNLL", "Cosine"})


def softmax_twice(case: Case) -> Iterator[Advice]:
    """A softmax before a loss that contains one."""
    for end in _squashed(case):
        closing = end.closing
        if closing is None or not _softmax_again(end):
            continue
        fixes = [remove(closing)]
        if end.loss.name == "CrossEntropy" and not end.term.loss.params.get("label_smoothing"):
            swap = replace_kind(closing, "LogSoftmax"), use_loss(end.number, "NLL", Text(""))
            fixes.append(both(text("Use NLL loss with LogSoftmax"), *swap))
        yield Advice(
            closing.id,
            text(
                "{activation} before {loss} applies softmax twice.",
                activation=closing.kind,
                loss=Text(end.loss.label),
            ),
            tuple(fixes),
        )


def sigmoid_twice(case: Case) -> Iterator[Advice]:
    """A sigmoid before a loss that contains one."""
    for end in _squashed(case):
        if end.closing is None or not _sigmoid_again(end):
            continue
        fixes = [remove(end.closing)]
        if not end.term.loss.params.get("pos_weight"):
            fixes.append(use_loss(end.number, "BCE", text("Use BCE")))
        yield Advice(
            end.closing.id,
            text(
                "{activation} before {loss} applies sigmoid twice.",
                activation=end.kind,
                loss=Text(end.loss.label),
            ),
            tuple(fixes),
        )


def not_raw(case: Case) -> Iterator[Advice]:
    """Any other activation before a loss that takes raw numbers."""
    for end in _squashed(case):
        if end.closing is None or _softmax_again(end) or _sigmoid_again(end):
            continue
        yield Advice(
            end.closing.id,
            text(
                "{activation} before {loss} cuts off numbers that the loss needs: it takes them raw.",
                activation=end.kind,
                loss=Text(end.loss.label),
            ),
            (remove(end.closing),),
        )


def no_probability(case: Case) -> Iterator[Advice]:
    """A loss of probabilities that is given any number."""
    for end in _judged(case):
        if end.loss.wants != "probability" or end.kind in PROBABILITIES:
            continue
        fixes = [use_loss(end.number, "BCEWithLogits", text("Use BCE with logits"))]
        if end.closing is not None:
            fixes = [replace_kind(end.closing, "Sigmoid")]
        elif not case.takers[end.output]:
            fixes.append(append("Sigmoid", end.output))
        name = case.network.layer(end.output).name
        message = text("BCE needs probabilities, but “{layer}” gives any number.", layer=name)
        yield Advice(end.output, message, tuple(fixes))


def no_logarithm(case: Case) -> Iterator[Advice]:
    """A loss of log-probabilities that is given something else."""
    for end in _judged(case):
        if end.loss.wants != "log_probability" or end.kind in _LOG_PROBABILITIES:
            continue
        loss = Text("NLL" if end.loss.name == "NLL" else end.loss.label)
        if end.closing is not None:
            message = text(
                "{loss} needs log-probabilities, but {activation} does not give them.",
                activation=end.kind,
                loss=loss,
            )
            yield Advice(end.closing.id, message, (replace_kind(end.closing, "LogSoftmax"),))
            continue
        fixes = [] if case.takers[end.output] else [append("LogSoftmax", end.output)]
        if end.loss.name == "NLL":
            fixes.append(use_loss(end.number, "CrossEntropy", text("Use Cross-entropy")))
        message = text(
            "{loss} needs log-probabilities, but “{layer}” gives any number.",
            layer=case.network.layer(end.output).name,
            loss=loss,
        )
        yield Advice(end.output, message, tuple(fixes))


def bounded_regression(case: Case) -> Iterator[Advice]:
    """An activation on the output of a regression."""
    for end in _judged(case):
        if end.loss.wants == "value" and end.closing is not None and _is_regression(case, end.loss):
            yield Advice(
                end.closing.id,
                text(
                    "{activation} limits what the output of a regression can be. "
                    "It needs no activation there.",
                    activation=end.kind,
                ),
                (remove(end.closing),),
            )


def _judged(case: Case) -> Iterator[Ending]:
    """The terms whose loss suits a target of this sort at all."""
    return (end for end in endings(case) if not of_two_for_number(case, end))


def _squashed(case: Case) -> Iterator[Ending]:
    """The terms whose loss takes raw numbers but is given squashed ones."""
    return (
        end
        for end in _judged(case)
        if end.loss.wants == "logit" and end.closing and end.kind not in _LOG_PROBABILITIES
    )


def _softmax_again(end: Ending) -> bool:
    return end.kind in SOFTMAX and end.loss.expects == "index"


def _sigmoid_again(end: Ending) -> bool:
    return end.kind == "Sigmoid" and end.loss.name == "BCEWithLogits"


def _is_regression(case: Case, loss: LossKind) -> bool:
    if loss.name in _BOUNDED:
        return False
    return loss.tasks == ("regression",) if case.data is None else case.data.task == "regression"


RULES: dict[str, Rule] = {
    "softmaxTwice": softmax_twice,
    "sigmoidTwice": sigmoid_twice,
    "activationBeforeLogits": not_raw,
    "noSigmoidBeforeBce": no_probability,
    "noLogBeforeNll": no_logarithm,
    "activationOnRegression": bounded_regression,
}
