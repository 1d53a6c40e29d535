"""The Monitor page shows exactly what the history holds, when somebody looks, and no sooner."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSettings, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QSplitter, QToolButton

from engine import numbers
from engine.history import History
from engine.spec.component import component
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import text
from engine.train.events import EpochEnded, RunEnded, RunStarted, StepsDone
from gui.document import Document, Selection
from gui.pages.monitor.findings_list import FindingRow
from gui.pages.monitor.page import MonitorPage
from gui.plots.legend import LegendEntry
from gui.run.state import RUNNING, RunState
from gui.settings import Settings
from gui.theme import theme
from gui.translate import set_language

PER_EPOCH = 40


class FakeController(QObject):
    """Feeds a history from events as the real one does, without a thread."""

    state_changed = Signal(object)
    run_started = Signal(object)
    progressed = Signal()
    epoch_ended = Signal(object)
    run_ended = Signal(object)
    session_changed = Signal(object)
    ready = Signal(object)

    def __init__(self):
        super().__init__()
        self.history = History()
        self.state = RunState.IDLE
        self.session = self.engine = self.started = None

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
        event = StepsDone(first + 1, 1, loss, terms, norms, rates, 1000.0)
        self.history.apply(event)
        self.progressed.emit()

    def end_epoch(self, metrics=None, validation=0.5, confusion=None):
        epoch = self.history.epoch_count + 1
        metrics = metrics or {"accuracy": 0.8, "validation_accuracy": 0.7}
        event = EpochEnded(
            epoch, self.history.step_count, 0.4, validation, metrics, 1e3, 1.0, True, confusion
        )
        self.history.apply(event)
        self.epoch_ended.emit(event)

    def end(self, reason="finished", message=None):
        self.set_state(RunState.IDLE)
        self.run_ended.emit(RunEnded(reason, 2, self.history.step_count, 1.0, message))


class FakeStore(QObject):
    changed = Signal()
    prepared = None


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme().apply(qapp)


def network(count):
    layers = [
        LayerSpec(id=f"l{i}", kind="Linear", name=f"fc{i}", inputs=(f"l{i - 1}",))
        for i in range(2, count + 2)
    ]
    layers.insert(0, LayerSpec(id="l1", kind="Input", name="input"))
    return NetworkSpec(layers=tuple(layers), outputs=(f"l{count + 1}",))


@pytest.fixture
def document(qapp):
    data = DataSpec(source=BuiltinSource(name="digits"))
    return Document(Project(data=data, network=network(2), training=TrainingSpec(epochs=20)))


@pytest.fixture
def controller(qapp):
    return FakeController()


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def selection(document):
    return Selection(document)


@pytest.fixture
def make(qtbot, document, controller, settings, selection):
    def build():
        page = MonitorPage(
            document, controller, FakeStore(), selection=selection, settings=settings
        )
        qtbot.addWidget(page)
        page.resize(780, 720)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return build


@pytest.fixture
def page(make):
    return make()


def drawn(page, qtbot):
    qtbot.waitUntil(lambda: not page._scheduler.is_waiting)


def plot(page, name):
    return next(card for panel in page._panels for card in panel.cards if card.objectName() == name)


def samples(card, key):
    series = card._series[key].samples
    return series.x, series.y


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


def test_that_an_empty_page_says_how_to_begin(page, controller):
    line = page.findChild(QLabel, "monitorWelcomeLine")
    assert line.isVisible()
    assert "Train (F5)" in line.text()
    controller.set_state(RunState.PREPARING)
    assert line.text() == "Getting PyTorch ready…"
    controller.engine = object()
    controller.ready.emit(controller.engine)
    assert line.text() == "Building the network…"
    controller.start()
    assert not line.isVisible()
    assert plot(page, "lossPlot").isVisible()


def test_that_the_curves_are_exactly_the_history(page, controller, qtbot):
    two_epochs(controller)
    controller.steps(7)
    drawn(page, qtbot)
    steps, epochs = controller.history.steps, controller.history.epochs
    x = np.arange(1, 88) / PER_EPOCH
    for card, key, series in (
        (plot(page, "lossPlot"), "loss", steps["loss"]),
        (plot(page, "gradientPlot"), "gradient-l2", steps["gradient/l2"]),
        (plot(page, "gradientPlot"), "gradient-l3", steps["gradient/l3"]),
    ):
        assert np.array_equal(samples(card, key)[0], x)
        assert np.array_equal(samples(card, key)[1], series.values)
    for card, key in (
        (plot(page, "lossPlot"), "validation_loss"),
        (plot(page, "metricPlot"), "accuracy"),
        (plot(page, "metricPlot"), "validation_accuracy"),
    ):
        assert np.array_equal(samples(card, key)[0], [1.0, 2.0])
        assert np.array_equal(samples(card, key)[1], epochs[key].values)


def test_that_each_point_is_taken_once_however_often_news_come(page, controller, qtbot):
    controller.start()
    for _ in range(8):
        controller.steps(3)
        drawn(page, qtbot)
    assert np.array_equal(
        samples(plot(page, "lossPlot"), "loss")[1], controller.history.steps["loss"].values
    )


def test_that_legends_show_the_last_values(page, controller, qtbot):
    two_epochs(controller)
    page._loss.plot.set_smoothing(0.0)
    drawn(page, qtbot)
    epochs = controller.history.epochs
    last = controller.history.steps["loss"].values[-1]
    assert entry(plot(page, "lossPlot"), "loss") == numbers.short(last)
    assert entry(plot(page, "lossPlot"), "validation_loss") == "0.5"
    assert entry(plot(page, "metricPlot"), "accuracy") == numbers.short(
        epochs["accuracy"].values[-1]
    )


def test_that_lost_samples_are_marked(page, controller, qtbot):
    controller.start()
    controller.steps(10)
    controller.steps(1, [float("nan")])
    controller.steps(5)
    drawn(page, qtbot)
    marks = plot(page, "lossPlot")._items["loss"].marks.getData()[0]
    assert marks == pytest.approx([11 / PER_EPOCH])


def test_that_a_run_without_validation_has_no_validation_curve(page, controller, qtbot):
    controller.start()
    controller.steps(PER_EPOCH)
    controller.end_epoch({"accuracy": 0.5}, validation=None)
    drawn(page, qtbot)
    assert plot(page, "lossPlot").keys == ["loss"]
    assert plot(page, "metricPlot").keys == ["accuracy"]


def test_that_each_term_of_a_loss_of_several_has_its_curve(make, document, controller, qtbot):
    terms = (LossTerm(loss=component("MSE")), LossTerm(loss=component("MAE"), weight=0.1))
    document.set_training(document.project.training.replace(losses=terms), "Losses")
    page = make()
    controller.start(terms=2)
    controller.steps(10)
    drawn(page, qtbot)
    loss = plot(page, "lossPlot")
    assert loss.keys == ["loss", "term-0", "term-1"]
    assert np.array_equal(samples(loss, "term-1")[1], controller.history.steps["term/1"].values)


def test_that_the_axis_shows_the_epochs_to_come(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    assert plot(page, "lossPlot").graph.view_box.viewRange()[0] == [0, 20]
    controller.end()
    drawn(page, qtbot)
    low, high = plot(page, "lossPlot").graph.view_box.viewRange()[0]
    assert (low, high) == (0, 2)


def test_that_x_can_count_steps_and_that_is_remembered(page, controller, settings, qtbot):
    two_epochs(controller)
    choose(plot(page, "lossPlot"), "countSteps")
    drawn(page, qtbot)
    assert samples(plot(page, "lossPlot"), "loss")[0][-1] == 2 * PER_EPOCH
    assert list(samples(plot(page, "metricPlot"), "accuracy")[0]) == [PER_EPOCH, 2 * PER_EPOCH]
    assert settings.text("monitor/x", "") == "step"


def test_that_another_batch_size_keeps_epochs_in_line(page, controller, qtbot):
    two_epochs(controller)
    controller.start(per_epoch=100)
    controller.steps(50)
    drawn(page, qtbot)
    x = samples(plot(page, "lossPlot"), "loss")[0]
    assert x[2 * PER_EPOCH - 1] == 2.0
    assert x[-1] == 2.5


def test_that_hidden_plots_are_not_drawn(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    choose(plot(page, "lossPlot"), "hidePlot")
    before = len(samples(plot(page, "lossPlot"), "loss")[0])
    controller.steps(10)
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == before
    choose(plot(page, "metricPlot"), "show-loss")
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == before + 10


def test_that_nothing_is_drawn_while_another_page_is_open(page, controller, qtbot):
    controller.start()
    page.hide()
    controller.steps(10)
    drawn(page, qtbot)
    assert plot(page, "lossPlot").keys == []
    page.show()
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 10


def test_that_another_history_takes_the_place_of_the_first(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    first = controller.history
    second = History()
    controller.set_history(second)
    controller.start(layers=("l3",))
    controller.steps(5)
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 5
    assert plot(page, "gradientPlot").keys == ["gradient-l3"]
    controller.set_history(first)
    drawn(page, qtbot)
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 80


def test_that_a_cleared_history_leaves_an_empty_page(page, controller, qtbot):
    two_epochs(controller)
    controller.end()
    drawn(page, qtbot)
    controller.history.clear()
    controller.progressed.emit()
    assert page.findChild(QLabel, "monitorWelcomeLine").isVisible()


def test_that_curves_of_an_earlier_network_stay_with_a_note(page, controller, document, qtbot):
    two_epochs(controller)
    controller.end()
    drawn(page, qtbot)
    note = page.findChild(QLabel, "monitorNote")
    assert not note.isVisible()
    document.set_network(network(3), "Add layer")
    controller.set_history(History())
    assert note.isVisible()
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 80
    controller.start()
    controller.steps(3)
    drawn(page, qtbot)
    assert not note.isVisible()
    assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 3


def test_that_a_layer_may_be_renamed_without_a_note(page, controller, document, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    layers = document.project.network.layers
    renamed = (*layers[:-1], layers[-1].replace(name="head"))
    document.set_network(document.project.network.replace(layers=renamed), "Rename")
    drawn(page, qtbot)
    assert not page.findChild(QLabel, "monitorNote").isVisible()
    legend = plot(page, "gradientPlot").findChild(LegendEntry, "legend-gradient-l3")
    assert legend.text() == "head"


def test_that_the_confusion_matrix_is_the_latest(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    card = plot(page, "confusionPlot")
    assert card.isVisible()
    counts = [column for name, column in card._numbers().items() if name != "true"]
    assert np.array_equal(np.array(counts).T, np.eye(3) * 5)
    assert card._subtitle.text() == "validation, epoch 2"
    assert not plot(page, "learningRatePlot").isVisible()


def test_that_a_regression_shows_the_learning_rate_and_its_metrics(page, controller, qtbot):
    controller.start()
    controller.steps(PER_EPOCH)
    figures = {"mae": 1.0, "rmse": 2.0, "r2": 0.5}
    controller.end_epoch(figures | {f"validation_{k}": v for k, v in figures.items()})
    drawn(page, qtbot)
    assert plot(page, "learningRatePlot").isVisible()
    assert not plot(page, "confusionPlot").isVisible()
    rates = samples(plot(page, "learningRatePlot"), "lr")[1]
    assert np.array_equal(rates, controller.history.steps["lr"].values)
    metric = plot(page, "metricPlot")
    assert metric._title.text() == "MAE"
    chooser = metric.findChild(QToolButton, "metricChooser")
    chooser.menu().findChild(QObject, "metricChooser-r2").trigger()
    assert metric._title.text() == "R²"
    assert metric.keys == ["r2", "validation_r2"]
    assert page._settings.text("monitor/metric", "") == "r2"


def test_that_many_layers_become_a_heat_map_with_lines_for_the_selected(
    make, document, controller, selection, qtbot
):
    document.set_network(network(12), "Deep")
    page = make()
    layers = tuple(f"l{i}" for i in range(2, 14))
    controller.start(layers=layers)
    controller.steps(1000)
    drawn(page, qtbot)
    card, lines = plot(page, "gradientMapCard"), plot(page, "gradientPlot")
    assert card.isVisible()
    assert not lines.isVisible()
    table = card._numbers()
    first = np.array([column[0] for name, column in list(table.items())[1:]], np.float64)
    norms = controller.history.steps["gradient/l2"].values.astype(np.float64)
    width = page._gradients._buckets.width
    assert width == 8
    expected = [10 ** np.log10(norms[i : i + width]).mean() for i in range(0, 1000, width)]
    assert first == pytest.approx(expected, rel=1e-6)
    selection.set(["l5", "l1"])
    drawn(page, qtbot)
    assert lines.isVisible()
    assert lines.keys == ["gradient-l5"]
    page._gradients._map.cell_clicked.emit(0, 0)
    assert selection.ids == ("l2",)


def test_that_one_plot_can_have_all_the_room(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss = plot(page, "lossPlot")
    button = loss.findChild(QToolButton, "plotMaximize")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page._grid.on_show == ("loss",)
    assert loss.isVisible()
    assert not plot(page, "metricPlot").isVisible()
    qtbot.keyClick(page._grid, Qt.Key.Key_Escape)
    assert page._grid.on_show == ("loss", "metric", "gradient", "confusion")
    assert not button.isChecked()


def test_that_the_arrangement_is_remembered(make, controller, settings, qtbot):
    page = make()
    two_epochs(controller)
    choose(plot(page, "lossPlot"), "show-learningRate")
    choose(plot(page, "metricPlot"), "hidePlot")
    drawn(page, qtbot)
    row = page._grid.findChildren(QSplitter)[1]
    handle = row.handle(1)
    start = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(handle, start - QPoint(60, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start - QPoint(60, 0))
    again = make()
    assert again._grid.on_show == ("loss", "gradient", "confusion", "learningRate")
    assert settings.text("monitor/columns", "") == " ".join(map(str, row.sizes()))


def test_that_all_plots_may_be_hidden_and_come_back(page, controller, qtbot):
    two_epochs(controller)
    for name in ("lossPlot", "metricPlot", "gradientPlot", "confusionPlot"):
        choose(plot(page, name), "hidePlot")
    add = page.findChild(QToolButton, "addPlot")
    assert add.isVisible()
    add.menu().aboutToShow.emit()
    add.menu().findChild(QObject, "show-loss").trigger()
    assert page._grid.on_show == ("loss",)


def test_that_crosshairs_stand_at_the_same_x_and_legends_follow(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    loss, metric = plot(page, "lossPlot"), plot(page, "metricPlot")
    at = loss.graph.mapFromScene(loss.graph.view_box.mapViewToScene(QPointF(1.0, 0.5)))
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        loss.graph.viewport().mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(loss.graph.viewport(), move)
    x = loss._crosshair.x
    assert x == pytest.approx(1.0, abs=0.1)
    assert metric._crosshair.x == x
    nearest = loss._series["loss"].main.at(x)[1]
    assert entry(loss, "loss") == numbers.short(nearest)
    QApplication.sendEvent(loss.graph.viewport(), QEvent(QEvent.Type.Leave))
    assert metric._crosshair.x is None
    assert entry(loss, "loss") == numbers.short(loss._series["loss"].main.last())


def test_that_smoothing_is_shared_and_remembered(make, controller, qtbot):
    page = make()
    two_epochs(controller)
    page._loss.plot.set_smoothing(0.9)
    assert page._gradients.plot.smoothing == 0.9
    assert make()._loss.plot.smoothing == 0.9


def test_that_findings_stand_below_with_their_fix(page, controller, document, qtbot):
    two_epochs(controller)
    controller.end("diverged", text("Stopped at step {step}.", step=81))
    diverged = page.findChild(FindingRow, "finding-diverged")
    gradients = page.findChild(FindingRow, "finding-gradients")
    qtbot.waitUntil(lambda: diverged.y() < gradients.y())
    button = diverged.findChild(QPushButton, "findingFix")
    assert button.text() == "Lower the learning rate to 0.0001"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.project.training.optimizer.params["lr"] == 0.0001
    assert document.undo_stack.undoText() == "Lower the learning rate to 0.0001"
    assert not button.isVisible()
    document.undo_stack.undo()
    assert button.isVisible()
    controller.start()
    controller.steps(PER_EPOCH)
    controller.end_epoch()
    qtbot.waitUntil(lambda: page.findChild(FindingRow, "finding-diverged") is None)


def test_that_a_finding_keeps_its_row(page, controller, qtbot):
    two_epochs(controller)
    qtbot.waitUntil(lambda: page.findChild(FindingRow, "finding-gradients") is not None)
    row = page.findChild(FindingRow, "finding-gradients")
    assert row.finding.epoch == 2
    controller.steps(PER_EPOCH)
    controller.end_epoch()
    qtbot.waitUntil(lambda: row.finding.epoch == 3)
    assert page.findChild(FindingRow, "finding-gradients") is row


def test_that_a_language_switch_changes_every_word(page, controller, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    set_language("zh_CN")
    try:
        qtbot.waitUntil(lambda: page._loss.plot._legend.entry("loss").text() == "训练")
        drawn(page, qtbot)
        assert len(samples(plot(page, "lossPlot"), "loss")[0]) == 80
        assert plot(page, "metricPlot")._title.text() == "准确率"
        assert page.findChild(QToolButton, "gradientView").text() == "折线 ▾"
        assert page.findChild(QToolButton, "addPlot").text() == "＋ 图表"
    finally:
        set_language("en")
