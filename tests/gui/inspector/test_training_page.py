"""The Training page writes the settings of a run, and a run under way hears what it can."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton

from engine.catalog.training_fields import TRAINING_FIELDS, training_field
from engine.spec.component import component
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError
from gui.forms.boxes import StepLine
from gui.plots.curve import Curve
from gui.run.state import RunState
from tests.gui.inspector.conftest import chain

NEURON = chain((1,), ("Linear", {"out_features": 1}))
CLASSES = chain((4,), ("Linear", {"out_features": 3}))


@pytest.fixture
def page(bench):
    def make(network=NEURON, training=None):
        b = bench(network, training)
        b.inspector.show_training()
        return b

    return make


def training(bench):
    return bench.document.project.training


def pick(qtbot, combo, name):
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(combo.findData(name)):
        qtbot.keyClick(combo, Qt.Key.Key_Down)


def test_that_declared_settings_are_those_of_the_spec():
    spec = TrainingSpec()
    for field in TRAINING_FIELDS:
        assert getattr(spec, field.name) == field.default
        for bound in (getattr(field, "low", None), getattr(field, "high", None)):
            if bound is not None:
                assert getattr(spec.replace(**{field.name: bound}), field.name) == bound
    with pytest.raises(UserError, match="no setting “momentum”"):
        training_field("momentum")


@pytest.mark.parametrize(
    ("name", "typed", "setting", "value"),
    [
        ("trainingBatchSize", "3", "batch_size", 3),
        ("trainingEpochs", "20", "epochs", 20),
        ("trainingSeed", "420", "seed", 420),
        ("trainingThreads", "1", "threads", 1),
    ],
)
def test_that_plain_settings_are_written(page, enter, name, typed, setting, value):
    b = page()
    enter(b.find(StepLine, name), typed)
    assert getattr(training(b), setting) == value
    assert b.document.undo_stack.count() == 1


def test_that_no_threads_reads_automatic(page):
    assert page().find(StepLine, "trainingThreads").text() == "automatic"


def test_that_shuffling_is_a_click(qtbot, page):
    b = page()
    box = b.find(QCheckBox, "trainingShuffle")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert training(b).shuffle is False
    b.document.undo_stack.undo()
    assert box.isChecked()


@pytest.mark.parametrize(
    ("name", "kind", "setting"),
    [
        ("trainingOptimizer", "SGD", "optimizer"),
        ("trainingSchedule", "cosine", "schedule"),
        ("trainingClipping", "norm", "clipping"),
        ("trainingStopping", "patience", "stopping"),
    ],
)
def test_that_kinds_are_chosen(qtbot, page, name, kind, setting):
    b = page()
    pick(qtbot, b.find(QComboBox, name), kind)
    assert getattr(training(b), setting).kind == kind


def test_that_live_settings_reach_a_run_at_once_and_undo_takes_them_back(qtbot, page, enter):
    b = page()
    later = b.find(QLabel, "trainingTakesEffectLater")
    rate = b.find(StepLine, "trainingLearningRate")
    enter(rate, "0.01")
    assert (b.controller.told, later.isVisible()) == ({}, False)
    b.controller.set_state(RunState.TRAINING)
    b.controller.live.run_started(b.document.project)
    assert later.isVisible()
    assert "take effect at once" in later.text()
    enter(rate, "1e-3")
    enter(b.find(StepLine, "trainingOptimizerWeightDecay"), "0.1")
    enter(b.find(StepLine, "trainingBatchSize"), "64")
    pick(qtbot, b.find(QComboBox, "trainingClipping"), "norm")
    assert b.controller.told == {"lr": 0.001, "batch_size": 64.0, "clip/norm": 1.0}
    assert training(b).optimizer == component("Adam", weight_decay=0.1)
    b.document.undo_stack.undo()
    assert b.controller.told["clip/off"] == 0.0
    b.controller.told.clear()
    b.controller.live.run_ended()
    enter(rate, "0.5")
    assert b.controller.told == {}


def test_that_the_rate_of_another_optimizer_waits_for_the_next_run(qtbot, page):
    b = page()
    b.controller.live.run_started(b.document.project)
    pick(qtbot, b.find(QComboBox, "trainingOptimizer"), "SGD")
    assert b.controller.told == {}


def test_that_what_a_run_uses_beside_its_project_is_said_and_can_be_kept(qtbot, page):
    b = page()
    said, keep = b.find(QLabel, "trainingRunUses"), b.find(QPushButton, "trainingKeepSettings")
    assert not said.isVisible()
    b.controller.live.session_opened({"batch_size": 64.0, "clip/norm": 0.5})
    assert said.text() == "The run uses: batch size 64, gradients clipped by norm at 0.5."
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert training(b).batch_size == 64
    assert training(b).clipping == component("norm", max_norm=0.5)
    assert not said.isVisible()
    b.document.undo_stack.undo()
    assert said.isVisible()


def test_that_the_loss_shows_its_formula_and_curve(qtbot, page):
    b = page()
    assert b.find(QLabel, "trainingLossFormula").text() == "L = 1/N Σ (ŷᵢ − yᵢ)²"
    curve = b.find(Curve, "trainingLossCurve")
    assert min(curve.table()["0"]) == 0.0
    pick(qtbot, b.find(QComboBox, "trainingLoss"), "CrossEntropy")
    assert training(b).losses == (LossTerm(loss=component("CrossEntropy")),)
    assert b.find(QLabel, "trainingLossFormula").text().startswith("L = −1/N Σ log softmax")
    pick(qtbot, b.find(QComboBox, "trainingLossReduction"), "sum")
    assert training(b).losses[0].loss == component("CrossEntropy", reduction="sum")


def test_that_losses_are_mixed_and_unmixed(qtbot, page, enter):
    b = page()
    assert not b.find(StepLine, "termWeight").isVisible()
    qtbot.mouseClick(b.find(QPushButton, "addLossTerm"), Qt.MouseButton.LeftButton)
    assert [term.loss.kind for term in training(b).losses] == ["MSE", "MAE"]
    enter(b.find(StepLine, "term2Weight"), "0.5")
    pick(qtbot, b.find(QComboBox, "trainingLoss2"), "MSE")
    pick(qtbot, b.find(QComboBox, "term2Transform"), "sum")
    pick(qtbot, b.find(QComboBox, "termTarget2"), "input")
    assert training(b).losses == (
        LossTerm(loss=component("MSE")),
        LossTerm(loss=component("MSE"), weight=0.5, transform="sum", target="input"),
    )
    qtbot.mouseClick(b.find(QPushButton, "removeLossTerm"), Qt.MouseButton.LeftButton)
    assert [term.weight for term in training(b).losses] == [0.5]
    b.document.undo_stack.undo()
    assert len(training(b).losses) == 2


def test_that_a_term_can_look_at_another_output(qtbot, page):
    network = NEURON.replace(outputs=("l1", "l2"))
    b = page(network)
    combo = b.find(QComboBox, "termOutput")
    assert combo.isVisible()
    pick(qtbot, combo, "l2")
    assert training(b).losses[0].output == "l2"
    assert combo.currentText() == "fc1"


def test_that_a_loss_that_does_not_fit_is_told_with_the_one_that_does(qtbot, page):
    b = page(CLASSES, TrainingSpec(losses=(LossTerm(loss=component("CrossEntropy")),)))
    misfit, use = b.find(QLabel, "trainingLossMisfit"), b.find(QPushButton, "useSuitedLoss")
    b.store.give(shape=(4,), task="multiclass", classes=("a", "b", "c"), target_names=("kind",))
    assert not misfit.isVisible()
    b.store.give(shape=(4,), task="regression", classes=(), target_names=("x", "y", "z"))
    assert misfit.text() == (
        "Cross-entropy needs classes, but the target is a number. Use MSE, MAE or Huber."
    )
    assert use.text() == "Use MSE (mean squared error)"
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    assert training(b).losses == (LossTerm(loss=component("MSE")),)
    assert not misfit.isVisible()
    assert not use.isVisible()


def test_that_a_misfit_no_loss_can_mend_offers_none(page):
    b = page(CLASSES, TrainingSpec(losses=(LossTerm(loss=component("CrossEntropy")),)))
    b.store.give(shape=(4,), task="multiclass", classes=tuple("abcde"), target_names=("kind",))
    assert b.find(QLabel, "trainingLossMisfit").isVisible()
    assert not b.find(QPushButton, "useSuitedLoss").isVisible()


def test_that_the_tabs_are_reached_by_keyboard(qtbot, bench):
    b = bench(NEURON)
    tabs = b.find(object, "inspectorTabs")
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert b.find(object, "trainingPage").isVisible()


@pytest.mark.parametrize("width", [248, 304, 420])
def test_that_nothing_is_wider_than_the_page(qtbot, bench, width):
    b = bench(NEURON)
    b.inspector.resize(width, 500)
    b.inspector.show_training()
    for page in ("layerPage", "trainingPage"):
        area = b.find(object, page)
        assert area.horizontalScrollBar().maximum() == 0
        assert area.widget().minimumSizeHint().width() <= width
