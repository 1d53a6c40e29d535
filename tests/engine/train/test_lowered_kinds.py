"""Whatever the catalogue has is trained alike by lowered and eager steps, or says why it stays eager."""

import numpy as np
import pytest
import torch

from engine.catalog.clipping import CLIPPING
from engine.catalog.kind import LayerKind, LossKind, Params, Shapes
from engine.catalog.losses import LOSSES
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.text import UserError
from engine.train.events import PathChanged
from engine.train.session import Session
from engine.train.trainer import drain
from tests.engine.catalog.samples import SAMPLES, sample_id, variants
from tests.engine.train.making import MLP, Layers, only, prepare, project, session

#: Rows, in batches of 8: two whole ones and a rest.
ROWS = 20
#: The first variant of each kind whose inputs are all alike.
FIRST = {
    kind.name: (kind, params, inputs)
    for kind, params, inputs in reversed(SAMPLES)
    if len(set(inputs)) == 1 and len(inputs[0]) > 1
}
#: Kinds with settings that no other sample of them stands for.
OTHERS = [
    sample
    for sample in SAMPLES
    if sample[0].name in {"LSTM", "GRU", "RNN", "MultiheadAttention", "BatchNorm2d", "Dropout"}
    and len(set(sample[2])) == 1
]


def layer(name: str, kind: str, params: Params, *inputs: str) -> LayerSpec:
    return LayerSpec(id=name, kind=kind, name=name, params=dict(params), inputs=inputs)


def around(kind: LayerKind, params: Params, inputs: Shapes) -> NetworkSpec:
    """A layer that learns, the layer with as many of it as it takes, and two outputs."""
    layers = [layer("given", "Input", {"shape": inputs[0]})]
    if kind.takes == "numbers":
        layers.append(layer("before", "PReLU", {}, "given"))
    layers.append(layer("it", kind.name, params, *[layers[-1].id] * len(inputs)))
    layers.append(layer("flat", "Flatten", {}, "it"))
    layers.append(layer("out", "Linear", {"out_features": 2}, "flat"))
    return NetworkSpec(layers=tuple(layers), outputs=("out",))


def inputs_for(kind: LayerKind, params: Params, shape: tuple[int, ...]) -> np.ndarray:
    rng = np.random.default_rng(4)
    if kind.takes == "numbers":
        return rng.normal(size=(ROWS, *shape)).astype(np.float32)
    entries = kind.weights(params, (shape,))["weight"][0]
    return rng.integers(0, entries, size=(ROWS, *shape)).astype(np.float32)


def assert_trained_alike(make) -> None:
    """Makes two runs with `make(steps)`, and trains one of them with lowered steps from the first on."""
    ours, theirs = make("auto"), make("eager")
    ours.progress.path = "lowered"
    events, wanted = drain(ours), drain(theirs)
    (told,) = only(events, PathChanged)
    assert told.path == "lowered" or "not finite" in str(told.reason), told.reason
    assert (events[-1].reason, events[-1].step) == (wanted[-1].reason, wanted[-1].step)
    assert events[-1].reason in {"finished", "diverged"}
    for name, value in theirs.weights().items():
        assert torch.equal(ours.weights()[name], value), name
    assert torch.equal(ours.rng["cpu"], theirs.rng["cpu"])


@pytest.mark.parametrize("sample", [*FIRST.values(), *OTHERS], ids=sample_id)
def test_that_each_layer_is_trained_alike(sample):
    kind, params, inputs = sample
    x = inputs_for(kind, params, inputs[0])
    y = np.random.default_rng(5).normal(size=(ROWS, 2)).astype(np.float32)

    def make(steps: str) -> Session:
        spec = project(MLP, (6,), "MSE", epochs=3, steps=steps)
        return Session(spec.replace(network=around(*sample)), prepare(x, y))

    if params.get("momentum", 0.0) is None:  # its share is a number that each step works out anew
        run = make("auto")
        run.progress.path = "lowered"
        (told,) = only(drain(run), PathChanged)
        assert "depend on the numbers in it" in str(told.reason)
        return
    assert_trained_alike(make)


def loss_case(kind: LossKind) -> tuple[Layers, tuple[np.ndarray, np.ndarray]]:
    """A network that ends as the loss wants it, and data of a task that it is for."""
    rng = np.random.default_rng(6)
    x = rng.normal(size=(ROWS, 6)).astype(np.float32)
    body = MLP[:-1]
    if "multiclass" in kind.tasks:
        last = {"log_probability": [("LogSoftmax", {})], "probability": [("Softmax", {})]}
        layers = [*body, ("Linear", {"out_features": 3}), *last.get(kind.wants, [])]
        return layers, (x, np.arange(ROWS) % 3)
    if "binary" in kind.tasks and "regression" not in kind.tasks:
        last = [("Sigmoid", {})] if kind.wants == "probability" else []
        return [*body, ("Linear", {"out_features": 1}), *last], (x, np.arange(ROWS) % 2)
    y = np.abs(rng.normal(size=(ROWS, 2))).astype(np.float32)
    return [*body, ("Linear", {"out_features": 2})], (x, y)


@pytest.mark.filterwarnings("ignore:reduction. 'mean' divides:UserWarning")
@pytest.mark.parametrize("name", LOSSES)
def test_that_each_loss_is_trained_alike(name):
    layers, data = loss_case(LOSSES[name])
    count = 0
    for params in variants(LOSSES[name]):
        loss = component(name, **params)
        try:
            session(layers, data, loss=loss)
        except UserError:
            continue  # weights for another number of classes
        count += 1
        assert_trained_alike(lambda s, loss=loss: session(layers, data, loss=loss, steps=s))
    assert count


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_each_optimizer_moves_alike(name):
    for params in variants(OPTIMIZERS[name]):
        chosen = component(name, **params)
        assert_trained_alike(lambda s, chosen=chosen: session(MLP, optimizer=chosen, steps=s))


@pytest.mark.parametrize("clipping", CLIPPING)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_that_each_schedule_and_clipping_is_followed_alike(schedule, clipping):
    limits = {"norm": {"max_norm": 0.05}, "value": {"clip_value": 0.01}}
    settings = {
        "schedule": component(schedule),
        "clipping": component(clipping, **limits.get(clipping, {})),
        "optimizer": component("SGD", lr=0.1, momentum=0.9),
    }
    assert_trained_alike(lambda s: session(MLP, validation=10, steps=s, **settings))
