"""When a run looks at itself, and that it leaves no trace."""

import hashlib
import math
import sys
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import psutil
import pytest
import torch

from engine.spec.component import component
from engine.train import probes as probes_module
from engine.train.control import Control
from engine.train.events import MachineUsed, PathChanged, Probed, RunEnded, RunStarted, StepsDone
from engine.train.machine_watch import MachineWatch
from engine.train.session import Progress, Session
from engine.train.trainer import train
from engine.train.watch import CLOSELY, DEFAULT, LOSS_ALONE, Watch
from engine.train.weight_watch import MOST_SORTED
from tests.engine.train.making import MLP, only, rows, session

PICTURES = (
    ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
    ("BatchNorm2d", {}),
    ("ReLU", {}),
    ("Dropout2d", {"p": 0.3}),
    ("Flatten", {}),
    ("Linear", {"out_features": 16}),
    ("BatchNorm1d", {}),
    ("RReLU", {}),
    ("Dropout", {"p": 0.5}),
    ("Linear", {"out_features": 3}),
)


def pictures(**training) -> Session:
    return session(PICTURES, rows(44, 1, 6, 6), validation=8, **training)


def digest(run: Session) -> str:
    """One number for weights, buffers, the optimizer's state and all random generators."""
    tensors = [*run.model.state_dict().values()]
    for state in run.optimizer.state.values():
        tensors += [value for value in state.values() if isinstance(value, torch.Tensor)]
    tensors += [*run.rng.values(), run.generator.get_state()]
    found = hashlib.sha256()
    for tensor in tensors:
        found.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return found.hexdigest()


@pytest.mark.parametrize("optimizer", ["SGD", "AdamW", "RMSprop"])
@pytest.mark.parametrize("clipping", ["off", "norm"])
@pytest.mark.parametrize(("steps", "path"), [("eager", "eager"), ("auto", "lowered")])
def test_that_numbers_never_depend_on_when_a_probe_was_due(optimizer, clipping, steps, path):
    def run(watch: Watch) -> tuple[str, bytes, int]:
        trained = pictures(
            optimizer=component(optimizer, lr=0.01),
            clipping=component(clipping),
            epochs=3,
            steps=steps,
        )
        trained.progress.path = path  # lowered from the first step on
        events = list(train(trained, Control(), watch))
        losses = np.concatenate([chunk.loss for chunk in only(events, StepsDone)])
        assert [e.path for e in only(events, PathChanged)] == [path]
        return digest(trained), losses.tobytes(), len(only(events, Probed))

    none, now_and_then, always = run(LOSS_ALONE), run(DEFAULT), run(CLOSELY)
    assert none[:2] == now_and_then[:2] == always[:2]
    assert (none[2], always[2]) == (0, 15)
    assert 1 <= now_and_then[2] <= 15


def test_that_a_probe_is_of_the_step_it_names():
    events = list(train(session(epochs=1), Control(), CLOSELY))
    assert [event.step for event in only(events, Probed)] == list(range(1, 8))


def test_that_a_run_without_norms_tells_only_the_loss():
    events = list(train(session(epochs=1), Control(), LOSS_ALONE))
    assert only(events, RunStarted)[0].layers == ()
    assert all(chunk.norms.shape[1] == 0 for chunk in only(events, StepsDone))
    assert not only(events, MachineUsed)


class Clock:
    """A clock that a test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(probes_module.time, "perf_counter", lambda: self.now)


def test_that_probes_keep_to_their_pace(monkeypatch):
    clock, found = Clock(monkeypatch), []
    events = train(session(epochs=20), Control(), Watch(probe_seconds=0.1))
    for event in events:
        if isinstance(event, Probed):
            found.append((event.step, bool(event.histograms)))
            if len(found) == 7:
                break
            clock.now += 0.101
    # No time passes during a step, so each time that it moves on the very next step is looked at.
    assert [step for step, _ in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [histograms for _, histograms in found] == [True, *[False] * 4, True, False]


def test_that_a_run_too_fast_for_the_clock_is_probed_each_time_that_its_steps_have_doubled(
    monkeypatch,
):
    Clock(monkeypatch)
    events = list(train(session(epochs=120, steps="eager"), Control(), Watch(probe_seconds=0.1)))
    first, *later = [event.step for event in events if isinstance(event, Probed)]
    assert (first, later[0], len(later)) == (1, 101, 4)
    # What is taken in one go ends with the epoch of 7 steps, if not sooner.
    assert all(0 < step - 2 * before <= 7 for before, step in pairwise(later)), later


def test_that_costly_probes_become_fewer(monkeypatch):
    """A probe of 30 ms may come every 2 seconds: 1.5 % of the time."""
    clock, trained = Clock(monkeypatch), session(epochs=200, steps="eager")
    forward = trained.model.layer_values

    def slow(*given):
        clock.now += 0.03
        return forward(*given)

    monkeypatch.setattr(trained.model, "layer_values", slow)
    times = []
    for event in train(trained, Control(), Watch(probe_seconds=0.1)):
        clock.now += 0.25 * isinstance(event, StepsDone)
        if isinstance(event, Probed):
            times.append(clock.now)
    gaps = np.diff(times)
    assert len(gaps) > 5
    assert gaps.min() >= 2.0
    assert gaps.max() < 2.5


def test_that_a_probe_leaves_an_error_to_the_step():
    """A batch that the network can't take ends the run in words, as it would without a probe."""
    x = np.arange(40, dtype=np.float32).reshape(10, 4)
    layers = (
        ("Embedding", {"num_embeddings": 5, "embedding_dim": 3}),
        ("Flatten", {}),
        ("Linear", {"out_features": 3}),
    )
    ends = []
    for watch in (CLOSELY, LOSS_ALONE):
        trained = session(layers, (x, np.arange(10) % 3), batch_size=5)
        ends.append(only(train(trained, Control(), watch), RunEnded)[0])
    assert ends[0].reason == ends[1].reason == "failed"
    assert str(ends[0].message) == str(ends[1].message)


def test_that_a_run_that_diverges_ends_as_it_would_unobserved():
    ends = []
    for watch in (CLOSELY, LOSS_ALONE):
        trained = session(optimizer=component("SGD", lr=1e30), epochs=5)
        ends.append(only(train(trained, Control(), watch), RunEnded)[0])
    assert (ends[0].reason, ends[0].step) == ("diverged", ends[1].step)
    assert str(ends[0].message) == str(ends[1].message)


@pytest.mark.parametrize(("lr", "share"), [(1e-30, 0.0), (0.1, 1.0)])
def test_that_a_layer_that_starts_at_zero_has_figures(lr, share):
    trained = session(optimizer=component("SGD", lr=lr))
    with torch.no_grad():
        for parameter in trained.layer_parameters["l5"]:
            parameter.zero_()
    probed = only(train(trained, Control(), CLOSELY), Probed)[0]
    assert probed.figures["update/l5"] == pytest.approx(share)
    assert (probed.figures["weight/l5"] > 0.001) == (share == 1.0)
    histogram = probed.histograms["weight/l5"]
    assert histogram.low < 0 < histogram.high
    assert histogram.counts.sum() == 5 * 3 + 3


def test_that_large_layers_are_sampled():
    """The figures of a tensor of more than a million numbers are close, and come at once."""
    wide = (("Linear", {"out_features": 3_000}), ("Linear", {"out_features": 3}))
    trained = session(wide, rows(20, 1_000), optimizer=component("SGD", lr=0.01))
    weights = trained.model.get_parameter("l1.weight").detach().double()
    bias = trained.model.get_parameter("l1.bias").detach().double()
    before = torch.cat([weights.flatten(), bias])
    events = train(trained, Control(), CLOSELY)
    probed = next(event for event in events if isinstance(event, Probed))
    after = torch.cat([p.detach().double().flatten() for p in trained.layer_parameters["l1"]])
    assert probed.figures["weight/l1"] == pytest.approx(float(after.norm()), rel=0.01)
    moved = float((after - before).norm() / after.norm())
    assert probed.figures["update/l1"] == pytest.approx(moved, rel=0.05)
    assert 0.9 * MOST_SORTED < probed.histograms["weight/l1"].counts.sum() <= MOST_SORTED


def test_that_the_machine_is_looked_at_about_once_a_second():
    trained = session(MLP, epochs=10_000)
    used: list[MachineUsed] = []
    events = train(trained, Control(), Watch(machine_seconds=0.15))
    for event in events:
        if isinstance(event, MachineUsed):
            used.append(event)
            if len(used) == 3:
                break
    resident = psutil.Process().memory_info().rss
    for event in used:
        assert event.figures.keys() == {"memory", "cpu"}
        assert event.figures["memory"] == pytest.approx(resident, rel=0.1)
        assert 0 < event.figures["cpu"] <= 1.05
    assert [event.step for event in used] == sorted({event.step for event in used})
    assert math.isfinite(used[-1].figures["cpu"])


def test_that_a_graphics_card_is_asked_where_its_library_is_there(monkeypatch):
    """No card is here: the library and torch's figures are stood in for, one after the other failing."""

    class RefusalError(Exception):
        pass

    class Handle:
        gpu = 37
        broken = False

    def utilization(handle: Handle) -> Handle:
        if handle.broken:
            raise RefusalError
        return handle

    handle = Handle()
    library = SimpleNamespace(
        NVMLError=RefusalError,
        nvmlInit=lambda: None,
        nvmlDeviceGetHandleByUUID={"GPU-abc": handle}.__getitem__,
        nvmlDeviceGetUtilizationRates=utilization,
    )
    monkeypatch.setitem(sys.modules, "pynvml", library)
    monkeypatch.setattr(torch.cuda, "memory_reserved", lambda _device: 5 * 2**20)
    monkeypatch.setattr(
        torch.cuda, "get_device_properties", lambda _device: SimpleNamespace(uuid="abc")
    )
    machine = MachineWatch(SimpleNamespace(device=torch.device("cuda:0"), progress=Progress()), 0.0)
    (event,) = machine.used()
    assert (event.figures["gpu"], event.figures["gpu_memory"]) == (0.37, 5 * 2**20)
    handle.broken = True
    for _ in range(2):
        (event,) = machine.used()
        assert event.figures.keys() == {"memory", "cpu", "gpu_memory"}
    monkeypatch.setitem(sys.modules, "pynvml", None)  # as if it were not installed
    machine = MachineWatch(SimpleNamespace(device=torch.device("cuda:0"), progress=Progress()), 0.0)
    (event,) = machine.used()
    assert event.figures.keys() == {"memory", "cpu", "gpu_memory"}
