"""What two projects differ in, in words."""

import pytest

from engine.differences import differences
from engine.edits import add_layer
from engine.spec.component import component
from tests.engine.runs.making import project


def sentences(before, after):
    return [str(sentence) for sentence in differences(before, after)]


def test_that_nothing_is_said_of_what_is_the_same():
    wine = project()
    assert sentences(wine, wine.replace(title="another", notes="and notes")) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"batch_size": 7}, "Batch size: 16 → 7"),
        ({"seed": 12}, "Seed: 0 → 12"),
    ],
)
def test_that_a_setting_is_named_with_both_values(changes, said):
    before = project(batch_size=16, seed=0)
    assert sentences(before, before.replace(training=before.training.replace(**changes))) == [said]


def test_that_defaults_are_filled_in():
    before = project(optimizer=component("Adam"))
    after = project(optimizer=component("Adam", lr=0.001))
    assert sentences(before, after) == []
    assert sentences(before, project(optimizer=component("Adam", lr=0.5))) == [
        "Learning rate: 0.001 → 0.5"
    ]


def test_that_another_optimizer_is_told_with_what_both_have():
    before = project(optimizer=component("Adam", lr=0.01))
    after = project(optimizer=component("SGD", lr=0.1))
    assert sentences(before, after) == ["Optimizer: Adam → SGD", "Learning rate: 0.01 → 0.1"]


def layer(before, name, **changes):
    layers = tuple(la.replace(**changes) if la.name == name else la for la in before.network.layers)
    return before.replace(network=before.network.replace(layers=layers))


def test_that_a_layers_parameter_is_told_by_its_name():
    before = project()
    first = next(la for la in before.network.layers if la.kind == "Linear")
    size = first.params["out_features"]
    after = layer(before, first.name, params={**first.params, "out_features": size + 1})
    assert sentences(before, after) == [f"{first.name} out_features: {size} → {size + 1}"]
    frozen = layer(before, first.name, frozen=True)
    assert sentences(before, frozen) == [f"{first.name} frozen: no → yes"]
    drawn = layer(before, first.name, init={"weight": {"kind": "kaiming_uniform"}})
    (said,) = sentences(before, drawn)
    assert said.startswith(f"{first.name}, initial weight: PyTorch's own → ")


def test_that_an_added_layer_is_told_once():
    before = project()
    first = next(la for la in before.network.layers if la.kind == "Linear")
    network, _ = add_layer(before.network, "Dropout", after=first.id)
    after = before.replace(network=network)
    assert sentences(before, after) == ["With dropout1 (Dropout)"]
    assert sentences(after, before) == ["Without dropout1 (Dropout)"]


def test_that_other_data_and_another_split_are_told():
    wine, digits = project(), project("digits")
    assert "Data: wine.csv → digits" in sentences(wine, wine.replace(data=digits.data))
    split = wine.data.split.replace(train=0.5, validation=0.25, test=0.25)
    (said,) = sentences(wine, wine.replace(data=wine.data.replace(split=split)))
    assert "50 % / 25 % / 25 % shuffled" in said.replace("\u00a0", " ")


def test_that_another_loss_is_told():
    before = project()
    losses = ({"loss": {"kind": "MSE"}},)
    said = sentences(before, before.replace(training=before.training.replace(losses=losses)))
    assert said == ["Loss: Cross-entropy → MSE (mean squared error)"]
