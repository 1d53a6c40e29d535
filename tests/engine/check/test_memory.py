"""Bytes before training, against what autograd saves and what optimizers keep."""

import math

import pytest
import torch
from torch import nn

from engine import edits
from engine.build import Criterion, build_network
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.templates import TEMPLATES, DataShape
from engine.check.advice import advise
from engine.check.memory import activations, memory_of
from engine.check.shapes import infer
from engine.spec.component import component
from engine.suggestion import started_from
from tests.engine.catalog.data_shapes import fitting
from tests.engine.catalog.samples import resolve, variants
from tests.engine.catalog.saved import Saved
from tests.engine.catalog.test_templates_learn import EMPTY, rows
from tests.engine.train.making import project

BATCH = 32
#: One sample's 6 → 8 → 5 → 3 with a ReLU and a Tanh: the batch, what both activations gave, the output.
MLP = [
    ("Linear", {"out_features": 8}),
    ("ReLU", {}),
    ("Linear", {"out_features": 5}),
    ("Tanh", {}),
    ("Linear", {"out_features": 3}),
]
MLP_NUMBERS = (6 * 8 + 8) + (8 * 5 + 5) + (5 * 3 + 3)


@pytest.mark.parametrize(
    ("optimizer", "copies"),
    [
        (component("SGD"), 0),
        (component("SGD", momentum=0.9), 1),
        (component("Adam"), 2),
        (component("Adam", amsgrad=True), 3),
    ],
)
def test_that_a_small_network_takes_what_one_counts_by_hand(optimizer, copies) -> None:
    memory = memory_of(project(MLP, (6,), optimizer=optimizer))
    assert memory.weights == memory.gradients == 4 * MLP_NUMBERS
    assert memory.optimizer == 4 * copies * MLP_NUMBERS
    assert memory.activation == 4 * (6 + 8 + 5 + 3)
    assert memory.layers["l1"].activation == 0  # its output is the ReLU's business
    assert memory.layers["l2"].activation == 4 * 8
    # The widest step of the backward pass: gradients of 8 outputs and of as many inputs.
    assert memory.flow == 4 * (8 + 8)
    assert memory.total(10) == memory.fixed + 10 * 4 * (22 + 16)


def test_that_the_largest_batch_is_the_last_one_that_fits() -> None:
    memory = memory_of(project(MLP, (6,)))
    for available in (10_000, 10_151, 10_152, 123_456):
        batch = memory.largest_batch(available)
        assert memory.total(batch) <= available < memory.total(batch + 1)
    assert memory.largest_batch(100) == 0


def test_that_a_network_too_large_for_the_machine_is_named_by_its_heaviest_layer() -> None:
    wide = project([("Linear", {"out_features": 1_000_000}), ("ReLU", {}), MLP[-1]], (4_000,))
    (advice,) = [found for found in advise(wide) if found.rule == "memoryTooSmall"]
    assert (advice.layer, advice.level, advice.fixes) == ("l1", "misfit", ())


def test_that_what_does_not_learn_has_no_gradient() -> None:
    built = project(MLP, (6,))
    frozen = edits.set_frozen(built.network, ("l1",), frozen=True)
    memory = memory_of(built.replace(network=frozen))
    assert memory.layers["l1"].gradients == memory.layers["l1"].optimizer == 0
    assert memory.layers["l1"].weights == 4 * (6 * 8 + 8)
    off = edits.replace_layer(built.network, built.network.layer("l1").replace(enabled=False))
    assert memory_of(built.replace(network=off)).layers["l1"].weights == 0


@pytest.mark.parametrize("kind", OPTIMIZERS.values(), ids=lambda kind: kind.name)
def test_that_an_optimizer_keeps_what_it_declares(kind) -> None:
    for params in variants(kind):
        weight = nn.Parameter(torch.ones(30, 40))
        optimizer = resolve(kind)([weight], **params)
        weight.square().sum().backward()
        optimizer.step()
        state = optimizer.state[weight].values()
        kept = sum(t.numel() for t in state if isinstance(t, torch.Tensor) and t.numel() > 1)
        assert kept == kind.copies(params) * weight.numel()


def smallest_but_whole(template: str):
    """Data of some size that the template fits."""
    found = [(data, net) for data, net in fitting(template) if math.prod(data.shape) >= 64]
    return min(found or fitting(template), key=lambda pair: math.prod(pair[0].shape))


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "blank"])
def test_that_activations_are_what_autograd_saves(template: str) -> None:
    data, _network = smallest_but_whole(template)
    built = started_from(EMPTY, TEMPLATES[template], data)
    module = build_network(built.network, seed=1)
    x, y = map(torch.from_numpy, rows(data, BATCH))
    (term,) = built.training.losses
    target = x if term.target == "input" else y.float()[:, None] if data.task == "binary" else y
    saved = Saved()
    with saved.hooks:
        Criterion(built.training, built.network)(module(x), [target])
    found = saved.without(*module.parameters(), *module.buffers(), target)
    estimate = memory_of(built).activation * BATCH
    assert estimate / 1.3 <= found <= estimate * 1.15


def test_that_views_and_layers_behind_a_fault_take_nothing() -> None:
    network = project(
        [("Flatten", {}), ("Linear", {}), ("Conv2d", {}), ("ReLU", {})], (2, 3)
    ).network
    assert activations(network, infer(network)) == {"l0": 6, "l1": 0, "l2": 0}


def test_that_resnet_18_for_imagenet_takes_what_is_known_of_it() -> None:
    data = DataShape((3, 224, 224), "multiclass", 1000, 1_281_167)
    memory = memory_of(started_from(EMPTY, TEMPLATES["resnet18"], data))
    assert memory.gradients == 4 * 11_689_512
    assert memory.weights == pytest.approx(44.7 * 2**20, rel=0.01)  # torchvision's file
