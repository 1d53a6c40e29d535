"""Requests to a run: honoured at a step boundary, and nothing of them changes a number."""

import itertools
import threading

import numpy as np
import pytest
import torch

from engine.spec.component import component
from engine.text import UserError, text
from engine.train.control import Control
from engine.train.events import (
    Answer,
    EpochEnded,
    Paused,
    Resumed,
    RunEnded,
    RunStarted,
    Setting,
    StepsDone,
)
from engine.train.trainer import drain, train
from tests.engine.train.making import MLP, only, session

DROPOUT = [*MLP[:2], ("Dropout", {"p": 0.5}), *MLP[2:]]


def run_with(run, control, at_pause):
    """Drains a run; `at_pause` is called with the number of each pause."""
    events, pauses = [], 0
    for event in train(run, control):
        events.append(event)
        if isinstance(event, Paused):
            pauses += 1
            at_pause(pauses)
    return events


def test_that_the_first_event_is_the_start_and_the_last_the_end():
    events = drain(session())
    assert isinstance(events[0], RunStarted)
    assert isinstance(events[-1], RunEnded)
    assert (events[-1].reason, events[-1].epoch, events[-1].step) == ("finished", 2, 14)
    assert len(only(events, RunEnded)) == 1


def test_that_steps_are_numbered_without_gaps():
    chunks = only(drain(session(epochs=4)), StepsDone)
    assert chunks[0].first_step == 1
    for before, after in itertools.pairwise(chunks):
        assert after.first_step == before.last_step + 1
    assert chunks[-1].last_step == 28


def test_that_a_pause_waits_at_a_step_boundary_and_goes_on():
    control, run = Control(), session()
    control.pause()
    events = run_with(run, control, lambda _n: control.resume())
    assert only(events, Paused) == [Paused(0, 0)]
    assert only(events, Resumed) == [Resumed(0, 0)]
    assert events[-1].reason == "finished"
    assert not control.attention


def test_that_step_n_takes_just_n_steps_and_waits_again():
    control, run = Control(), session()
    control.step(5)

    def at_pause(number):
        if number == 1:
            control.step(1)
        else:
            control.stop()

    events = run_with(run, control, at_pause)
    assert [p.step for p in only(events, Paused)] == [5, 6]
    assert (events[-1].reason, events[-1].step) == ("stopped", 6)
    assert only(events, StepsDone)[-1].last_step == 6


def test_that_figures_are_handed_over_before_a_pause_is_told():
    control, run = Control(), session()
    control.step(3)
    events = run_with(run, control, lambda _n: control.stop())
    kinds = [type(e) for e in events]
    assert kinds.index(Paused) > kinds.index(StepsDone)


def test_that_a_stop_ends_the_run_and_it_can_go_on():
    whole, run, control = session(DROPOUT), session(DROPOUT), Control()
    drain(whole)
    control.step(4)
    events = run_with(run, control, lambda _n: control.stop())
    assert events[-1].reason == "stopped"
    control.begin()
    events = list(train(run, control))
    assert (events[0].epoch, events[0].step) == (0, 4)
    assert events[-1].reason == "finished"
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name


def test_that_a_stop_during_validation_loses_nothing(monkeypatch):
    monkeypatch.setattr("engine.train.epoch.EVALUATION_ROWS", 4)
    control, run, whole = Control(), session(validation=20), session(validation=20)
    forward = run.model.forward

    def stop_at_validation(x):
        if not run.model.training:
            control.stop()
        return forward(x)

    run.model.forward = stop_at_validation
    events = list(train(run, control))
    assert (events[-1].reason, events[-1].epoch, events[-1].step) == ("stopped", 0, 4)
    assert run.model.training
    run.model.forward = forward
    control.begin()
    rest = list(train(run, control))
    assert [e.epoch for e in only(rest, EpochEnded)] == [1, 2]
    finished = drain(whole)
    for ours, theirs in zip(only(rest, EpochEnded), only(finished, EpochEnded), strict=True):
        assert ours.train_loss == theirs.train_loss
        assert ours.validation_loss == theirs.validation_loss
        assert ours.metrics == theirs.metrics
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name


def test_that_a_live_learning_rate_holds_from_the_next_step():
    control, run = Control(), session(optimizer=component("SGD", lr=0.1))
    control.step(2)

    def at_pause(_number):
        control.set("lr", 0.5)
        control.set("lr", 0.25)
        control.resume()

    events = run_with(run, control, at_pause)
    assert only(events, Setting) == [Setting(2, "lr", 0.25)]
    rates = np.concatenate([c.lr for c in only(events, StepsDone)])
    np.testing.assert_array_equal(rates[:4], [0.1, 0.1, 0.25, 0.25])


def test_that_a_schedule_goes_on_from_a_live_learning_rate():
    control = Control()
    run = session(
        optimizer=component("SGD", lr=0.1),
        schedule=component("step", step_size=1, gamma=0.5),
        epochs=3,
    )
    control.set("lr", 0.4)
    events = list(train(run, control))
    rates = np.concatenate([c.lr for c in only(events, StepsDone)])
    np.testing.assert_allclose(rates[::7], [0.4, 0.2, 0.1])


def test_that_of_several_questions_of_a_kind_only_the_latest_is_answered():
    control = Control()
    for value in (1, 2, 3):
        control.ask("boundary", lambda _s, value=value: value)
    control.ask("weights", lambda s: s.progress.step)
    answers = only(train(session(), control), Answer)
    assert [(a.kind, a.value) for a in answers] == [("boundary", 3), ("weights", 0)]


def test_that_questions_are_answered_while_paused():
    control, run = Control(), session()
    control.step(3)
    control.ask("now", lambda s: s.progress.step)
    answers = []
    for event in train(run, control):
        if isinstance(event, Paused):
            control.ask("paused", lambda s: s.progress.step)
        if isinstance(event, Answer):
            answers.append((event.kind, event.value))
            if event.kind == "paused":
                control.stop()
    assert answers == [("now", 0), ("paused", 3)]


def test_that_a_question_that_draws_random_numbers_changes_no_number():
    plain, asked, control = session(DROPOUT), session(DROPOUT), Control()
    drain(plain)
    control.step(3)

    def at_pause(_number):
        control.ask("noise", lambda s: float(torch.rand(3).sum()))
        control.resume()

    run_with(asked, control, at_pause)
    for name, value in plain.weights().items():
        assert torch.equal(value, asked.weights()[name]), name


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UserError(text("Row {n} is empty.", n=3)), "Row 3 is empty."),
        (ZeroDivisionError("by nothing"), "by nothing"),
        (MemoryError(), "memory"),
    ],
)
def test_that_a_question_that_fails_is_told_and_the_run_goes_on(error, said):
    def fail(_session):
        raise error

    control = Control()
    control.ask("broken", fail)
    control.ask("whole", lambda _s: 1)
    events = list(train(session(), control))
    broken, whole = only(events, Answer)
    assert said in str(broken.error)
    assert whole.value == 1
    assert events[-1].reason == "finished"


def test_that_another_thread_can_pause_ask_and_stop():
    control, run, seen = Control(), session(epochs=10_000), []
    paused, answered = threading.Event(), threading.Event()

    def work():
        for event in train(run, control):
            seen.append(event)
            if isinstance(event, Paused):
                paused.set()
            if isinstance(event, Answer):
                answered.set()

    thread = threading.Thread(target=work)
    thread.start()
    control.pause()
    assert paused.wait(20)
    control.ask("step", lambda s: s.progress.step)
    assert answered.wait(20)
    control.stop()
    thread.join(20)
    assert not thread.is_alive()
    assert (seen[-1].reason, len(only(seen, RunEnded))) == ("stopped", 1)


def test_that_dropping_the_run_keeps_the_generators_state():
    whole, run = session(DROPOUT), session(DROPOUT)
    control = Control()
    control.step(4)
    stream = train(run, control)
    for event in stream:
        if isinstance(event, Paused):
            break
    stream.close()
    torch.rand(10)
    drain(run)
    drain(whole)
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name
