"""Whether network, loss and data fit together, before anything is built."""

from collections.abc import Sequence
from typing import Protocol

from engine.catalog.kind import LossKind, Shape
from engine.catalog.losses import loss_kind
from engine.check.shapes import NetworkInfo, require_valid
from engine.data.figures import Figures
from engine.spec.network import LayerSpec, NetworkSpec, source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import Text, UserError, text


class DataLike(Protocol):
    """What has to be known of the data: shape of a sample, task, classes, targets and a few figures."""

    @property
    def shape(self) -> Shape:
        """The shape of one sample."""

    @property
    def task(self) -> str:
        """“regression”, “binary” or “multiclass”."""

    @property
    def classes(self) -> Sequence[str]:
        """The classes' names; empty for a regression."""

    @property
    def target_names(self) -> Sequence[str]:
        """The target columns' names."""

    @property
    def figures(self) -> Figures | None:
        """What the training rows are like, where it is known."""


def misfits(project: Project, data: DataLike, info: NetworkInfo) -> list[Text]:
    """What does not fit between the network's ends, its losses and the data; empty when all fits."""
    wrong = input_misfit(project.network, data, info)
    if wrong is not None:
        return [wrong[1]]
    terms = (term_misfit(project, term, data, info) for term in project.training.losses)
    return [message for message in terms if message is not None]


def input_misfit(
    network: NetworkSpec, data: DataLike, info: NetworkInfo
) -> tuple[LayerSpec, Text] | None:
    """The input that can't take its part of the data's samples, and why; None when all can.

    Several inputs share a sample: each takes the next part along its first dimension.
    """
    given, inputs = tuple(data.shape), network.inputs
    shapes = [info.layers[layer.id].outputs[0] for layer in inputs]
    if len(inputs) == 1:
        return (
            None if shapes[0] == given else (inputs[0], _wrong_shape(inputs[0], shapes[0], given))
        )
    for layer, shape in zip(inputs, shapes, strict=True):
        if not shape or len(shape) != len(given) or shape[1:] != given[1:]:
            return layer, _wrong_shape(layer, shape, given)
    parts = [shape[0] for shape in shapes]
    if sum(parts) == given[0]:
        return None
    message = text(
        "The inputs share a sample: they take {parts} of its numbers, {total} in all, but the data "
        "has {given}. Change the shape of an input.",
        parts=" + ".join(map(str, parts)),
        total=sum(parts),
        given=given[0],
    )
    return inputs[-1], message


def _wrong_shape(layer: LayerSpec, expected: Shape, given: Shape) -> Text:
    return text(
        "“{layer}” takes samples of shape {expected}, but the data has {given}. "
        "Choose “Fit the network to the data”, or set the input's shape.",
        layer=layer.name,
        expected=_shown(expected),
        given=_shown(given),
    )


def require_fitting(project: Project, data: DataLike) -> NetworkInfo:
    """The network's shapes, once everything is known to fit.

    Raises:
        UserError: the first thing that does not.
    """
    info = require_valid(project.network)
    if found := misfits(project, data, info):
        raise UserError(found[0])
    return info


def term_misfit(project: Project, term: LossTerm, data: DataLike, info: NetworkInfo) -> Text | None:
    """Why a loss term can't compare the network's output with the data's target, or None."""
    network, kind = project.network, loss_kind(term.loss.kind)
    ref, wanted = output_of(network, term), wanted_shapes(term, data)
    if ref is None:
        return text(
            "A loss term looks at a layer that is no output of the network. Choose another."
        )
    if wanted is None:
        return text(
            "{loss} needs classes, but the target is a number. Use MSE, MAE or Huber.",
            loss=Text(kind.label),
        )
    if info.outputs[ref] in wanted:
        return None
    return text(
        "{loss} needs {wanted} from “{layer}”, but it gives {found}. Change its size, or the loss.",
        loss=Text(kind.label),
        wanted=_shown(wanted[0]),
        layer=network.layer(source_id(ref)).name,
        found=_shown(info.outputs[ref]),
    )


def output_of(network: NetworkSpec, term: LossTerm) -> str | None:
    """The output that a loss term looks at; None when it names a layer that is none."""
    refs = {source_id(ref): ref for ref in reversed(network.outputs)}
    return refs.get(term.output) if term.output else network.outputs[0]


def wanted_shapes(term: LossTerm, data: DataLike) -> tuple[Shape, ...] | None:
    """The output shapes that a loss term can work with; None when its loss does not suit the task."""
    kind = loss_kind(term.loss.kind)
    if term.target == "input":
        return (tuple(data.shape),)
    if data.task != "regression":
        return _class_shapes(kind, len(data.classes))
    return ((len(data.target_names),),) if kind.expects == "float" else None


def _class_shapes(kind: LossKind, classes: int) -> tuple[Shape, ...]:
    """The output shapes a loss can work with for this many classes."""
    if kind.expects == "index":
        return ((classes,),)
    return ((1,), (classes,)) if classes == 2 else ((classes,),)


def _shown(shape: Shape) -> str:
    return "×".join(map(str, shape))
