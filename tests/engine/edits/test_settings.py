"""Changing one layer, and what of the project follows the network."""

import pytest

from engine import copying, edits, moving
from engine.check.shapes import infer
from engine.spec.component import component
from engine.spec.data import DataSpec, GeneratedSource
from engine.spec.project import Project
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError
from tests.engine.edits.nets import CHAIN, RESIDUAL, net


def test_that_the_default_of_a_parameter_is_not_stored():
    network = edits.set_param(CHAIN, "fc1", "out_features", 7)
    assert network.layer("fc1").params == {"out_features": 7}
    assert edits.set_param(network, "fc1", "out_features", 16).layer("fc1").params == {}
    with pytest.raises(UserError, match="out_features"):
        edits.set_param(network, "fc1", "out_features", -1)


def test_that_an_initialiser_is_set_and_taken_back():
    network = edits.set_init(CHAIN, "fc1", "weight", component("zeros"))
    assert network.layer("fc1").init == {"weight": component("zeros")}
    assert edits.set_init(network, "fc1", "weight", None) == CHAIN


def test_that_layers_are_frozen_and_learn_again():
    network = edits.set_frozen(CHAIN, ["fc1", "fc2"], frozen=True)
    assert [layer.name for layer in network.layers if layer.frozen] == ["fc1", "fc2"]
    assert edits.set_frozen(network, ["fc1", "fc2"], frozen=False) == CHAIN


def test_that_another_kind_keeps_parameters_that_fit_and_drops_the_others():
    network = edits.set_param(net("in", "conv1"), "conv1", "kernel_size", (3, 5))
    network = edits.set_param(network, "conv1", "out_channels", 7)
    assert edits.replace_kind(network, "conv1", "Conv1d").layer("conv1").params == {
        "out_channels": 7
    }


def test_that_an_automatic_name_follows_the_kind_and_a_given_one_stays():
    assert edits.replace_kind(CHAIN, "relu1", "Tanh").layer("relu1").name == "tanh1"
    assert edits.replace_kind(net("in", "conv1"), "conv1", "Conv1d").layer("conv1").name == "conv1"
    named = edits.rename(CHAIN, "relu1", "gate")
    assert edits.replace_kind(named, "relu1", "Tanh").layer("relu1").name == "gate"


def test_that_a_merge_that_becomes_a_plain_layer_keeps_the_input_from_above():
    network = net("in", "fc1", "fc2", "add1<in,fc2", "fc3")
    assert edits.replace_kind(network, "add1", "ReLU").layer("add1").inputs == ("fc2",)


def test_that_inputs_stay_inputs():
    for layer, kind in (("in", "Linear"), ("fc1", "Input")):
        with pytest.raises(UserError, match="can't become"):
            edits.replace_kind(CHAIN, layer, kind)
    assert edits.replace_kind(CHAIN, "in", "Input") is CHAIN


@pytest.mark.parametrize("name", ["fc2", "2fast", "a b", "forward", "", "class"])
def test_that_a_name_that_is_taken_or_unfit_is_refused(name):
    with pytest.raises(UserError):
        edits.rename(CHAIN, "fc1", name)


def test_that_a_name_loses_the_blanks_around_it():
    assert edits.rename(CHAIN, "fc1", " hidden ").layer("fc1").name == "hidden"


def test_that_a_loss_term_follows_the_output_it_looked_at():
    project = Project(
        data=DataSpec(source=GeneratedSource(name="line")),
        network=CHAIN,
        training=TrainingSpec(losses=(LossTerm(loss=component("MSE"), output="fc2"),)),
    )
    longer, new = edits.add_layer(CHAIN, "ReLU")
    assert edits.with_network(project, longer).training.losses[0].output == new
    shorter = edits.remove(CHAIN, ["fc2"])
    assert edits.with_network(project, shorter).training.losses[0].output == "relu1"
    more = CHAIN.replace(outputs=("relu1", "fc1"))
    assert edits.with_network(project, more).training.losses[0].output == ""
    assert edits.with_network(project, CHAIN) == project


def test_that_a_residual_network_keeps_working_through_a_day_of_edits():
    network, _ = edits.add_layer(RESIDUAL, "ReLU", after="add1")
    network = moving.move(network, "relu1", 4)
    network, _ = copying.copies(network, [network.layer("fc2"), network.layer("relu1")], at=5)
    network = edits.remove(network, ["fc3"])
    assert infer(network).problems == ()
