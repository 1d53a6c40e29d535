"""Which layers leave the network, which are switched off, and what a connection would change."""

import pytest

from engine import copying, edits, wiring
from engine.check.shapes import infer
from engine.text import UserError
from tests.engine.edits.nets import BRANCHES, CHAIN, RESIDUAL, net


def test_that_a_further_output_leaves_the_first_one_to_the_loss():
    network = wiring.set_output(CHAIN, "fc1", used=True)
    assert network.outputs == ("fc2", "fc1")
    assert wiring.set_output(network, "fc1", used=True) == network
    assert wiring.set_output(network, "fc2", used=False).outputs == ("fc1",)


def test_that_the_only_output_stays_one():
    with pytest.raises(UserError, match="“fc2” is the network's only output"):
        wiring.set_output(CHAIN, "fc2", used=False)
    with pytest.raises(UserError, match="“input1” is an input"):
        wiring.set_output(CHAIN, "in", used=True)


@pytest.mark.parametrize(
    ("network", "target", "words"),
    [
        (RESIDUAL, "add1", "Adds an input to add1"),
        (BRANCHES, "cat1", "Adds an input to cat1"),
        (CHAIN, "fc2", "Replaces relu1 as the input of fc2"),
    ],
)
def test_that_it_is_told_what_a_connection_changes(network, target, words):
    assert str(wiring.effect(network, target)) == words
    changed = wiring.connect(network, "in", target).layer(target).inputs
    before = network.layer(target).inputs
    assert changed == ((*before, "in") if words.startswith("Adds") else ("in",))


def test_that_layers_are_switched_off_and_on_together():
    network = edits.set_enabled(RESIDUAL, ["relu1", "add1"], enabled=False)
    assert [la.name for la in network.layers if not la.enabled] == ["relu1", "add1"]
    assert edits.set_enabled(network, ["relu1", "add1"], enabled=True) == RESIDUAL


def test_that_a_layer_that_is_off_hands_its_input_on_to_shapes():
    network = net("in", "fc1", "fc2", "fc3")
    network = edits.set_param(network, "in", "shape", (7,))
    network = edits.set_param(network, "fc1", "out_features", 5)
    off = infer(edits.set_enabled(network, ["fc1"], enabled=False))
    assert off.layers["fc2"].inputs == ((7,),)
    assert off.layers["fc1"].parameters == 0


def test_that_an_input_is_never_switched_off():
    with pytest.raises(UserError, match="“input1” can't be switched off"):
        edits.set_enabled(CHAIN, ["in", "fc1"], enabled=False)


def test_that_copies_of_five_hundred_layers_have_names_of_their_own():
    network = net("in", *(f"fc{i}" for i in range(1, 251)))
    network, ids = copying.copies(network, network.layers[1:], 251)
    assert len(ids) == 250
    assert len({la.name for la in network.layers}) == 501
