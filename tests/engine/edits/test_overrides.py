"""What a copy of a block has of its own is found where it differs, and taken back."""

from engine import block_edits, edits
from engine.overrides import instances, overrides, own_values, without
from tests.engine.edits.block_nets import blocks_net

TWICE = block_edits.repeat(blocks_net("in", "b1:fc1", "b1:relu1", "fc2"), "b1", 2)
COPY = TWICE.named("fc3").id


def test_that_equal_copies_have_nothing_of_their_own():
    assert overrides(TWICE, "b1") == []
    assert (instances(TWICE, "fc1"), instances(TWICE, "fc2")) == (2, 1)


def test_that_what_differs_is_found_and_taken_back():
    network = edits.set_param(TWICE, COPY, "out_features", 7)
    network = edits.set_enabled(network, [TWICE.named("relu2").id], enabled=False)
    found = overrides(network, "b1")
    assert [(o.name, o.own, o.usual) for o in found] == [
        ("out_features", 7, 16),
        ("enabled", False, True),
    ]
    assert own_values(network, COPY) == found[:1]
    assert own_values(network, "fc1") == []
    for override in found:
        network = without(network, override)
    assert network == TWICE
