"""What of a run goes on after an edit, and with which settings."""

import pytest
import torch

from engine.catalog.schedulers import SCHEDULES
from engine.edits import set_frozen, set_param
from engine.spec.component import component
from engine.text import UserError
from engine.train.carry import carry_over, is_worth_carrying
from engine.train.control import Control
from engine.train.events import EpochEnded
from engine.train.session import Session
from engine.train.trainer import drain, train
from tests.engine.train.making import session


def changed(old, **training):
    """A session of the same project with other settings."""
    spec = old.project.replace(training=old.project.training.replace(**training))
    return Session(spec, old.prepared)


def after_epochs(trained, epochs):
    """The session, stopped behind so many epochs."""
    control = Control()
    for event in train(trained, control):
        if isinstance(event, EpochEnded) and event.epoch == epochs:
            control.stop()
    return trained


def same(one, other):
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("name", SCHEDULES)
def test_that_a_longer_run_goes_on_with_the_rate_of_its_schedule(name):
    old = session(schedule=component(name), epochs=2)
    drain(old)
    new = changed(old, epochs=5)
    assert carry_over(old, new).whole_run
    assert same(new.weights(), old.weights())
    assert new.progress.epoch == 2
    whole = after_epochs(changed(old, epochs=5), 2)
    assert new.learning_rate() == pytest.approx(whole.learning_rate(), rel=1e-6)
    drain(new)
    drain(whole)
    assert new.learning_rate() == pytest.approx(whole.learning_rate(), rel=1e-6, abs=1e-12)
    assert new.progress.epoch == 5


def test_that_a_run_cut_shorter_than_it_is_ends_at_once():
    old = session(schedule=component("one_cycle"), epochs=4)
    drain(old)
    new = changed(old, epochs=1)
    carry_over(old, new)
    assert drain(new)[-1].reason == "finished"
    assert same(new.weights(), old.weights())


def test_that_another_momentum_or_rate_holds_from_the_next_step():
    old = session(optimizer=component("SGD", lr=0.1), epochs=1)
    drain(old)
    new = changed(old, optimizer=component("SGD", lr=0.05, momentum=0.9), epochs=2)
    assert carry_over(old, new).whole_run
    assert same(new.weights(), old.weights())
    assert new.learning_rate() == 0.05
    drain(new)
    assert new.optimizer.param_groups[0]["momentum"] == 0.9
    assert not same(new.weights(), old.weights())


def test_that_a_setting_that_moves_no_weight_changes_no_number():
    old = session(optimizer=component("Adam"), schedule=component("exponential"), epochs=4)
    whole = session(optimizer=component("Adam"), schedule=component("exponential"), epochs=4)
    after_epochs(old, 2).set_learning_rate(0.02)
    after_epochs(whole, 2).set_learning_rate(0.02)
    new = changed(old, stopping=component("patience"))
    carry_over(old, new)
    drain(new)
    drain(whole)
    assert same(new.weights(), whole.weights())


def test_that_weights_that_fit_are_kept_and_the_others_begin_anew():
    old = session(epochs=1)
    drain(old)
    network = set_param(old.project.network, "l3", "out_features", 7)
    new = Session(old.project.replace(network=network), old.prepared)
    own = new.weights()
    carried = carry_over(old, new)
    assert (carried.kept, carried.fresh, carried.whole_run) == (("l1",), ("l3", "l5"), False)
    weights = new.weights()
    assert torch.equal(weights["l1.weight"], old.weights()["l1.weight"])
    assert torch.equal(weights["l5.weight"], own["l5.weight"])
    assert new.progress.epoch == 0
    assert same(new.best, weights)


def frozen(old, *layers, freeze=True):
    """A session of the same network with layers frozen, that has the weights of the old one."""
    network = set_frozen(old.project.network, layers, frozen=freeze)
    new = Session(old.project.replace(network=network), old.prepared)
    carry_over(old, new)
    return new


def test_that_a_frozen_layer_keeps_its_weights_and_unfrozen_goes_on_learning():
    first = session(epochs=2)
    drain(first)
    trained = first.weights()
    second = frozen(first, "l1")
    drain(second)
    assert torch.equal(second.weights()["l1.weight"], trained["l1.weight"])
    assert not torch.equal(second.weights()["l3.weight"], trained["l3.weight"])
    third = frozen(second, "l1", freeze=False)
    assert torch.equal(third.weights()["l3.weight"], second.weights()["l3.weight"])
    drain(third)
    assert not torch.equal(third.weights()["l1.weight"], trained["l1.weight"])


def test_that_a_network_that_is_all_frozen_says_what_to_do():
    with pytest.raises(UserError, match="Unfreeze one of them"):
        frozen(session(), "l1", "l3", "l5")


def test_that_weights_that_led_to_no_number_are_not_carried_into_another_network():
    old = session(epochs=9, optimizer=component("SGD", lr=1e30))
    assert drain(old)[-1].reason == "diverged"
    lower = changed(old, optimizer=component("SGD", lr=0.01))
    assert is_worth_carrying(old, lower)
    assert carry_over(old, lower).whole_run
    assert lower.broke_off
    frozen = old.project.replace(network=set_frozen(old.project.network, ["l1"], frozen=True))
    assert not is_worth_carrying(old, Session(frozen, old.prepared))
