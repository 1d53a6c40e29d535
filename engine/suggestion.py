"""From prepared data to a project that suits it."""

from engine import edits
from engine.catalog.losses import loss_kind
from engine.catalog.templates import DataShape, Template, suggest, suggest_training
from engine.check.shapes import infer
from engine.data.preprocess import Prepared
from engine.spec.component import component
from engine.spec.data import Task
from engine.spec.network import INPUT, source_id
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec


def data_shape(prepared: Prepared) -> DataShape:
    """What a network must fit for these rows."""
    outputs = len(prepared.classes) or len(prepared.target_names)
    return DataShape(prepared.shape, prepared.task, outputs, len(prepared.rows))


def assumed_shape(project: Project) -> DataShape:
    """What a network must fit while there is no data: what the present one takes, gives and learns."""
    network = project.network
    info = infer(network)
    given = info.layers.get(network.inputs[0].id) if network.inputs else None
    found = [
        shape
        for ref, shape in info.outputs.items()
        if network.layer(source_id(ref)).kind != INPUT and len(shape) == 1
    ]
    shape = given.outputs[0] if given else (1,)
    tasks = loss_kind(project.training.losses[0].loss.kind).tasks
    if tasks == ("binary",):
        return DataShape(shape, "binary", outputs=2, rows=0)
    outputs = found[0][0] if found else 1
    task: Task = "regression" if "regression" in tasks else "multiclass"
    return DataShape(shape, task, outputs, rows=0)


def fitted_project(project: Project, shape: DataShape) -> Project:
    """The project with the suggested network and losses.

    The other training settings are taken along only while the user has changed none of them.
    """
    network, training = suggest(shape)
    before = project.training
    if before.replace(losses=TrainingSpec().losses) != TrainingSpec():
        training = before.replace(losses=training.losses)
    return project.replace(network=network, training=training)


def with_input_sized(project: Project, shape: DataShape) -> Project:
    """The project whose empty network takes such samples; one that has layers stays as it is."""
    network = project.network
    if [layer.kind for layer in network.layers] != [INPUT]:
        return project
    sized = edits.set_param(network, network.layers[0].id, "shape", shape.shape)
    return edits.with_network(project, sized)


def started_from(project: Project, template: Template, shape: DataShape) -> Project:
    """The project with a template's network, and other losses only where the old ones do not suit.

    Raises:
        UserError: when the template can't fit the shape.
    """
    network = template.build(shape)
    losses = tuple(term.replace(output="") for term in project.training.losses)
    if template.rebuilds:
        losses = (LossTerm(loss=component("MSE"), target="input"),)
    elif not all(_suits(term, shape) for term in losses):
        losses = suggest_training(shape).losses
    training = project.training.replace(losses=losses)
    return project.replace(network=network, training=training)


def _suits(term: LossTerm, shape: DataShape) -> bool:
    """Whether a loss can compare the last layer of a template with the target."""
    kind = loss_kind(term.loss.kind)
    raw = kind.wants in {"value", "logit"}
    numbered = kind.expects == "index" and shape.task == "binary"  # takes an output a class
    return not term.target and raw and shape.task in kind.tasks and not numbered
