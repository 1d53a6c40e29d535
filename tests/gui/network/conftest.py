"""A panel with a small residual network, and what a person does to it."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from engine.history import History
from engine.spec.component import component
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from gui.document import Document, Selection
from gui.network.layer_list import LayerList
from gui.network.panel import NetworkPanel
from gui.run.state import RunState
from gui.theme import theme


class Run(QObject):
    """A run as far as the panel looks at it."""

    progressed = Signal()
    state_changed = Signal(object)

    def __init__(self):
        super().__init__()
        self.history = History()
        self.state = RunState.IDLE


class Data(QObject):
    """Data that may be prepared later."""

    changed = Signal()

    def __init__(self):
        super().__init__()
        self.prepared = None


def layer(layer_id, kind, name, *inputs, **params):
    return LayerSpec(id=layer_id, kind=kind, name=name, inputs=inputs, params=params)


RESIDUAL = NetworkSpec(
    layers=(
        layer("l1", "Input", "input1", shape=(1, 8, 8)),
        layer("l2", "Conv2d", "conv1", "l1", out_channels=4, padding="same"),
        layer("l3", "ReLU", "relu1", "l2"),
        layer("l4", "Conv2d", "conv2", "l3", out_channels=4, padding="same"),
        layer("l5", "Add", "add1", "l4", "l2"),
        layer("l6", "Flatten", "flatten1", "l5"),
        layer("l7", "Linear", "fc1", "l6", out_features=10),
    ),
    outputs=("l7",),
)


def project(network, loss="CrossEntropy"):
    return Project(
        data=DataSpec(source=GeneratedSource(name="blobs")),
        network=network,
        training=TrainingSpec(losses=(LossTerm(loss=component(loss)),)),
    )


@dataclass
class Bench:
    """The panel, what it stands on, and the mouse."""

    panel: NetworkPanel
    document: Document
    selection: Selection
    run: Run
    data: Data
    qtbot: object
    refusals: list = field(default_factory=list)

    @property
    def cards(self):
        return self.panel.findChild(LayerList, "layerList")

    @property
    def model(self):
        return self.cards.model()

    @property
    def network(self):
        return self.document.project.network

    @property
    def names(self):
        return [la.name for la in self.document.project.network.layers]

    def inputs(self, name):
        network = self.document.project.network
        return [network.layer(ref).name for ref in network.named(name).inputs]

    def undo_texts(self):
        stack = self.document.undo_stack
        return [stack.text(i) for i in range(stack.count())]

    def row(self, name):
        return self.names.index(name)

    def middle(self, name):
        """The middle of a card in the viewport."""
        return self.cards.card_center(self.row(name)).toPoint()

    def click(self, name, modifier=Qt.KeyboardModifier.NoModifier):
        viewport = self.cards.viewport()
        self.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, modifier, self.middle(name))

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.cards, key, modifier)

    def mouse(self, kind, where, widget=None, *, pressed=True):
        """A mouse event; the offscreen platform moves no real pointer."""
        target = widget or self.cards.viewport()
        local = QPointF(where)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind,
            local,
            QPointF(target.mapToGlobal(QPoint(where))),
            none if kind == QEvent.Type.MouseMove else left,
            left if pressed and kind != QEvent.Type.MouseButtonRelease else none,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(target, event)

    def hover(self, name):
        self.mouse(QEvent.Type.MouseMove, self.middle(name), pressed=False)

    def grab(self, name, to):
        """Presses on a card and pulls it to a point, without letting go."""
        self.mouse(QEvent.Type.MouseButtonPress, self.middle(name))
        self.mouse(QEvent.Type.MouseMove, self.middle(name) + QPoint(0, 30))
        self.mouse(QEvent.Type.MouseMove, to)

    def drop(self, where):
        self.mouse(QEvent.Type.MouseButtonRelease, where)


@pytest.fixture
def make_bench(qtbot, qapp):
    theme().apply(qapp)

    def make(network=RESIDUAL, loss="CrossEntropy"):
        document = Document(project(network, loss))
        selection, run, data = Selection(document), Run(), Data()
        panel = NetworkPanel(document, selection, run, data)
        qtbot.addWidget(panel)
        bench = Bench(panel, document, selection, run, data, qtbot)
        document.refused.connect(lambda message: bench.refusals.append(str(message)))
        panel.resize(315, 800)
        panel.show()
        qtbot.waitExposed(panel)
        return bench

    return make


@pytest.fixture
def bench(make_bench):
    return make_bench()
