"""A document, its data and a controller, as the window has them."""

import pytest

from engine.spec.component import component
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from gui.data_store import DataStore
from gui.document import Document
from gui.run.controller import RunController


def iris(epochs=5):
    network = NetworkSpec(
        layers=(
            LayerSpec(id="l1", kind="Input", name="input", params={"shape": (4,)}),
            LayerSpec(
                id="l2", kind="Linear", name="fc1", inputs=("l1",), params={"out_features": 8}
            ),
            LayerSpec(id="l3", kind="ReLU", name="relu1", inputs=("l2",)),
            LayerSpec(
                id="l4", kind="Linear", name="fc2", inputs=("l3",), params={"out_features": 3}
            ),
        ),
        outputs=("l4",),
    )
    training = TrainingSpec(
        losses=(LossTerm(loss=component("CrossEntropy")),), epochs=epochs, batch_size=16
    )
    return Project(
        data=DataSpec(source=BuiltinSource(name="iris")), network=network, training=training
    )


class Bench:
    """A document, its data and a controller, as the window has them."""

    def __init__(self, project):
        self.document = Document(project)
        self.store = DataStore(self.document)
        self.controller = RunController(self.document, self.store)
        self.controller.start_engine()


@pytest.fixture
def bench(qtbot):
    made = []

    def make(project):
        bench = Bench(project)
        made.append(bench)
        with qtbot.waitSignal(bench.controller.session_changed, timeout=30_000):
            pass
        return bench

    yield make
    for bench in made:
        assert bench.controller.shut_down(20_000)
        bench.store.close()


def train_to_the_end(qtbot, controller):
    with qtbot.waitSignal(controller.run_ended, timeout=30_000) as ended:
        controller.train()
    return ended.args[0]
