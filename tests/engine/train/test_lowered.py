"""Lowered steps are eager ones, many in one go: the same numbers whoever takes them and however many."""

import hashlib

import numpy as np
import pytest
import torch

from engine import products
from engine.spec.component import component
from engine.text import text
from engine.train.checkpoint import restore, take
from engine.train.control import Control
from engine.train.events import EpochEnded, PathChanged, Paused, RunEnded, StepsDone
from engine.train.lowering import CannotLower
from engine.train.paths import Lowering
from engine.train.trainer import drain, train
from tests.engine.train.making import MLP, only, rows, session

NOISY = [*MLP[:2], ("BatchNorm1d", {}), ("Dropout", {"p": 0.3}), *MLP[2:]]


def lowered(*args, **kwargs):
    """A session that takes no step before it has lowered ones."""
    run = session(*args, **kwargs)
    run.progress.path = "lowered"
    return run


def sha(run):
    digest = hashlib.sha256()
    checkpoint = take(run)
    for tensors in (checkpoint.last, checkpoint.best, checkpoint.tensors):
        for name, tensor in tensors.items():
            digest.update(name.encode() + tensor.numpy().tobytes())
    return digest.hexdigest()


def paths(events):
    return [(e.step, e.path) for e in only(events, PathChanged)]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"optimizer": component("SGD", lr=0.05, momentum=0.9), "validation": 10},
        {"schedule": component("one_cycle", cycle_momentum=True)},
        {"schedule": component("exponential"), "drop_last": True},
        {"clipping": component("norm", max_norm=0.1)},
        {"data": rows(50, 6, classes=0), "loss": "MSE"},
    ],
    ids=["adam", "validated", "one-cycle", "last dropped", "clipped", "regression"],
)
def test_that_a_run_is_the_same_whoever_takes_its_steps(settings):
    layers = NOISY if "data" not in settings else [*NOISY[:-1], ("Linear", {"out_features": 2})]
    ours, theirs = lowered(layers, **settings), session(layers, steps="eager", **settings)
    events, wanted = drain(ours), drain(theirs)
    assert paths(events) == [(0, "lowered")]
    assert paths(wanted) == [(0, "eager")]
    assert sha(ours) == sha(theirs)
    for one, other in zip(only(events, EpochEnded), only(wanted, EpochEnded), strict=True):
        assert (one.train_loss, one.validation_loss) == (other.train_loss, other.validation_loss)
        assert one.metrics == other.metrics
    for name, tolerance in (("loss", 0), ("terms", 0), ("lr", 0), ("norms", 1e-5)):
        one, other = (
            np.concatenate([getattr(c, name) for c in only(e, StepsDone)]) for e in (events, wanted)
        )
        np.testing.assert_allclose(one, other, rtol=tolerance)


def test_that_products_of_another_library_are_the_same_whoever_takes_the_steps():
    layers = [("Linear", {"out_features": 128}), ("ReLU", {}), ("Linear", {"out_features": 3})]
    settings = {"data": rows(160, 300), "batch_size": 64}
    ours, theirs = lowered(layers, **settings), session(layers, steps="eager", **settings)
    assert paths(drain(ours)) == [(0, "lowered")]
    drain(theirs)
    calls = {str(call.op) for call in ours.lowering.steps[0].outline.calls}
    assert ("mkldnn._linear_pointwise.default" in calls) == products.HAS_FASTER
    assert sha(ours) == sha(theirs)


def test_that_the_size_of_a_chunk_changes_nothing(monkeypatch):
    found = set()
    for size in (1, 3, 64):
        monkeypatch.setattr("engine.train.lowered.CHUNK_STEPS", size)
        run = lowered(NOISY, epochs=4)
        events = drain(run)
        assert paths(events) == [(0, "lowered")]
        found.add((sha(run), only(events, EpochEnded)[-1].train_loss))
    assert len(found) == 1


def test_that_a_run_begins_eagerly_and_goes_on_lowered():
    run = session(NOISY, epochs=2000)
    control, seen = Control(), []
    for event in train(run, control):
        seen.append(event)
        if isinstance(event, PathChanged):
            control.stop()
    (changed,) = only(seen, PathChanged)
    assert changed.path == "lowered"
    assert changed.step > 0
    eager = session(NOISY, epochs=2000, steps="eager")
    steps = Control()
    steps.step(seen[-1].step)
    for event in train(eager, steps):
        if isinstance(event, Paused):
            steps.stop()
    assert sha(run) == sha(eager)


def test_that_a_run_restored_goes_on_as_it_was_left():
    whole, run = lowered(NOISY, epochs=3), lowered(NOISY, epochs=3)
    drain(whole)
    control = Control()
    control.step(10)
    for event in train(run, control):
        if isinstance(event, Paused):
            control.stop()
    assert run.progress.step == 10
    checkpoint, other = take(run), session(NOISY, epochs=3)
    assert checkpoint.state["path"] == "lowered"
    restore(other, checkpoint)
    assert paths(drain(other)) == [(10, "lowered")]
    assert sha(other) == sha(whole)


def test_that_a_checkpoint_of_before_there_were_lowered_steps_opens():
    run = session()
    checkpoint = take(run)
    del checkpoint.state["path"]
    restore(run, checkpoint)
    assert run.progress.path == "eager"


def test_that_step_takes_no_more_than_asked_for():
    run, control, stops = lowered(epochs=50), Control(), []
    control.step(3)
    for event in train(run, control):
        if isinstance(event, Paused):
            stops.append(event.step)
            control.step(5)
            if len(stops) == 4:
                control.stop()
    assert stops == [3, 8, 13, 18]


def test_that_a_large_network_is_not_copied_to_be_tried_out(monkeypatch):
    monkeypatch.setattr("engine.train.paths.MOST_NUMBERS", 100)
    (told,) = only(drain(lowered()), PathChanged)
    assert told.path == "eager"
    assert "so large a network" in str(told.reason)


def test_that_what_has_no_lowered_form_says_so():
    run = lowered([("Linear", {"out_features": 3}), ("BatchNorm1d", {"momentum": None})])
    events = drain(run)
    (told,) = only(events, PathChanged)
    assert told.path == "eager"
    assert "depend on the numbers" in str(told.reason)
    assert events[-1].reason == "finished"
    assert run.progress.path == "eager"


def test_that_steps_that_disagree_are_not_taken(monkeypatch):
    def differ(*_args):
        raise CannotLower(text("its results differ"))

    monkeypatch.setattr("engine.train.paths.require_agreement", differ)
    (told,) = only(drain(lowered()), PathChanged)
    assert (told.path, str(told.reason)) == (
        "eager",
        "Steps are taken one by one: its results differ.",
    )


def test_that_whatever_breaks_while_lowering_leaves_the_run_alone(monkeypatch):
    def break_down(*_given, **_named):
        raise OSError("no room")

    monkeypatch.setattr("engine.train.paths.lower", break_down)
    events = drain(lowered())
    assert "no room" in str(only(events, PathChanged)[0].reason)
    assert events[-1].reason == "finished"


def test_that_lowering_beside_a_run_draws_none_of_its_numbers():
    run = session(NOISY)
    before, weights = torch.get_rng_state(), run.weights()
    Lowering(run).wait()
    assert torch.equal(torch.get_rng_state(), before)
    for name, value in run.weights().items():
        assert torch.equal(value, weights[name]), name


@pytest.mark.parametrize("layers", [MLP, NOISY], ids=["plain", "noisy"])
@pytest.mark.parametrize("schedule", ["constant", "warm_up"])
def test_that_a_run_diverges_at_the_same_step_with_nothing_of_it_kept(layers, schedule):
    found = []
    for steps in ("eager", "auto"):
        x, y = rows(50, 6, classes=0)
        y[40:] = 1e30
        run = session(
            [*layers[:-1], ("Linear", {"out_features": 2})],
            (x, y),
            loss="MSE",
            steps=steps,
            shuffle=False,
            optimizer=component("SGD", lr=0.01),
            schedule=component(schedule),
        )
        run.progress.path = "lowered"
        (end,) = only(drain(run), RunEnded)
        assert end.reason == "diverged"
        found.append((str(end.message), end.layer, end.step, sha(run)))
    assert found[0] == found[1]
