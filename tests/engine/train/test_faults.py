"""Whatever breaks: one RunEnded that says what, nothing half done, and the next run works."""

import numpy as np
import pytest
import torch

from engine.spec.component import component
from engine.train.control import Control
from engine.train.events import RunEnded
from engine.train.trainer import drain, train
from tests.engine.train.making import MLP, only, rows, session

NORMED = (("Linear", {"out_features": 8}), ("BatchNorm1d", {}), ("Linear", {"out_features": 3}))
OUT_OF_MEMORY = (
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 9 GiB"),
    MemoryError(),
    RuntimeError("[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory"),
)


def failing(run, error, at_step):
    """Lets the loss of a step fail, after the network has run."""
    criterion = run.criterion

    class Failing:
        terms = criterion.terms

        def __call__(self, outputs, targets):
            if run.progress.step == at_step:
                raise error
            return criterion(outputs, targets)

    run.criterion = Failing()
    return criterion


@pytest.mark.parametrize("error", OUT_OF_MEMORY, ids=["cuda", "python", "cpu"])
def test_that_a_lack_of_memory_suggests_a_batch_that_fits(error):
    run = session()
    failing(run, error, 3)
    events = drain(run)
    (end,) = only(events, RunEnded)
    assert end is events[-1]
    assert (end.reason, end.step) == ("failed", 3)
    assert "batch of 8" in str(end.message)
    assert "batch size of 4" in str(end.message)
    assert all(p.grad is None for p in run.parameters)


def test_that_after_a_failure_the_next_run_goes_on_as_if_nothing_was():
    whole, run = session(NORMED), session(NORMED)
    criterion = failing(run, RuntimeError("broken\nin detail"), 4)
    events = drain(run)
    assert events[-1].reason == "failed"
    assert "broken" in str(events[-1].message)
    assert "detail" not in str(events[-1].message)
    assert "in detail" in events[-1].details["traceback"]
    run.criterion = criterion
    assert drain(run)[-1].reason == "finished"
    drain(whole)
    for name, value in whole.weights().items():
        assert torch.equal(value, run.weights()[name]), name


@pytest.mark.parametrize("part", ["backward", "update", "learning_rate", "scores", "keep_best"])
def test_that_the_run_ends_once_wherever_it_breaks(part, monkeypatch):
    run = session(validation=10)

    def broken(*_args):
        raise OSError("the disk is gone")

    if part == "backward":
        monkeypatch.setattr("engine.train.step.backward", broken)
    else:
        setattr(run, part, broken)
    events = drain(run)
    assert [e.reason for e in only(events, RunEnded)] == ["failed"]
    assert isinstance(events[-1], RunEnded)
    assert "the disk is gone" in str(events[-1].message)


def test_that_generators_of_another_machine_end_the_run_in_words():
    run = session()
    run.rng = {"cpu": torch.zeros(3, dtype=torch.uint8)}
    (end,) = only(drain(run), RunEnded)
    assert end.reason == "failed"


def test_that_a_layer_whose_output_overflows_is_named():
    layers = (("Linear", {"out_features": 4}), ("Linear", {"out_features": 2}))
    data = rows(50, 6, classes=0)
    run = session(layers, data, loss="MSE", optimizer=component("SGD", lr=100.0), epochs=9)
    end = drain(run)[-1]
    assert end.reason == "diverged"
    assert end.layer in {"l1", "l2"}
    assert run.project.network.layer(end.layer).name in str(end.message)
    assert f"step {end.step + 1}" in str(end.message)
    assert all(bool(torch.isfinite(v).all()) for v in run.weights().values())


@pytest.mark.parametrize("of", ["inputs", "targets"])
def test_that_data_that_is_no_number_is_blamed_on_the_data(of):
    x, y = rows(50, 6, classes=0)
    (x if of == "inputs" else y)[20] = np.nan
    run = session((("Linear", {"out_features": 2}),), (x, y), loss="MSE", shuffle=False)
    end = drain(run)[-1]
    assert (end.reason, end.layer, end.step) == ("diverged", None, 2)
    assert "step 3 (epoch 1, batch 3): the data holds NaN or infinity" in str(end.message)


def test_that_looking_for_the_layer_at_fault_changes_nothing():
    layers = [*NORMED[:2], ("Dropout", {"p": 0.5}), NORMED[2]]
    run, control = session(layers), Control()
    control.step(2)
    for event in train(run, control):
        if type(event).__name__ == "Paused":
            before = {k: v.clone() for k, v in run.model.named_buffers()}
            with torch.no_grad():
                run.parameters[0].fill_(float("inf"))
            control.resume()
    assert event.reason == "diverged"
    for name, value in run.model.named_buffers():
        assert torch.equal(value, before[name]), name
    assert run.model.training


def test_that_the_first_operation_that_is_not_finite_is_named_forward():
    layers = (("Linear", {"out_features": 3}), ("Softplus", {}), ("Linear", {"out_features": 3}))
    run = session(layers)
    name, call, sources = run.model._steps[1]
    run.model._steps[1] = (name, lambda x: call(x).mul(0).log().add(1), sources)
    run.model._chain = None
    end = drain(run)[-1]
    assert (end.reason, end.layer, end.step) == ("diverged", "l2", 0)
    assert "the output of “l2” is no longer finite, first after “log”" in str(end.message)


def test_that_infinities_that_a_layer_takes_away_itself_are_no_fault():
    layers = (("Linear", {"out_features": 3}), ("Identity", {}), ("Linear", {"out_features": 2}))
    run = session(layers, rows(50, 6, classes=0), loss="MSE", optimizer=component("SGD", lr=1e12))
    name, _call, sources = run.model._steps[1]

    def masked(x):
        return x + torch.full_like(x, float("-inf")).clamp(min=0)

    run.model._steps[1] = (name, masked, sources)
    run.model._chain = None
    end = drain(run)[-1]
    assert (end.reason, end.layer) != ("diverged", "l2")
    assert end.reason == "diverged"


def test_that_a_loss_that_overflows_names_its_operation():
    run = session((("Linear", {"out_features": 2}),), rows(50, 6, classes=0), loss="MSE")
    with torch.no_grad():
        run.parameters[0].fill_(1e30)
    end = drain(run)[-1]
    assert (end.reason, end.layer, end.step) == ("diverged", "l1", 0)
    assert "the loss is no longer finite, first after “mse_loss”" in str(end.message)


def test_that_a_gradient_that_is_not_finite_names_its_layer():
    class Broken(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, gradient):
            return gradient * float("nan")

    run = session(MLP)
    name, _call, sources = run.model._steps[3]
    run.model._steps[3] = (name, Broken.apply, sources)
    run.model._chain = None
    end = drain(run)[-1]
    assert (end.reason, end.layer, end.step) == ("diverged", "l4", 0)
    assert "on its way back through “l4”, first after “mul”" in str(end.message)
