"""What a Monitor page is fed with in a test, and how a person looks at it."""

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from engine.history import History
from engine.spec.network import LayerSpec, NetworkSpec
from engine.train.events import EpochEnded, MachineUsed, Probed, RunEnded, RunStarted, StepsDone
from gui.plots.legend import LegendEntry
from gui.run.rewind import Rewind
from gui.run.state import RUNNING, RunState

PER_EPOCH = 40


class FakeController(QObject):
    """Feeds a history from events as the real one does, without a thread."""

    state_changed = Signal(object)
    run_started = Signal(object)
    progressed = Signal()
    epoch_ended = Signal(object)
    run_ended = Signal(object)
    session_changed = Signal(object)
    weights_changed = Signal()
    answered = Signal(str, object)
    ask_failed = Signal(str, object)
    ready = Signal(object)
    failed = Signal(object)

    def __init__(self):
        super().__init__()
        self.history = History()
        self.state = RunState.IDLE
        self.rewind = Rewind(self)
        self.gone_on_from = []
        self.session = self.engine = self.started = None
        self.asked = []

    def ask(self, kind, **arguments):
        self.asked.append((kind, arguments))

    def pause(self):
        self.set_state(RunState.PAUSED)
        self.rewind.paused()

    def keep(self, *steps):
        self.rewind.set_steps(steps)

    def go_on_from(self, step):
        self.gone_on_from.append(step)

    def questions(self, kind):
        return [arguments for asked, arguments in self.asked if asked == kind]

    @property
    def is_running(self):
        return self.state in RUNNING

    def set_state(self, state):
        self.state = state
        self.state_changed.emit(state)

    def set_history(self, history):
        self.history = history
        self.progressed.emit()
        self.session_changed.emit(None)

    def start(self, layers=("l2", "l3"), terms=1, per_epoch=PER_EPOCH, epochs=20):
        self.layers, self.terms = layers, terms
        self.set_state(RunState.TRAINING)
        self.started = RunStarted(0, 0, epochs, per_epoch, layers, terms, "cpu", 1)
        self.history.apply(self.started)
        self.run_started.emit(self.started)

    def steps(self, count, loss=None):
        first = self.history.step_count
        numbers_of = np.arange(first, first + count)
        loss = np.exp(-numbers_of / 100) if loss is None else np.asarray(loss, np.float64)
        norms = np.stack([(i + 1) / (1 + numbers_of / 50) for i in range(len(self.layers))], 1)
        rates = np.full(count, 0.001)
        terms = np.repeat(loss[:, None], self.terms, 1) / self.terms
        last = first + count
        event = StepsDone(first + 1, 1, loss, terms, norms, rates, 1e3, last / 100, last * 10)
        self.history.apply(event)
        self.progressed.emit()

    def end_epoch(self, metrics=None, validation=0.5, confusion=None, seconds=1.0):
        epoch = self.history.epoch_count + 1
        metrics = metrics or {"accuracy": 0.8, "validation_accuracy": 0.7}
        step = self.history.step_count
        event = EpochEnded(epoch, step, 0.4, validation, metrics, 1e3, seconds, True, confusion)
        self.history.apply(event)
        self.progressed.emit()
        self.epoch_ended.emit(event)

    def probe(self, figures, histograms=None):
        """A look at the latest step; `figures` by name."""
        event = Probed(self.history.step_count, figures, histograms or {})
        self.history.apply(event)
        self.progressed.emit()

    def machine(self, **figures):
        self.history.apply(MachineUsed(self.history.step_count, figures))
        self.progressed.emit()

    def end(self, reason="finished", message=None, layer=None):
        self.set_state(RunState.IDLE)
        self.run_ended.emit(RunEnded(reason, 2, self.history.step_count, 1.0, message, layer))


class FakeStore(QObject):
    changed = Signal()
    prepared = None
    busy = False


def network(count):
    layers = [
        LayerSpec(id=f"l{i}", kind="Linear", name=f"fc{i}", inputs=(f"l{i - 1}",))
        for i in range(2, count + 2)
    ]
    layers.insert(0, LayerSpec(id="l1", kind="Input", name="input"))
    return NetworkSpec(layers=tuple(layers), outputs=(f"l{count + 1}",))


def drawn(page, qtbot):
    qtbot.waitUntil(lambda: not page._scheduler.is_waiting)


def panel(page, name):
    return page._shelf.panel(name)


def plot(page, name):
    return next(
        card for panel in page._shelf.panels for card in panel.cards if card.objectName() == name
    )


def samples(card, key):
    series = card._series[key].samples
    return series.x, series.y


def taken_in(card, key):
    """How many samples of a curve the plot has looked at."""
    return len(card._series[key].raw)


def entry(card, key):
    return card.findChild(LegendEntry, f"legend-{key}")._value


def menu_of(card):
    menu = QMenu(card)
    card.fill_menu(menu)
    return menu


def choose(card, name):
    menu = menu_of(card)
    menu.findChild(QObject, name).trigger()


def two_epochs(controller, **options):
    controller.start(**options)
    for _ in range(2):
        controller.steps(PER_EPOCH)
        controller.end_epoch(confusion=np.eye(3, dtype=np.int64) * 5)
