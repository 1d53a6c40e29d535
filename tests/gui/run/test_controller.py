"""The run seen from the screen: states, history, questions, sessions after edits."""

import numpy as np
import pytest

from engine import edits
from engine.check.advice import advise
from engine.spec.component import component
from engine.spec.data import ColumnSpec, DataSpec, InlineSource, SplitSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import TrainingSpec
from gui.run.state import RunState
from tests.gui.run.conftest import iris, train_to_the_end


def test_that_training_fills_the_history_and_ends_once(qtbot, bench):
    at = bench(iris(epochs=3))
    ended = train_to_the_end(qtbot, at.controller)
    assert ended.reason == "finished"
    assert at.controller.state is RunState.IDLE
    assert at.controller.history.epoch_count == 3
    assert at.controller.history.step_count == ended.step == 3 * 7
    assert np.isfinite(at.controller.history.steps["gradient/l2"].values).all()
    assert at.document.unsaved


def test_that_pause_step_resume_and_stop_do_what_they_say(qtbot, bench):
    at = bench(iris(epochs=100_000))
    controller = at.controller
    with qtbot.waitSignal(controller.progressed, timeout=10_000):
        controller.train()
    with qtbot.waitSignal(controller.weights_changed, timeout=10_000):
        controller.pause()
    qtbot.waitUntil(lambda: controller.state is RunState.PAUSED)
    before = controller.history.step_count
    with qtbot.waitSignal(controller.progressed, timeout=10_000):
        controller.step_once()
    qtbot.waitUntil(lambda: controller.state is RunState.PAUSED)
    assert controller.history.step_count == before + 1
    with qtbot.waitSignal(controller.progressed, timeout=10_000):
        controller.resume()
    with qtbot.waitSignal(controller.run_ended, timeout=10_000) as ended:
        controller.stop()
    assert ended.args[0].reason == "stopped"
    assert controller.history.step_count == ended.args[0].step > before + 1


def test_that_step_from_idle_takes_one_step_and_waits(qtbot, bench):
    at = bench(iris())
    with qtbot.waitSignal(at.controller.progressed, timeout=10_000):
        at.controller.step_once()
    qtbot.waitUntil(lambda: at.controller.state is RunState.PAUSED)
    assert at.controller.history.step_count == 1


def test_that_questions_are_answered_idle_and_while_training(qtbot, bench):
    at = bench(iris(epochs=100_000))
    with qtbot.waitSignal(at.controller.answered, timeout=10_000) as answered:
        at.controller.ask("layer", layer="l2")
    kind, answer = answered.args
    assert kind == "layer"
    assert answer.tensors["weight"].shape == (8, 4)
    assert answer.gradients["weight"] is None
    with qtbot.waitSignal(at.controller.progressed, timeout=10_000):
        at.controller.train()
    with qtbot.waitSignal(at.controller.answered, timeout=10_000) as answered:
        at.controller.ask(
            "predict",
            rows={
                "sepal length (cm)": [5.1],
                "sepal width (cm)": [3.5],
                "petal length (cm)": [1.4],
                "petal width (cm)": [0.2],
            },
        )
    assert answered.args[1].probabilities.shape == (1, 3)
    with qtbot.waitSignal(at.controller.ask_failed, timeout=10_000) as failed:
        at.controller.ask("predict", rows={"sepal length (cm)": ["long"]})
    assert "sepal" in str(failed.args[1])
    assert at.controller.state is RunState.TRAINING


def test_that_an_edit_keeps_the_weights_that_still_fit(qtbot, bench):
    at = bench(iris(epochs=2))
    train_to_the_end(qtbot, at.controller)
    with qtbot.waitSignal(at.controller.answered, timeout=10_000) as trained:
        at.controller.ask("layer", layer="l2")
    with qtbot.waitSignal(at.controller.session_changed, timeout=10_000) as opened:
        at.document.edit_network("Widen", edits.set_param, "l4", "bias", False)
    session = opened.args[0]
    assert session.kept == ("fc1",)
    assert session.fresh == ("fc2",)
    with qtbot.waitSignal(at.controller.answered, timeout=10_000) as kept:
        at.controller.ask("layer", layer="l2")
    assert np.array_equal(kept.args[1].whole["weight"], trained.args[1].whole["weight"])
    with qtbot.waitSignal(at.controller.session_changed, timeout=10_000) as back:
        at.document.undo_stack.undo()
    assert back.args[0].epoch == 2
    assert at.controller.history.epoch_count == 2


def test_that_merged_layers_predict_as_before_and_undo_brings_them_back(qtbot, bench):
    at = bench(iris(epochs=2))
    at.document.edit_network("Remove ReLU", edits.remove, ["l3"])
    train_to_the_end(qtbot, at.controller)
    before, two = shares_of_all(qtbot, at.controller), at.document.project
    (advice,) = [a for a in advise(two) if a.rule == "linearTwice"]
    with qtbot.waitSignal(at.controller.session_changed, timeout=10_000):
        at.document.apply(advice.fixes[0].edit(two), str(advice.fixes[0].label))
    assert len(at.document.project.network.layers) == 2
    assert np.allclose(shares_of_all(qtbot, at.controller), before, rtol=0, atol=1e-6)
    with qtbot.waitSignal(at.controller.session_changed, timeout=10_000):
        at.document.undo_stack.undo()
    assert at.document.project == two
    assert np.array_equal(shares_of_all(qtbot, at.controller), before)


def shares_of_all(qtbot, controller):
    """The probabilities predicted for every test row, with the weights as they are now."""
    with qtbot.waitSignal(controller.answered, timeout=10_000) as answered:
        controller.ask("evaluate", split="test", now=True)
    return answered.args[1].probabilities


def test_that_more_epochs_go_on_and_a_finished_run_begins_anew(qtbot, bench):
    at = bench(iris(epochs=2))
    train_to_the_end(qtbot, at.controller)
    first = at.controller.history.steps["loss"].values.copy()
    training = at.document.project.training
    at.document.set_training(training.replace(epochs=4), "More epochs")
    train_to_the_end(qtbot, at.controller)
    longer = at.controller.history.steps["loss"].values
    assert at.controller.history.epoch_count == 4
    assert np.array_equal(longer[: len(first)], first)
    longer = longer.copy()
    train_to_the_end(qtbot, at.controller)
    assert np.array_equal(at.controller.history.steps["loss"].values, longer)


def test_that_train_says_why_it_cannot(qtbot, bench):
    at = bench(iris())
    at.document.edit_network("Narrow", edits.set_param, "l4", "out_features", 2)
    with qtbot.waitSignal(at.controller.failed, timeout=10_000) as failed:
        at.controller.train()
    assert "fc2" in str(failed.args[0])
    assert at.controller.state is RunState.IDLE


def test_that_divergence_names_the_layer_and_to_train_then_begins_anew(qtbot, bench):
    rows = tuple((float(i), 2.0 * i) for i in range(1, 9))
    columns = (ColumnSpec(name="x"), ColumnSpec(name="y", role="target"))
    data = DataSpec(
        source=InlineSource(columns=("x", "y"), rows=rows),
        columns=columns,
        task="regression",
        scale="none",
        split=SplitSpec(train=1, validation=0, test=0, shuffle=False, stratify=False),
    )
    network = NetworkSpec(
        layers=(
            LayerSpec(id="l1", kind="Input", name="input", params={"shape": (1,)}),
            LayerSpec(
                id="l2", kind="Linear", name="fc", inputs=("l1",), params={"out_features": 1}
            ),
        ),
        outputs=("l2",),
    )
    training = TrainingSpec(optimizer=component("SGD", lr=1e9), epochs=50, batch_size=8)
    at = bench(Project(data=data, network=network, training=training))
    ended = train_to_the_end(qtbot, at.controller)
    first = at.controller.history.steps["loss"].values[0]
    assert ended.reason == "diverged"
    assert ended.layer == "l2"
    assert "fc" in str(ended.message)
    with qtbot.waitSignal(at.controller.answered, timeout=10_000) as answered:
        at.controller.ask("layer", layer="l2")
    assert np.isfinite(answered.args[1].whole["weight"]).all()
    assert at.controller.begins_anew
    mended = training.replace(optimizer=component("SGD", lr=0.01), epochs=2)
    at.document.set_training(mended, "Lower the learning rate")
    assert train_to_the_end(qtbot, at.controller).reason == "finished"
    assert at.controller.step == at.controller.history.step_count == 2
    assert at.controller.history.steps["loss"].values[0] == pytest.approx(first, rel=1e-6)


def test_that_the_learning_rate_changes_in_flight(qtbot, bench):
    at = bench(iris(epochs=100_000))
    at.controller.train()
    qtbot.waitUntil(lambda: at.controller.history.step_count > 0, timeout=10_000)
    at.controller.set_live("lr", 0.5)
    qtbot.waitUntil(lambda: at.controller.history.steps["lr"].values[-1] == 0.5, timeout=10_000)
    assert at.controller.history.settings[0][1:] == ("lr", 0.5)


def test_that_a_step_is_measured_on_the_engines_thread(qtbot, bench):
    at = bench(iris())
    with qtbot.waitSignal(at.controller.answered, timeout=20_000) as answered:
        at.controller.ask("measure")
    kind, answer = answered.args
    assert (kind, answer.project, answer.batch) == ("measure", at.document.project, 16)
    steps = -(-answer.rows // 16)
    assert answer.epoch_seconds == pytest.approx(steps * answer.step_seconds)
    assert answer.available > 0
