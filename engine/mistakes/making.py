"""How each mistake is made: in a session of its own, which then trains like any other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn

from engine import numbers
from engine.catalog.layers import layer_kind
from engine.catalog.losses import loss_kind
from engine.check.targets import output_of
from engine.data.fitted import FittedColumn
from engine.data.preprocess import Prepared
from engine.edits import add_layer, set_enabled
from engine.spec.network import NetworkSpec, source_id
from engine.spec.project import Project
from engine.text import Text, UserError, text
from engine.train.session import Session

#: By how much the learning rate is too large.
_RATE_FACTOR = 100
#: Names that are listed.
_MOST_NAMES = 6


@dataclass(frozen=True, eq=False)
class Made:
    """A session with the mistake in it, and what was done to the project, in words."""

    session: Session
    findings: tuple[Text, ...] = ()


def without_zero_grad(right: Session) -> Made:
    """Every `.grad` is the sum of all gradients so far, as `backward` leaves it where nothing was forgotten.

    A hook adds what stood in `.grad` before, as the trainer's own `zero_grad` can't be left out.
    """
    session = _again(right)
    kept: dict[nn.Parameter, Tensor] = {}

    def add(parameter: nn.Parameter) -> None:
        found = parameter.grad
        if found is not None:
            if parameter in kept:
                found.add_(kept[parameter])
            kept[parameter] = found  # the optimizer's clipping works in it, and stays

    for parameter in session.parameters:
        parameter.register_post_accumulate_grad_hook(add)  # type: ignore[no-untyped-call]
    return Made(session)


def softmax_twice(right: Session) -> Made:
    """A softmax, or a sigmoid, behind each output whose loss contains one."""
    network, training = right.project.network, right.project.training
    terms, added = [], []
    for term in training.losses:
        loss = loss_kind(term.loss.kind)
        ref = output_of(network, term)
        if loss.wants != "logit" or ref is None:
            terms.append(term)
            continue
        layer = network.layer(source_id(ref))
        kind = "Softmax" if loss.expects == "index" else "Sigmoid"
        if layer.kind == kind:
            raise UserError(
                text(
                    "The mistake is made already: “{layer}” stands before a loss that contains a {kind}. "
                    "Remove it, then try again.",
                    layer=layer.name,
                    kind=kind,
                )
            )
        network, new = add_layer(network, kind, after=layer.id)
        terms.append(term.replace(output=new) if term.output else term)
        added.append(text("{kind} was put behind “{layer}”.", kind=kind, layer=layer.name))
    if not added:
        raise UserError(
            text(
                "No loss here contains a softmax or sigmoid, so that there is nothing to take twice. Try a "
                "project with cross-entropy."
            )
        )
    training = training.replace(losses=tuple(terms))
    project = right.project.replace(network=network, training=training)
    return Made(_again(right, project), tuple(added))


def zeros(right: Session) -> Made:
    """Every learnable number begins at 0."""
    session = _again(right)
    with torch.no_grad():
        for parameter in session.parameters:
            parameter.zero_()
    session.note_given_weights()
    return Made(session)


def no_shuffling(right: Session) -> Made:
    """The order of the data in every epoch."""
    if not right.project.training.shuffle:
        raise UserError(
            text(
                "The mistake is made already: this project does not shuffle its rows. Let it shuffle "
                "them in the Training tab, then try again."
            )
        )
    training = right.project.training.replace(shuffle=False)
    session = _again(right, right.project.replace(training=training))
    if right.steps_per_epoch == 1:
        alone = text("All rows are in one batch, so that their order changes nothing but rounding.")
        return Made(session, (alone,))
    return Made(session, _classes_of_first_batch(session))


def _classes_of_first_batch(session: Session) -> tuple[Text, ...]:
    classes = len(session.prepared.classes)
    if not classes:
        return ()
    found = len(torch.unique(session.train_rows.labels[: session.batch_size]))
    if found == classes:
        return (
            text(
                "Even without shuffling the first batch has rows of all {all} classes.", all=classes
            ),
        )
    return (
        text(
            "Without shuffling the first batch has rows of {found} of the {all} classes.",
            found=found,
            all=classes,
        ),
    )


def no_eval(right: Session) -> Made:
    """Validation in training mode."""
    if not len(right.validation_rows):
        raise UserError(
            text("There are no validation rows. Give them a share on the Data page to see this.")
        )
    session = _again(right)
    vars(session.model)["eval"] = session.model.train
    return Made(session)


def no_activations(right: Session) -> Made:
    """Activations between two layers that learn hand on what they get."""
    hidden = _hidden_activations(right)
    if not hidden:
        raise UserError(
            text(
                "This network has no activation between two layers that learn: none can be left out."
            )
        )
    network = set_enabled(right.project.network, hidden, enabled=False)
    names = [right.project.network.layer(i).name for i in hidden]
    more = "" if len(names) <= _MOST_NAMES else " …"
    left_out = text("Left out: {layers}.", layers=", ".join(names[:_MOST_NAMES]) + more)
    return Made(_again(right, right.project.replace(network=network)), (left_out,))


def _hidden_activations(session: Session) -> list[str]:
    """Enabled activations of one shape with a layer that learns somewhere above and below."""
    network, known = session.project.network, session.info.layers
    above, below = _behind_learning(network), _before_learning(network)
    return [
        layer.id
        for layer in network.layers
        if layer.enabled
        and known[layer.id].kind.group == "activation"
        and known[layer.id].inputs == known[layer.id].outputs
        and layer.id in above
        and layer.id in below
    ]


def _behind_learning(network: NetworkSpec) -> set[str]:
    found: set[str] = set()
    learning = _learning(network)
    for layer in network.layers:
        sources = {source_id(ref) for ref in layer.inputs}
        if sources & (found | learning):
            found.add(layer.id)
    return found


def _before_learning(network: NetworkSpec) -> set[str]:
    found: set[str] = set()
    learning = _learning(network)
    for layer in reversed(network.layers):
        if layer.id in found | learning:
            found |= {source_id(ref) for ref in layer.inputs}
    return found


def _learning(network: NetworkSpec) -> set[str]:
    """Layers with weights that are no activation themselves."""
    kinds = {layer.id: layer_kind(layer.kind) for layer in network.layers}
    return {i for i, kind in kinds.items() if kind.learns and kind.group != "activation"}


def large_rate(right: Session) -> Made:
    """A hundred times the learning rate, through the whole schedule."""
    session = _again(right)
    before = session.learning_rate()
    session.set_learning_rate(before * _RATE_FACTOR)
    said = text(
        "The learning rate is {wrong} instead of {right}.",
        right=numbers.typed(before),
        wrong=numbers.short(before * _RATE_FACTOR),
    )
    return Made(session, (said,))


def unscaled(right: Session) -> Made:
    """Features in the units of the data, without the scaling that was fitted."""
    prepared = right.prepared
    columns = prepared.encoder.columns
    shift, scale = _per_number(columns, "shift"), _per_number(columns, "scale")
    if not len(columns) or (np.all(shift == 0.0) and np.all(scale == 1.0)):
        raise UserError(
            text(
                "The mistake is made already: this project does not scale its features. Scale them on the "
                "Data page, then try again."
            )
        )
    flat = prepared.x.reshape(len(prepared.x), -1) * scale + shift
    x = flat.astype(np.float32).reshape(prepared.x.shape)
    plain = tuple(column.replace(shift=0.0, scale=1.0) for column in columns)
    raw = replace(prepared, x=x, encoder=prepared.encoder.replace(columns=plain))
    return Made(_again(right, right.project, raw), (_sizes(raw),))


def _per_number(columns: tuple[FittedColumn, ...], what: str) -> np.ndarray:
    """A figure of each input number; a category's numbers have none."""
    neutral = {"shift": 0.0, "scale": 1.0}[what]
    found = [
        np.full(column.width, getattr(column, what) if column.type == "number" else neutral)
        for column in columns
    ]
    return np.concatenate(found) if found else np.zeros(0)


def _sizes(raw: Prepared) -> Text:
    """How different the features' spreads are."""
    spread = raw.x[raw.train].reshape(len(raw.train), -1).std(axis=0)
    low, high = int(spread.argmin()), int(spread.argmax())
    return text(
        "Without scaling the standard deviations of the features go from {low} ({least}) to {high} "
        "({most}).",
        low=numbers.short(spread[low]),
        least=raw.feature_names[low],
        high=numbers.short(spread[high]),
        most=raw.feature_names[high],
    )


def _again(
    right: Session, project: Project | None = None, prepared: Prepared | None = None
) -> Session:
    """Another session from the same seed."""
    return Session(project or right.project, prepared or right.prepared, like=right)


#: All but the one that ends in an error, by the mistake's name.
MAKING: Mapping[str, Callable[[Session], Made]] = {
    "zero_grad": without_zero_grad,
    "softmax": softmax_twice,
    "zeros": zeros,
    "shuffle": no_shuffling,
    "eval": no_eval,
    "activation": no_activations,
    "lr": large_rate,
    "scale": unscaled,
}
