"""The network and the settings that learn something from given data at the first try."""

from engine.catalog.templates.data_shape import DataShape
from engine.catalog.templates.pictures import SMALLEST_PICTURE, cnn
from engine.catalog.templates.tables import mlp
from engine.spec.component import component
from engine.spec.network import NetworkSpec
from engine.spec.training import LossTerm, TrainingSpec


def suggest(data: DataShape) -> tuple[NetworkSpec, TrainingSpec]:
    """A network and settings that learn something from the data at the first try."""
    network = cnn(data) if data.side >= SMALLEST_PICTURE else mlp(data)
    return network, suggest_training(data)


def suggest_training(data: DataShape) -> TrainingSpec:
    """Loss by task; batches, epochs and learning rate by the number of rows."""
    loss = {"regression": "MSE", "binary": "BCEWithLogits", "multiclass": "CrossEntropy"}[data.task]
    small, large = data.rows < 2_000, data.rows >= 20_000
    return TrainingSpec(
        losses=(LossTerm(loss=component(loss)),),
        optimizer=component("Adam", lr=0.01 if small and not data.picture else 0.001),
        batch_size=128 if large else 32,
        epochs=100 if small else 10 if large else 30,
    )
