"""Histories with known points, as events bring them; no network is trained."""

import uuid
from functools import cache

import numpy as np

from engine.examples import EXAMPLES
from engine.files.project_file import load_project_only
from engine.history import History
from engine.runs.run import NewRun
from engine.train.events import (
    EpochEnded,
    Histogram,
    Kept,
    MachineUsed,
    PathChanged,
    Probed,
    RunStarted,
    Setting,
    StepsDone,
)

LAYERS = ("l1", "l2")


def loss_at(step):
    """The loss that these histories have after a step; exact in float32."""
    return (np.asarray(step) % 1000) / 8


def begun(steps_per_epoch=10):
    history = History()
    history.apply(RunStarted(0, 0, 5, steps_per_epoch, LAYERS, 1, "cpu", 1))
    return history


def add_steps(history, count):
    """Trains on for `count` steps, in one chunk."""
    first = history.step_count + 1
    steps = np.arange(first, first + count)
    losses = loss_at(steps)
    norms = np.stack([losses + 1, losses + 2], axis=1)
    done = StepsDone(
        first, 1, losses, losses[:, None], norms, np.full(count, 0.1), 1000.0, steps[-1] / 100, 32
    )
    history.apply(done)
    return history


def add_epoch(history, train, validation=None, **metrics):
    epoch, step = history.epoch_count + 1, history.step_count
    confusion = np.array([[epoch, 0], [1, 2]])
    history.apply(EpochEnded(epoch, step, train, validation, metrics, 1000.0, 2.0, True, confusion))
    return history


def add_moment(history):
    """A probe with a histogram, the machine, a setting, a path and a checkpoint."""
    step = history.step_count
    histogram = Histogram(-1.0, 1.0, np.array([1, step, 3]))
    figures = {"update/l1": step / 4, "dead/l2": float("nan")}
    history.apply(Probed(step, figures, {"weight/l1": histogram}))
    history.apply(MachineUsed(step, {"memory": 1e9 + step, "cpu": 0.5}))
    history.apply(Setting(step, "lr", 0.05))
    history.apply(PathChanged(step, "lowered"))
    history.apply(Kept(step, history.epoch_count))
    return history


@cache
def example(name):
    return load_project_only(next(e.path for e in EXAMPLES if e.name == name)).project


def project(name="wine", **training):
    """An example's project with other settings of the training."""
    found = example(name)
    return found.replace(training=found.training.replace(**training)) if training else found


def new_run(run_id=None, **facts):
    return NewRun(**{"id": run_id or uuid.uuid4().hex, "project": project()} | facts)


def assert_same(found, expected):
    """Every figure of two histories is the same, NaN included."""
    for part in ("steps", "epochs", "probes", "chunks", "machine"):
        ours, theirs = getattr(found, part), getattr(expected, part)
        assert set(ours) == set(theirs), part
        for name in theirs:
            np.testing.assert_array_equal(ours[name].values, theirs[name].values, f"{part} {name}")
            assert ours[name].values.dtype == theirs[name].values.dtype
    for part in ("settings", "paths", "kept", "steps_per_epoch"):
        assert getattr(found, part) == getattr(expected, part)
    assert [e for e, _ in found.confusions.items] == [e for e, _ in expected.confusions.items]
    for (_, ours), (_, theirs) in zip(
        found.confusions.items, expected.confusions.items, strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)
    assert found.histograms.keys() == expected.histograms.keys()
    for name, kept in expected.histograms.items():
        for (at, ours), (step, theirs) in zip(
            found.histograms[name].items, kept.items, strict=True
        ):
            assert (at, ours.low, ours.high) == (step, theirs.low, theirs.high)
            np.testing.assert_array_equal(ours.counts, theirs.counts)
