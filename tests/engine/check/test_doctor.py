"""The rules over a run's figures fire on trouble, keep quiet on health, and do not flicker."""

import json
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from engine import edits
from engine.catalog.optimizers import OPTIMIZERS
from engine.check.doctor import Evidence, Finding, Source, findings, from_json, to_json
from engine.check.remedies import (
    SENSIBLE_RATES,
    learning_rate,
    scale_learning_rate,
    usual_rate,
    with_learning_rate,
)
from engine.history import History
from engine.series import Series
from engine.spec.component import component
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import text
from engine.train.events import RunEnded

EPOCH = np.arange(1, 31)
FALLING = 1.0 * np.exp(-EPOCH / 6) + 0.1


@pytest.fixture
def project():
    layers = (
        LayerSpec(id="l1", kind="Input", name="input"),
        LayerSpec(id="l2", kind="Linear", name="fc1", inputs=("l1",)),
        LayerSpec(id="l3", kind="Linear", name="fc2", inputs=("l2",)),
    )
    return Project(
        data=DataSpec(source=BuiltinSource(name="iris")),
        network=NetworkSpec(layers=layers, outputs=("l3",)),
    )


def run(train=FALLING, validation=None, norms=None, steps_per_epoch=10):
    history = History()
    history.steps_per_epoch = steps_per_epoch
    train = np.asarray(train, np.float64)
    steps = np.repeat(train, steps_per_epoch)
    history.steps["loss"] = Series(steps)
    for layer, norm in (norms or {}).items():
        history.steps[f"gradient/{layer}"] = Series(np.full(len(steps), norm))
    history.epochs["train_loss"] = Series(train)
    nothing = np.full(len(train), np.nan)
    history.epochs["validation_loss"] = Series(nothing if validation is None else validation)
    return history


def trouble(history, project, ended=None, previous=()):
    """The findings that are no good news."""
    found = rules(history, project, ended, previous)
    return {rule: f for rule, f in found.items() if f.kind in {"bad", "warning"}}


def rules(history, project, ended=None, previous=()):
    return {finding.rule: finding for finding in findings(history, project, ended, previous)}


def test_that_an_empty_history_says_nothing(project):
    assert findings(History(), project) == ()


def test_that_a_healthy_run_has_only_good_news(project):
    found = rules(run(validation=FALLING + 0.05, norms={"l2": 0.11, "l3": 1.0}), project)
    assert trouble(run(validation=FALLING + 0.05, norms={"l2": 0.11, "l3": 1.0}), project) == {}
    assert found["gradients"].kind == "good"
    assert str(found["gradients"].message) == (
        "Gradients reach every layer: smallest / largest norm 0.11"
    )
    assert found["gradients"].epoch == 30


def test_that_a_single_layer_has_nothing_to_compare(project):
    assert trouble(run(norms={"l2": 1.0}), project) == {}


def test_that_a_vanishing_gradient_names_its_layer(project):
    found = trouble(run(norms={"l2": 1e-6, "l3": 1.0}), project)
    assert list(found) == ["vanishing"]
    assert found["vanishing"].about == "l2"
    assert found["vanishing"].words == (
        "fc1: Hardly any gradient arrives: its norm is 1e−6, that of “fc2” 1."
    )


def test_that_a_moment_of_small_gradients_is_no_finding(project):
    history = run(norms={"l2": 0.5, "l3": 1.0})
    history.steps["gradient/l2"].append(np.full(3, 1e-9))
    history.steps["gradient/l3"].append(np.full(3, 1.0))
    assert list(rules(history, project)) == ["gradients"]


def test_that_vanishing_stays_until_gradients_are_clearly_back(project):
    between = run(norms={"l2": 5e-4, "l3": 1.0})
    before = findings(run(norms={"l2": 1e-6, "l3": 1.0}), project)
    assert trouble(between, project) == {}
    assert list(trouble(between, project, previous=before)) == ["vanishing"]
    back = run(norms={"l2": 5e-3, "l3": 1.0})
    assert trouble(back, project, previous=before) == {}


def test_that_divergence_is_told_first_and_offers_a_lower_learning_rate(project):
    message = text("Stopped at step {step}.", step=7)
    ended = RunEnded("diverged", 3, 7, 1.0, message, "l2")
    found = findings(run(norms={"l2": 0.5, "l3": 1.0}), project, ended)
    assert [finding.rule for finding in found] == ["diverged", "gradients"]
    assert found[0].kind == "bad"
    assert found[0].message is message
    assert found[0].epoch == 4
    assert str(found[0].fix.label) == "Lower the learning rate to 0.0001"
    assert learning_rate(found[0].fix.edit(project)) == 0.0001


@pytest.mark.parametrize(
    ("optimizer", "rate", "offered"),
    [
        ("Adam", 1e12, "0.001"),
        ("Adam", 0.2, "0.02"),
        ("SGD", 50.0, "0.01"),
        ("SGD", 0.9, "0.09"),
    ],
)
def test_that_a_rate_that_is_far_too_high_is_lowered_to_a_usual_one(
    project, optimizer, rate, offered
):
    chosen = project.training.replace(optimizer=component(optimizer, lr=rate))
    fix = scale_learning_rate(project.replace(training=chosen), 0.1)
    assert str(fix.label) == f"Lower the learning rate to {offered}"


def test_that_what_is_a_sensible_rate_is_known_of_every_optimizer():
    for kind in OPTIMIZERS:
        low, high = SENSIBLE_RATES[kind]
        assert low < usual_rate(kind) <= high


@pytest.mark.parametrize(("rate", "offered"), [(1e-12, "0.01"), (1e-5, "0.01"), (0.5, "1")])
def test_that_a_rate_is_raised_to_one_that_may_do(project, rate, offered):
    chosen = project.training.replace(optimizer=component("SGD", lr=rate))
    fix = scale_learning_rate(project.replace(training=chosen), 1000.0)
    assert str(fix.label) == f"Raise the learning rate to {offered}"


def test_that_a_run_that_finished_has_not_diverged(project):
    assert trouble(run(), project, RunEnded("finished", 30, 300, 1.0)) == {}


def overfit(rise):
    validation = FALLING + 0.05
    validation[15:] = validation[14] + rise * np.arange(1, 16)
    return run(validation=validation)


def test_that_overfitting_is_found_and_early_stopping_offered(project):
    found = trouble(overfit(0.02), project)
    assert list(found) == ["overfitting"]
    assert found["overfitting"].epoch == 19
    fixed = found["overfitting"].fix.edit(project)
    assert fixed.training.stopping.kind == "patience"
    assert found["overfitting"].fix.edit(fixed) == fixed


def test_that_dropout_is_offered_where_stopping_is_on(project):
    stopping = project.training.replace(stopping=component("patience"))
    project = project.replace(training=stopping)
    fix = trouble(overfit(0.02), project)["overfitting"].fix
    fixed = fix.edit(project)
    assert [layer.kind for layer in fixed.network.layers] == [
        "Input",
        "Linear",
        "Dropout",
        "Linear",
    ]
    assert fix.edit(fixed) == fixed
    assert trouble(overfit(0.02), fixed)["overfitting"].fix is None
    alone = project.replace(network=edits.remove(project.network, ["l3"]))
    assert fix.edit(alone) == alone


def test_that_a_small_best_loss_that_doubles_is_overfitting(project):
    validation = np.concatenate([np.linspace(0.5, 0.025, 15), np.linspace(0.026, 0.05, 15)])
    assert list(trouble(run(validation=validation), project)) == ["overfitting"]


def test_that_a_ripple_of_the_validation_loss_is_not_overfitting(project):
    assert trouble(overfit(0.0001), project) == {}


def test_that_a_rising_validation_loss_alone_is_not_overfitting(project):
    history = overfit(0.02)
    history.epochs["train_loss"] = Series(np.concatenate([FALLING[:15], np.full(15, FALLING[14])]))
    assert "overfitting" not in trouble(history, project)


def test_that_overfitting_stays_until_validation_is_back_at_its_best(project):
    before = findings(overfit(0.02), project)
    nearly_back = overfit(0.02)
    nearly_back.epochs["validation_loss"].values[-3:] = FALLING[14] + 0.05 + 0.02
    assert trouble(nearly_back, project) == {}
    kept = trouble(nearly_back, project, previous=before)
    assert kept["overfitting"].epoch == before[0].epoch
    better = overfit(0.02)
    better.epochs["validation_loss"].values[-3:] = 0.1
    assert trouble(better, project, previous=before) == {}


def test_that_a_loss_that_climbs_again_blames_the_learning_rate(project):
    train = FALLING.copy()
    train[-5:] = [0.3, 0.4, 0.5, 0.6, 0.7]
    found = trouble(run(train), project)
    assert list(found) == ["rateTooHigh"]
    assert "rising" in str(found["rateTooHigh"].message)
    assert learning_rate(found["rateTooHigh"].fix.edit(project)) == 0.0001


def test_that_a_rate_is_not_too_low_because_one_layer_stands_still(project):
    def moving(*shares):
        history = run(np.full(30, 2.3))
        for step in range(10, 310, 10):
            figures = {f"update/l{n}": share for n, share in enumerate(shares, 2)}
            history.probes.add(step, figures)
        return trouble(history, project)

    (slow,) = moving(1e-7, 2e-7).values()
    assert slow.rule == "rateTooLow"
    assert str(slow.fix.label) == "Raise the learning rate to 0.05"
    assert list(moving(1e-9, 2e-3)) == ["flat"]


def test_that_a_fix_starts_from_the_rate_that_was_set_while_the_run_went_on(project):
    train = FALLING.copy()
    train[-5:] = [0.3, 0.4, 0.5, 0.6, 0.7]
    history = run(train)
    history.settings += [(40, "lr", 0.5), (90, "lr", 0.2)]
    found = trouble(history, project)
    assert str(found["rateTooHigh"].fix.label) == "Lower the learning rate to 0.02"
    lower = found["rateTooHigh"].fix
    assert learning_rate(lower.edit(with_learning_rate(project, 0.2))) == 0.02
    # Who has lowered it further by hand since is not offered more.
    by_hand = with_learning_rate(project, 0.01)
    assert lower.edit(by_hand) is by_hand


def test_that_a_loss_that_jumps_blames_the_learning_rate(project):
    train = FALLING.copy()
    train[-12:] += np.tile([0.0, 0.4], 6)
    found = trouble(run(train), project)
    assert list(found) == ["oscillation"]
    assert "jumps" in str(found["oscillation"].message)


def test_that_ordinary_noise_is_no_trouble(project):
    noise = np.random.default_rng(3).normal(0, 0.01, 30)
    assert trouble(run(FALLING + noise), project) == {}


class Counted:
    """Data of two even classes."""

    classes = ("no", "yes")
    figures = SimpleNamespace(class_counts=(50, 50), rows=100)


def going_on(level):
    """A run that goes on with weights that answer well: the loss of chance is ln 2."""
    jumpy = level * np.tile([1.0, 1.6, 0.7, 1.4], 8)
    return run(jumpy)


def test_that_a_run_that_goes_on_with_trained_weights_is_not_restless_or_flat(project):
    losses = (LossTerm(loss=component("CrossEntropy")),)
    classes = project.replace(training=project.training.replace(losses=losses))
    for history in (going_on(0.005), run(np.full(20, 0.01)), run(np.full(20, 0.0))):
        found = findings(history, classes, data=Counted())
        assert not {f.rule for f in found} & {"oscillation", "rateTooHigh", "flat"}
    assert "flat" in {f.rule for f in findings(run(np.full(20, 0.69)), classes, data=Counted())}


def test_that_a_loss_that_changes_by_little_does_not_jump(project):
    assert "oscillation" not in rules(run(0.66 + np.tile([0.0, 0.012], 20)), project)


def test_that_steps_far_too_long_are_mended_before_what_they_bring_about(project):
    faint = run(norms={"l2": 1e-9, "l3": 1.0})
    wild = project.training.replace(optimizer=component("Adam", lr=1.0))
    told = trouble(faint, project.replace(training=wild))["vanishing"]
    assert str(told.fix.label) == "Lower the learning rate to 0.001"
    assert not trouble(faint, project)["vanishing"].fixes


def test_that_a_rate_too_high_stays_while_the_loss_has_not_recovered(project):
    train = FALLING.copy()
    train[-4:] = 0.6
    before = findings(run(train), project)
    train[-4:] = FALLING[-5] + 0.2 * (FALLING[0] - FALLING[-5])
    assert trouble(run(train), project) == {}
    assert list(trouble(run(train), project, previous=before)) == ["rateTooHigh"]


def test_that_a_long_first_epoch_is_judged_by_its_steps(project):
    history = run([1.0], steps_per_epoch=1000)
    steps = np.concatenate([np.linspace(1.0, 0.2, 500), np.linspace(0.2, 0.9, 500)])
    history.steps["loss"] = Series(steps)
    assert list(trouble(history, project)) == ["rateTooHigh"]
    history.steps["loss"] = Series(np.linspace(1.0, 0.2, 1000))
    assert trouble(history, project) == {}


def test_that_a_loss_that_never_moved_offers_a_higher_learning_rate(project):
    found = trouble(run(np.full(20, 2.3)), project)
    assert list(found) == ["flat"]
    assert learning_rate(found["flat"].fix.edit(project)) == 0.01


def test_that_a_loss_that_fell_and_settled_is_not_stuck(project):
    assert trouble(run(np.concatenate([FALLING, np.full(30, FALLING[-1])])), project) == {}


def test_that_flat_stays_while_the_loss_has_hardly_begun_to_move(project):
    before = findings(run(np.full(20, 2.3)), project)
    moving = np.concatenate([np.full(20, 2.3), np.linspace(2.3, 2.12, 5)])
    assert trouble(run(moving), project) == {}
    assert list(trouble(run(moving), project, previous=before)) == ["flat"]


def test_that_a_finding_is_kept_as_plain_values_and_read_again(project):
    history = overfit(0.02)
    (finding,) = (f for f in findings(history, project) if f.rule == "overfitting")
    kept = json.loads(json.dumps(to_json(finding), allow_nan=False))
    again = from_json(kept)
    assert again == replace(finding, fixes=())
    assert [str(fix["template"]) for fix in kept["fixes"]] == [
        "Stop early next time",
        "Add Dropout",
    ]
    with pytest.raises(ValueError, match="not a finding"):
        from_json({"rule": "overfitting"})


def test_that_a_text_within_a_text_and_an_infinite_figure_are_kept_too():
    within = text("{what} is {value}", what=text("The loss"), value=1.5)
    evidence = Evidence(text("Noise"), float("inf"), Source("steps", "loss", 1, 9))
    finding = Finding("noisyGradient", "note", within, 1, evidence=(evidence,))
    again = from_json(json.loads(json.dumps(to_json(finding), allow_nan=False)))
    assert str(again.message) == "The loss is 1.5"
    assert again.evidence == (evidence,)


def test_that_ten_million_steps_are_judged_as_fast_as_a_few(project):
    steps, epochs = 10_000_000, 2_000_000
    history = History()
    rng = np.random.default_rng(1)
    for name in ("loss", "gradient/l2", "gradient/l3"):
        history.steps[name] = Series(rng.random(steps, np.float32))
    for name in ("train_loss", "validation_loss", "validation_accuracy"):
        history.epochs[name] = Series(rng.random(epochs))
    history.steps_per_epoch = 5
    findings(history, project)
    began = time.process_time()
    findings(history, project)
    assert time.process_time() - began < 0.1


def test_that_a_history_without_train_losses_is_judged_by_what_it_has(project):
    history = run(validation=FALLING)
    del history.epochs["train_loss"]
    assert not trouble(history, project)
    history.epochs["validation_loss"] = Series(FALLING[::-1].copy())
    assert not trouble(history, project)


def test_that_a_plateau_whose_loss_rises_a_little_has_brought_nothing(project):
    level = np.concatenate([FALLING[:20], np.linspace(0.1, 0.1002, 40)])
    assert str(rules(run(level), project)["plateau"].message).endswith("epochs brought nothing.")
    falling = np.concatenate([FALLING[:20], np.linspace(0.1002, 0.1, 40)])
    assert str(rules(run(falling), project)["plateau"].message).endswith("epochs brought 5.1e−5.")
