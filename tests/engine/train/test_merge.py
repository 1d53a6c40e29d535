"""Two Linear layers merged into one, as advice offers, give what they gave."""

import pytest
import torch

from engine.block_edits import group, repeat
from engine.check.advice import advise
from engine.edits import add_before, remove, set_param
from engine.spec.project import Project
from engine.train.carry import carry_over, is_worth_carrying
from engine.train.session import Session
from engine.train.trainer import drain
from engine.wiring import connect
from tests.engine.train.making import project, session


def two_linear(*, first_bias=True, second_bias=True, behind=("ReLU",), **training):
    """A session whose first two layers have no activation between them."""
    layers = [
        ("Linear", {"out_features": 9, "bias": first_bias}),
        ("Linear", {"out_features": 7, "bias": second_bias}),
        *((kind, {}) for kind in behind),
        ("Linear", {"out_features": 3}),
    ]
    return session(layers, **training)


def merge(spec: Project) -> Project:
    advice = next(a for a in advise(spec) if a.rule == "linearTwice")
    fix = next(fix for fix in advice.fixes if str(fix.label) == "Merge them into one")
    return fix.edit(spec)


def outputs(a_session: Session) -> torch.Tensor:
    a_session.model.eval()
    with torch.no_grad():
        return a_session.model(a_session.train_rows.x)[0]


def carried(old: Session, spec: Project) -> Session:
    new = Session(spec, old.prepared)
    carry_over(old, new)
    return new


@pytest.mark.parametrize("second_bias", [True, False])
@pytest.mark.parametrize("first_bias", [True, False])
def test_that_a_trained_pair_gives_the_same_as_one(first_bias, second_bias):
    old = two_linear(first_bias=first_bias, second_bias=second_bias, epochs=3)
    drain(old)
    new = carried(old, merge(old.project))
    assert [la.kind for la in new.project.network.layers[1:]] == ["Linear", "ReLU", "Linear"]
    assert ("l1.bias" in new.weights()) == (first_bias or second_bias)
    assert torch.allclose(outputs(new), outputs(old), rtol=0, atol=1e-6)


def test_that_its_weights_are_the_product():
    old = two_linear(epochs=2)
    drain(old)
    before = {name: tensor.double() for name, tensor in old.weights().items()}
    after = carried(old, merge(old.project)).weights()
    weight = before["l2.weight"] @ before["l1.weight"]
    bias = before["l2.weight"] @ before["l1.bias"] + before["l2.bias"]
    assert torch.equal(after["l1.weight"], weight.float())
    assert torch.equal(after["l1.bias"], bias.float())


def test_that_it_works_on_the_output_and_before_training():
    old = two_linear(behind=())
    new = Session(merge(old.project), old.prepared)
    assert len(new.project.network.layers) == 3
    assert is_worth_carrying(old, new)
    assert not is_worth_carrying(old, Session(old.project, old.prepared))
    carry_over(old, new)
    assert torch.allclose(outputs(new), outputs(old), rtol=0, atol=1e-6)


def test_that_three_in_a_row_become_one_in_two_steps():
    old = two_linear(behind=())
    once = carried(old, merge(old.project))
    twice = carried(once, merge(once.project))
    assert len(twice.project.network.layers) == 2
    assert torch.allclose(outputs(twice), outputs(old), rtol=0, atol=1e-6)


def test_that_several_edits_at_once_give_what_they_give_one_by_one():
    wide = [("Linear", {"out_features": width}) for width in (9, 8, 7, 3)]
    old = session([wide[0], ("Tanh", {}), *wide[1:3], ("ReLU", {}), wide[3]], epochs=2)
    drain(old)
    spec = old.project.replace(network=remove(old.project.network, ["l2"]))
    edits = [old.project, spec, merge(spec), merge(merge(spec))]
    step = old
    for edited in edits[1:]:
        step = carried(step, edited)
        at_once = carried(old, edited)
        assert at_once.weights().keys() == step.weights().keys()
        for name, tensor in step.weights().items():
            torch.testing.assert_close(at_once.weights()[name], tensor, rtol=0, atol=1e-6)


def test_that_a_layer_added_by_hand_for_several_others_is_no_merge():
    old = session([("Linear", {"out_features": 6}), ("Tanh", {}), ("Linear", {"out_features": 3})])
    by_hand, _ = add_before(old.project.network, "Linear", "l1", {"out_features": 3})
    by_hand = remove(by_hand, ["l1", "l2", "l3"])
    assert not is_worth_carrying(old, Session(old.project.replace(network=by_hand), old.prepared))


def test_that_copies_of_a_block_are_merged_along_with_it():
    pair = [("Linear", {"out_features": 8}), ("Linear", {"out_features": 6}), ("ReLU", {})]
    stack = project([*pair, ("Linear", {"out_features": 3})], (6,))
    network, block = group(stack.network, ["l1", "l2", "l3"], "pair")
    old = Session(stack.replace(network=repeat(network, block, 3)), session().prepared)
    new = carried(old, merge(old.project))
    assert [la.kind for la in new.project.network.layers[1:]] == [*["Linear", "ReLU"] * 3, "Linear"]
    assert torch.allclose(outputs(new), outputs(old), rtol=0, atol=1e-6)


def test_that_a_layer_deleted_by_hand_is_no_merge():
    layers = [("Linear", {"out_features": 6}), ("Linear", {"out_features": 6})]
    old = session([*layers, ("ReLU", {}), ("Linear", {"out_features": 3})])
    network = remove(old.project.network, ["l2"])
    for edited in (
        network,
        set_param(network, "l1", "out_features", 5),
        add_before(network, "Tanh", "l3")[0],
    ):
        assert not is_worth_carrying(
            old, Session(old.project.replace(network=edited), old.prepared)
        )


def test_that_a_layer_which_feeds_others_too_is_not_offered_to_be_merged():
    layers = [("Linear", {"out_features": 4}), ("Linear", {"out_features": 3}), ("Concat", {})]
    stack = project([*layers, ("Linear", {"out_features": 3})], (6,))
    fed = stack.replace(network=connect(stack.network, "l1", "l3"))
    advice = next(a for a in advise(fed) if a.layer == "l2")
    assert [str(fix.label) for fix in advice.fixes] == ["Put a ReLU between"]
