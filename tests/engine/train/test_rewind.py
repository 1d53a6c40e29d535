"""Going back in a run: what is kept, looking at it, going on from it bit for bit."""

import math

import numpy as np
import pytest
import torch

from engine.history import History
from engine.queries import open_weights, predict, project_contents
from engine.spec.component import component
from engine.text import UserError
from engine.train.carry import carry_over
from engine.train.checkpoint import restore, take
from engine.train.control import Control
from engine.train.events import Answer, EpochEnded, Kept, PathChanged, Paused
from engine.train.keeping import Keeping, Limits
from engine.train.rewind import back_to_now, go_on_from, keep, keep_best, keep_opened, look_back
from engine.train.session import Session
from engine.train.trainer import drain, train
from engine.weight_edits import reinitialise
from tests.engine.train.making import MLP, only, session
from tests.engine.train.rewinding import (
    AT_EPOCHS,
    DROPOUT,
    Clock,
    kept_at_every_epoch,
    numbers,
    same,
    same_state,
)


def test_that_a_run_keeps_its_start_its_epochs_and_its_end():
    run = kept_at_every_epoch()
    events = drain(run)
    assert run.keeping.steps == (0, 5, 10, 15, 20)
    assert [(e.step, e.epoch) for e in only(events, Kept)][:3] == [(0, 0), (5, 1), (10, 2)]
    assert only(events, Kept)[-1].steps == run.keeping.steps


@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "RMSprop"])
@pytest.mark.parametrize("schedule", ["constant", "one_cycle", "plateau"])
def test_that_going_on_from_a_kept_state_gives_the_same_numbers_as_the_first_time(
    optimizer, schedule
):
    run = kept_at_every_epoch(
        optimizer=component(optimizer), schedule=component(schedule), batch_size=7
    )
    first = drain(run)
    end = take(run)
    for step in (12, 6, 0):
        moment = go_on_from(run, step)
        assert (moment.step, moment.epoch) == (step, step // 6)
        assert max(moment.kept) == step
        again = drain(run)
        np.testing.assert_array_equal(numbers(again), numbers(first)[step:])
        ends = [(e.validation_loss, e.metrics) for e in only(first, EpochEnded)][step // 6 :]
        assert [(e.validation_loss, e.metrics) for e in only(again, EpochEnded)] == ends
        assert same_state(take(run), end)


@pytest.mark.parametrize("own_weights", [False, True])
def test_that_an_opened_run_can_go_back_to_its_start_and_gives_the_same_numbers(own_weights):
    run = kept_at_every_epoch()
    if own_weights:
        run.start_from({name: value * 0.5 for name, value in run.weights().items()})
    first = numbers(drain(run))
    opened = kept_at_every_epoch()
    restore(opened, take(run))
    keep_opened(opened)
    assert opened.keeping.steps == (0, 20)
    assert same_state(take(opened), take(run))
    look_back(opened, 0)
    assert same(opened.weights(), run.initial)
    back_to_now(opened)
    go_on_from(opened, 0)
    np.testing.assert_array_equal(numbers(drain(opened)), first)


def test_that_a_state_within_an_epoch_goes_on_within_it():
    run, control = kept_at_every_epoch(), Control()
    control.run_to(7)
    stream = train(run, control)
    first = []
    for event in stream:
        first.append(event)
        if isinstance(event, Paused):
            run.rng = {"cpu": torch.get_rng_state()}
            keep(run)
            control.resume()
    assert 7 in run.keeping.steps
    go_on_from(run, 7)
    np.testing.assert_array_equal(numbers(drain(run)), numbers(first)[7:])


def test_that_live_settings_come_back_with_the_state_that_had_them():
    run, control = kept_at_every_epoch(), Control()
    control.run_to(6)
    for event in train(run, control):
        if isinstance(event, Paused):
            control.set("batch_size", 20)
            control.set("dropout", 0.0)
            control.resume()
    assert run.batch_size == 20
    assert look_back(run, 5).settings["batch_size"] == 8
    assert (run.batch_size, run.live, run.model.get_submodule("l3").p) == (8, {}, 0.5)
    back_to_now(run)
    assert (run.batch_size, run.model.get_submodule("l3").p) == (20, 0.0)


def test_that_looking_back_shows_the_network_as_it_was_and_changes_nothing():
    run, plain = kept_at_every_epoch(), session(DROPOUT, validation=10, steps="eager", epochs=4)
    control, seen = Control(), []
    control.run_epochs(3)
    for event in train(run, control):
        if isinstance(event, Answer):
            seen.append(event.value)
        if isinstance(event, Paused):
            now = run.weights()
            control.ask("a", lambda s: look_back(s, 5), each=True)
            control.ask("a", lambda s: s.weights(), each=True)
            control.ask("a", lambda s: look_back(s, 10), each=True)
            control.ask("a", lambda s: float(torch.rand(1)), each=True)
            control.resume()
    half = session(DROPOUT, validation=10, steps="eager", epochs=1)
    drain(half)
    assert same(seen[1], half.weights())
    assert not same(seen[1], now)
    # Going on goes on from where the run stood, whatever was looked at.
    drain(plain)
    assert same(run.weights(), plain.weights())
    assert run.keeping.present is None


def test_that_a_stop_while_looking_back_ends_the_run_where_it_stood():
    run, control = kept_at_every_epoch(), Control()
    control.run_epochs(2)
    for event in train(run, control):
        if isinstance(event, Paused):
            control.ask("look", lambda s: look_back(s, 0))
        if isinstance(event, Answer):
            assert run.progress.step == 0
            control.stop()
    assert (event.reason, event.step, run.progress.step) == ("stopped", 10, 10)


def test_that_saving_while_looking_back_saves_where_the_run_stands():
    run = kept_at_every_epoch()
    drain(run)
    end = take(run)
    look_back(run, 5)
    then = run.weights()
    assert same_state(project_contents(run, run.project).checkpoint, end)
    assert same(run.weights(), then)
    back_to_now(run)
    assert same_state(take(run), end)


def test_that_predictions_while_looking_back_are_those_of_that_moment():
    run = kept_at_every_epoch()
    drain(run)
    x = run.prepared.x[:3]
    look_back(run, 5)
    seen = predict(run, x=x)
    half = session(DROPOUT, validation=10, steps="eager", epochs=1)
    drain(half)
    assert seen.epoch == 1
    np.testing.assert_array_equal(seen.probabilities, predict(half, x=x, now=True).probabilities)


def test_that_weights_can_not_be_changed_while_looking_back(tmp_path):
    run = kept_at_every_epoch()
    drain(run)
    look_back(run, 5)
    with pytest.raises(UserError, match="after step 5"):
        reinitialise(run, ["l1"], 1)
    with pytest.raises(UserError, match="after step 5"):
        open_weights(run, tmp_path / "any.pt")


def test_that_what_is_not_kept_is_said_to_be_gone_and_changes_nothing():
    run = kept_at_every_epoch()
    drain(run)
    end = take(run)
    for move in (look_back, go_on_from):
        with pytest.raises(UserError, match="step 3 is no longer kept"):
            move(run, 3)
    assert same_state(take(run), end)
    with pytest.raises(UserError, match="keeps no earlier states"):
        look_back(session(), 0)


def test_that_an_edit_of_a_setting_keeps_the_earlier_states_and_wins_when_going_on():
    old = kept_at_every_epoch(optimizer=component("SGD", lr=0.1))
    drain(old)
    training = old.project.training.replace(optimizer=component("SGD", lr=0.02), batch_size=10)
    new = Session(old.project.replace(training=training), old.prepared)
    assert carry_over(old, new).whole_run
    assert new.keeping.steps == (0, 5, 10, 15, 20)
    go_on_from(new, 10)
    assert (new.learning_rate(), new.batch_size, new.progress.step) == (0.02, 10, 10)
    assert old.keeping.steps == (0, 5, 10, 15, 20)
    drain(new)
    assert new.keeping.steps == (0, 5, 10, 14, 18)


def test_that_keeping_the_best_weights_puts_them_in_and_the_run_can_go_on():
    run = session(validation=10, epochs=6, optimizer=component("SGD", lr=3.0, momentum=0.9))
    drain(run)
    assert run.progress.best_epoch < 6
    assert keep_best(run) == run.progress.best_epoch
    assert same(run.weights(), run.best)
    assert run.progress.epoch == 6
    before = run.weights()
    run.update()  # no gradient of an earlier step moves anything
    control = Control()
    run.project = run.project.replace(training=run.project.training.replace(epochs=7))
    assert list(train(run, control))[-1].reason in {"finished", "diverged"}
    assert not same(run.weights(), before)


def test_that_before_the_first_epoch_keeping_the_best_changes_nothing():
    run, control = session(), Control()
    control.step(3)
    for event in train(run, control):
        if isinstance(event, Paused):
            control.stop()
    before = take(run)
    assert keep_best(run) == 0
    assert same_state(take(run), before)


# --- What is kept, and how much of it ---


def test_that_a_history_names_just_the_states_that_are_there():
    run, history = kept_at_every_epoch(epochs=30), History()
    run.keeping = Keeping(Limits(count=6, epoch_seconds=0.0, seconds=math.inf), Clock())
    for _ in range(2):
        for event in drain(run):
            history.apply(event)
    assert tuple(step for step, _epoch in history.kept) == run.keeping.steps


@pytest.mark.parametrize("layers", [MLP, DROPOUT])
def test_that_lowered_steps_go_on_from_a_kept_state_and_after_looking_back_bit_for_bit(layers):
    def lowered():
        run = session(layers, epochs=12)
        run.progress.path = "lowered"
        run.keeping = Keeping(AT_EPOCHS, Clock())
        return run

    plain, run = lowered(), lowered()
    first = drain(plain)
    assert only(first, PathChanged)[-1].path == "lowered"
    control = Control()
    control.run_to(31)
    events = []
    for event in train(run, control):
        events.append(event)
        if isinstance(event, Paused):
            control.ask("look", lambda s: look_back(s, 14))
        if isinstance(event, Answer):
            control.resume()
    assert [e.path for e in only(events, PathChanged)] == ["lowered"]
    assert [e.step for e in only(events, Paused)] == [31]
    np.testing.assert_array_equal(numbers(events), numbers(first))
    go_on_from(run, 28)
    np.testing.assert_array_equal(numbers(drain(run)), numbers(first)[28:])
    assert same(run.weights(), plain.weights())
