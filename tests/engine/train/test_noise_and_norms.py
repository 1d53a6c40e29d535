"""The figures of gradient noise and of BatchNorms that are off, against float64 by hand."""

import copy

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - the name that every PyTorch text uses

from engine.spec.component import component
from engine.train.control import Control
from engine.train.events import Probed
from engine.train.layer_watch import LayerWatch
from engine.train.noise_watch import NoiseWatch
from engine.train.trainer import train
from engine.train.watch import CLOSELY
from tests.engine.train.making import MLP, rows, session

NORMED = (("Linear", {"out_features": 8}), ("BatchNorm1d", {}), ("Linear", {"out_features": 3}))


def test_that_signal_and_spread_are_those_of_the_two_halves():
    run = session(MLP)
    batch = run.train_rows.cut(12)[0]
    model = copy.deepcopy(run.model).double()
    halves = []
    for part in (slice(0, 6), slice(6, 12)):
        (output,) = model(batch.x[part].double())
        loss = F.cross_entropy(output, batch.targets[0][part])
        halves.append(
            np.concatenate(
                [g.numpy().ravel() for g in torch.autograd.grad(loss, model.parameters())]
            )
        )
    found = NoiseWatch(run).figures(batch)
    first, second = halves
    assert found["noise/signal"] == pytest.approx(first @ second, rel=1e-4)
    assert found["noise/spread"] == pytest.approx(12 / 4 * ((first - second) ** 2).sum(), rel=1e-4)


def test_that_over_many_batches_they_tell_the_true_gradient_and_its_spread():
    # y = w·x: the gradient of a row is 2(w·x − y)·x, so that both are known exactly.
    rng = np.random.default_rng(5)
    x = rng.normal(size=(60000, 3)).astype(np.float32)
    y = (x @ np.array([[1.0], [2.0], [-1.0]]) + rng.normal(size=(60000, 1))).astype(np.float32)
    run = session((("Linear", {"out_features": 1, "bias": False}),), (x, y), loss="MSE")
    w = run.parameters[0].detach().double().numpy()
    single = 2 * (x @ w.T - y) * x
    mean, spread = single.mean(axis=0), single.var(axis=0).sum()
    watch = NoiseWatch(run)
    found = [watch.figures(batch) for batch in run.train_rows.cut(20)]
    assert np.mean([f["noise/signal"] for f in found]) == pytest.approx(mean @ mean, rel=0.05)
    assert np.mean([f["noise/spread"] for f in found]) == pytest.approx(spread, rel=0.05)


def test_that_a_loss_that_sums_its_batch_and_a_tiny_batch_have_no_noise_scale():
    summed = component("CrossEntropy", reduction="sum")
    assert NoiseWatch(run := session(MLP, loss=summed)).figures(run.train_rows.cut(8)[0]) == {}
    assert NoiseWatch(run := session(MLP)).figures(run.train_rows.cut(3)[0]) == {}


def test_that_drift_is_the_distance_of_the_running_figures_from_those_of_the_batch():
    run = session(NORMED)
    norm = run.model.get_submodule("l2")
    norm.momentum = 0.0
    with torch.no_grad():
        norm.running_mean.fill_(0.7)
        norm.running_var.fill_(4.0)
    x = run.train_rows.cut(20)[0].x
    linear = run.model.get_submodule("l1")
    values = (x.double() @ linear.weight.double().T + linear.bias.double()).detach().numpy()
    var = values.var(axis=0, ddof=1) + 1e-5
    far = np.maximum(
        np.abs(0.7 - values.mean(axis=0)) / np.sqrt(var), np.abs(np.log((4 + 1e-5) / var)) / 2
    )
    found = LayerWatch(run).figures(x)
    assert found["norm_drift/l2"] == pytest.approx(far.mean(), rel=1e-4)


def test_that_looking_at_noise_and_norms_changes_no_number():
    plain, watched = session(NORMED), session(NORMED)
    list(train(plain, Control()))
    figures = [e.figures for e in train(watched, Control(), CLOSELY) if isinstance(e, Probed)]
    assert {"noise/signal", "norm_drift/l2"} <= figures[0].keys()
    for name, value in plain.weights().items():
        assert torch.equal(value, watched.weights()[name]), name


def test_that_pictures_are_compared_channel_by_channel():
    layers = (
        ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
        ("BatchNorm2d", {"momentum": 1.0}),
        ("Flatten", {}),
        ("Linear", {"out_features": 3}),
    )
    run = session(layers, rows(40, 1, 6, 6))
    found = LayerWatch(run).figures(run.train_rows.cut(20)[0].x)
    assert found["norm_drift/l2"] == pytest.approx(0.0, abs=1e-3)
