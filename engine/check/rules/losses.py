"""Which output goes with which loss: the pairs that every beginner gets wrong once."""

from collections.abc import Iterator

from engine import edits
from engine.catalog.kind import LossKind
from engine.catalog.layers import layer_kind
from engine.catalog.losses import loss_kind
from engine.check.remedies import Fix
from engine.check.rules.base import Advice
from engine.check.rules.misfits import use_loss
from engine.check.targets import DataLike, output_of
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import Text, text

_REARRANGING = frozenset({"Identity", "Flatten", "Unflatten", "Reshape"})
_SOFTMAX = frozenset({"Softmax", "Softmin"})
_PROBABILITIES = frozenset({"Sigmoid", "Hardsigmoid", *_SOFTMAX})
_LOG_PROBABILITIES = frozenset({"LogSoftmax", "LogSigmoid"})
#: Regression losses that a bounded output may suit: counts are positive, directions have no size.
_BOUNDED = frozenset({"PoissonNLL", "Cosine"})


def loss_advice(project: Project, data: DataLike | None) -> Iterator[Advice]:
    """One advice for every loss term whose output layer ends in the wrong way."""
    if not project.network.outputs:
        return
    for number, term in enumerate(project.training.losses):
        ref = output_of(project.network, term)
        if ref is None or term.target == "input":
            continue
        if project.network.layer(source_id(ref)).kind == INPUT:
            continue  # nothing has been built yet
        found = _term_advice(project, number, term, source_id(ref), data)
        if found is not None:
            yield found


def _term_advice(
    project: Project, number: int, term: LossTerm, output: str, data: DataLike | None
) -> Advice | None:
    loss = loss_kind(term.loss.kind)
    of_two = loss.tasks == ("binary",) and loss.expects == "float"
    if of_two and data is not None and data.task == "regression":
        return _for_classes(number, output, loss)
    closing = _closing_activation(project.network, output)
    kind = closing.kind if closing else ""
    if loss.wants == "logit" and closing is not None and kind not in _LOG_PROBABILITIES:
        return _not_raw(term, number, loss, closing)
    if loss.wants == "probability" and kind not in _PROBABILITIES:
        return _no_probability(project.network, number, output, closing)
    if loss.wants == "log_probability" and kind not in _LOG_PROBABILITIES:
        return _no_logarithm(project.network, number, output, loss, closing)
    if closing is not None and _is_regression(loss, data):
        return Advice(
            closing.id,
            text(
                "{activation} limits what the output of a regression can be. "
                "It needs no activation there.",
                activation=kind,
            ),
            (_remove(closing),),
        )
    return None


def _is_regression(loss: LossKind, data: DataLike | None) -> bool:
    if loss.name in _BOUNDED:
        return False
    return loss.tasks == ("regression",) if data is None else data.task == "regression"


def _for_classes(number: int, output: str, loss: LossKind) -> Advice:
    """A loss of two classes computes with any number, and falls without end."""
    message = text(
        "{loss} is made for two classes, but the target is a number. "
        "It is right only where every target lies between 0 and 1.",
        loss=Text(loss.label),
    )
    return Advice(output, message, (_use(number, "MSE", text("Use MSE")),))


def _not_raw(term: LossTerm, number: int, loss: LossKind, closing: LayerSpec) -> Advice:
    """A loss that squashes by itself is given numbers that are squashed already."""
    fixes = [_remove(closing)]
    names = {"activation": closing.kind, "loss": Text(loss.label)}
    if closing.kind in _SOFTMAX and loss.expects == "index":
        message = text("{activation} before {loss} applies softmax twice.", **names)
        if loss.name == "CrossEntropy" and not term.loss.params.get("label_smoothing"):
            fixes.append(_with_log_softmax(closing, number))
    elif closing.kind == "Sigmoid" and loss.name == "BCEWithLogits":
        message = text("{activation} before {loss} applies sigmoid twice.", **names)
        if not term.loss.params.get("pos_weight"):
            fixes.append(_use(number, "BCE", text("Use BCE")))
    else:
        message = text(
            "{activation} before {loss} cuts off numbers that the loss needs: it takes them raw.",
            **names,
        )
    return Advice(closing.id, message, tuple(fixes))


def _no_probability(
    network: NetworkSpec, number: int, output: str, closing: LayerSpec | None
) -> Advice:
    fixes = [_use(number, "BCEWithLogits", text("Use BCE with logits"))]
    if closing is not None:
        fixes = [_replace(closing, "Sigmoid", text("Use Sigmoid"))]
    elif not network.consumers(output):
        fixes.append(_append("Sigmoid", output, text("Add a Sigmoid")))
    name = network.layer(output).name
    message = text("BCE needs probabilities, but “{layer}” gives any number.", layer=name)
    return Advice(output, message, tuple(fixes))


def _no_logarithm(
    network: NetworkSpec, number: int, output: str, loss: LossKind, closing: LayerSpec | None
) -> Advice:
    names = {"loss": Text("NLL" if loss.name == "NLL" else loss.label)}
    if closing is not None:
        message = text(
            "{loss} needs log-probabilities, but {activation} does not give them.",
            activation=closing.kind,
            **names,
        )
        fix = _replace(closing, "LogSoftmax", text("Use LogSoftmax"))
        return Advice(closing.id, message, (fix,))
    message = text(
        "{loss} needs log-probabilities, but “{layer}” gives any number.",
        layer=network.layer(output).name,
        **names,
    )
    fixes = []
    if not network.consumers(output):
        fixes.append(_append("LogSoftmax", output, text("Add a LogSoftmax")))
    if loss.name == "NLL":
        fixes.append(_use(number, "CrossEntropy", text("Use Cross-entropy")))
    return Advice(output, message, tuple(fixes))


def _closing_activation(network: NetworkSpec, layer_id: str) -> LayerSpec | None:
    """The activation that an output ends in, seen through layers that only rearrange numbers."""
    layer = network.layer(layer_id)
    while layer.kind in _REARRANGING and layer.inputs:
        layer = network.layer(source_id(layer.inputs[0]))
    return layer if layer_kind(layer.kind).group == "activation" else None


def _remove(layer: LayerSpec) -> Fix:
    return Fix(
        text("Remove {kind}", kind=layer.kind),
        lambda project: edits.with_network(project, edits.remove(project.network, [layer.id])),
    )


def _replace(layer: LayerSpec, kind: str, label: Text) -> Fix:
    return Fix(
        label,
        lambda project: edits.with_network(
            project, edits.replace_kind(project.network, layer.id, kind)
        ),
    )


def _append(kind: str, after: str, label: Text) -> Fix:
    return Fix(
        label,
        lambda project: edits.with_network(
            project, edits.add_layer(project.network, kind, after)[0]
        ),
    )


def _use(number: int, loss: str, label: Text) -> Fix:
    return Fix(label, lambda project: use_loss(project, number, loss))


def _with_log_softmax(layer: LayerSpec, number: int) -> Fix:
    def edit(project: Project) -> Project:
        network = edits.replace_kind(project.network, layer.id, "LogSoftmax")
        return use_loss(edits.with_network(project, network), number, "NLL")

    return Fix(text("Use NLL loss with LogSoftmax"), edit)
