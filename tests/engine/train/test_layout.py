"""Pictures are kept with their channels last where that is faster, and no number depends on it much."""

import pytest
import torch

from engine.check.shapes import require_valid
from engine.spec.component import component
from engine.train.checkpoint import restore, take
from engine.train.control import Control
from engine.train.events import Paused
from engine.train.layout import channels_last_pays
from engine.train.trainer import drain, train
from tests.engine.train.making import chain, rows, session

CONV = ("Conv2d", {"out_channels": 4, "kernel_size": 3})
END = (("Flatten", {}), ("Linear", {"out_features": 3}))
PLAIN = (CONV, ("BatchNorm2d", {}), ("ReLU", {}), ("MaxPool2d", {"kernel_size": 2}), *END)


@pytest.mark.parametrize(
    ("layers", "pays"),
    [
        (PLAIN, True),
        ((CONV, *END[:1], ("Dropout", {}), *END[1:]), True),
        ((CONV, ("Dropout", {}), *END), False),
        ((CONV, ("GroupNorm", {"num_groups": 2}), *END), False),
        ((("Conv2d", {"out_channels": 4, "kernel_size": 3, "groups": 2}), *END), False),
        ((("MaxPool2d", {"kernel_size": 2}), *END), False),
        ((("Conv2d", {"out_channels": 256, "kernel_size": 9, "groups": 2}), *END), False),
        ((("Conv2d", {"out_channels": 512, "kernel_size": 9}), ("Softmax2d", {}), *END), True),
    ],
    ids=["plain", "dropout behind", "dropout", "group norm", "grouped", "none", "wide", "heavy"],
)
def test_that_channels_come_last_where_it_pays(layers, pays):
    network = chain(layers, (2, 24, 24))
    assert channels_last_pays(network, require_valid(network)) is pays


def test_that_the_results_differ_in_their_last_digits_only(monkeypatch):
    data = rows(40, 2, 12, 12)
    last = session(PLAIN, data, optimizer=component("SGD", lr=0.05), epochs=3)
    assert last.parameters[0].is_contiguous(memory_format=torch.channels_last)
    monkeypatch.setattr("engine.train.session.channels_last_pays", lambda *_given: False)
    first = session(PLAIN, data, optimizer=component("SGD", lr=0.05), epochs=3)
    assert first.parameters[0].is_contiguous()
    drain(last)
    drain(first)
    for name, value in first.weights().items():
        torch.testing.assert_close(last.weights()[name], value, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("path", ["eager", "lowered"])
@pytest.mark.parametrize("optimizer", ["Adam", "SGD", "RMSprop"])
def test_that_a_run_restored_from_contiguous_tensors_is_the_same(optimizer, path):
    chosen = component(optimizer, **({"momentum": 0.9} if optimizer == "SGD" else {}))
    made = {"data": rows(40, 2, 12, 12), "optimizer": chosen, "epochs": 3}
    whole, run, other = (session(PLAIN, **made) for _ in range(3))
    whole.progress.path = run.progress.path = path
    drain(whole)
    control = Control()
    control.step(7)
    for event in train(run, control):
        if isinstance(event, Paused):
            control.stop()
    checkpoint = take(run)
    for tensors in (checkpoint.last, checkpoint.best, checkpoint.initial, checkpoint.tensors):
        for name, tensor in tensors.items():
            tensors[name] = tensor.contiguous()
    restore(other, checkpoint)
    drain(other)
    for name, value in whole.weights().items():
        assert torch.equal(value, other.weights()[name]), name
