"""Going back in a run from the window: looking, going on from there, discarding, starting anew."""

import numpy as np
import pytest

from engine.edits import add_layer, set_param
from engine.spec.component import component
from gui.run.state import RunState
from tests.gui.run.conftest import iris, train_to_the_end

#: Batches of 105 training rows an epoch.
PER_EPOCH = 7


def run_to(qtbot, at, step):
    at.controller.run_to(step)
    qtbot.waitUntil(
        lambda: at.controller.state is RunState.PAUSED and at.controller.step >= step,
        timeout=20_000,
    )


def ask(qtbot, at, kind, **arguments):
    with qtbot.waitSignal(
        at.controller.answered, timeout=20_000, check_params_cb=lambda k, _v: k == kind
    ) as answered:
        at.controller.ask(kind, **arguments)
    return answered.args[1]


def weights(qtbot, at):
    return np.array(ask(qtbot, at, "layer", layer="l4").whole["weight"])


def look(qtbot, at, step):
    at.controller.rewind.look(step)
    qtbot.waitUntil(
        lambda: (
            at.controller.rewind.looking is not None and at.controller.rewind.looking.step == step
        ),
        timeout=20_000,
    )


def losses(at):
    return np.array(at.controller.history.steps["loss"].values)


def stop(qtbot, at, keep="last"):
    with qtbot.waitSignal(at.controller.run_ended, timeout=20_000) as ended:
        at.controller.stop(keep)
    return ended.args[0]


def test_that_a_run_goes_to_a_step_and_by_whole_epochs(qtbot, bench):
    at = bench(iris(epochs=100_000))
    run_to(qtbot, at, 40)
    assert at.controller.step == 40
    with qtbot.waitSignal(at.controller.epoch_ended, timeout=20_000) as ended:
        at.controller.run_epoch()
    qtbot.waitUntil(lambda: at.controller.state is RunState.PAUSED, timeout=20_000)
    assert (ended.args[0].epoch, at.controller.step) == (6, 6 * PER_EPOCH)


def test_that_the_network_is_shown_as_it_was_and_the_run_goes_on_from_now(qtbot, bench):
    at = bench(iris(epochs=100_000))
    begun = weights(qtbot, at)
    run_to(qtbot, at, 40)
    now = weights(qtbot, at)
    look(qtbot, at, 0)
    assert np.array_equal(weights(qtbot, at), begun)
    at.controller.rewind.back()
    qtbot.waitUntil(lambda: at.controller.rewind.looking is None, timeout=20_000)
    assert np.array_equal(weights(qtbot, at), now)
    look(qtbot, at, 0)
    at.controller.run_to(50)
    qtbot.waitUntil(lambda: at.controller.rewind.looking is None, timeout=20_000)
    qtbot.waitUntil(
        lambda: at.controller.step == 50 and at.controller.state is RunState.PAUSED, timeout=20_000
    )
    assert at.controller.history.step_count == 50


def test_that_a_run_under_way_waits_to_be_looked_at(qtbot, bench):
    at = bench(iris(epochs=100_000))
    at.controller.train()
    qtbot.waitUntil(lambda: at.controller.step > 0, timeout=20_000)
    look(qtbot, at, 0)
    assert at.controller.state is RunState.PAUSED


@pytest.mark.parametrize("paused", [True, False])
def test_that_going_on_from_an_earlier_moment_gives_the_same_numbers_again(qtbot, bench, paused):
    at = bench(iris(epochs=9))
    if paused:
        run_to(qtbot, at, 50)
    else:
        train_to_the_end(qtbot, at.controller)
    first, parent = losses(at), at.controller.history
    step = 0
    look(qtbot, at, step)
    with (
        qtbot.waitSignal(at.controller.branched, timeout=20_000) as branched,
        qtbot.waitSignal(at.controller.run_started, timeout=20_000) as started,
    ):
        at.controller.go_on_from(step)
    assert branched.args == [parent, step]
    assert started.args[0].step == step
    qtbot.waitUntil(lambda: at.controller.state is RunState.IDLE, timeout=20_000)
    again = losses(at)
    assert len(again) == 9 * PER_EPOCH
    np.testing.assert_allclose(again[: len(first)], first, rtol=1e-6)
    assert at.controller.rewind.looking is None
    # The other future is left as it was.
    assert np.array_equal(parent.steps["loss"].values, first)


def test_that_other_settings_hold_from_there_on(qtbot, bench):
    at = bench(iris(epochs=9))
    train_to_the_end(qtbot, at.controller)
    step = at.controller.rewind.steps[0]
    look(qtbot, at, step)
    training = at.document.project.training
    at.document.set_training(training.replace(optimizer=component("Adam", lr=0.5)), "Faster")
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: at.controller.rewind.looking is not None, timeout=20_000)
    with qtbot.waitSignal(at.controller.run_ended, timeout=20_000):
        at.controller.go_on_from(step)
    rates = at.controller.history.steps["lr"].values
    assert set(rates[step:].tolist()) == {0.5}
    assert len(rates) == 9 * PER_EPOCH


def test_that_after_an_edit_of_the_network_nothing_earlier_fits(qtbot, bench):
    at = bench(iris(epochs=9))
    train_to_the_end(qtbot, at.controller)
    network = set_param(at.document.project.network, "l2", "out_features", 5)
    with qtbot.waitSignal(at.controller.failed, timeout=20_000) as failed:
        at.document.apply(at.document.project.replace(network=network), "Change")
        at.controller.go_on_from(0)
    assert "Undo the edits" in str(failed.args[0])
    assert at.controller.state is RunState.IDLE
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        at.document.undo_stack.undo()
    assert at.controller.rewind.steps[0] == 0


def test_that_discarding_brings_back_weights_and_history(qtbot, bench):
    at = bench(iris(epochs=100_000))
    run_to(qtbot, at, 30)
    stop(qtbot, at)
    before, points = weights(qtbot, at), losses(at)
    at.controller.train()
    qtbot.waitUntil(lambda: at.controller.step > 30, timeout=20_000)
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        stop(qtbot, at, "discard")
    assert at.controller.step == 30
    assert np.array_equal(losses(at), points)
    assert np.array_equal(weights(qtbot, at), before)
    assert max(at.controller.rewind.steps) == 30


def test_that_discarding_a_run_begun_anew_brings_the_finished_one_back(qtbot, bench):
    at = bench(iris(epochs=3))
    train_to_the_end(qtbot, at.controller)
    before, points = weights(qtbot, at), losses(at)
    assert at.controller.is_finished
    run_to(qtbot, at, 2)
    assert at.controller.history.step_count == 2
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        stop(qtbot, at, "discard")
    assert at.controller.step == 3 * PER_EPOCH
    assert np.array_equal(losses(at), points)
    assert np.array_equal(weights(qtbot, at), before)


def test_that_the_best_weights_can_be_kept(qtbot, bench):
    project = iris(epochs=100_000)
    training = project.training.replace(optimizer=component("SGD", lr=0.9, momentum=0.9))
    at = bench(project.replace(training=training))
    run_to(qtbot, at, 30 * PER_EPOCH)
    with qtbot.waitSignal(
        at.controller.answered, timeout=20_000, check_params_cb=lambda k, _v: k == "keep best"
    ):
        stop(qtbot, at, "best")
    now = ask(qtbot, at, "evaluate", split="validation", now=True)
    best = ask(qtbot, at, "evaluate", split="validation")
    assert now.loss == best.loss
    assert now.loss == pytest.approx(at.controller.history.epochs["validation_loss"].values.min())


@pytest.mark.parametrize("fresh", [False, True])
def test_that_the_initial_weights_are_those_that_the_run_began_with(qtbot, bench, fresh):
    at = bench(iris(epochs=2))
    seeded = weights(qtbot, at)
    train_to_the_end(qtbot, at.controller)
    network = set_param(at.document.project.network, "l2", "bias", False)
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        at.document.apply(at.document.project.replace(network=network), "No bias")
    carried = weights(qtbot, at)
    assert not np.array_equal(carried, seeded)
    train_to_the_end(qtbot, at.controller)
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        at.controller.reset(fresh=fresh)
    assert np.array_equal(weights(qtbot, at), carried) is not fresh
    assert at.controller.step == 0


def test_that_an_edit_while_it_runs_is_taken_on_at_once(qtbot, bench):
    at = bench(iris(epochs=100_000))
    run_to(qtbot, at, 10)
    at.document.set_training(at.document.project.training.replace(batch_size=50), "Batches")
    run_to(qtbot, at, 20)
    assert [(s, n, v) for s, n, v in at.controller.history.settings] == [(10, "batch_size", 50.0)]
    at.document.undo_stack.undo()
    run_to(qtbot, at, 22)
    assert at.controller.history.settings[-1] == (20, "batch_size", 16.0)
    assert at.controller.live.differing == {}
    stop(qtbot, at)


def test_that_an_edit_while_looking_back_waits_for_the_run_to_go_on(qtbot, bench):
    at = bench(iris(epochs=100_000))
    run_to(qtbot, at, 10)
    look(qtbot, at, 0)
    at.document.set_training(at.document.project.training.replace(batch_size=50), "Batches")
    assert ask(qtbot, at, "layer", layer="l4").step == 0
    assert at.controller.history.settings == []
    run_to(qtbot, at, 12)
    assert at.controller.history.settings == [(10, "batch_size", 50.0)]


def test_that_the_window_can_close_while_looking_back(qtbot, bench):
    at = bench(iris(epochs=100_000))
    run_to(qtbot, at, 10)
    look(qtbot, at, 0)
    saved = ask(qtbot, at, "save", project=at.document.project)
    assert saved.checkpoint.state["step"] == 10
    assert at.controller.shut_down(20_000)


def test_that_dropout_edited_while_it_runs_is_taken_on_and_the_run_stays_one(qtbot, bench):
    project = iris(epochs=100_000)
    network, dropout = add_layer(project.network, "Dropout", "l3", {"p": 0.5})
    at = bench(project.replace(network=network))
    run_to(qtbot, at, 10)
    edited = set_param(at.document.project.network, dropout, "p", 0.1)
    at.document.apply(at.document.project.replace(network=edited), "Less dropout")
    run_to(qtbot, at, 20)
    assert at.controller.history.settings == [(10, f"dropout/{dropout}", 0.1)]
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        stop(qtbot, at)
    # The project says it now: the same run goes on, with nothing live beside it.
    assert (at.controller.step, at.controller.history.step_count) == (20, 20)
    assert at.controller.live.differing == {}
    assert at.controller.rewind.steps[0] == 0


def test_that_an_edit_keeps_the_branch_and_undo_brings_the_first_future_back(qtbot, bench):
    at = bench(iris(epochs=9))
    before = at.document.project.training
    run_to(qtbot, at, 50)
    look(qtbot, at, 0)
    at.document.set_training(before.replace(optimizer=component("Adam", lr=0.05)), "Faster")
    with qtbot.waitSignal(at.controller.run_started, timeout=20_000):
        at.controller.go_on_from(0)
    qtbot.waitUntil(lambda: at.controller.state is RunState.IDLE, timeout=20_000)
    branch, ended = weights(qtbot, at), losses(at)
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        at.document.set_training(before, "As it was")
    assert np.array_equal(weights(qtbot, at), branch)
    assert np.array_equal(losses(at), ended)
    for _edit in range(2):
        with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
            at.document.undo_stack.undo()
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        at.document.undo_stack.redo()
    assert np.array_equal(losses(at), ended)


def test_that_what_a_branch_learnt_after_an_undo_stays_when_it_ends(qtbot, bench):
    at = bench(iris(epochs=100_000))
    run_to(qtbot, at, 50)
    look(qtbot, at, 0)
    faster = at.document.project.training.replace(optimizer=component("Adam", lr=0.05))
    at.document.set_training(faster, "Faster")
    with qtbot.waitSignal(at.controller.run_started, timeout=20_000):
        at.controller.go_on_from(0)
    at.document.undo_stack.undo()
    undone_at = at.controller.step
    qtbot.waitUntil(lambda: at.controller.step > undone_at + 20, timeout=20_000)
    with qtbot.waitSignal(at.controller.session_changed, timeout=20_000):
        ended = stop(qtbot, at)
        trained = losses(at)
    assert at.controller.step == ended.step
    assert np.array_equal(losses(at), trained)
