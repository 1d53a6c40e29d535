"""A document with a small network, and stand-ins for the run and the data."""

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal

from engine import edits
from engine.answers import LayerAnswer
from engine.check.shapes import infer
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.tensor_figures import tensor_figures
from engine.text import text
from gui.document import Document, Selection
from gui.inspector.inspector import WIDTH, Inspector
from gui.run.live import LiveSettings
from gui.run.state import RunState


class StandInController(QObject):
    """Answers at once with numbers that a test can know."""

    state_changed = Signal(object)
    answered = Signal(str, object)
    ask_failed = Signal(str, object)
    weights_changed = Signal()

    def __init__(self, document):
        super().__init__()
        self.document, self.state, self.step = document, RunState.IDLE, 1
        self.live = LiveSettings(document)
        self.asked, self.told, self.changes = [], {}, []
        self.live.wanted.connect(self.told.__setitem__)
        self.answers = {}
        self.questions, self.ready = [], {}

    @property
    def is_running(self):
        return self.state in {RunState.TRAINING, RunState.PAUSED}

    def set_state(self, state):
        self.state = state
        self.state_changed.emit(state)

    def sync_now(self):
        pass

    def ask_each(self, kind, **arguments):
        self.changes.append((kind, arguments))

    def ask(self, kind, *, layer="", tensor="", part=None, **more):
        if kind != "layer":
            self.questions.append((kind, layer, more))
            if kind in self.ready:
                self.answered.emit(kind, self.ready[kind](layer, **more))
            return
        self.asked.append((kind, layer))
        info = infer(self.document.project.network).layers.get(layer)
        if info is None:
            self.ask_failed.emit(kind, text("There are no weights yet."))
            return
        known = self.answers.get(layer, {})
        weights = {
            name: known.get(name, np.full(shape, 0.5, np.float32))
            for name, shape in info.weights.items()
        }
        looks = {name: part if name == tensor else None for name in weights}
        tensors = {name: tensor_figures(value, looks[name]) for name, value in weights.items()}
        slopes = {name: known.get(f"{name}.grad") for name in weights}
        gradients = {
            name: None if slope is None else tensor_figures(slope, looks[name])
            for name, slope in slopes.items()
        }
        outputs = known.get("outputs", np.zeros((4, *info.outputs[0]), np.float32))
        inputs = known.get("inputs", np.zeros((4, *info.outputs[0]), np.float32))
        answer = LayerAnswer(layer, self.step, tensors, gradients, inputs, outputs)
        self.answered.emit("layer", answer)


class StandInStore(QObject):
    changed = Signal()

    def __init__(self):
        super().__init__()
        self.prepared = None

    def give(self, **known):
        self.prepared = SimpleNamespace(**known)
        self.changed.emit()


def chain(shape, *layers):
    """Layers one after another behind an input; each is (kind, params)."""
    first = LayerSpec(id="l1", kind="Input", name="input1", params={"shape": shape})
    network = NetworkSpec(layers=(first,), outputs=("l1",))
    for kind, params in layers:
        network, _ = edits.add_layer(network, kind, None, params)
    return network


@pytest.fixture
def bench(qtbot):
    """Makes an inspector of a network; gives everything around it."""

    def make(network, training=None):
        project = Project(data=DataSpec(source=BuiltinSource(name="iris")), network=network)
        if training is not None:
            project = project.replace(training=training)
        document = Document(project)
        selection = Selection(document)
        controller, store = StandInController(document), StandInStore()
        inspector = Inspector(document, selection, controller, store)
        qtbot.addWidget(inspector)
        inspector.resize(WIDTH, 780)
        with qtbot.waitExposed(inspector):
            inspector.show()
        return SimpleNamespace(
            document=document,
            selection=selection,
            controller=controller,
            store=store,
            inspector=inspector,
            find=inspector.findChild,
        )

    return make


@pytest.fixture
def enter(qtbot):
    """Types into a line and presses a key."""

    def type_in(line, words, key=None):
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, words)
        qtbot.keyClick(line, key or Qt.Key.Key_Return)

    return type_in
