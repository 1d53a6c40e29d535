"""Settings of a run that are far from what works: the rate, the decay, frozen layers."""

from collections.abc import Iterator

from engine import edits, numbers
from engine.catalog.losses import loss_kind
from engine.check.remedies import (
    SENSIBLE_RATES,
    Fix,
    learning_rate,
    usual_rate,
    with_learning_rate,
)
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.fixes import append, on_network, set_training
from engine.spec.network import INPUT
from engine.text import text

#: These schedules set the rate themselves.
_OWN_RATE = frozenset({"one_cycle"})


def rate_far_off(case: Case) -> Iterator[Advice]:
    """A learning rate with which training hardly moves or leaps about."""
    training = case.project.training
    chosen = training.optimizer
    if training.schedule.kind in _OWN_RATE:
        return
    low, high = SENSIBLE_RATES[chosen.kind]
    rate, usual = learning_rate(case.project), usual_rate(chosen.kind)
    label = text("Set the learning rate to {lr}", lr=numbers.typed(usual))
    fix = Fix(label, lambda project: with_learning_rate(project, usual))
    names = {"rate": numbers.typed(rate), "optimizer": chosen.kind, "usual": numbers.typed(usual)}
    if rate > high:
        message = text(
            "A learning rate of {rate} is far too high for {optimizer}: the loss will leap about. "
            "Usual is about {usual}.",
            **names,
        )
        yield Advice(None, message, (fix,))
    # A loss that is summed over the batch has gradients as many times larger.
    elif rate < low and not _summed(case):
        message = text(
            "A learning rate of {rate} is far too low for {optimizer}: the weights will hardly move. "
            "Usual is about {usual}.",
            **names,
        )
        yield Advice(None, message, (fix,))


def _summed(case: Case) -> bool:
    terms = case.project.training.losses
    return any(
        loss_kind(term.loss.kind).values(term.loss.params).get("reduction") == "sum"
        for term in terms
    )


def adam_decay(case: Case) -> Iterator[Advice]:
    """Adam divides the decay by each weight's gradients (Loshchilov and Hutter, 2019)."""
    chosen = case.project.training.optimizer
    if chosen.kind != "Adam" or not chosen.params.get("weight_decay"):
        return
    adam_w = chosen.replace(kind="AdamW")
    yield Advice(
        None,
        text(
            "Adam weakens the weight decay of just those weights whose gradients are large. AdamW "
            "decays all alike."
        ),
        (
            set_training(text("Use AdamW"), optimizer=adam_w),
            set_training(
                text("Switch the weight decay off"),
                optimizer=chosen.replace(
                    params={k: v for k, v in chosen.params.items() if k != "weight_decay"}
                ),
            ),
        ),
    )


def nothing_to_learn(case: Case) -> Iterator[Advice]:
    """No layer with weights, or every one of them frozen: training can't start."""
    working, network = case.working, case.network
    if not working or case.info.problems or not network.outputs:
        return
    learning = [layer for layer, known in working if known.weights]
    if not learning:
        last = next(layer for layer in reversed(network.layers) if layer.kind != INPUT)
        yield Advice(
            None,
            text("No layer has weights, so that there is nothing to learn."),
            (append("Linear", last.id),),
            "misfit",
        )
    elif all(layer.frozen for layer in learning):
        ids = [layer.id for layer in learning]
        yield Advice(
            learning[-1].id,
            text("Every layer with weights is frozen, so that there is nothing to learn."),
            (
                Fix(
                    text("Unfreeze {layer}", layer=learning[-1].name),
                    on_network(lambda net: edits.set_frozen(net, ids[-1:], frozen=False)),
                ),
                Fix(
                    text("Unfreeze all"),
                    on_network(lambda net: edits.set_frozen(net, ids, frozen=False)),
                ),
            ),
            "misfit",
        )


RULES: dict[str, Rule] = {
    "nothingToLearn": nothing_to_learn,
    "rateFarOff": rate_far_off,
    "adamDecay": adam_decay,
}
