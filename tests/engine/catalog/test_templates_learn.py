"""Every template can be trained on the data it fits, and its exported code is the same network."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
import torch

from engine.build import Criterion, build_network
from engine.catalog.templates import TEMPLATES, DataShape, suggest_training
from engine.check.advice import advise
from engine.spec.component import component
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.network import NetworkSpec, check_name
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.suggestion import assumed_shape, data_shape, started_from
from engine.train.events import EpochEnded, RunEnded
from engine.train.session import Session
from engine.train.trainer import drain
from tests.engine.catalog.data_shapes import DATA, fitting
from tests.engine.export.test_module_code import assert_equal_networks
from tests.engine.train.making import prepare

LEARNING = [name for name in TEMPLATES if name != "blank"]
EMPTY = Project(
    data=DataSpec(source=GeneratedSource(name="moons")),
    network=NetworkSpec(layers=(), outputs=()),
    training=TrainingSpec(epochs=1, batch_size=6, device="cpu", threads=1),
)


def rows(data: DataShape, count: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Made-up samples and targets of this shape and task."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(count, *data.shape)).astype(np.float32)
    if data.task == "regression":
        return x, rng.normal(size=(count, data.outputs)).astype(np.float32)
    return x, np.arange(count) % data.outputs


def smallest(template: str) -> tuple[DataShape, NetworkSpec]:
    """The smallest data that the template fits."""
    return min(fitting(template), key=lambda found: math.prod(found[0].shape))


@pytest.mark.parametrize("template", LEARNING)
def test_that_a_template_trains_an_epoch(template: str) -> None:
    data, network = smallest(template)
    prepared = prepare(*rows(data), validation=2)
    found = data_shape(prepared)
    project = started_from(EMPTY, TEMPLATES[template], found)
    assert project.network.inputs == network.inputs
    events = drain(Session(project, prepared))
    assert isinstance(events[-1], RunEnded)
    assert events[-1].reason == "finished", events[-1].message
    (epoch,) = (event for event in events if isinstance(event, EpochEnded))
    assert math.isfinite(epoch.train_loss)
    assert epoch.validation_loss is not None
    assert math.isfinite(epoch.validation_loss)


@pytest.mark.parametrize("template", LEARNING)
def test_that_the_loss_reaches_every_weight_of_a_template(template: str) -> None:
    data, _network = smallest(template)
    project = started_from(EMPTY, TEMPLATES[template], data)
    module = build_network(project.network, seed=4)
    x, y = map(torch.from_numpy, rows(data))
    (term,) = project.training.losses
    target = x if term.target == "input" else y.float()[:, None] if data.task == "binary" else y
    total, _terms = Criterion(project.training, project.network)(module(x), [target])
    total.backward()
    weights = dict(module.named_parameters())
    assert weights
    for name, weight in weights.items():
        assert weight.grad is not None, name
        assert weight.grad.isfinite().all(), name
        assert weight.grad.any(), name


@dataclass(frozen=True)
class Known:
    """What is known of data of a shape."""

    shape: tuple[int, ...]
    task: str
    classes: tuple[str, ...]
    target_names: tuple[str, ...]
    figures: None = None


@pytest.mark.parametrize("template", LEARNING)
def test_that_there_is_nothing_to_advise_about_a_template(template: str) -> None:
    for data, _network in fitting(template):
        names = tuple(f"c{number}" for number in range(data.outputs))
        numeric = data.task == "regression"
        known = Known(data.shape, data.task, () if numeric else names, names if numeric else ("y",))
        before = EMPTY.replace(training=suggest_training(data))
        project = started_from(before, TEMPLATES[template], data)
        # LeNet-5 is of 1998: its Tanh layers are what today's advice warns of.
        rules = {advice.rule for advice in advise(project, known)}
        assert rules <= ({"saturatingDeep"} if template == "lenet5" else set()), data.shape


@pytest.mark.parametrize("template", LEARNING)
def test_that_the_exported_code_of_a_template_is_the_same_network(template: str) -> None:
    data, network = smallest(template)
    assert_equal_networks(network, [data.shape])


@pytest.mark.parametrize("template", TEMPLATES)
def test_that_the_names_in_a_template_are_fit_for_code(template: str) -> None:
    for _data, network in fitting(template):
        names = [layer.name for layer in network.layers]
        assert len(set(names)) == len(names)
        for name in names:
            check_name(name)
            assert name == name.lower()


@pytest.mark.parametrize(
    ("loss", "data", "kept"),
    [
        ("Huber", "diabetes", "Huber"),
        ("MSE", "wine", "CrossEntropy"),
        ("CrossEntropy", "cancer", "BCEWithLogits"),
        ("BCE", "cancer", "BCEWithLogits"),
        ("Hinge", "cancer", "Hinge"),
        ("Focal", "wine", "Focal"),
    ],
)
def test_that_a_template_keeps_a_loss_that_suits_it(loss: str, data: str, kept: str) -> None:
    training = EMPTY.training.replace(losses=(LossTerm(loss=component(loss)),))
    project = started_from(EMPTY.replace(training=training), TEMPLATES["mlp"], DATA[data])
    assert [term.loss.kind for term in project.training.losses] == [kept]
    assert project.training.replace(losses=training.losses) == training


@pytest.mark.parametrize("data", ["wine", "cancer", "linnerud", "digits"])
def test_that_without_data_a_template_takes_after_the_network_before(data: str) -> None:
    before = started_from(EMPTY, TEMPLATES["mlp"], DATA[data])
    assumed = assumed_shape(before)
    after = started_from(before, TEMPLATES["logistic"], assumed)
    assert assumed.shape == DATA[data].shape
    assert after.network.layers[-1].params["out_features"] == DATA[data].width
    assert after.training == before.training


def test_that_without_data_and_network_a_template_takes_one_number() -> None:
    assert assumed_shape(EMPTY) == DataShape((1,), "regression", 1, 0)


def test_that_a_template_takes_nothing_from_the_blocks_of_the_network_before() -> None:
    digits = DATA["digits"]
    project = EMPTY
    for name in ("resnet18", "vgg11", "autoencoder", "resnet18"):
        project = started_from(project, TEMPLATES[name], digits)
        assert project.network == TEMPLATES[name].build(digits)
