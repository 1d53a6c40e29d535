"""A project: data, network and training, as one frozen value."""

from engine.spec.base import Spec
from engine.spec.data import DataSpec
from engine.spec.lesson import Lesson
from engine.spec.network import NetworkSpec
from engine.spec.training import TrainingSpec


class Project(Spec):
    """All that the user chose; weights and history are kept beside it, not in it."""

    data: DataSpec
    network: NetworkSpec
    training: TrainingSpec = TrainingSpec()
    title: str = ""
    notes: str = ""
    lesson: Lesson | None = None
