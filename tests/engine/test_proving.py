"""A try-out takes the steps that the run itself would take, and leaves the run alone."""

import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.check.doctor.mends import use_kind
from engine.check.remedies import add_dropout, scale_learning_rate, with_learning_rate
from engine.proof import Proof, Side, shows_in_steps
from engine.proving import Proving, prove
from engine.spec.component import component
from engine.text import text
from engine.train.control import Control
from engine.train.events import PathChanged, Paused, StepsDone
from engine.train.keeping import Keeping, Limits
from engine.train.trainer import train
from tests.engine.train.making import MLP, rows, session

WITH_CHANCE = (
    ("Linear", {"out_features": 8}),
    ("BatchNorm1d", {}),
    ("ReLU", {}),
    ("Dropout", {"p": 0.3}),
    ("Linear", {"out_features": 3}),
)


def run(at, control, steps):
    """Lets a run take steps, and gives their losses; it waits after them."""
    control.step(steps)
    losses = []
    for event in train(at, control):
        if isinstance(event, StepsDone):
            losses += event.loss.tolist()
        elif isinstance(event, Paused):
            control.stop()
    return losses


def finished(proving):
    while not (proof := proving.slice(0.02)).done:
        assert proof.going_on is proving
    return proof


@pytest.mark.parametrize("schedule", ["constant", "cosine", "plateau", "one_cycle"])
@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_that_the_original_is_what_the_run_does_next_bit_for_bit(optimizer, schedule):
    at = session(
        WITH_CHANCE,
        validation=10,
        epochs=30,
        optimizer=component(optimizer, lr=0.05),
        schedule=component(schedule),
    )
    run(at, Control(), 7)
    proof = finished(Proving(at, scale_learning_rate(at.project, 0.1).edit(at.project)))
    assert (proof.from_step, len(proof.original.losses)) == (7, 50)
    assert run(at, Control(), 50) == proof.original.losses.tolist()


def test_that_a_run_that_takes_many_steps_at_once_is_tried_out_so_and_at_once():
    at = session(WITH_CHANCE, epochs=100_000, optimizer=component("SGD", lr=0.05))
    control = Control()
    for event in train(at, control):
        if isinstance(event, PathChanged) and event.path == "lowered":
            control.stop()
    assert at.progress.path == "lowered"
    fixed = scale_learning_rate(at.project, 0.1).edit(at.project)
    began = time.process_time()
    proof = finished(Proving(at, fixed))
    assert time.process_time() - began < 2
    assert run(at, Control(), 50) == proof.original.losses.tolist()
    assert not np.array_equal(proof.fixed.losses, proof.original.losses)


def test_that_the_run_is_the_same_with_a_try_out_in_its_midst():
    alone, tried = session(WITH_CHANCE, epochs=20), session(WITH_CHANCE, epochs=20)
    control = Control()
    fixed = with_learning_rate(tried.project, 0.5)
    losses = []
    for event in train(tried, control):
        if isinstance(event, StepsDone):
            losses += event.loss.tolist()
            control.ask("prove", lambda at: prove(at, fixed, seconds=0.001, steps=5))
    expected = [e.loss for e in train(alone, Control()) if isinstance(e, StepsDone)]
    assert losses == np.concatenate(expected).tolist()
    for name, value in alone.weights().items():
        assert torch.equal(value, tried.weights()[name]), name


def test_that_the_fixed_side_is_what_the_run_would_do_with_the_fix():
    at = session(MLP, epochs=30, optimizer=component("SGD", lr=0.5))
    run(at, Control(), 5)
    fixed = with_learning_rate(at.project, 0.01)
    proof = finished(Proving(at, fixed))
    at.set_learning_rate(0.01)
    assert run(at, Control(), 50) == proof.fixed.losses.tolist()


def test_that_a_live_setting_of_the_run_holds_in_the_try_out():
    at = session(MLP, epochs=30)
    control = Control()
    control.set("batch_size", 5)
    control.set("lr", 0.02)
    run(at, control, 3)
    proof = finished(Proving(at, add_dropout(at.project).edit(at.project)))
    assert run(at, Control(), 50) == proof.original.losses.tolist()


def test_that_an_activation_is_changed_under_the_weights_of_the_run():
    at = session(MLP, epochs=30)
    run(at, Control(), 5)
    tanh = at.project.network.named("l4")
    fixed = use_kind([tanh], "ReLU", text("Use ReLU")).edit(at.project)
    proof = finished(Proving(at, fixed))
    assert proof.from_step == 5
    assert str(proof.start) == "Both go on from step 5, with the same batches."
    assert not np.array_equal(proof.fixed.losses, proof.original.losses)


def test_that_a_network_of_another_shape_begins_anew_and_says_so():
    at = session(MLP, epochs=30)
    run(at, Control(), 5)
    network = at.project.network
    wide = network.named("l1").replace(params={"out_features": 16})
    layers = tuple(wide if layer.id == "l1" else layer for layer in network.layers)
    fixed = at.project.replace(network=network.replace(layers=layers))
    proof = finished(Proving(at, fixed))
    assert proof.from_step is None
    assert "fresh weights" in str(proof.start)
    assert run(session(MLP, epochs=30), Control(), 50) == proof.original.losses.tolist()


def test_that_a_finished_run_goes_on_for_the_try_out():
    at = session(MLP, epochs=2, validation=10)
    run(at, Control(), 50)
    assert at.progress.epoch == 2
    proof = finished(Proving(at, with_learning_rate(at.project, 0.1)))
    assert (proof.from_step, len(proof.original.losses)) == (at.progress.step, 50)
    assert proof.original.validation is not None


def test_that_a_side_that_breaks_off_says_so():
    data = rows(50, 6, classes=0)
    at = session((("Linear", {"out_features": 2}),), data, loss="MSE", epochs=30)
    steep = at.project.training.replace(optimizer=component("SGD", lr=1e30))
    fixed = at.project.replace(training=steep)
    proof = finished(Proving(at, fixed))
    assert proof.fixed.ended is not None
    assert str(proof.verdict).startswith("With the fix the run breaks off at step ")


DIVERGING = {"loss": "MSE", "epochs": 30, "optimizer": component("SGD", lr=1e30)}


def test_that_a_run_that_broke_off_is_tried_out_from_its_first_weights():
    data = rows(50, 6, classes=0)
    at = session((("Linear", {"out_features": 2}),), data, **DIVERGING)
    ended = list(train(at, Control()))[-1]
    assert (ended.reason, ended.step) == ("diverged", 1)
    proof = finished(Proving(at, with_learning_rate(at.project, 0.01)))
    assert str(proof.start) == (
        "Both begin with the run's first weights, and take the same batches."
    )
    assert len(proof.original.losses) == 1
    assert str(proof.verdict).startswith("Without the fix the run breaks off at step 2 of 50.")
    mended = session((("Linear", {"out_features": 2}),), data, **DIVERGING)
    mended.set_learning_rate(0.01)
    assert run(mended, Control(), 50) == proof.fixed.losses.tolist()


def test_that_a_fix_that_comes_too_late_can_be_tried_out_from_the_start():
    at = session(MLP, epochs=30)
    at.start_from({name: weight + 0.01 for name, weight in at.weights().items()})
    before = session(MLP, epochs=30)
    before.start_from(at.weights())
    run(at, Control(), 7)
    proof = finished(Proving(at, with_learning_rate(at.project, 0.5), from_start=True))
    assert proof.from_step == 0
    assert run(before, Control(), 50) == proof.original.losses.tolist()


def test_that_a_run_that_broke_off_late_is_tried_out_from_shortly_before():
    at = session(MLP, epochs=60, optimizer=component("SGD", lr=0.01))
    at.keeping = Keeping(Limits(epoch_seconds=0.0, seconds=0.0))
    run(at, Control(), 110)
    control = Control()
    control.set("lr", 1e30)
    ended = list(train(at, control))[-1]
    assert ended.reason == "diverged"
    proof = finished(Proving(at, with_learning_rate(at.project, 0.02)))
    assert 0 < proof.from_step <= ended.step - 50
    assert str(proof.start) == f"Both go on from step {proof.from_step}, with the same batches."
    assert len(proof.fixed.losses) == 50


def sides(without, with_it, **more):
    return Proof(
        session(MLP).project,
        50,
        Side(np.array(without), **more),
        Side(np.array(with_it)),
        0,
        done=True,
    )


def test_that_the_verdict_is_honest():
    noise = np.random.default_rng(1).normal(0, 0.1, 50)
    level = np.full(50, 0.57) + noise - noise[-10:].mean()
    assert str(sides(level, level - 0.15).verdict) == (
        "After 50 steps 0.42 with the fix, 0.57 without: means of the last 10."
    )
    assert str(sides(level, level + 0.001).verdict).startswith("No difference worth the name")
    other = np.full(50, 0.57) + np.random.default_rng(2).normal(0, 0.1, 50)
    assert str(sides(level, other).verdict).startswith("No difference worth the name")
    assert "is higher with the fix" in str(sides(level, level + 0.2).verdict)
    worse = [sides(level, level + by).is_worse for by in (0.2, 0.001, -0.15)]
    assert worse == [True, False, False]
    dropout = Side(level + 0.2, validation=0.4)
    assert not replace(sides(level, level, validation=0.5), fixed=dropout).is_worse
    assert replace(sides(level, level, validation=0.3), fixed=dropout).is_worse


def test_that_only_what_shows_in_steps_is_offered():
    project = session(MLP).project
    training = project.training
    assert shows_in_steps(project, with_learning_rate(project, 0.5))
    longer = training.replace(epochs=99, stopping=component("patience"))
    assert not shows_in_steps(project, project.replace(training=longer))
    weighted = training.losses[0].replace(weight=2.0)
    assert not shows_in_steps(
        project, project.replace(training=training.replace(losses=(weighted,)))
    )
    assert not shows_in_steps(project, project)
