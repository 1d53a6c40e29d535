"""From prepared data to a project that suits it."""

from engine.catalog.templates import DataShape, suggest
from engine.data.preprocess import Prepared
from engine.spec.project import Project
from engine.spec.training import TrainingSpec


def data_shape(prepared: Prepared) -> DataShape:
    """What a network must fit for these rows."""
    outputs = len(prepared.classes) or len(prepared.target_names)
    return DataShape(prepared.shape, prepared.task, outputs, len(prepared.rows))


def fitted_project(project: Project, shape: DataShape) -> Project:
    """The project with the suggested network and losses.

    The other training settings are taken along only while the user has changed none of them.
    """
    network, training = suggest(shape)
    before = project.training
    if before.replace(losses=TrainingSpec().losses) != TrainingSpec():
        training = before.replace(losses=training.losses)
    return project.replace(network=network, training=training)
