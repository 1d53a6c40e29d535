"""Trying out a few steps beside a run: what it finds, and that the run does not notice."""

import pytest
import torch

from engine import measure as measuring
from engine.check.memory import memory_of
from engine.queries import QUERIES
from engine.train.events import StepsDone
from engine.train.session import Session
from engine.train.trainer import drain
from tests.engine.train.making import only, rows, session

#: Batch statistics, a mask drawn at random, and an optimizer with a state.
NOISY = (
    ("Linear", {"out_features": 16}),
    ("BatchNorm1d", {}),
    ("ReLU", {}),
    ("Dropout", {"p": 0.3}),
    ("Linear", {"out_features": 3}),
)


def everything(of: Session) -> list[torch.Tensor]:
    """All that a run goes on from: weights, buffers, gradients, optimizer state, random generators."""
    parameters = of.parameters
    gradients = [torch.zeros(0) if p.grad is None else p.grad for p in parameters]
    state = [
        value
        for parameter in parameters
        for value in of.optimizer.state.get(parameter, {}).values()
        if isinstance(value, torch.Tensor)
    ]
    found = [*parameters, *of.buffers, *gradients, *state]
    generators = [torch.get_rng_state(), *of.rng.values(), of.generator.get_state()]
    return [tensor.detach().clone() for tensor in (*found, *generators)]


def test_that_a_measurement_changes_nothing_of_the_session() -> None:
    trained = session(NOISY, optimizer={"kind": "Adam"})
    drain(trained)
    before = everything(trained)
    QUERIES["measure"](trained)
    after = everything(trained)
    assert len(before) == len(after)
    assert all(torch.equal(one, other) for one, other in zip(before, after, strict=True))


def test_that_a_run_that_was_measured_gives_the_same_losses() -> None:
    plain, measured = session(NOISY), session(NOISY)
    QUERIES["measure"](measured)
    losses = [
        [list(chunk.loss) for chunk in only(drain(one), StepsDone)] for one in (plain, measured)
    ]
    flat = [[loss for chunk in run for loss in chunk] for run in losses]
    assert flat[0] == flat[1]


def test_that_an_epoch_is_its_steps() -> None:
    found = QUERIES["measure"](session(data=rows(50, 6), batch_size=8))
    assert (found.batch, found.tried, found.rows, found.device) == (8, 8, 50, "cpu")
    assert found.step_seconds > 0
    assert found.epoch_seconds == pytest.approx(7 * found.step_seconds)  # 50 rows in batches of 8


def test_that_a_step_that_would_take_long_is_tried_on_fewer_rows(monkeypatch) -> None:
    made = session(data=rows(64, 6), batch_size=64)
    per_row = 3 * (6 * 8 + 8 * 5 + 5 * 3)
    monkeypatch.setattr(measuring, "_MOST_MULTIPLY_ADDS", 10 * per_row)
    found = QUERIES["measure"](made)
    assert (found.batch, found.tried) == (64, 10)
    assert found.step_seconds > 0


def test_that_what_does_not_fit_is_not_tried(monkeypatch) -> None:
    made = session()
    monkeypatch.setattr(measuring, "available_memory", lambda _session: 100)
    found = QUERIES["measure"](made)
    assert (found.step_seconds, found.epoch_seconds, found.available) == (None, None, 100)


def test_that_what_training_holds_counts_as_available() -> None:
    made = session(NOISY, optimizer={"kind": "Adam"})
    drain(made)
    held = sum(measuring._held_by_training(made))
    memory = memory_of(made.project)
    # Adam counts its steps, too: one number a tensor.
    assert held == pytest.approx(memory.fixed, abs=8 * len(made.parameters))


def test_that_threads_are_as_they_were() -> None:
    before = torch.get_num_threads()
    QUERIES["measure"](session(threads=2))
    assert torch.get_num_threads() == before
