"""Whether network, loss and data fit together, before anything is built."""

from collections.abc import Sequence
from typing import Protocol

from engine.catalog.kind import LossKind, Shape
from engine.catalog.losses import loss_kind
from engine.check.shapes import NetworkInfo, require_valid
from engine.spec.network import source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import Text, UserError, text


class DataLike(Protocol):
    """What has to be known of the data: shape of a sample, task, classes and target columns."""

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


def misfits(project: Project, data: DataLike, info: NetworkInfo) -> list[Text]:
    """What does not fit between the network's ends, its losses and the data; empty when all fits."""
    given = tuple(data.shape)
    found = [
        text(
            "“{layer}” takes samples of shape {expected}, but the data has {given}. "
            "Choose “Fit the network to the data”, or set the input's shape.",
            layer=layer.name,
            expected=_shown(info.layers[layer.id].outputs[0]),
            given=_shown(given),
        )
        for layer in project.network.inputs
        if info.layers[layer.id].outputs[0] != given
    ]
    if not found:
        terms = (_term_misfit(project, term, data, info) for term in project.training.losses)
        found = [message for message in terms if message is not None]
    return found


def require_fitting(project: Project, data: DataLike) -> NetworkInfo:
    """The network's shapes, once everything is known to fit.

    Raises:
        UserError: the first thing that does not.
    """
    info = require_valid(project.network)
    if len(project.network.inputs) != 1:
        raise UserError(text("Training needs a network with exactly one input."))
    if found := misfits(project, data, info):
        raise UserError(found[0])
    return info


def _term_misfit(
    project: Project, term: LossTerm, data: DataLike, info: NetworkInfo
) -> Text | None:
    network = project.network
    refs = {source_id(ref): ref for ref in network.outputs}
    if term.output and term.output not in refs:
        return text(
            "A loss term looks at a layer that is no output of the network. Choose another."
        )
    ref = refs[term.output] if term.output else network.outputs[0]
    name = network.layer(source_id(ref)).name
    kind, output = loss_kind(term.loss.kind), info.outputs[ref]
    if term.target == "input":
        wanted: tuple[Shape, ...] = (tuple(data.shape),)
    elif data.task == "regression":
        if kind.expects != "float":
            return text(
                "{loss} needs classes, but the target is a number. Use MSE, MAE or Huber.",
                loss=kind.label,
            )
        wanted = ((len(data.target_names),),)
    else:
        wanted = _class_shapes(kind, len(data.classes))
    if output in wanted:
        return None
    return text(
        "{loss} needs {wanted} from “{layer}”, but it gives {found}. Change its size, or the loss.",
        loss=kind.label,
        wanted=_shown(wanted[0]) if wanted else "–",
        layer=name,
        found=_shown(output),
    )


def _class_shapes(kind: LossKind, classes: int) -> tuple[Shape, ...]:
    """The output shapes a loss can work with for this many classes."""
    if kind.expects == "index":
        return ((classes,),)
    return ((1,), (classes,)) if classes == 2 else ((classes,),)


def _shown(shape: Shape) -> str:
    return "×".join(map(str, shape))
