"""Recorded operations written in another way give the same run, to the last bit."""

import pytest
import torch

from engine.spec.network import LayerSpec
from engine.train.events import PathChanged
from engine.train.session import Session
from engine.train.trainer import drain
from tests.engine.train.making import only, prepare, project, rows

PICTURES = rows(42, 2, 13, 13)


def net(pool, channels=5):
    return [
        ("Conv2d", {"out_channels": channels, "kernel_size": 3}),
        ("ReLU", {}),
        ("MaxPool2d", pool),
        ("Conv2d", {"out_channels": 3, "kernel_size": 2}),
        ("ReLU", {}),
        ("Flatten", {}),
        ("Linear", {"out_features": 3}),
    ]


def run(spec, steps):
    """The weights after training, and the operations of its lowered step by name."""
    spec = spec.replace(training=spec.training.replace(steps=steps))
    session = Session(spec, prepare(*PICTURES))
    session.progress.path = "lowered"
    assert [e.path for e in only(drain(session), PathChanged)] == [
        "eager" if steps == "eager" else "lowered"
    ]
    lowered = session.lowering
    calls = [] if lowered is None else lowered.steps[0].outline.calls
    return session.weights(), [call.op._schema.name.removeprefix("aten::") for call in calls]


def trained_alike(spec):
    ours, names = run(spec, "auto")
    theirs, _none = run(spec, "eager")
    for name, value in theirs.items():
        assert torch.equal(ours[name], value), name
    return names


@pytest.mark.parametrize(
    "pool",
    [
        {"kernel_size": 2},
        {"kernel_size": 3, "stride": 2, "padding": 1},
        {"kernel_size": 3, "stride": 1},
        {"kernel_size": 2, "stride": 3, "ceil_mode": True},
        {"kernel_size": 2, "dilation": 2},
    ],
    ids=["halved", "padded", "overlapping", "ceiling", "dilated"],
)
def test_that_relu_waits_for_the_pool_and_few_channels_for_the_rows(pool):
    names = trained_alike(project(net(pool), (2, 13, 13), batch_size=16))
    pooled = names.index("max_pool2d_with_indices")
    assert names.index("relu") > pooled
    assert names[pooled - 3 : pooled] == ["permute", "clone", "permute"]
    back = names.index("max_pool2d_with_indices_backward")
    assert names[back - 1] == "threshold_backward"


def test_that_many_channels_and_few_rows_stay_where_they_are():
    for channels, batch in ((8, 16), (5, 8)):
        layers = net({"kernel_size": 2}, channels)
        names = trained_alike(project(layers, (2, 13, 13), batch_size=batch))
        assert "permute" not in names


def test_that_relu_stays_where_others_take_it_too():
    spec = project(net({"kernel_size": 3, "stride": 1, "padding": 1}), (2, 13, 13), batch_size=16)
    layers = list(spec.network.layers)
    at = next(i for i, layer in enumerate(layers) if layer.kind == "MaxPool2d")
    both = LayerSpec(id="sum", kind="Add", name="sum", inputs=(layers[at].id, layers[at - 1].id))
    layers[at + 1] = layers[at + 1].replace(inputs=("sum",))
    layers.insert(at + 1, both)
    names = trained_alike(spec.replace(network=spec.network.replace(layers=tuple(layers))))
    assert names.index("relu") < names.index("max_pool2d_with_indices")
