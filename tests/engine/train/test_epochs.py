"""Between the steps: batches, best weights, patience, threads, and one step taken phase by phase."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from engine.history import History
from engine.spec.component import component
from engine.train import batches as batching
from engine.train.batches import Batches
from engine.train.control import Control
from engine.train.events import EpochEnded, Paused, RunStarted, StepsDone
from engine.train.session import ONE_THREAD_BELOW
from engine.train.trainer import drain, train
from engine.train.walking import walk_to
from engine.train.watch import LOSS_ALONE
from engine.walk_answers import PHASES
from tests.engine.train.making import MLP, only, session

DROPOUT = [*MLP[:2], ("Dropout", {"p": 0.5}), *MLP[2:]]


@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("bytes_a_block", [1, 700, 10**9])
def test_that_batches_are_the_rows_in_order_however_they_are_gathered(
    drop_last, bytes_a_block, monkeypatch
):
    monkeypatch.setattr(batching, "BLOCK_BYTES", bytes_a_block)
    run = session(drop_last=drop_last)
    order = torch.randperm(50)
    batches = Batches(run, order)
    assert batches.end == (48 if drop_last else 50)
    for position in range(0, batches.end, 8):
        chosen = order[position : min(position + 8, batches.end)]
        batch = batches.at(position)
        assert torch.equal(batch.x, run.train_rows.x[chosen])
        assert torch.equal(batch.targets[0], run.train_rows.targets[0][chosen])
        assert torch.equal(batch.labels, run.train_rows.labels[chosen])


def test_that_a_run_takes_every_row_once_an_epoch():
    run = session((("Linear", {"out_features": 3}),), epochs=1, steps="eager")
    taken, forward = [], run.model.forward

    def note(x):
        taken.append(x.clone())
        return forward(x)

    run.model.forward = note
    list(train(run, Control(), LOSS_ALONE))
    seen = torch.cat(taken)
    assert not torch.equal(seen, run.train_rows.x)
    assert torch.equal(seen.sort(0).values, run.train_rows.x.sort(0).values)


def epochs_of(losses, monkeypatch, **settings):
    """A run whose validation losses are these."""
    run, given = session(validation=10, epochs=len(losses), **settings), iter(losses)
    monkeypatch.setattr("engine.train.epoch.evaluate_split", lambda *_a: (next(given), None))
    kept = []
    monkeypatch.setattr(run, "keep_best", lambda: kept.append(run.progress.epoch))
    return run, drain(run), kept


def test_that_the_best_weights_are_those_of_the_lowest_validation_loss(monkeypatch):
    run, events, kept = epochs_of([3.0, 2.0, 2.5, math.nan, 1.0, 1.0], monkeypatch)
    assert kept == [1, 2, 5]
    assert [e.best for e in only(events, EpochEnded)] == [True, True, False, False, True, False]
    assert (run.progress.best, run.progress.best_epoch) == (1.0, 5)


def test_that_the_best_weights_are_a_copy_that_training_leaves_alone():
    run = session(epochs=1, optimizer=component("SGD", lr=0.1))
    drain(run)
    best = {k: v.clone() for k, v in run.best.items()}
    assert all(torch.equal(v, run.weights()[k]) for k, v in best.items())
    with torch.no_grad():
        for parameter in run.parameters:
            parameter.zero_()
    assert all(torch.equal(v, run.best[k]) for k, v in best.items())


def test_that_the_run_stops_when_patience_is_out(monkeypatch):
    stopping = component("patience", patience=2)
    run, events, _kept = epochs_of([3.0, 2.0, 2.0, 2.1, 1.0], monkeypatch, stopping=stopping)
    assert (events[-1].reason, events[-1].epoch) == ("stopped early", 4)
    assert "not improved for 2" in str(events[-1].message)
    assert run.progress.best == 2.0


def test_that_going_on_after_an_early_stop_waits_anew(monkeypatch):
    stopping = component("patience", patience=2)
    run, events, _kept = epochs_of([1.0] * 9, monkeypatch, stopping=stopping)
    assert (events[-1].reason, events[-1].epoch) == ("stopped early", 3)
    again = drain(run)
    assert (again[-1].reason, again[-1].epoch) == ("stopped early", 5)
    assert "not improved for 2" in str(again[-1].message)


def test_that_an_improvement_below_min_delta_does_not_count(monkeypatch):
    stopping = component("patience", patience=2, min_delta=0.5)
    _run, events, kept = epochs_of([3.0, 2.9, 2.8, 0.0], monkeypatch, stopping=stopping)
    assert (events[-1].reason, events[-1].epoch) == ("stopped early", 3)
    assert kept == [1, 2, 3]


def test_that_validation_is_in_evaluation_mode_and_leaves_no_trace():
    layers = (("Linear", {"out_features": 8}), ("BatchNorm1d", {}), *DROPOUT[1:])
    run = session(layers, validation=20, epochs=1, batch_size=30)
    (epoch,) = only(drain(run), EpochEnded)
    run.model.eval()
    with torch.no_grad():
        split = run.validation_rows
        loss = torch.nn.functional.cross_entropy(run.model(split.x)[0], split.labels)
        right = (run.model(split.x)[0].argmax(1) == split.labels).double().mean()
    assert epoch.validation_loss == pytest.approx(loss.item(), rel=1e-6)
    assert epoch.metrics["validation_accuracy"] == pytest.approx(right.item())
    assert epoch.confusion.sum() == 20


@pytest.mark.parametrize("rows_at_once", [1, 9, 4096])
def test_that_validation_in_pieces_is_the_same(rows_at_once, monkeypatch):
    monkeypatch.setattr("engine.train.epoch.EVALUATION_ROWS", rows_at_once)
    (epoch,) = only(drain(session(validation=20, epochs=1)), EpochEnded)
    monkeypatch.undo()
    (whole,) = only(drain(session(validation=20, epochs=1)), EpochEnded)
    assert epoch.validation_loss == pytest.approx(whole.validation_loss, rel=1e-6)
    assert epoch.metrics == whole.metrics


def test_that_threads_are_chosen_by_the_size_of_a_step(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 7)
    assert session().threads == 1
    assert session(threads=3).threads == 3
    width = math.isqrt(ONE_THREAD_BELOW // 8) + 1
    assert (
        session(
            (
                ("Linear", {"out_features": width}),
                ("Linear", {"out_features": width}),
                ("Linear", {"out_features": 3}),
            )
        ).threads
        == 7
    )


def test_that_a_history_notes_every_event():
    run, history = session(validation=10, epochs=3), History()
    events = list(train(run, Control()))
    for event in events:
        history.apply(event)
    chunks, (start,) = only(events, StepsDone), only(events, RunStarted)
    assert history.step_count == run.progress.step == 15
    assert history.epoch_count == 3
    losses = np.concatenate([c.loss for c in chunks])
    np.testing.assert_array_equal(history.steps["loss"].values, losses.astype(np.float32))
    for i, layer in enumerate(start.layers):
        norms = np.concatenate([c.norms[:, i] for c in chunks])
        np.testing.assert_array_equal(
            history.steps[f"gradient/{layer}"].values, norms.astype(np.float32)
        )
    assert history.steps_per_epoch == 5
    ends = only(events, EpochEnded)
    assert history.epochs["train_loss"].values.tolist() == [end.train_loss for end in ends]
    np.testing.assert_array_equal(history.confusion, ends[-1].confusion)


@pytest.mark.parametrize("at", [0, 3])
def test_that_a_step_taken_phase_by_phase_is_the_trainers_own(at):
    whole, run, control = session(DROPOUT), session(DROPOUT), Control()
    drain(whole)
    if at:
        control.step(at)
        for event in train(run, control):
            if isinstance(event, Paused):
                control.stop()
        control.begin()
    before = [p.detach().clone() for p in run.parameters]
    for phase in PHASES[:-1]:
        walk = walk_to(run, phase)
        flowing = [g is not None for g in walk.weight_gradients.values()]
        assert all(flowing) if phase == "backward" else not any(flowing)
        assert all(torch.equal(a, b) for a, b in zip(before, run.parameters, strict=True))
    walk_to(run, "step")
    assert run.progress.step == at + 1
    drain(run)
    assert run.progress.step == whole.progress.step
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name


def test_that_a_step_left_halfway_was_never_taken():
    layers = [*DROPOUT[:1], ("BatchNorm1d", {}), *DROPOUT[1:]]
    whole, run = session(layers), session(layers)
    drain(whole)
    walk_to(run, "backward")
    assert run.progress.step == 0
    drain(run)
    assert run.progress.step == whole.progress.step
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name


def test_that_steps_can_be_taken_phase_by_phase_over_the_end_of_an_epoch():
    whole, run = session(DROPOUT), session(DROPOUT)
    drain(whole)
    for _ in range(9):
        walk_to(run, "step", anew=True, ends_epochs=True)
    assert (run.progress.epoch, run.progress.step) == (1, 9)
    drain(run)
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name


def test_that_a_step_taken_while_paused_is_not_taken_twice():
    whole, run, control = session(DROPOUT), session(DROPOUT), Control()
    drain(whole)
    control.step(6)

    for event in train(run, control):
        if isinstance(event, Paused):
            control.ask("step", lambda s: walk_to(s, "step").taken)
            control.resume()
    assert event.reason == "finished"
    assert run.progress.step == whole.progress.step
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name


def test_that_a_copy_of_the_model_has_weights_of_its_own():
    run = session()
    copy = run.copy_of_model(run.weights())
    x = run.train_rows.x
    before = copy(x)[0].detach().clone()
    with torch.no_grad():
        for parameter in run.parameters:
            parameter.zero_()
    assert torch.equal(copy(x)[0], before)
    assert run.model(x)[0].eq(0).all()


def test_that_other_weights_can_be_put_in_by_a_functional_call():
    run = session()
    zeros = {k: torch.zeros_like(v) for k, v in run.model.named_parameters()}
    (found,) = torch.func.functional_call(run.model, zeros, (run.train_rows.x,))
    assert found.eq(0).all()


def test_that_an_event_is_a_frozen_value():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Paused(0, 0).step = 1
